"""What a press on the page of tasks came to: told above the list, with what takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import NotFound
from bot.features import history, tasks
from bot.features.tasks import State, Task
from bot.locales import N_, Message
from bot.web_ui.frame import task_shapes as shapes
from bot.web_ui.session import Visitor

UNDO, ADD = N_("Undo"), N_("Add it again")


@dataclass(frozen=True, slots=True)
class News:
    """`undo` is where a form with the hidden `fields` goes to take it back; empty where its own buttons do."""

    words: Message
    undo: str = ""
    label: Message = UNDO
    fields: Mapping[str, Any] = field(default_factory=dict)


def telling(said: str, **what: Any) -> Response:
    """To the list, which tells it first."""
    given = {name: value for name, value in what.items() if value is not None}
    return RedirectResponse(f"/tasks?{urlencode({'said': said, **given})}#said", 303)


async def news_of(app: App, visitor: Visitor, told: shapes.ToldOnPage) -> News | None:
    """None where it is not so any more."""
    try:
        if told.said == "deleted":
            return await _deleted(app, visitor, told)
        return _changed(app, visitor, told, await tasks.get(app, visitor.person, told.task or 0))
    except NotFound:
        return None


def _changed(app: App, visitor: Visitor, told: shapes.ToldOnPage, task: Task) -> News | None:
    today, path = tasks.today_of(app, visitor.person), f"/tasks/{task.id}"
    state = task.state(today)
    if told.said == "due":
        due = tasks.due_words(task, visitor.language, today)
        words = (
            N_("Changed: {task} ({due})", task=task.words, due=due)
            if due
            else N_("Changed: {task} (no date)", task=task.words)
        )
        at = f"{told.due_time:%H:%M}" if told.due_time else ""
        return News(words, f"{path}/due", fields={"due_date": told.due_date or "", "due_time": at})
    if told.said != state.value:
        return None
    if state is State.DONE:
        return News(N_("Done: {task}", task=task.words), f"{path}/undo")
    if state is State.LATER and task.snoozed_until_on:
        day = tasks.day_words(task.snoozed_until_on, visitor.language)
        return News(N_("Put off until {day}: {task}", day=day, task=task.words), f"{path}/snooze")
    return News(N_("On your list again: {task}", task=task.words))


async def _deleted(app: App, visitor: Visitor, told: shapes.ToldOnPage) -> News:
    if told.of_note is None or told.index is None:
        return News(N_("It is not a task any more."))
    note = await history.open_note(app, visitor.person, told.of_note)
    if told.index >= len(note.sentences):
        raise NotFound("There is no such sentence.")
    task = " ".join(note.sentences[told.index].text.split())
    words = N_("Not a task any more: {task}", task=task)
    return News(words, f"/notes/{told.of_note}/tasks", ADD, {"index": told.index})
