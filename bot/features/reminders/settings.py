"""A person's reminder: asked for, changed, paused, stopped. What was set is planned in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import tasks
from bot.features.people import Person, unknown, zone_named
from bot.features.reminders import push
from bot.features.reminders.schedule import EVERY_DAY, Occurrence, Schedule, is_quiet, local_date, replanned
from bot.features.reminders.states import State, Trouble
from bot.store.tables import DeliveryRow, PersonRow, ReminderRow

LONGEST_PAUSE = timedelta(days=366)
NOT_AGAIN_FOR = timedelta(days=60)  # another time is offered, and an offer stands


@dataclass(frozen=True, slots=True)
class Reminder:
    """`next` is the delivery to come, None while it is off. `trouble` says why it stopped by itself, if it did.
    `offered` is the time at which the person usually answers, until they have said yes or no to it."""

    schedule: Schedule
    is_on: bool
    next: Occurrence | None
    trouble: Trouble | None
    has_calendar: bool
    offered: time | None


def schedule_of(row: ReminderRow) -> Schedule:
    quiet = (row.quiet_from, row.quiet_until) if row.quiet_from and row.quiet_until else None
    return Schedule(row.clock, frozenset(row.days), row.zone, quiet, row.paused_until_on)


def occurrence_of(row: ReminderRow) -> Occurrence | None:
    return Occurrence(row.next_on, row.next_at) if row.next_on and row.next_at else None


def offer_of(row: ReminderRow, now: datetime) -> time | None:
    """The time that is offered; an offer ends when there may be another."""
    stands = row.offered_at is not None and row.offered_at > now - NOT_AGAIN_FOR
    return row.offered_clock if stands else None


def as_reminder(row: ReminderRow, now: datetime) -> Reminder:
    trouble = Trouble(row.trouble) if row.trouble else None
    has_calendar = row.calendar_hash is not None
    return Reminder(
        schedule_of(row), row.is_on, occurrence_of(row), trouble, has_calendar, offer_of(row, now)
    )


async def get(app: App, person: Person) -> Reminder | None:
    """The person's reminder as they set it last; None if they never did."""
    async with app.read() as s:
        row = await s.get(ReminderRow, person.id)
    return as_reminder(row, app.clock()) if row else None


async def check(schedule: Schedule) -> None:
    """Raises Invalid for a schedule that can't be kept, with what to do about it."""
    await zone_named(schedule.zone)
    if not schedule.days or not schedule.days <= EVERY_DAY:
        raise Invalid("Choose at least one day of the week.", about="days")
    if is_quiet(schedule.quiet, schedule.at):
        begin, end = schedule.quiet or (time(), time())
        raise Invalid(
            "{time} lies in your quiet hours, {begin}–{end}. Choose another time, or other quiet hours.",
            about="at",
            time=f"{schedule.at:%H:%M}",
            begin=f"{begin:%H:%M}",
            end=f"{end:%H:%M}",
        )


async def turn_on(app: App, person: Person, schedule: Schedule, language: str) -> Reminder:
    """Sets the reminder and turns it on; `language` is what it will speak. Its time zone becomes the person's where
    theirs was unset or the reminder's until now, so that all of Pith counts the same days.

    Raises Invalid as `check` does, and NotFound once the person has been erased.
    """
    schedule = await _checked(app, schedule)
    async with app.write() as s:
        row = await _set(s, app, person, schedule, language)
        plan(app, row)
        await _go_on(s, row)
        if schedule.paused_until_on is not None:
            await _cancel(s, person.id)
        return as_reminder(row, app.clock())


async def keep(app: App, person: Person, schedule: Schedule, language: str) -> Reminder:
    """Sets the reminder as `turn_on` does, and leaves it on or off as it is: it is found so when it is turned on."""
    schedule = await _checked(app, schedule)
    async with app.write() as s:
        row = await _set(s, app, person, schedule, language)
        if row.is_on:
            plan(app, row)
        return as_reminder(row, app.clock())


async def _checked(app: App, schedule: Schedule) -> Schedule:
    """The schedule as it is kept; a pause that is over is none. Raises Invalid."""
    schedule = replace(schedule, at=schedule.at.replace(second=0, microsecond=0, tzinfo=None))
    if schedule.quiet and schedule.quiet[0] == schedule.quiet[1]:
        schedule = replace(schedule, quiet=None)
    await check(schedule)
    today = local_date(schedule, app.clock())
    until = schedule.paused_until_on
    if until is not None and until <= today:
        return replace(schedule, paused_until_on=None)
    _check_pause(until, today)
    return schedule


async def _set(s: AsyncSession, app: App, person: Person, schedule: Schedule, language: str) -> ReminderRow:
    row = await s.get(ReminderRow, person.id, with_for_update=True)
    known = await s.get(PersonRow, person.id, with_for_update=True)
    if known is None:
        raise unknown()
    if known.time_zone is None:
        await tasks.placed(s, app, person.id, schedule.zone)
    if row is None:
        row = ReminderRow(person_id=person.id, is_on=False, unanswered=0)
        s.add(row)
    if known.time_zone in (None, row.zone):
        known.time_zone = schedule.zone
    row.clock, row.days, row.zone = schedule.at, sorted(schedule.days), schedule.zone
    row.quiet_from, row.quiet_until = schedule.quiet or (None, None)
    row.paused_until_on, row.language, row.offered_clock = schedule.paused_until_on, language, None
    return row


