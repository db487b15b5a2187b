"""What digests tell of is looked at again: a channel that is closed or gone, and, once Pith is back, what was deleted
or written anew while it was away. What may not be said any more is taken out by the work of groups."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord_ui.catchup.rights import Place, is_open_to_all
from bot.features import digests
from bot.features.digests import Quote

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

PAGE = 100  # messages that Discord gives at once

log = logging.getLogger(__name__)


def is_open(guild: discord.Guild, channel_id: int) -> bool:
    """Whether a digest may tell of the channel now."""
    channel = guild.get_channel(channel_id)
    return isinstance(channel, Place) and is_open_to_all(channel)


async def channel_changed(client: PithClient, channel: discord.abc.GuildChannel) -> None:
    """Its rights are others now, or those of a role."""
    if not is_open(channel.guild, channel.id):
        await digests.channel_closed(client.app, channel.id)


async def look_again(client: PithClient) -> None:
    """After Pith was away: everything that digests of the last weeks tell of."""
    for guild in client.guilds:
        if guild.unavailable:
            continue
        for channel_id, quotes in (await digests.quoted_lately(client.app, guild.id)).items():
            channel = guild.get_channel(channel_id)
            if not isinstance(channel, Place) or not is_open_to_all(channel):
                await digests.channel_closed(client.app, channel_id)
                continue
            try:
                gone = await said_no_more(channel, quotes)
            except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.info("what digests tell of a channel could not be looked at: %r", error)
                continue
            if gone:
                await digests.said_no_more(client.app, gone)


async def said_no_more(channel: Place, quotes: Sequence[Quote]) -> list[int]:
    """Those of the messages that were deleted, or written anew since. Never asks more often than there are messages."""
    left = sorted(quotes, key=lambda quote: quote.said_id)
    gone: list[int] = []
    while left:
        after = discord.Object(left[0].said_id - 1)
        page = [one async for one in channel.history(limit=PAGE, after=after, oldest_first=True)]
        there = {one.id: one.edited_at for one in page}
        end = page[-1].id if len(page) == PAGE else left[-1].said_id
        for quote in (each for each in left if each.said_id <= end):
            edited_at = there.get(quote.said_id)
            if quote.said_id not in there or (edited_at is not None and edited_at > quote.read_at):
                gone.append(quote.said_id)
        left = [each for each in left if each.said_id > end]
    return gone
