"""A session in one message with its buttons, and the check-in in their place afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Dialog, answering
from bot.discord_ui.render import Answer, inert, say
from bot.features import care, focus
from bot.features.focus import Phase, Session
from bot.locales import N_, Message

LABELS = {
    "pause": N_("Pause"),
    "resume": N_("Go on"),
    "extend": N_("5 minutes more"),
    "stop": N_("Stop"),
    "look": N_("Show where I am"),
    "word": N_("A word, if you like"),
}
CHANGES = {
    "pause": focus.pause,
    "resume": focus.resume,
    "extend": focus.extend,
    "stop": focus.stop,
    "look": focus.get,
}


class FocusButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-focus:(?P<verb>pause|resume|extend|stop|look|word|lighter|attention[1-5]|mood[1-5]):(?P<session_id>[0-9]{1,9})",
    session_id=int,
):
    """One thing to do with one session; all it knows stands in its id."""

    def __init__(self, verb: str, session_id: int, label: str) -> None:
        self.verb, self.session_id = verb, session_id
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith-focus:{verb}:{session_id}"))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        if self.verb == "word":
            async with answering(interaction, defer=False) as speaker:
                await interaction.response.send_modal(WordDialog(self.session_id, speaker.language))
            return
        if self.verb == "lighter":
            async with answering(interaction) as speaker:
                session = await focus.start(interaction.client.app, speaker.person, care.LIGHTER_MINUTES)
                await InteractionReply(interaction, private=True).answer(
                    session_answer(session, speaker.language)
                )
            return
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
                    spoken=str(interaction.locale),
                )
                lines = offer.sentences(speaker.language) if offer else []
                session = await focus.get(app, person, self.session_id)
            words = "\n".join([session_words(session, speaker.language), *lines])
            view = buttons_for(session, speaker.language)
            if lines:
                view.add_item(FocusButton("lighter", session.id, care.LIGHTER.to(speaker.language)))
            await interaction.edit_original_response(content=words, view=view)


class WordDialog(Dialog):
    """A word on how it was. What stood there stays, an offer of care too."""

    def __init__(self, session_id: int, language: str) -> None:
        label = LABELS["word"].to(language)
        super().__init__(label)
        self._session_id = session_id
        self.word: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=focus.WORD_CHARACTERS)
        self.add_item(discord.ui.Label(text=label, component=self.word))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction, thinking=False) as speaker:
            word = self.word.value
            await focus.check_in(interaction.client.app, speaker.person, self._session_id, word=word)
            said = interaction.message.content if interaction.message else ""
            await interaction.edit_original_response(content=f"{said}\n✓ {inert(word)}", view=None)


def session_words(session: Session, language: str) -> str:
    minutes = int(session.focused.total_seconds()) // 60
    if session.is_over and session.attention is None:
        said = N_("{minutes} min of focus. How was your attention, from 1 to 5?", minutes=minutes)
    elif session.is_over and session.mood is None:
        said = N_("And your mood, 1 low to 5 bright? Only you see this.")
    elif session.is_over:
        said = N_("✓ Kept: {minutes} min of focus.", minutes=minutes)
    elif session.ends_at is None:
        said = paused_words(session)
    else:
        when = discord.utils.format_dt(session.ends_at, "R")
        if session.rounds == 1:
            said = N_(
                "Focus. It ends {when}; press Stop then, or before, for two short questions.", when=when
            )
        else:
            end = N_("It ends {when}; press Stop then, or before, for two short questions.", when=when)
            now = now_words(session.ends_of_phases(), session.rounds, language)
            return "\n".join([*now, end.to(language)])
    return said.to(language)


def paused_words(session: Session) -> Message:
    phase = session.phases[0]
    values = {"round": phase.round, "rounds": session.rounds, "minutes": -(-phase.left_s // 60)}
    if session.rounds == 1:
        return N_("Paused: {minutes} min left.", **values)
    if phase.is_break:
        return N_("Paused in the break before round {round} of {rounds}: {minutes} min left.", **values)
    return N_("Paused in round {round} of {rounds}: {minutes} min left.", **values)


def now_words(ends: Sequence[tuple[Phase, datetime]], rounds: int, language: str) -> list[str]:
    """The round or the break that it is in, and what comes then. Discord keeps the times right by itself."""
    (phase, until), *later = ends
    values = {
        "round": phase.round,
        "rounds": rounds,
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


def buttons_for(session: Session, language: str) -> discord.ui.View:
    """What can be done with it now."""
    view = discord.ui.View(timeout=None)
    if session.is_over and session.mood is not None and session.attention is not None:
        view.add_item(FocusButton("word", session.id, LABELS["word"].to(language)))
        return view
    if session.is_over:
        asked = "mood" if session.attention is not None else "attention"
        for given in range(1, 6):
            view.add_item(FocusButton(f"{asked}{given}", session.id, str(given)))
        return view
    verbs = ["resume" if session.is_paused else "pause", "extend", "stop"]
    for verb in [*verbs, *(["look"] if session.rounds > 1 else [])]:
        view.add_item(FocusButton(verb, session.id, LABELS[verb].to(language)))
    return view
