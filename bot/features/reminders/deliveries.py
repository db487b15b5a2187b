"""Deliveries: one for each person and local date, from planned to answered. Each step is one transaction.

    due reminder → plan → WAITING → claim (a lease) → sent by a face → mark → SENT → done or snooze

Here up to the lease; `marks` and `answers` have the rest. Whoever stops between claim and mark leaves a lease that
ends. `attempts` and `turn` tell its holder from the next one.

Who changes a reminder and its deliveries locks the reminder first, several in the order of their people, then the
deliveries in the order of their ids: so nobody waits in a circle. Who changes deliveries alone never waits for one.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.people import Person, person_of
from bot.features.reminders.schedule import GRACE, LATE_AFTER, Schedule, awake, due
from bot.features.reminders.settings import occurrence_of, schedule_of
from bot.features.reminders.states import State, Trouble
from bot.store.tables import DeliveryRow, IdentityRow, PersonRow, ReminderRow

LEASE = timedelta(seconds=60)
INBOX_AFTER = timedelta(minutes=10)  # by then a process with Discord would have taken it up
PLANNED_AT_ONCE = 100
UNANSWERED_DAYS = 7  # after so many in a row the next one is the last


@dataclass(frozen=True, slots=True)
class Delivery:
    """One that is held by this process until `leased_until_at`. `discord_id` None: it goes to the browser's inbox."""

    id: str
    person: Person
    language: str
    zone: str
    on: date
    scheduled_at: datetime
    turn: int
    attempts: int
    leased_until_at: datetime
    is_last: bool
    schedule: Schedule
    offered_at: datetime | None
    discord_id: int | None
    dm_channel: str | None

    @property
    def nonce(self) -> str:
        """What Discord knows this sending by: 25 characters at most."""
        return f"{self.id}{self.turn}" if self.turn else self.id

    def is_late(self, now: datetime) -> bool:
        return self.turn == 0 and now - self.scheduled_at > LATE_AFTER


async def plan(app: App) -> int:
    """Makes the deliveries of reminders whose moment has come; how many reminders were looked at."""
    now = app.clock()
    is_due = ReminderRow.is_on & (ReminderRow.next_at <= now)
    async with app.read() as s:
        if await s.scalar(select(ReminderRow.person_id).where(is_due).limit(1)) is None:
            return 0
    async with app.write() as s:
        rows = await s.scalars(
            select(ReminderRow)
            .where(is_due)
            .order_by(ReminderRow.next_at)
            .limit(PLANNED_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        looked_at, made = 0, list[DeliveryRow]()
        for row in rows:
            looked_at += 1
            made += filter(None, [_advance(row, now)])
        await _let_go(s, [each.person_id for each in made], now)
        s.add_all(made)
        return looked_at


async def _let_go(s: AsyncSession, people: Sequence[int], now: datetime) -> None:
    """What of earlier days still waits, put off or not sent: a new day's takes its place, and no two come at once."""
    waits = select(DeliveryRow.id).where(
        DeliveryRow.person_id.in_(people),
        DeliveryRow.state == State.WAITING,
        DeliveryRow.leased_until_at.is_(None) | (DeliveryRow.leased_until_at <= now),
    )
    if people:
        ended = case((DeliveryRow.sent_at.is_(None), State.MISSED), else_=State.DONE)
        await s.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_(waits.with_for_update(skip_locked=True)))
            .values(state=ended)
            .execution_options(synchronize_session=False)
        )


def _advance(row: ReminderRow, now: datetime) -> DeliveryRow | None:
    """Moves the reminder on to its next date; the delivery to make for the one that has come."""
    planned = occurrence_of(row)
    assert planned is not None
    schedule = schedule_of(row)
    made, following = due(schedule, planned, now)
    row.next_on, row.next_at = (following.on, following.at) if following else (None, None)
    if made is None or (row.last_on is not None and made.on <= row.last_on):
        return None
    row.last_on = made.on
    is_last = row.unanswered >= UNANSWERED_DAYS
    if is_last:
        row.is_on, row.next_on, row.next_at, row.trouble = False, None, None, Trouble.UNANSWERED
    return DeliveryRow(
        id=secrets.token_hex(10),
        person_id=row.person_id,
        local_on=made.on,
        scheduled_at=made.at,
        state=State.WAITING,
        due_at=awake(schedule, now),
        turn=0,
        attempts=0,
        is_last=is_last,
        highlights=[],
    )


