"""What is kept of a person's reminder, to take away or to erase."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features.people import Person
from bot.features.reminders import push
from bot.store.tables import DeliveryRow, PushBrowserRow, ReminderRow


async def export(app: App, person: Person) -> dict[str, Any]:
    async with app.read() as s:
        row = await s.get(ReminderRow, person.id)
        deliveries = await s.scalars(
            select(DeliveryRow).where(DeliveryRow.person_id == person.id).order_by(DeliveryRow.local_on)
        )
        made = [
            {
                "date": each.local_on.isoformat(),
                "state": each.state,
                "scheduled_at": each.scheduled_at.isoformat(),
                "sent_at": each.sent_at.isoformat() if each.sent_at else None,
                "answered_at": each.answered_at.isoformat() if each.answered_at else None,
                "highlights": each.highlights,
            }
            for each in deliveries
        ]
        browsers = await s.scalars(
            select(PushBrowserRow)
            .where(PushBrowserRow.person_id == person.id)
            .order_by(PushBrowserRow.made_at)
        )
        notified = [{"endpoint": each.endpoint, "since": each.made_at.isoformat()} for each in browsers]
    return {"reminder": _as_json(row) if row else None, "deliveries": made, "browsers": notified}


def _as_json(row: ReminderRow) -> dict[str, Any]:
    quiet = (row.quiet_from, row.quiet_until)
    return {
        "is_on": row.is_on,
        "time": f"{row.clock:%H:%M}",
        "days": row.days,
        "time_zone": row.zone,
        "quiet": [f"{each:%H:%M}" if each else None for each in quiet],
        "offered": f"{row.offered_clock:%H:%M}" if row.offered_clock else None,
        "offered_at": row.offered_at.isoformat() if row.offered_at else None,
        "paused_until": row.paused_until_on.isoformat() if row.paused_until_on else None,
    }


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(ReminderRow).where(ReminderRow.person_id == person.id))
        await push.drop_all(s, person.id)
        await s.execute(delete(DeliveryRow).where(DeliveryRow.person_id == person.id))
