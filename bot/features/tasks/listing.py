"""The list of tasks, and what can be done with one: done and not, due, put off, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features.deadlines import zone_of
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.features.tasks.events import Event, deleted, happened
from bot.features.tasks.task import Snooze, State, Task, to_task
from bot.store.tables import DeadlineRow, NoteRow, TaskRow
from bot.texts.dates import names_a_moment

FARTHEST = timedelta(days=10 * 366)
LONGEST_AGO = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Page:
    """Tasks, the next due first, or the last done first; `next_cursor` continues the list, None at its end."""

    tasks: tuple[Task, ...]
    next_cursor: int | None


def today_of(app: App, person: Person) -> date:
    return app.clock().astimezone(zone_of(person)).date()


def _with_note() -> Any:
    return select(TaskRow, NoteRow.title, NoteRow.language).join(NoteRow, NoteRow.id == TaskRow.note_id)


def _in_state(state: State, today: date) -> ColumnElement[bool]:
    if state is State.DONE:
        return TaskRow.done_at.is_not(None)
    sleeps = TaskRow.snoozed_until_on > today
    is_open: ColumnElement[bool] = TaskRow.done_at.is_(None)
    return is_open & (sleeps if state is State.LATER else or_(TaskRow.snoozed_until_on.is_(None), ~sleeps))


BY_DUE = (TaskRow.due_on.is_(None), TaskRow.due_on, TaskRow.due_time.is_(None), TaskRow.due_time, TaskRow.id)


async def list_tasks(
    app: App, person: Person, state: State | None = None, *, limit: int = 100, cursor: int | None = None
) -> Page:
    """A page of at most `limit` tasks in a `state`, or of all."""
    wanted = _with_note().where(TaskRow.person_id == person.id)
    if state is not None:
        wanted = wanted.where(_in_state(state, today_of(app, person)))
    order = (TaskRow.done_at.desc(), TaskRow.id.desc()) if state is State.DONE else BY_DUE
    begin = max(0, min(cursor or 0, MAX_ID))
    async with app.read() as s:
        rows = list(await s.execute(wanted.order_by(*order).offset(begin).limit(limit + 1)))
    found = tuple(to_task(*row) for row in rows[:limit])
    return Page(found, begin + limit if len(rows) > limit else None)


async def due_by(app: App, person: Person, on: date, most: int) -> tuple[tuple[Task, ...], int]:
    """At most `most` of the open tasks that are due on that day or were before and are not put off beyond it, and how
    many there are. Those of the day itself come first, then the longest due."""
    is_due = (TaskRow.person_id == person.id) & _in_state(State.OPEN, on) & (TaskRow.due_on <= on)
    first = _with_note().where(is_due).order_by(TaskRow.due_on != on, *BY_DUE).limit(most)
    async with app.read() as s:
        count = await s.scalar(select(func.count()).select_from(TaskRow).where(is_due))
        return tuple(to_task(*row) for row in await s.execute(first)), count or 0


async def dated(app: App, person: Person, first: date, last: date, most: int) -> tuple[Task, ...]:
    """Tasks that are not done and due from `first` to `last`, put off or not; the next due first."""
    wanted = (
        (TaskRow.person_id == person.id) & TaskRow.done_at.is_(None) & TaskRow.due_on.between(first, last)
    )
    async with app.read() as s:
        rows = await s.execute(_with_note().where(wanted).order_by(*BY_DUE).limit(most))
        return tuple(to_task(*row) for row in rows)


def speaks_for_deadline(on: date) -> ColumnElement[bool]:
    """Whether a `DeadlineRow` became a task that is done, has a day of its own, is put off, or is due by `on`."""
    its_own = TaskRow.due_on.is_distinct_from(TaskRow.found_on) | (TaskRow.due_on <= on)
    return exists().where(
        _is_of_deadline(), TaskRow.done_at.is_not(None) | (TaskRow.snoozed_until_on > on) | its_own
    )


def stands_for_deadline() -> ColumnElement[bool]:
    """Whether a `DeadlineRow` became a task."""
    return exists().where(_is_of_deadline())


def _is_of_deadline() -> ColumnElement[bool]:
    """Of its own sentence, in its note or in another that says the same: an offer there would be this task too."""
    return (
        (TaskRow.person_id == DeadlineRow.person_id)
        & (TaskRow.likeness == DeadlineRow.likeness)
        & (TaskRow.found_on == DeadlineRow.due_on)
        & (TaskRow.found_words == DeadlineRow.words)
    )


async def own_task(s: AsyncSession, person: Person, task_id: int, *, to_change: bool = False) -> TaskRow:
    """The gate: the person's own task, or NotFound — also for a task that is somebody else's."""
    row = await s.get(TaskRow, task_id, with_for_update=to_change) if 0 < task_id <= MAX_ID else None
    if row is None or row.person_id != person.id:
        raise NotFound("There is no such task.")
    return row


async def get(app: App, person: Person, task_id: int) -> Task:
    """Raises NotFound."""
    async with app.read() as s:
        row = await own_task(s, person, task_id)
        note = await s.get_one(NoteRow, row.note_id)
        return to_task(row, note.title, note.language)


class Changes(TypedDict, total=False):
    """What is to be otherwise. `due_on` alone takes the time away, `due_time` alone keeps the day."""

    done: bool
    due_on: date | None  # this and the time by the person's clock
    due_time: time | None
    snoozed_until_on: date | None


async def change(app: App, person: Person, task_id: int, wish: Changes) -> Task:
    """All of it or, where some of it can't be, nothing. Raises NotFound and Invalid."""
    today, event = today_of(app, person), Event.CHANGED
    values: dict[str, Any] = {}
    async with app.write() as s:
        row = await own_task(s, person, task_id, to_change=True)
        if "due_on" in wish or "due_time" in wish:
            on, at = wish.get("due_on", row.due_on), wish.get("due_time")
            if on is not None and on != row.due_on and not today - LONGEST_AGO <= on <= today + FARTHEST:
                raise Invalid("Choose a day within the next ten years.", about="due_date")
            if on is None and at is not None:
                raise Invalid("A time needs its day.", about="due_date")
            values |= {"due_on": on, "due_time": at, "zone": zone_of(person).key}
        if "snoozed_until_on" in wish:
            until = values["snoozed_until_on"] = wish["snoozed_until_on"]
            if until is not None and not today < until <= today + FARTHEST:
                raise Invalid("Choose a day that is to come.")
        if "done" in wish and wish["done"] != (row.done_at is not None):
            event = Event.DONE if wish["done"] else Event.REOPENED
            values["done_at"] = app.clock() if wish["done"] else None
        return await changed(s, app, row, event, **values)


