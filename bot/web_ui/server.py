"""Puts the browser face together: routes, guards, pages. `build` is called once by `__main__`, before requests come.

Nothing here or below computes on the event loop for longer than a page takes to route: see `answers.page`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version

from fastapi import FastAPI, Request, Security
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.middleware import Middleware

from bot.app import App
from bot.locales import LANGUAGES, translations
from bot.web_ui import (
    anki,
    cards,
    catchup,
    condense,
    digests,
    export,
    focus,
    groups,
    health,
    history,
    jobs,
    note,
    people,
    personalise,
    practice,
    privacy,
    recommended,
    reminders,
    review,
    session,
    tags,
    tasks,
    why,
)
from bot.web_ui.frame import answers, static
from bot.web_ui.frame.guard import BodyLimit, Headers, Hosts, Incidents
from bot.web_ui.health import Measure, Meters

ROUTED = (
    condense,
    jobs,
    history,
    note,
    tags,
    why,
    personalise,
    practice,
    export,
    cards,
    review,
    anki,
    tasks,
    recommended,
    reminders,
    focus,
    groups,
    digests,
    catchup,
    people,
    privacy,
)
ABOUT = (
    "Condenses what you study to the sentences that carry it. Send `Authorization: Bearer TOKEN`; "
    "`pith token` makes one."
)


def build(app: App, faces: Mapping[str, Callable[[], bool]]) -> FastAPI:
    """The ASGI application over `app`. `faces` names the other faces and says whether each is connected."""
    meters = Meters()
    site = FastAPI(
        title="Pith",
        version=version("pith"),
        description=ABOUT,
        openapi_url=None,  # see `_described`
        webhooks=tasks.webhooks,
        middleware=[
            Middleware(Headers, https=session.is_https(app.settings)),
            Middleware(Measure, meters=meters),
            Middleware(Incidents),
            Middleware(Hosts, settings=app.settings),
            Middleware(BodyLimit, max_file_bytes=app.settings.max_file_bytes),
        ],
    )
    stand_on(site, app)
    site.state.pages = _pages()
    answers.translate_errors(site)
    described = [Security(way) for way in session.described(app.settings)]
    for part in ROUTED:
        site.include_router(
            part.api, prefix="/api/v1", responses=answers.DOCUMENTED_ERRORS, dependencies=described
        )
        site.include_router(part.pages, include_in_schema=False)
    site.include_router(health.routes(faces, meters), include_in_schema=False)
    site.add_api_route("/openapi.json", _described, include_in_schema=False)
    site.mount("/static", site.state.pages.files, name="static")
    for language in LANGUAGES:
        translations(language)  # read now: the first Chinese reader must not wait for it
    for _ in iter_route_contexts(site.routes):
        pass  # put together now: FastAPI would do it when the first request comes, on the loop
    return site


@cache
def _pages() -> answers.Pages:
    """The templates, each compiled once in a process."""
    return answers.Pages(static.Files())


def _described(request: Request) -> JSONResponse:
    """In a thread, as it is no coroutine: to describe all routes takes a second, the first time that somebody asks."""
    return JSONResponse(request.app.openapi())


def stand_on(site: FastAPI, app: App) -> None:
    """Puts `app` behind the site's routes. What `build` read from its settings stays: hosts, limits, https."""
    site.state.pith = app
    site.state.closing = False  # once it is, what goes on for long ends by itself
    site.state.listeners = groups.Listeners()
    site.state.signer = session.Signer(app.settings)
