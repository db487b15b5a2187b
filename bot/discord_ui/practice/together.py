"""Mark first with a server's group: proposed to its person alone, shown in the group's channel by their press, marked
in private, and its one message edited in place until everybody's choice is told.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.placing import place
from bot.discord_ui.answering.refusals import told_apart
from bot.discord_ui.answering.replies import InteractionReply, editing, sending
from bot.discord_ui.answering.speaker import Speaker, answering
from bot.discord_ui.groups.here import enter
from bot.discord_ui.groups.posts import joined_words
from bot.discord_ui.render import Answer, say
from bot.features import practice
from bot.features.lasting import NotNow
from bot.features.practice import GroupRound
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

LABELS = {
    "open": N_("Show it to the group"),
    "mark": N_("Mark"),
    "mine": N_("How I chose"),
    "reveal": N_("Tell the results"),
    "withdraw": N_("Take it back"),
}
MAIN = ("open", "mark", "mine")
SENTENCE_UNITS = 320  # ten fit, with who chose each and what is said below them

Interaction = discord.Interaction[Any]


class RoundButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-round:(?P<verb>open|mark|mine|reveal|withdraw):(?P<round_id>[0-9]{1,10})",
    round_id=int,
):
    """One thing to do with a group's round; who presses it in the server is in its group from then on."""

    def __init__(self, verb: str, round_id: int, label: str) -> None:
        self.verb, self.round_id = verb, round_id
        style = discord.ButtonStyle.primary if verb in MAIN else discord.ButtonStyle.secondary
        super().__init__(
            discord.ui.Button(label=label, style=style, custom_id=f"pith-round:{verb}:{round_id}")
        )

    async def act(self, interaction: Interaction) -> None:
        async with answering(interaction, thinking=False) as speaker:
            _, is_new = await enter(interaction, speaker)
            if is_new:
                joined = say(joined_words(speaker.language))
                await interaction.followup.send(**sending(joined), ephemeral=True)
            await _act(interaction, speaker, self.verb, self.round_id)


class RoundMenu(
    Lasting[discord.ui.Select[Any]], template=r"pith-round:pick:(?P<round_id>[0-9]{1,10})", round_id=int
):
    """Chooses the sentences, for the person alone."""

    def __init__(self, one: GroupRound, language: str) -> None:
        self.round_id = one.id
        given = one.given or ()
        options = [
            discord.SelectOption(
                label=render.choice_name(f"{at + 1}. {option}"), value=str(at), default=at in given
            )
            for at, option in enumerate(one.task.options)
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"pith-round:pick:{one.id}",
                placeholder=N_("Choose your answer").to(language),
                options=options,
                max_values=one.task.most,
            )
        )

    async def act(self, interaction: Interaction) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app, given = interaction.client.app, [int(value) for value in self.item.values]
            one = await practice.choose(app, speaker.person, self.round_id, given)
            answer = to_mark(one, speaker.language, N_("Noted. Only you see what you chose."))
            await interaction.edit_original_response(**editing(answer))


async def _act(
    interaction: discord.Interaction[PithClient], speaker: Speaker, verb: str, round_id: int
) -> None:
    app, person, language = interaction.client.app, speaker.person, speaker.language
    if verb in ("mark", "mine"):
        one = await practice.look(app, person, round_id)
        answer = told(one, language) if one.is_revealed else to_mark(one, language)
        await InteractionReply(interaction, private=True).answer(answer)
        return
    if verb == "withdraw":
        await practice.withdraw(app, person, round_id)
        words = N_("Taken back: nobody in the group sees it any more.")
    elif verb == "open":
        await practice.show_to_group(app, person, round_id)
        words = N_("It is on its way into the group’s channel. There it can be taken back, too.")
    else:
        await practice.reveal(app, person, round_id)
        words = N_("Everybody sees the results now.")
    if verb == "open" or interaction.message is None or interaction.message.flags.ephemeral:
        await interaction.edit_original_response(**editing(say(words.to(language))))
    else:
        await InteractionReply(interaction, private=True).answer(say(words.to(language)))