async def done(app: App, person: Person, task_id: int, is_done: bool = True) -> Task:
    """Done, or not done after all; what it is already stays as it is. Raises NotFound."""
    return await change(app, person, task_id, {"done": is_done})


async def set_due(app: App, person: Person, task_id: int, on: date | None, at: time | None = None) -> Task:
    """Due on another day, by the person's clock; None: on none. Raises NotFound and Invalid."""
    return await change(app, person, task_id, {"due_on": on, "due_time": at})


async def snooze(app: App, person: Person, task_id: int, until: date | None) -> Task:
    """Out of sight until that day; None: in sight again. Raises NotFound, and Invalid for a day that is not to come."""
    return await change(app, person, task_id, {"snoozed_until_on": until})


async def snooze_for(app: App, person: Person, task_id: int, how_long: Snooze) -> Task:
    return await snooze(app, person, task_id, today_of(app, person) + how_long.days)


async def delete(app: App, person: Person, task_id: int) -> None:
    """It is no task; its note stays. Raises NotFound."""
    async with app.write() as s:
        row = await own_task(s, person, task_id, to_change=True)
        await deleted(s, app, person.id, row.uid)
        await s.delete(row)


async def placed(s: AsyncSession, app: App, person_id: int, zone: str) -> None:
    """Where the person is, nobody knew until now: times of day that their notes name, read as UTC's, are those of their
    own clock. Where the words name a zone or count hours the moment was known all along."""
    timed = (TaskRow.person_id == person_id) & TaskRow.due_time.is_not(None) & TaskRow.done_at.is_(None)
    as_found = TaskRow.due_on == TaskRow.found_on
    for row in await s.scalars(select(TaskRow).where(timed, as_found).with_for_update()):
        if not names_a_moment(row.found_words or ""):
            await changed(s, app, row, Event.CHANGED, zone=zone)


async def changed(s: AsyncSession, app: App, row: TaskRow, event: Event, **values: Any) -> Task:
    """The task with `values`; counted and told as a change where one of them is new."""
    is_new = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    if is_new:
        row.changes, row.changed_at = row.changes + 1, app.clock()
    note = await s.get_one(NoteRow, row.note_id)
    task = to_task(row, note.title, note.language)
    if is_new:
        await happened(s, app, row.person_id, event, task)
    return task
