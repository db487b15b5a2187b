"""The group that somebody means: the server's that they are in, or one of theirs by name; and what the server says of
them there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_ui import render
from bot.discord_ui.answering.speaker import Speaker, speaker_of
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features import groups
from bot.features.groups import Group, Standing

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient


def standing_in(guild: discord.Guild, member: discord.Member, channel_id: int | None) -> Standing:
    """What the server says of a member. A channel that is gone is seen by nobody, and so is one that Pith may not view:
    of that Discord does not say who may.
    """
    channel = guild.get_channel(channel_id) if channel_id is not None else None
    rights = channel.permissions_for(member) if channel is not None else discord.Permissions.none()
    return Standing(
        name=member.display_name,
        manages=member.guild_permissions.manage_guild,
        sees=rights.view_channel and rights.read_message_history,
    )


async def channel_of(app: App, server_id: int) -> int | None:
    """That of the server's group, where there is one."""
    try:
        return (await groups.in_server(app, server_id))[1]
    except NotFound:
        return None


def server_of(interaction: discord.Interaction[PithClient]) -> tuple[discord.Guild, discord.Member]:
    """The server that this is pressed in. Raises Invalid where Pith is not in it."""
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member) or not interaction.is_guild_integration():
        raise Invalid("This needs a server that Pith was added to.")
    return guild, member


def in_none() -> NotFound:
    """For who is in no group at all."""
    return NotFound(
        "You are in no study group yet. `/group join` in a server, or `/group new`, changes that."
    )


async def enter(
    interaction: discord.Interaction[PithClient], speaker: Speaker, *, joins: bool = True
) -> tuple[Group, bool]:
    """The server's group, which they are in from now on; also whether that is new. Raises NotFound and Invalid.

    Who only looks is not put in: `joins` is false.
    """
    guild, member = server_of(interaction)
    app = interaction.client.app
    group_id, channel_id = await groups.in_server(app, guild.id)
    channel = guild.get_channel(channel_id) if channel_id is not None else None
    if channel is not None and not channel.permissions_for(guild.me).view_channel:
        raise NotAllowed("Pith lacks the right “View Channel” in the channel of this server’s study group.")
    standing = standing_in(guild, member, channel_id)
    return await groups.enter(app, speaker.person, group_id, standing, joins=joins)


async def is_of_server(interaction: discord.Interaction[PithClient], group_id: int) -> bool:
    """Whether it is the group of the server that this is pressed in."""
    if interaction.guild is None or not interaction.is_guild_integration():
        return False
    try:
        return (await groups.in_server(interaction.client.app, interaction.guild.id))[0] == group_id
    except NotFound:
        return False


async def pick(interaction: discord.Interaction[PithClient], speaker: Speaker, wished: str | None) -> Group:
    """The group of this id or name, to look at; without one the server's, else the only one they are in."""
    app = interaction.client.app
    mine = await groups.mine(app, speaker.person)
    if wished is None and interaction.guild is not None and interaction.is_guild_integration():
        try:
            return (await enter(interaction, speaker, joins=False))[0]
        except NotFound:
            if not mine or any(group.server_id == interaction.guild.id for group in mine):
                raise
    if wished is None:
        if not mine:
            raise in_none()
        if len(mine) > 1:
            raise Invalid("You are in several groups. Say which with `group`.")
        return mine[0]
    for group in mine:
        if wished in (str(group.id), group.name):
            if await is_of_server(interaction, group.id):
                return (await enter(interaction, speaker, joins=False))[0]
            return group
    raise NotFound("There is no such group.")


async def proposals(
    interaction: discord.Interaction[PithClient], typed: str, *, also_hidden: bool = False
) -> list[app_commands.Choice[str]]:
    """Their groups that have in their names what is typed; `also_hidden`: those too that they don't see just now."""
    speaker = await speaker_of(interaction.client.app, interaction.user.id, str(interaction.locale))
    found = [
        app_commands.Choice(name=render.choice_name(group.name), value=str(group.id))
        for group in await groups.mine(interaction.client.app, speaker.person, also_hidden=also_hidden)
        if typed.casefold() in group.name.casefold()
    ]
    return found[: render.CHOICES]
