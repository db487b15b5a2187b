"""A digest's one message: what was shared, the next dates, who focused; below, what was said in channels, each its own
part. Shown anew it says what is true by then, and of the channels only what it said already and still may.

What was said is not kept anywhere: the message itself is where it is read again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp
import discord

from bot.discord_ui.catchup.condensing import in_short
from bot.discord_ui.catchup.reading import Wanted, hear
from bot.discord_ui.catchup.rights import Place, is_open_to_all, while_read
from bot.discord_ui.catchup.showing import best_that_fit, catchup_lines
from bot.discord_ui.digests.watching import is_open, said_no_more
from bot.discord_ui.groups.posts import about_words
from bot.discord_ui.render import (
    COLOUR,
    DESCRIPTION_UNITS,
    TITLE_UNITS,
    Answer,
    inert,
    shorten,
    units,
    unlinked,
)
from bot.errors import Busy, NotAllowed, NotFound
from bot.features import digests
from bot.features.catchup import CatchUp
from bot.features.digests import Digest, Quote
from bot.features.groups import GroupMessage, Post
from bot.features.lasting import Gone, NotNow
from bot.locales import N_, Message
from bot.texts.dates import due_words

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

READING_S = (
    45.0  # of a channel: within the few minutes in which Discord still knows a nonce, all must be done
)
TRIES = 3  # to read a channel in which something that would be told is taken back meanwhile
OWN_UNITS, TOLD_UNITS = 2_500, 3_200  # of the first part, and of all channels' together
SENTENCE_UNITS, DATE_UNITS, NAMES_UNITS = 300, 150, 300
DATES_UNITS, MORE_UNITS = 800, 40  # of all dates; of how many are left out
BEST, DATES = N_("The best of what was shared"), N_("The next dates")
# what people wrote holds no unescaped bracket, so this is a link of ours, to what the line tells
LINK = re.compile(r"\[↗\]\(https://discord\.com/channels/\d+/(?P<channel>\d+)/(?P<said>\d+)\)")
ANSWERS = "↳"

log = logging.getLogger(__name__)


async def show_digest(client: PithClient, message: GroupMessage) -> Answer | None:
    """What it says now; None where there is nothing to say. Raises Gone and NotNow."""
    try:
        digest = await digests.get_digest(client.app, message.id)
    except NotFound:
        return None
    try:
        told = await _told_before(client, digest, message)
        if told is None:
            told = await _tell(client, digest, message.language)
    except discord.NotFound as error:
        raise Gone from error
    except (discord.DiscordServerError, aiohttp.ClientError, OSError, Busy) as error:
        raise NotNow from error
    if not (digest.posts or digest.focused or told):
        return None
    return Answer(embeds=(own_part(digest, message.language), *told))


def own_part(digest: Digest, language: str) -> discord.Embed:
    """What was shared, the next dates, who focused. Pure."""
    since = N_("Since {when}.", when=discord.utils.format_dt(digest.since_at, "f")).to(language)
    posts = [_post_line(post, language) for post in digest.posts]
    dates = [
        f"▪ {inert(due_words(deadline, language))}: {shorten(unlinked(post.sentence), DATE_UNITS)}"
        for deadline, post in digest.coming
    ]
    after = _fitting(DATES, dates, DATES_UNITS, language)
    if digest.focused:
        names = shorten(", ".join(unlinked(name) for name in digest.focused), NAMES_UNITS)
        after += ["\n" + N_("Focused: {names}", names=names).to(language)]
    room = OWN_UNITS - units("\n".join([since, *after]))
    lines = [since, *_fitting(BEST, posts, room, language), *after]
    title = N_("Digest of {group}", group=unlinked(digest.group)).to(language)
    return discord.Embed(title=shorten(title, TITLE_UNITS), description="\n".join(lines), colour=COLOUR)


def _fitting(title: Message, lines: Sequence[str], room: int, language: str) -> list[str]:
    """The first lines that `room` units hold, under their title, and how many are left out."""
    if not lines:
        return []
    heading = f"\n**{title.to(language)}**"
    room -= units(heading) + MORE_UNITS
    kept: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            more = N_("and {count} more of them", count=len(lines) - len(kept)).to(language)
            return [heading, *kept, f"*{more}*"]
        kept.append(line)
    return [heading, *kept]


def _post_line(post: Post, language: str) -> str:
    votes = f" · ▲ {post.ups}" if post.ups else ""
    about = about_words(post, language, 100, 150)
    return f"▪ {shorten(unlinked(post.sentence), SENTENCE_UNITS)}\n  {about}{votes}"


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
    """Tells nothing that is not there any more once it is written down that it is told: from then on what is taken back
    finds it. Raises NotNow where too much is taken back meanwhile."""
    place = _open_place(client, digest, channel_id)
    if place is None:
        return None
    for _ in range(TRIES):
        read_at = client.app.clock()
        fitting = await _told_of(client, digest, place, language)
        if fitting is None:
            return None
        points = [*fitting.decisions, *fitting.tasks, *fitting.questions, *fitting.points]
        points += [point.answer for point in points if point.answer]
        await digests.put_quotes(client.app, digest.message_id, place.guild.id, channel_id, points)
        if not is_open(place.guild, channel_id):
            await digests.channel_closed(client.app, channel_id)
            return None
        with while_read(place):
            gone = await said_no_more(place, [Quote(each.message_id, read_at) for each in points])
        if not gone:
            return _part(place, fitting, language)
        await digests.said_no_more(client.app, gone)
    raise NotNow


def _open_place(client: PithClient, digest: Digest, channel_id: int) -> Place | None:
    guild = client.get_guild(digest.server_id or 0)
    channel = guild.get_channel(channel_id) if guild else None
    if not client.app.settings.message_content or not isinstance(channel, Place):
        return None
    return channel if is_open_to_all(channel) else None


async def _told_of(client: PithClient, digest: Digest, place: Place, language: str) -> CatchUp | None:
    wanted = Wanted(since_at=digest.since_at, until_at=digest.until_at)
    heard = await hear(client, place, wanted, lambda _: None, READING_S)
    found = await in_short(client, place, heard.said, ZoneInfo(digest.zone))
    room = TOLD_UNITS // len(digest.channels) - units(_part_title(place))
    return None if found.is_empty else best_that_fit(found, room, language)


def _part_title(place: Place) -> str:
    return f"#{shorten(inert(place.name), 100)}"


def _part(place: Place, fitting: CatchUp, language: str) -> discord.Embed:
    description = shorten("\n".join(catchup_lines(fitting, language)).strip(), DESCRIPTION_UNITS)
    return discord.Embed(title=_part_title(place), description=description, colour=COLOUR)


async def _told_before(
    client: PithClient, digest: Digest, message: GroupMessage
) -> list[discord.Embed] | None:
    """The channels' parts as they stand in the message, without what it may not say any more; None where it says
    nothing yet. Raises NotFound of Discord's where the message is gone."""
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
    guild = client.get_guild(digest.server_id or 0)
    parts = []
    for embed in posted.embeds[1:]:
        lines = still_told(
            (embed.description or "").split("\n"),
            lambda channel_id, said_id: (
                guild is not None and said_id in quotable and is_open(guild, channel_id)
            ),
        )
        if lines:
            parts.append(discord.Embed(title=embed.title, description="\n".join(lines), colour=COLOUR))
    return parts


def still_told(lines: list[str], may_tell: Callable[[int, int], bool]) -> list[str]:
    """The lines that link to a message, named by channel and id, that it may tell of; with the titles of what is left,
    and in those no words of what is not. Pure."""
    kept: list[str] = []
    title = ""
    told: list[str] = []
    is_whole = asked = True  # asked: whether what an answer answers is still there

    def end_part() -> None:
        if told:
            heads = [title if is_whole else wordless(title)] if title else []
            kept.extend(["", *heads] if kept and heads else heads)
            kept.extend(told)
        told.clear()

    for line in lines:
        links = list(LINK.finditer(line))
        if not links:
            if line.startswith("**"):
                end_part()
                title, is_whole, asked = line, True, True
            continue
        is_answer = line.lstrip().startswith(ANSWERS)
        may_stay = may_tell(int(links[-1]["channel"]), int(links[-1]["said"])) and (asked or not is_answer)
        asked = asked if is_answer else may_stay
        is_whole = is_whole and may_stay
        if may_stay:
            told.append(line)
    end_part()
    return kept


def wordless(title: str) -> str:
    """A topic's title without the words that it is about, as they were taken from what was said. Pure."""
    return title.split(" · ")[0] + "**" if " · " in title else title
