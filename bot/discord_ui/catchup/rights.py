"""Who may read a channel: both the asker and Pith need it, and what is missing is named."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.errors import NotAllowed, NotFound
from bot.features import catchup
from bot.locales import N_, Message

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

Place = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
Named = app_commands.AppCommandChannel | app_commands.AppCommandThread
PEOPLE_WRITE_IN = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
]

VIEW, HISTORY, CONNECT = N_("View Channel"), N_("Read Message History"), N_("Connect")
NO_CONTENT = N_(
    "Discord shows me nothing of what people write in channels. Whoever runs Pith has to switch two things on: "
    "PITH_MESSAGE_CONTENT=true in Pith's settings, and “Message Content Intent” on the bot's page in Discord's "
    "developer portal. `pith doctor` says how it stands."
)


class WherePeopleWrite(app_commands.Transformer):
    """A command's option for a channel or a thread, as Discord tells of it: with the asker's rights in it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return PEOPLE_WRITE_IN

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        return value


def check_content(client: PithClient) -> None:
    """Raises NotAllowed where Pith was not given what people write."""
    if not client.app.settings.message_content:
        raise NotAllowed(NO_CONTENT.text)


async def readable(interaction: discord.Interaction[PithClient], named: Named | None) -> Place:
    """The channel or thread that is meant, which both may read: `named`, or where this was asked.

    Raises NotAllowed, naming the right, and NotFound for what is no place where people write.
    """
    place = await _place(interaction, named)
    here = interaction.channel_id == place.id
    asker = named.permissions if named is not None and not here else interaction.permissions
    if named is not None and not here and place.is_nsfw():
        raise NotAllowed("This channel is age-restricted. Ask in it, so that Discord has let you in.")
    _check(place, asker, own=False)
    pith = interaction.app_permissions if here else place.permissions_for(place.guild.me)
    _check(place, pith, own=True)
    if isinstance(place, discord.Thread) and place.is_private() and not here and not asker.manage_threads:
        try:
            await place.fetch_member(interaction.user.id)
        except (discord.NotFound, discord.Forbidden):
            raise no_place() from None
    return place


async def _place(interaction: discord.Interaction[PithClient], named: Named | None) -> Place:
    guild = interaction.guild
    if guild is None or not interaction.is_guild_integration():
        raise NotAllowed("Catching up needs a server that Pith was added to.")
    wanted = named.id if named is not None else interaction.channel_id
    found = guild.get_channel_or_thread(wanted) if wanted else None
    if found is None and named is not None:
        try:
            found = await named.fetch()
        except discord.NotFound:
            raise no_place() from None
        except discord.Forbidden:
            raise _lacks(f"#{named.name}", VIEW, own=True) from None
    elif found is None and isinstance(interaction.channel, discord.Thread):
        found = interaction.channel
    if not isinstance(found, Place):
        raise no_place()
    return found


def _check(place: Place, rights: discord.Permissions, *, own: bool) -> None:
    needed = [(VIEW, rights.view_channel), (HISTORY, rights.read_message_history)]
    if isinstance(place, (discord.VoiceChannel, discord.StageChannel)):
        needed.append((CONNECT, rights.connect))
    for right, held in needed:
        if not held:
            raise _lacks(_name(place), right, own=own)


def _name(place: Place) -> str:
    return f"#{place.name}"


def _lacks(channel: str, right: Message, *, own: bool) -> NotAllowed:
    if own:
        return NotAllowed(
            "Pith lacks the right “{right}” in {channel}. Whoever manages the channel can give it.",
            right=right,
            channel=channel,
        )
    return NotAllowed("For that you need the right “{right}” in {channel}.", right=right, channel=channel)


async def readable_thread(interaction: discord.Interaction[PithClient], thread_id: int) -> Place:
    """As `readable`, for a thread that is asked for in it, or where it begins."""
    if interaction.channel_id == thread_id:
        return await readable(interaction, None)
    try:
        place = await interaction.client.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden):
        raise no_place() from None
    if not isinstance(place, discord.Thread) or place.parent_id != interaction.channel_id:
        raise no_place()
    await check_still(place, interaction.user.id)
    return place


async def check_still(place: Place, account_id: int) -> None:
    """As `readable`, by what the server says now: reading takes minutes, and rights change. Raises NotAllowed, and
    NotFound for who is not there any more."""
    guild = place.guild
    if guild.get_channel(place.parent_id if isinstance(place, discord.Thread) else place.id) is None:
        raise no_place()
    try:
        member = await guild.fetch_member(account_id)
        rights = place.permissions_for(member)
        _check(place, rights, own=False)
        _check(place, place.permissions_for(guild.me), own=True)
        if isinstance(place, discord.Thread) and place.is_private() and not rights.manage_threads:
            await place.fetch_member(account_id)
    except (discord.NotFound, discord.Forbidden):
        raise no_place() from None


def is_open_to_all(place: Place) -> bool:
    """Whether everybody in the server can read it, and Pith: a digest may tell of it to whoever sees the digest."""
    if isinstance(place, discord.Thread) or place.is_nsfw():
        return False
    everybody, pith = (place.permissions_for(each) for each in (place.guild.default_role, place.guild.me))
    shut_out = any(
        False in (rights.view_channel, rights.read_message_history)
        for target, rights in place.overwrites.items()
        if target != place.guild.default_role
    )
    return (
        everybody.view_channel
        and everybody.read_message_history
        and pith.view_channel
        and pith.read_message_history
        and not shut_out
    )


async def check_willing(client: PithClient, message: discord.Message, asker_id: int) -> None:
    """Raises NotAllowed where somebody else wrote it who does not want to be condensed in that server."""
    if message.guild is None:
        return
    silent = await catchup.unwilling(client.app, message.guild.id) - {asker_id}
    if message.author.id in silent or (silent and await _forwards(client, message, silent)):
        raise NotAllowed("Whoever wrote that message does not want to be condensed in this server.")


async def _forwards(client: PithClient, message: discord.Message, silent: Collection[int]) -> bool:
    """Whether it passes on what one of these wrote in the same server. A forward does not say whose words it holds;
    raises NotAllowed where that can't be seen."""
    meant = message.reference
    if not message.message_snapshots or meant is None or message.guild is None:
        return False
    if meant.guild_id != message.guild.id or meant.message_id is None:
        return False
    try:
        place = client.get_partial_messageable(meant.channel_id, guild_id=meant.guild_id)
        return (await place.fetch_message(meant.message_id)).author.id in silent
    except (discord.NotFound, discord.Forbidden):
        raise NotAllowed(
            "Somebody in this server does not want to be condensed, and I can't see who wrote what is forwarded there."
        ) from None


def refused(place: Place) -> NotAllowed:
    """What Discord refused while it was read: rights were taken meanwhile, or a thread is closed to Pith."""
    return _lacks(_name(place), VIEW, own=True)


def no_place() -> NotFound:
    return NotFound("There is no such channel or thread that you can read.")
