"""What Discord says of the application, for `pith doctor`: asked once over REST, without connecting."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp
import discord

from bot.discord_ui.client import point_at
from bot.locales import N_, Message
from bot.settings import Settings

TIMEOUT_S = 15


@dataclass(frozen=True, slots=True)
class ApplicationSeen:
    """The bot's name and whether it may have the message-content intent, or the `problem` in the way."""

    name: str = ""
    message_content: bool = False
    problem: Message | None = None


async def look_at_application(settings: Settings) -> ApplicationSeen:
    """Logs in with the settings' token and out again. Needs a token."""
    assert settings.discord_token is not None
    point_at(settings)
    try:
        async with asyncio.timeout(TIMEOUT_S), discord.Client(intents=discord.Intents.none()) as client:
            await client.login(settings.discord_token.get_secret_value())
            application = await client.application_info()
    except discord.LoginFailure:
        return ApplicationSeen(
            problem=N_(
                "Discord refuses it. Copy it again from the developer portal, under Bot → Reset Token."
            )
        )
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as error:
        reason = str(error) or type(error).__name__
        return ApplicationSeen(problem=N_("Discord can't be reached: {reason}", reason=reason))
    flags = application.flags
    allowed = flags.gateway_message_content or flags.gateway_message_content_limited
    return ApplicationSeen(application.name, allowed)
