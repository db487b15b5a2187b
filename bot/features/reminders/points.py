"""Highlights of one's own notes to look at again, those that were not shown lately; for many people at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.cards import Card
from bot.features.people import Person
from bot.store.tables import DeliveryRow, HighlightRow, NoteBodyRow, NoteRow

MOST_POINTS = 3
NOT_AGAIN_FOR = timedelta(days=30)
LOOKED_AT = 300  # highlights, the newest notes first
SCORE = 2  # its place in what a note's body keeps of a sentence

Wanted = tuple[Person, date, Sequence[Card]]
"""Whose, for which day, and the cards that stand there already."""


@dataclass(frozen=True, slots=True)
class Point:
    """A highlight to look at again."""

    highlight_id: int
    note_id: int
    title: str
    text: str
    language: str


async def choose(app: App, wanted: Sequence[Wanted]) -> list[tuple[Point, ...]]:
    """For each person, one highlight of each of the newest notes that has some not shown lately: its most important
    one of those.

    As many as the cards leave room for, and none that would give their answers away. Where all were shown, the newest
    notes begin again.
    """
    fresh: list[list[Any]] = []
    async with app.read() as s:
        shown, highlights = await _shown(s, wanted), await _newest(s, wanted)
        for person, _, cards in wanted:
            asked = {card.sentence for card in cards}
            found = [row for row in highlights[person.id] if row.text not in asked]
            rows = [row for row in found if row.id not in shown[person.id]] or found
            notes = list(dict.fromkeys(row.note_id for row in rows))[: max(0, MOST_POINTS - len(cards))]
            fresh.append([row for row in rows if row.note_id in notes])
        note_ids = {row.note_id for rows in fresh for row in rows}
        named = await names_of(s, note_ids)
        bodies = await s.execute(
            select(NoteBodyRow.note_id, cast(NoteBodyRow.sentences, String).label("written")).where(
                NoteBodyRow.note_id.in_(note_ids)
            )
        )
        written = {row.note_id: row.written for row in bodies}
    best = await asyncio.to_thread(_best, fresh, written)
    return [
        tuple(
            Point(row.id, row.note_id, named[row.note_id].title, row.text, named[row.note_id].language)
            for row in rows
        )
        for rows in best
    ]


async def _newest(s: AsyncSession, wanted: Sequence[Wanted]) -> dict[int, list[Any]]:
    """Each person's highlights, those of the newest notes; of those who need some."""
    people = [person.id for person, _, cards in wanted if len(cards) < MOST_POINTS]
    order = (HighlightRow.note_id.desc(), HighlightRow.index)
    place = func.row_number().over(partition_by=HighlightRow.person_id, order_by=order).label("place")
    columns = (
        HighlightRow.person_id,
        HighlightRow.id,
        HighlightRow.note_id,
        HighlightRow.index,
        HighlightRow.text,
    )
    ranked = select(*columns, place).where(HighlightRow.person_id.in_(people)).subquery()
    rows = await s.execute(
        select(ranked).where(ranked.c.place <= LOOKED_AT).order_by(ranked.c.person_id, ranked.c.place)
    )
    found: dict[int, list[Any]] = {person.id: [] for person, _, _ in wanted}
    for row in rows:
        found[row.person_id].append(row)
    return found


async def by_ids(app: App, person: Person, highlight_ids: Sequence[int]) -> tuple[Point, ...]:
    """The highlights that a delivery showed, those that are still there, in its order."""
    async with app.read() as s:
        rows = await s.execute(
            select(HighlightRow.id, HighlightRow.note_id, NoteRow.title, HighlightRow.text, NoteRow.language)
            .join(NoteRow, NoteRow.id == HighlightRow.note_id)
            .where(HighlightRow.person_id == person.id, HighlightRow.id.in_(highlight_ids))
        )
        found = {row.id: Point(*row) for row in rows}
    return tuple(found[each] for each in highlight_ids if each in found)


async def _shown(s: AsyncSession, wanted: Sequence[Wanted]) -> dict[int, set[int]]:
    """The highlights that each person was shown lately."""
    since = {person.id: on - NOT_AGAIN_FOR for person, on, _ in wanted}
    rows = await s.execute(
        select(DeliveryRow.person_id, DeliveryRow.local_on, DeliveryRow.highlights).where(
            DeliveryRow.person_id.in_(since), DeliveryRow.local_on > min(since.values())
        )
    )
    shown: dict[int, set[int]] = {person_id: set() for person_id in since}
    for person_id, on, highlights in rows:
        if on > since[person_id]:
            shown[person_id].update(highlights)
    return shown


async def names_of(s: AsyncSession, note_ids: Collection[int]) -> dict[int, Row[int, str, str]]:
    """Of each note `title` and `language`."""
    rows = await s.execute(
        select(NoteRow.id, NoteRow.title, NoteRow.language).where(NoteRow.id.in_(note_ids))
    )
    return {row.id: row for row in rows}


def _best(people: Sequence[Sequence[Any]], written: Mapping[int, str]) -> list[list[Any]]:
    """Of each person the highest-scored row of each note, in the order of the notes. `written` is what the notes'
    bodies keep of their sentences."""
    return [
        _best_of(rows, {row.note_id: written[row.note_id] for row in rows if row.note_id in written})
        for rows in people
    ]


def _best_of(rows: Sequence[Any], written: Mapping[int, str | None]) -> list[Any]:
    sentences = {note_id: json.loads(text) for note_id, text in written.items() if text is not None}
    best: dict[int, Any] = {}
    for row in rows:
        kept = sentences.get(row.note_id)
        if kept is None:
            continue
        score = kept[row.index][SCORE]
        if row.note_id not in best or score > kept[best[row.note_id].index][SCORE]:
            best[row.note_id] = row
    return list(best.values())
