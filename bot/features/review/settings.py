"""How a person wants to review, and all that reviewing keeps of them: taken away, or erased."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.people import Person, unknown
from bot.features.review.memory import COLUMNS, memory_of, remember_anew
from bot.features.review.rules import ReviewSettings, check_settings
from bot.store.tables import CardRow, PersonRow, ReviewFitRow, ReviewRow, ReviewSettingsRow

WORDS = (
    CardRow.note_id, CardRow.title, CardRow.language, CardRow.kind, CardRow.front, CardRow.back,
    CardRow.sentence, CardRow.suspended,
)  # fmt: skip
MOMENTS = (CardRow.buried_until_at, CardRow.created_at)
AT_ONCE = 500  # rows: the loop goes on between them


async def get_settings(app: App, person: Person) -> ReviewSettings:
    async with app.read() as s:
        return await _settings(s, person)


async def _settings(s: AsyncSession, person: Person) -> ReviewSettings:
    row = await s.get(ReviewSettingsRow, person.id)
    fit = await s.get(ReviewFitRow, person.id)
    wish = ReviewSettings()
    if row:
        wish = ReviewSettings(row.automatic, row.daily_cap, row.retention, row.fitted, row.starred)
    return replace(wish, parameters=tuple(fit.parameters)) if fit and fit.parameters and wish.fitted else wish


async def change_settings(
    app: App,
    person: Person,
    *,
    automatic: bool | None = None,
    starred: bool | None = None,
    daily_cap: int | None = None,
    retention: float | None = None,
    fitted: bool | None = None,
) -> ReviewSettings:
    """Changes what is given and leaves the rest. Raises Invalid as `check_settings` does, NotFound once the person has
    been erased."""
    given = {
        "automatic": automatic, "starred": starred, "daily_cap": daily_cap, "retention": retention, "fitted": fitted
    }  # fmt: skip
    async with app.write() as s:
        if await s.get(PersonRow, person.id, with_for_update=True) is None:
            raise unknown()
        before = await _settings(s, person)
        wish = replace(before, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
        check_settings(wish)
        kept = {name: getattr(wish, name) for name in given}
        await s.merge(ReviewSettingsRow(person_id=person.id, **kept))
        await s.flush()
        now = await _settings(s, person)
    if now.parameters != before.parameters:
        await remember_anew(app, person, now)
    return now


async def export(app: App, person: Person) -> dict[str, Any]:
    """The settings, every card, every grade, and what fitting found."""
    settings = await get_settings(app, person)
    wanted = select(*COLUMNS, *WORDS, *MOMENTS).where(CardRow.person_id == person.id).order_by(CardRow.id)
    given = select(ReviewRow.card_id, ReviewRow.grade, ReviewRow.reviewed_at)
    log = given.where(ReviewRow.person_id == person.id).order_by(ReviewRow.id)
    async with app.read() as s:
        fit = await s.get(ReviewFitRow, person.id)
        rows = [row async for part in (await s.stream(wanted)).partitions(AT_ONCE) for row in part]
        grades = [row async for part in (await s.stream(log)).partitions(AT_ONCE) for row in part]

    def write() -> dict[str, Any]:
        return {
            "settings": asdict(settings),
            "cards": [_card(row) for row in rows],
            "reviews": [row._asdict() | {"reviewed_at": row.reviewed_at.isoformat()} for row in grades],
            "fit": {
                "parameters": fit.parameters, "grades": fit.grades, "tried": fit.tried, "better": fit.better,
                "fitted_at": fit.fitted_at.isoformat(),
            } if fit else None,
        }  # fmt: skip

    return await asyncio.to_thread(write)


def _card(row: Any) -> dict[str, Any]:
    moments = {each.key: getattr(row, each.key) for each in MOMENTS}
    return (
        {each.key: getattr(row, each.key) for each in WORDS}
        | {name: at.isoformat() if at else None for name, at in moments.items()}
        | dict(memory_of(row).to_dict())
    )


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        for table in (ReviewRow, CardRow, ReviewFitRow, ReviewSettingsRow):
            await s.execute(delete(table).where(table.person_id == person.id))
