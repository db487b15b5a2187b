"""`/focus`: sessions, what they came to, and how they are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, answering
from bot.discord_ui.focus.picture import picture_answer
from bot.discord_ui.focus.session import session_answer
from bot.discord_ui.focus.together import begin_in_group, begin_together
from bot.discord_ui.groups import here
from bot.discord_ui.render import say
from bot.features import focus
from bot.features.focus import Span
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


describe_length = app_commands.describe(
    minutes=_("How long; 25 where you leave it out"),
    rounds=_("How many rounds of it, with breaks between them; 1 where you leave it out"),
    break_minutes=_("How long a break is, usually 5; after every fourth round three times as long"),
)
Minutes = app_commands.Range[int, 1, focus.MOST_MINUTES]
Rounds = app_commands.Range[int, 1, focus.MOST_ROUNDS]
BreakMinutes = app_commands.Range[int, 1, focus.MOST_BREAK_MINUTES]


class Focus(app_commands.Group):
    """The commands under `/focus`."""

    @app_commands.command(name=_("start"), description=_("Begin a session, in one stretch or with breaks"))
    @describe_length
    async def start(
        self,
        interaction: discord.Interaction[PithClient],
        minutes: Minutes = focus.USUAL_MINUTES,
        rounds: Rounds = 1,
        break_minutes: BreakMinutes = focus.BREAK_MINUTES,
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            session = await focus.latest(app, speaker.person)
            if session is None or session.is_over:
                session = await focus.start(app, speaker.person, minutes, rounds, break_minutes)
            await InteractionReply(interaction, private=True).answer(
                session_answer(session, speaker.language)
            )

    @app_commands.command(
        name=_("now"), description=_("Find your session again, or say how the last one was")
    )
    async def now(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            session = await focus.latest(interaction.client.app, speaker.person)
            answer = (
                session_answer(session, speaker.language)
                if session
                else say(N_("There was no session yet. `/focus start` begins one.").to(speaker.language))
            )
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(
        name=_("together"), description=_("A shared session in this channel, to join and leave")
    )
    @describe_length
    @app_commands.describe(group=_("For a group of yours instead, from anywhere: a circle’s, or a server’s"))
    async def together(
        self,
        interaction: discord.Interaction[PithClient],
        minutes: Minutes = focus.USUAL_MINUTES,
        rounds: Rounds = 1,
        break_minutes: BreakMinutes = focus.BREAK_MINUTES,
        group: str | None = None,
    ) -> None:
        if group is None:
            await begin_together(interaction, minutes, rounds, break_minutes)
        else:
            await begin_in_group(interaction, group, minutes, rounds, break_minutes)

    @together.autocomplete("group")
    async def propose(
        self, interaction: discord.Interaction[PithClient], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await here.proposals(interaction, typed)

    @app_commands.command(
        name=_("picture"), description=_("Your day, your week or your year; only you see it")
    )
    @app_commands.describe(span=_("This week where you leave it out"))
    @app_commands.choices(
        span=[
            app_commands.Choice(name=_("Today"), value="day"),
            app_commands.Choice(name=_("This week"), value="week"),
            app_commands.Choice(name=_("The last 52 weeks"), value="year"),
        ]
    )
    async def picture(self, interaction: discord.Interaction[PithClient], span: str = "week") -> None:
        async with answering(interaction) as speaker:
            app, person = interaction.client.app, speaker.person
            answer = await picture_answer(
                await focus.look_back(app, person, Span(span)),
                await focus.this_week(app, person),
                await focus.streak(app, person),
                speaker.language,
            )
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("settings"), description=_("A goal for the week, and when your day begins"))
    @app_commands.describe(
        goal=_("Minutes of focus a week; 0 for no goal"),
        day_begins=_("The hour at which your day of focus begins, 0 to 12; usually 4"),
    )
    async def settings(
        self,
        interaction: discord.Interaction[PithClient],
        goal: app_commands.Range[int, 0, focus.MOST_GOAL] | None = None,
        day_begins: app_commands.Range[int, 0, focus.LATEST_HOUR] | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            wish = await focus.change_settings(
                app, speaker.person, goal_minutes=goal, day_begins_hour=day_begins
            )
            lines = [
                focus.goal_words(await focus.this_week(app, speaker.person)),
                N_("Your day of focus begins at {time}.", time=f"{wish.day_begins:%H:%M}"),
                focus.DAY_RULE,
                focus.STREAK_RULE,
            ]
            words = "\n".join(line.to(speaker.language) for line in lines)
            await InteractionReply(interaction, private=True).answer(say(words))


COMMANDS: Commands = (Focus(name=_("focus"), description=_("A stretch of time for one thing")),)
