"""After a new connection: direct messages that came while Pith was away are looked up and answered."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.features import inbox

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

log = logging.getLogger(__name__)


async def catch_up(client: PithClient) -> None:
    """Hears everything after the last answered message of each known DM. What was heard before is not heard again."""
    for channel, last_id in (await inbox.answered(client.app)).items():
        if client.closing:
            return
        place = client.get_partial_messageable(
            int(channel.removeprefix("discord:")), type=discord.ChannelType.private
        )
        try:
            async for message in place.history(after=discord.Object(last_id), limit=None, oldest_first=True):
                client.conversations.hear(message)
        except discord.HTTPException as error:  # a channel that is gone must not keep the others waiting
            log.warning("could not look through a DM: %s", error.code)
