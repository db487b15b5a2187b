"""What is kept of a person's tasks, to take away or to erase."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from bot.app import App
from bot.features.people import Person
from bot.features.tasks.files import every_task
from bot.features.tasks.task import as_json
from bot.store.tables import TaskRow


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    """Every task, done ones too."""
    return [as_json(task) for task in await every_task(app, person)]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(TaskRow).where(TaskRow.person_id == person.id))
