"""`/next`: what to read again, what belongs together, what was never looked at. A row of buttons for each; all they
know stands in their ids, so they work after a restart, and whose notes they are the features check.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render, review
from bot.discord_ui.answering.buttons import answer_for
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply
from bot.discord_ui.answering.speaker import Commands, Speaker, answering, is_private
from bot.discord_ui.render import Answer, inert, say
from bot.errors import NotFound
from bot.features import history, looks, recommended
from bot.features.recommended import Again, Named, Together, Unseen
from bot.locales import N_, Message
from bot.texts.titles import beside

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

MOST = 5  # a message has so many rows of buttons
WORD_CHARACTERS = 30  # of a proposed tag, as an id holds it
SENTENCE_UNITS = 400

LABELS = {
    "review": N_("Review these cards"),
    "open": N_("Open the note"),
    "tag": N_("Tag both"),
    "both": N_("Open both"),
    "apart": N_("They don't belong together"),
    "section": N_("Read this section"),
}


class NextButton(
    Lasting[discord.ui.Button[Any]],
    template=r"pith-next:(?P<verb>[a-z]+):(?P<one>[0-9]{1,10}):(?P<other>[0-9]{1,10}):(?P<word>.*)",
    one=int,
    other=int,
):
    """One thing to do with what was recommended: with note `one`, and note or section `other`.

    `word` is the proposed tag of two notes, else the row's kind: one note may stand in two rows, and no two buttons of
    a message may have one id.
    """

    def __init__(
        self, verb: str, one: int, other: int, word: str, label: str, row: int | None = None
    ) -> None:
        self.verb, self.one, self.other, self.word = verb, one, other, word
        custom_id = f"pith-next:{verb}:{one}:{other}:{word}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, row=row))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as speaker:
            reply = InteractionReply(interaction, private=True)
            for answer in await ACTIONS[self.verb](interaction.client.app, speaker, self):
                await reply.answer(answer)


async def _review(app: App, speaker: Speaker, button: NextButton) -> list[Answer]:
    return [await review.next_card(app, speaker, review.of_note(button.one))]


async def _open(app: App, speaker: Speaker, button: NextButton) -> list[Answer]:
    note = await history.open_note(app, speaker.person, button.one)
    return [await answer_for(note, speaker.language)]


async def _open_both(app: App, speaker: Speaker, button: NextButton) -> list[Answer]:
    notes = [await history.open_note(app, speaker.person, each) for each in (button.one, button.other)]
    return [await answer_for(note, speaker.language) for note in notes]


async def _tag(app: App, speaker: Speaker, button: NextButton) -> list[Answer]:
    names = await recommended.tag_as_proposed(app, speaker.person, button.one, button.other, button.word)
    listed = " ".join(f"\\#{inert(name)}" for name in names)
    return [say(N_("Both have these tags now: {tags}", tags=listed).to(speaker.language))]


async def _apart(app: App, speaker: Speaker, button: NextButton) -> list[Answer]:
    await recommended.keep_apart(app, speaker.person, button.one, button.other)
    return [say(N_("I won't name these two together again.").to(speaker.language))]


async def _section(app: App, speaker: Speaker, button: NextButton) -> list[Answer]:
    note = await history.open_note(app, speaker.person, button.one)
    found = looks.sections_of(note)
    if button.other >= len(found):
        raise NotFound("This note was changed meanwhile. Ask for `/next` again.")
    section = found[button.other]
    chosen = {highlight.index for highlight in note.highlights}
    said = [
        f"**{inert(each.text)}**" if each.index in chosen else inert(each.text)
        for each in note.sentences[section.first : section.last + 1]
    ]
    rest = N_("The rest is in the browser: /web").to(speaker.language)
    room, shown = render.DESCRIPTION_UNITS - render.units(rest) - 2, []
    for each in said:
        room -= render.units(each) + 1
        if room < 0:
            break
        shown.append(each)
    words = [" ".join(shown)]
    if len(shown) < len(said):
        words.append(rest)
    else:
        await looks.look(app, speaker.person, note, section.first, section.last)
    return [render.lines_answer(inert(note.title), words)]


ACTIONS: dict[str, Callable[[App, Speaker, NextButton], Awaitable[list[Answer]]]] = {
    "review": _review,
    "open": _open,
    "both": _open_both,
    "tag": _tag,
    "apart": _apart,
    "section": _section,
}


async def next_answer(app: App, speaker: Speaker) -> Answer:
    """The best of each sort in turn, as many as have room for their buttons."""
    found = await recommended.recommend(app, speaker.person)
    if found.is_empty:
        return say(found.instead.to(speaker.language))
    turns = chain.from_iterable(zip_longest(found.again, found.together, found.unseen))
    lines, view = [], discord.ui.View(timeout=None)
    for row, each in enumerate([one for one in turns if one is not None][:MOST]):
        head, quoted = _head(each)
        lines.append(f"**{row + 1}. {head.to(speaker.language)}** {each.reason.to(speaker.language)}")
        lines += [_quote(note) for note in quoted]
        for verb, one, other, word in _verbs(each):
            label = f"{row + 1} · {LABELS[verb].to(speaker.language)}"
            view.add_item(NextButton(verb, one, other, word, label, row))
    title = N_("Recommended next").to(speaker.language)
    return replace(render.lines_answer(title, lines), view=view)


def _quote(note: Named) -> str:
    said, title = render.shorten(inert(note.sentence), SENTENCE_UNITS), beside(note.title, note.sentence)
    return f"> {said}\n> *{render.shorten(inert(title), 100)}*" if title else f"> {said}"


def _head(each: Again | Together | Unseen) -> tuple[Message, tuple[Named, ...]]:
    if isinstance(each, Again):
        return N_("Read again"), (each.note,)
    if isinstance(each, Together):
        return N_("These two belong together"), (each.one, each.other)
    return N_("Not seen yet: {place}", place=render.inert_words(each.place)), (each.note,)


def _verbs(each: Again | Together | Unseen) -> list[tuple[str, int, int, str]]:
    if isinstance(each, Again):
        verbs = ["review", "open"] if each.has_room else ["open"]
        return [(verb, each.note.id, 0, "again") for verb in verbs]
    if isinstance(each, Together):
        one, other = each.one.id, each.other.id
        word = each.word[:WORD_CHARACTERS]
        return [("tag", one, other, word), ("both", one, other, ""), ("apart", one, other, "")]
    return [("section", each.note.id, each.section.number, "unseen"), ("open", each.note.id, 0, "unseen")]


@app_commands.command(
    name=_("next"), description=_("What to read again, what belongs together, what you missed")
)
async def start(interaction: discord.Interaction[PithClient]) -> None:
    private = is_private(interaction)
    async with answering(interaction, private=private) as speaker:
        answer = await next_answer(interaction.client.app, speaker)
        await InteractionReply(interaction, private=private).answer(answer)


COMMANDS: Commands = (start,)
