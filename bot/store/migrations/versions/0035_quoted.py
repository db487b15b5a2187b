"""Of whose messages notes are that answers in servers show.

Revision: 0035, after 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quoted",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("said_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("server_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_quoted_note_id_notes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("note_id", "said_id", name=op.f("pk_quoted")),
    )
    for column in ("said_id", "account_id"):
        op.create_index(op.f(f"ix_quoted_{column}"), "quoted", [column])


def downgrade() -> None:
    op.drop_table("quoted")
