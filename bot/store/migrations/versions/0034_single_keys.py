"""Whether a letter or a digit alone acts on pages. The default stays in the table: to take it out would make the table
of people anew, which forgets the ids of who was erased.

Revision: 0034, after 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("single_keys", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("people", "single_keys")
