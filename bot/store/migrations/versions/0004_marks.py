"""What a person says of sentences, and the order it gives their notes.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uses_taste", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("note_bodies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own_order", sa.JSON(), nullable=True))
    op.create_table(
        "marks",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.Column("space", sa.String(length=64), nullable=False),
        sa.Column("traits", sa.JSON(), nullable=False),
        sa.Column("log_odds", sa.JSON(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_marks_note_id_notes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_marks_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("note_id", "index", name=op.f("pk_marks")),
    )
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marks_person_id"), ["person_id"], unique=False)
