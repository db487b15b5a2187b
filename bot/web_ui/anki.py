"""Anki: cards as a package to import there, and grades given there taken in from a CSV."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from bot.errors import Empty, Unreadable
from bot.features import anki
from bot.web_ui.cards import cards_shown
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import card_shapes as shapes
from bot.web_ui.frame.answers import download
from bot.web_ui.session import Pith, SignedIn

APKG: dict[int | str, dict[str, Any]] = {
    200: {"description": "The package.", "content": {"application/octet-stream": {}}}
}
CSV = {"requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}}

api = APIRouter(tags=["anki"])
pages = APIRouter()


@api.get("/anki/export", responses=APKG, response_class=Response)
async def export(app: Pith, visitor: SignedIn, tag: wire.Asked = None) -> Response:
    """Your cards as an .apkg. Importing a newer one updates them in Anki."""
    return download(await anki.export_cards(app, visitor.person, tag or None))


@api.post("/anki/grades", response_model=shapes.TakenGrades, openapi_extra=CSV)
async def take_grades(request: Request, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Takes in a CSV of grades with the columns `guid`, `grade` (1 to 4) and `reviewed_at` (ISO 8601 or ms)."""
    return asdict(await anki.import_grades(app, visitor.person, await request.body()))


@pages.post("/anki/grades")
async def take_grades_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    part = form.get("file")
    try:
        if not isinstance(part, UploadFile) or not part.filename:
            raise Empty("Choose the CSV file first.", about="grades")
        taken = await anki.import_grades(app, visitor.person, await part.read())
    except (Empty, Unreadable) as error:
        return await cards_shown(request, app, visitor, refused=error)
    return await cards_shown(request, app, visitor, said=anki.taken_words(taken))
