"""FSRS's parameters fitted to a person's own log, once it is long enough and while they want that.

`work` looks for logs that have grown; a child fits (`fitting`). What is found replaces the usual parameters only where
it foresees the person's newest grades better.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.documents.sandbox import environment
from bot.errors import NotFound
from bot.features.background import forever
from bot.features.people import Person, person_of, unknown
from bot.features.review import fitting
from bot.features.review.fitting import Found, Grading
from bot.features.review.memory import log_of, remember_anew
from bot.features.review.settings import get_settings
from bot.locales import N_, Message
from bot.store.tables import PersonRow, ReviewFitRow, ReviewRow, ReviewSettingsRow

ENOUGH = 400  # grades; a fifth of them measures what the others say
GROWN = 1.25  # a log is fitted again, also after a failure, once it is so many times as long
PAUSE_S = 3_600.0
PATIENCE_S = 1_800.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fit:
    """What the last fitting came to; `parameters` None where the usual ones foresee the person as well."""

    parameters: tuple[float, ...] | None
    grades: int
    better: float  # the share of the usual parameters' log loss that the fitted ones spare
    fitted_at: datetime


async def work(app: App) -> None:
    """Fits whoever's log has grown, one person at a time, until cancelled."""

    async def look() -> None:
        for person in await grown(app):
            await _fit_or_log(app, person)

    await forever("logs that have grown", look, every_s=PAUSE_S)


async def _fit_or_log(app: App, person: Person) -> None:
    """One person's trouble is not the next one's."""
    try:
        await fit(app, person)
    except NotFound:
        log.info("person %s was erased while their log was fitted", person.id)
    except Exception:
        log.exception(
            "the log of person %s could not be fitted; it is tried again once it has grown", person.id
        )


async def grown(app: App) -> list[Person]:
    """The people whose log is long enough, has grown since fitting it was begun, and who want it."""
    counted = select(ReviewRow.person_id, func.count().label("grades")).group_by(ReviewRow.person_id)
    logs = counted.having(func.count() >= ENOUGH).subquery()
    async with app.read() as s:
        rows = await s.scalars(
            select(PersonRow)
            .join(logs, logs.c.person_id == PersonRow.id)
            .outerjoin(ReviewFitRow, ReviewFitRow.person_id == PersonRow.id)
            .outerjoin(ReviewSettingsRow, ReviewSettingsRow.person_id == PersonRow.id)
            .where(ReviewFitRow.tried.is_(None) | (logs.c.grades >= GROWN * ReviewFitRow.tried))
            .where(ReviewSettingsRow.fitted.is_not(False))
            .order_by(PersonRow.id)
        )
        return [person_of(row) for row in rows]


async def fit(app: App, person: Person) -> Fit | None:
    """Fits the person's log now; None where it was begun already and has not grown since. Raises as `keep` does."""
    if not await _begin(app, person):
        return None
    return await keep(app, person, await _in_child(await log_of(app, person)))


async def _begin(app: App, person: Person) -> bool:
    """Notes that fitting is begun: of several processes one does it, and what fails is not tried for ever."""
    async with app.write() as s:
        if await s.get(PersonRow, person.id, with_for_update=True) is None:
            raise unknown()
        grades = await _count(s, person)
        row = await s.get(ReviewFitRow, person.id)
        if row is None:
            row = ReviewFitRow(
                person_id=person.id, parameters=None, grades=0, tried=0, better=0.0, fitted_at=app.clock()
            )
            s.add(row)
        if grades < GROWN * row.tried:
            return False
        row.tried = grades
        return True


async def _count(s: AsyncSession, person: Person) -> int:
    return await s.scalar(select(func.count()).where(ReviewRow.person_id == person.id)) or 0


async def keep(app: App, person: Person, found: Found) -> Fit:
    """Keeps what was found; the memories of the person's cards are reckoned anew from it.

    Raises NotFound when the person was erased meanwhile.
    """
    async with app.write() as s:
        if await s.get(PersonRow, person.id) is None:
            raise unknown()
        grades = await _count(s, person)
        row = await s.merge(
            ReviewFitRow(
                person_id=person.id,
                parameters=list(found.parameters) if found.is_better else None,
                grades=grades,
                tried=grades,
                better=found.better,
                fitted_at=app.clock(),
            )
        )
        made = _fit(row)
    await remember_anew(app, person, await get_settings(app, person))
    return made


async def last_fit(app: App, person: Person) -> Fit | None:
    async with app.read() as s:
        row = await s.get(ReviewFitRow, person.id)
    return _fit(row) if row and row.grades else None


def _fit(row: ReviewFitRow) -> Fit:
    return Fit(tuple(row.parameters) if row.parameters else None, row.grades, row.better, row.fitted_at)


async def _in_child(grades: Sequence[Grading]) -> Found:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-W", "ignore", fitting.__file__),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment() | {"OMP_NUM_THREADS": "1"},
    )
    said = await asyncio.to_thread(json.dumps, [[each.card_id, each.grade, each.at_s] for each in grades])
    try:
        async with asyncio.timeout(PATIENCE_S):
            answer, _ = await child.communicate(said.encode())
    finally:
        if child.returncode is None:
            child.kill()
            await asyncio.shield(child.wait())
    parameters, usual, own = json.loads(answer)
    return Found(tuple(parameters), usual, own)


def fit_words(found: Fit | None) -> Message:
    """How the person's intervals are reckoned."""
    if found is None:
        return N_(
            "Once there are {count} grades of yours, intervals are fitted to your own memory.", count=ENOUGH
        )
    if found.parameters is None:
        return N_(
            "The usual intervals foresee your memory as well as fitted ones would, by {count} grades of yours.",
            count=found.grades,
        )
    return N_(
        "Your intervals are fitted to your own memory, by {count} grades: they foresee it {percent} % better.",
        count=found.grades,
        percent=round(100 * found.better),
    )
