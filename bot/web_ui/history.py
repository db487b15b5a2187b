"""History on the page and over HTTP: notes listed, found by words and meaning, filtered by tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.app import App
from bot.features import history, search, tags
from bot.features.note import NoteCard
from bot.web_ui.frame import note_shapes as shapes
from bot.web_ui.frame import wire
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter(tags=["history"])
pages = APIRouter()


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of notes, each with the highlight that speaks to the query, or its first."""

    notes: tuple[tuple[NoteCard, str | None], ...]
    next_cursor: int | None


async def find(
    app: App, visitor: Visitor, query: str | None, tag: str | None, limit: int, cursor: int | None
) -> Found:
    """Newest first without a query, best first with one; `cursor` is then a place in that order."""
    tag = tag or None
    if not (query or "").strip():
        listed = await history.list_notes(app, visitor.person, tag=tag, limit=limit, cursor=cursor)
        ids = [note.id for note in listed.notes if note.id is not None]
        first = await history.first_highlights(app, visitor.person, ids)
        return Found(tuple((note, first.get(note.id or 0)) for note in listed.notes), listed.next_cursor)
    offset = cursor or 0
    hits = await search.search(app, visitor.person, query or "", tag=tag, limit=limit + 1, offset=offset)
    shown = tuple((hit.note, hit.said) for hit in hits[:limit])
    return Found(shown, offset + limit if len(hits) > limit else None)


def card_json(note: NoteCard, highlight: str | None) -> dict[str, Any]:
    return {
        "id": note.id,
        "title": note.title,
        "file_name": note.file_name,
        "face": note.face,
        "language": note.language,
        "sentences_total": note.sentences_total,
        "tags": list(note.tags),
        "created_at": note.created_at,
        "highlight": highlight,
    }


@api.get("/notes", response_model=shapes.NoteList)
async def list_notes(
    app: Pith,
    visitor: SignedIn,
    query: wire.Asked = None,
    tag: wire.Asked = None,
    limit: wire.Limit = 20,
    cursor: wire.Cursor = None,
) -> dict[str, Any]:
    """Your notes, newest first; with `query`, those that fit it best by words and meaning."""
    found = await find(app, visitor, query, tag, limit, cursor)
    return {"notes": [card_json(*entry) for entry in found.notes], "next_cursor": found.next_cursor}


async def _show(
    template: str,
    request: Request,
    app: App,
    visitor: Visitor,
    query: str | None,
    tag: str | None,
    cursor: int | None,
    *,
    deleted: bool = False,
) -> Response:
    found = await find(app, visitor, query, tag, 20, cursor)
    return await page(
        request,
        template,
        visitor.person,
        found=found,
        query=query or "",
        most=search.QUERY_CHARACTERS,
        tag=tag or "",
        continues=cursor is not None,
        deleted=deleted,
        tags=await tags.list_tags(app, visitor.person),
    )


@pages.get("/history")
async def history_page(
    request: Request,
    app: Pith,
    visitor: SignedIn,
    query: wire.Searched = None,
    tag: wire.Asked = None,
    cursor: wire.Cursor = None,
    deleted: bool = False,
) -> Response:
    """`deleted`: a note was, by the press before."""
    return await _show("history.html", request, app, visitor, query, tag, cursor, deleted=deleted)


@pages.get("/history/found")
async def found_piece(
    request: Request,
    app: Pith,
    visitor: SignedIn,
    query: wire.Searched = None,
    tag: wire.Asked = None,
    cursor: wire.Cursor = None,
) -> Response:
    """The list alone, as HTML, for the page's script."""
    return await _show("found.html", request, app, visitor, query, tag, cursor)
