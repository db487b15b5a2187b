"""When a note goes: a task that another note of the person asks for too stays with that one, others go with theirs."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.app import App
from bot.features.tasks.events import Event, deleted, moved
from bot.features.tasks.listing import changed
from bot.store.tables import DeadlineRow, HighlightRow, TaskRow


async def note_goes(s: AsyncSession, app: App, note_id: int) -> None:
    """To be called before a note's row is deleted, which takes the tasks along that are still its own then."""
    for row in (await s.scalars(select(TaskRow).where(TaskRow.note_id == note_id))).all():
        other = await _asked_for_elsewhere(s, row)
        if other is None:
            await deleted(s, app, row.person_id, row.uid)
        else:
            task = await changed(s, app, row, Event.CHANGED, note_id=other)
            await moved(s, row.person_id, task)


async def _asked_for_elsewhere(s: AsyncSession, row: TaskRow) -> int | None:
    """The newest other note for which an offer would be this task: see `offers`."""
    if row.found_on is None and row.done_at is not None:
        return None
    its_own = aliased(TaskRow)
    has_its_own = exists().where(its_own.note_id == HighlightRow.note_id, its_own.likeness == row.likeness)
    wanted = select(HighlightRow.note_id).where(
        HighlightRow.person_id == row.person_id,
        HighlightRow.note_id != row.note_id,
        HighlightRow.text == row.sentence,
        ~has_its_own,
    )
    if row.found_on is not None:
        wanted = wanted.where(
            exists().where(
                DeadlineRow.note_id == HighlightRow.note_id,
                DeadlineRow.index == HighlightRow.index,
                DeadlineRow.due_on == row.found_on,
            )
        )
    return await s.scalar(wanted.order_by(HighlightRow.note_id.desc()).limit(1))
