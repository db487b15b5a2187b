"""History: a person's notes — kept, listed, opened, re-cut, retitled, deleted.

Somebody else's note is NotFound, by the one gate `note.own`. Finding by words and meaning is in `search`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.documents import Document
from bot.errors import Invalid, NotFound
from bot.features import deadlines, looks, personalise, showings, tasks
from bot.features.folding import fold
from bot.features.note import (
    MAX_ID,
    Note,
    NoteCard,
    Sentence,
    card,
    own,
    pack,
    pack_order,
    to_json,
    unpack,
    whole,
)
from bot.features.people import Person, budget_json
from bot.features.personalise import vectors_of
from bot.features.tags import clean_tag, tags_of
from bot.store.tables import HighlightRow, NoteBodyRow, NoteRow, OriginRow, PersonRow, Table, TagRow
from model import Budget, Reading, ScoredSentence, Taste, personal_order

TITLE_CHARACTERS = 200
ROWS_AT_ONCE = 500


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


async def recut(app: App, person: Person, note_id: int, length: Budget) -> Note:
    """The note cut to another length, as its person's marks and taste are now; the model is not asked again.

    Highlights in both cuts keep their ids.
    """
    taste = await personalise.taste_of(app, person)
    async with app.write() as s:
        row = await own(s, person, note_id, to_change=True)
        body = await s.get_one(NoteBodyRow, note_id)
        tags = await tags_of(s, [note_id])
        found = await deadlines.of_note(s, note_id)
        marks = await personalise.marks_in(s, note_id)
        row.length, row.updated_at = budget_json(length), app.clock()
        body.own_order = await asyncio.to_thread(_own_order, body, taste, marks, row.focus)
        note = await asyncio.to_thread(whole, row, body, tags[note_id], found)
        await _put_highlights(s, person, note_id, note.highlights, vectors_of(body), body.space)
    return note


def _own_order(
    body: NoteBodyRow,
    taste: Taste | None,
    marks: Mapping[int, personalise.Verdict],
    focus: str | None,
) -> list[Any] | None:
    """The person's order as it is kept; None where it is the model's."""
    if taste is None and not marks:
        return None
    said = {index: verdict.wanted for index, verdict in marks.items()}
    scored = personal_order(
        body.text,
        unpack(body.sentences),
        vectors_of(body),
        body.space,
        taste,
        said,
        all_along=focus is None,
    )
    return pack_order(scored)


async def next_cut(app: App, person: Person, note_id: int) -> Note:
    """The note with its sentences in the order that a re-cut would choose them in now. Raises NotFound."""
    taste = await personalise.taste_of(app, person)
    async with app.read() as s:
        row = await own(s, person, note_id)
        body = await s.get_one(NoteBodyRow, note_id)
        tags = await tags_of(s, [note_id])
        found = await deadlines.of_note(s, note_id)
        marks = await personalise.marks_in(s, note_id)

    def ordered() -> Note:
        body.own_order = _own_order(body, taste, marks, row.focus)
        return whole(row, body, tags[note_id], found)

    return await asyncio.to_thread(ordered)


def clean_title(title: str) -> str:
    """A title as it is kept. Raises Invalid for an empty or too long one."""
    title = " ".join(title.split())
    if not 0 < len(title) <= TITLE_CHARACTERS:
        raise Invalid("A title has 1 to {limit} characters.", limit=TITLE_CHARACTERS)
    return title


async def retitle(app: App, person: Person, note_id: int, title: str) -> None:
    """Raises Invalid as `clean_title` does."""
    title = clean_title(title)
    async with app.write() as s:
        row = await own(s, person, note_id, to_change=True)
        body = await s.get_one(NoteBodyRow, note_id)
        row.title, row.updated_at = title, app.clock()
        body.folded = await asyncio.to_thread(fold, f"{title}\n{body.text}")
        await showings.note_changed(s, note_id)


async def delete_note(app: App, person: Person, note_id: int) -> None:
    """The note and everything made from it are gone at once. Raises NotFound."""
    async with app.write() as s:
        row = await own(s, person, note_id)
        await showings.note_changed(s, note_id)
        await tasks.note_goes(s, app, note_id)
        await s.delete(row)


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


async def keep(
    app: App,
    person: Person,
    note: Note,
    reading: Reading,
    document: Document,
    origins: Sequence[str] = (),
    ranked: Sequence[ScoredSentence] | None = None,
) -> Note:
    """Stores a note just made; on return it is on disk. A note that one of `origins` made before is replaced.

    `ranked` are the reading's sentences in the person's own order, where they have one.
    Raises NotFound when the person was erased meanwhile.
    """
    body = await asyncio.to_thread(_body, note, reading, document, ranked)
    async with app.write() as s:
        if await s.get(PersonRow, person.id) is None:
            raise NotFound("This person is not known here any more.")
        known = OriginRow.origin.in_(origins) & (OriginRow.person_id == person.id)
        old_id = await s.scalar(select(OriginRow.note_id).where(known).order_by(OriginRow.note_id).limit(1))
        row = _row(person, note, note_id=old_id)
        if old_id is not None:
            row.created_at = (await s.get_one(NoteRow, old_id)).created_at
        row = await s.merge(row)
        await s.flush()
        await s.execute(delete(OriginRow).where(known | (OriginRow.note_id == row.id)))
        s.add_all(OriginRow(origin=origin, note_id=row.id, person_id=person.id) for origin in origins)
        body.note_id = row.id
        await looks.forget_changed(s, row.id, note.text)
        await s.merge(body)
        if old_id is not None:
            await personalise.forget_changed(s, row.id, [sentence.text for sentence in note.sentences])
            await showings.note_changed(s, row.id)
            await showings.text_changed(s, row.id, note.text)
        await _put_highlights(s, person, row.id, note.highlights, reading.vectors, reading.space)
        named = {n.index: (n.text, n.deadlines) for n in note.sentences if n.deadlines}
        await deadlines.put(s, person, row.id, named)
        tags = await tags_of(s, [row.id])
    return replace(note, id=row.id, tags=tags[row.id], created_at=row.created_at)


def _row(person: Person, note: Note, note_id: int | None) -> NoteRow:
    return NoteRow(
        id=note_id,
        person_id=person.id,
        title=note.title,
        file_name=note.file_name,
        face=note.face,
        language=note.language,
        characters=len(note.text),
        sentences_total=note.sentences_total,
        focus=note.focus,
        length=budget_json(note.length),
        warnings=[warning.as_json() for warning in note.warnings],
        model=note.model,
        elapsed_ms=note.elapsed_ms,
        created_at=note.created_at,
        updated_at=note.created_at,
    )


def _body(
    note: Note, reading: Reading, document: Document, ranked: Sequence[ScoredSentence] | None
) -> NoteBodyRow:
    return NoteBodyRow(
        text=note.text,
        folded=fold(f"{note.title}\n{note.text}"),
        sentences=pack(reading.sentences),
        own_order=pack_order(ranked) if ranked else None,
        places=[[place.start, place.location.as_json()] for place in document.places],
        vectors=reading.vectors.astype(np.float16).tobytes(),
        space=reading.space,
    )


async def _put_highlights(
    s: AsyncSession,
    person: Person,
    note_id: int,
    highlights: Sequence[Sentence],
    vectors: NDArray[np.float16],
    space: str,
) -> None:
    """Makes the note's highlight rows exactly these; a sentence that stays keeps its row."""
    found = await s.execute(
        select(HighlightRow.id, HighlightRow.index, HighlightRow.text, HighlightRow.space).where(
            HighlightRow.note_id == note_id
        )
    )
    there = {(index, text, of_space): row_id for row_id, index, text, of_space in found}
    wanted = {(h.index, h.text, space) for h in highlights}
    gone = [{"gone_id": row_id} for key, row_id in there.items() if key not in wanted]
    rows = Table.metadata.tables[HighlightRow.__tablename__]
    for some in _in_portions(gone):
        await s.execute(delete(rows).where(rows.c.id == bindparam("gone_id")), some)
    new = [
        {
            "note_id": note_id,
            "person_id": person.id,
            "index": h.index,
            "text": h.text,
            "vector": vectors[h.index].astype(np.float16).tobytes(),
            "space": space,
        }
        for h in highlights
        if (h.index, h.text, space) not in there
    ]
    for some in _in_portions(new):
        await s.execute(insert(rows), some)


def _in_portions(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """So few at a time that the event loop goes on in between."""
    return (rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE))


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    """Every note, whole, as `to_json` writes it."""
    page, notes = Page((), None), []
    while True:
        page = await list_notes(app, person, limit=100, cursor=page.next_cursor)
        for found in page.notes:
            assert found.id is not None
            notes.append(to_json(await open_note(app, person, found.id), person.language or "en"))
        if page.next_cursor is None:
            return notes


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        for table in (HighlightRow, TagRow, OriginRow, NoteRow):
            await s.execute(delete(table).where(table.person_id == person.id))
