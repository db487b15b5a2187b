"""The hour at which a person usually answers their reminder, where that is clearly another one than it comes at.

Said once, in the reminder and in the browser, with one press to take it or leave it; not again for two months.
Enough are eight answers in four weeks: of fewer, two odd days decide. Clear is an hour or more away, with three
quarters of the answers within three quarters of an hour of one another's middle: else there is no usual hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from statistics import median_low

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound
from bot.features.people import Person
from bot.features.reminders.deliveries import Delivery
from bot.features.reminders.schedule import Schedule, is_quiet
from bot.features.reminders.settings import NOT_AGAIN_FOR, Reminder, as_reminder, offer_of, plan
from bot.store.tables import DeliveryRow, ReminderRow

LOOKED_BACK = timedelta(days=28)
ENOUGH = 8
NEAR_MINUTES, SHARE_NEAR = 45, 0.75
CLEARLY_MINUTES = 60
STEP_MINUTES = 15
DAY_MINUTES = 24 * 60


def usual_time(schedule: Schedule, answered: Sequence[datetime]) -> time | None:
    """The quarter of an hour before the middle of the moments at which deliveries of this schedule were answered;
    None where they are too few, too far apart, or tell of the time that it comes at anyway."""
    if len(answered) < ENOUGH:
        return None
    begin = _minutes(schedule.at)
    after = [(_minutes(each.astimezone(schedule.tz).time()) - begin) % DAY_MINUTES for each in answered]
    middle = median_low(after)
    near = sum(abs(each - middle) <= NEAR_MINUTES for each in after)
    if near < SHARE_NEAR * len(after):
        return None
    usual = (begin + middle) // STEP_MINUTES * STEP_MINUTES % DAY_MINUTES
    apart = abs(usual - begin)
    at = time(*divmod(usual, 60))
    if min(apart, DAY_MINUTES - apart) < CLEARLY_MINUTES or is_quiet(schedule.quiet, at):
        return None
    return at


def _minutes(clock: time) -> int:
    return 60 * clock.hour + clock.minute


async def offers(app: App, deliveries: Sequence[Delivery]) -> dict[int, time]:
    """Of these people, to whom another time is to be offered now, and which."""
    now = app.clock()
    asked = {
        each.person.id: each
        for each in deliveries
        if not each.is_last and (each.offered_at is None or each.offered_at <= now - NOT_AGAIN_FOR)
    }
    since = now - LOOKED_BACK
    wanted = select(
        DeliveryRow.person_id, DeliveryRow.local_on, DeliveryRow.scheduled_at, DeliveryRow.answered_at
    )
    async with app.read() as s:
        rows = await s.execute(
            wanted.where(
                DeliveryRow.person_id.in_(asked),
                DeliveryRow.local_on >= since.date(),
                DeliveryRow.answered_at >= since,
            )
        )
        answered: dict[int, list[datetime]] = {person_id: [] for person_id in asked}
        for person_id, on, scheduled_at, answered_at in rows:
            if answered_at and _is_of(asked[person_id].schedule, on, scheduled_at):
                answered[person_id].append(answered_at)
    found = {person_id: usual_time(asked[person_id].schedule, each) for person_id, each in answered.items()}
    return {person_id: at for person_id, at in found.items() if at is not None}


def _is_of(schedule: Schedule, on: date, scheduled_at: datetime) -> bool:
    """Whether it came at the time that is set now: answers to another time say nothing of this one."""
    local = scheduled_at.astimezone(schedule.tz)
    return (local.date(), local.time()) == (on, schedule.at)


async def _offered(s: AsyncSession, person: Person, now: datetime) -> tuple[ReminderRow, time]:
    row = await s.get(ReminderRow, person.id, with_for_update=True)
    at = offer_of(row, now) if row else None
    if row is None or at is None:
        raise _over()
    return row, at


def _over() -> NotFound:
    return NotFound("This offer is over. The settings have your reminder's time.")


async def accept_offer(app: App, person: Person, seen: time | None = None) -> Reminder:
    """The reminder comes at the offered time from now on. Raises NotFound where none is offered, or another than the
    one that was `seen`."""
    async with app.write() as s:
        row, at = await _offered(s, person, app.clock())
        if seen not in (None, at):
            raise _over()
        row.clock, row.offered_clock = at, None
        if row.is_on:
            plan(app, row)
        return as_reminder(row, app.clock())


async def decline_offer(app: App, person: Person) -> Reminder:
    """It stays as it is, and nothing is offered for a good while. Raises NotFound where none is offered."""
    async with app.write() as s:
        row, _ = await _offered(s, person, app.clock())
        row.offered_clock = None
        return as_reminder(row, app.clock())
