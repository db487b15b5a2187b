"""A digest's one message: what was shared, the next dates, who focused; below, what was said in channels, each its own
part. Shown anew it says what is true by then, and of the channels only what it said already and still may.

What was said is not kept anywhere: the message itself is where it is read again.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp
import discord

from bot.discord_ui.catchup.reading import Wanted, by_names_here, hear
from bot.discord_ui.catchup.rights import Place, is_open_to_all
from bot.discord_ui.catchup.showing import best_that_fit, catchup_lines
from bot.discord_ui.groups.posts import source_words, who_words
from bot.discord_ui.render import COLOUR, DESCRIPTION_UNITS, TITLE_UNITS, Answer, inert, shorten, unlinked
from bot.errors import Busy, NotAllowed, NotFound
from bot.features import catchup, digests
from bot.features.deadlines import due_words
from bot.features.digests import Digest
from bot.features.groups import Gone, GroupMessage, NotNow, Post
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

READING_S = (
    45.0  # of a channel: within the few minutes in which Discord still knows a nonce, all must be done
)
OWN_UNITS, TOLD_UNITS = 2_400, 3_000  # of the first part, and of all channels' together
SENTENCE_UNITS, NAMES_UNITS = 300, 300
BEST, DATES = N_("The best of what was shared"), N_("The next dates")
LINK = re.compile(r"\]\(https://discord\.com/channels/\d+/\d+/(\d+)\)")
ANSWERS = "↳"

log = logging.getLogger(__name__)


async def show_digest(client: PithClient, message: GroupMessage) -> Answer | None:
    """What it says now; None where there is nothing to say. Raises Gone and NotNow."""
    try:
        digest = await digests.get_digest(client.app, message.id)
    except NotFound:
        return None
    try:
        told = await _told_before(client, message)
        if told is None:
            told = await _tell(client, digest, message.language)
    except discord.NotFound as error:
        raise Gone from error
    except (discord.DiscordServerError, aiohttp.ClientError, OSError, Busy) as error:
        raise NotNow from error
    if not (digest.posts or digest.focused or told):
        return None
    return Answer(embeds=(_own_part(digest, message.language), *told))


def _own_part(digest: Digest, language: str) -> discord.Embed:
    lines = [N_("Since {when}.", when=discord.utils.format_dt(digest.since_at, "f")).to(language)]
    if digest.posts:
        lines += [f"\n**{BEST.to(language)}**"]
        lines += [_post_line(post, language) for post in digest.posts]
    if digest.coming:
        lines += [f"\n**{DATES.to(language)}**"]
        lines += [
            f"▪ {inert(due_words(deadline, language))}: {shorten(unlinked(post.sentence), SENTENCE_UNITS)}"
            for deadline, post in digest.coming
        ]
    if digest.focused:
        names = shorten(", ".join(unlinked(name) for name in digest.focused), NAMES_UNITS)
        lines += ["\n" + N_("Focused: {names}", names=names).to(language)]
    title = N_("Digest of {group}", group=unlinked(digest.group)).to(language)
    return discord.Embed(
        title=shorten(title, TITLE_UNITS), description=shorten("\n".join(lines), OWN_UNITS), colour=COLOUR
    )


def _post_line(post: Post, language: str) -> str:
    votes = f" · ▲ {post.ups}" if post.ups else ""
    about = (
        f"*{shorten(source_words(post, language), 100)}* · {shorten(who_words(post, language), 150)}{votes}"
    )
    return f"▪ {shorten(unlinked(post.sentence), SENTENCE_UNITS)}\n  {about}"


async def _tell(client: PithClient, digest: Digest, language: str) -> list[discord.Embed]:
    """A part for each channel in which something was said that is worth telling."""
    parts = []
    for channel_id in digest.channels:
        try:
            part = await _channel_part(client, digest, channel_id, language)
        except (NotAllowed, NotFound) as error:
            log.info("a digest tells nothing of a channel: %s", error.code)
            continue
        if part is not None:
            parts.append(part)
    return parts


async def _channel_part(
    client: PithClient, digest: Digest, channel_id: int, language: str
) -> discord.Embed | None:
    guild = client.get_guild(digest.server_id or 0)
    channel = guild.get_channel(channel_id) if guild else None
    if guild is None or not client.app.settings.message_content:
        return None
    if not isinstance(channel, Place) or not is_open_to_all(channel):
        return None
    heard = await hear(client, channel, Wanted(since_at=digest.since_at), lambda _: None, READING_S)
    silent = await catchup.unwilling(client.app, guild.id)
    found = await catchup.catch_up(client.app, heard.said, silent, ZoneInfo(digest.zone))
    if found.is_empty:
        return None
    found = await by_names_here(guild, found)
    fitting = best_that_fit(found, TOLD_UNITS // len(digest.channels), language)
    points = [*fitting.decisions, *fitting.tasks, *fitting.questions, *fitting.points]
    points += [point.answer for point in points if point.answer]
    await digests.put_quotes(client.app, digest.message_id, guild.id, points)
    description = shorten("\n".join(catchup_lines(fitting, language)).strip(), DESCRIPTION_UNITS)
    return discord.Embed(
        title=f"#{shorten(inert(channel.name), 100)}", description=description, colour=COLOUR
    )


async def _told_before(client: PithClient, message: GroupMessage) -> list[discord.Embed] | None:
    """The channels' parts as they stand in the message, without what it may not say any more; None where it says
    nothing yet."""
    if message.message_id is None:
        return None
    channel = client.get_partial_messageable(message.channel_id)
    try:
        posted = await channel.fetch_message(message.message_id)
    except discord.Forbidden:  # without what stands there nothing can be said again
        return []
    if not posted.embeds:
        return None
    quotable = await digests.quotable(client.app, message.id)
    parts = []
    for embed in posted.embeds[1:]:
        lines = still_told((embed.description or "").split("\n"), quotable)
        if lines:
            parts.append(discord.Embed(title=embed.title, description="\n".join(lines), colour=COLOUR))
    return parts


def still_told(lines: list[str], quotable: frozenset[int]) -> list[str]:
    """The lines that link to a message among `quotable`, with the titles of what is left. Pure."""
    kept: list[str] = []
    title: list[str] = []
    asked = True  # whether what an answer answers is still there
    for line in lines:
        link = LINK.search(line)
        if link is None:
            if line.startswith("**"):
                title = ["", line] if kept else [line]
            continue
        is_answer = line.lstrip().startswith(ANSWERS)
        may_stay = int(link[1]) in quotable and (asked or not is_answer)
        asked = asked if is_answer else may_stay
        if may_stay:
            kept += [*title, line]
            title = []
    return kept
