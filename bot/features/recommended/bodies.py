"""What is read of a person's notes to recommend from them: never more than a page that is opened often may cost.

A note's body may be a book: it is read as it is written, one at a time, and taken apart in a thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.store.tables import NoteBodyRow, NoteRow

MOST_SENTENCES = 20_000  # of all notes whose sentences are read for one sort of recommendation
START, END, SCORE, RANK = range(4)  # their places in what a note's body keeps of a sentence


def affordable(totals: Iterable[tuple[int, int]]) -> list[int]:
    """Of notes with their numbers of sentences the first few that have so many together, and at least one."""
    found: list[int] = []
    left = MOST_SENTENCES
    for note_id, sentences in totals:
        left -= sentences
        if left < 0 and found:
            break
        found.append(note_id)
    return found


async def body_of(app: App, note_id: int, *columns: Any) -> Any:
    """These columns of the note's body; None where it is gone."""
    async with app.read() as s:
        return (await s.execute(select(*columns).where(NoteBodyRow.note_id == note_id))).one_or_none()


async def named(s: AsyncSession, note_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The title and the language of each."""
    rows = await s.execute(
        select(NoteRow.id, NoteRow.title, NoteRow.language).where(NoteRow.id.in_(note_ids))
    )
    return {row.id: (row.title, row.language) for row in rows}
