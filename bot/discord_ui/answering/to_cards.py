"""“To cards” on Discord: a note's highlights chosen to become cards; one alone is changed before it is kept.

The menus carry all they know in their ids, so they work after a restart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import options_of
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Dialog, answering
from bot.discord_ui.render import say
from bot.features import cards, history
from bot.features.cards import SIDE_CHARACTERS, Draft, Kind
from bot.features.note import Sentence
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

MENUS = {Kind.CLOZE: N_("As gaps to fill"), Kind.RECALL: N_("As points to recall")}


class HighlightMenu(
    Lasting[discord.ui.Select[Any]],
    template=r"pith:to-cards:(?P<kind>cloze|recall):(?P<note_id>[0-9]{1,18})",
    kind=Kind,
    note_id=int,
):
    """Chooses highlights of a note to become cards of one kind."""

    def __init__(self, kind: Kind, note_id: int, highlights: list[Sentence], language: str) -> None:
        self.kind, self.note_id = kind, note_id
        options = options_of((h.text, h.index) for h in highlights)
        super().__init__(
            discord.ui.Select(
                custom_id=f"pith:to-cards:{kind}:{note_id}",
                placeholder=MENUS[kind].to(language),
                options=options,
                max_values=len(options),
            )
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        await _make(interaction, self.note_id, [int(each) for each in self.item.values], self.kind)


class SidesDialog(Dialog):
    """Both sides of a card, to be changed."""

    def __init__(self, kind: Kind, front: str, back: str, language: str) -> None:
        super().__init__(cards.KIND_WORDS[kind].to(language))
        self.front, self.back = _side(front), _side(back)
        behind = N_("Hidden words") if kind is Kind.CLOZE else N_("Answer")
        self.add_item(discord.ui.Label(text=N_("Question").to(language), component=self.front))
        self.add_item(discord.ui.Label(text=behind.to(language), component=self.back))


class NewCardDialog(SidesDialog):
    """One card before it is kept. New hidden words move the gap by themselves."""

    def __init__(self, note_id: int, index: int, draft: Draft, language: str) -> None:
        super().__init__(draft.kind, draft.front, draft.back, language)
        self._note_id, self._index, self._draft = note_id, index, draft

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
            await interaction.response.send_modal(NewCardDialog(note_id, indices[0], draft, speaker.language))
        return
    async with answering(interaction, thinking=False) as speaker:
        wished = (
            None if kind is Kind.CLOZE else kind
        )  # where no word stands out, the point is asked for instead
        count = await cards.add_many(app, speaker.person, note_id, indices, wished)
        words = N_("New cards: {count}. `/review` brings them back when they are due.", count=count)
        await interaction.edit_original_response(**editing(say(words.to(speaker.language))))
