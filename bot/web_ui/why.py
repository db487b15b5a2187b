"""Why a sentence was chosen, word by word: its JSON, and its page for a browser without scripts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from bot.features import why
from bot.web_ui.frame import note_shapes as shapes
from bot.web_ui.frame import wire
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn

Index = Annotated[int, Path(ge=0, le=wire.LARGEST_ID)]

api = APIRouter(tags=["notes"])
pages = APIRouter()


@api.get("/notes/{note_id}/highlights/{index}/why", response_model=shapes.Why)
async def read_why(note_id: wire.Identity, index: Index, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """What each word of a sentence, chosen or left out, did for its score."""
    found = await why.explain(app, visitor.person, note_id, index)
    sentence = found.sentence
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "index": sentence.index,
        "score": round(sentence.score, 4),
        "reasons": [reason.to(visitor.language) for reason in sentence.reasons],
        "words": [
            {"text": w.text, "start": w.start, "end": w.end, "weight": w.weight, "warmth": w.warmth}
            for w in found.words
        ],
        "strongest": [word.text for word in found.strongest],
    }


@pages.get("/notes/{note_id}/highlights/{index}/why")
async def why_page(
    note_id: wire.Identity, index: Index, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    found = await why.explain(app, visitor.person, note_id, index)
    return await page(request, "why.html", visitor.person, note_id=note_id, why=found)
