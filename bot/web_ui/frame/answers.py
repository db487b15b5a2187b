"""How an answer leaves: pages rendered in the reader's language, and the one translator of errors.

Rendering and JSON of whole notes happen in a thread: a long note's page takes longer than the loop may wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from bot.errors import NotSignedIn, UserError
from bot.features.export import Exported, is_heading, location_words
from bot.features.people import Person
from bot.features.tasks import has_offers, is_action
from bot.locales import LANGUAGES, N_, Message, best_language, run_on
from bot.texts.dates import due_words
from bot.texts.days import short_day, whole_day
from bot.texts.titles import beside
from bot.web_ui.frame import misfits, wire, words
from bot.web_ui.frame.static import Files

STATUS_WORDS = {
    400: N_("Pith could not read this request."),
    404: N_("There is nothing here."),
    405: N_("This address does not take such a request."),
    408: N_("Your request stopped halfway. Send it again."),
    413: N_("This is more than Pith takes at once. Send it in parts."),
}
STATUS_CODES = {
    400: "unreadable",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    413: "too_large",
}
_PROBLEM = {"application/json": {"schema": {"$ref": f"#/components/schemas/{wire.Problem.__name__}"}}}
# One of them brings the shape that the others refer to: FastAPI builds each model anew, for every route.
DOCUMENTED_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": wire.Problem} if status == 500 else {"content": _PROBLEM}
    for status in (400, 401, 403, 404, 405, 408, 413, 421, 422, 429, 500, 503)
}
BCP_47 = {"en": "en", "zh_CN": "zh-CN"}


def isolating(sentence: str, **values: Any) -> Markup:
    """The sentence with names in it, whose direction must not change that of what stands around them."""
    return escape(sentence).format(
        **{key: Markup("<bdi>{}</bdi>").format(value) for key, value in values.items()}
    )


class Pages:
    """The templates, and what all of them are given."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["static"] = files.url
        self._templates.filters["isolating"] = isolating
        self._templates.globals["languages"] = LANGUAGES

    def render(
        self, name: str, language: str, person: Person | None, now: datetime, values: Mapping[str, Any]
    ) -> str:
        zone = ZoneInfo(person.time_zone) if person and person.time_zone else UTC

        def say(text: str | Message, **given: Any) -> str:
            return Message(text, given).to(language) if isinstance(text, str) else text.to(language)

        def place(location: Any, title: str = "") -> str:
            found = location_words(location, title)
            return found.to(language) if found else ""

        def when(at: datetime) -> Markup:
            """A moment, short, as the person's own clock had it; with its year where that is not this one."""
            own = at.astimezone(zone)
            is_this_year = own.year == now.astimezone(zone).year
            short = (short_day if is_this_year else whole_day)(own.date(), language)
            whole = format_datetime(own, "medium", locale=language)
            return Markup('<time datetime="{}" title="{}">{}</time>').format(at.isoformat(), whole, short)

        return self._templates.get_template(name).render(
            _=say,
            place=place,
            is_heading=is_heading,
            beside=beside,
            due=lambda sentence: [due_words(each, language) for each in sentence.deadlines],
            is_action=is_action,
            has_offers=has_offers,
            when=when,
            run_on=lambda sentences: run_on(sentences, language),
            on=lambda day: whole_day(day, language),
            language=language,
            html_language=BCP_47[language],
            person=person,
            script_words={key: message.to(language) for key, message in words.SCRIPT.items()},
            **values,
        )


def language_of(request: Request) -> str:
    """The language to answer in: the signed-in person's, else the first the browser asks for that Pith speaks."""
    known: str | None = getattr(request.state, "language", None)
    if known:
        return known
    wishes = []
    for part in request.headers.get("accept-language", "")[:500].split(","):
        code, _, quality = part.strip().partition(";q=")
        try:
            wishes.append((-float(quality or 1), code))
        except ValueError:
            continue
    return best_language(*(code for _, code in sorted(wishes, key=lambda wish: wish[0])))


async def page(
    request: Request,
    name: str,
    person: Person | None = None,
    *,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """The template `name`, rendered; never kept by a cache, since it is somebody's."""
    pages: Pages = request.app.state.pages
    values.setdefault("csrf", getattr(request.state, "csrf", ""))
    values["path"] = request.url.path
    now = request.app.state.pith.clock()
    html = await asyncio.to_thread(pages.render, name, language_of(request), person, now, values)
    answer = HTMLResponse(html, status, {"Vary": "Accept-Language, Cookie"})
    request.app.state.signer.renew(request, answer)
    return answer


async def json_answer(content: Any, status: int = 200) -> JSONResponse:
    """`content` as JSON, written in a thread: a note may be a book."""
    return await asyncio.to_thread(JSONResponse, content, status)


def download(file: Exported) -> Response:
    """A file to keep; its name may be in any script (RFC 6266)."""
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(file.data, media_type=file.media_type, headers={"Content-Disposition": disposition})


def _navigates(request: Request) -> bool:
    """Whether a browser asks for a page, rather than a program or a script of ours."""
    return not request.url.path.startswith("/api/") and request.headers.get("accept", "").startswith(
        "text/html"
    )


async def problem(request: Request, status: int, code: str, message: Message) -> Response:
    """The error as a page for a browser that navigates, else as `{"error": {"code", "message"}}`."""
    language = language_of(request)
    if _navigates(request) and "app" in request.scope:
        name = "welcome.html" if status == 401 else "problem.html"
        known: Person | None = getattr(request.state, "person", None)
        written = getattr(request.state, "written", ())
        return await page(request, name, known, status=status, message=message, written=written)
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse({"error": {"code": code, "message": message.to(language)}}, status, headers)


def translate_errors(site: FastAPI) -> None:
    """Registers this face's translators."""

    @site.exception_handler(UserError)
    async def of_person(request: Request, error: UserError) -> Response:
        answer = await problem(request, error.status, error.code, error.message)
        if error.status in (429, 503):
            answer.headers["Retry-After"] = "5"
        if isinstance(error, NotSignedIn) and "cookie" in request.headers:
            request.app.state.signer.forget(answer)
        return answer

    @site.exception_handler(RequestValidationError)
    async def of_form(request: Request, error: RequestValidationError) -> Response:
        misfit = error.errors()[0]
        if misfit["loc"][0] == "path" and _navigates(request):  # an address mistyped, such as /notes/abc
            return await problem(request, 404, STATUS_CODES[404], STATUS_WORDS[404])
        return await problem(request, 422, "invalid", misfits.sentence(misfit))

    @site.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> Response:
        sentence = STATUS_WORDS.get(error.status_code, STATUS_WORDS[400])
        code = STATUS_CODES.get(error.status_code, "error")
        answer = await problem(request, error.status_code, code, sentence)
        for name, value in (error.headers or {}).items():
            answer.headers[name] = value
        return answer

    @site.exception_handler(ClientDisconnect)
    async def of_halfway(request: Request, error: ClientDisconnect) -> Response:
        """The sender left with the body half sent: nobody hears this, but it is counted as theirs, not as a bug."""
        return await problem(request, 408, STATUS_CODES[408], STATUS_WORDS[408])
