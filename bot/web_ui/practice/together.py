"""Mark first, with a group, in the browser: plain forms that need no script, and the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Invalid
from bot.features import groups, history, practice
from bot.features.people import Person
from bot.features.practice import GroupRound
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import practice_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn, Visitor

api = APIRouter()
pages = APIRouter()

NOTES_OFFERED = 50


def round_json(one: GroupRound, language: str) -> dict[str, Any]:
    results = {"answer": one.task.answer, "counts": one.counts or None, "score": one.score}
    return {
        "id": one.id,
        "group_id": one.group_id,
        "group": one.group,
        "began": one.began,
        "title": one.title,
        "language": one.language,
        "question": practice.question(one.task).to(language),
        "options": one.task.options,
        "most": one.task.most,
        "is_own": one.is_own,
        "is_draft": one.is_draft,
        "ends_at": one.ends_at,
        "marked": one.marked,
        "chosen": one.given,
        "results": results if one.is_revealed else None,
    }


@api.get("/practice/together", response_model=shapes.GroupRoundList)
async def list_group_rounds(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The rounds of your groups, of the last two weeks, newest first."""
    found = await practice.rounds_of_mine(app, visitor.person)
    return {"rounds": [round_json(each, visitor.language) for each in found]}


@api.post("/practice/together", status_code=201, response_model=shapes.GroupRound)
async def propose_group_round(wish: shapes.GroupRoundWish, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A passage of a note of yours, as the group would see it. Only you see it, until you show it."""
    one = await practice.propose(app, visitor.person, wish.group_id, wish.note_id)
    return round_json(one, visitor.language)


@api.get("/practice/together/{round_id}", response_model=shapes.GroupRound)
async def read_group_round(round_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A round of one of your groups; with everybody's choice once its results are told."""
    return round_json(await practice.look(app, visitor.person, round_id), visitor.language)


@api.post("/practice/together/{round_id}/show", response_model=shapes.GroupRound)
async def show_group_round(round_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Shows a passage that you proposed to its group."""
    return round_json(await practice.show_to_group(app, visitor.person, round_id), visitor.language)


@api.post("/practice/together/{round_id}/answer", response_model=shapes.GroupRound)
async def answer_group_round(
    round_id: wire.Identity, wish: shapes.PracticeAnswer, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Which sentences you choose. Nobody sees it before the results are told, and then only how many chose what."""
    return round_json(await practice.choose(app, visitor.person, round_id, wish.chosen), visitor.language)


@api.post("/practice/together/{round_id}/reveal", response_model=shapes.GroupRound)
async def reveal_group_round(round_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Tells the results to all."""
    return round_json(await practice.reveal(app, visitor.person, round_id), visitor.language)


@api.delete("/practice/together/{round_id}", status_code=204, response_class=Response)
async def withdraw_group_round(round_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """Takes it back: the passage is nowhere any more, nor what was chosen."""
    await practice.withdraw(app, visitor.person, round_id)


async def section(app: App, person: Person) -> dict[str, Any]:
    """What the page of practice shows of it."""
    mine = [each for each in await groups.mine(app, person) if each.gone_at is None]
    begins = [each for each in mine if each.may_share]
    notes = (await history.list_notes(app, person, limit=NOTES_OFFERED)).notes if begins else ()
    return {
        "groups": mine,
        "begins": begins,
        "notes": notes,
        "group_rounds": await practice.rounds_of_mine(app, person) if mine else (),
    }


@pages.post("/practice/together")
async def propose_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    fields = {name: form.get(name, "") for name in ("group_id", "note_id")}
    wish = bodies.fitted(shapes.GroupRoundWish, fields)
    one = await practice.propose(app, visitor.person, wish.group_id, wish.note_id)
    return RedirectResponse(f"/practice/together/{one.id}", 303)


@pages.get("/practice/together/{round_id}")
async def round_page(
    round_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn, kept: str = ""
) -> Response:
    return await _shown(request, app, visitor, round_id, kept=bool(kept))


async def _shown(
    request: Request,
    app: App,
    visitor: Visitor,
    round_id: int,
    *,
    kept: bool = False,
    refused: Sequence[int] | None = None,
) -> Response:
    """The round; with the choice that was `refused`, to be put right."""
    one = await practice.look(app, visitor.person, round_id)
    version = await groups.version(app, visitor.person, one.group_id)
    one = await practice.look(app, visitor.person, round_id)  # not older than its version
    unfit = refused is not None and not one.is_draft and not one.is_revealed
    return await page(
        request,
        "group_round.html",
        visitor.person,
        status=422 if unfit else 200,
        round=one,
        version=version,
        question=practice.question(one.task),
        lines=practice.together_words(one),
        unfit=unfit,
        kept=kept,
        chosen=(one.given or ()) if refused is None else refused,
    )


@pages.post("/practice/together/{round_id}")
async def act_on_page(round_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """`do` says what; without it, it is an answer."""
    form, person, address = await bodies.form_of(request), visitor.person, f"/practice/together/{round_id}"
    match form.get("do"):
        case "withdraw":
            await practice.withdraw(app, person, round_id)
            return RedirectResponse("/practice", 303)
        case "show":
            await practice.show_to_group(app, person, round_id)
        case "reveal":
            await practice.reveal(app, person, round_id)
        case _:
            chosen = [str(each) for each in form.getlist("chosen")]
            fitted = bodies.fitted(shapes.PracticeAnswer, {"chosen": chosen})
            try:
                await practice.choose(app, person, round_id, fitted.chosen)
            except Invalid:
                return await _shown(request, app, visitor, round_id, refused=fitted.chosen)
            return RedirectResponse(f"{address}?kept=1", 303)
    return RedirectResponse(address, 303)
