"""The inbox: the last deliveries, for the browser. There everybody finds them; who has no Discord only there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.app import App
from bot.features import review, tasks
from bot.features.people import Person
from bot.features.reminders.points import by_ids
from bot.features.reminders.schedule import LATE_AFTER
from bot.features.reminders.states import State
from bot.features.reminders.today import Today, coming, focus_week, tasks_due
from bot.store.tables import DeliveryRow

SHOWN_FOR = timedelta(days=14)
MOST = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery. `is_open` while it waits for an answer; `again_at` is the end of a snooze, `late_for` the moment it
    was meant for, where it came late."""

    id: str
    focus: Today
    state: State
    sent_at: datetime
    again_at: datetime | None
    late_for: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state is State.SENT


async def list_inbox(app: App, person: Person) -> list[Entry]:
    """What was delivered in the last two weeks, the newest first: it alone has the deadlines and cards of now."""
    async with app.read() as s:
        found = await s.scalars(
            select(DeliveryRow)
            .where(
                DeliveryRow.person_id == person.id,
                DeliveryRow.sent_at > app.clock() - SHOWN_FOR,
                DeliveryRow.state.in_((State.SENT, State.DONE, State.WAITING)),
            )
            .order_by(DeliveryRow.local_on.desc())
            .limit(MOST)
        )
        rows = found.all()
    today = tasks.today_of(app, person)  # later than the newest where reminders are off by now
    entries = []
    for place, row in enumerate(rows):
        points = await by_ids(app, person, row.highlights)
        dated = await coming(app, person, max(row.local_on, today)) if place == 0 else ()
        cards = (await review.due(app, person)).cards if place == 0 else ()
        due = await tasks_due(app, person, max(row.local_on, today)) if place == 0 else ((), 0)
        week = await focus_week(app, person) if place == 0 else None
        focus = Today(row.local_on, points, dated, *due, cards_due=len(cards), week=week, is_last=row.is_last)
        state = State(row.state)
        assert row.sent_at is not None
        again_at = row.due_at if state is State.WAITING else None
        late_for = row.scheduled_at if row.sent_at - row.scheduled_at > LATE_AFTER else None
        entries.append(Entry(row.id, focus, state, row.sent_at, again_at, late_for))
    return entries
