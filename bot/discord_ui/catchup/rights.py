"""Who may read a channel: both the asker and Pith need it, and what is missing is named."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot.errors import Busy, NotAllowed, NotFound, UserError
from bot.features import catchup
from bot.locales import N_, Message

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

log = logging.getLogger(__name__)

Place = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
Mentioned = Place | discord.ForumChannel | discord.CategoryChannel
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

HIDDEN = (
    "___hidden___"  # https://discord.com/developers/docs/resources/channel#channel-object-obfuscated-channels
)
UNNAMED = N_("this channel")
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
    check_content(interaction.client)
    elsewhere = named if named is not None and named.id != interaction.channel_id else None
    if elsewhere is not None:
        _check(elsewhere.type, f"#{elsewhere.name}", elsewhere.permissions, own=False)
    place = await _place(interaction, elsewhere)
    pith = place.permissions_for(place.guild.me)
    if elsewhere is None:
        _check(place.type, place_name(place), interaction.permissions, own=False)
        _check(place.type, place_name(place), pith & interaction.app_permissions, own=True)
        return place
    await _check_let_in(place, interaction.user.id, elsewhere.permissions)
    _check(place.type, f"#{elsewhere.name}", pith, own=True)
    if place.is_nsfw():
        raise NotAllowed("This channel is age-restricted. Ask in it, so that Discord has let you in.")
    return place


async def _place(interaction: discord.Interaction[PithClient], elsewhere: Named | None) -> Place:
    guild = interaction.guild
    if guild is None or not interaction.is_guild_integration():
        raise NotAllowed("Catching up needs a server that Pith was added to.")
    wanted = elsewhere.id if elsewhere is not None else interaction.channel_id
    found = guild.get_channel_or_thread(wanted) if wanted else None
    if found is None and elsewhere is not None:
        try:
            found = await elsewhere.fetch()
        except discord.NotFound:
            raise no_place() from None
        except discord.Forbidden:
            raise _shut(elsewhere.type, f"#{elsewhere.name}") from None
    elif found is None and isinstance(interaction.channel, discord.Thread):
        found = interaction.channel
    if not isinstance(found, Place) or found.guild.id != guild.id or _lost_its_channel(found):
        raise no_place()
    return found


def _lost_its_channel(place: object) -> bool:
    """A thread whose channel was deleted, or is closed to Pith, has no rights that could be looked at."""
    return isinstance(place, discord.Thread) and place.parent is None


async def _check_let_in(place: Mentioned, account_id: int, rights: discord.Permissions) -> None:
    """Raises NotFound for a private thread that they were not let into: their rights say nothing of that."""
    if isinstance(place, discord.Thread) and place.is_private() and not rights.manage_threads:
        try:
            await place.fetch_member(account_id)
        except (discord.NotFound, discord.Forbidden):
            raise _no_thread() from None


def _check(kind: discord.ChannelType, name: str | Message, rights: discord.Permissions, *, own: bool) -> None:
    """Raises NotAllowed. What somebody may not view is not named to them."""
    for right, words in _needed(kind).items():
        if not getattr(rights, right):
            raise lacks(name if own or rights.view_channel else UNNAMED, words, own=own)


def _needed(kind: discord.ChannelType) -> dict[str, Message]:
    """What reading takes, by discord.py's names."""
    needed = {"view_channel": VIEW, "read_message_history": HISTORY}
    is_heard = kind in (discord.ChannelType.voice, discord.ChannelType.stage_voice)
    return needed | {"connect": CONNECT} if is_heard else needed


def check_own(place: Place) -> None:
    """Raises NotAllowed naming the right that Pith lacks to read there."""
    _check(place.type, place_name(place), place.permissions_for(place.guild.me), own=True)


def place_name(place: object) -> str | Message:
    """Its name; Discord keeps that back where Pith may not view it."""
    name = getattr(place, "name", HIDDEN)
    return UNNAMED if name == HIDDEN else f"#{name}"


def lacks(channel: str | Message, right: Message, *, own: bool) -> NotAllowed:
    if own:
        return NotAllowed(
            "Pith lacks the right “{right}” in {channel}. Whoever manages the channel can give it.",
            right=right,
            channel=channel,
        )
    return NotAllowed("For that you need the right “{right}” in {channel}.", right=right, channel=channel)


