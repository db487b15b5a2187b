"""How a person wants to review, and all that reviewing keeps of them: taken away, or erased."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound
from bot.features.people import Person
from bot.features.review.memory import memory_of, remember_anew
from bot.features.review.rules import ReviewSettings, check_settings
from bot.store.tables import CardRow, PersonRow, ReviewFitRow, ReviewRow, ReviewSettingsRow


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
            raise NotFound("This person is not known here any more.")
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
    async with app.read() as s:
        fit = await s.get(ReviewFitRow, person.id)
        rows = list(
            await s.scalars(select(CardRow).where(CardRow.person_id == person.id).order_by(CardRow.id))
        )
        log = list(
            await s.scalars(select(ReviewRow).where(ReviewRow.person_id == person.id).order_by(ReviewRow.id))
        )
    return {
        "settings": asdict(settings),
        "cards": [
            {"note_id": row.note_id, "kind": row.kind, "front": row.front, "back": row.back,
             "sentence": row.sentence, "suspended": row.suspended, **memory_of(row).to_dict()}
            for row in rows
        ],
        "reviews": [
            {"card_id": row.card_id, "grade": row.grade, "reviewed_at": row.reviewed_at.isoformat()} for row in log
        ],
        "fit": {
            "parameters": fit.parameters, "grades": fit.grades, "tried": fit.tried, "better": fit.better,
            "fitted_at": fit.fitted_at.isoformat(),
        } if fit else None,
    }  # fmt: skip


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        for table in (ReviewRow, CardRow, ReviewFitRow, ReviewSettingsRow):
            await s.execute(delete(table).where(table.person_id == person.id))
