"""A shared session's one message: who is in, when it ends, Join · Leave · Stop; and once it is over, how it was.

It names people as mentions that notify nobody, and only while it runs. What each presses is answered to them alone.
In the channel of a server's study group it is the group's: its members see it, and may begin it, in the browser too.
A circle's has no message; who is in the circle reaches it by the circle's name, and is answered alone.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.placing import place
from bot.discord_ui.answering.refusals import told_apart
from bot.discord_ui.answering.replies import UNREACHABLE, InteractionReply, editing, sending
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.focus.session import now_words, session_answer
from bot.discord_ui.groups.here import enter, is_of_server, pick, server_of
from bot.discord_ui.groups.posts import joined_words
from bot.discord_ui.render import Answer, say, shorten, unlinked
from bot.errors import Invalid, NotFound
from bot.features import focus, groups
from bot.features.focus import GroupRoom, Inside, Room
from bot.features.lasting import NotNow
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

MOST_NAMED = 40  # a mention has 22 characters
NAME_UNITS = 30
LABELS = {"join": N_("Join"), "leave": N_("Leave"), "stop": N_("Stop for all"), "how": N_("How was it?")}

log = logging.getLogger(__name__)


class TogetherButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-together:(?P<verb>join|leave|stop|how):(?P<room_id>[0-9]{1,9})",
    room_id=int,
):
    """One thing to do about one shared session; all it knows stands in its id."""

    def __init__(self, verb: str, room_id: int, label: str) -> None:
        self.verb, self.room_id = verb, room_id
        style = discord.ButtonStyle.primary if verb == "join" else discord.ButtonStyle.secondary
        super().__init__(
            discord.ui.Button(label=label, custom_id=f"pith-together:{verb}:{room_id}", style=style)
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            try:
                answer = await self._act(interaction, speaker)
            finally:  # also where it is over meanwhile
                await self._show(interaction)
            await InteractionReply(interaction, private=True).answer(answer)

    async def _act(self, interaction: discord.Interaction[Any], speaker: Speaker) -> Answer:
        """Does it, and what to tell the person alone."""
        app, person = interaction.client.app, speaker.person
        room = await focus.look(app, self.room_id)
        is_of_here = room.group_id is not None and await is_of_server(interaction, room.group_id)
        if self.verb == "join":
            if is_of_here and not room.is_over and (await enter(interaction, speaker))[1]:
                await _tell_joined(interaction, speaker)
            session = await focus.join(app, person, self.room_id)
        elif self.verb == "leave":
            session = await focus.leave(app, person, self.room_id)
        elif self.verb == "how":
            session = await focus.own_session(app, person, self.room_id)
        else:
            may_manage = interaction.permissions.manage_guild and (room.group_id is None or is_of_here)
            await focus.stop_together(app, person, self.room_id, may_manage=may_manage)
            try:
                session = await focus.own_session(app, person, self.room_id)
            except NotFound:
                return say(N_("It is stopped for all.").to(speaker.language))
        return session_answer(session, speaker.language)

    async def _show(self, interaction: discord.Interaction[Any]) -> None:
        client, pressed = interaction.client, interaction.message
        room = await focus.look(client.app, self.room_id)
        if pressed is not None and pressed.id != room.message_id:
            is_here = interaction.channel_id == room.channel_id and not pressed.flags.ephemeral
            if (
                room.message_id is not None or not is_here
            ):  # a second one, one of before, or a person's own answer
                await interaction.delete_original_response()
                return
            await focus.posted(client.app, room, pressed.id)  # that it was posted was not kept
        if pressed is not None:
            edit = interaction.edit_original_response
            await _redraw(client, self.room_id, pressed.id, lambda said: edit(**said))


def room_answer(room: Room) -> Answer:
    """The message, in the language of who began it."""
    lines = _over_lines(room) if room.is_over else _running_lines(room)
    view = discord.ui.View(timeout=None)
    for verb in ("how",) if room.is_over else ("join", "leave", "stop"):
        view.add_item(TogetherButton(verb, room.id, LABELS[verb].to(room.language)))
    return replace(say("\n".join(lines)), view=view)


def _over_lines(room: Room) -> list[str]:
    """It names nobody any more."""
    said = N_(
        "**Focus together** is over: {minutes} min. People who were in to the end: {count}.",
        minutes=room.minutes,
        count=len(room.people),
    )
    return [said.to(room.language)]


def _running_lines(room: Room) -> list[str]:
    when = discord.utils.format_dt(room.ends_at, "R")
    until = discord.utils.format_dt(room.ends_at, "t")
    lines = [N_("**Focus together** until {time}, {when}.", time=until, when=when).to(room.language)]
    if room.rounds > 1:
        lines += now_words(room.phases, room.rounds, room.language)
    named = " ".join(_named(each) for each in room.people[:MOST_NAMED])
    if (more := len(room.people) - MOST_NAMED) > 0:
        named += " " + N_("and {count} more", count=more).to(room.language)
    if room.people:
        lines.append(N_("In: {people}", people=named).to(room.language))
    else:
        lines.append(N_("Nobody is in just now. Whoever likes can join.").to(room.language))
    return lines


def _named(one: Inside) -> str:
    return f"<@{one.account}>" if one.account else shorten(unlinked(one.name or "–"), NAME_UNITS)


async def _enter_here(
    interaction: discord.Interaction[PithClient], speaker: Speaker
) -> tuple[int | None, bool]:
    """The server's group, where this is its own channel, and whether they are new in it. None in other channels, and
    for whom the group is closed to though they may write here."""
    try:
        _, channel_id = await groups.in_server(interaction.client.app, server_of(interaction)[0].id)
        if channel_id != interaction.channel_id:
            return None, False
        group, is_new = await enter(interaction, speaker)
    except NotFound:
        return None, False
    return group.id, is_new


async def _tell_joined(interaction: discord.Interaction[PithClient], speaker: Speaker) -> None:
    """At once, since what they pressed may be refused."""
    await interaction.followup.send(**sending(say(joined_words(speaker.language))), ephemeral=True)


def _own_answer(one: GroupRoom, language: str) -> Answer:
    """A group's session that runs, for somebody in the group alone: by the names that people have in it."""
    people = tuple(Inside(None, name) for name in one.names)
    lines = _running_lines(replace(one.room, language=language, people=people))
    if not one.is_in:
        words = N_("This group has a shared session already. Join it, or begin yours when it is over.")
        lines.insert(0, words.to(language))
    view = discord.ui.View(timeout=None)
    for verb in ("leave" if one.is_in else "join", *(("stop",) if one.may_stop else ())):
        view.add_item(TogetherButton(verb, one.room.id, LABELS[verb].to(language)))
    return replace(say("\n".join(lines)), view=view)


