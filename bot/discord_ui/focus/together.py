"""A shared session's one message: who is in, when it ends, Join · Leave · Stop; and once it is over, how it was.

It names people as mentions that notify nobody, and only while it runs. What each presses is answered to them alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import aiohttp
import discord

from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Speaker, answering, tell_error
from bot.discord_ui.focus.session import now_words, session_answer
from bot.discord_ui.render import Answer, say
from bot.errors import Invalid, NotFound
from bot.features import focus
from bot.features.focus import NotNow, Room
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

MOST_NAMED = 40  # a mention has 22 characters
LABELS = {"join": N_("Join"), "leave": N_("Leave"), "stop": N_("Stop for all"), "how": N_("How was it?")}


class TogetherButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"pith-together:(?P<verb>join|leave|stop|how):(?P<id>[0-9]{1,9})",
):
    """One thing to do about one shared session; all it knows stands in its id."""

    def __init__(self, verb: str, room_id: int, label: str) -> None:
        self.verb, self.room_id = verb, room_id
        style = discord.ButtonStyle.primary if verb == "join" else discord.ButtonStyle.secondary
        super().__init__(
            discord.ui.Button(label=label, custom_id=f"pith-together:{verb}:{room_id}", style=style)
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["verb"], int(match["id"]), getattr(item, "label", None) or match["verb"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            async with answering(interaction, thinking=False) as speaker:
                try:
                    answer = await self._act(interaction, speaker)
                finally:  # also where it is over meanwhile
                    await self._show(interaction)
                await InteractionReply(interaction, private=True).answer(answer)
        except Exception as error:
            await tell_error(interaction, error)

    async def _act(self, interaction: discord.Interaction[Any], speaker: Speaker) -> Answer:
        """Does it, and what to tell the person alone."""
        app, person = interaction.client.app, speaker.person
        if self.verb == "join":
            session = await focus.join(app, person, self.room_id)
        elif self.verb == "leave":
            session = await focus.leave(app, person, self.room_id)
        elif self.verb == "how":
            session = await focus.own_session(app, person, self.room_id)
        else:
            may_manage = interaction.permissions.manage_guild
            await focus.stop_together(app, person, self.room_id, may_manage=may_manage)
            try:
                session = await focus.own_session(app, person, self.room_id)
            except NotFound:
                return say(N_("It is stopped for all.").to(speaker.language))
        return session_answer(session, speaker.language)

    async def _show(self, interaction: discord.Interaction[Any]) -> None:
        client = interaction.client
        async with client.turn(-self.room_id):
            room = await focus.look(client.app, self.room_id)
            await interaction.edit_original_response(**editing(room_answer(room)))
            if room.message_id is None and interaction.message is not None:
                await focus.posted(client.app, room.id, interaction.message.id)
            await focus.shown(client.app, room)


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
        "**Focus together** is over: {minutes} minutes. People who were in to the end: {count}.",
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
    named = " ".join(f"<@{account}>" for account in room.people[:MOST_NAMED])
    if (more := len(room.people) - MOST_NAMED) > 0:
        named += " " + N_("and {count} more", count=more).to(room.language)
    if room.people:
        lines.append(N_("In: {people}", people=named).to(room.language))
    else:
        lines.append(N_("Nobody is in just now. Whoever likes can join.").to(room.language))
    return lines


async def begin_together(
    interaction: discord.Interaction[PithClient], minutes: int, rounds: int, break_minutes: int
) -> None:
    """Posts the message, and gives who began it their own session, for them alone."""
    async with answering(interaction) as speaker:
        app, channel_id = interaction.client.app, interaction.channel_id
        if not interaction.is_guild_integration() or channel_id is None:
            raise Invalid("A shared session needs a channel of a server that Pith was added to.")
        if not interaction.app_permissions.view_channel:
            raise Invalid("Pith does not see this channel. Choose another, or let it in.")
        room = await focus.start_together(
            app, speaker.person, channel_id, speaker.language, minutes, rounds, break_minutes
        )
        session = await focus.own_session(app, speaker.person, room.id)
        await InteractionReply(interaction, private=True).answer(session_answer(session, speaker.language))
        message = await InteractionReply(interaction, private=False).answer(room_answer(room))
        if message is not None:
            await focus.posted(app, room.id, message.id)


async def show_room(client: PithClient, room_id: int) -> None:
    """Edits the message so that it says what is true. Raises NotNow where Discord can't be reached."""
    if not client.connected:
        raise NotNow
    async with client.turn(-room_id):
        room = await focus.look(client.app, room_id)
        assert room.message_id is not None
        place = client.get_partial_messageable(room.channel_id)
        try:
            await place.get_partial_message(room.message_id).edit(**editing(room_answer(room)))
        except (discord.Forbidden, discord.NotFound):
            await focus.give_up(client.app, room_id)
        except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
            raise NotNow from error
        else:
            await focus.shown(client.app, room)
