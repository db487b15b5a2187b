"""The buttons under an answer: More · Less · Why · Source · Keep or drop · To cards · To tasks · Tag · Delete.

All they know stands in their id, so they work after a restart; whose note it is, the features check.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_ui import render
from bot.discord_ui.answering import marking, to_cards, to_tasks
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Dialog, Speaker, answering
from bot.discord_ui.groups import sharing
from bot.discord_ui.origins import answer_origin, gone_answer, look_again, note_shown
from bot.discord_ui.render import Answer, say
from bot.discord_ui.why import picture_answer
from bot.errors import NotFound
from bot.features import history, lengths, looks, people, tags, tasks, why
from bot.features.note import Note
from bot.locales import N_

if TYPE_CHECKING:
    from bot.discord_ui.client import PithClient

LABELS = {
    "more": N_("More"),
    "less": N_("Less"),
    "why": N_("Why"),
    "picture": N_("As a picture"),
    "source": N_("Source"),
    "mark": N_("Keep or drop"),
    "tag": N_("Tag"),
    "cards": N_("To cards"),
    "tasks": N_("To tasks"),
    "share": N_("Share"),
    "delete": N_("Delete"),
    "drop": N_("Delete for good"),
    "back": N_("Keep it"),
    "stay": N_("Keep it"),
}
STYLES = {"drop": discord.ButtonStyle.danger}
ANSWER = ("more", "less", "why", "source", "mark", "cards", "tasks", "share", "tag", "delete")


class NoteButton(
    Lasting[discord.ui.Button[Any]], template=r"pith:(?P<verb>[a-z]+):(?P<note_id>[0-9]{1,18})", note_id=int
):
    """One thing to do with one note."""

    def __init__(self, verb: str, note_id: int, label: str, *, disabled: bool = False) -> None:
        self.verb, self.note_id = verb, note_id
        super().__init__(
            discord.ui.Button(
                label=label,
                custom_id=f"pith:{verb}:{note_id}",
                style=STYLES.get(verb, discord.ButtonStyle.secondary),
                disabled=disabled,
            )
        )

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await ACTIONS[self.verb](interaction, self.note_id)
        except NotFound:  # of somebody else's note it is told that it is one only where all see it
            if interaction.message is not None:
                app = interaction.client.app
                person = await people.from_discord(app, interaction.user.id)
                await note_shown(app, person, answer_origin(interaction.message))
            raise


def row_of(
    verbs: tuple[str, ...], note_id: int, language: str, disabled: tuple[str, ...] = ()
) -> discord.ui.View:
    """Buttons for `verbs`; a view waits for nothing, so it never times out."""
    view = discord.ui.View(timeout=None)
    for verb in verbs:
        view.add_item(NoteButton(verb, note_id, LABELS[verb].to(language), disabled=verb in disabled))
    return view


async def answer_for(note: Note, language: str) -> Answer:
    """The note as an answer with its buttons. It is laid out in a thread: a note may be long."""
    answer = await asyncio.to_thread(render.note_answer, note, language)
    if note.id is None:
        return answer
    ends = {"more": len(note.highlights) >= note.sentences_total, "less": len(note.highlights) <= 1}
    disabled = tuple(verb for verb, is_at_end in ends.items() if is_at_end)
    asks = await asyncio.to_thread(tasks.has_offers, note)
    verbs = tuple(verb for verb in ANSWER if verb != "tasks" or asks)
    return replace(answer, view=row_of(verbs, note.id, language, disabled))


async def _show_again(interaction: discord.Interaction[PithClient], speaker: Speaker, note: Note) -> None:
    """Makes the message that the button stands under be the note as it is now."""
    await _put(interaction, speaker, note.id or 0, await answer_for(note, speaker.language))


async def _put(
    interaction: discord.Interaction[PithClient], speaker: Speaker, note_id: int, answer: Answer
) -> None:
    """The answer, which shows something of the note, takes the message's place."""
    await interaction.edit_original_response(**editing(answer))
    if interaction.message is not None:
        shown = [answer_origin(interaction.message)]
        await look_again(interaction.client, speaker.person, note_id, shown, speaker.language)


async def _recut(interaction: discord.Interaction[PithClient], note_id: int, *, more: bool) -> None:
    async with answering(interaction, thinking=False) as speaker, interaction.client.turn(note_id):
        app = interaction.client.app
        note = await history.open_note(app, speaker.person, note_id)
        length = lengths.longer(note) if more else lengths.shorter(note)
        note = await history.recut(app, speaker.person, note_id, length)
        await _show_again(interaction, speaker, note)


