"""What a person says of a note's sentences: a menu for each thing to say.

All it knows stands in its id and its options, so it works after a restart; whose note it is, the features check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.app import App
from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import editing
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.render import Answer, say
from bot.features import history, marking, personalise
from bot.features.marking import Followed, followed_words
from bot.features.note import Sentence
from bot.features.personalise import Verdict
from bot.locales import N_

PLACEHOLDERS = {
    Verdict.KEEP: N_("Keep: more like these"),
    Verdict.DROP: N_("Drop: less like these"),
    Verdict.STAR: N_("Star: the best ones"),
    Verdict.MATTERS: N_("Left out, but it matters"),
}

FEW = 3  # stars given at once whose cards are each thought about; the model takes half a second for one


class MarkMenu(
    Lasting[discord.ui.Select[Any]],
    template=r"pith:say:(?P<verdict>keep|drop|star|matters):(?P<note_id>[0-9]{1,18})",
    verdict=Verdict,
    note_id=int,
):
    """Says one thing of the sentences chosen in it, and takes it back from those not chosen any more."""

    def __init__(
        self, verdict: Verdict, note_id: int, options: list[discord.SelectOption], language: str
    ) -> None:
        self.verdict, self.note_id = verdict, note_id
        super().__init__(
            discord.ui.Select(
                custom_id=f"pith:say:{verdict}:{note_id}",
                placeholder=PLACEHOLDERS[verdict].to(language),
                options=options or [discord.SelectOption(label="–")],
                min_values=0,
                max_values=max(1, len(options)),
            )
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with (
            answering(interaction, thinking=False) as speaker,
            interaction.client.turn(self.note_id),
        ):
            app = interaction.client.app
            shown = [int(option.value) for option in self.item.options]
            chosen = [int(value) for value in self.item.values]
            followed = await _say(app, speaker, self.note_id, self.verdict, shown, chosen)
            menus = await menus_for(app, speaker, self.note_id, followed)
            await interaction.edit_original_response(**editing(menus))


async def _say(
    app: App, speaker: Speaker, note_id: int, verdict: Verdict, shown: Sequence[int], chosen: Sequence[int]
) -> list[Followed]:
    """What came of it beside the marks."""
    marks = await personalise.marks_of(app, speaker.person, note_id)
    followed = []
    new = [index for index in chosen if marks.get(index) is not verdict]
    for index in shown:
        if index in new:
            many = len(new) > FEW
            followed.append(
                await marking.mark(app, speaker.person, note_id, index, verdict, is_one_of_many=many)
            )
        elif index not in chosen and marks.get(index) is verdict:
            followed.append(await marking.mark(app, speaker.person, note_id, index, None))
    return [each for each in followed if each]


async def menus_for(app: App, speaker: Speaker, note_id: int, followed: Sequence[Followed] = ()) -> Answer:
    """The menus, with what was said before chosen in them: three over the highlights, one over the next in line.

    What `followed` from what was just said stands above them.
    """
    note = await history.open_note(app, speaker.person, note_id)
    marks = await personalise.marks_of(app, speaker.person, note_id)
    chosen = {highlight.index for highlight in note.highlights}
    others = sorted((s for s in note.sentences if s.index not in chosen), key=lambda s: s.rank)
    view = discord.ui.View(timeout=None)
    for verdict in Verdict:
        sentences = others if verdict is Verdict.MATTERS else note.highlights
        if sentences:
            options = _options(sentences[: render.CHOICES], marks, verdict)
            view.add_item(MarkMenu(verdict, note_id, options, speaker.language))
    words = N_(
        "Choose what you want more or less of. Your next notes follow it; /taste shows what was learnt."
    )
    said = [each.to(speaker.language) for each in [*followed_words(followed), words]]
    return replace(say("\n".join(said)), view=view)


def _options(
    sentences: Sequence[Sentence], marks: Mapping[int, Verdict], verdict: Verdict
) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=render.choice_name(s.text), value=str(s.index), default=marks.get(s.index) is verdict
        )
        for s in sentences
    ]
