"""`/channel`: what a channel prefers; and files posted where they are welcome: condensed at once, or once somebody
presses the reaction that Pith puts under them.

That needs the message-content intent: without it Discord shows no files either.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering.notes import bring_up_to_date
from bot.discord_ui.answering.replies import InteractionReply, MessageReply
from bot.discord_ui.answering.speaker import Commands, answering, sentence_for, speaker_of
from bot.discord_ui.catchup.rights import Place, check_content, lacks, place_name
from bot.discord_ui.hearing.attachments import name_of
from bot.discord_ui.hearing.pieces import Piece
from bot.discord_ui.origins import origin_of
from bot.discord_ui.render import say
from bot.errors import Invalid, NotAllowed
from bot.features import catchup, channels, condense
from bot.features.channels import FILES_WORDS, Files, Preferences
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

OFFER = "📝"
FILES = [
    app_commands.Choice(name=_("only where somebody asks me"), value="off"),
    app_commands.Choice(name=_("after a press on a reaction"), value="ask"),
    app_commands.Choice(name=_("all of them"), value="always"),
]

ANSWERING = (("send_messages", N_("Send Messages")), ("embed_links", N_("Embed Links")))
NEEDED = {  # what Pith must be allowed to, by what is switched on
    Files.ASK: (
        ("add_reactions", N_("Add Reactions")),
        ("read_message_history", N_("Read Message History")),
        *ANSWERING,
    ),
    Files.ALWAYS: ANSWERING,
    "threads": (
        ("create_public_threads", N_("Create Public Threads")),
        ("send_messages_in_threads", N_("Send Messages in Threads")),
    ),
}

log = logging.getLogger(__name__)


@app_commands.command(name=_("channel"), description=_("What Pith does in this channel by itself"))
@app_commands.describe(
    files=_("Which files posted here are condensed"), threads=_("Whether each long answer gets a thread")
)
@app_commands.choices(files=FILES)
@app_commands.default_permissions(manage_channels=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def channel(
    interaction: discord.Interaction[PithClient], files: str | None = None, threads: bool | None = None
) -> None:
    async with answering(interaction) as speaker:
        guild_id, channel_id = interaction.guild_id, interaction.channel_id
        if guild_id is None or channel_id is None or not interaction.is_guild_integration():
            raise Invalid("This needs a server that Pith was added to.")
        if not interaction.permissions.manage_channels:
            raise NotAllowed("For that you need the right “Manage Channels” here.")
        if files not in (None, Files.OFF):
            check_content(interaction.client)
        wish = Files(files) if files else None
        _check_rights(interaction, [name for name in (wish, "threads" if threads else None) if name])
        now = await channels.prefer(
            interaction.client.app,
            guild_id,
            channel_id,
            _parent_of(interaction.channel),
            files=wish,
            threads=threads,
        )
        await InteractionReply(interaction, private=True).answer(say(_words(now, speaker.language)))


def _check_rights(interaction: discord.Interaction[PithClient], switched_on: list[str]) -> None:
    """Raises NotAllowed naming a right that Pith lacks here for what is switched on."""
    for right, words in (each for name in switched_on for each in NEEDED.get(name, ())):
        if not getattr(interaction.app_permissions, right):
            raise lacks(place_name(interaction.channel), words, own=True)


def _parent_of(place: object) -> int | None:
    """The channel that a thread hangs on."""
    return place.parent_id if isinstance(place, discord.Thread) else None


async def preferences_in(client: PithClient, place: discord.abc.MessageableChannel) -> Preferences:
    """What is preferred in a channel; in a thread that nothing was set for, what its channel prefers."""
    return await channels.preferences(client.app, place.id, _parent_of(place))


def _words(now: Preferences, language: str) -> str:
    threads = N_("Long answers go into a thread.") if now.threads else N_("Answers stand in the channel.")
    files = N_("Files posted here that I condense: {which}.", which=FILES_WORDS[now.files])
    return f"{files.to(language)}\n{threads.to(language)}"


async def hear_files(client: PithClient, message: discord.Message) -> None:
    """A message in a server that does not mention Pith: its files are condensed, offered to be, or left alone."""
    if message.guild is None or message.author.bot or message.webhook_id or not _read_in(message):
        return
    if client.own_id in message.raw_mentions:
        return
    wish = (await preferences_in(client, message.channel)).files
    if wish is Files.OFF or message.author.id in await catchup.unwilling(client.app, message.guild.id):
        return
    if wish is Files.ASK:
        try:
            await message.add_reaction(OFFER)
        except discord.HTTPException as error:
            log.info("may not offer to condense a file: %s", error.code)
        return
    await condense_files(client, message, message.author, unasked=True)


def _read_in(message: discord.Message) -> list[discord.Attachment]:
    """The files that Pith takes up by itself, by their names."""
    return [file for file in message.attachments if condense.reads(name_of(file))]


async def hear_reaction(client: PithClient, payload: discord.RawReactionActionEvent) -> None:
    """Somebody presses Pith's reaction under files: they are condensed for them, once."""
    if (
        payload.guild_id is None
        or str(payload.emoji) != OFFER
        or payload.member is None
        or payload.member.bot
    ):
        return
    place = client.get_channel(payload.channel_id)
    if not isinstance(place, Place):
        return
    if (await preferences_in(client, place)).files is not Files.ASK:
        return
    async with client.turn(f"files of {payload.message_id}"):
        try:
            message = await place.fetch_message(payload.message_id)
            if not any(str(each.emoji) == OFFER and each.me for each in message.reactions):
                return
            await message.remove_reaction(OFFER, discord.Object(client.own_id))
        except discord.HTTPException as error:
            log.info("a file could not be looked at: %s", error.code)
            return
    if message.author.id not in await catchup.unwilling(client.app, payload.guild_id):
        await condense_files(client, message, payload.member)


async def condense_files(
    client: PithClient,
    message: discord.Message,
    asker: discord.User | discord.Member,
    *,
    unasked: bool = False,
) -> None:
    """A note of the asker's for each file, answered under the message. `unasked`: nobody waits for an answer, so what
    can't be condensed is only logged."""
    speaker = await speaker_of(client.app, asker.id)
    threads = (await preferences_in(client, message.channel)).threads
    for file in _read_in(message):
        quoted = message if message.author.id != asker.id else None
        piece = Piece(message, file, (origin_of(message.id, file.id),), quoted=quoted)
        reply = MessageReply(message, piece.nonce, None if unasked else asker, in_thread=threads)
        try:
            await bring_up_to_date(client, speaker, piece, reply)
        except Exception as error:  # told in its place, so that the next file has its turn
            why = sentence_for(error, speaker.language)  # a bug is logged there
            if not unasked:
                await reply.answer(say(why))
                continue
            log.info("a file was not condensed: %s", getattr(error, "code", type(error).__name__))
            await reply.take_back()


COMMANDS: Commands = (channel,)
