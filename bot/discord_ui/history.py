"""`/history`: list, search, open, delete and export one's notes."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import locale_str as _

from bot.discord_ui import render
from bot.discord_ui.answering.buttons import answer_for, ask_to_delete
from bot.discord_ui.answering.lasting import Lasting
from bot.discord_ui.answering.menus import OpenMenu
from bot.discord_ui.answering.replies import InteractionReply, editing
from bot.discord_ui.answering.speaker import Commands, Speaker, answering, is_private, speaker_of
from bot.discord_ui.render import Answer, say
from bot.errors import Empty, NotFound, TooLarge
from bot.features import history, search
from bot.features.export import Format, export_each, export_note
from bot.features.note import Note, NoteCard
from bot.locales import N_
from bot.texts.folding import fold

if TYPE_CHECKING:
    from bot.app import App
    from bot.discord_ui.client import PithClient

PER_PAGE = 10
TITLES_LOOKED_AT = 200


class NoteMenu(OpenMenu, template=r"pith:open"):
    """Chooses one note of a list to open."""

    ID, ASKS = "pith:open", N_("Open a note")

    async def open(self, interaction: discord.Interaction[Any], chosen: int) -> None:
        await _open(interaction, str(chosen))


class OlderButton(
    Lasting[discord.ui.Button[Any]], template=r"pith:older:(?P<cursor>[0-9]{1,18}):(?P<tag>.*)", cursor=int
):
    """Turns a list to its next page."""

    def __init__(self, cursor: int, tag: str, label: str) -> None:
        self.cursor, self.tag = cursor, tag
        super().__init__(discord.ui.Button(label=label, custom_id=f"pith:older:{cursor}:{tag}"))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction, thinking=False) as speaker:
            page = await _page(interaction.client.app, speaker, self.tag or None, self.cursor)
            await interaction.edit_original_response(**editing(page))


async def _page(app: App, speaker: Speaker, tag: str | None, cursor: int | None = None) -> Answer:
    """A page of the person's notes with a menu to open one."""
    page = await history.list_notes(app, speaker.person, tag=tag, limit=PER_PAGE, cursor=cursor)
    if not page.notes:
        nothing = (
            N_("No note has the tag “{name}”.", name=render.inert(tag))
            if tag
            else N_("There are no notes yet. Send me some text and it becomes one.")
        )
        return say(nothing.to(speaker.language))
    lines = [render.card_line(place, card) for place, card in enumerate(page.notes, 1)]
    answer = render.list_answer(N_("Your notes").to(speaker.language), lines)
    view = _menu(list(page.notes), speaker.language)
    if page.next_cursor is not None:
        view.add_item(OlderButton(page.next_cursor, tag or "", N_("Older").to(speaker.language)))
    return replace(answer, view=view)


