"""Somebody deletes a message that a note was made of: Pith asks them, by DM, whether the note should go too."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.discord_ui.answering.buttons import row_of
from bot.discord_ui.answering.replies import sending
from bot.discord_ui.origins import origin_of
from bot.discord_ui.render import Answer, inert, say
from bot.features import origins, people
from bot.features.origins import Made
from bot.locales import N_, best_language, written_language

if TYPE_CHECKING:
    from discord.types.gateway import MessageDeleteEvent

    from bot.discord_ui.client import PithClient

log = logging.getLogger(__name__)


def each_of(purge: discord.RawBulkMessageDeleteEvent) -> list[discord.RawMessageDeleteEvent]:
    """What was deleted at once, as if each message had been deleted by itself."""
    data: MessageDeleteEvent = {"id": 0, "channel_id": purge.channel_id}
    if purge.guild_id is not None:
        data["guild_id"] = purge.guild_id
    return [discord.RawMessageDeleteEvent({**data, "id": each}) for each in sorted(purge.message_ids)]


async def offer_to_delete(client: PithClient, payload: discord.RawMessageDeleteEvent) -> None:
    """One question for each note the message made; nothing where it made none."""
    for made in await origins.made_from(client.app, origin_of(payload.message_id)):
        try:
            channel = await _private_channel(client, payload, made)
            if channel is not None:
                await channel.send(**sending(_question(made, payload.guild_id is None)))
        except discord.HTTPException as error:
            log.info("could not offer to delete a note: %s", error.code)


async def _private_channel(
    client: PithClient, payload: discord.RawMessageDeleteEvent, made: Made
) -> discord.abc.Messageable | None:
    """Where only the note's owner reads: the DM itself, or their DM when the message stood in a server."""
    if payload.guild_id is None:
        return client.get_partial_messageable(payload.channel_id, type=discord.ChannelType.private)
    user_id = await people.discord_id(client.app, made.person)
    return None if user_id is None else await client.create_dm(discord.Object(user_id))


def _question(made: Made, was_theirs: bool) -> Answer:
    """`was_theirs`: in a server the message may have been another's, or a moderator has deleted it."""
    language, title = best_language(made.person.language, written_language(made.title)), inert(made.title)
    words = (
        N_("You deleted the message that “{title}” was made from. Delete the note too?", title=title)
        if was_theirs
        else N_("The message that “{title}” was made from was deleted. Delete the note too?", title=title)
    )
    return replace(say(words.to(language)), view=row_of(("drop", "stay"), made.note_id, language))
