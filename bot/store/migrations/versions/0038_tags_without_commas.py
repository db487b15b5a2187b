"""A tag with a comma becomes those that stand between its commas.

Revision: 0038, after 0037
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

tags = sa.table(
    "tags", sa.column("note_id", sa.Integer), sa.column("name", sa.String), sa.column("person_id", sa.Integer)
)


def upgrade() -> None:
    bind = op.get_bind()
    has_comma = sa.or_(*(tags.c.name.contains(comma) for comma in COMMAS))
    for note_id, name, person_id in bind.execute(sa.select(tags).where(has_comma)).all():
        of_note = tags.c.note_id == note_id
        bind.execute(sa.delete(tags).where(of_note, tags.c.name == name))
        there = set(bind.scalars(sa.select(tags.c.name).where(of_note)))
        parts = {part.strip().lstrip("#").strip() for part in re.split(f"[{COMMAS}]", name)}
        for part in sorted(parts - there - {""}):
            bind.execute(sa.insert(tags).values(note_id=note_id, name=part, person_id=person_id))


def downgrade() -> None:
    """Which of them were one is not known any more."""


COMMAS = ",，、"
