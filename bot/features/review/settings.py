"""How a person wants to review, and all that reviewing keeps of them: taken away, or erased."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features.people import Person
from bot.features.review.memory import memory_of
from bot.features.review.rules import ReviewSettings, check_settings
from bot.store.tables import CardRow, ReviewRow, ReviewSettingsRow


async def get_settings(app: App, person: Person) -> ReviewSettings:
    async with app.read() as s:
        row = await s.get(ReviewSettingsRow, person.id)
    return ReviewSettings(row.automatic, row.daily_cap, row.retention) if row else ReviewSettings()


async def change_settings(
    app: App,
    person: Person,
    *,
    automatic: bool | None = None,
    daily_cap: int | None = None,
    retention: float | None = None,
) -> ReviewSettings:
    """Changes what is given and leaves the rest. Raises Invalid as `check_settings` does."""
    now = await get_settings(app, person)
    wish = ReviewSettings(
        automatic=now.automatic if automatic is None else automatic,
        daily_cap=now.daily_cap if daily_cap is None else daily_cap,
        retention=now.retention if retention is None else retention,
    )
    check_settings(wish)
    async with app.write() as s:
        await s.merge(ReviewSettingsRow(person_id=person.id, **asdict(wish)))
    return wish


async def export(app: App, person: Person) -> dict[str, Any]:
    """The settings, every card, and every grade."""
    settings = await get_settings(app, person)
    async with app.read() as s:
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
    }  # fmt: skip


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        for table in (ReviewRow, CardRow, ReviewSettingsRow):
            await s.execute(delete(table).where(table.person_id == person.id))
