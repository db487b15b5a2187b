"""What history keeps of a person: taken away, or erased."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features import answers
from bot.features.history.listing import each_note
from bot.features.note import to_json
from bot.features.people import Person
from bot.store.tables import HighlightRow, NoteRow, OriginRow, TagRow


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    """Every note, whole, as `to_json` writes it."""
    language = person.language or "en"
    return [await asyncio.to_thread(to_json, note, language) async for note in each_note(app, person)]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        theirs = select(NoteRow.id).where(NoteRow.person_id == person.id).order_by(NoteRow.id)
        await s.execute(theirs.with_for_update())  # an answer that is just being tied to one is waited for
        await answers.go(s, app, OriginRow.person_id == person.id, person.language)
        for table in (HighlightRow, TagRow, NoteRow):
            await s.execute(delete(table).where(table.person_id == person.id))
