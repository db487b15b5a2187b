"""How long a log was when fitting it was last tried.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("review_fits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tried", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE review_fits SET tried = grades")
    with op.batch_alter_table("review_fits", schema=None) as batch_op:
        batch_op.alter_column("tried", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("review_fits", schema=None) as batch_op:
        batch_op.drop_column("tried")
