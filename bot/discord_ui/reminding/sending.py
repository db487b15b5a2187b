"""Sends a delivery as a direct message, once: under its nonce, and where it was tried before after a look into the DM.

`__main__` hands the client's `remind` to `reminders.work`. Discord remembers a nonce for minutes only; the message
itself carries the delivery's id in its buttons for good.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord_ui.answering.replies import sending
from bot.discord_ui.reminding.buttons import buttons_for, mark_of
from bot.discord_ui.reminding.message import focus_answer
from bot.discord_ui.reminding.pace import giving_way
from bot.features.reminders import Delivery, NotNow, Refused, Today

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

LOOKED_BACK = 300  # messages since the delivery was due


async def send(client: PithClient, delivery: Delivery, focus: Today) -> str:
    """The id of the channel that it stands in now. Raises Refused where the person can't be written to, and NotNow."""
    if not client.connected:
        raise NotNow
    answer = replace(
        focus_answer(focus, delivery.language), view=buttons_for(delivery, focus, delivery.language)
    )
    try:
        with giving_way():
            channel = await _channel(client, delivery)
            if delivery.attempts == 1 or not await _is_there(client, channel, delivery):
                await channel.send(**sending(answer), nonce=delivery.nonce)
    except (discord.Forbidden, discord.NotFound) as error:
        raise Refused from error
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
        raise NotNow from error
    return str(channel.id)


async def _channel(client: PithClient, delivery: Delivery) -> discord.PartialMessageable:
    channel_id = int(delivery.dm_channel or 0)
    if not channel_id:
        assert delivery.discord_id is not None
        channel_id = (await client.create_dm(discord.Object(delivery.discord_id))).id
    return client.get_partial_messageable(channel_id, type=discord.ChannelType.private)


async def _is_there(client: PithClient, channel: discord.PartialMessageable, delivery: Delivery) -> bool:
    """Whether an earlier try got through."""
    since = discord.Object(discord.utils.time_snowflake(delivery.scheduled_at))
    async for message in channel.history(after=since, limit=LOOKED_BACK, oldest_first=False):
        if message.author.id == client.own_id and mark_of(delivery) in _ids(message):
            return True
    return False


def _ids(message: discord.Message) -> set[str]:
    """The ids of its buttons, without what each of them does."""
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    return {
        (each.custom_id or "").partition(":")[2].partition(":")[2] for row in rows for each in row.children
    }
