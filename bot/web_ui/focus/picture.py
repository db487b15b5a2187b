"""What a day, a week or a year came to: a page of charts with their numbers, the charts as SVG, and the API."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.features import focus
from bot.features.focus import Panel, Picture, Piece, Span
from bot.features.review.charts import DARK, LIGHT, NARROW, WIDE
from bot.locales import N_, Message
from bot.web_ui.frame import focus_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.review import OWN_STYLES
from bot.web_ui.session import Pith, SignedIn

api = APIRouter()
pages = APIRouter()

Column = tuple[Message, Callable[[Piece], float | None]]
COLUMNS: Mapping[Panel, tuple[Column, ...]] = {
    Panel.FOCUS: (
        (N_("Minutes"), lambda piece: piece.minutes),
        (N_("Sessions"), lambda piece: piece.sessions),
    ),
    Panel.REVIEWS: ((N_("Reviews"), lambda piece: piece.reviews),),
    Panel.RETENTION: (
        (N_("Asked"), lambda piece: piece.asked),
        (N_("Remembered"), lambda piece: piece.remembered),
    ),
    Panel.AGREEMENT: (
        (N_("Rounds"), lambda piece: len(piece.agreements)),
        (N_("Of 100"), lambda piece: None if piece.agreement is None else 100 * piece.agreement),
    ),
    Panel.CHECK_INS: (
        (N_("Check-ins"), lambda piece: piece.check_ins),
        (N_("Attention"), lambda piece: piece.attention),
        (N_("Mood"), lambda piece: piece.mood),
    ),
}


def piece_json(piece: Piece) -> dict[str, Any]:
    return {
        "begins_at": piece.begins_at,
        "focus_seconds": piece.focus_s,
        "sessions": piece.sessions,
        "reviews": piece.reviews,
        "cards_asked": piece.asked,
        "cards_remembered": piece.remembered,
        "practice_rounds": len(piece.agreements),
        "agreement": piece.agreement,
        "check_ins": piece.check_ins,
        "attention": piece.attention,
        "mood": piece.mood,
    }


@api.get("/focus/picture", response_model=shapes.FocusPicture)
async def read_picture(app: Pith, visitor: SignedIn, span: Span = Span.WEEK) -> dict[str, Any]:
    """Today by its hours, this week by its days, or the last 52 weeks: focus, reviews, practice, check-ins."""
    found = await focus.look_back(app, visitor.person, span)
    return {
        "span": span,
        "words": [focus.panel_words(found, panel).to(visitor.language) for panel in found.panels()],
        "pieces": [piece_json(piece) for piece in found.pieces],
    }


def table(found: Picture, panel: Panel, language: str) -> list[tuple[str, list[str]]]:
    """The numbers of a chart, a row for each hour, day or week."""
    return [
        (found.label(place, language), [_cell(read(piece)) for _, read in COLUMNS[panel]])
        for place, piece in enumerate(found.pieces)
    ]


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")


@pages.get("/focus/picture")
async def picture_page(request: Request, app: Pith, visitor: SignedIn, span: Span = Span.WEEK) -> Response:
    found = await focus.look_back(app, visitor.person, span)
    return await page(
        request,
        "picture.html",
        visitor.person,
        found=found,
        focus=focus,
        columns={panel: [name for name, _ in COLUMNS[panel]] for panel in found.panels()},
        table=table,
    )


@pages.get("/focus/picture/{span}/{panel}.svg")
async def draw_panel(
    span: Span, panel: Panel, app: Pith, visitor: SignedIn, dark: bool = False, narrow: bool = False
) -> Response:
    found = await focus.look_back(app, visitor.person, span)
    palette, width = DARK if dark else LIGHT, NARROW if narrow else WIDE
    data = await asyncio.to_thread(
        focus.draw_picture, found, [panel], "svg", palette, width, language=visitor.language
    )
    return Response(data, media_type="image/svg+xml", headers=OWN_STYLES)
