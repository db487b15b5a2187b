"""A round as a message. A menu answers, or buttons in their order; all they know stands in their ids, and the round
itself in the store, so a round goes on after a restart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import editing
from bot.discord_ui.answering.speaker import answering
from bot.discord_ui.render import Answer, inert
from bot.features import practice
from bot.features.practice import Round, Sort, Task
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient


SENTENCE_UNITS = (
    330  # of an option in the feedback: ten fit, with whose choice each was, and a right answer whole
)


class PickMenu(
    Lasting[discord.ui.Select[Any]], template=r"pith-practice:pick:(?P<round_id>[0-9]{1,18})", round_id=int
):
    """Answers a round by choosing among its options."""

    def __init__(self, one: Round, language: str) -> None:
        self.round_id = one.id
        options = [
            discord.SelectOption(label=render.choice_name(f"{at}. {option}"), value=str(at - 1))
            for at, option in enumerate(one.task.options, 1)
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"pith-practice:pick:{one.id}",
                placeholder=N_("Choose your answer").to(language),
                options=options,
                max_values=one.task.most,
            )
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        await _act(interaction, self.round_id, [int(value) for value in self.item.values])


class PlaceButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-practice:place:(?P<round_id>[0-9]{1,18}):(?P<places>[0-9]{0,9})u?",
    round_id=int,
):
    """Says which sentence comes next; `places` are those said with it, and none of them begins anew."""

    def __init__(self, round_id: int, places: str, label: str, *, undo: bool = False) -> None:
        self.round_id, self.places = round_id, places
        style = discord.ButtonStyle.secondary if undo else discord.ButtonStyle.primary
        custom_id = f"pith-practice:place:{round_id}:{places}{'u' if undo else ''}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        await _act(interaction, self.round_id, [int(place) for place in self.places])


class NextButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-practice:next:(?P<sort>any|mark|point|blank|order|altered)",
    sort=lambda sort: None if sort == "any" else Sort(sort),
):
    """Begins another round in the place of the one that is over."""

    def __init__(self, sort: Sort | None, label: str) -> None:
        self.sort = sort
        style = discord.ButtonStyle.secondary if sort else discord.ButtonStyle.primary
        super().__init__(
            discord.ui.Button(label=label, style=style, custom_id=f"pith-practice:next:{sort or 'any'}")
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            begun = await practice.begin(interaction.client.app, speaker.person, self.sort)
            await interaction.edit_original_response(**editing(asked(begun, speaker.language)))


async def _act(interaction: discord.Interaction[PithClient], round_id: int, given: list[int]) -> None:
    """Shows the round with what was said so far, or its feedback once that is all."""
    async with answering(interaction, thinking=False) as speaker:
        app = interaction.client.app
        one = await practice.get(app, speaker.person, round_id)
        if one.is_open and (one.sort is not Sort.ORDER or len(given) == len(one.task.options)):
            one = await practice.answer(app, speaker.person, round_id, given)
        answer = asked(one, speaker.language, given) if one.is_open else told(one, speaker.language)
        await interaction.edit_original_response(**editing(answer))


def asked(one: Round, language: str, places: list[int] | None = None) -> Answer:
    """The round as it is asked, with what answers it."""
    so_far = places or []
    lines = [f"**{practice.question(one.task).to(language)}**"]
    if one.task.text:
        lines.append(inert(one.task.text))
    lines += [f"**{at}.** {inert(option)}" for at, option in enumerate(one.task.options, 1)]
    view = discord.ui.View(timeout=None)
    if one.sort is Sort.ORDER:
        if so_far:
            chosen = " → ".join(str(at + 1) for at in so_far)
            lines.append(N_("So far: {places}", places=chosen).to(language))
        else:
            lines.append(N_("Press the numbers in their order.").to(language))
        said = "".join(map(str, so_far))
        for at in range(len(one.task.options)):
            if at not in so_far:
                view.add_item(PlaceButton(one.id, f"{said}{at}", str(at + 1)))
        if so_far:
            view.add_item(PlaceButton(one.id, said[:-1], N_("Undo").to(language), undo=True))
    else:
        view.add_item(PickMenu(one, language))
    return replace(render.list_answer(_title(one, language), lines), view=view)


def told(one: Round, language: str) -> Answer:
    """The feedback, with the right answer and the way to the next round."""
    lines = [f"**{practice.feedback(one)[0].to(language)}**"]
    lines += [line.to(language) for line in practice.feedback(one)[1:]]
    task = one.task
    if one.sort is Sort.BLANK:
        lines.append(inert(task.original))
    elif one.sort is Sort.ORDER:
        lines += [f"{place}. {_option(task, at)}" for place, at in enumerate(task.answer, 1)]
    else:
        lines += [_told_option(one, at, language) for at in range(len(task.options))]
    view = discord.ui.View(timeout=None)
    view.add_item(NextButton(None, N_("Next round").to(language)))
    view.add_item(NextButton(one.sort, N_("Once more of this sort").to(language)))
    return replace(render.lines_answer(_title(one, language), lines), view=view)


def _option(task: Task, at: int) -> str:
    return render.shorten(inert(task.options[at]), SENTENCE_UNITS)


def _told_option(one: Round, at: int, language: str) -> str:
    task, given = one.task, one.given or ()
    option = _option(task, at)
    who = []
    if at in task.answer:
        who.append(N_("the model").to(language) if one.sort is Sort.MARK else "✓")
    if at in given:
        who.append(N_("you").to(language))
    beside = f" *({' · '.join(who)})*" if who else ""
    if task.altered and at in task.answer:
        says = N_("Altered. Your note says:").to(language)
        return f"{at + 1}. ~~{option}~~{beside}\n**{says}** {inert(task.original)}"
    return f"{at + 1}. {option}{beside}"


def _title(one: Round, language: str) -> str:
    """Its sort and, once it is answered, what it was made of: what a note is called may be what is asked for."""
    name = practice.NAMES[one.sort].to(language)
    return name if one.is_open else f"{name} · {render.shorten(inert(one.title), 150)}"
