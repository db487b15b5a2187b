"""What a group's page shows, also where a form of it was refused: then that form stands there to be put right."""

from __future__ import annotations

import re
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from bot.app import App
from bot.features import groups, practice
from bot.features.groups import Change, Group, Order, Posts, Sharers
from bot.locales import LANGUAGES, N_, Message
from bot.web_ui import digests
from bot.web_ui.focus import together
from bot.web_ui.frame.answers import page
from bot.web_ui.frame.refusals import Refusal, as_values
from bot.web_ui.session import Visitor

SHARERS_WORDS = {Sharers.MEMBERS: N_("every member"), Sharers.MANAGERS: N_("who manages the group")}
CHANNEL = re.compile(r"<#(\d+)>")

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


async def _posts(
    app: App, visitor: Visitor, group_id: int, order: Order, query: str, offset: int
) -> dict[str, Any]:
    found: Posts = await groups.list_posts(app, visitor.person, group_id, order, query=query, offset=offset)
    return {"found": found, "order": order, "query": query, "offset": offset}


async def shown(
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
    refusal: Refusal | None = None,
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
        status=422 if refusal else 200,
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
        **as_values(refusal),
        **await together.section(request, app, person, group_id),
        **await digests.section(app, visitor, group),
        **await _posts(app, visitor, group_id, order, query, offset),
    )
