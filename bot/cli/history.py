"""What is kept: notes found, shown, written to a file, deleted; and what their marks have taught."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from bot.app import App
from bot.cli.answers import list_notes, show_json, show_note, show_why
from bot.cli.around import speech
from bot.cli.terminal import _, out, put, say, verb, with_local_person
from bot.features import export as exporting
from bot.features import history as histories
from bot.features import personalise, search, why
from bot.features.people import Person
from bot.locales import N_
from bot.settings import read_settings


@verb(N_("List your notes, or find some by words and meaning."))
async def history(
    query: Annotated[
        str, typer.Argument(help=_("Words, or what it was about. Nothing: the newest notes."))
    ] = "",
    tag: Annotated[str | None, typer.Option(help=_("Only notes with this tag."))] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help=_("How many at most."))] = 20,
) -> None:

    async def act(app: App, person: Person) -> None:
        if query:
            hits = await search.search(app, person, query, tag=tag, limit=limit)
            list_notes([(hit.note, hit.said) for hit in hits])
        else:
            page = await histories.list_notes(app, person, tag=tag, limit=limit)
            list_notes([(note, None) for note in page.notes])

    await with_local_person(read_settings(), act)


@verb(N_("Show a note from your history."))
async def show(
    note_id: Annotated[int, typer.Argument(metavar="NOTE")],
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer with one JSON object."))] = False,
    words: Annotated[
        bool, typer.Option("--why", help=_("Which words did most for each highlight, and the reasons."))
    ] = False,
) -> None:

    async def act(app: App, person: Person) -> None:
        if words:
            _, explained = await why.explain_note(app, person, note_id)
            for one in explained:
                show_why(one)
            return
        note = await histories.open_note(app, person, note_id)
        show_json(note) if as_json else show_note(note)

    await with_local_person(read_settings(), act)


@verb(N_("Write a note to standard output as Markdown, JSON or CSV."))
async def export(
    note_id: Annotated[int, typer.Argument(metavar="NOTE")],
    form: Annotated[
        exporting.Format, typer.Option("--format", help=_("md, json or csv."))
    ] = exporting.Format.MARKDOWN,
) -> None:

    async def act(app: App, person: Person) -> None:
        note = await histories.open_note(app, person, note_id)
        put(exporting.export_note(note, form, speech()).data)

    await with_local_person(read_settings(), act)


@verb(N_("Delete a note and everything made from it."))
async def delete(note_id: Annotated[int, typer.Argument(metavar="NOTE")]) -> None:

    async def act(app: App, person: Person) -> None:
        await histories.delete_note(app, person, note_id, speech())
        say(N_("Note {id} is deleted.", id=note_id))

    await with_local_person(read_settings(), act)


class TasteChange(StrEnum):
    ON = "on"
    OFF = "off"
    RESET = "reset"


@verb(N_("Show what Pith has learnt from what you kept and dropped; switch it on or off, or forget it."))
async def taste(
    change: Annotated[
        TasteChange | None, typer.Argument(help=_("on, off or reset. Nothing: show it."))
    ] = None,
) -> None:

    async def act(app: App, person: Person) -> None:
        if change is TasteChange.RESET:
            await personalise.reset(app, person)
        elif change is not None:
            await personalise.switch(app, person, is_on=change is TasteChange.ON)
        found = await personalise.learnt(app, person)
        for sentence in found.sentences(speech()):
            out.print(escape(sentence))
        out.print(escape(N_("Sentences you marked: {count}", count=found.marks).to(speech())))

    await with_local_person(read_settings(), act)
