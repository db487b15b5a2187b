"""Groups over HTTP. Who is not in one is told that there is none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from bot.app import App
from bot.errors import UserError
from bot.features import groups
from bot.features.groups import Group, Order, Post, Question, Settings, Shared, Wish
from bot.features.people import Person
from bot.web_ui.cards import card_json
from bot.web_ui.frame import card_shapes, wire
from bot.web_ui.frame import group_shapes as shapes
from bot.web_ui.session import Pith, SignedIn

LOOK_EVERY_S = 1.0
ALIVE_EVERY = 15  # looks
STREAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "Events named `changed` whenever the group's page would look different.",
          "content": {"text/event-stream": {}}}
}  # fmt: skip

api = APIRouter(tags=["groups"])


def group_json(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name,
        "discord_server": str(group.server_id) if group.server_id else None,
        "discord_channel": str(group.channel_id) if group.channel_id else None,
        "language": group.language,
        "sharers": group.sharers,
        "daily_shares": group.daily_shares,
        "members": group.members,
        "role": group.role,
        "own_name": group.own_name,
        "ends_at": group.gone_at,
        "created_at": group.created_at,
    }


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


@api.get("/groups", response_model=shapes.GroupList)
async def list_groups(app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The groups you are in."""
    return {"groups": [group_json(group) for group in await groups.mine(app, visitor.person)]}


@api.post("/groups", status_code=201, response_model=shapes.Group)
async def make_group(wish: shapes.NewGroup, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """A new circle, which you manage."""
    return group_json(await groups.make(app, visitor.person, wish.name, wish.own_name))


@api.post("/groups/join", response_model=shapes.Group)
async def join_group(wish: shapes.Joining, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Joins a circle by an invitation."""
    secret = groups.secret_in(wish.link)
    return group_json(await groups.accept(app, visitor.person, secret, wish.own_name))


@api.get("/groups/{group_id}", response_model=shapes.Group)
async def read_group(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    return group_json(await groups.get(app, visitor.person, group_id))


@api.patch("/groups/{group_id}", response_model=shapes.Group)
async def patch_group(
    group_id: wire.Identity, wish: shapes.GroupChange, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """Changes its settings, as who manages it; each change is written down."""
    settings = Settings(
        name=wish.name, sharers=wish.sharers, daily_shares=wish.daily_shares, language=wish.language
    )
    return group_json(await groups.change_settings(app, visitor.person, group_id, settings))


@api.get("/groups/{group_id}/changes", response_model=shapes.SettingChangeList)
async def list_changes(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """The last changes of its settings, newest first."""
    found = await groups.changes(app, visitor.person, group_id)
    return {
        "changes": [
            {
                "setting": each.setting,
                "before": each.before,
                "after": each.after,
                "name": each.name,
                "changed_at": each.changed_at,
            }
            for each in found
        ]
    }


@api.delete("/groups/{group_id}/membership", status_code=204, response_class=Response)
async def leave_group(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> None:
    """You leave; what you shared there is taken back."""
    await groups.leave(app, visitor.person, group_id)


@api.patch("/groups/{group_id}/membership", status_code=204, response_class=Response)
async def rename_self(group_id: wire.Identity, wish: shapes.OwnName, app: Pith, visitor: SignedIn) -> None:
    """What the members of a circle call you."""
    await groups.rename_self(app, visitor.person, group_id, wish.own_name)


@api.get("/groups/{group_id}/members", response_model=shapes.MemberList)
async def list_members(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    found = await groups.members(app, visitor.person, group_id)
    return {
        "members": [
            {"id": each.person_id, "name": each.name, "role": each.role, "joined_at": each.joined_at}
            for each in found
        ]
    }


@api.delete("/groups/{group_id}/members/{member_id}", status_code=204, response_class=Response)
async def remove_member(
    group_id: wire.Identity, member_id: wire.Identity, app: Pith, visitor: SignedIn
) -> None:
    """Takes somebody out of a circle that you manage."""
    await groups.remove(app, visitor.person, group_id, member_id)


@api.get("/groups/{group_id}/invitations", response_model=shapes.InvitationList)
async def list_invitations(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> dict[str, Any]:
    """Those that can be used now; their links are not kept."""
    found = await groups.invitations(app, visitor.person, group_id)
    return {"invitations": [_invitation_json(each) for each in found]}


def _invitation_json(invitation: groups.Invitation) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
    }


@api.post("/groups/{group_id}/invitations", status_code=201, response_model=shapes.NewInvitation)
async def invite(
    group_id: wire.Identity, wish: shapes.InvitationWish, app: Pith, visitor: SignedIn
) -> dict[str, Any]:
    """A link into a circle that you manage."""
    made, link = await groups.invite(app, visitor.person, group_id, app.settings.base_url, wish.days)
    return _invitation_json(made) | {"link": link}


@api.delete("/groups/{group_id}/invitations/{invitation_id}", status_code=204, response_class=Response)
async def revoke_invitation(
    group_id: wire.Identity, invitation_id: wire.Identity, app: Pith, visitor: SignedIn
) -> None:
    """Its link is of no use from now on."""
    await groups.revoke(app, visitor.person, group_id, invitation_id)


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


@api.get("/groups/{group_id}/events", responses=STREAM, response_class=StreamingResponse)
async def follow(
    group_id: wire.Identity,
    request: Request,
    app: Pith,
    visitor: SignedIn,
    known: Annotated[str | None, Query(max_length=100)] = None,
) -> StreamingResponse:
    """Says when the group's page would look different; ends when you are not in it any more. `known` is the `data` of
    the last event, after a break; `Last-Event-ID` says the same."""
    first = await groups.version(app, visitor.person, group_id)
    seen = request.headers.get("last-event-id") or known or first
    stream = _events(request, app, visitor.person, group_id, seen)
    return StreamingResponse(
        stream,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(
    request: Request, app: App, person: Person, group_id: int, known: str
) -> AsyncIterator[str]:
    yield "retry: 3000\n\n"
    looks = 0
    while not await request.is_disconnected():
        looks += 1
        try:
            now = await groups.version(app, person, group_id)
        except UserError:
            yield "event: over\ndata: \n\n"
            return
        if now != known:
            known = now
            yield f"id: {now}\nevent: changed\ndata: {now}\n\n"
        elif looks % ALIVE_EVERY == 0:
            yield ": alive\n\n"
        await asyncio.sleep(LOOK_EVERY_S)


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
