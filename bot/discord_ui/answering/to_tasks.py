"""“To tasks” on Discord: which of a note's action items the person takes on.

The menu carries all it knows in its id, so it works after a restart.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import options_of
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import answering
from bot.discord_ui.render import say
from bot.discord_ui.tasks import task_line
from bot.features import tasks
from bot.features.export import location_words
from bot.features.tasks import Offer
from bot.locales import N_
from bot.texts.dates import due_words

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


class OfferMenu(
    Lasting[discord.ui.Select[Any]], template=r"pith:to-tasks:(?P<note_id>[0-9]{1,18})", note_id=int
):
    """Chooses which of a note's offers become tasks."""

    def __init__(self, note_id: int, offers: list[Offer], language: str, today: date) -> None:
        self.note_id = note_id
        options = options_of(
            ((offer.sentence.text, offer.sentence.index) for offer in offers),
            [_details(offer, language, today) for offer in offers],
        )
        super().__init__(
            discord.ui.Select(
                custom_id=f"pith:to-tasks:{note_id}",
                placeholder=N_("Choose what you take on").to(language),
                options=options,
                max_values=len(options),
            )
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app, indices = interaction.client.app, [int(each) for each in self.item.values]
            made = await tasks.confirm(app, speaker.person, self.note_id, indices)
            today = tasks.today_of(app, speaker.person)
            words = N_("On your list now. `/tasks list` shows all of it.").to(speaker.language)
            answer = render.list_answer(words, [task_line(task, speaker.language, today) for task in made])
            await interaction.edit_original_response(**editing(answer))


def _details(offer: Offer, language: str, today: date) -> str | None:
    """When it is due, where it stands in a file, and whether the answer above it left it out."""
    place = location_words(offer.sentence.location, "")
    details = [
        due_words(offer.deadline, language, today) if offer.deadline else "",
        place.to(language) if place else "",
        "" if offer.is_highlight else N_("not a highlight").to(language),
    ]
    return " · ".join(each for each in details if each) or None


async def offer(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    """Asks which of the note's action items shall become tasks."""
    async with answering(interaction) as speaker:
        app = interaction.client.app
        found, today = await tasks.offered(app, speaker.person, note_id), tasks.today_of(app, speaker.person)
        new = [each for each in found if each.task_id is None]
        if new:
            said = [N_("Which of these shall become tasks?").to(speaker.language)]
        elif found:
            said = [N_("All of it is on your list already. `/tasks list` shows it.").to(speaker.language)]
        else:
            said = [N_("Nothing in this note asks to be done.").to(speaker.language)]
        if len(new) > render.CHOICES:
            first = N_("These are the first {count}; the browser has them all: /web", count=render.CHOICES)
            said.append(first.to(speaker.language))
        view = discord.ui.View(timeout=None)
        if new:
            view.add_item(OfferMenu(note_id, new[: render.CHOICES], speaker.language, today))
        answer = replace(say("\n".join(said)), view=view if new else None)
        await InteractionReply(interaction, private=True).answer(answer)
