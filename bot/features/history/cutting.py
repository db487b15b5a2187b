"""A note cut to another length, as its person's marks and taste are now; the model is not asked again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features import deadlines, meanings, personalise
from bot.features.meanings import vectors_of
from bot.features.note import Note, Sentence, own, pack_order, unpack, whole
from bot.features.people import Person, budget_json
from bot.features.tags import tags_of
from bot.store.tables import HighlightRow, NoteBodyRow, NoteRow, Table
from bot.texts.dates import Deadline
from model import Budget, Taste, personal_order

ROWS_AT_ONCE = 500
CUT = ("length", "updated_at", "own_order")  # the columns that a cut changes


@dataclass(frozen=True, slots=True)
class _Kept:
    """All that a cut is made of."""

    row: NoteRow
    body: NoteBodyRow
    tags: tuple[str, ...]
    deadlines: Mapping[int, tuple[Deadline, ...]]
    marks: Mapping[int, personalise.Verdict]
    taste_is_of: list[Any]

    def facts(self) -> list[Any]:
        """What would make another cut of it if it changed."""
        rows = (self.row, self.body)
        kept = [getattr(row, c.key) for row in rows for c in row.__table__.columns if c.key not in CUT]
        return [*kept, self.tags, self.deadlines, self.marks, self.taste_is_of]


async def recut(app: App, person: Person, note_id: int, length: Budget) -> Note:
    """The note cut to another length, as its person's marks and taste are now; the model is not asked again.

    Highlights in both cuts keep their ids.
    """
    async with app.read() as s:
        kept = await _kept(s, person, note_id)
    taste = await personalise.taste_of(app, person)
    # seconds for a book: nobody waits to write meanwhile
    note = await asyncio.to_thread(_cut, app, kept, taste, length)
    async with app.write() as s:
        now = await _kept(s, person, note_id, to_change=True)
        if now.facts() != kept.facts():
            taste = await personalise.taste_in(s, person)
            kept, note = now, await asyncio.to_thread(_cut, app, now, taste, length)
        now.row.length, now.row.updated_at = budget_json(length), app.clock()
        now.body.own_order = kept.body.own_order
        await put_highlights(app, s, person, note_id, note.highlights, vectors_of(now.body), now.body.space)
    return note


async def next_cut(app: App, person: Person, note_id: int) -> Note:
    """The note with its sentences in the order that a re-cut would choose them in now. Raises NotFound."""
    taste = await personalise.taste_of(app, person)
    async with app.read() as s:
        kept = await _kept(s, person, note_id)
    return await asyncio.to_thread(_cut, app, kept, taste)


async def _kept(s: AsyncSession, person: Person, note_id: int, *, to_change: bool = False) -> _Kept:
    return _Kept(
        row=await own(s, person, note_id, to_change=to_change),
        body=await s.get_one(NoteBodyRow, note_id),
        tags=(await tags_of(s, [note_id]))[note_id],
        deadlines=await deadlines.of_note(s, note_id),
        marks=await personalise.marks_in(s, note_id),
        taste_is_of=await personalise.taste_is_of(s, person),
    )


def _cut(app: App, kept: _Kept, taste: Taste | None, length: Budget | None = None) -> Note:
    """The note in its person's order, and cut to `length` where one is given."""
    kept.body.own_order = _own_order(app, kept.body, taste, kept.marks, kept.row.focus)
    if length is not None:
        kept.row.length = budget_json(length)
    return whole(kept.row, kept.body, kept.tags, kept.deadlines)


def _own_order(
    app: App,
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
        *meanings.of_note(app, body),
        taste,
        said,
        all_along=focus is None,
    )
    return pack_order(scored)


async def put_highlights(
    app: App,
    s: AsyncSession,
    person: Person,
    note_id: int,
    highlights: Sequence[Sentence],
    vectors: NDArray[np.float16],
    space: str,
) -> None:
    """Makes the note's highlight rows exactly these; a sentence that stays keeps its row. `vectors` (S, H) in `space`
    are those of all its sentences."""
    found = await s.execute(
        select(HighlightRow.id, HighlightRow.index, HighlightRow.text, HighlightRow.space).where(
            HighlightRow.note_id == note_id
        )
    )
    there = {(index, text): (row_id, of_space) for row_id, index, text, of_space in found}
    wanted = {(h.index, h.text) for h in highlights}
    gone = [{"row_id": row_id} for key, (row_id, _) in there.items() if key not in wanted]
    rows = Table.metadata.tables[HighlightRow.__tablename__]
    this_row = rows.c.id == bindparam("row_id")
    for some in _in_portions(gone):
        await s.execute(delete(rows).where(this_row), some)
    _, now = app.extractor.meanings(vectors[:0], space)
    new = [h for h in highlights if there.get((h.index, h.text), (0, None))[1] != now]
    meant, _ = await asyncio.to_thread(app.extractor.meanings, vectors[[h.index for h in new]], space)
    added: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for h, vector in zip(new, meant, strict=True):
        seen = {"vector": vector.astype(np.float16).tobytes(), "space": now}
        if (h.index, h.text) in there:
            changed.append(seen | {"row_id": there[h.index, h.text][0]})
        else:
            added.append(
                seen | {"note_id": note_id, "person_id": person.id, "index": h.index, "text": h.text}
            )
    for some in _in_portions(changed):
        await s.execute(update(rows).where(this_row), some)
    for some in _in_portions(added):
        await s.execute(insert(rows), some)


def _in_portions(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """So few at a time that the event loop goes on in between."""
    return (rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE))
