"""What of mine is where: all that a person shares in groups, with a menu to take it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import options_of
from bot.discord_ui.answering.replies import editing
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.render import Answer, say
from bot.features import groups, practice
from bot.features.groups import Shared
from bot.features.people import Person
from bot.features.practice import GroupRound
from bot.locales import N_

if TYPE_CHECKING:
    from bot.app import App

MOST_PASSAGES = 10
SENTENCE_UNITS = (200, 120, 60)
TITLE_UNITS, MORE_UNITS = 80, 100


def _menu(custom_id: str, placeholder: str, options: list[discord.SelectOption]) -> discord.ui.Select[Any]:
    """Any number of these at once."""
    return discord.ui.Select(
        custom_id=custom_id, placeholder=placeholder, options=options, max_values=len(options)
    )


@asynccontextmanager
async def _taking_back(interaction: discord.Interaction[Any]) -> AsyncIterator[Person]:
    """Who chose; afterwards the answer says what they still share."""
    async with answering(interaction, thinking=False) as speaker:
        yield speaker.person
        answer = await shared_answer(interaction.client.app, speaker)
        await interaction.edit_original_response(**editing(answer))


class WithdrawMenu(Lasting[discord.ui.Select[Any]], template=r"pith:withdraw"):
    """Chooses what is taken back."""

    def __init__(self, found: list[Shared], language: str) -> None:
        options = options_of(
            ((each.sentence, each.share_id) for each in found), [each.group for each in found]
        )
        super().__init__(_menu("pith:withdraw", N_("Take back").to(language), options))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with _taking_back(interaction) as person:
            client = interaction.client
            there = {each.share_id for each in await groups.shared_by(client.app, person)}
            for share_id in there & {int(each) for each in self.item.values}:
                await groups.withdraw(client.app, person, share_id)
            client.take_on(groups.show_due(client.app, client.for_groups.show))


class PassageMenu(Lasting[discord.ui.Select[Any]], template=r"pith:withdraw-passage"):
    """Chooses which passages, shown to groups to be marked, are taken back."""

    def __init__(self, found: list[GroupRound], language: str) -> None:
        options = options_of(((each.called, each.id) for each in found), [each.group for each in found])
        super().__init__(_menu("pith:withdraw-passage", N_("Take a passage back").to(language), options))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with _taking_back(interaction) as person:
            client = interaction.client
            there = {each.id for each in await practice.shown_by(client.app, person)}
            for round_id in there & {int(each) for each in self.item.values}:
                await practice.withdraw_own(client.app, person, round_id)
            client.take_on(practice.show_due(client.app, client.show_round))


async def shared_answer(app: App, speaker: Speaker) -> Answer:
    """The list."""
    found = await groups.shared_by(app, speaker.person)
    passages = await practice.shown_by(app, speaker.person)
    language = speaker.language
    if not found and not passages:
        return say(N_("You share nothing with anybody just now.").to(language))
    below = [_passage_line(each, language) for each in passages[:MOST_PASSAGES]]
    lines = share_lines(
        found[: render.CHOICES],
        language,
        render.DESCRIPTION_UNITS - MORE_UNITS - render.units("\n".join(below)),
    )
    shown = list(found[: len(lines)])
    if len(found) > len(shown):
        below.append(
            N_("These are the first {count}; the browser has them all: /web", count=len(shown)).to(language)
        )
    view = discord.ui.View(timeout=None)
    if shown:
        view.add_item(WithdrawMenu(shown, language))
    if passages:
        view.add_item(PassageMenu(list(passages[:MOST_PASSAGES]), language))
    return replace(render.lines_answer(N_("What you share").to(language), [*lines, *below]), view=view)


def share_lines(found: Sequence[Shared], language: str, room: int) -> list[str]:
    """A line for each, for as many as `room` units hold: where they are many, less of each sentence. Pure."""
    for most in SENTENCE_UNITS:
        lines = [_line(each, language, most) for each in found]
        if render.units("\n".join(lines)) <= room:
            break
    while lines and render.units("\n".join(lines)) > room:
        lines.pop()
    return lines


def _passage_line(passage: GroupRound, language: str) -> str:
    title = render.unlinked(render.shorten(passage.called, TITLE_UNITS))
    words = N_("a passage to mark together, of “{title}”", title=title).to(language)
    return f"▪ {render.unlinked(passage.group)} · {words}"


def _line(shared: Shared, language: str, most: int) -> str:
    """With the one link that leads to its post."""
    parts = [render.unlinked(shared.group)]
    if shared.is_anonymous:
        parts.append(N_("without your name").to(language))
    if shared.takes_cards_back:
        parts.append(N_("with the cards made of it").to(language))
    parts += [f"https://discord.com/channels/{'/'.join(map(str, place))}" for place in shared.messages[:1]]
    return f"▪ {' · '.join(parts)}\n> {render.shorten(render.unlinked(shared.sentence), most)}"
