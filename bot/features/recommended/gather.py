"""Looks through a person's history for what to do next: one sort after the other, each in a file of its own."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.app import App
from bot.features.people import Person
from bot.features.recommended.again import again
from bot.features.recommended.found import Recommended
from bot.features.recommended.together import together
from bot.features.recommended.unseen import unseen
from bot.store.tables import NoteRow


async def recommend(app: App, person: Person) -> Recommended:
    """What to re-read, what belongs together and what was never looked at, each with its reason."""
    async with app.read() as s:
        mine = select(func.count()).select_from(NoteRow).where(NoteRow.person_id == person.id)
        notes = await s.scalar(mine) or 0
    if not notes:
        return Recommended()
    return Recommended(
        await again(app, person), await together(app, person), await unseen(app, person), notes
    )
