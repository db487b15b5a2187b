"""A server's digest on its group's page and over HTTP: when it comes, and whether it may name one for focus sessions.

Of which channels it tells is set in the server, where their rights are known.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.features import digests, reminders
from bot.features.groups import Group
from bot.features.people import Person
from bot.features.reminders import Schedule
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import digest_shapes as shapes
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter(tags=["groups"])
pages = APIRouter()


async def section(app: App, visitor: Visitor, group: Group) -> dict[str, Any]:
    """What the group's page shows of its digest; a circle has none."""
    if group.server_id is None:
        return {"digest": None, "names_me": False, "digest_words": "", "digest_when": ""}
    plan = await digests.get_plan(app, visitor.person, group.id)
    words = ""
    if plan is not None and plan.is_on:
        words = reminders.schedule_words(plan.schedule, app.clock(), visitor.language)
    return {
        "digest": plan,
        "digest_words": words,
        "digest_when": reminders.when_words(plan.schedule, visitor.language) if plan else "",
        "names_me": await digests.may_name(app, visitor.person, group.id),
    }


async def _digest_json(app: App, person: Person, group_id: int) -> dict[str, Any]:
    plan = await digests.get_plan(app, person, group_id)
    return {
        "is_on": plan is not None and plan.is_on,
        "time": f"{plan.schedule.at:%H:%M}" if plan else None,
        "days": sorted(plan.schedule.days) if plan else None,
        "time_zone": plan.schedule.zone if plan else None,
        "discord_channels": [str(each) for each in plan.channels] if plan else None,
        "with_dates": plan.with_deadlines if plan else None,
        "next_at": plan.next_at if plan else None,
        "names_me": await digests.may_name(app, person, group_id),
    }


async def set_plan(app: App, person: Person, group_id: int, schedule: Schedule, *, with_dates: bool) -> None:
    """Turns it on, or changes it; the channels it tells of stay. Raises as `digests.set_plan` does."""
    before = await digests.get_plan(app, person, group_id)
    channels = before.channels if before else ()
    await digests.set_plan(app, person, group_id, schedule, channels, with_deadlines=with_dates)


@api.get("/groups/{group_id}/digest", response_model=shapes.Digest)
async def read_digest(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    return await _digest_json(app, visitor.person, group_id)


@api.put("/groups/{group_id}/digest", response_model=shapes.Digest)
async def put_digest(
    group_id: wire.Identity, wish: shapes.DigestChange, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Turns it on, or changes it, as who manages the group."""
    schedule = Schedule(wish.time.replace(tzinfo=None), frozenset(wish.days), wish.time_zone)
    await set_plan(app, visitor.person, group_id, schedule, with_dates=wish.with_dates)
    return await _digest_json(app, visitor.person, group_id)


@api.delete("/groups/{group_id}/digest", status_code=204, response_class=Response)
async def delete_digest(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """No more digests; those that were posted stay."""
    await digests.stop(app, visitor.person, group_id)


@api.put("/groups/{group_id}/digest/naming", status_code=204, response_class=Response)
async def put_naming(group_id: wire.Identity, wish: shapes.Naming, app: Pith, visitor: SignedIn) -> None:
    """Whether its digests may say that you had focus sessions; those that were posted follow."""
    await digests.let_name(app, visitor.person, group_id, may=wish.names_me)


def _back(group_id: int) -> Response:
    return RedirectResponse(f"/groups/{group_id}?said=saved", 303)


@pages.post("/groups/{group_id}/digest/stop")
async def stop_on_page(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await digests.stop(app, visitor.person, group_id)
    return _back(group_id)


@pages.post("/groups/{group_id}/digest/naming")
async def name_on_page(group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    await digests.let_name(app, visitor.person, group_id, may="names_me" in form)
    return _back(group_id)
