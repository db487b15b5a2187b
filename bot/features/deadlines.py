"""Deadlines: the dates that a note's sentences name, kept with it, gone with it, found anew when it is condensed anew.

Reached by `condense` and `history`, which keep and read them, and by what tells of days to come. Which dates a text
names is read by `bot.texts.dates`.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, cast, delete, insert, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.people import Person
from bot.store.tables import DeadlineRow, NoteBodyRow
from bot.texts.dates import Deadline, as_json
from bot.texts.folding import likeness

ROWS_AT_ONCE = 500  # so few that the event loop goes on in between


def zone_of(person: Person) -> ZoneInfo:
    """Whose "today" counts; UTC until the person sets a zone."""
    return ZoneInfo(person.time_zone or "UTC")


async def put(
    s: AsyncSession, person: Person, note_id: int, found: Mapping[int, tuple[str, tuple[Deadline, ...]]]
) -> None:
    """Makes the note's deadlines exactly those `found`, by their sentence's index and with its text, on a clock in the
    person's zone."""
    await s.execute(delete(DeadlineRow).where(DeadlineRow.note_id == note_id))
    named = [(index, text, each) for index, (text, deadlines) in found.items() for each in deadlines]
    for at in range(0, len(named), ROWS_AT_ONCE):
        rows = [
            {
                "note_id": note_id,
                "start": each.start,
                "end": each.end,
                "person_id": person.id,
                "index": index,
                "likeness": likeness(sentence),
                "words": each.words,
                "due_on": each.due_on,
                "due_time": each.due_time,
                "zone": zone_of(person).key,
                "is_last": each.is_last,
            }
            for index, sentence, each in named[at : at + ROWS_AT_ONCE]
        ]
        await s.execute(insert(DeadlineRow), rows)


async def of_note(s: AsyncSession, note_id: int) -> dict[int, tuple[Deadline, ...]]:
    """The note's deadlines, by their sentence's index."""
    row = DeadlineRow
    rows = await s.execute(
        select(row.index, row.words, row.start, row.end, row.due_on, row.due_time, row.is_last)
        .where(row.note_id == note_id)
        .order_by(row.start)
    )
    found: dict[int, tuple[Deadline, ...]] = {}
    for index, words, start, end, due_on, due_time, is_last in rows:
        deadline = Deadline(words, start, end, due_on, due_time, is_last)
        found[index] = (*found.get(index, ()), deadline)
    return found


async def coming(
    s: AsyncSession,
    person_id: int,
    first: date,
    last: date,
    most: int,
    *,
    but_not: ColumnElement[bool] | None = None,
) -> list[tuple[int, int, Deadline]]:
    """The person's deadlines from `first` to `last`, the next first, each with its note's id and its sentence's index.
    What a note says twice in the same words counts once. `but_not` says of which `DeadlineRow`s not to speak."""
    row = DeadlineRow
    place = (row.note_id, row.index, row.likeness)
    rows = await s.execute(
        select(*place, row.words, row.start, row.end, row.due_on, row.due_time, row.is_last)
        .where(row.person_id == person_id, row.due_on >= first, row.due_on <= last)
        .where(true() if but_not is None else ~but_not)
        .order_by(row.due_on, row.note_id, row.start)
    )
    found: dict[tuple[int, str, date, time | None], tuple[int, int, Deadline]] = {}
    for note_id, index, sentence, words, start, end, due_on, due_time, is_last in rows:
        deadline = Deadline(words, start, end, due_on, due_time, is_last)
        found.setdefault((note_id, sentence, due_on, due_time), (note_id, index, deadline))
    return list(found.values())[:most]


async def sentences(app: App, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The sentences at these places, a note's id and an index each, but those that are gone. A note may be a book: they
    are read one at a time, and taken apart in a thread."""
    indices: dict[int, list[int]] = defaultdict(list)
    for note_id, index in places:
        indices[note_id].append(index)
    found: dict[tuple[int, int], str] = {}
    for note_id, wanted in indices.items():
        body = select(cast(NoteBodyRow.sentences, String), NoteBodyRow.text).where(
            NoteBodyRow.note_id == note_id
        )
        async with app.read() as s:
            kept = (await s.execute(body)).one_or_none()
        if kept is not None:
            said = await asyncio.to_thread(_at, *kept, wanted)
            found |= {(note_id, index): sentence for index, sentence in said.items()}
    return found


def _at(written: str, text: str, indices: Sequence[int]) -> dict[int, str]:
    """The sentences of these indices. `written` is what a note's body keeps of its sentences, as JSON."""
    spans = json.loads(written)
    return {index: text[spans[index][0] : spans[index][1]] for index in indices if index < len(spans)}


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    """Every deadline found in the person's notes, the next first."""
    wanted = select(DeadlineRow).where(DeadlineRow.person_id == person.id)
    async with app.read() as s:
        rows = await s.scalars(wanted.order_by(DeadlineRow.due_on, DeadlineRow.note_id, DeadlineRow.start))
        return [
            {"note": row.note_id, "sentence": row.index, "zone": row.zone}
            | as_json(Deadline(row.words, row.start, row.end, row.due_on, row.due_time))
            for row in rows
        ]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(DeadlineRow).where(DeadlineRow.person_id == person.id))
