"""Tasks in the browser: a page that works without JavaScript, the API, and what a webhook is sent."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import NotFound
from bot.features import deadlines, history, tasks
from bot.features.people import Person
from bot.features.tasks import Changes, Format, Hook, Offer, Snooze, State, Task
from bot.locales import N_
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import task_shapes as shapes
from bot.web_ui.frame.answers import download, page
from bot.web_ui.session import Pith, SignedIn, Visitor

FormatWish = Annotated[Format, Query(alias="format")]
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {"text/calendar": {}, "text/csv": {}, "text/markdown": {}},
    }
}
SNOOZES = {Snooze.TOMORROW: N_("Tomorrow"), Snooze.WEEK: N_("In a week")}
SHOWN = {State.OPEN: 100, State.LATER: 100, State.DONE: 20}  # at once
SHOWN_OFFERS = 40  # a form has at most 50 fields

api = APIRouter(tags=["tasks"])
pages = APIRouter()
webhooks = APIRouter()


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
        "sentence": offer.sentence.text,
        "deadline": deadlines.as_json(offer.deadline) if offer.deadline else None,
        "task_id": offer.task_id,
    }


@api.get("/notes/{note_id}/tasks", response_model=shapes.OfferList)
async def read_offers(note_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The note's highlights that ask for something to be done."""
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


@webhooks.post(
    "task", status_code=204, response_class=Response, responses={"4XX": {"description": "It is sent again."}}
)
async def tell_of_task(
    event: shapes.TaskEvent,
    pith_event: Annotated[
        str, Header(description="The event's `id`: one that you know already was sent again.")
    ],
    pith_signature: Annotated[
        str,
        Header(
            description="`t=SECONDS,v1=HEX`: HEX is the HMAC-SHA256, under the webhook's secret, of SECONDS, a full "
            "stop and the body as it came. Refuse what does not fit, and what is older than a few minutes."
        ),
    ],
) -> None:
    """What Pith sends to your webhook when a task changes, oldest first. Anything but 2xx within ten seconds is sent
    again, with growing pauses, for three days; then the webhook stops, and the last 1,000 events wait."""


def hook_json(hook: Hook, language: str) -> dict[str, Any]:
    return {
        "url": hook.url,
        "is_on": hook.is_on,
        "waiting": hook.waiting,
        "failing_since": hook.failing_since_at,
        "failure": hook.failure,
        "words": hook.words().to(language),
    }


async def _hook_of(app: App, visitor: Visitor) -> dict[str, Any]:
    hook = await tasks.get_hook(app, visitor.person)
    if hook is None:
        raise NotFound("There is no webhook.")
    return hook_json(hook, visitor.language)


