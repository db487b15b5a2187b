"""Export: one note, or all of them, as a Markdown, JSON or CSV file."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from bot.features import export as exporting
from bot.features import history
from bot.features.export import Format
from bot.web_ui.frame import wire
from bot.web_ui.frame.answers import download
from bot.web_ui.session import Pith, SignedIn

FormatWish = Annotated[Format, Query(alias="format")]
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {"text/markdown": {}, "application/json": {}, "text/csv": {}},
    }
}

api = APIRouter(tags=["export"], default_response_class=Response)
pages = APIRouter()


@api.get("/notes/{note_id}/export", responses=FILE)
async def export_note(
    note_id: wire.Identity, app: Pith, visitor: SignedIn, form: FormatWish = Format.MARKDOWN
) -> Response:
    """The note as a file."""
    note = await history.open_note(app, visitor.person, note_id)
    return download(await asyncio.to_thread(exporting.export_note, note, form, visitor.language))


@api.get("/export", responses=FILE)
async def export_all(app: Pith, visitor: SignedIn, form: FormatWish = Format.MARKDOWN) -> Response:
    """All your notes in one file, newest first; as JSON a list."""
    exported, _ = await exporting.export_each(history.each_note(app, visitor.person), form, visitor.language)
    return download(exported)
