"""Practice rounds for a group.

Revision: 0025, after 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def _of_member(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["group_id", "person_id"],
        ["group_members.group_id", "group_members.person_id"],
        name=f"fk_{table}_member",
        ondelete="CASCADE",
    )


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "group_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        _of_member("group_rounds"),
        _of("group_rounds", "group_id", "groups"),
        _of("group_rounds", "note_id", "notes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_rounds")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "group_choices",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        _of_member("group_choices"),
        _of("group_choices", "round_id", "group_rounds"),
        _of("group_choices", "group_id", "groups"),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_group_choices")),
    )
    op.create_table(
        "round_messages",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.String(length=20), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        _of("round_messages", "group_id", "groups"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_messages")),
    )
    for table, columns in (
        ("group_rounds", ("group_id", "person_id", "note_id")),
        ("group_choices", ("person_id", "group_id")),
        ("round_messages", ("group_id",)),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("round_messages", "group_choices", "group_rounds"):
        op.drop_table(table)
