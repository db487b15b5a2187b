"""What practice keeps of a person: taken away, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features import showings
from bot.features.people import Person
from bot.features.practice.rounds import of_person
from bot.features.practice.together import export_together
from bot.store.tables import GroupChoiceRow, GroupRoundRow, PracticeRoundRow, PracticeRow


async def export(app: App, person: Person) -> dict[str, Any]:
    """Every round as it was asked and answered, and how practice is set."""
    async with app.read() as s:
        practice = await s.get(PracticeRow, person.id)
        rows = await s.scalars(
            select(PracticeRoundRow).where(of_person(person)).order_by(PracticeRoundRow.id)
        )
        rounds = [
            {
                "id": row.id,
                "note_id": row.note_id,
                "level": row.level,
                "task": row.task,
                "given": row.given,
                "score": row.score,
                "began_at": row.began_at.isoformat(),
                "answered_at": row.answered_at.isoformat() if row.answered_at else None,
            }
            for row in rows
        ]
        together = await export_together(s, person)
    return {
        **together,
        "teaches": bool(practice and practice.teaches),
        "levels": dict(practice.levels) if practice else {},
        "rounds": rounds,
    }


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await showings.choices_go(s, person.id)
        for table in (GroupChoiceRow, GroupRoundRow, PracticeRoundRow, PracticeRow):
            await s.execute(delete(table).where(table.person_id == person.id))
