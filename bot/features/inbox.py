"""Inbox: how far a person's direct messages have been answered, so that those sent while Pith was away are found."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features.people import Person
from bot.store.tables import InboxRow, PersonRow


async def mark_answered(app: App, person: Person, channel: str, message_id: int) -> None:
    """Everything in `channel` ("discord:CHANNEL_ID") up to `message_id` has been taken care of.

    Of a person who was erased meanwhile nothing is kept.
    """
    async with app.write() as s:
        row = await s.get(InboxRow, channel)
        if await s.get(PersonRow, person.id) is None:
            return
        if row is None:
            s.add(InboxRow(channel=channel, person_id=person.id, last_message_id=str(message_id)))
        elif int(row.last_message_id) < message_id:
            row.last_message_id = str(message_id)


async def answered(app: App) -> dict[str, int]:
    """Each known channel with the id of its last message that was taken care of."""
    async with app.read() as s:
        return {row.channel: int(row.last_message_id) for row in await s.scalars(select(InboxRow))}


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    async with app.read() as s:
        rows = await s.scalars(select(InboxRow).where(InboxRow.person_id == person.id))
        return [{"channel": row.channel, "last_message_id": row.last_message_id} for row in rows]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(InboxRow).where(InboxRow.person_id == person.id))
