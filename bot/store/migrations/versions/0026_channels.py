"""What servers' channels prefer.

Revision: 0026, after 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("channel_id", sa.String(length=20), nullable=False),
        sa.Column("server_id", sa.String(length=20), nullable=False),
        sa.Column("files", sa.String(length=16), nullable=False),
        sa.Column("threads", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_channels")),
    )
    op.create_index(op.f("ix_channels_server_id"), "channels", ["server_id"])


def downgrade() -> None:
    op.drop_table("channels")
