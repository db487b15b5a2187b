"""What is kept of a person's tasks, to take away or to erase."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from bot.app import App
from bot.features.people import Person
from bot.features.tasks.files import every_task
from bot.features.tasks.hook import drop_hook, get_hook
from bot.features.tasks.task import as_json
from bot.store.tables import TaskEventRow, TaskRow


async def export(app: App, person: Person) -> dict[str, Any]:
    """Every task, done ones too, and the webhook without its secret, with what waits for it."""
    hook = await get_hook(app, person)
    async with app.read() as s:
        mine = select(TaskEventRow.body).where(TaskEventRow.person_id == person.id)
        waiting = list(await s.scalars(mine.order_by(TaskEventRow.place)))
    return {
        "tasks": [as_json(task) for task in await every_task(app, person)],
        "webhook": {"url": hook.url, "is_on": hook.is_on, "waiting": waiting} if hook else None,
    }


async def erase(app: App, person: Person) -> None:
    await drop_hook(app, person)
    async with app.write() as s:
        await s.execute(delete(TaskRow).where(TaskRow.person_id == person.id))
