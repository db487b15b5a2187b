"""Which sentence a deadline stands in, so that another one with the same words is another deadline.

Revision: 0017, after 0016
"""

import hashlib
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

deadlines = sa.table(
    "deadlines",
    sa.column("note_id", sa.Integer),
    sa.column("start", sa.Integer),
    sa.column("index", sa.Integer),
    sa.column("likeness", sa.String),
)
bodies = sa.table(
    "note_bodies",
    sa.column("note_id", sa.Integer),
    sa.column("text", sa.Text),
    sa.column("sentences", sa.JSON),
)


def likeness(sentence: str) -> str:
    folded = unicodedata.normalize("NFKC", sentence).casefold()
    return hashlib.sha256(" ".join(folded.split()).encode()).hexdigest()


def upgrade() -> None:
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("likeness", sa.String(length=64), nullable=False, server_default=""))
    bind = op.get_bind()
    for note_id in bind.scalars(sa.select(deadlines.c.note_id).distinct()).all():
        body = bind.execute(sa.select(bodies).where(bodies.c.note_id == note_id)).one()
        places = sa.select(deadlines.c.index).where(deadlines.c.note_id == note_id).distinct()
        for index in bind.scalars(places).all():
            start, end = body.sentences[index][:2]
            here = (deadlines.c.note_id == note_id) & (deadlines.c.index == index)
            bind.execute(sa.update(deadlines).where(here).values(likeness=likeness(body.text[start:end])))
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.alter_column("likeness", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.drop_column("likeness")
