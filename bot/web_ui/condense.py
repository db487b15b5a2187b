"""Condense on the page and over HTTP: the home page with its composer, and `POST /api/v1/condense`."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Cancelled, Empty, Invalid
from bot.features import condense, history, jobs, reminders
from bot.features.note import to_json
from bot.web_ui.frame import bodies, words
from bot.web_ui.frame import note_shapes as shapes
from bot.web_ui.frame.answers import json_answer, page
from bot.web_ui.jobs import answered
from bot.web_ui.session import Pith, SignedIn, Visitor

SHOWN_JOBS = 20
SHOWN_NOTES = 3

api = APIRouter(tags=["condense"])
pages = APIRouter()


@api.post("/condense", status_code=201, response_model=shapes.Note, openapi_extra=bodies.DOCUMENTED)
async def condense_now(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """The key sentences of one text or file, and the note they are kept in. Leaving early takes it off the queue."""
    sources, wish = await bodies.sent(request)
    if len(sources) > 1:
        raise Invalid("Send one text or one file here; POST /jobs takes several.")
    working = asyncio.create_task(condense.condense(app, visitor.person, sources[0], wish))
    leaving = asyncio.create_task(_left(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Cancelled("This was stopped.")
        return await json_answer(to_json(working.result(), visitor.language), 201)
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.wait({working, leaving})


async def _left(request: Request) -> None:
    """Returns when the client has gone; the body has been read by then."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


@pages.get("/")
async def home(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """The conversation: what was sent in the last day with its answers, and the composer."""
    return await _home(request, app, visitor)


async def _home(
    request: Request, app: App, visitor: Visitor, refused: Empty | None = None, focus: str = ""
) -> Response:
    sent = [
        await answered(app, visitor, job) for job in (await jobs.list_jobs(app, visitor.person))[-SHOWN_JOBS:]
    ]
    recent = await history.list_notes(app, visitor.person, limit=SHOWN_NOTES)
    trouble = await reminders.take_trouble(app, visitor.person)
    return await page(
        request,
        "home.html",
        visitor.person,
        status=refused.status if refused else 200,
        refused=refused,
        focus=focus,
        answers=[entry for entry in sent if entry and entry.is_over],
        going=[entry for entry in sent if entry and not entry.is_over],
        recent=recent.notes,
        trouble=reminders.TROUBLE_WORDS[trouble] if trouble else None,
        example=words.EXAMPLE,
        max_file_bytes=app.settings.max_file_bytes,
    )


@pages.post("/send")
async def send(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """The composer without JavaScript."""
    try:
        sources, wish = await bodies.sent(request)
    except Empty as error:
        focus = (await bodies.form_of(request)).get("focus", "")
        return await _home(request, app, visitor, error, str(focus))
    await jobs.submit_all(app, visitor.person, sources, wish)
    return RedirectResponse("/", 303)  # no fragment: a page with one is not loaded anew by its own refresh