async def _more(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    await _recut(interaction, note_id, more=True)


async def _less(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    await _recut(interaction, note_id, more=False)


async def _why(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction) as speaker:
        note, explained = await why.explain_note(interaction.client.app, speaker.person, note_id)
        answer = await asyncio.to_thread(render.why_answer, note, explained, speaker.language)
        view = row_of(("picture",), note_id, speaker.language) if explained else None
        await InteractionReply(interaction, private=True).answer(replace(answer, view=view))


async def _picture(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction) as speaker:
        _, explained = await why.explain_note(interaction.client.app, speaker.person, note_id)
        answer = await asyncio.to_thread(picture_answer, explained, speaker.language)
        await InteractionReply(interaction, private=True).answer(answer)


async def _mark(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction) as speaker:
        menus = await marking.menus_for(interaction.client.app, speaker, note_id)
        await InteractionReply(interaction, private=True).answer(menus)


async def _source(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction) as speaker:
        app = interaction.client.app
        note = await history.open_note(app, speaker.person, note_id)
        answer = await asyncio.to_thread(render.source_answer, note, speaker.language)
        if answer is None:
            link = await people.make_sign_in_link(app, speaker.person, app.settings.base_url)
            words = N_("This text is too long for Discord. Read it in the browser: {link}", link=link)
            answer = say(words.to(speaker.language))
        await InteractionReply(interaction, private=True).answer(answer)
        if answer.embeds:  # the whole text stands there
            await looks.look(app, speaker.person, note)


class TagDialog(Dialog):
    """Asks for the note's tags, with those it has filled in."""

    def __init__(self, note: Note, language: str) -> None:
        super().__init__(N_("Tags").to(language))
        self._note_id = note.id or 0
        self.names: discord.ui.TextInput[Any] = discord.ui.TextInput(
            default=", ".join(note.tags),
            placeholder=N_("biology, chapter 3").to(language),
            required=False,
            max_length=2_000,
        )
        self.add_item(
            discord.ui.Label(
                text=N_("Tags of this note, with commas between them").to(language), component=self.names
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with answering(interaction, thinking=False) as speaker:
            app = interaction.client.app
            await tags.set_tags(app, speaker.person, self._note_id, [self.names.value])
            note = await history.open_note(app, speaker.person, self._note_id)
            await _show_again(interaction, speaker, note)


async def _tag(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction, defer=False) as speaker:
        note = await history.open_note(interaction.client.app, speaker.person, note_id)
        await interaction.response.send_modal(TagDialog(note, speaker.language))


async def _delete(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    """Asks first, in the answer's own place."""
    async with answering(interaction, thinking=False) as speaker:
        note = await history.open_note(interaction.client.app, speaker.person, note_id)
        question = ask_to_delete(note.title, note_id, speaker, "back")
        await _put(interaction, speaker, note_id, question)


def ask_to_delete(title: str, note_id: int, speaker: Speaker, keep: str) -> Answer:
    """The question before deleting; `keep` is the verb behind its Keep button."""
    words = N_("Delete “{title}” and everything made from it? It can't be undone.", title=render.inert(title))
    return replace(say(words.to(speaker.language)), view=row_of(("drop", keep), note_id, speaker.language))


async def _drop(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction, thinking=False) as speaker:
        app = interaction.client.app
        await history.delete_note(app, speaker.person, note_id, speaker.language)
        await interaction.edit_original_response(**editing(gone_answer(speaker.language)))


async def _back(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction, thinking=False) as speaker:
        note = await history.open_note(interaction.client.app, speaker.person, note_id)
        await _show_again(interaction, speaker, note)


async def _stay(interaction: discord.Interaction[PithClient], note_id: int) -> None:
    async with answering(interaction, thinking=False) as speaker:
        note = await history.open_note(interaction.client.app, speaker.person, note_id)
        kept = N_("“{title}” stays in your history.", title=render.inert(note.title))
        await interaction.edit_original_response(**editing(say(kept.to(speaker.language))))


ACTIONS: dict[str, Callable[[discord.Interaction[PithClient], int], Awaitable[None]]] = {
    "more": _more,
    "less": _less,
    "why": _why,
    "picture": _picture,
    "source": _source,
    "mark": _mark,
    "tag": _tag,
    "cards": to_cards.offer,
    "tasks": to_tasks.offer,
    "share": sharing.offer,
    "delete": _delete,
    "drop": _drop,
    "back": _back,
    "stay": _stay,
}
