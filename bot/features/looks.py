"""Looks: which sections of a long note its person has looked at, so that one that never was can be named.

A row for each note and section, and nothing of when else or for how long. Short notes, and those without headings,
slides or pages, have no sections here and leave no rows.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.documents import Document, Location, Place
from bot.features.note import Note, own
from bot.features.people import Person
from bot.store.tables import LookRow, NoteBodyRow

LONG = 40  # sentences: a shorter note is seen whole
FEWEST_SECTIONS = 3
SMALLEST_SECTION = 3  # sentences; a smaller one, such as a heading with its subheading, goes with the next
SENTENCES, PLACES = cast(NoteBodyRow.sentences, String), cast(NoteBodyRow.places, String)  # as written: JSON


@dataclass(frozen=True, slots=True)
class Section:
    """The note's sentences `first` to `last`, which stand at `place`."""

    number: int
    first: int
    last: int
    place: Location


def sections(places: Sequence[Location]) -> tuple[Section, ...]:
    """The sections of a long note, by where its sentences stand: under one heading, else on one slide, else one page.

    None for a note that is short or has no such structure.
    """
    if len(places) < LONG:
        return ()
    for part in ("heading", "slide", "page"):
        names = [getattr(place, part) for place in places]
        if len(set(names)) >= FEWEST_SECTIONS:
            found = _runs(names)
            if len(found) >= FEWEST_SECTIONS:
                return tuple(
                    Section(number, first, last, places[last]) for number, (first, last) in enumerate(found)
                )
    return ()


def _runs(names: Sequence[Any]) -> list[tuple[int, int]]:
    """Where the same name goes on, from and to; a run that is too small goes with the one after it."""
    runs: list[tuple[int, int]] = []
    first = 0
    for at in range(1, len(names) + 1):
        if at < len(names) and names[at] == names[at - 1]:
            continue
        if at - first >= SMALLEST_SECTION:
            runs.append((first, at - 1))
            first = at
    if runs and first < len(names):
        runs[-1] = (runs[-1][0], len(names) - 1)
    return runs


def sections_of(note: Note) -> tuple[Section, ...]:
    return sections([sentence.location for sentence in note.sentences])


def sections_kept(sentences: Sequence[Any], places: Sequence[Any]) -> tuple[Section, ...]:
    """As `sections`, of what a note's body keeps of its sentences and places."""
    document = Document("", places=tuple(Place(start, Location(**where)) for start, where in places))
    return sections([document.location(each[0]) for each in sentences])


def touched(found: Sequence[Section], first: int, last: int) -> list[int]:
    """The numbers of the sections that sentences `first` to `last` stand in."""
    return [each.number for each in found if each.first <= last and each.last >= first]


async def look(app: App, person: Person, note: Note, first: int = 0, last: int | None = None) -> None:
    """The person has sentences `first` to `last` of the note before their eyes; without any, the whole note."""
    end = note.sentences_total - 1 if last is None else last
    if note.id is not None:
        await _keep(app, person, note.id, touched(sections_of(note), first, end))


async def look_at(app: App, person: Person, note_id: int, first: int, last: int) -> None:
    """As `look`, of a note that is not open: reads neither its text nor its vectors. Raises NotFound."""
    async with app.read() as s:
        if (await own(s, person, note_id)).sentences_total < LONG:
            return
        kept = (await s.execute(select(SENTENCES, PLACES).where(NoteBodyRow.note_id == note_id))).one()
    found = await asyncio.to_thread(lambda: sections_kept(*map(json.loads, kept)))
    await _keep(app, person, note_id, touched(found, first, last))


async def _keep(app: App, person: Person, note_id: int, numbers: Sequence[int]) -> None:
    its = select(LookRow.section).where(LookRow.note_id == note_id)
    async with app.read() as s:
        known = set(await s.scalars(its))
    if set(numbers) <= known:
        return
    async with app.write() as s:
        await own(s, person, note_id, to_change=True)
        known = set(await s.scalars(its))
        s.add_all(
            LookRow(note_id=note_id, section=number, person_id=person.id, looked_at=app.clock())
            for number in numbers
            if number not in known
        )


async def looked_at(s: AsyncSession, person: Person, note_ids: Iterable[int]) -> dict[int, set[int]]:
    """The numbers of the sections that were looked at, by note."""
    rows = await s.execute(
        select(LookRow.note_id, LookRow.section).where(
            LookRow.person_id == person.id, LookRow.note_id.in_(note_ids)
        )
    )
    found: dict[int, set[int]] = {}
    for note_id, number in rows:
        found.setdefault(note_id, set()).add(number)
    return found


async def forget_changed(s: AsyncSession, note_id: int, text: str) -> None:
    """Before a note gets another text: its sections are others then."""
    is_other = exists().where(NoteBodyRow.note_id == LookRow.note_id, NoteBodyRow.text != text)
    await s.execute(delete(LookRow).where(LookRow.note_id == note_id, is_other))


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    async with app.read() as s:
        rows = await s.scalars(
            select(LookRow).where(LookRow.person_id == person.id).order_by(LookRow.note_id, LookRow.section)
        )
        return [
            {"note_id": row.note_id, "section": row.section, "looked_at": row.looked_at.isoformat()}
            for row in rows
        ]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(LookRow).where(LookRow.person_id == person.id))
