"""Shared focus sessions.

Revision: 0016, after 0015
"""

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
    with op.batch_alter_table("focus_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("room_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_focus_sessions_room_id_focus_rooms"),
            "focus_rooms",
            ["room_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_focus_sessions_room_id"), ["room_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("focus_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_focus_sessions_room_id"))
        batch_op.drop_constraint(batch_op.f("fk_focus_sessions_room_id_focus_rooms"), type_="foreignkey")
        batch_op.drop_column("room_id")
    op.drop_table("focus_rooms")
