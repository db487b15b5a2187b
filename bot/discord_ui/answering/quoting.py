"""Answers that everybody in a server sees, with what was written there or passed on into it: whose words these are, so
that the answer goes with them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.app import App
from bot.errors import NotAllowed
from bot.features import catchup, quotes

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

UNKNOWN_MESSAGE = 10008


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message whose words an answer shows, who wrote it, and in which server. All are Discord's ids."""

    said_id: int
    account_id: int
    server_id: int


@asynccontextmanager
async def while_it_stands(client: PithClient, quoted: discord.Message | None) -> AsyncIterator[list[Quoted]]:
    """Around an answer that everybody in a server sees, of the message `quoted`; gives what is to be kept
    with its note. Where that is deleted meanwhile, or its writer, if that is somebody else, does not want to be
    condensed any more, the answer goes as one that stood. Raises NotAllowed where what it passes on is deleted."""
    if quoted is None or quoted.guild is None:
        yield []
        return
    with client.meanwhile.watch() as watch:
        said = await _said_in(client, quoted)
        yield said
    for each in said:
        if each.said_id in watch.deleted:
            await quotes.said_no_more(client.app, [each.said_id])
        elif each.account_id in await catchup.unwilling(client.app, each.server_id):
            await quotes.unwilling(client.app, each.account_id, each.server_id)


async def _said_in(client: PithClient, message: discord.Message) -> list[Quoted]:
    """The message, and what it passes on from a server that Pith is in: of others Discord tells Pith nothing."""
    assert message.guild is not None
    said = [Quoted(message.id, message.author.id, message.guild.id)]
    meant = message.reference
    if not message.message_snapshots or meant is None or client.get_guild(meant.guild_id or 0) is None:
        return said
    assert meant.guild_id is not None
    place = client.get_partial_messageable(meant.channel_id, guild_id=meant.guild_id)
    try:
        original = await place.fetch_message(meant.message_id or 0)
    except discord.Forbidden:
        return said
    except discord.NotFound as error:
        if error.code == UNKNOWN_MESSAGE:
            raise NotAllowed(
                "What is forwarded there was deleted where it was written, so I don't show it to everybody. You can "
                "have it condensed for yourself: Apps → Condense privately."
            ) from None
        return said
    return [*said, Quoted(original.id, original.author.id, meant.guild_id)]


async def keep(app: App, note_id: int, said: Sequence[Quoted]) -> None:
    """To be called before an answer shows the note."""
    for each in said:
        await quotes.quote(app, note_id, each.said_id, each.account_id, each.server_id)
