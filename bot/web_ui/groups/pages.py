"""The pages of groups; they work without JavaScript, and show what changes where there is some."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.app import App
from bot.errors import Invalid
from bot.features import groups, practice, reminders
from bot.features.groups import Order, Settings
from bot.features.reminders import Schedule
from bot.locales import N_
from bot.web_ui import digests
from bot.web_ui.focus import together
from bot.web_ui.frame import bodies, wire
from bot.web_ui.frame import group_shapes as shapes
from bot.web_ui.frame.answers import page
from bot.web_ui.frame.refusals import Refusal, as_values
from bot.web_ui.groups.showing import shown
from bot.web_ui.session import Pith, SignedIn, Visitor

Offset = Annotated[int, Query(ge=0, le=wire.LARGEST_ID)]
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

pages = APIRouter()


@pages.get("/groups")
async def groups_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    return await _list(request, app, visitor)


async def _list(request: Request, app: App, visitor: Visitor, refusal: Refusal | None = None) -> Response:
    mine = await groups.mine(app, visitor.person, also_hidden=True)
    shared = [
        *await groups.shared_by(app, visitor.person),
        *await practice.shown_by(app, visitor.person),
    ]
    return await page(
        request,
        "groups.html",
        visitor.person,
        status=422 if refusal else 200,
        mine=mine,
        shared=len(shared),
        limit=groups.NAME_CHARACTERS,
        **as_values(refusal),
    )


@pages.post("/groups")
async def make_on_page(request: Request, app: Pith, visitor: SignedIn) -> Response:
    form = await bodies.form_of(request)
    given = {name: form.get(name, "") for name in ("name", "own_name")}
    wish = bodies.fitted(shapes.NewGroup, given)
    try:
        made = await groups.make(app, visitor.person, wish.name, wish.own_name)
    except Invalid as error:
        return await _list(request, app, visitor, Refusal("new", error, form))
    return RedirectResponse(f"/groups/{made.id}", 303)


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
    return await shown(
        request,
        app,
        visitor,
        group_id,
        order=order,
        query=query or "",
        offset=offset,
        said=SAID.get(said or ""),
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
    try:
        await groups.ask(app, visitor.person, post_id, wish.text)
    except Invalid as error:
        return await shown(
            request, app, visitor, post.group_id, refusal=Refusal(f"ask{post_id}", error, form)
        )
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
    try:
        await groups.answer(app, visitor.person, question_id, wish.text)
    except Invalid as error:
        return await shown(
            request, app, visitor, question.group_id, refusal=Refusal(f"answer{question_id}", error, form)
        )
    return _back(question.group_id, "answered")


@pages.post("/groups/{group_id}/settings")
async def settings_on_page(
    group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(
        shapes.GroupChange, {name: form[name] for name in shapes.GroupChange.model_fields if name in form}
    )
    try:
        await groups.change_settings(app, visitor.person, group_id, Settings(**wish.model_dump()))
    except Invalid as error:
        return await shown(request, app, visitor, group_id, refusal=Refusal("settings", error, form))
    return _back(group_id, "saved")


@pages.post("/groups/{group_id}/name")
async def rename_self_on_page(
    group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.OwnName, {"own_name": form.get("own_name", "")})
    try:
        await groups.rename_self(app, visitor.person, group_id, wish.own_name)
    except Invalid as error:
        return await shown(request, app, visitor, group_id, refusal=Refusal("name", error, form))
    return _back(group_id, "saved")


@pages.post("/groups/{group_id}/invite")
async def invite_on_page(group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn) -> Response:
    """Shows the link on the page it answers, and nowhere again."""
    form = await bodies.form_of(request)
    wish = bodies.fitted(shapes.InvitationWish, {"days": form.get("days", "")})
    try:
        _, link = await groups.invite(app, visitor.person, group_id, app.settings.base_url, wish.days)
    except Invalid as error:
        return await shown(request, app, visitor, group_id, refusal=Refusal("invite", error, form))
    return await shown(request, app, visitor, group_id, link=link)


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


@pages.post("/groups/{group_id}/digest")
async def set_digest_on_page(
    group_id: wire.Identity, request: Request, app: Pith, visitor: SignedIn
) -> Response:
    form = await bodies.form_of(request)
    try:
        clock, days = reminders.understand(str(form.get("when", "")))
        zone = str(form.get("zone", "")).strip() or visitor.person.time_zone
        if not zone:
            raise Invalid("Say where you are, too: choose a time zone beside the time.", about="zone")
        schedule = Schedule(clock, days, zone)
        await digests.set_plan(app, visitor.person, group_id, schedule, with_dates="dates" in form)
    except Invalid as error:
        return await shown(request, app, visitor, group_id, refusal=Refusal("digest", error, form))
    return _back(group_id, "saved")
