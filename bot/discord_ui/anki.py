"""`/anki` on Discord: one's cards as a package for Anki, and grades from there taken in from a CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, answering
from bot.discord_ui.hearing.attachments import fetch
from bot.discord_ui.render import say
from bot.errors import TooLarge
from bot.features import anki
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


class Anki(app_commands.Group):
    """The commands under `/anki`."""

    @app_commands.command(name=_("export"), description=_("Your cards as a package for Anki"))
    @app_commands.describe(tag=_("Only cards of notes with this tag"))
    async def export(
        self, interaction: discord.Interaction[PithClient], tag: app_commands.Range[str, 1, 40] | None = None
    ) -> None:
        async with answering(interaction) as speaker:
            exported = await anki.export_cards(interaction.client.app, speaker.person, tag)
            said = N_("Open it with Anki. Importing a newer one updates your cards there.").to(
                speaker.language
            )
            answer = render.file_answer(said, exported, speaker.language)
            if answer is None:
                raise TooLarge("This is too large for Discord. Export it in the browser: /web")
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("import"), description=_("Grades given in Anki, from a CSV file"))
    @app_commands.describe(file=_("Columns: guid, grade (1 to 4), reviewed_at"))
    async def take(self, interaction: discord.Interaction[PithClient], file: discord.Attachment) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            sent = await fetch(app.settings, file)
            taken = await anki.import_grades(app, speaker.person, sent.data)
            said = anki.taken_words(taken)
            await InteractionReply(interaction, private=True).answer(say(said.to(speaker.language)))


COMMANDS: Commands = (Anki(name=_("anki"), description=_("Cards and grades to and from Anki")),)
