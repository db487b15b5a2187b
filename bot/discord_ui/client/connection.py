"""The connection to Discord: which server, with which intents, made again until it stands; and which shards are up.
Asks for no privileged intent unless told to.
"""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord
import yarl

from bot.app import App
from bot.discord_ui.answering.in_hand import InHand
from bot.discord_ui.reminders.pace import Pace
from bot.settings import Settings

LONGEST_RETRY_S = 60.0

log = logging.getLogger(__name__)


class CannotStart(Exception):
    """Discord lets Pith in only once a setting is mended; the text says which."""


def point_at(settings: Settings) -> None:
    """Sends every request to the API and the gateway that the settings name; discord.py keeps both for the process."""
    if settings.discord_api_url:
        discord.http.Route.BASE = settings.discord_api_url
    if settings.discord_gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)


def intents_for(settings: Settings) -> discord.Intents:
    """The least that DMs, mentions and commands need."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = intents.moderation = True
    intents.message_content = intents.guild_reactions = settings.message_content  # reactions under files
    return intents


class Connection(InHand, discord.AutoShardedClient):
    """Stays connected for one App. What is heard over it is `pith.PithClient`'s."""

    def __init__(self, app: App, *, retry_s: float) -> None:
        point_at(app.settings)
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # Pith joins no calls
        InHand.__init__(self)
        discord.AutoShardedClient.__init__(
            self,
            http_trace=Pace().trace,
            intents=intents_for(app.settings),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.app = app
        self._retry_s = retry_s
        self._up: set[int] = set()

    @property
    def own_id(self) -> int:
        """Who Pith is on Discord; known from the login on."""
        assert self.user is not None
        return self.user.id

    @property
    def connected(self) -> bool:
        """Whether every shard has a live session now."""
        return bool(self.shard_count) and len(self._up) == self.shard_count and not self.closing

    async def work(self) -> None:
        """Stays connected until cancelled, and closes. Raises CannotStart where the token or an intent is refused."""
        token = self.app.settings.discord_token
        if token is None:
            raise CannotStart("DISCORD_TOKEN is not set.")
        try:
            await self._stay_connected(token.get_secret_value())
        except discord.LoginFailure:
            raise CannotStart(
                "Discord does not accept DISCORD_TOKEN. Copy the bot's token again from its page at "
                "https://discord.com/developers/applications (Bot → Reset Token)."
            ) from None
        except discord.PrivilegedIntentsRequired:
            raise CannotStart(
                "PITH_MESSAGE_CONTENT is on, but the application may not use the message-content intent. Allow it on "
                "its page at https://discord.com/developers/applications (Bot), or turn the setting off."
            ) from None
        finally:
            await self.close()

    async def _stay_connected(self, token: str) -> None:
        """As `start`, but where Discord can't be reached it is tried again: the browser face needs no Discord."""
        pause_s = self._retry_s
        while True:
            try:
                await self.login(token)
                await self.connect()
                return
            except (
                aiohttp.ClientError,
                OSError,
                discord.DiscordServerError,
                discord.GatewayNotFound,
            ) as error:
                if self.is_closed() or self.shards:
                    raise
                log.warning("can't reach Discord (%s); trying again in %.0f s", error, pause_s)
                await self.http.close()
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, LONGEST_RETRY_S)

    async def use_its_gateway(self) -> None:
        """With a shard count of its own discord.py takes DEFAULT_GATEWAY instead of what the API names."""
        if self.app.settings.discord_gateway_url:
            self.shard_count, _, _ = await self.http.get_bot_gateway()

    async def on_shard_connect(self, shard_id: int) -> None:
        self._up.add(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        self._up.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        self._up.discard(shard_id)
