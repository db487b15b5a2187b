"""Personalise: marks on a note's sentences, and what was learnt from them — shown, switched, reset."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.features import marking, personalise
from bot.features.marking import FOLLOWED_WORDS, Followed
from bot.features.personalise import Verdict
from bot.locales import run_on
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import note_shapes as shapes
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter(tags=["personalise"])
pages = APIRouter()


def learnt_json(found: personalise.Learnt, visitor: Visitor) -> dict[str, Any]:
    return {
        "is_on": found.is_on,
        "marks": found.marks,
        "applies": found.applies,
        "favours": [kind.to(visitor.language) for kind in found.favours],
        "avoids": [kind.to(visitor.language) for kind in found.avoids],
        "words": list(found.words),
        "in_words": run_on(found.sentences(visitor.language), visitor.language),
    }


@api.get("/notes/{note_id}/marks", response_model=shapes.MarkList)
async def list_marks(note_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """What you said of the note's sentences."""
    marks = await personalise.marks_of(app, visitor.person, note_id)
    return {"marks": [{"index": index, "verdict": said} for index, said in sorted(marks.items())]}


def followed_json(followed: Followed | None, visitor: Visitor) -> dict[str, Any]:
    return {
        "followed": followed,
        "words": FOLLOWED_WORDS[followed].to(visitor.language) if followed else "",
    }


@api.put("/notes/{note_id}/marks/{index}", response_model=shapes.Marked)
async def put_mark(
    note_id: wire.Identity, index: wire.Index, wish: shapes.MarkWish, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Keeps, drops or stars a highlight, or says that another sentence matters. Your next notes follow it."""
    followed = await marking.mark(app, visitor.person, note_id, index, Verdict(wish.verdict))
    return followed_json(followed, visitor)


@api.delete("/notes/{note_id}/marks/{index}", response_model=shapes.Marked)
async def delete_mark(
    note_id: wire.Identity, index: wire.Index, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Takes back what you said of a sentence; what was learnt from it is unlearnt."""
    return followed_json(await marking.mark(app, visitor.person, note_id, index, None), visitor)


@api.get("/taste", response_model=shapes.Taste)
async def read_taste(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """What Pith has learnt of you."""
    return learnt_json(await personalise.learnt(app, visitor.person), visitor)


@api.patch("/taste", response_model=shapes.Taste)
async def patch_taste(wish: shapes.TasteSwitch, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Switches it on or off. Off, your marks are kept and not used."""
    await personalise.switch(app, visitor.person, is_on=wish.is_on)
    return learnt_json(await personalise.learnt(app, visitor.person), visitor)


@api.delete("/taste", status_code=204, response_class=Response)
async def reset_taste(app: Pith, visitor: SignedIn) -> None:
    """Forgets every mark, and with them what was learnt."""
    await personalise.reset(app, visitor.person)


@pages.post("/notes/{note_id}/marks")
async def mark_on_page(note_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """The buttons without JavaScript: `mark` is "12:keep", or "12:" to take it back."""
    index, _, said = str((await bodies.form_of(request)).get("mark", "")).partition(":")
    wish = bodies.fitted(shapes.MarkOnPage, {"index": index, "verdict": said or None})
    verdict = Verdict(wish.verdict) if wish.verdict else None
    followed = await marking.mark(app, visitor.person, note_id, wish.index, verdict)
    said = f"?followed={followed}" if followed else ""
    return RedirectResponse(f"/notes/{note_id}{said}#s{wish.index}", 303)


@pages.post("/taste")
async def change_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """The settings page's buttons: `do` is "on", "off" or "reset"."""
    wished = str((await bodies.form_of(request)).get("do", ""))
    if wished == "reset":
        await personalise.reset(app, visitor.person)
    elif wished in ("on", "off"):
        await personalise.switch(app, visitor.person, is_on=wished == "on")
    return RedirectResponse("/settings#taste", 303)
