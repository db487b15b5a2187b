"""Today's focus: what a delivery shows. Tasks and up to three cards that are due, in their place highlights of one's
own notes that were not shown lately; the deadlines that the notes name for the coming days; how far this week's focus
is, and whether there is a practice round to start."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features import deadlines, focus, practice, review, tasks
from bot.features.cards import Card
from bot.features.deadlines import Deadline
from bot.features.focus import Week
from bot.features.people import Person
from bot.features.reminders.deliveries import Delivery
from bot.features.tasks import Task
from bot.store.tables import DeliveryRow, HighlightRow, NoteBodyRow, NoteRow

MOST_POINTS = 3
MOST_DEADLINES = 5
MOST_TASKS = 5
AHEAD = timedelta(days=7)
NOT_AGAIN_FOR = timedelta(days=30)
LOOKED_AT = 300  # highlights, the newest notes first
SCORE = 2  # its place in what a note's body keeps of a sentence


@dataclass(frozen=True, slots=True)
class Point:
    """A highlight to look at again."""

    highlight_id: int
    note_id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of the coming days, and the note that names it."""

    note_id: int
    title: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Today:
    """`cards` are the first of the `cards_due` that today asks for, `tasks` of the `tasks_due`.

    `week` is this week's focus, where the person has a goal for it; `practice`: there is a note to make a round of.
    `late_for` is the moment it was meant for, where it comes late.
    """

    on: date
    points: tuple[Point, ...]
    deadlines: tuple[Due, ...] = ()
    tasks: tuple[Task, ...] = ()
    tasks_due: int = 0
    cards: tuple[Card, ...] = ()
    cards_due: int = 0
    week: Week | None = None
    practice: bool = False
    late_for: datetime | None = None
    is_last: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.points or self.deadlines or self.tasks_due or self.cards_due)


async def put_together(app: App, delivery: Delivery) -> Today:
    """What the delivery shows."""
    due = (await review.due(app, delivery.person)).cards
    cards = due[:MOST_POINTS]
    return Today(
        delivery.on,
        await choose(app, delivery.person, delivery.on, cards),
        await coming(app, delivery.person, delivery.on),
        *await tasks_due(app, delivery.person, delivery.on),
        cards,
        len(due),
        await focus_week(app, delivery.person),
        await practice.is_ready(app, delivery.person),
        late_for=delivery.scheduled_at if delivery.is_late(app.clock()) else None,
        is_last=delivery.is_last,
    )


async def focus_week(app: App, person: Person) -> Week | None:
    week = await focus.this_week(app, person)
    return week if week.goal_minutes else None


async def tasks_due(app: App, person: Person, on: date) -> tuple[tuple[Task, ...], int]:
    return await tasks.due_by(app, person, on, MOST_TASKS)


async def coming(app: App, person: Person, on: date) -> tuple[Due, ...]:
    """The deadlines from `on` to a week later, the next first, but for those whose task has its own say."""
    async with app.read() as s:
        found = await deadlines.coming(
            s, person.id, on, on + AHEAD, MOST_DEADLINES, but_not=tasks.speaks_for_deadline(on)
        )
        titles = await titles_of(s, [note_id for note_id, _ in found])
    return tuple(Due(note_id, titles[note_id], deadline) for note_id, deadline in found)


async def choose(app: App, person: Person, on: date, cards: Sequence[Card]) -> tuple[Point, ...]:
    """One highlight of each of the newest notes that has some not shown lately: its most important one of those.

    As many as `cards` leave room for, and none that would give their answers away. Where all were shown, the newest
    notes begin again.
    """
    if len(cards) >= MOST_POINTS:
        return ()
    asked = {card.sentence for card in cards}
    async with app.read() as s:
        shown = await _shown(s, person, on)
        found = (
            await s.execute(
                select(HighlightRow.id, HighlightRow.note_id, HighlightRow.index, HighlightRow.text)
                .where(HighlightRow.person_id == person.id)
                .order_by(HighlightRow.note_id.desc(), HighlightRow.index)
                .limit(LOOKED_AT)
            )
        ).all()
        found = [row for row in found if row.text not in asked]
        fresh = [row for row in found if row.id not in shown] or found
        note_ids = list(dict.fromkeys(row.note_id for row in fresh))[: MOST_POINTS - len(cards)]
        titles = await titles_of(s, note_ids)
        bodies = await s.execute(
            select(NoteBodyRow.note_id, NoteBodyRow.sentences).where(NoteBodyRow.note_id.in_(note_ids))
        )
        sentences = {row.note_id: row.sentences for row in bodies}
    best = await asyncio.to_thread(_best, fresh, sentences)
    return tuple(Point(row.id, row.note_id, titles[row.note_id], row.text) for row in best)


async def by_ids(app: App, person: Person, highlight_ids: Sequence[int]) -> tuple[Point, ...]:
    """The highlights that a delivery showed, those that are still there, in its order."""
    async with app.read() as s:
        rows = await s.execute(
            select(HighlightRow.id, HighlightRow.note_id, NoteRow.title, HighlightRow.text)
            .join(NoteRow, NoteRow.id == HighlightRow.note_id)
            .where(HighlightRow.person_id == person.id, HighlightRow.id.in_(highlight_ids))
        )
        found = {row.id: Point(*row) for row in rows}
    return tuple(found[each] for each in highlight_ids if each in found)


async def _shown(s: AsyncSession, person: Person, on: date) -> set[int]:
    rows = await s.scalars(
        select(DeliveryRow.highlights).where(
            DeliveryRow.person_id == person.id, DeliveryRow.local_on > on - NOT_AGAIN_FOR
        )
    )
    return {highlight_id for highlights in rows for highlight_id in highlights}


async def titles_of(s: AsyncSession, note_ids: Sequence[int]) -> dict[int, str]:
    rows = await s.execute(select(NoteRow.id, NoteRow.title).where(NoteRow.id.in_(note_ids)))
    return {row.id: row.title for row in rows}


def _best(rows: Sequence[Any], sentences: Mapping[int, list[Any]]) -> list[Any]:
    """The highest-scored row of each note; in the order of the notes."""
    best: dict[int, Any] = {}
    for row in rows:
        kept = sentences.get(row.note_id)
        if kept is None:
            continue
        score = kept[row.index][SCORE]
        if row.note_id not in best or score > kept[best[row.note_id].index][SCORE]:
            best[row.note_id] = row
    return list(best.values())
