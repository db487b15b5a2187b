"""Focus sessions in the browser: one page without need of JavaScript, and the API."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import care, focus
from bot.features.care import Offer
from bot.features.focus import Phase, Session
from bot.features.people import Person
from bot.locales import N_
from bot.texts.zones import zone_words
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import focus_shapes as shapes
from bot.web_ui.frame.answers import language_of, page
from bot.web_ui.session import Pith, SignedIn

api = APIRouter()
pages = APIRouter()

Change = Literal["pause", "resume", "extend", "stop"]
SAID = {
    "over": N_("That session was over already."),
    "running": N_("A session is running already."),
}
"""What a page that is older than what has happened since is answered."""
CHANGES = {"pause": focus.pause, "resume": focus.resume, "extend": focus.extend, "stop": focus.stop}


async def session_json(app: App, person: Person, session: Session) -> dict[str, Any]:
    shared = await focus.shared_with(app, person, session)
    return {
        "id": session.id,
        "state": "over" if session.is_over else "paused" if session.is_paused else "running",
        "ends_at": session.ends_at,
        "seconds_left": int(session.left.total_seconds()),
        "people": shared.people if shared else None,
        "group_id": shared.group_id if shared else None,
        "rounds": session.rounds,
        "phases": [
            {"is_break": phase.is_break, "round": phase.round, "seconds_left": phase.left_s}
            for phase in session.phases
        ],
        "focused_seconds": int(session.focused.total_seconds()),
        "attention": session.attention,
        "mood": session.mood,
    }


@api.get("/focus", response_model=shapes.Focus)
async def read_focus(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your focus session, running or last, and this week's minutes."""
    session = await focus.latest(app, visitor.person)
    week = await focus.this_week(app, visitor.person)
    return {
        "session": await session_json(app, visitor.person, session) if session else None,
        "minutes_this_week": week.minutes,
        "goal_minutes": week.goal_minutes,
        "streak": asdict(await focus.streak(app, visitor.person)),
    }


@api.post("/focus", status_code=201, response_model=shapes.FocusSession)
async def start_focus(wish: shapes.FocusWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Starts a session."""
    session = await focus.start(app, visitor.person, wish.minutes, wish.rounds, wish.break_minutes)
    return await session_json(app, visitor.person, session)


@api.get("/focus/settings", response_model=shapes.FocusSettings)
async def read_settings(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your goal for a week, and when your day begins."""
    return asdict(await focus.get_settings(app, visitor.person))


@api.patch("/focus/settings", response_model=shapes.FocusSettings)
async def patch_settings(wish: shapes.FocusSettingsChange, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Changes your goal, or when your day begins."""
    return asdict(await focus.change_settings(app, visitor.person, **wish.model_dump()))


@api.post("/focus/{session_id}/check-in", response_model=shapes.CareOffer)
async def check_in(
    session_id: wire.Identity, wish: shapes.CheckIn, request: Request, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """How it went. Yours alone: it is never shared, nor used for training."""
    offer = await _check_in(request, app, visitor.person, session_id, wish)
    return {"sentences": offer.sentences(visitor.language) if offer else []}


async def _check_in(
    request: Request, app: App, person: Person, session_id: int, wish: shapes.CheckIn
) -> Offer | None:
    spoken = re.split("[,;]", request.headers.get("accept-language", ""))[0].strip()
    return await focus.check_in(app, person, session_id, **wish.model_dump(), spoken=spoken)


@api.post("/focus/{session_id}/{change}", response_model=shapes.FocusSession)
async def change_focus(
    session_id: wire.Identity, change: Change, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Pauses, resumes, makes the round or the break it is in five minutes longer, or stops."""
    session = await CHANGES[change](app, visitor.person, session_id)
    return await session_json(app, visitor.person, session)


def own_times(person: Person, ends: Iterable[tuple[Phase, datetime]]) -> list[tuple[Phase, str]]:
    """When phases end, by the person's clock."""
    zone = ZoneInfo(person.time_zone) if person.time_zone else UTC
    return [(phase, f"{end.astimezone(zone):%H:%M}") for phase, end in ends]


async def focus_page(
    request: Request,
    app: App,
    person: Person,
    offer: list[str],
    *,
    kept: bool,
    saved: bool = False,
    said: str = "",
) -> Response:
    session = await focus.latest(app, person)
    ends = own_times(person, session.ends_of_phases() if session else [])
    phase = session.phases[0] if session and session.phases else None
    return await page(
        request,
        "focus.html",
        person,
        session=session,
        phase=phase,
        shared=await focus.shared_with(app, person, session) if session else None,
        ends=ends,
        then=focus.then_words(ends[1:], language_of(request)) if len(ends) > 1 else "",
        zone=zone_words(person.time_zone or "UTC", language_of(request)),
        left=-(-phase.left_s // 60) if phase else 0,
        asks=bool(session and session.is_over and session.mood is None),
        kept=int(session.focused.total_seconds()) // 60
        if kept and session and session.is_over and session.mood
        else None,
        goal_words=focus.goal_words(await focus.this_week(app, person)),
        streak=focus.streak_words(await focus.streak(app, person)),
        wish=await focus.get_settings(app, person),
        bounds=focus,
        offer=offer,
        care=care,
        saved=saved,
        said=SAID.get(said),
    )


@pages.get("/focus")
async def show_focus(
    request: Request, app: Pith, visitor: SignedIn, kept: bool = False, saved: bool = False, said: str = ""
) -> Response:
    return await focus_page(request, app, visitor.person, [], kept=kept, saved=saved, said=said)


@pages.post("/focus")
async def start_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(
        shapes.FocusWish,
        {name: form[name] for name in ("minutes", "rounds", "break_minutes") if name in form},
    )
    try:
        await focus.start(app, visitor.person, wish.minutes, wish.rounds, wish.break_minutes)
    except Invalid:
        running = await focus.latest(app, visitor.person)
        if running is None or running.is_over:
            raise
        return RedirectResponse("/focus?said=running", 303)
    return RedirectResponse("/focus", 303)


@pages.post("/focus/usual")
async def start_usual_on_page(app: Pith, visitor: SignedIn) -> Response:
    await focus.start_usual(app, visitor.person)
    return RedirectResponse("/focus", 303)


@pages.post("/focus/settings")
async def save_settings(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    changed = bodies.changed(form, "goal_minutes", "day_begins_hour")
    given = {name: value or 0 for name, value in changed.items()}
    wish = bodies.fitted(shapes.FocusSettingsChange, given)
    await focus.change_settings(app, visitor.person, **wish.model_dump())
    return RedirectResponse("/focus?saved=1", 303)


@pages.post("/focus/{session_id}/check-in")
async def check_in_on_page(
    session_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    given = {name: form.get(name) for name in ("attention", "mood")}
    wish = bodies.fitted(shapes.CheckIn, {**given, "word": form.get("word", "")})
    offer = await _check_in(request, app, visitor.person, session_id, wish)
    if offer is None:
        return RedirectResponse("/focus?kept=1", 303)
    return await focus_page(request, app, visitor.person, offer.sentences(visitor.language), kept=True)


@pages.post("/focus/{session_id}/{change}")
async def change_on_page(session_id: wire.Identity, change: Change, app: Pith, visitor: SignedIn) -> Response:
    try:
        await CHANGES[change](app, visitor.person, session_id)
    except NotFound:
        return RedirectResponse("/focus?said=over", 303)
    return RedirectResponse("/focus", 303)
