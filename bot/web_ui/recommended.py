"""Recommended next in the browser: a part of *Today*, two notes side by side, and the API."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import Invalid
from bot.features import history, looks, recommended
from bot.features.recommended import Named, Recommended
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import next_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.frame.refusals import Refusal
from bot.web_ui.reminders.today import show_today
from bot.web_ui.session import Pith, SignedIn

api = APIRouter(tags=["next"])
pages = APIRouter()


def named_json(note: Named) -> dict[str, Any]:
    return {"id": note.id, "title": note.title, "language": note.language, "sentence": note.sentence}


def next_json(found: Recommended, language: str) -> dict[str, Any]:
    return {
        "again": [
            {"note": named_json(each.note), "cards": each.cards, "recall": each.recall,
             "has_room": each.has_room, "reason": each.reason.to(language)}
            for each in found.again
        ],
        "together": [
            {"notes": [named_json(each.one), named_json(each.other)], "word": each.word, "tags": each.tags,
             "reason": each.reason.to(language)}
            for each in found.together
        ],
        "unseen": [
            {"note": named_json(each.note), "place": each.place.to(language), "first": each.section.first,
             "last": each.section.last, "seen": each.seen, "total": each.total, "reason": each.reason.to(language)}
            for each in found.unseen
        ],
        "instead": found.instead.to(language) if found.is_empty else None,
    }  # fmt: skip


@api.get("/next", response_model=shapes.Next)
async def read_next(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """What to read again, what belongs together and what you never looked at, each with its reason."""
    return next_json(await recommended.recommend(app, visitor.person), visitor.language)


@api.put("/next/together/{note_id}/{other_id}", status_code=204, response_class=Response)
async def tag_both(
    note_id: wire.Identity, other_id: wire.Identity, wish: shapes.TagsForBoth, app: Pith, visitor: SignedIn
) -> None:
    """Tags both notes alike, beside the tags they have."""
    await recommended.tag_alike(app, visitor.person, note_id, other_id, wish.tags)


@api.delete("/next/together/{note_id}/{other_id}", status_code=204, response_class=Response)
async def keep_apart(note_id: wire.Identity, other_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """The two don't belong together, and are not named together again."""
    await recommended.keep_apart(app, visitor.person, note_id, other_id)


@api.post("/notes/{note_id}/looks", status_code=204, response_class=Response)
async def look(note_id: wire.Identity, seen: shapes.Looked, app: Pith, visitor: SignedIn) -> None:
    """You have these sentences before your eyes: their sections of a long note are not recommended any more."""
    await looks.look_at(app, visitor.person, note_id, seen.first, seen.last)


@pages.get("/next/together/{note_id}/{other_id}")
async def side_by_side(
    note_id: wire.Identity, other_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    """The highlights of both notes."""
    notes = [await history.open_note(app, visitor.person, each) for each in (note_id, other_id)]
    return await page(request, "together.html", visitor.person, notes=notes)


@pages.post("/next/together/{note_id}/{other_id}")
async def decide_on_page(
    note_id: wire.Identity, other_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    """`do` is "tag" or "apart"."""
    form = await bodies.form_of(request)
    if form.get("do") == "apart":
        await recommended.keep_apart(app, visitor.person, note_id, other_id)
    else:
        names = [wire.printable(str(form.get("tags", "")))]
        try:
            await recommended.tag_alike(app, visitor.person, note_id, other_id, names)
        except Invalid as error:
            refusal = Refusal(f"together/{note_id}/{other_id}", error, form)
            return await show_today(request, app, visitor, refusal=refusal)
    return RedirectResponse("/today?saved=1#next", 303)