def _buttons(one: GroupRound, verbs: tuple[str, ...], language: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for verb in verbs:
        view.add_item(RoundButton(verb, one.id, LABELS[verb].to(language)))
    return view


def _title(one: GroupRound, language: str) -> str:
    name = N_("Mark first, together").to(language)
    return f"{name} · {render.shorten(render.unlinked(one.title), 150)}" if one.title else name


def _lines(one: GroupRound, language: str) -> list[str]:
    lines = [f"**{practice.question(one.task).to(language)}**"]
    for at, option in enumerate(one.task.options):
        beside = []
        if one.counts:
            beside.append(N_("chosen by {count} of {marked}", count=one.counts[at], marked=one.marked))
        if one.is_revealed and at in one.task.answer:
            beside.append(N_("the model"))
        words = " · ".join(each.to(language) for each in beside)
        said = render.shorten(render.unlinked(option), SENTENCE_UNITS)
        lines.append(f"**{at + 1}.** {said}" + (f" *({words})*" if words else ""))
    return lines


def _standing(one: GroupRound, language: str) -> list[str]:
    """How the round stands. Its group's name was given by somebody else."""
    return [render.unlinked_words(line).to(language) for line in practice.together_words(one)]


def proposed(one: GroupRound, language: str) -> Answer:
    """The passage as the group would see it, for its person alone."""
    lines = [*_lines(one, language), *(f"*{line}*" for line in _standing(one, language))]
    answer = render.list_answer(_title(one, language), lines)
    return replace(answer, view=_buttons(one, ("open", "withdraw"), language))


def to_mark(one: GroupRound, language: str, words: Any = None) -> Answer:
    """What somebody marks it with, for them alone."""
    view = discord.ui.View(timeout=None)
    view.add_item(RoundMenu(one, language))
    said = [f"**{words.to(language)}**"] if words else []
    return replace(render.list_answer(_title(one, language), [*said, *_lines(one, language)]), view=view)


def told(one: GroupRound, language: str) -> Answer:
    """How somebody's own choice went, for them alone."""
    lines = _standing(one, language)[1:]
    if one.given is None:
        lines.append(N_("You did not mark this one.").to(language))
    else:
        yours = ", ".join(str(at + 1) for at in one.given)
        lines.append(N_("You chose: {places}", places=yours).to(language))
    return render.list_answer(_title(one, language), lines)


def for_all(one: GroupRound, language: str) -> Answer:
    """The message in the channel."""
    began = N_("From a note of {name}’s", name=render.unlinked(one.began)).to(language)
    words = _standing(replace(one, given=None), language)
    lines = [*_lines(one, language), f"*{began} · {' · '.join(words)}*"]
    verbs = ("mine", "withdraw") if one.is_revealed else ("mark", "reveal", "withdraw")
    return replace(render.lines_answer(_title(one, language), lines), view=_buttons(one, verbs, language))


async def show_round(client: PithClient, round_id: int) -> None:
    """Makes a round's message say what is true. Raises NotNow, Forbidden and Gone."""
    if not client.connected:
        raise NotNow
    async with client.turn(f"round {round_id}"):
        await _show_round(client, round_id)


async def _show_round(client: PithClient, round_id: int) -> None:
    message = await practice.message_of(client.app, round_id)
    if message is None:
        return
    one = await practice.as_all_see_it(client.app, round_id)
    channel = client.get_partial_messageable(message.channel_id)
    with told_apart():
        if one is None or message.moves_to is not None:
            if message.message_id is not None:
                with suppress(discord.NotFound):
                    await channel.get_partial_message(message.message_id).delete()
            if one is None or one.is_revealed or message.moves_to is None:
                await practice.forget(client.app, round_id)
                return
            await practice.moved(client.app, round_id, message.moves_to)
            message = replace(message, channel_id=message.moves_to, message_id=None)
            channel = client.get_partial_messageable(message.channel_id)
        message_id = message.message_id
        if message_id is None:
            nonce = f"r{round_id}.{message.channel_id % 10**6}.{message.shown}"
            keep = partial(practice.placed, client.app, round_id)
            message_id = await place(client, channel, message.language, nonce, keep)
        await channel.get_partial_message(message_id).edit(**editing(for_all(one, message.language)))
    await practice.shown(client.app, message)
