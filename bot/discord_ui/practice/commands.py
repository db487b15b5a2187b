"""`/practice`: a round by oneself or with a group, and how it goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.app import App
from bot.discord_ui import render
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, Speaker, answering
from bot.discord_ui.groups.posts import enter_and_tell
from bot.discord_ui.history import suggest_notes
from bot.discord_ui.practice.rounds import asked
from bot.discord_ui.practice.together import proposed
from bot.discord_ui.render import Answer, say
from bot.errors import NotFound
from bot.features import practice
from bot.features.practice import Sort
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

BARS = "▁▂▃▄▅▆▇█"


async def _progress(app: App, speaker: Speaker) -> Answer:
    standing = await practice.standing(app, speaker.person)
    lines = [line.to(speaker.language) for line in practice.standing_lines(standing)]
    if not lines:
        raise NotFound("There are no rounds yet. `/practice start` begins one.")
    if words := practice.agreement_words(standing, speaker.person, speaker.language):
        lines.append(words.to(speaker.language))
        lines.append("".join(BARS[round(score * (len(BARS) - 1))] for _, score in standing.agreement))
    return render.list_answer(N_("How it goes").to(speaker.language), lines)


class Practice(app_commands.Group):
    """The commands under `/practice`."""

    @app_commands.command(name=_("start"), description=_("A round of close reading from your own notes"))
    @app_commands.describe(
        sort=_("Leave it out for whichever is next"), note=_("One note; leave it out for any")
    )
    @app_commands.choices(
        sort=[
            app_commands.Choice(name=_("Mark first"), value="mark"),
            app_commands.Choice(name=_("Find the point"), value="point"),
            app_commands.Choice(name=_("Fill the blank"), value="blank"),
            app_commands.Choice(name=_("Put in order"), value="order"),
            app_commands.Choice(name=_("Spot the altered sentence"), value="altered"),
        ]
    )
    @app_commands.autocomplete(note=suggest_notes)
    async def start(
        self,
        interaction: discord.Interaction[PithClient],
        sort: str | None = None,
        note: str | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            if note is not None and not re.fullmatch("[0-9]{1,18}", note):
                raise NotFound("There is no such note.")
            begun = await practice.begin(
                interaction.client.app,
                speaker.person,
                Sort(sort) if sort else None,
                int(note) if note else None,
            )
            await InteractionReply(interaction, private=True).answer(asked(begun, speaker.language))

    @app_commands.command(
        name=_("together"), description=_("Mark first, with your group: a passage of a note of yours")
    )
    @app_commands.describe(note=_("The note; you see the passage before anybody else does"))
    @app_commands.autocomplete(note=suggest_notes)
    async def together(self, interaction: discord.Interaction[PithClient], note: str) -> None:
        async with answering(interaction) as speaker:
            if not re.fullmatch("[0-9]{1,18}", note):
                raise NotFound("There is no such note.")
            group = await enter_and_tell(interaction, speaker)
            one = await practice.propose(interaction.client.app, speaker.person, group.id, int(note))
            await InteractionReply(interaction, private=True).answer(proposed(one, speaker.language))

    @app_commands.command(name=_("progress"), description=_("How your practice goes; only you see it"))
    async def progress(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            answer = await _progress(interaction.client.app, speaker)
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("teach"), description=_("Whether Pith learns from what you mark first"))
    @app_commands.describe(learn=_("Off unless you turn it on"))
    async def teach(self, interaction: discord.Interaction[PithClient], learn: bool) -> None:
        async with answering(interaction) as speaker:
            await practice.switch_teaching(interaction.client.app, speaker.person, teaches=learn)
            words = (
                N_("From now on what you mark first counts as what matters to you.")
                if learn
                else N_(
                    "From now on nothing is learnt from what you mark first. What was learnt before stays: `/taste` "
                    "shows it, and forgets it."
                )
            )
            await InteractionReply(interaction, private=True).answer(say(words.to(speaker.language)))


COMMANDS: Commands = (Practice(name=_("practice"), description=_("Practise with your own notes")),)
