"""Today's focus in the browser: the last reminders as an inbox, answered there or over the API."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.features import focus, practice, recommended, reminders, tasks
from bot.features.reminders import Entry, Snooze, Trouble
from bot.locales import N_
from bot.texts.dates import as_json, due_words
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import reminder_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.frame.refusals import Refusal, as_values
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter()
pages = APIRouter()

SNOOZES = {
    Snooze.TEN_MINUTES: N_("In 10 minutes"),
    Snooze.HOUR: N_("In an hour"),
    Snooze.EVENING: N_("This evening"),
    Snooze.TOMORROW: N_("Tomorrow"),
}


def entry_json(entry: Entry) -> dict[str, Any]:
    week = entry.focus.week
    return {
        "id": entry.id,
        "on": entry.focus.on,
        "state": entry.state,
        "sent_at": entry.sent_at,
        "again_at": entry.again_at,
        "late_for": entry.late_for,
        "is_last": entry.focus.is_last,
        "highlights": [
            {"note_id": each.note_id, "title": each.title, "text": each.text} for each in entry.focus.points
        ],
        "cards_due": entry.focus.cards_due,
        "focus_goal": {"minutes": week.minutes, "goal_minutes": week.goal_minutes} if week else None,
        "tasks": [
            {"id": task.id, "sentence": task.sentence, "due_date": task.due_on} for task in entry.focus.tasks
        ],
        "tasks_due": entry.focus.tasks_due,
        "deadlines": [
            {
                "note_id": each.note_id,
                "index": each.index,
                "title": each.title,
                "sentence": each.sentence,
                **as_json(each.deadline),
            }
            for each in entry.focus.deadlines
        ],
    }


@api.get("/deliveries", response_model=shapes.DeliveryList)
async def list_deliveries(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The reminders of the last two weeks, newest first."""
    return {"deliveries": [entry_json(each) for each in await reminders.list_inbox(app, visitor.person)]}


@api.post("/deliveries/{delivery_id}/done", status_code=204, response_class=Response)
async def finish_delivery(delivery_id: wire.DeliveryId, app: Pith, visitor: SignedIn) -> None:
    """You have seen to it."""
    await reminders.done(app, visitor.person, delivery_id)


@api.post("/deliveries/{delivery_id}/snooze", response_model=shapes.Snoozed)
async def snooze_delivery(
    delivery_id: wire.DeliveryId, wish: shapes.SnoozeWish, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """The same again later; the days to come stay as they are."""
    snoozed = await reminders.snooze(app, visitor.person, delivery_id, wish.how_long)
    return {"until": snoozed.until}


@pages.get("/today")
async def today_page(
    request: Request, app: Pith, visitor: SignedIn, saved: bool = False, stopped: bool = False
) -> Response:
    return await show_today(request, app, visitor, saved=saved, stopped=stopped)


async def show_today(
    request: Request,
    app: App,
    visitor: Visitor,
    *,
    saved: bool = False,
    stopped: bool = False,
    refusal: Refusal | None = None,
) -> Response:
    """The page; with what was refused of the form of two notes, to be put right. Raises that where it names them no
    more."""
    found = await recommended.recommend(app, visitor.person)
    forms = {f"together/{each.one.id}/{each.other.id}" for each in found.together}
    if refusal and refusal.form not in forms:
        raise refusal.why
    entries = await reminders.list_inbox(app, visitor.person)
    await reminders.seen(app, visitor.person)
    trouble = await reminders.take_trouble(app, visitor.person)
    if trouble is Trouble.UNANSWERED and entries and entries[0].focus.is_last:
        trouble = None  # it says so itself
    known, today = await reminders.get(app, visitor.person), tasks.today_of(app, visitor.person)
    return await page(
        request,
        "today.html",
        visitor.person,
        status=422 if refusal else 200,
        entries=entries,
        focus_words=focus.goal_words(await focus.this_week(app, visitor.person)),
        practice=await practice.is_ready(app, visitor.person),
        days={entry.id: reminders.day_words(entry.focus.on, visitor.language) for entry in entries},
        again={
            entry.id: reminders.moment_words(entry.again_at, known.schedule, visitor.language)
            for entry in entries
            if entry.again_at and known
        },
        late={
            entry.id: reminders.moment_words(entry.late_for, known.schedule, visitor.language)
            for entry in entries
            if entry.late_for and known
        },
        trouble=reminders.TROUBLE_WORDS[trouble] if trouble else None,
        due_words=lambda each: due_words(each.deadline, visitor.language),
        task_due=lambda task: tasks.due_words(task, visitor.language, today),
        reminder=known,
        next_words=reminders.moment_words(known.next.at, known.schedule, visitor.language)
        if known and known.next
        else "",
        snoozes=SNOOZES,
        recommended=found,
        saved=saved,
        stopped=stopped and not (known and known.is_on),
        **as_values(refusal),
    )


@pages.post("/today/{delivery_id}/done")
async def finish_on_page(delivery_id: wire.DeliveryId, app: Pith, visitor: SignedIn) -> Response:
    await reminders.done(app, visitor.person, delivery_id)
    return RedirectResponse("/today", 303)


@pages.post("/today/{delivery_id}/snooze")
async def snooze_on_page(
    request: Request, delivery_id: wire.DeliveryId, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.SnoozeWish, {"how_long": form.get("how_long", "")})
    await reminders.snooze(app, visitor.person, delivery_id, wish.how_long)
    return RedirectResponse("/today", 303)