async def readable_thread(interaction: discord.Interaction[PithClient], thread_id: int) -> Place:
    """As `readable`, for a thread that is asked for in it, or where it begins."""
    check_content(interaction.client)
    if interaction.channel_id == thread_id:
        return await readable(interaction, None)
    parent = interaction.channel
    if not isinstance(parent, discord.TextChannel):
        raise no_place()
    _check(parent.type, place_name(parent), interaction.permissions, own=False)
    check_own(parent)
    try:
        place = await interaction.client.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden):
        raise no_place() from None
    if not isinstance(place, discord.Thread) or place.parent_id != interaction.channel_id:
        raise no_place()
    await check_still(place, interaction.user.id)
    return place


async def check_still(place: Place, account_id: int) -> discord.Member:
    """As `readable`, by what the server says now: reading takes minutes, and rights change. Who asks, as they are now.

    Raises NotAllowed, and NotFound for who is not there any more. Pith's own go first: what others may is told to who
    views a channel alone.
    """
    guild = place.guild
    if guild.get_channel(place.parent_id if isinstance(place, discord.Thread) else place.id) is None:
        raise no_place()
    check_own(place)
    try:
        member = await guild.fetch_member(account_id)
    except (discord.NotFound, discord.Forbidden):
        raise no_place() from None
    rights = place.permissions_for(member)
    _check(place.type, place_name(place), rights, own=False)
    await _check_let_in(place, account_id, rights)
    return member


async def may_see(member: discord.Member, place: Mentioned) -> bool:
    """Whether they may know that it is there: it is open to them, and they are in it where it is a private thread. Pith
    has to see it too, else Discord does not say what others may."""
    if _lost_its_channel(place) or not place.permissions_for(place.guild.me).view_channel:
        return False
    rights = place.permissions_for(member)
    if not rights.view_channel:
        return False
    try:
        await _check_let_in(place, member.id, rights)
    except NotFound:
        return False
    return True


def is_open_to_all(place: Mentioned) -> bool:
    """Whether everybody in the server can read it, and Pith: a digest may tell of it to whoever sees the digest."""
    if isinstance(place, discord.Thread) or place.is_nsfw():
        return False
    needed = _needed(place.type)
    readers = [place.permissions_for(each) for each in (place.guild.default_role, place.guild.me)]
    shut_out = any(
        getattr(rights, right) is False
        for target, rights in place.overwrites.items()
        if target != place.guild.default_role
        for right in needed
    )
    return not shut_out and all(getattr(rights, right) for rights in readers for right in needed)


async def check_willing(client: PithClient, message: discord.Message, asker_id: int) -> None:
    """Raises NotAllowed where somebody else wrote it who does not want to be condensed in that server, or what it
    passes on from there."""
    said_in, meant = message.guild, message.reference
    if said_in is not None and message.author.id in await catchup.unwilling(client.app, said_in.id) - {
        asker_id
    }:
        raise NotAllowed("Whoever wrote that message does not want to be condensed in this server.")
    if message.message_snapshots and meant is not None and meant.guild_id is not None:
        silent = await catchup.unwilling(client.app, meant.guild_id) - {asker_id}
        if silent and await _author_of(client, meant) in silent:
            raise NotAllowed(
                "Whoever wrote what is forwarded there does not want to be condensed in that server."
            )


async def _author_of(client: PithClient, meant: discord.MessageReference) -> int:
    """A forward does not say whose words it holds. Raises NotAllowed where that can't be seen."""
    place = client.get_partial_messageable(meant.channel_id, guild_id=meant.guild_id)
    try:
        return (await place.fetch_message(meant.message_id or 0)).author.id
    except (discord.NotFound, discord.Forbidden):
        raise NotAllowed(
            "Somebody in the server that it was forwarded from does not want to be condensed, and I can't see who "
            "wrote it."
        ) from None


@contextmanager
def while_read(place: Place) -> Iterator[None]:
    """Around whatever reads there: what Discord refuses is said. Raises NotAllowed where rights were taken meanwhile,
    NotFound where it is gone, and Busy where Discord does not answer."""
    try:
        yield
    except discord.Forbidden:
        raise _shut(place.type, place_name(place)) from None
    except discord.NotFound:
        raise no_place() from None
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("a channel could not be read: %r", error)
        raise Busy("Discord does not answer just now. Try again in a moment.") from error


def _shut(kind: discord.ChannelType, name: str | Message) -> UserError:
    return _no_thread() if kind is discord.ChannelType.private_thread else lacks(name, VIEW, own=True)


def no_place() -> NotFound:
    return NotFound("There is no such channel or thread that you can read.")


def _no_thread() -> NotFound:
    """Names none: whoever asks may not be in it."""
    return NotFound(
        "There is no such private thread that both you and Pith are in. Whoever is in one lets Pith in by "
        "mentioning it."
    )
