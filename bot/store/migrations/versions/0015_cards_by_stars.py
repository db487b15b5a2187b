"""Cards that a star made. Those there are may have been asked for otherwise: they are none of these.

Whoever chose whether stars make cards has a row in review_settings, which stays as it is.

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cards", sa.Column("of_star", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.drop_column("of_star")
