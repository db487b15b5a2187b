"""What an earlier version kept beside notes, brought into the space in which meanings are compared now: the vectors of
highlights, and what marks are learnt from. No note is read again for it.

Both lay in the space of the states that a choice is made by. `work` goes through them once, after a start.
"""

from __future__ import annotations

import asyncio
import logging

import numpy as np
from sqlalchemy import bindparam, select, update

from bot.app import App
from bot.features import personalise
from bot.features.meanings import of_highlights
from bot.features.personalise import Verdict
from bot.store.tables import HighlightRow, MarkRow, NoteBodyRow, NoteRow, Table

HIGHLIGHTS_AT_ONCE = 500

log = logging.getLogger(__name__)


async def work(app: App) -> None:
    """Renews all that is older, and ends. What can't be renewed stays as it is until the next start."""
    if app.extractor.meaning_space == app.extractor.space:
        return
    try:
        while await _some_highlights(app):
            pass
        for note_id, index in await _older_marks(app):
            await _mark(app, note_id, index)
    except Exception:
        log.exception(
            "what an earlier version kept could not be renewed; it is tried again after the next start"
        )


async def _some_highlights(app: App) -> int:
    older = select(HighlightRow.id, HighlightRow.vector, HighlightRow.space).where(
        HighlightRow.space == app.extractor.space
    )
    async with app.read() as s:
        found = (await s.execute(older.order_by(HighlightRow.id).limit(HIGHLIGHTS_AT_ONCE))).all()
    if not found:
        return 0
    ((space, (_, vectors)),) = of_highlights(found).items()
    meanings, space = await asyncio.to_thread(app.extractor.meanings, vectors, space)
    rows = Table.metadata.tables[HighlightRow.__tablename__]
    renewed = [
        {"row_id": row.id, "vector": meaning.astype(np.float16).tobytes(), "space": space}
        for row, meaning in zip(found, meanings, strict=True)
    ]
    async with app.write() as s:
        await s.execute(update(rows).where(rows.c.id == bindparam("row_id")), renewed)
    return len(found)


async def _older_marks(app: App) -> list[tuple[int, int]]:
    """By note and sentence, those of notes whose sentences can be portrayed still."""
    space = app.extractor.space
    older = (
        select(MarkRow.note_id, MarkRow.index)
        .join(NoteBodyRow, NoteBodyRow.note_id == MarkRow.note_id)
        .where(MarkRow.space == space, NoteBodyRow.space == space)
    )
    async with app.read() as s:
        return [(note_id, index) for note_id, index in await s.execute(older)]


async def _mark(app: App, note_id: int, index: int) -> None:
    """One sentence that was picked from among others stays so, whatever the note's cut is now."""
    this = (MarkRow.note_id == note_id, MarkRow.index == index, MarkRow.space == app.extractor.space)
    async with app.read() as s:
        mark = await s.scalar(select(MarkRow).where(*this))
        row, body = await s.get(NoteRow, note_id), await s.get(NoteBodyRow, note_id)
    if mark is None or row is None or body is None or index >= len(body.sentences):
        return  # it is gone meanwhile
    verdict, picked = Verdict(mark.verdict), len(mark.log_odds) > 1
    made = await asyncio.to_thread(personalise.mark_row, app, row, body, index, verdict, picked=picked)
    seen = {"vectors": made.vectors, "space": made.space, "traits": made.traits, "log_odds": made.log_odds}
    async with app.write() as s:
        await s.execute(update(MarkRow).where(*this, MarkRow.verdict == mark.verdict).values(seen))
