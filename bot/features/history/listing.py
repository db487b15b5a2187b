"""Notes listed and opened, and the messages that they came from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.app import App
from bot.errors import NotFound
from bot.features import deadlines
from bot.features.note import MAX_ID, Note, NoteCard, card, own, whole
from bot.features.people import Person
from bot.features.tags import clean_tag, tags_of
from bot.store.tables import HighlightRow, NoteBodyRow, NoteRow, OriginRow, TagRow


@dataclass(frozen=True, slots=True)
class Page:
    """Notes, newest first; `next_cursor` continues the list, None at its end."""

    notes: tuple[NoteCard, ...]
    next_cursor: int | None


async def list_notes(
    app: App, person: Person, *, tag: str | None = None, limit: int = 20, cursor: int | None = None
) -> Page:
    """A page of at most `limit` notes, newest first, of those with `tag` where one is given."""
    wanted = select(NoteRow).where(NoteRow.person_id == person.id)
    if tag is not None:
        wanted = wanted.join(TagRow, TagRow.note_id == NoteRow.id).where(TagRow.name == clean_tag(tag))
    if cursor is not None:
        wanted = wanted.where(NoteRow.id < max(0, min(cursor, MAX_ID)))
    async with app.read() as s:
        rows = list(await s.scalars(wanted.order_by(NoteRow.id.desc()).limit(limit + 1)))
        tags = await tags_of(s, [row.id for row in rows])
    cards = tuple(card(row, tags[row.id]) for row in rows[:limit])
    return Page(cards, rows[limit - 1].id if len(rows) > limit else None)


async def first_highlights(app: App, person: Person, note_ids: Sequence[int]) -> dict[int, str]:
    """The first highlight of each note that has one: what a list shows below its title."""
    mine = (HighlightRow.person_id == person.id) & HighlightRow.note_id.in_(note_ids)
    first = select(HighlightRow.note_id, func.min(HighlightRow.index).label("index")).where(mine)
    first_of = first.group_by(HighlightRow.note_id).subquery()
    here = (HighlightRow.note_id == first_of.c.note_id) & (HighlightRow.index == first_of.c.index)
    async with app.read() as s:
        rows = await s.execute(select(HighlightRow.note_id, HighlightRow.text).join(first_of, here))
        return {row.note_id: row.text for row in rows}


async def count(app: App) -> int:
    """How many notes are kept, of everybody."""
    async with app.read() as s:
        return await s.scalar(select(func.count()).select_from(NoteRow)) or 0


async def open_note(app: App, person: Person, note_id: int) -> Note:
    """The whole note. Raises NotFound."""
    async with app.read() as s:
        row = await own(s, person, note_id)
        body = await s.get_one(NoteBodyRow, note_id)
        tags = await tags_of(s, [note_id])
        found = await deadlines.of_note(s, note_id)
    return await asyncio.to_thread(whole, row, body, tags[note_id], found)


async def each_note(app: App, person: Person) -> AsyncIterator[Note]:
    """The person's notes, whole, newest first; one that is deleted meanwhile is left out. Hold none of them for long:
    with all its sentences a note is many times its text."""
    page = Page((), None)
    while True:
        page = await list_notes(app, person, limit=100, cursor=page.next_cursor)
        for found in page.notes:
            with suppress(NotFound):
                yield await open_note(app, person, found.id or 0)
        if page.next_cursor is None:
            return


async def by_origin(app: App, person: Person, origin: str) -> int | None:
    """The note that a message ("discord:MESSAGE_ID") made, if it is still there."""
    async with app.read() as s:
        return await s.scalar(
            select(OriginRow.note_id).where(OriginRow.origin == origin, OriginRow.person_id == person.id)
        )


async def origins(app: App, person: Person, note_id: int) -> tuple[str, ...]:
    """The messages a note came from, oldest first."""
    async with app.read() as s:
        await own(s, person, note_id)
        return tuple(
            await s.scalars(
                select(OriginRow.origin).where(OriginRow.note_id == note_id).order_by(OriginRow.origin)
            )
        )
