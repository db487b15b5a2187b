"""What digests tell of is found by its channel and its server.

Revision: 0029, after 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("digest_quotes", sa.Column("channel_id", sa.String(length=20), nullable=True))
    op.create_index(op.f("ix_digest_quotes_channel_id"), "digest_quotes", ["channel_id"])
    op.create_index(op.f("ix_digest_quotes_server_id"), "digest_quotes", ["server_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_digest_quotes_server_id"), "digest_quotes")
    op.drop_index(op.f("ix_digest_quotes_channel_id"), "digest_quotes")
    op.drop_column("digest_quotes", "channel_id")
