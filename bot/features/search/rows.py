"""A person's rows as a search reads them: narrowed to a tag, and so many at a time that the event loop goes on."""

from __future__ import annotations

from typing import Any, TypeVarTuple

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.app import App
from bot.features.people import Person
from bot.features.tags import clean_tag
from bot.store.tables import TagRow

ROWS_AT_ONCE = 1000

Columns = TypeVarTuple("Columns")


async def rows_of(
    app: App,
    person: Person,
    wanted: Select[*Columns],
    note_id: InstrumentedAttribute[Any],
    tag: str | None,
) -> list[Row[*Columns]]:
    """What is `wanted`, of the notes with this tag where one is given; `note_id` is the column that says of which."""
    if tag is not None:
        with_tag = select(TagRow.note_id).where(TagRow.person_id == person.id, TagRow.name == clean_tag(tag))
        wanted = wanted.where(note_id.in_(with_tag))
    rows: list[Row[*Columns]] = []
    async with app.read() as s:
        found = await s.stream(wanted)
        async for some in found.partitions(ROWS_AT_ONCE):
            rows += some
    return rows