def _menu(cards: list[NoteCard], language: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(NoteMenu([(card.title, card.id) for card in cards], language))
    return view


async def _open(interaction: discord.Interaction[PithClient], given: str) -> None:
    private = is_private(interaction)
    async with answering(interaction, private=private) as speaker:
        note = await _find(interaction.client.app, speaker, given)
        await InteractionReply(interaction, private=private).answer(await answer_for(note, speaker.language))


async def _find(app: App, speaker: Speaker, given: str) -> Note:
    """The note that was chosen from the suggestions, or the one that fits what was typed best. Raises NotFound."""
    if re.fullmatch(r"[0-9]{1,18}", given):
        return await history.open_note(app, speaker.person, int(given))
    for hit in await search.search(app, speaker.person, given, limit=1):
        assert hit.note.id is not None
        return await history.open_note(app, speaker.person, hit.note.id)
    raise NotFound("There is no such note.")


async def _titles(interaction: discord.Interaction[PithClient], typed: str) -> list[NoteCard]:
    """The person's newest notes with what was typed in their title."""
    app = interaction.client.app
    speaker = await speaker_of(app, interaction.user.id, str(interaction.locale))
    page = await history.list_notes(app, speaker.person, limit=TITLES_LOOKED_AT)
    return [card for card in page.notes if fold(typed) in fold(card.title)][: render.CHOICES]


async def suggest_notes(
    interaction: discord.Interaction[PithClient], typed: str
) -> list[app_commands.Choice[str]]:
    cards = await _titles(interaction, typed)
    return [app_commands.Choice(name=render.choice_name(card.title), value=str(card.id)) for card in cards]


async def suggest_titles(
    interaction: discord.Interaction[PithClient], typed: str
) -> list[app_commands.Choice[str]]:
    names = dict.fromkeys(render.choice_name(card.title) for card in await _titles(interaction, typed))
    return [app_commands.Choice(name=name, value=name) for name in names]


class History(app_commands.Group):
    """The commands under `/history`."""

    @app_commands.command(name=_("list"), description=_("Your notes, newest first"))
    @app_commands.describe(tag=_("Only notes with this tag"))
    async def list(
        self, interaction: discord.Interaction[PithClient], tag: app_commands.Range[str, 1, 40] | None = None
    ) -> None:
        private = is_private(interaction)
        async with answering(interaction, private=private) as speaker:
            page = await _page(interaction.client.app, speaker, tag)
            await InteractionReply(interaction, private=private).answer(page)

    @app_commands.command(name=_("search"), description=_("Find notes by words or by meaning"))
    @app_commands.describe(query=_("What the note is about"), tag=_("Only notes with this tag"))
    @app_commands.autocomplete(query=suggest_titles)
    async def search(
        self,
        interaction: discord.Interaction[PithClient],
        query: app_commands.Range[str, 1, 300],
        tag: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        private = is_private(interaction)
        async with answering(interaction, private=private) as speaker:
            app = interaction.client.app
            hits = await search.search(app, speaker.person, query, tag=tag, limit=PER_PAGE)
            if not hits:
                raise NotFound("No note speaks of “{query}”.", query=query)
            lines = [render.card_line(place, hit.note, hit.said) for place, hit in enumerate(hits, 1)]
            answer = render.list_answer(N_("Found").to(speaker.language), lines)
            view = _menu([hit.note for hit in hits], speaker.language)
            await InteractionReply(interaction, private=private).answer(replace(answer, view=view))

    @app_commands.command(name=_("open"), description=_("Show a note again"))
    @app_commands.describe(note=_("Its title"))
    @app_commands.autocomplete(note=suggest_notes)
    async def open(self, interaction: discord.Interaction[PithClient], note: str) -> None:
        await _open(interaction, note)

    @app_commands.command(name=_("delete"), description=_("Delete a note for good"))
    @app_commands.describe(note=_("Its title"))
    @app_commands.autocomplete(note=suggest_notes)
    async def delete(self, interaction: discord.Interaction[PithClient], note: str) -> None:
        async with answering(interaction) as speaker:
            found = await _find(interaction.client.app, speaker, note)
            assert found.id is not None
            question = ask_to_delete(found.title, found.id, speaker, "stay")
            await InteractionReply(interaction, private=True).answer(question)

    @app_commands.command(name=_("export"), description=_("Your notes as a file"))
    @app_commands.rename(form="format")
    @app_commands.describe(form=_("The kind of file"), note=_("One note; leave it out for all"))
    @app_commands.choices(
        form=[
            app_commands.Choice(name=_("Markdown, to read"), value="md"),
            app_commands.Choice(name=_("JSON, for programs"), value="json"),
            app_commands.Choice(name=_("CSV, for a spreadsheet"), value="csv"),
        ]
    )
    @app_commands.autocomplete(note=suggest_notes)
    async def export(
        self, interaction: discord.Interaction[PithClient], form: str = "md", note: str | None = None
    ) -> None:
        async with answering(interaction) as speaker:
            app = interaction.client.app
            if note:
                found = await _find(app, speaker, note)
                exported = await asyncio.to_thread(export_note, found, Format(form), speaker.language)
                count = 1
            else:
                exported, count = await export_each(
                    history.each_note(app, speaker.person), Format(form), speaker.language
                )
            if not count:
                raise Empty("There are no notes yet. Send me some text and it becomes one.")
            said = N_("Notes in this file: {count}", count=count).to(speaker.language)
            answer = render.file_answer(said, exported, speaker.language)
            if answer is None:
                raise TooLarge("This is too large for Discord. Export it in the browser: /web")
            await InteractionReply(interaction, private=True).answer(answer)


COMMANDS: Commands = (History(name=_("history"), description=_("Your notes")),)
