"""Fetching a file that somebody sent on Discord. Never trusts its declared type, only its size limit and its host."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import aiohttp
import discord

from bot.errors import Unreadable
from bot.features.condense import Upload, too_large
from bot.settings import Settings

FETCH_TIMEOUT_S = 60


def name_of(attachment: discord.Attachment) -> str:
    """The name its person gave it: Discord takes letters of most scripts out of the other one."""
    if not attachment.title:
        return attachment.filename
    _, dot, ending = attachment.filename.rpartition(".")
    return f"{attachment.title}{dot}{ending}"


async def fetch(settings: Settings, attachment: discord.Attachment) -> Upload:
    """The file, in memory. Raises TooLarge before anything is fetched, and Unreadable where it can't be had."""
    if attachment.size > settings.max_file_bytes:
        raise too_large(settings, name_of(attachment))
    if not is_allowed(settings, attachment.url):
        raise Unreadable(
            "“{name}” is kept on a server that Pith does not fetch files from.", name=name_of(attachment)
        )
    try:
        return Upload(name_of(attachment), await _bytes_of(settings, attachment))
    except (aiohttp.ClientError, TimeoutError):
        raise Unreadable(
            "“{name}” could not be fetched from Discord. Send it again.", name=name_of(attachment)
        ) from None


def is_allowed(settings: Settings, url: str) -> bool:
    """Whether the settings name the host. Plain HTTP only where the API itself is spoken to without TLS."""
    parts = urlsplit(url)
    plain = (settings.discord_api_url or "").startswith("http:")
    if parts.scheme != "https" and not (plain and parts.scheme == "http"):
        return False
    return not {parts.hostname, f"{parts.hostname}:{parts.port}"}.isdisjoint(settings.discord_cdn_hosts)


async def _bytes_of(settings: Settings, attachment: discord.Attachment) -> bytes:
    """The body, read in pieces and given up as soon as it is longer than it may be. Redirects are not followed."""
    data = bytearray()
    async with (
        asyncio.timeout(FETCH_TIMEOUT_S),
        aiohttp.ClientSession() as session,
        session.get(attachment.url, allow_redirects=False) as response,
    ):
        if response.status != 200:
            raise aiohttp.ClientError(f"status {response.status}")
        async for piece in response.content.iter_chunked(2**16):
            data += piece
            if len(data) > settings.max_file_bytes:
                raise too_large(settings, name_of(attachment))
    return bytes(data)
