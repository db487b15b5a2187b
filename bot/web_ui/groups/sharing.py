"""Sharing from a note: sentences are chosen, looked at as the group will see them, and only then shared. And what of
mine is where, to take it back.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from bot.app import App
from bot.errors import Invalid
from bot.features import groups, history, practice
from bot.features.groups import MOST_AT_ONCE, Wish
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame.answers import page
from bot.web_ui.frame.group_shapes import Id
from bot.web_ui.groups.posts import message_link
from bot.web_ui.session import Pith, SignedIn, Visitor

pages = APIRouter()


class Chosen(BaseModel):
    """The form's fields."""

    group: Id
    highlight: list[Id]
    without_name: bool = False
    take_cards_back: bool = False

    @property
    def wish(self) -> Wish:
        return Wish(is_anonymous=self.without_name, takes_cards_back=self.take_cards_back)


async def _chosen(request: Request) -> Chosen:
    form = await bodies.form_of(request)
    ticked = {name: name in form for name in ("without_name", "take_cards_back")}
    given = {"group": form.get("group", ""), "highlight": form.getlist("highlight"), **ticked}
    return bodies.fitted(Chosen, given)


def _check(chosen: Chosen) -> None:
    """Raises Invalid where something has to be chosen otherwise."""
    if not chosen.highlight:
        raise Invalid("Choose at least one sentence.", about="highlight")
    if len(chosen.highlight) > MOST_AT_ONCE:
        raise Invalid("Choose at most {count} sentences at once.", about="highlight", count=MOST_AT_ONCE)


@pages.get("/notes/{note_id}/share")
async def choose_page(note_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    return await _choose(request, app, visitor, note_id)


async def _choose(
    request: Request, app: App, visitor: Visitor, note_id: int, chosen: Chosen | None = None, **more: Any
) -> Response:
    found = await groups.shareable(app, visitor.person, note_id)
    return await page(
        request,
        "share.html",
        visitor.person,
        status=422 if more.get("refused") else 200,
        note=await history.open_note(app, visitor.person, note_id),
        found=found,
        mine=await groups.open_for(app, visitor.person, found),
        chosen=chosen,
        bounds=groups,
        **({"posts": (), "group": None, "refused": None} | more),
    )


@pages.post("/notes/{note_id}/share")
async def preview_page(note_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """How it will look; nothing is shared yet."""
    chosen = await _chosen(request)
    try:
        _check(chosen)
        posts = await groups.preview(app, visitor.person, chosen.group, chosen.highlight, chosen.wish)
    except Invalid as error:
        return await _choose(request, app, visitor, note_id, chosen, refused=error)
    group = await groups.get(app, visitor.person, chosen.group)
    return await _choose(request, app, visitor, note_id, chosen, posts=posts, group=group)


@pages.post("/notes/{note_id}/share/now")
async def share_on_page(note_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    chosen = await _chosen(request)
    try:
        _check(chosen)
        await groups.share(app, visitor.person, chosen.group, chosen.highlight, chosen.wish)
    except Invalid as error:
        return await _choose(request, app, visitor, note_id, chosen, refused=error)
    return RedirectResponse(f"/groups/{chosen.group}?said=shared", 303)


@pages.get("/shared")
async def shared_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    """What of mine is where."""
    return await page(
        request,
        "shared.html",
        visitor.person,
        shared=await groups.shared_by(app, visitor.person),
        passages=await practice.shown_by(app, visitor.person),
        message_link=message_link,
    )


@pages.post("/shared/passages/{round_id}/withdraw")
async def withdraw_passage_on_page(round_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await practice.withdraw_own(app, visitor.person, round_id)
    return RedirectResponse("/shared", 303)


@pages.post("/shared/{share_id}/withdraw")
async def withdraw_on_page(share_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await groups.withdraw(app, visitor.person, share_id)
    return RedirectResponse("/shared", 303)
