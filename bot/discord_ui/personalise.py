"""`/taste`: what Pith has learnt from a person's marks; switched on and off, and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, answering
from bot.discord_ui.render import inert, say
from bot.features import personalise
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


@app_commands.command(name=_("taste"), description=_("What Pith has learnt from what you kept and dropped"))
@app_commands.describe(change=_("Leave it out to see what was learnt"))
@app_commands.choices(
    change=[
        app_commands.Choice(name=_("use it for my notes"), value="on"),
        app_commands.Choice(name=_("don't use it"), value="off"),
        app_commands.Choice(name=_("forget all my marks"), value="reset"),
    ]
)
async def taste(interaction: discord.Interaction[PithClient], change: str | None = None) -> None:
    async with answering(interaction) as speaker:
        app = interaction.client.app
        if change == "reset":
            await personalise.reset(app, speaker.person)
        elif change:
            await personalise.switch(app, speaker.person, is_on=change == "on")
        found = await personalise.learnt(app, speaker.person)
        count = N_("Sentences you marked: {count}", count=found.marks).to(speaker.language)
        lines = [*(inert(sentence) for sentence in found.sentences(speaker.language)), count]
        await InteractionReply(interaction, private=True).answer(say("\n".join(lines)))


COMMANDS: Commands = (taste,)
