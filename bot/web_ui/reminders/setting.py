"""The reminder in the browser: the section of the settings, the calendar feed, and the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from babel.dates import get_day_names
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from bot.app import App
from bot.errors import Invalid
from bot.features import reminders
from bot.features.people import Person
from bot.features.reminders import EVERY_DAY, Reminder, Schedule, push
from bot.web_ui.frame import bodies
from bot.web_ui.frame import reminder_shapes as shapes
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter()
pages = APIRouter()

USUAL = time(8)


def reminder_json(known: Reminder | None, app: App, language: str) -> dict[str, Any]:
    if known is None:
        return {"is_on": False}
    schedule = known.schedule
    return {
        "is_on": known.is_on,
        "at": f"{schedule.at:%H:%M}",
        "days": sorted(schedule.days),
        "time_zone": schedule.zone,
        "quiet": [f"{each:%H:%M}" for each in schedule.quiet] if schedule.quiet else None,
        "paused_until": schedule.paused_until_on,
        "next_at": known.next.at if known.next else None,
        "words": reminders.schedule_words(schedule, app.clock(), language),
        "offered": f"{known.offered:%H:%M}" if known.offered else None,
    }


async def wanted(app: App, person: Person, wish: shapes.ReminderWish) -> Schedule:
    """The schedule as wished; what is left out is as it was, or the usual. Raises Invalid."""
    before = await reminders.get(app, person)
    zone = wish.time_zone or (before.schedule.zone if before else person.time_zone)
    if not zone:
        raise Invalid("Say where you are, too: choose a time zone beside the time.", about="zone")
    schedule = replace(before.schedule if before else Schedule(USUAL, EVERY_DAY, zone), zone=zone)
    if wish.when:
        at, days = reminders.understand(wish.when)
        schedule = replace(schedule, at=at, days=days)
    if wish.at is not None:
        schedule = replace(schedule, at=wish.at)
    if wish.days is not None:
        schedule = replace(schedule, days=frozenset(wish.days))
    if "quiet" in wish.model_fields_set:
        schedule = replace(schedule, quiet=wish.quiet)
    return schedule


@api.get("/reminder", response_model=shapes.Reminder)
async def read_reminder(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your daily reminder."""
    return reminder_json(await reminders.get(app, visitor.person), app, visitor.language)


