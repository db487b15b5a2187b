"""A person's answers to a delivery: done with it, or later. Each is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app import App
from bot.errors import NotFound
from bot.features.people import Person
from bot.features.reminders.schedule import Snooze, snoozed_until
from bot.features.reminders.settings import schedule_of
from bot.features.reminders.states import State
from bot.store.tables import DeliveryRow, ReminderRow


@dataclass(frozen=True, slots=True)
class Snoozed:
    """`until` is when it comes again; `with_next` where that is with the next one anyway."""

    until: datetime
    with_next: bool
    zone: str


async def snooze(app: App, person: Person, delivery_id: str, how_long: Snooze) -> Snoozed:
    """The same delivery again later. The series stays as it is; a snooze that would reach it ends with it.

    Raises NotFound for somebody else's, and once the reminder is stopped.
    """
    async with app.write() as s:
        reminder = await s.get(ReminderRow, person.id, with_for_update=True)
        row = await s.get(DeliveryRow, delivery_id, with_for_update=True)
        if row is None or reminder is None or row.person_id != person.id or row.state == State.CANCELLED:
            raise _gone()
        until = snoozed_until(schedule_of(reminder), how_long, app.clock())
        reminder.unanswered = 0
        if reminder.next_at is not None and until >= reminder.next_at:
            row.state = State.DONE
            return Snoozed(reminder.next_at, True, reminder.zone)
        row.state, row.turn, row.attempts = State.WAITING, row.turn + 1, 0
        row.due_at, row.leased_until_at = until, None
        return Snoozed(until, False, reminder.zone)


async def done(app: App, person: Person, delivery_id: str) -> None:
    """The person has seen to it. Raises NotFound for somebody else's."""
    async with app.write() as s:
        reminder = await s.get(ReminderRow, person.id, with_for_update=True)
        row = await s.get(DeliveryRow, delivery_id, with_for_update=True)
        if row is None or reminder is None or row.person_id != person.id:
            raise _gone()
        now = app.clock()
        row.state, row.sent_at, row.answered_at = State.DONE, row.sent_at or now, row.answered_at or now
        reminder.unanswered = 0


def _gone() -> NotFound:
    return NotFound("This reminder is over.")