async def claim(app: App, most: int, *, with_discord: bool = True) -> list[Delivery]:
    """Up to `most` deliveries that are due and that nobody holds, with a lease on each. Those too old are let go, and
    what quiet hours came over meanwhile waits for their end.

    Without Discord at hand (`with_discord`), of who is there only those that nobody took up for INBOX_AFTER.
    """
    now = app.clock()
    free = (
        (DeliveryRow.state == State.WAITING)
        & (DeliveryRow.due_at <= now)
        & (DeliveryRow.leased_until_at.is_(None) | (DeliveryRow.leased_until_at <= now))
    )
    known = (IdentityRow.person_id == DeliveryRow.person_id) & (IdentityRow.face == "discord")
    if not with_discord:
        untouched_since = func.coalesce(DeliveryRow.leased_until_at, DeliveryRow.due_at)
        free &= ~exists().where(known).correlate(DeliveryRow) | (untouched_since <= now - INBOX_AFTER)
    async with app.read() as s:
        if await s.scalar(select(DeliveryRow.id).where(free).limit(1)) is None:
            return []
    async with app.write() as s:
        too_late = select(DeliveryRow.id).where(free, DeliveryRow.due_at < now - GRACE)
        await s.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_(too_late.with_for_update(skip_locked=True)))
            .values(state=State.MISSED)
        )
        found = await s.execute(
            select(DeliveryRow, PersonRow, ReminderRow, IdentityRow.external_id)
            .join(PersonRow, PersonRow.id == DeliveryRow.person_id)
            .join(ReminderRow, ReminderRow.person_id == DeliveryRow.person_id)
            .outerjoin(IdentityRow, known)
            .where(free)
            .order_by(DeliveryRow.due_at, DeliveryRow.id)
            .limit(most)
            .with_for_update(skip_locked=True, of=DeliveryRow)
        )
        claimed = []
        for row, person, reminder, discord_id in found:
            if _waits_for_the_end_of_quiet(row, schedule_of(reminder), now):
                continue
            row.attempts, row.leased_until_at = row.attempts + 1, now + LEASE
            claimed.append(_delivery(row, person_of(person), reminder, discord_id))
        return claimed


def _waits_for_the_end_of_quiet(row: DeliveryRow, schedule: Schedule, now: datetime) -> bool:
    """Whether it may not be sent now. A day's own that would come more than GRACE late is let go, as `due` has it; what
    was snoozed comes."""
    awake_at = awake(schedule, now)
    if awake_at <= now:
        return False
    if row.turn == 0 and awake_at - row.scheduled_at > GRACE:
        row.state = State.MISSED
    else:
        row.due_at, row.leased_until_at = awake_at, None
    return True


def _delivery(row: DeliveryRow, person: Person, reminder: ReminderRow, discord_id: str | None) -> Delivery:
    assert row.leased_until_at is not None
    return Delivery(
        id=row.id,
        person=person,
        language=person.language or reminder.language,
        zone=reminder.zone,
        on=row.local_on,
        scheduled_at=row.scheduled_at,
        turn=row.turn,
        attempts=row.attempts,
        leased_until_at=row.leased_until_at,
        is_last=row.is_last,
        schedule=schedule_of(reminder),
        offered_at=reminder.offered_at,
        discord_id=int(discord_id) if discord_id else None,
        dm_channel=reminder.dm_channel,
    )


def held_by(delivery: Delivery) -> ColumnElement[bool]:
    """Still ours: not stopped, answered, or taken over meanwhile."""
    return (
        (DeliveryRow.id == delivery.id)
        & (DeliveryRow.state == State.WAITING)
        & (DeliveryRow.turn == delivery.turn)
        & (DeliveryRow.attempts == delivery.attempts)
    )


async def put_off(app: App, delivery: Delivery, by: timedelta, *, was_tried: bool = True) -> None:
    """It could not be sent now; it is tried again after `by`. As an attempt counts only what may have got through."""
    attempts = delivery.attempts if was_tried else delivery.attempts - 1
    async with app.write() as s:
        await s.execute(
            update(DeliveryRow)
            .where(held_by(delivery))
            .values(leased_until_at=app.clock() + by, attempts=attempts)
        )
