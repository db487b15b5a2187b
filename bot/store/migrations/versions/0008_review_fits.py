"""FSRS's parameters fitted to a person's own grades.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review_fits",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=True),
        sa.Column("grades", sa.Integer(), nullable=False),
        sa.Column("better", sa.Double(), nullable=False),
        sa.Column("fitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_review_fits_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_review_fits")),
    )
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fitted", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.alter_column("fitted", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("review_settings", schema=None) as batch_op:
        batch_op.drop_column("fitted")
    op.drop_table("review_fits")
