"""What was said of two notes is found by either of them, as when one is deleted.

Revision: 0027, after 0026
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_apart_other_id"), "apart", ["other_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_apart_other_id"), "apart")
