"""Which notes have a title of their own, and which are called by their first words.

Of those there are, the first words are told from a heading or a subject by what stands before them. Messages that show
others such words as a title are shown anew.

Revision: 0036, after 0035
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

BEGINNING = 4_000  # characters; a title has 80 of them
notes = sa.table(
    "notes",
    sa.column("id", sa.Integer),
    sa.column("title", sa.String),
    sa.column("file_name", sa.String),
    sa.column("is_titled", sa.Boolean),
)
bodies = sa.table("note_bodies", sa.column("note_id", sa.Integer), sa.column("text", sa.Text))

POSTS = """
    UPDATE group_messages SET changes = changes + 1 WHERE id IN (
        SELECT group_showings.message_id FROM group_showings
        JOIN shares ON shares.id = group_showings.share_id
        JOIN highlights ON highlights.id = shares.highlight_id
        JOIN notes ON notes.id = highlights.note_id
        WHERE NOT notes.is_titled
    )"""
PASSAGES = """
    UPDATE round_messages SET changes = changes + 1 WHERE round_id IN (
        SELECT group_rounds.id FROM group_rounds JOIN notes ON notes.id = group_rounds.note_id WHERE NOT notes.is_titled
    )"""


def is_titled(title: str, text: str) -> bool:
    words = r"\s+".join(map(re.escape, title.removesuffix("…").split()))
    found = re.search(rf"(?m)(?P<mark>^\s*(?:#+|\w+\s?[:：])\s*)?{words}", text) if words else None
    return found is None or found["mark"] is not None


def upgrade() -> None:
    op.add_column("notes", sa.Column("is_titled", sa.Boolean(), nullable=False, server_default=sa.true()))
    bind = op.get_bind()
    pasted = (
        sa.select(notes.c.id, notes.c.title, sa.func.substr(bodies.c.text, 1, BEGINNING).label("text"))
        .join(bodies, bodies.c.note_id == notes.c.id)
        .where(notes.c.file_name.is_(None))
    )
    said = [row.id for row in bind.execute(pasted) if not is_titled(row.title, row.text)]
    for note_id in said:
        bind.execute(sa.update(notes).where(notes.c.id == note_id).values(is_titled=False))
    op.execute(POSTS)
    op.execute(PASSAGES)


def downgrade() -> None:
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_column("is_titled")
