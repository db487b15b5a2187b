"""What happens to tasks, as rows for the person's webhook: written with the change itself, gone once they are taken.

So nothing that was committed is lost, and nothing is told that was not. Without a webhook nothing is written.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.tasks.task import Task, as_json, to_task
from bot.store.tables import NoteRow, TaskEventRow, TaskHookRow, TaskRow


class Event(StrEnum):
    PING = "ping"  # the webhook was set
    CREATED = "task.created"
    CHANGED = "task.changed"
    DONE = "task.done"
    REOPENED = "task.reopened"
    DELETED = "task.deleted"


async def happened(s: AsyncSession, app: App, person_id: int, event: Event, task: Task | None) -> None:
    """Writes down for the person's webhook, if there is one, that `event` happened to `task`."""
    if await s.get(TaskHookRow, person_id) is None:
        return
    event_id, now = secrets.token_hex(10), app.clock()
    body: dict[str, Any] = {
        "id": event_id,
        "type": event.value,
        "created_at": now.isoformat(),
        "task": None if task is None else as_json(task) | {"title": task.title, "changes": task.changes},
    }
    s.add(TaskEventRow(id=event_id, person_id=person_id, body=body, created_at=now))


async def note_goes(s: AsyncSession, app: App, note_id: int) -> None:
    """Says of each of a note's tasks that it goes; the rows themselves go with the note's."""
    joined = select(TaskRow, NoteRow.title, NoteRow.language).join(NoteRow, NoteRow.id == TaskRow.note_id)
    for row, title, language in (await s.execute(joined.where(TaskRow.note_id == note_id))).all():
        await happened(s, app, row.person_id, Event.DELETED, to_task(row, title, language))
