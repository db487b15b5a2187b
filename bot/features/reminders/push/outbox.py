"""What browsers are still to be told: a row for each browser and delivery, written with the delivery's mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import PushBrowserRow, PushRow


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery that has come, in a line that names nothing of a note; of no use from `until_at` on."""

    delivery_id: str
    person_id: int
    turn: int
    words: str
    language: str
    until_at: datetime


async def put(s: AsyncSession, told: Sequence[Told], now: datetime) -> None:
    """Writes down for the browsers of these people what they are to be told. A browser that ends just now takes its
    message along, so it is held until then."""
    by_person: dict[int, list[Told]] = {}
    for each in told:
        by_person.setdefault(each.person_id, []).append(each)
    found = await s.execute(
        select(PushBrowserRow.id, PushBrowserRow.person_id)
        .where(PushBrowserRow.person_id.in_(by_person))
        .order_by(PushBrowserRow.id)
        .with_for_update(read=True, key_share=True)
    )
    for browser_id, person_id in found.all():
        for each in by_person[person_id]:
            row = PushRow(
                person_id=person_id,
                browser_id=browser_id,
                delivery_id=each.delivery_id,
                turn=each.turn,
                words=each.words,
                language=each.language,
                until_at=each.until_at,
                attempts=0,
                retry_at=now,
            )
            s.add(row)
