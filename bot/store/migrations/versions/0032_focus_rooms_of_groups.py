"""Shared focus sessions of study groups, which need no channel.

Revision: 0032, after 0031
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with (
        _ids_stay_used("focus_rooms"),
        op.batch_alter_table("focus_rooms", table_kwargs={"sqlite_autoincrement": True}) as batch_op,
    ):
        batch_op.alter_column("channel_id", existing_type=sa.String(length=20), nullable=True)
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_to_post", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_foreign_key(
            batch_op.f("fk_focus_rooms_group_id_groups"), "groups", ["group_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index(batch_op.f("ix_focus_rooms_group_id"), ["group_id"], unique=False)


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
    op.execute(
        "UPDATE focus_sessions SET room_id = NULL "
        "WHERE room_id IN (SELECT id FROM focus_rooms WHERE channel_id IS NULL)"
    )
    op.execute("DELETE FROM focus_rooms WHERE channel_id IS NULL")
    with (
        _ids_stay_used("focus_rooms"),
        op.batch_alter_table("focus_rooms", table_kwargs={"sqlite_autoincrement": True}) as batch_op,
    ):
        batch_op.drop_index(batch_op.f("ix_focus_rooms_group_id"))
        batch_op.drop_constraint(batch_op.f("fk_focus_rooms_group_id_groups"), type_="foreignkey")
        batch_op.drop_column("is_to_post")
        batch_op.drop_column("group_id")
        batch_op.alter_column("channel_id", existing_type=sa.String(length=20), nullable=False)
