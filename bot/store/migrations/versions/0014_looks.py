"""Which sections of a note were looked at, and which notes don't belong together.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_looks_note_id_notes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_looks_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("note_id", "section", name=op.f("pk_looks")),
    )
    op.create_index(op.f("ix_looks_person_id"), "looks", ["person_id"])
    op.create_table(
        "apart",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_apart_note_id_notes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["notes.id"], name=op.f("fk_apart_other_id_notes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_apart_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("note_id", "other_id", name=op.f("pk_apart")),
    )
    op.create_index(op.f("ix_apart_person_id"), "apart", ["person_id"])


def downgrade() -> None:
    op.drop_table("apart")
    op.drop_table("looks")
