"""Review: the page of a session, which works without JavaScript and by four keys with it; and its JSON."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import NotFound, Outdated
from bot.features import review, tags
from bot.features.people import Person
from bot.features.review import (
    GRADE_WORDS,
    GRADES,
    TAKEN_BACK_BY,
    Chart,
    Fit,
    ReviewSettings,
    Session,
    Shown,
    interval_words,
)
from bot.features.review.charts import DARK, LIGHT, NARROW, WIDE
from bot.locales import N_
from bot.web_ui.cards import card_json
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import card_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn

OWN_STYLES = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}  # an SVG's

api = APIRouter(tags=["review"])
pages = APIRouter()


def session_json(session: Session) -> dict[str, Any]:
    return {
        "cards": [card_json(card) for card in session.cards],
        "later": session.later,
        "new_later": session.new_later,
        "days": session.days,
        "done_today": session.done_today,
        "next_at": session.next_at,
        "last_review_id": session.last_review_id,
    }


def settings_json(wish: ReviewSettings, fit: Fit | None) -> dict[str, Any]:
    return {**asdict(wish), "fit": asdict(fit) if fit else None}


@api.get("/review", response_model=shapes.Session)
async def read_session(
    app: Pith, visitor: SignedIn, tag: wire.Asked = None, note_id: wire.MaybeIndex = None
) -> dict[str, Any]:
    """What there is to review now, of all notes, of those with a tag or of one note."""
    return session_json(await review.due(app, visitor.person, tag or None, note_id))


@api.post("/review/undo", response_model=shapes.Card)
async def undo(app: Pith, visitor: SignedIn, review_id: wire.MaybeIndex = None) -> dict[str, Any]:
    """Takes your last grade back: its card is exactly as it was before.

    With a `review_id` only where that is still your last one.
    """
    return card_json(await review.undo(app, visitor.person, review_id))


@api.get("/review/settings", response_model=shapes.ReviewSettings)
async def read_settings(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """How you review."""
    return settings_json(
        await review.get_settings(app, visitor.person), await review.last_fit(app, visitor.person)
    )


@api.patch("/review/settings", response_model=shapes.ReviewSettings)
async def patch_settings(wish: shapes.ReviewSettingsChange, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Changes how you review."""
    wished = await review.change_settings(app, visitor.person, **wish.model_dump())
    return settings_json(wished, await review.last_fit(app, visitor.person))


