"""Sends a delivery as a direct message, once: under its nonce, and where it was tried before after a look into the DM.

`__main__` hands the client's `remind` to `reminders.work`. Discord remembers a nonce for minutes only; the message
itself carries the delivery's id in its buttons for good.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord_ui.answering.replies import sending
from bot.discord_ui.reminders.buttons import buttons_for, mark_of
from bot.discord_ui.reminders.message import focus_answer
from bot.discord_ui.reminders.pace import giving_way
from bot.discord_ui.render import Answer
from bot.features.reminders import Delivery, NotSent, Refused, Today

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

log = logging.getLogger(__name__)

LOOKED_BACK = 300  # messages since the delivery was due

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
CLOSED = (50007, 50278, 10013)  # to this bot, no server is shared any more, no such person
UNKNOWN_CHANNEL = 10003
HELD_BACK = (40003, 20026)  # DMs opened too fast, a bot in quarantine: whoever is written to
AGAIN_AFTER = timedelta(minutes=5)  # what is not this person's doing and goes on for a while


async def send(client: PithClient, delivery: Delivery, focus: Today) -> str:
    """The id of the channel that it stands in now. Raises Refused where the person can't be written to, and NotSent."""
    now = client.app.clock()
    if not client.connected:
        raise NotSent(was_tried=False)
    if client.held_back_until and now < client.held_back_until:
        raise NotSent(client.held_back_until - now, was_tried=False)
    answer = replace(
        focus_answer(focus, delivery.language), view=buttons_for(delivery, focus, delivery.language)
    )
    try:
        with giving_way():
            try:
                return await _post(client, await _channel_id(client, delivery), delivery, answer)
            except discord.NotFound as error:
                if error.code != UNKNOWN_CHANNEL:
                    raise
            opened = await client.http.start_private_message(_recipient(delivery))  # what was known is gone
            return await _post(client, int(opened["id"]), delivery, answer)
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
        raise NotSent from error
    except discord.HTTPException as error:
        if error.code in CLOSED:
            raise Refused from error
        if error.code in HELD_BACK:
            client.held_back_until = now + AGAIN_AFTER
        log.warning("Discord took no reminder: %s", error)
        raise NotSent(AGAIN_AFTER) from error


def _recipient(delivery: Delivery) -> int:
    assert delivery.discord_id is not None
    return delivery.discord_id


async def _channel_id(client: PithClient, delivery: Delivery) -> int:
    """The DM's, which is opened where it is not known."""
    if delivery.dm_channel:
        return int(delivery.dm_channel)
    return (await client.create_dm(discord.Object(_recipient(delivery)))).id


async def _post(client: PithClient, channel_id: int, delivery: Delivery, answer: Answer) -> str:
    """Sends it unless it is there; the channel's id."""
    channel = client.get_partial_messageable(channel_id, type=discord.ChannelType.private)
    if delivery.attempts == 1 or not await _is_there(client, channel, delivery):
        await channel.send(**sending(answer), nonce=delivery.nonce)
    return str(channel_id)


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
