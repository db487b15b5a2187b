"""Groups' digests: when they come, which there were, and what in them is whose.

Revision: 0024, after 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_plans",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("clock", sa.Time(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("with_deadlines", sa.Boolean(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("told_until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_digest_plans_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_digest_plans")),
    )
    op.create_index(op.f("ix_digest_plans_next_at"), "digest_plans", ["next_at"])
    op.create_table(
        "digests",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("local_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("with_deadlines", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["group_messages.id"],
            name=op.f("fk_digests_message_id_group_messages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_digests_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_digests")),
    )
    op.create_index(op.f("ix_digests_group_id_local_on"), "digests", ["group_id", "local_on"], unique=True)
    op.create_table(
        "digest_quotes",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("said_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("server_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["digests.message_id"],
            name=op.f("fk_digest_quotes_message_id_digests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", "said_id", name=op.f("pk_digest_quotes")),
    )
    op.create_index(op.f("ix_digest_quotes_said_id"), "digest_quotes", ["said_id"])
    op.create_index(op.f("ix_digest_quotes_account_id"), "digest_quotes", ["account_id"])
    op.create_table(
        "focus_namings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "person_id"],
            ["group_members.group_id", "group_members.person_id"],
            name="fk_focus_namings_member",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_namings")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_focus_namings_group_id_person_id"), "focus_namings", ["group_id", "person_id"], unique=True
    )
    op.create_index(op.f("ix_focus_namings_person_id"), "focus_namings", ["person_id"])
    op.create_table(
        "digest_names",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("naming_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["digests.message_id"],
            name=op.f("fk_digest_names_message_id_digests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", "naming_id", name=op.f("pk_digest_names")),
    )


def downgrade() -> None:
    for table in ("digest_names", "focus_namings", "digest_quotes", "digests", "digest_plans"):
        op.drop_table(table)
