"""In which servers a person's words are condensed for nobody else.

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uncondensed",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("server_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_uncondensed_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "server_id", name=op.f("pk_uncondensed")),
    )
    op.create_index(op.f("ix_uncondensed_server_id"), "uncondensed", ["server_id"])


def downgrade() -> None:
    op.drop_table("uncondensed")
