"""The pages of groups; they work without JavaScript, and show what changes where there is some."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.features import groups, practice
from bot.features.groups import Change, Group, Order, Posts, Settings, Sharers
from bot.locales import LANGUAGES, N_, Message
from bot.web_ui import digests
from bot.web_ui.focus import together
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import group_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.session import Pith, SignedIn, Visitor

Offset = Annotated[int, Query(ge=0, le=wire.LARGEST_ID)]
SHARERS_WORDS = {Sharers.MEMBERS: N_("every member"), Sharers.MANAGERS: N_("who manages the group")}
VOTES = {"up": True, "down": False, "none": None}
SAID = {
    "kept": N_("It is a card of yours now. Review brings it back when it is due."),
    "asked": N_("Asked. The answer comes to you alone."),
    "answered": N_("Your answer is on its way, to who asked alone."),
    "withdrawn": N_("Taken back: you don’t share it in the group any more."),
    "following": N_(
        "Taken back: it is gone from this page. Its message on Discord follows as soon as Pith can change it."
    ),
    "out": N_("Taken out of the group."),
    "shared": N_("Shared. You can take it back here at any time."),
    "saved": N_("Saved."),
} | together.SAID

CHANNEL = re.compile(r"<#(\d+)>")

pages = APIRouter()


Parts = list[tuple[str | Message, str]]


def value_parts(group: Group, setting: str, value: str | None) -> Parts:
    """A setting's value as it is shown, in parts: words, and where they lead. Channels have no names here: one of
    before may be closed to who reads this, and Discord names it to whom it is not."""
    if value is None:
        return [("–", "")]
    if setting == "sharers":
        return [(SHARERS_WORDS[Sharers(value)], "")]
    if setting not in ("channel_id", "digest"):
        return [(LANGUAGES.get(value, value) if setting == "language" else value, "")]
    parts: Parts = []
    for place, part in enumerate(CHANNEL.split(f"<#{value}>" if setting == "channel_id" else value)):
        if place % 2 == 0:
            parts.append((part, ""))
        else:
            words = N_("the group’s channel") if part == str(group.channel_id) else N_("another channel")
            parts.append((words, f"https://discord.com/channels/{group.server_id}/{part}"))
    return [each for each in parts if each[0]]


def change_parts(group: Group, change: Change) -> tuple[Parts, Parts] | None:
    """What it was and what it is, where that can be told."""
    if change.after is None:
        return None
    before, after = (value_parts(group, change.setting, value) for value in (change.before, change.after))
    return before, after


@pages.get("/groups")
async def groups_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    mine = await groups.mine(app, visitor.person, also_hidden=True)
    shared = [
        *await groups.shared_by(app, visitor.person),
        *await practice.shown_by(app, visitor.person),
    ]
    return await page(
        request, "groups.html", visitor.person, mine=mine, shared=len(shared), limit=groups.NAME_CHARACTERS
    )


@pages.post("/groups")
async def make_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    given = {name: form.get(name, "") for name in ("name", "own_name")}
    wish = bodies.fitted(shapes.NewGroup, given)
    made = await groups.make(app, visitor.person, wish.name, wish.own_name)
    return RedirectResponse(f"/groups/{made.id}", 303)


async def _posts(
    app: App, visitor: Visitor, group_id: int, order: Order, query: str, offset: int
) -> dict[str, Any]:
    found: Posts = await groups.list_posts(app, visitor.person, group_id, order, query=query, offset=offset)
    return {"found": found, "order": order, "query": query, "offset": offset}


@pages.get("/groups/{group_id}")
async def group_page(
    group_id: wire.Identity,
    request: Request,
    app: Pith,
    visitor: SignedIn,
    order: Order = Order.NEWEST,
    query: wire.Asked = None,
    offset: Offset = 0,
    said: str | None = None,
) -> Response:
    return await _show(
        request,
        app,
        visitor,
        group_id,
        order=order,
        query=query or "",
        offset=offset,
        said=SAID.get(said or ""),
    )


async def _show(
    request: Request,
    app: App,
    visitor: Visitor,
    group_id: int,
    *,
    order: Order = Order.NEWEST,
    query: str = "",
    offset: int = 0,
    said: Message | None = None,
    link: str = "",
) -> Response:
    person = visitor.person
    version = await groups.version(
        app, person, group_id
    )  # before what it is of: at worst it is made anew once
    group: Group = await groups.get(app, person, group_id)
    is_circle = group.server_id is None
    return await page(
        request,
        "group.html",
        person,
        group=group,
        is_circle=is_circle,
        said=said,
        link=link,
        members=await groups.members(app, person, group_id),
        questions=await groups.questions(app, person, group_id),
        rounds=await practice.open_in(app, person, group_id),
        invitations=await groups.invitations(app, person, group_id) if is_circle and group.manages else (),
        changes=await groups.changes(app, person, group_id),
        change_parts=change_parts,
        sharers_words=SHARERS_WORDS,
        bounds=groups,
        version=version,
        **await together.section(request, app, person, group_id),
        **await digests.section(app, visitor, group),
        **await _posts(app, visitor, group_id, order, query, offset),
    )


def _back(group_id: int, said: str, post_id: int | None = None) -> Response:
    place = f"#p{post_id}" if post_id else ""
    return RedirectResponse(f"/groups/{group_id}?said={said}{place}", 303)


@pages.post("/posts/{post_id}/vote")
async def vote_on_page(post_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    post = await groups.vote(app, visitor.person, post_id, VOTES.get(str(form.get("vote"))))
    return RedirectResponse(f"/groups/{post.group_id}#p{post_id}", 303)


@pages.post("/posts/{post_id}/card")
async def keep_on_page(post_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    post = await groups.get_post(app, visitor.person, post_id)
    await groups.keep_card(app, visitor.person, post_id)
    return _back(post.group_id, "kept", post_id)


@pages.post("/posts/{post_id}/ask")
async def ask_on_page(post_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.Asking, {"text": form.get("text", "")})
    post = await groups.get_post(app, visitor.person, post_id)
    await groups.ask(app, visitor.person, post_id, wish.text)
    return _back(post.group_id, "asked", post_id)


@pages.post("/posts/{post_id}/withdraw")
async def withdraw_on_page(post_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    post = await groups.get_post(app, visitor.person, post_id)
    message_id = await groups.of_post(app, post_id)
    await groups.withdraw_post(app, visitor.person, post_id)
    return _back(post.group_id, "withdrawn" if message_id is None else "following")


@pages.post("/posts/{post_id}/take-out")
async def take_out_on_page(post_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    post = await groups.get_post(app, visitor.person, post_id)
    message_id = await groups.of_post(app, post_id)
    await groups.take_out(app, visitor.person, post_id)
    return _back(post.group_id, "out" if message_id is None else "following")


@pages.post("/questions/{question_id}/answer")
async def answer_on_page(
    question_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.Asking, {"text": form.get("text", "")})
    question = await groups.get_question(app, visitor.person, question_id)
    await groups.answer(app, visitor.person, question_id, wish.text)
    return _back(question.group_id, "answered")


@pages.post("/groups/{group_id}/settings")
async def settings_on_page(
    group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.GroupChange, {name: value for name, value in form.items() if name != "csrf"})
    await groups.change_settings(app, visitor.person, group_id, Settings(**wish.model_dump()))
    return _back(group_id, "saved")


@pages.post("/groups/{group_id}/name")
async def rename_self_on_page(
    group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.OwnName, {"own_name": form.get("own_name", "")})
    await groups.rename_self(app, visitor.person, group_id, wish.own_name)
    return _back(group_id, "saved")


@pages.post("/groups/{group_id}/invite")
async def invite_on_page(group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """Shows the link on the page it answers, and nowhere again."""
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.InvitationWish, {"days": form.get("days", "")})
    _, link = await groups.invite(app, visitor.person, group_id, app.settings.base_url, wish.days)
    return await _show(request, app, visitor, group_id, link=link)


@pages.post("/groups/{group_id}/invitations/{invitation_id}/revoke")
async def revoke_on_page(
    group_id: wire.Identity, invitation_id: wire.Identity, app: Pith, visitor: SignedIn
) -> Response:
    await groups.revoke(app, visitor.person, group_id, invitation_id)
    return _back(group_id, "saved")


@pages.post("/groups/{group_id}/members/{member_id}/remove")
async def remove_on_page(
    group_id: wire.Identity, member_id: wire.Identity, app: Pith, visitor: SignedIn
) -> Response:
    await groups.remove(app, visitor.person, group_id, member_id)
    return _back(group_id, "saved")


@pages.post("/groups/{group_id}/leave")
async def leave_on_page(group_id: wire.Identity, app: Pith, visitor: SignedIn) -> Response:
    await groups.leave(app, visitor.person, group_id)
    return RedirectResponse("/groups", 303)
