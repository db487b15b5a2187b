"""What is remembered of a card: its row as `fsrs.Card`, and back; and reckoned anew from all its grades."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import fsrs
from sqlalchemy import bindparam, select, update

from bot.app import App
from bot.features.people import Person
from bot.features.review.fitting import Grading, by_card
from bot.features.review.rules import ReviewSettings, counted_at, scheduler
from bot.store.tables import CardRow, ReviewRow, Table

NEWEST = 20_000  # grades of a log that are looked at
ROWS_AT_ONCE = 200

COLUMNS = (
    CardRow.id,
    CardRow.state,
    CardRow.step,
    CardRow.stability,
    CardRow.difficulty,
    CardRow.due_at,
    CardRow.last_review_at,
)


def memory_of(row: Any) -> fsrs.Card:
    """The memory in a row that has `COLUMNS`. The id is given: without one, py-fsrs sleeps to make one up."""
    return fsrs.Card(
        card_id=row.id,
        state=fsrs.State(row.state),
        step=row.step,
        stability=row.stability,
        difficulty=row.difficulty,
        due=row.due_at,
        last_review=row.last_review_at,
    )


def remember(row: CardRow, memory: fsrs.Card) -> None:
    row.state, row.step = memory.state.value, memory.step
    row.stability, row.difficulty = memory.stability, memory.difficulty
    row.due_at, row.last_review_at = memory.due, memory.last_review


async def log_of(app: App, person: Person, card_id: int | None = None) -> list[Grading]:
    """The person's newest grades, of the cards whose whole history is among them; or of one card."""
    is_first = ReviewRow.before["last_review"].as_string().is_(None).label("is_first")
    newest = select(ReviewRow.card_id, ReviewRow.grade, ReviewRow.reviewed_at, is_first)
    wanted = newest.where(ReviewRow.person_id == person.id)
    if card_id is not None:
        wanted = wanted.where(ReviewRow.card_id == card_id)
    async with app.read() as s:
        found = await s.stream(wanted.order_by(ReviewRow.id.desc()).limit(NEWEST))
        rows = [row async for part in found.partitions(ROWS_AT_ONCE) for row in part]
    return await asyncio.to_thread(_counted, rows[::-1], person.time_zone)


def _counted(rows: Sequence[Any], zone_name: str | None) -> list[Grading]:
    histories = defaultdict(list)
    for row in rows:
        histories[row.card_id].append(row)
    log = []
    for card_id, history in histories.items():
        at = last = history[0].reviewed_at
        for row in history if history[0].is_first else ():
            at += counted_at(last, row.reviewed_at, zone_name) - last
            log.append(Grading(card_id, row.grade, at.timestamp()))
            last = row.reviewed_at
    return log


async def remember_anew(
    app: App, person: Person, settings: ReviewSettings, card_id: int | None = None
) -> None:
    """Reckons what is remembered of each card, or of one, from its grades by `settings`; when it is due stays."""
    log = await log_of(app, person, card_id)
    rules = scheduler(settings)

    def work() -> list[dict[str, Any]]:
        changes = []
        for card_id, grades in by_card(log):
            card, count = fsrs.Card(card_id=card_id), 0
            for each in grades:
                card, _ = rules.review_card(card, fsrs.Rating(each.grade), each.at)
                count += 1
            changes.append(
                {"of_id": card_id, "seen": count, "new_s": card.stability, "new_d": card.difficulty}
            )
        return changes

    changes = await asyncio.to_thread(work)
    table = Table.metadata.tables[CardRow.__tablename__]
    unchanged = (table.c.id == bindparam("of_id")) & (
        table.c.grades == bindparam("seen")
    )  # since the log was read
    anew = update(table).where(unchanged).values(stability=bindparam("new_s"), difficulty=bindparam("new_d"))
    async with app.write() as s:
        for start in range(0, len(changes), ROWS_AT_ONCE):
            await s.execute(anew, changes[start : start + ROWS_AT_ONCE])
