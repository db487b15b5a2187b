"""`/focus`: a session in one message with its buttons, and the check-in in their place afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, answering, tell_error
from bot.discord_ui.render import Answer, say
from bot.features import focus
from bot.features.focus import Session
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

LABELS = {
    "pause": N_("Pause"),
    "resume": N_("Go on"),
    "extend": N_("5 minutes more"),
    "stop": N_("Stop"),
    "look": N_("Show where I am"),
}
CHANGES = {
    "pause": focus.pause,
    "resume": focus.resume,
    "extend": focus.extend,
    "stop": focus.stop,
    "look": focus.get,
}


class FocusButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"pith-focus:(?P<verb>pause|resume|extend|stop|look|attention[1-5]|mood[1-5]):(?P<id>[0-9]{1,9})",
):
    """One thing to do with one session; all it knows stands in its id."""

    def __init__(self, verb: str, session_id: int, label: str) -> None:
        self.verb, self.session_id = verb, session_id
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith-focus:{verb}:{session_id}"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["verb"], int(match["id"]), getattr(item, "label", None) or match["verb"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            async with answering(interaction, thinking=False) as speaker:
                app, person = interaction.client.app, speaker.person
                lines: list[str] = []
                if self.verb in CHANGES:
                    session = await CHANGES[self.verb](app, person, self.session_id)
                else:
                    asked, given = self.verb[:-1], int(self.verb[-1])
                    offer = await focus.check_in(
                        app,
                        person,
                        self.session_id,
                        attention=given if asked == "attention" else None,
                        mood=given if asked == "mood" else None,
                    )
                    lines = offer.sentences(speaker.language) if offer else []
                    session = await focus.get(app, person, self.session_id)
                words = "\n".join([session_words(session, speaker.language), *lines])
                view = buttons_for(session, speaker.language)
                await interaction.edit_original_response(content=words, view=view)
        except Exception as error:
            await tell_error(interaction, error)


def session_words(session: Session, language: str) -> str:
    minutes = int(session.focused.total_seconds()) // 60
    if session.is_over and session.attention is None:
        said = N_("{minutes} minutes of focus. How was your attention, from 1 to 5?", minutes=minutes)
    elif session.is_over and session.mood is None:
        said = N_("And your mood, 1 low to 5 bright? Only you see this.")
    elif session.is_over:
        said = N_("✓ Kept: {minutes} minutes of focus.", minutes=minutes)
    elif session.ends_at is None:
        said = N_("Paused.")
    else:
        when = discord.utils.format_dt(session.ends_at, "R")
        if session.rounds == 1:
            said = N_(
                "Focus. It ends {when}; press Stop then, or before, for two short questions.", when=when
            )
        else:
            end = N_("It ends {when}; press Stop then, or before, for two short questions.", when=when)
            return "\n".join([*phase_lines(session, language), end.to(language)])
    return said.to(language)


def phase_lines(session: Session, language: str) -> list[str]:
    """The round or the break that it is in, and what comes then. Discord keeps the times right by itself."""
    (phase, until), *later = session.ends_of_phases()
    values = {
        "round": phase.round,
        "rounds": session.rounds,
        "time": discord.utils.format_dt(until, "t"),
        "when": discord.utils.format_dt(until, "R"),
    }
    said = (
        N_("**Break** until {time}, {when}. Then round {round} of {rounds}.", **values)
        if phase.is_break
        else N_("**Focus**, round {round} of {rounds}, until {time}, {when}.", **values)
    )
    lines = [said.to(language)]
    if later:
        stamps = [(each, discord.utils.format_dt(end, "t")) for each, end in later]
        lines.append(focus.then_words(stamps, language))
    return lines


def session_answer(session: Session, language: str) -> Answer:
    return replace(say(session_words(session, language)), view=buttons_for(session, language))


def buttons_for(session: Session, language: str) -> discord.ui.View | None:
    """What can be done with it now; None once nothing is left."""
    view = discord.ui.View(timeout=None)
    if session.is_over and session.mood is not None and session.attention is not None:
        return None
    if session.is_over:
        asked = "mood" if session.attention is not None else "attention"
        for given in range(1, 6):
            view.add_item(FocusButton(f"{asked}{given}", session.id, str(given)))
        return view
    verbs = ["resume" if session.is_paused else "pause", "extend", "stop"]
    for verb in [*verbs, *(["look"] if session.rounds > 1 else [])]:
        view.add_item(FocusButton(verb, session.id, LABELS[verb].to(language)))
    return view


class Focus(app_commands.Group):
    """The commands under `/focus`."""

    @app_commands.command(name=_("start"), description=_("Begin a session, in one stretch or with breaks"))
    @app_commands.describe(
        minutes=_("How long; 25 where you leave it out"),
        rounds=_("How many rounds of it, with breaks between them; 1 where you leave it out"),
        break_minutes=_("How long a break is, usually 5; after every fourth round three times as long"),
    )
    async def start(
        self,
        interaction: discord.Interaction[PithClient],
        minutes: app_commands.Range[int, 1, 240] = focus.USUAL_MINUTES,
        rounds: app_commands.Range[int, 1, 12] = 1,
        break_minutes: app_commands.Range[int, 1, 30] = focus.BREAK_MINUTES,
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            session = await focus.latest(app, speaker.person)
            if session is None or session.is_over:
                session = await focus.start(app, speaker.person, minutes, rounds, break_minutes)
            await InteractionReply(interaction, private=True).answer(
                session_answer(session, speaker.language)
            )

    @app_commands.command(name=_("settings"), description=_("A goal for the week, and when your day begins"))
    @app_commands.describe(
        goal=_("Minutes of focus a week; 0 for no goal"),
        day_begins=_("The hour at which your day begins, 0 to 23; usually 4"),
    )
    async def settings(
        self,
        interaction: discord.Interaction[PithClient],
        goal: app_commands.Range[int, 0, focus.MOST_GOAL] | None = None,
        day_begins: app_commands.Range[int, 0, 23] | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            wish = await focus.change_settings(
                app, speaker.person, goal_minutes=goal, day_begins_hour=day_begins
            )
            lines = [
                focus.goal_words(await focus.this_week(app, speaker.person)),
                N_("Your day begins at {time}.", time=f"{wish.day_begins:%H:%M}"),
            ]
            words = "\n".join(line.to(speaker.language) for line in lines)
            await InteractionReply(interaction, private=True).answer(say(words))


COMMANDS: Commands = (Focus(name=_("focus"), description=_("A stretch of time for one thing")),)
