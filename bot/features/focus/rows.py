"""All that focus keeps of a person: taken away, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from bot.app import App
from bot.features.focus.settings import goals_of, settings_of
from bot.features.focus.states import focused_s
from bot.features.people import Person
from bot.store.tables import FocusGoalRow, FocusRoomRow, FocusRow, FocusSettingsRow


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
                "shared_session": row.room_id,
            }
            for row in rows
        ]
        rooms = await s.scalars(select(FocusRoomRow).where(FocusRoomRow.person_id == person.id))
        begun = [
            {
                "id": room.id,
                "group": room.group_id,
                "channel": room.channel_id,
                "started_at": room.started_at.isoformat(),
                "ends_at": room.ends_at.isoformat(),
                "phases_seconds": room.phases,
            }
            for room in rooms
        ]
    return {
        "day_begins": f"{wish.day_begins:%H:%M}",
        "goals": [{"from_week": monday.isoformat(), "minutes": minutes} for monday, minutes in goals],
        "sessions": sessions,
        "shared_sessions_begun": begun,
    }


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        theirs = select(FocusRow.room_id).where(FocusRow.person_id == person.id)
        rooms = select(FocusRoomRow.id).where(FocusRoomRow.id.in_(theirs)).order_by(FocusRoomRow.id)
        room_ids = set(await s.scalars(rooms.with_for_update()))  # a shared one before the sessions in it
        for table in (FocusRow, FocusGoalRow, FocusSettingsRow):
            await s.execute(delete(table).where(table.person_id == person.id))
        await s.execute(  # their name leaves the message, also one that could not be changed so far
            update(FocusRoomRow)
            .where(FocusRoomRow.id.in_(room_ids))
            .values(changes=FocusRoomRow.changes + 1, look_at=app.clock())
        )
        await s.execute(
            update(FocusRoomRow).where(FocusRoomRow.person_id == person.id).values(person_id=None)
        )
