"""`/cards` on Discord: list them, change one, see how it goes, settle how one reviews.

The menus and buttons carry all they know in their ids, so they work after a restart.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import OpenMenu
from bot.discord_ui.answering.replies import InteractionReply, put
from bot.discord_ui.answering.speaker import Commands, Speaker, answering, is_private
from bot.discord_ui.answering.to_cards import SidesDialog
from bot.discord_ui.render import Answer, Attached, say
from bot.features import cards, review
from bot.features.cards import Card
from bot.locales import N_
from bot.texts.titles import beside

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient


class CardMenu(OpenMenu, template=r"pith:card"):
    """Chooses one card of a list to look at."""

    ID, ASKS = "pith:card", N_("Look at a card")

    async def open(self, interaction: discord.Interaction[Any], chosen: int) -> None:
        async with answering(interaction, thinking=False) as speaker:
            card = await cards.get(interaction.client.app, speaker.person, chosen)
            await put(interaction, card_answer(card, speaker.language))


class CardButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith:card:(?P<verb>change|suspend|resume|delete):(?P<card_id>[0-9]{1,18})",
    card_id=int,
):
    """Changes, suspends, resumes or deletes one card."""

    LABELS = {  # noqa: RUF012
        "change": N_("Change"),
        "suspend": N_("Suspend"),
        "resume": N_("Resume"),
        "delete": N_("Delete the card"),
    }

    def __init__(self, verb: str, card_id: int, language: str) -> None:
        self.verb, self.card_id = verb, card_id
        style = discord.ButtonStyle.danger if verb == "delete" else discord.ButtonStyle.secondary
        label = self.LABELS[verb].to(language)
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith:card:{verb}:{card_id}", style=style))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        app = interaction.client.app
        if self.verb == "change":
            async with answering(interaction, defer=False) as speaker:
                card = await cards.get(app, speaker.person, self.card_id)
                await interaction.response.send_modal(KeptCardDialog(card, speaker.language))
            return
        async with answering(interaction, thinking=False) as speaker:
            if self.verb == "delete":
                await cards.delete(app, speaker.person, self.card_id)
                answer = say(N_("Deleted.").to(speaker.language))
            else:
                card = await review.suspend(app, speaker.person, self.card_id, self.verb == "suspend")
                answer = card_answer(card, speaker.language)
            await put(interaction, answer)


class KeptCardDialog(SidesDialog):
    """One card that is kept, to be changed."""

    def __init__(self, card: Card, language: str) -> None:
        super().__init__(card.kind, card.front, card.back, language)
        self._card_id = card.id

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app, sides = interaction.client.app, {"front": self.front.value, "back": self.back.value}
            card = await cards.edit(app, speaker.person, self._card_id, **sides)
            await put(interaction, card_answer(card, speaker.language))


class OlderCardsButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith:older-cards:(?P<cursor>[0-9]{1,18}):(?P<tag>.*)",
    cursor=int,
):
    """Turns the list of cards to its next page."""

    def __init__(self, cursor: int, tag: str, language: str) -> None:
        self.cursor, self.tag = cursor, tag
        custom_id = f"pith:older-cards:{cursor}:{tag}"
        super().__init__(discord.ui.Button(label=N_("Older").to(language), custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            page = await _list(interaction.client.app, speaker, self.tag or None, self.cursor)
            await put(interaction, page)


def card_answer(card: Card, language: str) -> Answer:
    """One card, both sides, with what can be done with it."""
    view = discord.ui.View(timeout=None)
    for verb in ("change", "resume" if card.suspended else "suspend", "delete"):
        view.add_item(CardButton(verb, card.id, language))
    return replace(
        render.card_answer(card, language, solved=True, footer=beside(card.title, card.sentence)), view=view
    )


async def _list(app: App, speaker: Speaker, tag: str | None, cursor: int | None = None) -> Answer:
    """A page of the person's cards with a menu to look at one."""
    page = await cards.list_cards(app, speaker.person, tag=tag, limit=render.CHOICES, cursor=cursor)
    if not page.cards:
        words = (
            N_("No card is of a note with the tag “{name}”.", name=render.inert(tag))
            if tag
            else N_("There are no cards yet. Press “To cards” under a note.")
        )
        return say(words.to(speaker.language))
    lines = [f"**{place}.** {render.inert(card.front)}" for place, card in enumerate(page.cards, 1)]
    answer = render.list_answer(N_("Your cards").to(speaker.language), lines)
    view = discord.ui.View(timeout=None)
    view.add_item(CardMenu([(card.front, card.id) for card in page.cards], speaker.language))
    if page.next_cursor is not None:
        view.add_item(OlderCardsButton(page.next_cursor, tag or "", speaker.language))
    return replace(answer, view=view, instead=render.instead_of(page.cards, speaker.language))


class Cards(app_commands.Group):
    """The commands under `/cards`."""

    @app_commands.command(
        name=_("list"), description=_("Your cards: look at one, change, suspend or delete it")
    )
    @app_commands.describe(tag=_("Only cards of notes with this tag"))
    async def list(
        self, interaction: discord.Interaction[PithClient], tag: app_commands.Range[str, 1, 40] | None = None
    ) -> None:
        private = is_private(interaction)
        async with answering(interaction, private=private) as speaker:
            answer = await _list(interaction.client.app, speaker, tag)
            await InteractionReply(interaction, private=private).answer(answer)

    @app_commands.command(
        name=_("progress"), description=_("What comes due, and how much you remembered, as charts")
    )
    async def progress(self, interaction: discord.Interaction[PithClient]) -> None:
        async with answering(interaction) as speaker:
            found = await review.progress(interaction.client.app, speaker.person)
            words = [review.forecast_words(found), review.retention_words(found)]
            charts = list(review.Chart) if found.asked else [review.Chart.FORECAST]
            data = await asyncio.to_thread(review.draw, found, charts, "png", language=speaker.language)
            text = "\n".join(each.to(speaker.language) for each in words)
            answer = replace(say(text), attached=Attached("progress.png", data, text))
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("settings"), description=_("How you review"))
    @app_commands.describe(
        automatic=_("Every highlight of a new note becomes a card"),
        starred=_("Every sentence that you star becomes a card"),
        daily_cap=_("Cards a day, at most"),
        retention=_("Share to remember, in percent"),
        fitted=_("Intervals may be fitted to your own memory"),
    )
    async def settings(
        self,
        interaction: discord.Interaction[PithClient],
        automatic: bool | None = None,
        starred: bool | None = None,
        daily_cap: app_commands.Range[int, 1, 1000] | None = None,
        retention: app_commands.Range[int, 70, 97] | None = None,
        fitted: bool | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            wish = await review.change_settings(
                interaction.client.app,
                speaker.person,
                automatic=automatic,
                starred=starred,
                daily_cap=daily_cap,
                retention=retention / 100 if retention else None,
                fitted=fitted,
            )
            words = N_(
                "At most {cap} cards a day, to remember {percent} %. "
                "Cards from every new note: {automatic}; of every star: {starred}.",
                cap=wish.daily_cap,
                percent=round(100 * wish.retention),
                automatic=N_("yes") if wish.automatic else N_("no"),
                starred=N_("yes") if wish.starred else N_("no"),
            )
            lines = [words.to(speaker.language)]
            if wish.fitted:
                fit = await review.last_fit(interaction.client.app, speaker.person)
                lines.append(review.fit_words(fit).to(speaker.language))
            await InteractionReply(interaction, private=True).answer(say("\n".join(lines)))


COMMANDS: Commands = (Cards(name=_("cards"), description=_("Your cards")),)
