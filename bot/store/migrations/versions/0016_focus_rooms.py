"""Shared focus sessions.

Revision: 0016, after 0015
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "focus_rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phases", sa.JSON(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_focus_rooms_person_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_rooms")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_focus_rooms_person_id"), "focus_rooms", ["person_id"])
    op.create_index(op.f("ix_focus_rooms_look_at"), "focus_rooms", ["look_at"])
    with (
        _ids_stay_used("focus_sessions"),
        op.batch_alter_table("focus_sessions", table_kwargs={"sqlite_autoincrement": True}) as batch_op,
    ):
        batch_op.add_column(sa.Column("room_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_focus_sessions_room_id_focus_rooms"),
            "focus_rooms",
            ["room_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_focus_sessions_room_id"), ["room_id"], unique=False)


@contextmanager
def _ids_stay_used(table: str) -> Iterator[None]:
    """A table that SQLite makes anew begins to count behind its last row; it has to behind the last that ever was."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        yield
        return
    last = bind.scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table})
    yield
    if last is not None:
        bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
        row = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
        bind.execute(row, {"table": table, "last": last})


def downgrade() -> None:
    with op.batch_alter_table("focus_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_focus_sessions_room_id"))
        batch_op.drop_constraint(batch_op.f("fk_focus_sessions_room_id_focus_rooms"), type_="foreignkey")
        batch_op.drop_column("room_id")
    op.drop_table("focus_rooms")
