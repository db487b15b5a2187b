"""What is remembered of a card: its row as `fsrs.Card`, and back."""

from __future__ import annotations

from typing import Any

import fsrs

from bot.store.tables import CardRow

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