@api.put("/reminder", response_model=shapes.Reminder)
async def set_reminder(wish: shapes.ReminderWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Sets your daily reminder and turns it on, or off. What is left out stays as it was."""
    if not wish.is_on:
        await _switch_off(app, visitor.person)
    schedule = await wanted(app, visitor.person, wish)
    keep = reminders.turn_on if wish.is_on else reminders.keep
    known = await keep(app, visitor.person, schedule, visitor.language)
    return reminder_json(known, app, visitor.language)


async def _switch_off(app: App, person: Person) -> None:
    known = await reminders.get(app, person)
    if known and known.is_on:
        await reminders.stop(app, person)


@api.post("/reminder/pause", response_model=shapes.Reminder)
async def pause_reminder(wish: shapes.Pause, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """No reminder before a day; without one, a pause ends."""
    known = await reminders.pause(app, visitor.person, wish.until)
    return reminder_json(known, app, visitor.language)


@api.post("/reminder/offer", response_model=shapes.Reminder)
async def answer_offer(wish: shapes.OfferAnswer, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Whether the reminder should come at the time that is `offered`, at which you usually answer."""
    known = await _answer_offer(app, visitor.person, wish)
    return reminder_json(known, app, visitor.language)


async def _answer_offer(app: App, person: Person, wish: shapes.OfferAnswer) -> Reminder:
    if wish.accept:
        return await reminders.accept_offer(app, person, wish.time)
    return await reminders.decline_offer(app, person)


@api.delete("/reminder", status_code=204, response_class=Response)
async def stop_reminder(app: Pith, visitor: SignedIn) -> None:
    """Turns all reminders off, and the calendar feed with them."""
    await reminders.stop(app, visitor.person)


@api.post("/reminder/calendar", status_code=201, response_model=shapes.CalendarAddress)
async def renew_calendar(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A new address of your calendar feed, shown this once; the one before leads nowhere from now on."""
    return {"url": await reminders.new_address(app, visitor.person)}


@pages.get("/calendar/{secret}.ics")
async def calendar(secret: str, app: Pith) -> Response:
    """The feed. Calendars can't sign in: whoever has the address may read it."""
    return Response(await reminders.feed(app, secret[:100]), media_type="text/calendar; charset=utf-8")


async def understood(form: FormData, app: App, visitor: Visitor) -> Schedule:
    """The schedule that the form's words mean, all else as it was entered; nothing is saved yet. Raises Invalid."""
    schedule = await _filled_in(form, app, visitor)
    await reminders.check(schedule)
    return schedule


async def section(
    app: App,
    visitor: Visitor,
    calendar_address: str = "",
    proposed: Schedule | None = None,
    entered: FormData | None = None,
) -> dict[str, Any]:
    """What the settings page shows of the reminder; `proposed` is one that was understood and not saved yet, `entered`
    what somebody wrote and was refused."""
    known = await reminders.get(app, visitor.person)
    schedule = proposed or _schedule_of(known, visitor.person)
    names = get_day_names("abbreviated", locale=visitor.language)
    now = app.clock()
    return {
        "reminder": known,
        "reminder_words": reminders.schedule_words(known.schedule, now, visitor.language) if known else "",
        "reminder_next": reminders.moment_words(known.next.at, known.schedule, visitor.language)
        if known and known.next
        else "",
        "proposed_words": reminders.schedule_words(proposed, now, visitor.language) if proposed else "",
        "form": _as_entered(entered)
        if entered is not None
        else _as_fields(schedule, is_on=bool(proposed or (known and known.is_on))),
        "entered_when": str(entered.get("when", "")) if entered is not None else "",
        "turned_off": entered is not None and not says_when(entered) and "on" not in entered,
        "day_names": [(day, names[day]) for day in range(7)],
        "calendar_address": calendar_address,
        "push_key": await push.public_key(app),
        "push_browsers": await push.listed(app, visitor.person),
    }


def _schedule_of(known: Reminder | None, person: Person) -> Schedule:
    """What the form shows: the schedule set last, or the usual one, in no zone where none is known."""
    return known.schedule if known else Schedule(USUAL, EVERY_DAY, person.time_zone or "")


def _as_fields(schedule: Schedule, *, is_on: bool) -> dict[str, Any]:
    """The form's fields, as a schedule fills them."""
    quiet = [f"{each:%H:%M}" for each in schedule.quiet] if schedule.quiet else ["", ""]
    return {
        "is_on": is_on,
        "at": f"{schedule.at:%H:%M}",
        "days": schedule.days,
        "zone": schedule.zone,
        "quiet_from": quiet[0],
        "quiet_until": quiet[1],
        "paused_until": str(schedule.paused_until_on or ""),
    }


def _as_entered(form: FormData) -> dict[str, Any]:
    """The form's fields, as somebody filled them."""
    return {
        "is_on": "on" in form,
        "days": {int(str(day)) for day in form.getlist("days") if str(day).isdecimal()},
        "zone": str(form.get("reminder_zone", "")),
        **{name: str(form.get(name, "")) for name in ("at", "quiet_from", "quiet_until", "paused_until")},
    }


def says_when(form: FormData) -> bool:
    """Whether time and days are said in words, and not by the fields."""
    return bool(str(form.get("when", "")).strip())


async def switch_off(form: FormData, app: App, visitor: Visitor) -> None:
    """Turns the reminder off where the form says so, whatever else stands there."""
    if "on" not in form:
        await _switch_off(app, visitor.person)


async def save(form: FormData, app: App, visitor: Visitor) -> None:
    """Sets the reminder as the page's form has it; off it is by then. Raises Invalid."""
    known = await reminders.get(app, visitor.person)
    entered = _as_entered(form)
    if entered == _as_fields(_schedule_of(known, visitor.person), is_on=False):
        return  # nothing to keep
    schedule = await _filled_in(form, app, visitor)
    keep = reminders.turn_on if entered["is_on"] else reminders.keep
    await keep(app, visitor.person, schedule, visitor.language)


async def _filled_in(form: FormData, app: App, visitor: Visitor) -> Schedule:
    """The schedule that the form has, by its words where it has some. Raises Invalid."""
    quiet = {name: str(form.get(name, "")) for name in ("quiet_from", "quiet_until")}
    for name, value in quiet.items():
        if not value and any(quiet.values()):
            raise Invalid("Say from when and until when it is to be quiet, or neither.", about=name)
    wish: dict[str, Any] = {
        "time_zone": str(form.get("reminder_zone", "")),
        "quiet": tuple(quiet.values()) if all(quiet.values()) else None,
    }
    if says_when(form):
        wish["when"] = str(form["when"])
    elif form.get("at"):
        wish |= {"at": str(form["at"]), "days": [str(day) for day in form.getlist("days")]}
    else:
        raise Invalid("Say at what time it is to come.", about="at")
    schedule = await wanted(app, visitor.person, bodies.filled_in(shapes.ReminderWish, wish))
    pause = {"until": str(form.get("paused_until", "")) or None}
    return replace(schedule, paused_until_on=bodies.filled_in(shapes.Pause, pause).until)


@pages.post("/reminder/stop")
async def stop_on_page(app: Pith, visitor: SignedIn) -> Response:
    await reminders.stop(app, visitor.person)
    return RedirectResponse("/today?stopped=1", 303)


@pages.post("/reminder/resume")
async def resume_on_page(app: Pith, visitor: SignedIn) -> Response:
    """Goes on as it was set last."""
    await reminders.resume(app, visitor.person)
    return RedirectResponse("/today", 303)


@pages.post("/reminder/offer")
async def answer_offer_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = {"accept": form.get("accept") == "yes", "time": str(form.get("time", ""))}
    await _answer_offer(app, visitor.person, bodies.fitted(shapes.OfferAnswer, wish))
    return RedirectResponse(
        "/settings?saved=1#reminder" if form.get("back") == "settings" else "/today?saved=1", 303
    )
