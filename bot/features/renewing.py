"""What an earlier version kept beside notes, brought into the space in which meanings are compared now: the vectors of
highlights, and what marks are learnt from. No note is read again for it.

Both lay in the space of the states that a choice is made by. `work`, once in a process, goes through them at its start.
"""

from __future__ import annotations

import asyncio

import numpy as np
from sqlalchemy import bindparam, select, update

from bot.app import App
from bot.features import personalise
from bot.features.background import forever
from bot.features.meanings import of_highlights
from bot.features.personalise import Verdict
from bot.store.tables import HighlightRow, MarkRow, NoteBodyRow, NoteRow, Table

EVERY_S = 3600.0
HIGHLIGHTS_AT_ONCE, MARKS_AT_ONCE = 500, 20


async def work(app: App) -> None:
    """Renews what is older until cancelled."""
    await forever("older vectors", lambda: renew_some(app), every_s=EVERY_S)


async def renew_some(app: App) -> int:
    """Renews some of them, and answers how many; 0 where none is left or weights tell no meaning."""
    if app.extractor.meaning_space == app.extractor.space:
        return 0
    return await _highlights(app) or await _marks(app)


async def _highlights(app: App) -> int:
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


async def _marks(app: App) -> int:
    """Those that were said of a note whose sentences can be portrayed still."""
    space = app.extractor.space
    older = (
        select(MarkRow, NoteRow, NoteBodyRow)
        .join(NoteRow, NoteRow.id == MarkRow.note_id)
        .join(NoteBodyRow, NoteBodyRow.note_id == MarkRow.note_id)
        .where(MarkRow.space == space, NoteBodyRow.space == space)
    )
    async with app.read() as s:
        found = (await s.execute(older.order_by(MarkRow.note_id).limit(MARKS_AT_ONCE))).all()
    for mark, note, body in found:
        verdict = Verdict(mark.verdict)
        made = await asyncio.to_thread(personalise.mark_row, app, note, body, mark.index, verdict)
        async with app.write() as s:
            same = (
                MarkRow.note_id == mark.note_id,
                MarkRow.index == mark.index,
                MarkRow.verdict == mark.verdict,
            )
            seen = {
                "vectors": made.vectors,
                "space": made.space,
                "traits": made.traits,
                "log_odds": made.log_odds,
            }
            await s.execute(update(MarkRow).where(*same, MarkRow.space == space).values(seen))
    return len(found)
