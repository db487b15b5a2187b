"""How Discord's messages are named in the store, and finding the answers to a note again to change them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.refusals import ARCHIVED
from bot.discord_ui.answering.replies import UNREACHABLE, editing
from bot.discord_ui.render import Answer, say
from bot.errors import NotFound
from bot.features import origins
from bot.features.people import Person
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

ANSWER = "discord-answer:"

log = logging.getLogger(__name__)


def origin_of(message_id: int, attachment_id: int | None = None) -> str:
    """A message, or one file in it, as the origin of a note."""
    return f"discord:{message_id}" if attachment_id is None else f"discord:{message_id}:{attachment_id}"


def answer_origin(message: discord.Message) -> str:
    """A message of Pith's own that shows a note."""
    return f"{ANSWER}{message.channel.id}:{message.id}"


def message_ids(known: Iterable[str]) -> list[int]:
    """The messages whose texts make up a note, oldest first."""
    parts = [origin.split(":") for origin in known]
    return sorted(int(part[1]) for part in parts if part[0] == "discord" and len(part) == 2)


async def edit_answers(
    client: PithClient, shown: Iterable[str], answer: Answer, *, but_not: int | None = None
) -> bool:
    """Makes every answer among `shown`, given as origins, be `answer`; whether there was one that could be changed."""
    changed = False
    for origin in shown:
        if not origin.startswith(ANSWER):
            continue
        channel_id, message_id = map(int, origin.removeprefix(ANSWER).split(":"))
        if message_id == but_not:
            continue
        changed |= await _edit(client, channel_id, message_id, answer)
    return changed


async def remember_answer(
    client: PithClient, person: Person, note_id: int, sent: discord.Message, language: str
) -> None:
    """Ties Pith's answer to its note; where that is gone by now, the answer says so at once."""
    try:
        await origins.add(client.app, person, note_id, answer_origin(sent))
    except NotFound:
        await take_back(client, [answer_origin(sent)], language)


async def take_back(client: PithClient, shown: Iterable[str], language: str) -> None:
    """Where the answers among `shown`, given as origins, stood, it says that they are deleted."""
    gone = say(N_("Deleted.").to(language))
    for origin in shown:
        try:
            await edit_answers(client, [origin], gone)
        except (discord.HTTPException, *UNREACHABLE) as error:
            log.info("could not take back an answer: %r", error)


async def _edit(client: PithClient, channel_id: int, message_id: int, answer: Answer) -> bool:
    """False where somebody took it away, or locked the thread that it stands in."""
    message = client.get_partial_messageable(channel_id).get_partial_message(message_id)
    try:
        try:
            await message.edit(**editing(answer))
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            thread = await client.fetch_channel(channel_id)
            if not isinstance(thread, discord.Thread) or thread.locked:
                return False
            await thread.edit(archived=False)
            await message.edit(**editing(answer))
    except (discord.NotFound, discord.Forbidden):
        return False
    return True