@api.get("/cards/{card_id}", response_model=shapes.ShownCard)
async def read_card(card_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The card, and when each grade would bring it back."""
    shown = await review.show(app, visitor.person, card_id)
    intervals = {grade.name.lower(): after.total_seconds() for grade, after in shown.intervals.items()}
    return {**card_json(shown.card), "intervals_s": intervals}


@api.post("/cards/{card_id}/grade", response_model=shapes.Card)
async def grade(card_id: wire.Identity, wish: shapes.Grading, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """How well you knew it."""
    return card_json(await review.grade(app, visitor.person, card_id, GRADES[wish.grade], seen=wish.seen))


@api.post("/cards/{card_id}/bury", response_model=shapes.Card)
async def bury(card_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Leaves the card for tomorrow."""
    return card_json(await review.bury(app, visitor.person, card_id))


@api.delete("/cards/{card_id}/bury", response_model=shapes.Card)
async def unbury(card_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Asks the card today after all."""
    return card_json(await review.bury(app, visitor.person, card_id, buried=False))


@api.get("/review/progress", response_model=shapes.Progress)
async def read_progress(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """What comes due in the next days, and how much you remembered in the last weeks."""
    return asdict(await review.progress(app, visitor.person))


@pages.get("/review/progress")
async def progress_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    found = await review.progress(app, visitor.person)
    charts = {
        Chart.FORECAST: (N_("What comes"), review.forecast_words(found)),
        Chart.RETENTION: (N_("What you remembered"), review.retention_words(found)),
    }
    return await page(request, "progress.html", visitor.person, found=found, charts=charts)


@pages.get("/review/progress/{chart}.svg")
async def draw_progress(
    chart: Chart, app: Pith, visitor: SignedIn, dark: bool = False, narrow: bool = False
) -> Response:
    found = await review.progress(app, visitor.person)
    palette, width = DARK if dark else LIGHT, NARROW if narrow else WIDE
    data = await asyncio.to_thread(
        review.draw, found, [chart], "svg", palette, width, language=visitor.language
    )
    return Response(data, media_type="image/svg+xml", headers=OWN_STYLES)


@pages.get("/review")
async def review_page(
    request: Request,
    app: Pith,
    visitor: SignedIn,
    tag: wire.Asked = None,
    shown: bool = False,
    saved: bool = False,
    note: wire.MaybeIndex = None,
    undo: Annotated[str, Query(pattern=r"^((resume|unbury):[0-9]{1,10})?$")] = "",
) -> Response:
    """The first card of the session; `shown` with its answer, for browsers without JavaScript.

    `undo` takes back what was just done with the card before, where that was no grade.
    """
    session = await review.due(app, visitor.person, tag or None, note)
    first = session.cards[0] if session.cards else None
    asked = await review.show(app, visitor.person, first.id) if first else None
    return await page(
        request,
        "review.html",
        visitor.person,
        session=session,
        asked=asked,
        grades=_grades(asked) if asked else [],
        next_in=interval_words(session.next_at - app.clock()) if session.next_at else None,
        shown=shown,
        saved=saved,
        tag=tag or "",
        note=note,
        undo=undo or ("undo" if session.done_today else ""),
        tags=await tags.list_tags(app, visitor.person),
        wish=await review.get_settings(app, visitor.person),
        fit_words=review.fit_words(await review.last_fit(app, visitor.person)),
    )


def _grades(asked: Shown) -> list[tuple[str, int, Any, Any]]:
    """Name, key, word and interval of each grade."""
    return [
        (name, grade.value, GRADE_WORDS[grade], interval_words(asked.intervals[grade]))
        for name, grade in GRADES.items()
    ]


@pages.post("/review")
async def answer_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    tag = wire.printable(str(form.get("tag", "")))[:100]
    act, _, of = str(form.get("act", "")).partition(":")
    card_id = _number(of or form.get("card"))
    try:
        await _do(app, visitor.person, act, card_id, _number(form.get("seen")), _number(form.get("last")))
    except Outdated:
        pass  # pressed twice: it is done, and the next card is what they want
    except NotFound:
        if card_id < 0 or act not in (*GRADES, *TAKEN_BACK_BY):
            raise
        act = ""  # the card was deleted meanwhile: the next one is asked, and there is nothing to take back
    note_id = _number(form.get("note"))
    only = {"note": note_id} if note_id > 0 else {"tag": tag} if tag else {}
    undo = {"undo": f"{TAKEN_BACK_BY[act]}:{card_id}"} if act in TAKEN_BACK_BY else {}
    asked = urlencode(only | undo, quote_via=quote, safe=":")
    return RedirectResponse(f"/review?{asked}" if asked else "/review", 303)


def _number(given: Any) -> int:
    text = str(given or "")
    return int(text) if text.isdecimal() and len(text) <= 10 else -1


async def _do(app: App, person: Person, act: str, card_id: int, seen: int, last_review_id: int) -> None:
    if act in GRADES:
        await review.grade(app, person, card_id, GRADES[act], seen=seen)
    elif act in ("bury", "unbury"):
        await review.bury(app, person, card_id, act == "bury")
    elif act in ("suspend", "resume"):
        await review.suspend(app, person, card_id, act == "suspend")
    elif act == "undo":
        await review.undo(app, person, last_review_id)
    else:
        raise NotFound("There is no such card.")


@pages.post("/review/settings")
async def save_settings(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    percent = str(form.get("retention", ""))
    given = {
        "automatic": "automatic" in form,
        "starred": "starred" in form,
        "fitted": "fitted" in form,
        "daily_cap": form.get("daily_cap"),
        "retention": int(percent) / 100 if percent.isdecimal() and len(percent) <= 3 else percent,
    }
    wish = bodies.fitted(shapes.ReviewSettingsChange, given)
    await review.change_settings(app, visitor.person, **wish.model_dump())
    return RedirectResponse("/review?saved=1", 303)
