"""Discord's refusals of what is done to a message that stays, told apart for `features.lasting`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.features.lasting import Forbidden, Gone, NotNow

ARCHIVED = 50083  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#json


@contextmanager
def told_apart() -> Iterator[None]:
    """Raises NotNow, Forbidden (in an archived thread too) and Gone; what else is wrong as it is."""
    try:
        yield
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
        raise NotNow from error
    except discord.NotFound as error:
        raise Gone from error
    except discord.HTTPException as error:
        if isinstance(error, discord.Forbidden) or error.code == ARCHIVED:
            raise Forbidden from error
        raise
