"""An invitation's page. Who is nobody here yet becomes somebody by accepting it: the link is their way in.

A GET joins nobody, so that a preview of the link doesn't.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Invalid
from bot.features import groups
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import group_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, check_origin, from_cookie

pages = APIRouter()


@pages.get("/groups/join")
async def join_page(request: Request, app: Pith, key: str = "") -> Response:
    return await _show(request, app, groups.secret_in(wire.printable(key)))


async def _show(
    request: Request, app: App, secret: str, refused: Invalid | None = None, own_name: str = ""
) -> Response:
    signer = request.app.state.signer
    value, door = signer.door(request)
    answer = await page(
        request,
        "join.html",
        await from_cookie(request),
        status=422 if refused else 200,
        invited=await groups.invited(app, secret),
        key=secret,
        limit=groups.NAME_CHARACTERS,
        door=door,
        refused=refused,
        own_name=own_name,
    )
    signer.open_door(answer, value)
    return answer


@pages.post("/groups/join")
async def join_on_page(request: Request, app: Pith) -> Response:
    check_origin(request)
    form = await bodies.form_of(request)
    try:
        request.app.state.signer.check_door(request, str(form.get("door", "")))
        given = {"link": str(form.get("key", "")), "own_name": str(form.get("own_name", ""))}
        wish = bodies.fitted(shapes.Joining, given)
        secret = groups.secret_in(wish.link)
        person = known = await from_cookie(request)
        if person is None:
            person, group = await groups.accept_as_newcomer(app, secret, wish.own_name)
        else:
            group = await groups.accept(app, person, secret, wish.own_name)
    except Invalid as error:
        return await _show(request, app, secret, error, wish.own_name)
    finally:
        await request.close()
    answer = RedirectResponse(f"/groups/{group.id}", 303)
    if known is None:
        request.app.state.signer.remember(answer, app, person)
    return answer
