"""What happens to tasks, as rows for the person's webhook: written with the change itself, gone once they are taken.

So nothing that was committed is lost, and nothing is told that was not; but for an address that takes nothing only the
last MOST_WAITING events are kept. Without a webhook nothing is written.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.tasks.task import Task, as_json
from bot.store.tables import TaskEventRow, TaskHookRow

MOST_WAITING = 1_000


class Event(StrEnum):
    PING = "ping"  # the webhook was set
    CREATED = "task.created"
    CHANGED = "task.changed"
    DONE = "task.done"
    REOPENED = "task.reopened"
    DELETED = "task.deleted"


async def happened(s: AsyncSession, app: App, person_id: int, event: Event, task: Task | None) -> None:
    """Writes down for the person's webhook, if there is one, that `event` happened to `task`."""
    told = None if task is None else as_json(task) | {"title": task.title, "changes": task.changes}
    await _write(s, app, person_id, event, told)


async def deleted(s: AsyncSession, app: App, person_id: int, uid: str) -> None:
    """Writes down that there is no such task any more. Its words go with it, also those that wait to be told."""
    its_own = delete(TaskEventRow).where(_is_about(person_id, uid))
    await s.execute(its_own.execution_options(synchronize_session=False))
    await _write(s, app, person_id, Event.DELETED, {"uid": uid})


async def moved(s: AsyncSession, person_id: int, task: Task) -> None:
    """What waits to be told of the task names the note that it is of now, not the one that goes."""
    for row in await s.scalars(select(TaskEventRow).where(_is_about(person_id, task.uid))):
        row.body = row.body | {"task": row.body["task"] | {"note": task.note_id, "title": task.title}}


def _is_about(person_id: int, uid: str) -> ColumnElement[bool]:
    its_own: ColumnElement[bool] = TaskEventRow.body["task"]["uid"].as_string() == uid
    return its_own & (TaskEventRow.person_id == person_id)


async def _write(
    s: AsyncSession, app: App, person_id: int, event: Event, told: dict[str, Any] | None
) -> None:
    if await s.get(TaskHookRow, person_id) is None:
        return
    event_id, now = secrets.token_hex(10), app.clock()
    body = {"id": event_id, "type": event.value, "created_at": now.isoformat(), "task": told}
    s.add(TaskEventRow(id=event_id, person_id=person_id, body=body, created_at=now))
    await s.flush()
    mine = TaskEventRow.person_id == person_id
    too_old = select(TaskEventRow.place).where(mine).order_by(TaskEventRow.place.desc()).offset(MOST_WAITING)
    too_many = delete(TaskEventRow).where(mine, TaskEventRow.place <= too_old.limit(1).scalar_subquery())
    await s.execute(too_many.execution_options(synchronize_session=False))
