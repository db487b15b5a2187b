"""A group's shared focus session in the browser: a part of the group's page that needs no script, and the API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.features import focus
from bot.features.focus import GroupRoom
from bot.features.people import Person
from bot.locales import N_
from bot.texts.zones import zone_words
from bot.web_ui.focus.session import own_times
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import focus_shapes as shapes
from bot.web_ui.frame.answers import language_of
from bot.web_ui.session import Pith, SignedIn

api = APIRouter()
pages = APIRouter()

Change = Literal["join", "leave", "stop"]
CHANGES: dict[Change, Callable[[App, Person, int], Awaitable[GroupRoom]]] = {
    "join": focus.join_in_group,
    "leave": focus.leave_in_group,
    "stop": focus.stop_in_group,
}
SAID = {
    "focus-left": N_("You are out of the shared session. How it was, you are asked under Focus."),
    "focus-stopped": N_("It is stopped for all."),
}


def shared_json(one: GroupRoom) -> dict[str, Any]:
    room = one.room
    return {
        "id": room.id,
        "group_id": one.group_id,
        "group": one.group,
        "began": one.began,
        "state": "over" if room.is_over else "running",
        "ends_at": room.ends_at,
        "rounds": room.rounds,
        "phases": [
            {"is_break": phase.is_break, "round": phase.round, "ends_at": ends_at}
            for phase, ends_at in room.phases
        ],
        "names": one.names,
        "people": len(room.people),
        "is_in": one.is_in,
        "may_stop": one.may_stop,
    }


@api.get("/focus/together", response_model=shapes.SharedFocusList)
async def list_shared_focus(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The shared sessions that run in your groups."""
    return {"sessions": [shared_json(each) for each in await focus.running_in_mine(app, visitor.person)]}


@api.post("/focus/together", status_code=201, response_model=shapes.SharedFocus)
async def begin_shared_focus(wish: shapes.SharedFocusWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Begins one for a group, with you in it. In a server's group it stands in the group's channel, too."""
    return shared_json(await _begin(app, visitor.person, wish))


async def _begin(app: App, person: Person, wish: shapes.SharedFocusWish) -> GroupRoom:
    return await focus.start_in_group(
        app, person, wish.group_id, wish.minutes, wish.rounds, wish.break_minutes
    )


@api.get("/focus/together/{room_id}", response_model=shapes.SharedFocus)
async def read_shared_focus(room_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A shared session of one of your groups, for some weeks after its end as well."""
    return shared_json(await focus.look_in_group(app, visitor.person, room_id))


@api.post("/focus/together/{room_id}/{change}", response_model=shapes.SharedFocus)
async def change_shared_focus(
    room_id: wire.Identity, change: Change, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Joins it, with a session of your own that ends with it; leaves it, which ends yours; or stops it for all, as who
    began it or manages the group."""
    return shared_json(await CHANGES[change](app, visitor.person, room_id))


async def section(request: Request, app: App, person: Person, group_id: int) -> dict[str, Any]:
    """What the page of a group shows of it."""
    one = await focus.running(app, person, group_id)
    ends = own_times(person, one.room.phases) if one else []
    return {
        "shared_focus": one,
        "focus_ends": ends,
        "focus_then": focus.then_words(ends[1:], language_of(request)) if len(ends) > 1 else "",
        "focus_bounds": focus,
        "zone": zone_words(person.time_zone or "UTC", language_of(request)),
    }


@pages.post("/focus/together")
async def begin_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    fields = ("group_id", "minutes", "rounds", "break_minutes")
    wish = bodies.fitted(shapes.SharedFocusWish, {name: form[name] for name in fields if name in form})
    one = await _begin(app, visitor.person, wish)
    return RedirectResponse(f"/groups/{one.group_id}#focus-together", 303)


@pages.post("/focus/together/{room_id}/{change}")
async def change_on_page(room_id: wire.Identity, change: Change, app: Pith, visitor: SignedIn) -> Response:
    one = await CHANGES[change](app, visitor.person, room_id)
    place = {"join": "#focus-together", "leave": "?said=focus-left", "stop": "?said=focus-stopped"}[change]
    return RedirectResponse(f"/groups/{one.group_id}{place}", 303)
