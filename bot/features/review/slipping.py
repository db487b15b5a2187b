"""The cards that a person would not surely remember now, wherever they are in a day's share."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fsrs import State
from sqlalchemy import select

from bot.app import App
from bot.features.people import Person
from bot.features.review.memory import COLUMNS, memory_of
from bot.features.review.rules import day_of, scheduler
from bot.features.review.session import today
from bot.features.review.settings import get_settings
from bot.store.tables import CardRow


@dataclass(frozen=True, slots=True)
class Slipping:
    """A card that was learnt once; `recall` is the chance that it is remembered now, by FSRS. `has_room`: today's cap
    leaves room to review it."""

    note_id: int
    sentence: str
    recall: float
    has_room: bool


async def slipping(app: App, person: Person, most: int) -> list[Slipping]:
    """Those below the chance of recall that the person wishes for, and not buried; of the `most` that are due for
    longest."""
    settings = await get_settings(app, person)
    now, rules = app.clock(), scheduler(settings)
    begins, _ = day_of(now, person.time_zone)
    wanted = (
        select(CardRow.note_id, CardRow.sentence, *COLUMNS)
        .where(CardRow.person_id == person.id, CardRow.suspended.is_(False), CardRow.due_at <= now)
        .where(CardRow.note_id.is_not(None))
        .where(CardRow.buried_until_at.is_(None) | (CardRow.buried_until_at <= now))
        .where(CardRow.last_review_at.is_not(None), CardRow.stability.is_not(None))
        .order_by(CardRow.due_at)
        .limit(most)
    )
    async with app.read() as s:
        rows = [row async for row in await s.stream(wanted)]
        graded, _ = await today(s, person, begins)
    is_full = len(graded) >= settings.daily_cap

    def remembered(rows: Sequence[Any]) -> list[Slipping]:
        found = [
            Slipping(
                row.note_id,
                row.sentence,
                rules.get_card_retrievability(memory_of(row), now),
                has_room=not (is_full and row.state == State.Review.value),
            )
            for row in rows
        ]
        return [each for each in found if each.recall < settings.retention]

    return await asyncio.to_thread(remembered, rows)
