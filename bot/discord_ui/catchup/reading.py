"""A channel's history, from the newest message back, as what was said. Nothing of it is kept once it is condensed."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.catchup.rights import NO_CONTENT, Place, while_read
from bot.errors import NotAllowed
from bot.features.catchup import CatchUp, Said

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

MOST_MESSAGES = 20_000
MOST_S = 480.0  # of the fifteen minutes that an answer may take
PINNED = 3  # reactions' worth
MOST_NAMED, NAMED_WITHIN_S = 100, 5.0  # members that can be asked for at once
BREATH = 5  # messages after which others get their turn: one full of names or times takes some milliseconds

log = logging.getLogger(__name__)

_KEPT_BACK = re.compile(r"\\[^0-9A-Za-z\s]|(?P<code>```.+?```)|(?P<hidden>\|\|.+?\|\|)", re.DOTALL)
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")
_MOMENT = re.compile(r"<t:(-?\d{1,12})(?::[a-zA-Z])?>")
_PEOPLE = re.compile(r"<@(?:!|(&))?(\d{15,20})>")
_ADDRESSED = re.compile(r"<@!?(\d+)>")
_QUOTED = re.compile(r"(?ms)^>>> .*|^> .*?$")
_MARKS = re.compile(r"\*\*|__|~~|`|^(?:#{1,3}|-#) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How far back: since a moment, from a message on, after `own_of`'s last message, or the newest `most`.

    `until_at`: nothing from then on. `member`: of what is read only what this account said.
    """

    since_at: datetime | None = None
    until_at: datetime | None = None
    from_id: int | None = None
    own_of: int | None = None
    most: int | None = None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read, oldest first. `all_read` False: there was more, and time or room ran out."""

    said: list[Said]
    read: int
    all_read: bool


async def hear(
    client: PithClient,
    place: Place,
    wanted: Wanted,
    on_count: Callable[[int], None],
    most_s: float = MOST_S,
) -> Heard:
    """Reads page after page. Raises what `while_read` does, and NotAllowed where Discord shows messages without
    their words."""
    ends_s = asyncio.get_running_loop().time() + most_s
    said: list[Said] = []
    read, all_read = 0, True
    with while_read(place):
        async for listed in place.history(limit=None, before=wanted.until_at):
            message = _begun_at(listed)
            if message is None:
                continue
            if _is_before(message, wanted):
                break
            if read == (wanted.most or MOST_MESSAGES):
                all_read = wanted.most is not None
                break
            if read % 100 == 0:
                on_count(read)
                if asyncio.get_running_loop().time() > ends_s:
                    all_read = False
                    break
            if read % BREATH == 0:
                await asyncio.sleep(0)
            if is_blank(message):
                raise NotAllowed(NO_CONTENT.text)
            read += 1
            if wanted.member in (None, message.author.id):
                said.append(said_in(message, client.own_id))
    said.reverse()
    return Heard(said, read, all_read)


async def by_names_here(guild: discord.Guild, found: CatchUp) -> CatchUp:
    """The same with the names that its speakers have in the server: messages of the past tell others. Where Discord
    does not say in time, those stay."""
    ids = sorted(found.speaker_ids)[:MOST_NAMED]
    if not ids:
        return found
    try:
        async with asyncio.timeout(NAMED_WITHIN_S):
            members = await guild.query_members(user_ids=ids, limit=len(ids), cache=False)
    except (TimeoutError, discord.DiscordException, ConnectionError):
        log.info("Discord did not tell the names of members")
        return found
    return found.renamed({member.id: member.display_name for member in members})


def _begun_at(message: discord.Message) -> discord.Message | None:
    """What a thread was begun at stands in its history as an empty message that refers to it; None once deleted."""
    if message.type is not discord.MessageType.thread_starter_message:
        return message
    meant = message.reference.resolved if message.reference else None
    return meant if isinstance(meant, discord.Message) else None


def _is_before(message: discord.Message, wanted: Wanted) -> bool:
    if wanted.since_at is not None and message.created_at < wanted.since_at:
        return True
    if wanted.from_id is not None and message.id < wanted.from_id:
        return True
    return wanted.own_of is not None and message.author.id == wanted.own_of and not message.is_system()


def is_blank(message: discord.Message) -> bool:
    """Whether Discord kept a message's words from Pith: nobody can send one with nothing in it."""
    if message.author.bot or message.is_system():
        return False
    return not (
        message.content
        or message.attachments
        or message.embeds
        or message.components
        or message.stickers
        or message.poll
        or message.message_snapshots
        or message.activity
    )


def said_in(message: discord.Message, own_id: int) -> Said:
    """The message as a reader sees it, but for the places it mentions: who may know their names is `naming`'s."""
    weight = sum(reaction.count for reaction in message.reactions) + PINNED * message.pinned
    reference = message.reference if message.type is discord.MessageType.reply else None
    first = _ADDRESSED.match(message.content)
    addressed = discord.utils.get(message.mentions, id=int(first[1])) if first else None
    return Said(
        id=message.id,
        speaker_id=message.author.id,
        speaker=message.author.display_name,
        text=plain_words(_with_people(message)),
        at=message.created_at,
        link=message.jump_url,
        answers=reference.message_id if reference else None,
        weight=weight,
        by_program=message.author.bot or message.webhook_id is not None or message.is_system(),
        edited_at=message.edited_at,
        holds_more=bool(message.poll or message.message_snapshots),
        to_program=own_id in message.raw_mentions or (addressed is not None and addressed.bot),
    )


def _with_people(message: discord.Message) -> str:
    """Its words with the names of who is mentioned. Not `clean_content`, which names every place that Pith knows."""

    def name(mention: re.Match[str]) -> str:
        if mention[1]:
            role = message.guild.get_role(int(mention[2])) if message.guild else None
            return f"@{role.name if role else 'deleted-role'}"
        person = discord.utils.get(message.mentions, id=int(mention[2]))
        return f"@{person.display_name if person else 'deleted-user'}"

    return _PEOPLE.sub(name, message.content)


def plain_words(content: str) -> str:
    """What the person wrote: not code, not what they quote, and what they hid stays hidden. Pure."""
    words = _KEPT_BACK.sub(_in_place_of, content.replace("\u200b", ""))
    for pattern, instead in (
        (_QUOTED, " "),
        (_EMOJI, r"\1"),
        (_MARKS, ""),
    ):
        words = pattern.sub(instead, words)
    return _MOMENT.sub(_moment, words).strip()


def _in_place_of(found: re.Match[str]) -> str:
    """As Discord reads: from the left, so that code may hold bars, and what is hidden may hold anything."""
    return " " if found["code"] else "▒▒▒" if found["hidden"] else found[0]


def _moment(found: re.Match[str]) -> str:
    try:
        return f"{datetime.fromtimestamp(int(found[1]), UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):
        return found[0]
