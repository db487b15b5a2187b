"""Today's focus: what a delivery shows. Tasks and up to three cards that are due, in their place highlights of one's
own notes that were not shown lately; the deadlines that the notes name for the coming days; how far this week's focus
is, and whether there is a practice round to start."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import literal, select, union_all

from bot.app import App
from bot.features import deadlines, focus, practice, review, tasks
from bot.features.cards import Card
from bot.features.focus import Week
from bot.features.people import Person
from bot.features.reminders import usual
from bot.features.reminders.deliveries import Delivery
from bot.features.reminders.points import MOST_POINTS, Point, choose, names_of
from bot.features.tasks import Task
from bot.store.tables import CardRow, DeadlineRow, FocusGoalRow, TaskRow
from bot.texts.dates import Deadline

MOST_DEADLINES = 5
MOST_TASKS = 5
DAY = timedelta(days=1)
AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of the coming days, and the note that names it, in its `sentence` number `index`."""

    note_id: int
    index: int
    title: str
    language: str
    sentence: str
    deadline: Deadline


class Waiting(StrEnum):
    """What a person may have waiting. That they do is a guess on the safe side."""

    CARDS = "cards"
    TASKS = "tasks"
    DEADLINES = "deadlines"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Today:
    """`cards` are the first of the `cards_due` that today asks for, `tasks` of the `tasks_due`.

    `week` is this week's focus, where the person has a goal for it; `practice`: there is a note to make a round of.
    `offered` is a time to come at from now on, the one at which the person usually answers.
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
    offered: time | None = None
    late_for: datetime | None = None
    is_last: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.points or self.deadlines or self.tasks_due or self.cards_due)


async def put_together(app: App, deliveries: Sequence[Delivery]) -> list[Today]:
    """What each delivery shows. Of many at once: everyone is looked at together, and by themselves only who has
    something waiting."""
    now = app.clock()
    shown_on = {each.id: max(each.on, now.astimezone(ZoneInfo(each.zone)).date()) for each in deliveries}
    waiting = await who_has_something(app, deliveries, shown_on.values())
    due: dict[str, tuple[Card, ...]] = {}
    for each in deliveries:
        cards_wait = each.person.id in waiting[Waiting.CARDS]
        due[each.id] = (await review.due(app, each.person)).cards if cards_wait else ()
    points = await choose(app, [(each.person, each.on, due[each.id][:MOST_POINTS]) for each in deliveries])
    offered = await usual.offers(app, deliveries)
    ready = await practice.who_is_ready(app, [each.person for each in deliveries])
    made = []
    for each, chosen in zip(deliveries, points, strict=True):
        person, on = each.person, shown_on[each.id]  # a snooze may have moved it to another day
        has = [sort for sort in Waiting if each.person.id in waiting[sort]]
        made.append(
            Today(
                on,
                chosen,
                await coming(app, person, on) if Waiting.DEADLINES in has else (),
                *(await tasks_due(app, person, on) if Waiting.TASKS in has else ((), 0)),
                due[each.id][:MOST_POINTS],
                len(due[each.id]),
                await focus_week(app, person) if Waiting.GOAL in has else None,
                person.id in ready,
                offered.get(person.id),
                late_for=each.scheduled_at if each.is_late(now) else None,
                is_last=each.is_last,
            )
        )
    return made


async def who_has_something(
    app: App, deliveries: Sequence[Delivery], days: Collection[date]
) -> dict[str, set[int]]:
    """Who of these people may have what waiting on these days, by one statement for all."""
    people = [each.person.id for each in deliveries]
    first, last = min(days), max(days)
    soon = app.clock() + 2 * DAY
    sorts = {
        Waiting.CARDS: select(CardRow.person_id).where(CardRow.due_at < soon, CardRow.suspended.is_(False)),
        Waiting.TASKS: select(TaskRow.person_id).where(TaskRow.done_at.is_(None), TaskRow.due_on <= last),
        Waiting.DEADLINES: select(DeadlineRow.person_id).where(
            DeadlineRow.due_on.between(first, last + AHEAD)
        ),
        Waiting.GOAL: select(FocusGoalRow.person_id),
    }
    parts = [
        wanted.add_columns(literal(sort.value).label("sort"))
        .where(wanted.selected_columns[0].in_(people))
        .distinct()
        for sort, wanted in sorts.items()
    ]
    found: dict[str, set[int]] = {sort: set() for sort in Waiting}
    async with app.read() as s:
        for person_id, sort in await s.execute(union_all(*parts)):
            found[sort].add(person_id)
    return found


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
    return await told(app, found)


async def told(app: App, found: Sequence[tuple[int, int, Deadline]]) -> tuple[Due, ...]:
    """Each of `deadlines.coming` with its note and its sentence, but for those that are gone meanwhile."""
    said = await deadlines.sentences(app, [(note_id, index) for note_id, index, _ in found])
    async with app.read() as s:
        named = await names_of(s, {note_id for note_id, _ in said})
    return tuple(
        Due(each, index, named[each].title, named[each].language, said[each, index], deadline)
        for each, index, deadline in found
        if each in named
    )
