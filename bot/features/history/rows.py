"""What history keeps of a person: taken away, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from bot.app import App
from bot.features.history.listing import Page, list_notes, open_note
from bot.features.note import to_json
from bot.features.people import Person
from bot.store.tables import HighlightRow, NoteRow, OriginRow, TagRow


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    """Every note, whole, as `to_json` writes it."""
    page, notes = Page((), None), []
    while True:
        page = await list_notes(app, person, limit=100, cursor=page.next_cursor)
        for found in page.notes:
            assert found.id is not None
            notes.append(to_json(await open_note(app, person, found.id), person.language or "en"))
        if page.next_cursor is None:
            return notes


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        for table in (HighlightRow, TagRow, OriginRow, NoteRow):
            await s.execute(delete(table).where(table.person_id == person.id))