async def begin_in_group(
    interaction: discord.Interaction[PithClient], group: str, minutes: int, rounds: int, break_minutes: int
) -> None:
    """One of a group's of theirs, from anywhere, or the way into the one that runs; for them alone. A server's is
    posted in its channel by `show_room`."""
    async with answering(interaction) as speaker:
        app, person = interaction.client.app, speaker.person
        chosen = await pick(interaction, speaker, group)
        reply = InteractionReply(interaction, private=True)
        if there := await focus.running(app, person, chosen.id):
            await reply.answer(_own_answer(there, speaker.language))
            return
        one = await focus.start_in_group(app, person, chosen.id, minutes, rounds, break_minutes)
        session = await focus.own_session(app, person, one.room.id)
        await reply.answer(session_answer(session, speaker.language))


async def begin_together(
    interaction: discord.Interaction[PithClient], minutes: int, rounds: int, break_minutes: int
) -> None:
    """Posts the message, lets who began it in, and gives them their own session, for them alone.

    Only what is kept to be there names anybody: the message goes out with nobody in it.
    """
    async with answering(interaction) as speaker:
        app, person, channel_id = interaction.client.app, speaker.person, interaction.channel_id
        if not interaction.is_guild_integration() or channel_id is None:
            raise Invalid("A shared session needs a channel of a server that Pith was added to.")
        if not interaction.app_permissions.view_channel:
            raise Invalid("Pith does not see this channel. Choose another, or let it in.")
        reply = InteractionReply(interaction, private=True)
        group_id, is_new = await _enter_here(interaction, speaker)
        coming = N_("The shared session is on its way into this channel.").to(speaker.language)
        if is_new:
            await reply.progress(coming)
            await _tell_joined(interaction, speaker)
        if group_id is not None and (there := await focus.running(app, person, group_id)):
            await reply.answer(_own_answer(there, speaker.language))
            return
        room = await focus.start_together(
            app, person, channel_id, speaker.language, minutes, rounds, break_minutes, group_id
        )
        if not is_new:
            await reply.progress(coming)
        message = await _post(interaction, room)
        session = await focus.join(app, person, room.id)
        await reply.answer(session_answer(session, speaker.language))
        try:
            await _redraw(interaction.client, room.id, message.id, lambda said: message.edit(**said))
        except (*UNREACHABLE, discord.HTTPException) as error:  # `work_together` does it in a moment
            log.info("a shared session's message waits for the names in it: %r", error)


async def _post(interaction: discord.Interaction[PithClient], room: Room) -> discord.WebhookMessage:
    """Where Discord says no there is no session; where it is not known, `work_together` posts a group's."""
    app = interaction.client.app
    try:
        message = await interaction.followup.send(**sending(room_answer(room)), wait=True)
    except discord.HTTPException as error:
        if not isinstance(error, discord.DiscordServerError):
            await focus.call_off(app, room.id)
        raise
    await focus.posted(app, room, message.id)
    return message


async def show_room(client: PithClient, room_id: int) -> None:
    """Makes the message say what is true; posts it where the session was begun in the browser or went into another
    channel. Raises NotNow, Forbidden and Gone."""
    if not client.connected:
        raise NotNow
    room = await focus.look(client.app, room_id)
    if room.channel_id is None:  # it went out of every channel just now
        return
    channel, message_id = client.get_partial_messageable(room.channel_id), room.message_id
    with told_apart():
        if message_id is None:
            if room.is_over:  # while Discord could not be reached: there is nothing to be said any more
                await focus.shown(client.app, room)
                return
            nonce = f"f{room_id}.{room.channel_id % 10**6}.{room.shown}"
            keep = partial(focus.posted, client.app, room)
            message_id = await place(client, channel, room.language, nonce, keep)
        message = channel.get_partial_message(message_id)
        if room.is_moved:
            await message.delete()
            await focus.shown(client.app, room)
        else:
            await _redraw(client, room_id, message_id, lambda said: message.edit(**said))


async def _redraw(
    client: PithClient, room_id: int, message_id: int, edit: Callable[[dict[str, Any]], Awaitable[object]]
) -> None:
    """One at a time, so that the last word is the newest; and only where this is its message still: one in the channel
    before names nobody any more."""
    async with client.turn(-room_id):
        room = await focus.look(client.app, room_id)
        if room.message_id == message_id:
            await edit(editing(room_answer(room)))
            await focus.shown(client.app, room)
