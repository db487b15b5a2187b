"""Cards: made from a note's sentences, listed, changed, deleted. Asked and graded they are in `review`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Invalid, UserError
from bot.features import cards, review
from bot.features.cards import Card, Kind
from bot.locales import Message
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import card_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn, Visitor

Index = Annotated[int, Query(ge=0, le=wire.MOST, description="The sentence's `index` in its note.")]

api = APIRouter(tags=["cards"])
pages = APIRouter()

HIDDEN = ("language", "goes_with_share")


def card_json(card: Card) -> dict[str, Any]:
    return {name: value for name, value in asdict(card).items() if name not in HIDDEN}


@api.get("/notes/{note_id}/cards/draft", response_model=shapes.Draft)
async def read_draft(
    note_id: wire.Identity,
    app: Pith,
    visitor: SignedIn,
    index: Index,
    kind: Kind | None = None,
    hidden: wire.Asked = None,
) -> dict[str, Any]:
    """The card that a sentence would make; `hidden` are the words a cloze hides, if not those found here."""
    return asdict(await cards.draft(app, visitor.person, note_id, index, kind, hidden))


@api.post("/notes/{note_id}/cards", status_code=201, response_model=shapes.Card)
async def add_card(
    note_id: wire.Identity, wish: shapes.NewCard, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Makes a card of a sentence. It has one of a kind: making it again changes its words."""
    made = await cards.add(
        app, visitor.person, note_id, wish.index, kind=wish.kind, front=wish.front, back=wish.back
    )
    return card_json(made)


@api.get("/cards", response_model=shapes.CardList)
async def list_cards(
    app: Pith,
    visitor: SignedIn,
    note_id: Annotated[int | None, Query(ge=1, le=wire.LARGEST_ID)] = None,
    tag: wire.Asked = None,
    limit: wire.Limit = 20,
    cursor: wire.Cursor = None,
) -> dict[str, Any]:
    """Your cards, newest first."""
    found = await cards.list_cards(
        app, visitor.person, note_id=note_id, tag=tag or None, limit=limit, cursor=cursor
    )
    return {"cards": [card_json(card) for card in found.cards], "next_cursor": found.next_cursor}


@api.patch("/cards/{card_id}", response_model=shapes.Card)
async def patch_card(
    card_id: wire.Identity, change: shapes.CardChange, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Changes a card's words, or suspends and resumes it. What you remember of it stays."""
    changed = await cards.edit(app, visitor.person, card_id, front=change.front, back=change.back)
    if change.suspended is not None:
        changed = await review.suspend(app, visitor.person, card_id, change.suspended)
    return card_json(changed)


@api.delete("/cards/{card_id}", status_code=204, response_class=Response)
async def delete_card(card_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """The card and its grades are gone at once."""
    await cards.delete(app, visitor.person, card_id)


async def cards_shown(
    request: Request,
    app: App,
    visitor: Visitor,
    tag: str = "",
    cursor: int | None = None,
    *,
    said: Message | None = None,
    entered: tuple[int, shapes.CardChange] | None = None,
    refused: UserError | None = None,
) -> Response:
    """A page of the list; `entered` are a card's words as somebody wrote them and they were `refused`."""
    found = await cards.list_cards(app, visitor.person, tag=tag or None, cursor=cursor)
    return await page(
        request,
        "cards.html",
        visitor.person,
        status=refused.status if refused else 200,
        found=found,
        tag=tag,
        continues=cursor,
        said=said,
        entered=dict([entered]) if entered else {},
        refused=refused,
    )


@pages.get("/cards")
async def cards_page(
    request: Request, app: Pith, visitor: SignedIn, tag: wire.Asked = None, cursor: wire.Cursor = None
) -> Response:
    return await cards_shown(request, app, visitor, tag or "", cursor)


async def _place(request: Request) -> shapes.CardsPlace:
    """Which page of the list a form of it stood on."""
    form = await bodies.form_of(request)
    return bodies.fitted(shapes.CardsPlace, {name: form.get(name, "") for name in ("tag", "cursor")})


async def _back(request: Request) -> Response:
    place = await _place(request)
    asked = urlencode({name: value for name, value in place if value}, quote_via=quote)
    return RedirectResponse(f"/cards?{asked}" if asked else "/cards", 303)


@pages.post("/cards/{card_id}/change")
async def change_on_page(request: Request, card_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.CardChange, {side: form.get(side, "") for side in ("front", "back")})
    try:
        await cards.edit(app, visitor.person, card_id, front=wish.front, back=wish.back)
    except Invalid as error:
        place = await _place(request)
        return await cards_shown(
            request, app, visitor, place.tag, place.cursor, entered=(card_id, wish), refused=error
        )
    return await _back(request)


@pages.post("/cards/{card_id}/suspend")
async def suspend_on_page(request: Request, card_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await review.suspend(app, visitor.person, card_id)
    return await _back(request)


@pages.post("/cards/{card_id}/resume")
async def resume_on_page(request: Request, card_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await review.suspend(app, visitor.person, card_id, suspended=False)
    return await _back(request)


@pages.post("/cards/{card_id}/delete")
async def delete_on_page(request: Request, card_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await cards.delete(app, visitor.person, card_id)
    return await _back(request)
