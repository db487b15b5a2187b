"""How practice goes, for the person alone: levels, successes, and how far they agreed with the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.people import Person
from bot.features.practice.rounds import level_of, of_person, open_round
from bot.features.practice.task import Sort, Task
from bot.store.tables import PracticeRoundRow, PracticeRow

CURVE_POINTS = 100
RECENT = 20  # rounds of a sort whose share of successes is told


@dataclass(frozen=True, slots=True)
class SortStanding:
    """How one sort goes. `success` is the share of the last RECENT that succeeded."""

    sort: Sort
    rounds: int
    level: float
    success: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """All of a person's practice, for them alone. `agreement`: when, and how far they agreed with the model (F1).

    `teaches`: sentences they mark first go to personalisation as what matters to them.
    """

    sorts: tuple[SortStanding, ...]
    agreement: tuple[tuple[datetime, float], ...]
    teaches: bool
    open_id: int | None


async def standing(app: App, person: Person) -> Standing:
    """Levels, successes and the curve of agreement; nobody else sees them."""
    async with app.read() as s:
        practice = await s.get(PracticeRow, person.id)
        there = await open_round(s, person)
        levels = dict(practice.levels) if practice else {}
        sorts = tuple([await _standing_of(s, person, sort, level_of(levels, sort)) for sort in Sort])
        marked = (
            select(PracticeRoundRow.answered_at, PracticeRoundRow.score)
            .where(
                of_person(person),
                PracticeRoundRow.sort == Sort.MARK,
                PracticeRoundRow.answered_at.is_not(None),
            )
            .order_by(PracticeRoundRow.id.desc())
            .limit(CURVE_POINTS)
        )
        points = [(row.answered_at, row.score) for row in await s.execute(marked)]
    return Standing(
        sorts, tuple(reversed(points)), bool(practice and practice.teaches), there.id if there else None
    )


async def _standing_of(s: AsyncSession, person: Person, sort: Sort, level: float) -> SortStanding:
    mine = (of_person(person), PracticeRoundRow.sort == sort, PracticeRoundRow.answered_at.is_not(None))
    total = await s.scalar(select(func.count()).select_from(PracticeRoundRow).where(*mine)) or 0
    last = await s.scalars(
        select(PracticeRoundRow).where(*mine).order_by(PracticeRoundRow.id.desc()).limit(RECENT)
    )
    successes = [Task.from_json(row.task).succeeded(row.score or 0.0) for row in last]
    return SortStanding(sort, total, level, sum(successes) / len(successes) if successes else None)
