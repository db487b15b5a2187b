"""The place of a message that stays: it comes into its channel empty, and speaks once its place is kept. So one that is
lost track of says nothing of anybody, and the next that comes stands where it is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.replies import sending
from bot.discord_ui.render import say
from bot.features.showings import unplaced
from bot.locales import LANGUAGES, N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

COMING = N_("Something shared is on its way.")
LOOKED_THROUGH = 50  # messages of a channel
LOST_AFTER, TOO_FAR_UP_AFTER = timedelta(minutes=1), timedelta(hours=1)


async def place(
    client: PithClient,
    channel: discord.PartialMessageable,
    language: str,
    nonce: str,
    keep: Callable[[int], Awaitable[None]],
) -> int:
    """Puts an empty message where one is to stand, and has its id kept. One at a time in a channel, so that no two
    stand in one. `nonce`: another each time that it moves, as Discord compares it in all channels, also with messages
    that are deleted.
    """
    async with client.turn(f"places in {channel.id}"):
        message_id = await _lost(client, channel)
        if message_id is None:
            message_id = (await channel.send(**sending(say(COMING.to(language))), nonce=nonce)).id
        await keep(message_id)
        return message_id


async def _lost(client: PithClient, channel: discord.PartialMessageable) -> int | None:
    """An empty message that an earlier run of Pith lost track of as it was killed: what comes stands there, and nothing
    is left over. Of one that came just now Discord knows the nonce still; an old one stands too far up, and goes."""
    if channel.id in client.nothing_lost_in:
        return None
    words, found = {COMING.to(language) for language in LANGUAGES}, None
    try:
        empty = [
            one.id
            async for one in channel.history(limit=LOOKED_THROUGH)
            if one.author.id == client.own_id and one.content in words and not one.embeds
        ]
    except discord.Forbidden:
        return None
    lost = await unplaced(client.app, empty)
    for each in lost:
        age = client.app.clock() - discord.utils.snowflake_time(each)
        if age > TOO_FAR_UP_AFTER:
            await take_out(client, channel.get_partial_message(each))
        elif age > LOST_AFTER:
            found = found or each
    if not lost:
        client.nothing_lost_in.add(channel.id)
    return found


async def take_out(client: PithClient, message: discord.PartialMessage) -> None:
    """The event of it won't say that it was Pith who did it."""
    client.taking_out.add(message.id)
    try:
        await message.delete()
    except BaseException:
        client.taking_out.discard(message.id)
        raise
