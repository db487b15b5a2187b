"""The page of tasks, which works without JavaScript."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Invalid
from bot.features import history, tasks
from bot.features.tasks import Format, Snooze, State
from bot.locales import N_
from bot.texts.dates import due_words
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import task_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.frame.refusals import Refusal, as_values
from bot.web_ui.session import Pith, SignedIn, Visitor
from bot.web_ui.tasks.api import change_of
from bot.web_ui.tasks.news import news_of, telling

SNOOZES = {Snooze.TOMORROW: N_("Tomorrow"), Snooze.WEEK: N_("In a week")}
SHOWN = {State.OPEN: 100, State.LATER: 100, State.DONE: 20}  # at once
SHOWN_OFFERS = 40  # a form has at most 50 fields

pages = APIRouter()


@pages.get("/tasks")
async def tasks_page(
    request: Request,
    app: Pith,
    visitor: SignedIn,
    note: Annotated[int | None, Query(ge=1, le=wire.LARGEST_ID)] = None,
    cursor: wire.Cursor = None,
    of: State = State.OPEN,
) -> Response:
    """`note`: what it offers stands above the list. `cursor` continues the list `of` a state. What the press before
    came to is told above it all, as `ToldOnPage` has it."""
    asked = request.query_params
    told = bodies.fitted(shapes.ToldOnPage, dict(asked)) if "said" in asked else None
    return await _show(
        request, app, visitor, note=note, told=told, continued=of if cursor else None, cursor=cursor
    )


async def _show(
    request: Request,
    app: App,
    visitor: Visitor,
    *,
    note: int | None = None,
    told: shapes.ToldOnPage | None = None,
    continued: State | None = None,
    cursor: int | None = None,
    secret: str = "",
    refusal: Refusal | None = None,
) -> Response:
    person, today = visitor.person, tasks.today_of(app, visitor.person)
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
        status=422 if refusal else 200,
        offers=offers,
        fresh=[offer for offer in offers if offer.task_id is None],
        shown_offers=SHOWN_OFFERS,
        note=await history.open_note(app, person, note) if note else None,
        opened=lists[State.OPEN],
        later=lists[State.LATER],
        finished=lists[State.DONE],
        news=await news_of(app, visitor, told) if told else None,
        continued=continued,
        hook=await tasks.get_hook(app, person),
        secret=secret,
        **as_values(refusal),
        day_words=lambda day: tasks.day_words(day, visitor.language),
        due_words=lambda task: tasks.due_words(task, visitor.language, today),
        deadline_words=lambda deadline: due_words(deadline, visitor.language, today),
        snoozes=SNOOZES,
        formats=((Format.CALENDAR, N_("Calendar (ICS)")), (Format.CSV, "CSV"), (Format.MARKDOWN, "Markdown")),
    )


@pages.post("/notes/{note_id}/tasks")
async def confirm_on_page(note_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    chosen = form.getlist("index")
    if not chosen:
        none = Invalid("Choose at least one sentence.", about="index")
        return await _show(request, app, visitor, note=note_id, refusal=Refusal("offers", none, form))
    wish = bodies.fitted(shapes.Confirmed, {"indices": chosen})
    await tasks.confirm(app, visitor.person, note_id, wish.indices)
    return RedirectResponse(f"/tasks?note={note_id}", 303)


@pages.post("/tasks/webhook")
async def set_hook_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.HookWish, {"url": form.get("url", "")})
    try:
        secret = await tasks.set_hook(app, visitor.person, wish.url)
    except Invalid as error:
        return await _show(request, app, visitor, refusal=Refusal("webhook", error, form))
    return await _show(request, app, visitor, secret=secret)


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
    return telling("done", task=task_id)


@pages.post("/tasks/{task_id}/undo")
async def undo_on_page(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await tasks.done(app, visitor.person, task_id, is_done=False)
    return telling("open", task=task_id)


@pages.post("/tasks/{task_id}/due")
async def date_on_page(task_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    given = {name: form.get(name, "") for name in ("due_date", "due_time")}
    before = await tasks.get(app, visitor.person, task_id)
    try:
        await change_of(app, visitor, task_id, bodies.filled_in(shapes.TaskChange, given))
    except Invalid as error:
        return await _show(request, app, visitor, refusal=Refusal(f"due{task_id}", error, form))
    at = before.due_time and f"{before.due_time:%H:%M}"
    return telling("due", task=task_id, due_date=before.due_on, due_time=at)


@pages.post("/tasks/{task_id}/snooze")
async def snooze_on_page(task_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """For as long as is said; without a word in sight again."""
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.SnoozeOnPage, {"until": form.get("until") or None})
    if wish.until is None:
        await tasks.snooze(app, visitor.person, task_id, None)
        return telling("open", task=task_id)
    await tasks.snooze_for(app, visitor.person, task_id, wish.until)
    return telling("later", task=task_id)


@pages.post("/tasks/{task_id}/delete")
async def delete_on_page(task_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    task = await tasks.get(app, visitor.person, task_id)
    await tasks.delete(app, visitor.person, task_id)
    note = await history.open_note(app, visitor.person, task.note_id)
    index = next((each.index for each in note.sentences if each.text == task.sentence), None)
    return telling("deleted", of_note=task.note_id, index=index)
