"""Whether a star makes a card.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starred", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.alter_column("starred", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.drop_column("starred")