def _check_pause(until_on: date | None, today: date) -> None:
    if until_on is not None and not today < until_on <= today + LONGEST_PAUSE:
        raise Invalid("Choose a day from tomorrow on, at most a year away.", about="paused_until_on")


def plan(app: App, row: ReminderRow) -> None:
    """Turns the reminder on with what comes next by its schedule as it is now."""
    planned = occurrence_of(row) if row.is_on else None
    upcoming = replanned(schedule_of(row), planned, row.last_on, app.clock())
    row.is_on = True
    row.next_on, row.next_at = (upcoming.on, upcoming.at) if upcoming else (None, None)


async def _own(s: AsyncSession, person: Person) -> ReminderRow:
    row = await s.get(ReminderRow, person.id, with_for_update=True)
    if row is None:
        raise NotFound("There is no reminder yet. Set one first.")
    return row


async def pause(app: App, person: Person, until_on: date | None) -> Reminder:
    """No reminder before the local date `until_on`; None ends a pause. Raises NotFound where there is none, Invalid
    where it is off, and for a date that is over or more than a year away."""
    async with app.write() as s:
        row = await _own(s, person)
        if not row.is_on:
            raise Invalid("Your reminder is off, so there is nothing to pause.")
        _check_pause(until_on, local_date(schedule_of(row), app.clock()))
        row.paused_until_on = until_on
        plan(app, row)
        row.trouble, row.unanswered = None, 0
        if until_on is not None:
            await _cancel(s, person.id)
        return as_reminder(row, app.clock())


async def resume(app: App, person: Person) -> Reminder:
    """Turns it on again as it was set last, not paused. Raises NotFound where there is none."""
    async with app.write() as s:
        row = await _own(s, person)
        row.paused_until_on = None
        plan(app, row)
        await _go_on(s, row)
        return as_reminder(row, app.clock())


async def _go_on(s: AsyncSession, row: ReminderRow) -> None:
    """Nothing of the past stands in its way: the last delivery is the last no more."""
    row.trouble, row.unanswered = None, 0
    was_last = (DeliveryRow.person_id == row.person_id) & DeliveryRow.is_last
    await s.execute(update(DeliveryRow).where(was_last).values(is_last=False))


async def go_along(app: App, person: Person, zone: str) -> None:
    """`person`, as known before, says that they are in another `zone` now: a reminder in the zone that was theirs
    goes there with them, and so do the times of tasks where none was known."""
    async with app.write() as s:
        if person.time_zone is None:
            await tasks.placed(s, app, person.id, zone)
        row = await s.get(ReminderRow, person.id, with_for_update=True)
        if row is None or row.zone != person.time_zone or row.zone == zone:
            return
        row.zone = zone
        if row.is_on:
            plan(app, row)


async def seen(app: App, person: Person) -> None:
    """The person looked at their reminders: those before are not unanswered."""
    async with app.read() as s:
        row = await s.get(ReminderRow, person.id)
    if row is not None and row.unanswered:
        async with app.write() as s:
            await s.execute(
                update(ReminderRow).where(ReminderRow.person_id == person.id).values(unanswered=0)
            )


async def reached_in(app: App, person: Person, dm_channel: str) -> None:
    """Where the person is written to on Discord, known before the first reminder comes: it need not be asked for in
    the minute in which everybody's is due."""
    async with app.write() as s:
        await s.execute(
            update(ReminderRow).where(ReminderRow.person_id == person.id).values(dm_channel=dm_channel)
        )


async def stop(app: App, person: Person) -> None:
    """Turns everything off: no more messages, what was snoozed is let go, the calendar's address is void, and no
    browser is notified any more."""
    async with app.write() as s:
        row = await s.get(ReminderRow, person.id, with_for_update=True)
        if row is not None:
            row.is_on, row.next_on, row.next_at, row.calendar_hash = False, None, None, None
            row.trouble = row.offered_clock = None
        await _cancel(s, person.id)
        await push.drop_all(s, person.id)


async def _cancel(s: AsyncSession, person_id: int) -> None:
    """At most one waits."""
    await s.execute(
        update(DeliveryRow)
        .where(DeliveryRow.person_id == person_id, DeliveryRow.state == State.WAITING)
        .values(state=State.CANCELLED)
    )


async def take_trouble(app: App, person: Person) -> Trouble | None:
    """Why the reminder stopped by itself, if it did and the person has not been told yet; from now on they have."""
    async with app.read() as s:
        row = await s.get(ReminderRow, person.id)
        if row is None or row.trouble is None:
            return None
    async with app.write() as s:
        row = await s.get(ReminderRow, person.id, with_for_update=True)
        if row is None or row.trouble is None:
            return None
        trouble, row.trouble = Trouble(row.trouble), None
    return trouble
