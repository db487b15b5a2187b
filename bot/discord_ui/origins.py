"""How Discord's messages are named in the store, and finding the answers to a note again: to change them, and to have
them say that it is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord

from bot.app import App
from bot.discord_ui.answering.refusals import ARCHIVED, told_apart
from bot.discord_ui.answering.replies import editing
from bot.discord_ui.render import Answer, say
from bot.errors import NotAllowed, NotFound
from bot.features import answers, history, origins
from bot.features.answers import ANSWER
from bot.features.lasting import NotNow
from bot.features.people import Person
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


def origin_of(message_id: int, attachment_id: int | None = None) -> str:
    """A message, or one file in it, as the origin of a note."""
    return f"discord:{message_id}" if attachment_id is None else f"discord:{message_id}:{attachment_id}"


def answer_origin(message: discord.Message) -> str:
    """A message of Pith's own that shows a note."""
    return answer_origin_at(message.channel.id, message.id)


def answer_origin_at(channel_id: int, message_id: int | str) -> str:
    """With an empty message, what those of all answers in the channel begin with."""
    return f"{ANSWER}{channel_id}:{message_id}"


async def note_shown(app: App, person: Person, answer: str) -> int | None:
    """The person's note that an answer, given as an origin, shows; None where it shows none. Raises NotAllowed where it
    is somebody else's: an answer in a server stands there for all."""
    made = await origins.made_from(app, answer)
    mine = [each.note_id for each in made if each.person.id == person.id]
    if made and not mine:
        raise NotAllowed(
            "This is another person's note. For one of your own, open a message's menu → Apps → Condense privately."
        )
    return mine[0] if mine else None


def message_ids(known: Iterable[str]) -> list[int]:
    """The messages whose texts make up a note, oldest first."""
    parts = [origin.split(":") for origin in known]
    return sorted(int(part[1]) for part in parts if part[0] == "discord" and len(part) == 2)


async def edit_answers(client: PithClient, shown: Iterable[str], answer: Answer) -> bool:
    """Makes every answer among `shown`, given as origins, be `answer`; whether there was one that could be changed:
    somebody may have taken it away, or locked the thread that it stands in."""
    changed = False
    for origin in shown:
        if not origin.startswith(ANSWER):
            continue
        channel_id, message_id = map(int, origin.removeprefix(ANSWER).split(":"))
        try:
            await _edit(client, channel_id, message_id, answer)
            changed = True
        except discord.HTTPException as error:
            if not isinstance(error, discord.NotFound | discord.Forbidden) and error.code != ARCHIVED:
                raise
    return changed


async def remember_answer(
    client: PithClient, person: Person, note_id: int, sent: discord.Message, language: str
) -> None:
    """Ties Pith's answer to its note; where that is gone by now, the answer is to say so."""
    origin = answer_origin(sent)
    try:
        await origins.add(client.app, person, note_id, origin)
    except NotFound:
        await answers.are_gone(client.app, [origin], language)


async def look_again(
    client: PithClient, person: Person, note_id: int, shown: Iterable[str], language: str
) -> None:
    """To be called once the answers `shown`, given as origins, were made to show the note: where it went meanwhile,
    they are to say so, as the change may have come after they did."""
    try:
        await history.origins(client.app, person, note_id)
    except NotFound:
        await answers.are_gone(client.app, shown, language)


async def mark_gone(client: PithClient, channel_id: int, message_id: int, language: str) -> None:
    """The message says that it is deleted. Raises NotNow, Forbidden and Gone."""
    if not client.connected:
        raise NotNow
    with told_apart():
        await _edit(client, channel_id, message_id, gone_answer(language))


def gone_answer(language: str) -> Answer:
    """What stands in an answer's place once its note is gone."""
    return say(N_("Deleted.").to(language))


async def _edit(client: PithClient, channel_id: int, message_id: int, answer: Answer) -> None:
    """In an archived thread too, but not in one that is locked. Raises what Discord refuses with."""
    message = client.get_partial_messageable(channel_id).get_partial_message(message_id)
    try:
        await message.edit(**editing(answer))
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
        thread = await client.fetch_channel(channel_id)
        if not isinstance(thread, discord.Thread) or thread.locked:
            raise
        await thread.edit(archived=False)
        await message.edit(**editing(answer))
