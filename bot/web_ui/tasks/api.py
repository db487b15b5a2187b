"""Tasks by the API."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from bot.app import App
from bot.features import tasks
from bot.features.people import Person
from bot.features.tasks import Changes, Format, Offer, State, Task
from bot.texts.dates import as_json
from bot.web_ui.frame import task_shapes as shapes
from bot.web_ui.frame import wire
from bot.web_ui.frame.answers import download
from bot.web_ui.session import Pith, SignedIn, Visitor

FormatWish = Annotated[Format, Query(alias="format")]
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {"text/calendar": {}, "text/csv": {}, "text/markdown": {}},
    }
}

api = APIRouter()


def task_json(task: Task, app: App, person: Person) -> dict[str, Any]:
    return {
        "id": task.id,
        "uid": task.uid,
        "note_id": task.note_id,
        "title": task.title,
        "sentence": task.sentence,
        "state": task.state(tasks.today_of(app, person)),
        "due_date": task.due_on,
        "due_time": f"{task.due_time:%H:%M}" if task.due_time else None,
        "time_zone": task.zone,
        "snoozed_until": task.snoozed_until_on,
        "done_at": task.done_at,
        "created_at": task.created_at,
        "changed_at": task.changed_at,
        "changes": task.changes,
    }


def offer_json(offer: Offer) -> dict[str, Any]:
    return {
        "index": offer.sentence.index,
        "start": offer.sentence.start,
        "end": offer.sentence.end,
        "is_highlight": offer.is_highlight,
        "sentence": offer.sentence.text,
        "deadline": as_json(offer.deadline) if offer.deadline else None,
        "task_id": offer.task_id,
    }


@api.get("/notes/{note_id}/tasks", response_model=shapes.OfferList)
async def read_offers(note_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """What the note asks for: of its highlights, then of what was left out."""
    found = await tasks.offered(app, visitor.person, note_id)
    return {"offers": [offer_json(each) for each in found]}


@api.post("/notes/{note_id}/tasks", status_code=201, response_model=shapes.TaskList)
async def confirm_tasks(
    note_id: wire.Identity, wish: shapes.Confirmed, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Makes tasks of sentences. One that is a task already stays that one."""
    made = await tasks.confirm(app, visitor.person, note_id, wish.indices)
    return {"tasks": [task_json(task, app, visitor.person) for task in made], "next_cursor": None}


@api.get("/tasks", response_model=shapes.TaskList)
async def list_tasks(
    app: Pith,
    visitor: SignedIn,
    state: State | None = None,
    limit: wire.Limit = 100,
    cursor: wire.Cursor = None,
) -> dict[str, Any]:
    """Your tasks, the next due first; done ones, where only they are asked for, the last done first."""
    found = await tasks.list_tasks(app, visitor.person, state, limit=limit, cursor=cursor)
    listed = [task_json(task, app, visitor.person) for task in found.tasks]
    return {"tasks": listed, "next_cursor": found.next_cursor}


@api.get("/tasks/export", responses=FILE, response_class=Response)
async def export(app: Pith, visitor: SignedIn, form: FormatWish = Format.CALENDAR) -> Response:
    """Your tasks as a file. A to-do in a calendar keeps its UID, so importing a newer file updates it."""
    return download(await tasks.export_tasks(app, visitor.person, form, visitor.language))


@api.get("/tasks/{task_id}", response_model=shapes.Task)
async def read_task(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """One task."""
    return task_json(await tasks.get(app, visitor.person, task_id), app, visitor.person)


@api.patch("/tasks/{task_id}", response_model=shapes.Task)
async def patch_task(
    task_id: wire.Identity, change: shapes.TaskChange, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Done or not, due another day, put off: all of it or, where some of it can't be, nothing."""
    return task_json(await change_of(app, visitor, task_id, change), app, visitor.person)


async def change_of(app: App, visitor: Visitor, task_id: int, change: shapes.TaskChange) -> Task:
    given, wish = change.model_fields_set, Changes()
    if "due_date" in given:
        wish["due_on"] = change.due_date
    if "due_time" in given:
        wish["due_time"] = change.due_time
    if "snoozed_until" in given:
        wish["snoozed_until_on"] = change.snoozed_until
    if change.done is not None:
        wish["done"] = change.done
    return await tasks.change(app, visitor.person, task_id, wish)


@api.delete("/tasks/{task_id}", status_code=204, response_class=Response)
async def delete_task(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """It is no task any more; its note stays."""
    await tasks.delete(app, visitor.person, task_id)
