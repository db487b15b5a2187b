"""Focus sessions in the browser: one page without need of JavaScript, and the API."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.features import focus
from bot.features.focus import Session
from bot.features.people import Person
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn

api = APIRouter(tags=["focus"])
pages = APIRouter()

Change = Literal["pause", "resume", "extend", "stop"]
CHANGES = {"pause": focus.pause, "resume": focus.resume, "extend": focus.extend, "stop": focus.stop}


def session_json(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "state": "over" if session.is_over else "paused" if session.is_paused else "running",
        "ends_at": session.ends_at,
        "seconds_left": int(session.left.total_seconds()),
        "focused_seconds": int(session.focused.total_seconds()),
        "attention": session.attention,
        "mood": session.mood,
    }


@api.get("/focus", response_model=wire.Focus)
async def read_focus(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your focus session, running or last, and this week's minutes."""
    session = await focus.latest(app, visitor.person)
    return {
        "session": session_json(session) if session else None,
        "minutes_this_week": await focus.minutes_this_week(app, visitor.person),
    }


@api.post("/focus", status_code=201, response_model=wire.FocusSession)
async def start_focus(wish: wire.FocusWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Starts a session."""
    return session_json(await focus.start(app, visitor.person, wish.minutes))


@api.post("/focus/{session_id}/check-in", response_model=wire.CareOffer)
async def check_in(
    session_id: wire.Identity, wish: wire.CheckIn, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """How it went. Yours alone: it is never shared, nor used for training."""
    offer = await focus.check_in(
        app, visitor.person, session_id, attention=wish.attention, mood=wish.mood, word=wish.word
    )
    return {"sentences": offer.sentences(visitor.language) if offer else []}


@api.post("/focus/{session_id}/{change}", response_model=wire.FocusSession)
async def change_focus(
    session_id: wire.Identity, change: Change, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Pauses, resumes, extends by five minutes, or stops."""
    return session_json(await CHANGES[change](app, visitor.person, session_id))


async def focus_page(request: Request, app: App, person: Person, offer: list[str]) -> Response:
    session = await focus.latest(app, person)
    zone = ZoneInfo(person.time_zone) if person.time_zone else UTC
    ends_at = session.ends_at.astimezone(zone) if session and session.ends_at else None
    return await page(
        request,
        "focus.html",
        person,
        session=session,
        ends=f"{ends_at:%H:%M}" if ends_at else "",
        zone=person.time_zone or "UTC",
        left=-(-int(session.left.total_seconds()) // 60) if session else 0,
        asks=bool(session and session.is_over and session.mood is None),
        week=await focus.minutes_this_week(app, person),
        usual=focus.USUAL_MINUTES,
        most=focus.MOST_MINUTES,
        word_characters=focus.WORD_CHARACTERS,
        offer=offer,
    )


@pages.get("/focus")
async def show_focus(request: Request, app: Pith, visitor: SignedIn) -> Response:
    return await focus_page(request, app, visitor.person, [])


@pages.post("/focus")
async def start_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(wire.FocusWish, {"minutes": form.get("minutes", "")})
    await focus.start(app, visitor.person, wish.minutes)
    return RedirectResponse("/focus", 303)


@pages.post("/focus/{session_id}/check-in")
async def check_in_on_page(
    session_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    given = {name: form.get(name) for name in ("attention", "mood")}
    wish = bodies.fitted(wire.CheckIn, {**given, "word": form.get("word", "")})
    offer = await focus.check_in(
        app, visitor.person, session_id, attention=wish.attention, mood=wish.mood, word=wish.word
    )
    if offer is None:
        return RedirectResponse("/focus", 303)
    return await focus_page(request, app, visitor.person, offer.sentences(visitor.language))


@pages.post("/focus/{session_id}/{change}")
async def change_on_page(session_id: wire.Identity, change: Change, app: Pith, visitor: SignedIn) -> Response:
    await CHANGES[change](app, visitor.person, session_id)
    return RedirectResponse("/focus", 303)
