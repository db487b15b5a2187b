"""Practice rounds in the browser: plain forms that need no script, the curve of agreement, and the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.errors import Invalid
from bot.features import practice
from bot.features.practice import Round, Sort, Standing
from bot.locales import run_on
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import practice_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.practice.together import section
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter()
pages = APIRouter()

CURVE_WIDTH, CURVE_HEIGHT = 600, 120


def round_json(one: Round, language: str) -> dict[str, Any]:
    task = one.task
    return {
        "id": one.id,
        "sort": one.sort,
        "note_id": one.note_id,
        "title": "" if one.is_open else one.title,
        "language": one.language,
        "level": one.level,
        "question": practice.question(task).to(language),
        "text": task.text or None,
        "options": task.options,
        "feedback": None
        if one.is_open
        else {
            "chosen": one.given,
            "answer": task.answer,
            "score": one.score,
            "succeeded": one.succeeded,
            "words": run_on((line.to(language) for line in practice.feedback(one)), language),
            "original": task.original or None,
            "altered": task.altered,
        },
    }


def standing_json(standing: Standing) -> dict[str, Any]:
    return {
        "sorts": [
            {"sort": each.sort, "rounds": each.rounds, "level": each.level, "success": each.success}
            for each in standing.sorts
        ],
        "agreement": [{"at": at, "f1": score} for at, score in standing.agreement],
        "teaches": standing.teaches,
        "open_id": standing.open_id,
    }


@api.get("/practice", response_model=shapes.Practice)
async def read_practice(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """How your practice goes."""
    return standing_json(await practice.standing(app, visitor.person))


@api.patch("/practice", response_model=shapes.Practice)
async def patch_practice(wish: shapes.PracticeSwitch, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Whether sentences that you mark first count as what matters to you."""
    await practice.switch_teaching(app, visitor.person, teaches=wish.teaches)
    return standing_json(await practice.standing(app, visitor.person))


@api.post("/practice/rounds", status_code=201, response_model=shapes.PracticeRound)
async def begin_round(wish: shapes.PracticeWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your open round, or a new one made from your notes."""
    begun = await practice.begin(app, visitor.person, wish.sort, wish.note_id, afresh=wish.afresh)
    return round_json(begun, visitor.language)


@api.get("/practice/rounds/{round_id}", response_model=shapes.PracticeRound)
async def read_round(round_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A round, with its feedback once it is answered."""
    return round_json(await practice.get(app, visitor.person, round_id), visitor.language)


@api.post("/practice/rounds/{round_id}/answer", response_model=shapes.PracticeRound)
async def answer_round(
    round_id: wire.Identity, wish: shapes.PracticeAnswer, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Answers a round, once, and gives its feedback."""
    return round_json(await practice.answer(app, visitor.person, round_id, wish.chosen), visitor.language)


def curve(standing: Standing) -> str:
    """The points of the line of agreement, as SVG writes them."""
    scores = [score for _, score in standing.agreement]
    step = CURVE_WIDTH / max(1, len(scores) - 1)
    return " ".join(f"{at * step:.1f},{CURVE_HEIGHT * (1 - score):.1f}" for at, score in enumerate(scores))


@pages.get("/practice")
async def practice_page(
    request: Request, app: Pith, visitor: SignedIn, note: str = "", saved: bool = False
) -> Response:
    standing = await practice.standing(app, visitor.person)
    return await page(
        request,
        "practice.html",
        visitor.person,
        standing=standing,
        is_ready=await practice.is_ready(app, visitor.person),
        lines=practice.standing_lines(standing),
        curve=curve(standing),
        agreement_words=practice.agreement_words(standing, visitor.person, visitor.language),
        numbers=practice.agreement_numbers(standing, visitor.person, visitor.language),
        names=practice.NAMES,
        note=note if note.isdecimal() else "",
        saved=saved,
        **await section(app, visitor.person),
    )


@pages.post("/practice")
async def begin_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = {"sort": form.get("sort") or None, "note_id": form.get("note") or None, "afresh": "afresh" in form}
    fitted = bodies.fitted(shapes.PracticeWish, wish)
    begun = await practice.begin(app, visitor.person, fitted.sort, fitted.note_id, afresh=fitted.afresh)
    return RedirectResponse(f"/practice/{begun.id}", 303)


@pages.post("/practice/teaching")
async def switch_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    await practice.switch_teaching(app, visitor.person, teaches="teaches" in form)
    return RedirectResponse("/practice?saved=1", 303)


@pages.get("/practice/{round_id}")
async def round_page(round_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    return await _shown(request, visitor, await practice.get(app, visitor.person, round_id))


async def _shown(
    request: Request,
    visitor: Visitor,
    one: Round,
    refused: Sequence[int] | None = None,
    places: Mapping[int, str] | None = None,
) -> Response:
    """The round; with the answer that was `refused`, as it was sent, to be put right."""
    unfit = one.is_open and refused is not None
    return await page(
        request,
        "round.html",
        visitor.person,
        status=422 if unfit else 200,
        round=one,
        sort_name=practice.NAMES[one.sort],
        question=practice.question(one.task),
        feedback=[] if one.is_open else practice.feedback(one),
        unfit=unfit,
        chosen=refused or (),
        places=places or {},
    )


@pages.post("/practice/{round_id}")
async def answer_on_page(round_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """`chosen` names options; to put in order, `place0` and on say which place each option has."""
    form = await bodies.form_of(request)
    one = await practice.get(app, visitor.person, round_id)
    places: dict[int, str] = {}
    if one.sort is Sort.ORDER:
        places = {at: str(form.get(f"place{at}", "")) for at in range(len(one.task.options))}
        chosen = sorted(places, key=lambda at: places[at]) if len({*places.values()}) == len(places) else []
    else:
        chosen = bodies.fitted(
            shapes.PracticeAnswer, {"chosen": [str(each) for each in form.getlist("chosen")]}
        ).chosen
    try:
        await practice.answer(app, visitor.person, round_id, chosen)
    except Invalid:
        one = await practice.get(app, visitor.person, round_id)
        return await _shown(request, visitor, one, chosen, places)
    return RedirectResponse(f"/practice/{round_id}", 303)
