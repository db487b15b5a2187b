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
from bot.discord_ui.render import say
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
}
CHANGES = {"pause": focus.pause, "resume": focus.resume, "extend": focus.extend, "stop": focus.stop}


class FocusButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"pith-focus:(?P<verb>pause|resume|extend|stop|attention[1-5]|mood[1-5]):(?P<id>[0-9]{1,9})",
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
        said = N_("Focus. It ends {when}; press Stop then, or before, for two short questions.", when=when)
    return said.to(language)


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
    for verb in ("resume" if session.is_paused else "pause", "extend", "stop"):
        view.add_item(FocusButton(verb, session.id, LABELS[verb].to(language)))
    return view


@app_commands.command(name=_("focus"), description=_("A stretch of time for one thing"))
@app_commands.describe(minutes=_("How long; 25 where you leave it out"))
async def start_focus(
    interaction: discord.Interaction[PithClient],
    minutes: app_commands.Range[int, 1, 240] = focus.USUAL_MINUTES,
) -> None:
    async with answering(interaction) as speaker:
        app = interaction.client.app
        session = await focus.latest(app, speaker.person)
        if session is None or session.is_over:
            session = await focus.start(app, speaker.person, minutes)
        words = session_words(session, speaker.language)
        answer = replace(say(words), view=buttons_for(session, speaker.language))
        await InteractionReply(interaction, private=True).answer(answer)


COMMANDS: Commands = (start_focus,)
