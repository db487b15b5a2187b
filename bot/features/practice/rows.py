"""What practice keeps of a person: taken away, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features import showings
from bot.features.people import Person
from bot.features.practice.rounds import of_person
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
        together = await _export_together(s, person)
    return {
        **together,
        "teaches": bool(practice and practice.teaches),
        "levels": dict(practice.levels) if practice else {},
        "rounds": rounds,
    }


async def _export_together(s: AsyncSession, person: Person) -> dict[str, Any]:
    """What the person began in groups, and what they chose there. Like the rounds themselves it tells what the model
    chose, and how far they agreed, only once the results are told."""
    begun = await s.scalars(
        select(GroupRoundRow).where(GroupRoundRow.person_id == person.id).order_by(GroupRoundRow.id)
    )
    chosen = await s.execute(
        select(GroupChoiceRow, GroupRoundRow.revealed_at.is_not(None))
        .join(GroupRoundRow, GroupRoundRow.id == GroupChoiceRow.round_id)
        .where(GroupChoiceRow.person_id == person.id)
        .order_by(GroupChoiceRow.round_id)
    )
    return {
        "group_rounds": [
            {
                "id": row.id,
                "group": row.group_id,
                "note_id": row.note_id,
                "task": row.task if row.revealed_at else row.task | {"answer": None},
                "shown_at": row.opened_at.isoformat() if row.opened_at else None,
            }
            for row in begun
        ],
        "group_choices": [
            {
                "round": row.round_id,
                "given": row.given,
                "score": row.score if is_revealed else None,
                "chosen_at": row.chosen_at.isoformat(),
            }
            for row, is_revealed in chosen
        ],
    }


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await showings.choices_go(s, person.id)
        for table in (GroupChoiceRow, GroupRoundRow, PracticeRoundRow, PracticeRow):
            await s.execute(delete(table).where(table.person_id == person.id))
