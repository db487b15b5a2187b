"""An invitation counts who came in by it.

Revision: 0030, after 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("group_invitations", sa.Column("uses", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("group_invitations", "uses")
