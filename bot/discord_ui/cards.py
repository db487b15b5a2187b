"""Cards on Discord: a note's highlights chosen to become cards, `/cards` to list, change, settle how one reviews.

The menus and buttons carry all they know in their ids, so they work after a restart.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Commands, Dialog, Speaker, answering, is_private, tell_error
from bot.discord_ui.render import Answer, Attached, say
from bot.features import cards, history, review
from bot.features.cards import SIDE_CHARACTERS, Card, Draft, Kind
from bot.features.note import Sentence
from bot.locales import N_

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

PER_PAGE = 10
MENUS = {Kind.CLOZE: N_("As gaps to fill"), Kind.RECALL: N_("As points to recall")}


class HighlightMenu(
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"pith:to-cards:(?P<kind>cloze|recall):(?P<note_id>[0-9]{1,18})",
):
    """Chooses highlights of a note to become cards of one kind."""

    def __init__(self, kind: Kind, note_id: int, highlights: list[Sentence], language: str) -> None:
        self.kind, self.note_id = kind, note_id
        options = [
            discord.SelectOption(label=render.choice_name(h.text), value=str(h.index)) for h in highlights
        ] or [discord.SelectOption(label="–")]
        super().__init__(
            discord.ui.Select(
                custom_id=f"pith:to-cards:{kind}:{note_id}",
                placeholder=MENUS[kind].to(language),
                options=options,
                max_values=len(options),
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(Kind(match["kind"]), int(match["note_id"]), [], "en")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await _make(interaction, self.note_id, [int(each) for each in self.item.values], self.kind)
        except Exception as error:
            await tell_error(interaction, error)


class CardDialog(Dialog):
    """One card, to be changed before it is kept. New hidden words move the gap by themselves."""

    def __init__(self, note_id: int, index: int, draft: Draft, language: str) -> None:
        super().__init__(cards.KIND_WORDS[draft.kind].to(language))
        self._note_id, self._index, self._draft = note_id, index, draft
        self.front = _side(draft.front)
        self.back = _side(draft.back)
        behind = N_("Hidden words") if draft.kind is Kind.CLOZE else N_("Answer")
        self.add_item(discord.ui.Label(text=N_("Question").to(language), component=self.front))
        self.add_item(discord.ui.Label(text=behind.to(language), component=self.back))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction, thinking=False) as speaker:
            front = None if self.front.value == self._draft.front else self.front.value
            if self._draft.kind is Kind.RECALL:
                front = self.front.value
            card = await cards.add(
                interaction.client.app,
                speaker.person,
                self._note_id,
                self._index,
                kind=self._draft.kind,
                front=front,
                back=self.back.value,
            )
            kept = N_("It is a card now: {front}", front=render.inert(card.front))
            await interaction.edit_original_response(**editing(say(kept.to(speaker.language))))


def _side(text: str) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        style=discord.TextStyle.paragraph, default=text[:SIDE_CHARACTERS], max_length=SIDE_CHARACTERS
    )


async def offer(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    """Asks which of the note's highlights shall become cards."""
    async with answering(interaction) as speaker:
        note = await history.open_note(interaction.client.app, speaker.person, note_id)
        offered = list(note.highlights[: render.CHOICES])
        words = N_("Which sentences shall become cards? One alone can be changed before it is kept.")
        said = [words.to(speaker.language)]
        if len(note.highlights) > len(offered):
            said.append(
                N_("These are the first {count}; the browser has them all: /web", count=len(offered)).to(
                    speaker.language
                )
            )
        view = discord.ui.View(timeout=None)
        for kind in Kind if offered else ():
            view.add_item(HighlightMenu(kind, note_id, offered, speaker.language))
        answer = replace(say("\n".join(said)), view=view)
        await InteractionReply(interaction, private=True).answer(answer)


async def _make(
    interaction: discord.Interaction[PithClient], note_id: int, indices: list[int], kind: Kind
) -> None:
    app = interaction.client.app
    if len(indices) == 1:
        async with answering(interaction, defer=False) as speaker:
            draft = await cards.draft(app, speaker.person, note_id, indices[0], kind)
            await interaction.response.send_modal(CardDialog(note_id, indices[0], draft, speaker.language))
        return
    async with answering(interaction, thinking=False) as speaker:
        wished = (
            None if kind is Kind.CLOZE else kind
        )  # where no word stands out, the point is asked for instead
        count = await cards.add_many(app, speaker.person, note_id, indices, wished)
        words = N_("New cards: {count}. `/review` brings them back when they are due.", count=count)
        await interaction.edit_original_response(**editing(say(words.to(speaker.language))))


class CardMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"pith:card"):
    """Chooses one card of a list to look at."""

    def __init__(self, found: list[Card], language: str) -> None:
        options = [
            discord.SelectOption(label=render.choice_name(card.front), value=str(card.id)) for card in found
        ] or [discord.SelectOption(label="–")]
        placeholder = N_("Look at a card").to(language)
        super().__init__(discord.ui.Select(custom_id="pith:card", placeholder=placeholder, options=options))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls([], "en")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            async with answering(interaction, thinking=False) as speaker:
                card = await cards.get(interaction.client.app, speaker.person, int(self.item.values[0]))
                await interaction.edit_original_response(**editing(card_answer(card, speaker.language)))
        except Exception as error:
            await tell_error(interaction, error)


class CardButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"pith:card:(?P<verb>suspend|resume|delete):(?P<card_id>[0-9]{1,18})",
):
    """Suspends, resumes or deletes one card."""

    LABELS = {"suspend": N_("Suspend"), "resume": N_("Resume"), "delete": N_("Delete the card")}  # noqa: RUF012

    def __init__(self, verb: str, card_id: int, language: str) -> None:
        self.verb, self.card_id = verb, card_id
        style = discord.ButtonStyle.danger if verb == "delete" else discord.ButtonStyle.secondary
        label = self.LABELS[verb].to(language)
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith:card:{verb}:{card_id}", style=style))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["verb"], int(match["card_id"]), "en")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            async with answering(interaction, thinking=False) as speaker:
                app = interaction.client.app
                if self.verb == "delete":
                    await cards.delete(app, speaker.person, self.card_id)
                    answer = say(N_("Deleted.").to(speaker.language))
                else:
                    card = await review.suspend(app, speaker.person, self.card_id, self.verb == "suspend")
                    answer = card_answer(card, speaker.language)
                await interaction.edit_original_response(**editing(answer))
        except Exception as error:
            await tell_error(interaction, error)


def card_answer(card: Card, language: str) -> Answer:
    """One card, both sides, with what can be done with it."""
    view = discord.ui.View(timeout=None)
    for verb in ("resume" if card.suspended else "suspend", "delete"):
        view.add_item(CardButton(verb, card.id, language))
    return replace(render.card_answer(card, language, solved=True, footer=card.title), view=view)


async def _list(app: App, speaker: Speaker, tag: str | None) -> Answer:
    page = await cards.list_cards(app, speaker.person, tag=tag, limit=render.CHOICES)
    if not page.cards:
        words = N_("There are no cards yet. Press “To cards” under a note.")
        return say(words.to(speaker.language))
    lines = [f"**{place}.** {render.inert(card.front)}" for place, card in enumerate(page.cards, 1)]
    answer = render.list_answer(N_("Your newest cards").to(speaker.language), lines)
    view = discord.ui.View(timeout=None)
    view.add_item(CardMenu(list(page.cards), speaker.language))
    return replace(answer, view=view)


class Cards(app_commands.Group):
    """The commands under `/cards`."""

    @app_commands.command(
        name=_("list"), description=_("Your newest cards: look at one, suspend it, delete it")
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
            data = await asyncio.to_thread(review.draw, found, charts, "png")
            text = "\n".join(each.to(speaker.language) for each in words)
            answer = replace(say(text), attached=Attached("progress.png", data, text))
            await InteractionReply(interaction, private=True).answer(answer)

    @app_commands.command(name=_("settings"), description=_("How you review"))
    @app_commands.describe(
        automatic=_("Every highlight of a new note becomes a card"),
        daily_cap=_("Cards a day, at most"),
        retention=_("Share to remember, in percent"),
        fitted=_("Intervals may be fitted to your own memory"),
    )
    async def settings(
        self,
        interaction: discord.Interaction[PithClient],
        automatic: bool | None = None,
        daily_cap: app_commands.Range[int, 1, 1000] | None = None,
        retention: app_commands.Range[int, 70, 97] | None = None,
        fitted: bool | None = None,
    ) -> None:
        async with answering(interaction) as speaker:
            wish = await review.change_settings(
                interaction.client.app,
                speaker.person,
                automatic=automatic,
                daily_cap=daily_cap,
                retention=retention / 100 if retention else None,
                fitted=fitted,
            )
            words = N_(
                "At most {cap} cards a day, to remember {percent} %. Cards from every new note: {automatic}.",
                cap=wish.daily_cap,
                percent=round(100 * wish.retention),
                automatic=N_("yes") if wish.automatic else N_("no"),
            )
            lines = [words.to(speaker.language)]
            if wish.fitted:
                fit = await review.last_fit(interaction.client.app, speaker.person)
                lines.append(review.fit_words(fit).to(speaker.language))
            await InteractionReply(interaction, private=True).answer(say("\n".join(lines)))


COMMANDS: Commands = (Cards(name=_("cards"), description=_("Your cards")),)
