"""What is shared in groups over HTTP: posted after a look, voted on, kept as cards, asked about, taken back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from bot.features import groups
from bot.features.groups import Order, Post, Question, Shared, Wish
from bot.web_ui.cards import card_json
from bot.web_ui.frame import card_shapes, wire
from bot.web_ui.frame import group_shapes as shapes
from bot.web_ui.session import Pith, SignedIn

api = APIRouter(tags=["groups"])


def post_json(post: Post) -> dict[str, Any]:
    vote = {True: "up", False: "down", None: None}[post.own_vote]
    return {
        "id": post.id,
        "sentence": post.sentence,
        "title": post.title,
        "location": post.location.as_json(),
        "names": list(post.names),
        "unnamed": post.unnamed,
        "ups": post.ups,
        "downs": post.downs,
        "own_vote": vote,
        "share_id": post.share_id,
        "first_at": post.first_at,
    }


def shared_json(shared: Shared) -> dict[str, Any]:
    return {
        "share_id": shared.share_id,
        "post_id": shared.post_id,
        "group_id": shared.group_id,
        "group": shared.group,
        "note_id": shared.note_id,
        "sentence": shared.sentence,
        "without_name": shared.is_anonymous,
        "take_cards_back": shared.takes_cards_back,
        "shared_at": shared.shared_at,
        "messages": [message_link(place) for place in shared.messages],
    }


def message_link(place: tuple[int, int, int]) -> str:
    """Where a message of Discord's can be read."""
    return f"https://discord.com/channels/{'/'.join(map(str, place))}"


def question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "sentence": question.sentence,
        "text": question.text,
        "answer": question.answer,
        "asker": question.asker,
        "author": question.author,
        "to_you": question.to_me,
        "asked_at": question.asked_at,
    }


@api.get("/groups/{group_id}/posts", response_model=shapes.PostList)
async def list_posts(
    group_id: wire.Identity,
    app: Pith,
    visitor: SignedIn,
    order: Order = Order.NEWEST,
    query: wire.Asked = None,
    limit: Annotated[int, Query(ge=1, le=groups.MOST_LISTED)] = 20,
    offset: Annotated[int, Query(ge=0, le=wire.LARGEST_ID)] = 0,
) -> dict[str, Any]:
    """What is shared in the group: the newest first, or the best of the last seven days."""
    found = await groups.list_posts(
        app, visitor.person, group_id, order, query=query or "", limit=limit, offset=offset
    )
    return {"posts": [post_json(post) for post in found.posts], "next_offset": found.next_offset}


@api.post("/groups/{group_id}/posts", response_model=shapes.PostList)
async def share(
    group_id: wire.Identity, wish: shapes.ShareWish, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Shares highlights of yours, or with `preview` shows how they would look."""
    how = Wish(is_anonymous=wish.without_name, takes_cards_back=wish.take_cards_back)
    act = groups.preview if wish.preview else groups.share
    posts = await act(app, visitor.person, group_id, wish.highlight_ids, how)
    return {"posts": [post_json(post) for post in posts], "next_offset": None}


@api.get("/groups/{group_id}/questions", response_model=shapes.QuestionList)
async def list_questions(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Those asked of you, and those that you asked."""
    found = await groups.questions(app, visitor.person, group_id)
    return {"questions": [question_json(each) for each in found]}


@api.put("/posts/{post_id}/vote", response_model=shapes.Post)
async def vote(post_id: wire.Identity, wish: shapes.Vote, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Your one vote on what somebody shares."""
    is_up = None if wish.vote is None else wish.vote == "up"
    return post_json(await groups.vote(app, visitor.person, post_id, is_up))


@api.post("/posts/{post_id}/card", status_code=201, response_model=card_shapes.Card)
async def keep_card(post_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A card of your own from what somebody shares."""
    return card_json(await groups.keep_card(app, visitor.person, post_id))


@api.post("/posts/{post_id}/questions", status_code=204, response_class=Response)
async def ask(post_id: wire.Identity, wish: shapes.Asking, app: Pith, visitor: SignedIn) -> None:
    """Asks who shared it; they alone read it."""
    await groups.ask(app, visitor.person, post_id, wish.text)


@api.delete("/posts/{post_id}", status_code=204, response_class=Response)
async def take_out(post_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """As who manages the group: it is shared by nobody any more."""
    await groups.take_out(app, visitor.person, post_id)


@api.post("/questions/{question_id}/answer", status_code=204, response_class=Response)
async def answer(question_id: wire.Identity, wish: shapes.Asking, app: Pith, visitor: SignedIn) -> None:
    """Answers a question asked of you; who asked alone reads it."""
    await groups.answer(app, visitor.person, question_id, wish.text)


@api.get("/notes/{note_id}/shareable", response_model=shapes.ShareableList)
async def list_shareable(note_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The note's highlights by the ids that sharing takes."""
    found = await groups.shareable(app, visitor.person, note_id)
    return {
        "highlights": [
            {
                "highlight_id": each.highlight_id,
                "sentence": each.sentence.text,
                "too_long": each.is_too_long,
                "group_ids": list(each.group_ids),
            }
            for each in found
        ]
    }


@api.get("/shares", response_model=shapes.SharedList)
async def list_shares(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """All of yours that others can see, and where."""
    return {"shared": [shared_json(each) for each in await groups.shared_by(app, visitor.person)]}


@api.delete("/shares/{share_id}", status_code=204, response_class=Response)
async def withdraw(share_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """Takes it back, from everywhere."""
    await groups.withdraw(app, visitor.person, share_id)
