"""What `groups.work` has Discord do: messages kept true, members asked about, questions told."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord_ui.answering.placing import place, take_out
from bot.discord_ui.answering.refusals import told_apart
from bot.discord_ui.answering.replies import editing
from bot.discord_ui.catchup.rights import Place, check_own
from bot.discord_ui.digests.watching import said_no_more
from bot.discord_ui.groups.asking import tell
from bot.discord_ui.groups.here import standing_in
from bot.discord_ui.groups.posts import show_post
from bot.discord_ui.render import Answer
from bot.errors import NotAllowed
from bot.features import groups
from bot.features.digests import Quote
from bot.features.groups import GroupMessage, OnDiscord, Standing, ToCheck
from bot.features.lasting import NotNow

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

UNKNOWN_GUILD, UNKNOWN_MESSAGE = (
    10004,
    10008,
)  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#json

log = logging.getLogger(__name__)

Draw = Callable[["PithClient", GroupMessage], Awaitable[Answer | None]]


async def _show_digest(client: PithClient, message: GroupMessage) -> Answer | None:
    from bot.discord_ui.digests.showing import show_digest  # it builds on this package

    return await show_digest(client, message)


async def _nothing(client: PithClient, message: GroupMessage) -> Answer | None:
    return None


DRAWN: dict[str, Draw] = {"post": show_post, "digest": _show_digest, "left": _nothing}
"""What a message of each kind says now; None: it has nothing to say any more and is deleted."""


def on_discord(client: PithClient) -> OnDiscord:
    """What the work is handed."""
    return OnDiscord(partial(show, client), partial(ask, client), partial(tell, client))


async def show(client: PithClient, message_id: int) -> None:
    """Makes a message say what is true, one at a time. Raises NotNow, Forbidden and Gone."""
    if not client.connected:
        raise NotNow
    async with client.turn(f"group message {message_id}"):
        message = await groups.to_show(client.app, message_id)
        if message is None:
            return
        answer = await DRAWN[message.kind](client, message)
        channel = client.get_partial_messageable(message.channel_id)
        with told_apart():
            if answer is None:
                if message.message_id is not None:
                    await take_out(client, channel.get_partial_message(message.message_id))
                await groups.emptied(client.app, message.id)
                return
            discord_id = message.message_id
            if discord_id is None:
                nonce = f"group{message.id}.{message.version}"
                keep = partial(groups.placed, client.app, message.id)
                discord_id = await place(client, channel, message.language, nonce, keep)
            try:
                await channel.get_partial_message(discord_id).edit(**editing(answer))
            except discord.NotFound as error:
                if message.message_id is None or error.code != UNKNOWN_MESSAGE:
                    raise
                await groups.message_deleted(client.app, discord_id)
                return
        await groups.shown(client.app, message)


async def look_again(client: PithClient) -> None:
    """After Pith was away: the newest posts whose message somebody deleted meanwhile are taken out of their group."""
    for guild in client.guilds:
        for channel_id, message_ids in (await groups.placed_lately(client.app, guild.id)).items():
            channel, now = guild.get_channel(channel_id), client.app.clock()
            if not isinstance(channel, Place):
                continue
            try:
                check_own(channel)
                for each in await said_no_more(channel, [Quote(each, now) for each in message_ids]):
                    await _taken_out_if_gone(client, channel, each)
            except (NotAllowed, discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.info("a group's posts could not be looked at: %r", error)


async def _taken_out_if_gone(client: PithClient, channel: Place, message_id: int) -> None:
    """Asked for by itself: a list is empty too where a right was taken meanwhile."""
    try:
        await channel.fetch_message(message_id)
    except discord.NotFound as error:
        if error.code == UNKNOWN_MESSAGE:
            await groups.message_deleted(client.app, message_id)


async def ask(client: PithClient, due: ToCheck) -> Standing | None:
    """What the server says of somebody; None for who is not in it. Raises NotNow."""
    guild = client.get_guild(due.server_id)
    if not client.connected or guild is None or guild.unavailable:
        raise NotNow
    try:
        member = await guild.fetch_member(due.account_id)
    except discord.NotFound as error:
        if error.code == UNKNOWN_GUILD:
            raise NotNow from error
        return None
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise NotNow from error
    return standing_in(guild, member, due.channel_id)