@api.get("/tasks/webhook", response_model=shapes.Hook)
async def read_hook(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The address that hears of every change of your tasks."""
    return await _hook_of(app, visitor)


@api.put("/tasks/webhook", response_model=shapes.NewHook)
async def set_hook(wish: shapes.HookWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Sets the address, with a new secret. It gets a ping first."""
    secret = await tasks.set_hook(app, visitor.person, wish.url)
    return await _hook_of(app, visitor) | {"secret": secret}


@api.post("/tasks/webhook/resume", response_model=shapes.Hook)
async def resume_hook(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Tries again now, also after it stopped."""
    await tasks.resume_hook(app, visitor.person)
    return await _hook_of(app, visitor)


@api.delete("/tasks/webhook", status_code=204, response_class=Response)
async def drop_hook(app: Pith, visitor: SignedIn) -> None:
    """Turns it off, and forgets what waits."""
    await tasks.drop_hook(app, visitor.person)


@api.get("/tasks/{task_id}", response_model=shapes.Task)
async def read_task(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """One task."""
    return task_json(await tasks.get(app, visitor.person, task_id), app, visitor.person)


@api.patch("/tasks/{task_id}", response_model=shapes.Task)
async def patch_task(
    task_id: wire.Identity, change: shapes.TaskChange, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Done or not, due another day, put off: all of it or, where some of it can't be, nothing."""
    return task_json(await _change(app, visitor, task_id, change), app, visitor.person)


async def _change(app: App, visitor: Visitor, task_id: int, change: shapes.TaskChange) -> Task:
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


@pages.get("/tasks")
async def tasks_page(
    request: Request,
    app: Pith,
    visitor: SignedIn,
    note: Annotated[int | None, Query(ge=1, le=wire.LARGEST_ID)] = None,
    done: Annotated[int | None, Query(ge=1, le=wire.LARGEST_ID)] = None,
    cursor: wire.Cursor = None,
    of: State = State.OPEN,
) -> Response:
    """`note`: what it offers stands above the list. `done`: the task just done, to be taken back. `cursor` continues
    the list `of` a state."""
    return await _show(
        request, app, visitor, note=note, done=done, continued=of if cursor else None, cursor=cursor
    )


async def _show(
    request: Request,
    app: App,
    visitor: Visitor,
    *,
    note: int | None = None,
    done: int | None = None,
    continued: State | None = None,
    cursor: int | None = None,
    secret: str = "",
) -> Response:
    person = visitor.person
    offers = await tasks.offered(app, person, note) if note else ()
    lists = {
        state: await tasks.list_tasks(
            app, person, state, limit=limit, cursor=cursor if state is continued else None
        )
        for state, limit in SHOWN.items()
    }
    return await page(
        request,
        "tasks.html",
        person,
        offers=offers,
        fresh=[offer for offer in offers if offer.task_id is None],
        shown_offers=SHOWN_OFFERS,
        note=await history.open_note(app, person, note) if note else None,
        opened=lists[State.OPEN],
        later=lists[State.LATER],
        finished=lists[State.DONE],
        just_done=next((task for task in lists[State.DONE].tasks if task.id == done), None),
        continued=continued,
        hook=await tasks.get_hook(app, person),
        secret=secret,
        today=tasks.today_of(app, person),
        day_words=lambda day: tasks.day_words(day, visitor.language),
        due_words=lambda task: tasks.due_words(task, visitor.language),
        deadline_words=lambda deadline: deadlines.due_words(deadline, visitor.language),
        snoozes=SNOOZES,
        formats=((Format.CALENDAR, N_("Calendar (ICS)")), (Format.CSV, "CSV"), (Format.MARKDOWN, "Markdown")),
    )


@pages.post("/notes/{note_id}/tasks")
async def confirm_on_page(note_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    chosen = form.getlist("index")
    if chosen:
        wish = bodies.fitted(shapes.Confirmed, {"indices": chosen})
        await tasks.confirm(app, visitor.person, note_id, wish.indices)
    return RedirectResponse(f"/tasks?note={note_id}", 303)


@pages.post("/tasks/webhook")
async def set_hook_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.HookWish, {"url": form.get("url", "")})
    return await _show(request, app, visitor, secret=await tasks.set_hook(app, visitor.person, wish.url))


@pages.post("/tasks/webhook/resume")
async def resume_hook_on_page(app: Pith, visitor: SignedIn) -> Response:
    await tasks.resume_hook(app, visitor.person)
    return RedirectResponse("/tasks", 303)


@pages.post("/tasks/webhook/off")
async def drop_hook_on_page(app: Pith, visitor: SignedIn) -> Response:
    await tasks.drop_hook(app, visitor.person)
    return RedirectResponse("/tasks", 303)


@pages.post("/tasks/{task_id}/done")
async def finish_on_page(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await tasks.done(app, visitor.person, task_id)
    return RedirectResponse(f"/tasks?done={task_id}", 303)


@pages.post("/tasks/{task_id}/undo")
async def undo_on_page(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await tasks.done(app, visitor.person, task_id, is_done=False)
    return RedirectResponse("/tasks", 303)


@pages.post("/tasks/{task_id}/due")
async def date_on_page(task_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    given = {name: form.get(name, "") for name in ("due_date", "due_time")}
    await _change(app, visitor, task_id, bodies.fitted(shapes.TaskChange, given))
    return RedirectResponse("/tasks", 303)


@pages.post("/tasks/{task_id}/snooze")
async def snooze_on_page(task_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """For as long as is said; without a word in sight again."""
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.SnoozeOnPage, {"until": form.get("until") or None})
    if wish.until is None:
        await tasks.snooze(app, visitor.person, task_id, None)
    else:
        await tasks.snooze_for(app, visitor.person, task_id, wish.until)
    return RedirectResponse("/tasks", 303)


@pages.post("/tasks/{task_id}/delete")
async def delete_on_page(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await tasks.delete(app, visitor.person, task_id)
    return RedirectResponse("/tasks", 303)
