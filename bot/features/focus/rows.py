"""All that focus keeps of a person: taken away, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features.focus.sessions import focused_s
from bot.features.focus.settings import goals_of, settings_of
from bot.features.people import Person
from bot.store.tables import FocusGoalRow, FocusRow, FocusSettingsRow


async def export(app: App, person: Person) -> dict[str, Any]:
    async with app.read() as s:
        wish = await settings_of(s, person)
        goals = await goals_of(s, person)
        rows = await s.scalars(select(FocusRow).where(FocusRow.person_id == person.id).order_by(FocusRow.id))
        sessions = [
            {
                "started_at": row.started_at.isoformat(),
                "phases_seconds": row.phases,
                "focused_seconds": focused_s(row, app.clock()),
                "attention": row.attention,
                "mood": row.mood,
                "word": row.word,
            }
            for row in rows
        ]
    return {
        "day_begins": f"{wish.day_begins:%H:%M}",
        "goals": [{"from_week": monday.isoformat(), "minutes": minutes} for monday, minutes in goals],
        "sessions": sessions,
    }


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        for table in (FocusRow, FocusGoalRow, FocusSettingsRow):
            await s.execute(delete(table).where(table.person_id == person.id))
