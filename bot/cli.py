"""The terminal's verbs: condense, history, show, export, delete, doctor, migrate, backup, token, keys.

Answers go to stdout, everything else to stderr. Leaves with 0; with 2 and one plain sentence for what
can't be done. `run` is in `__main__`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import sys
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError
from typer.core import TyperGroup
from typer.exceptions import TyperException

import model
from bot import doctor as checks
from bot.app import App, open_app
from bot.errors import Invalid, UserError
from bot.features import condense as condensing
from bot.features import export as exporting
from bot.features import history as histories
from bot.features import people, personalise, search, why
from bot.features.condense import OnProgress, Request, Step, Upload
from bot.features.note import Note, NoteCard, kind_words, to_json
from bot.features.people import Person
from bot.features.reminders import push
from bot.features.why import Why
from bot.locales import N_, Message, best_language, translations
from bot.settings import Settings, read_settings
from bot.store import engine

PROGRESS_AFTER_BYTES = 20_000  # shorter texts are done before a bar could be read

log = logging.getLogger(__name__)
out = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, highlight=False)


def speech() -> str:
    """The language of this terminal, from the variables gettext reads, in its order."""
    return best_language(*(os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")))


_ = translations(speech()).gettext


class Program(TyperGroup):
    """`pith`. What is wrong with how it was called is one sentence and status 2, like everything it can't do."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except TyperException as error:
            if reason := error.format_message().strip().rstrip("."):
                refuse(N_("{reason}. `pith --help` says what it takes.", reason=reason))
            sys.exit(2)
        except typer.Abort:
            sys.exit(1)
        sys.exit(status if isinstance(status, int) else 0)


cli = typer.Typer(
    cls=Program,
    help=_("Condenses what you study to the sentences that carry it."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def say(text: Message) -> None:
    """A line to the person that is not the answer: on stderr, so that pipes stay clean."""
    err.print(escape(text.to(speech())))


def refuse(sentence: Message) -> None:
    """One plain line on stderr, for people and programs alike."""
    print(sentence.to(speech()), file=sys.stderr)  # noqa: T201


def leave(error: Exception) -> NoReturn:
    """The terminal's one translator of errors: a sentence and status 2, or for a bug its id and status 1."""
    match error:
        case UserError():
            sentence, status = error.message, 2
        case model.ModelError():
            sentence, status = Message("{reason}", {"reason": str(error)}), 2
        case SQLAlchemyError() | OSError():
            reason = str(error).partition("\n")[0]
            sentence, status = (
                N_("Pith can't use its data: {reason}. `pith doctor` looks at it.", reason=reason),
                2,
            )
        case _:
            incident = secrets.token_hex(4)
            log.error("a verb broke (%s)", incident, exc_info=error)
            sentence, status = N_("Something broke here ({id}). It is not your fault.", id=incident), 1
    refuse(sentence)
    raise typer.Exit(status)


def verb(
    meaning: Message, of: typer.Typer = cli
) -> Callable[[Callable[..., Coroutine[Any, Any, None]]], Callable[..., None]]:
    """Makes an async function a verb of `pith`, explained by `meaning`; its errors become a sentence."""

    def register(function: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> None:
            try:
                asyncio.run(function(*args, **kwargs))
            except BrokenPipeError:  # the next program in the pipe has read enough; what is left goes nowhere
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            except (typer.Exit, typer.Abort):
                raise
            except Exception as error:
                leave(error)

        return of.command(function.__name__, help=meaning.to(speech()))(run)

    return register


async def _with_local_person(settings: Settings, act: Callable[[App, Person], Awaitable[None]]) -> None:
    extractor = model.load_later(settings.model, settings.device)
    async with open_app(settings, extractor=extractor) as app:
        await act(app, await people.local(app))


@cli.callback(invoke_without_command=True)
def main(
    show_version: Annotated[bool, typer.Option("--version", help=_("Say the version and leave."))] = False,
) -> None:
    """Condenses what you study to the sentences that carry it."""
    if show_version:
        out.print(f"pith {version('pith')}")
        raise typer.Exit


@verb(N_("Pick the sentences that carry a text or a file, and keep the note in your history."))
async def condense(
    file: Annotated[str, typer.Argument(help=_("The file; - reads standard input."))] = "-",
    sentences: Annotated[int | None, typer.Option(help=_("How many sentences."))] = None,
    ratio: Annotated[
        float | None, typer.Option(help=_("Which share of the sentences, above 0 and at most 1."))
    ] = None,
    words: Annotated[int | None, typer.Option(help=_("How many words at most."))] = None,
    focus: Annotated[
        str | None, typer.Option(help=_("What you want out of it, as a question or some words."))
    ] = None,
    language: Annotated[
        str | None, typer.Option(help=_("Its language, such as en or zh. Default: found out."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer with one JSON object."))] = False,
    no_history: Annotated[
        bool, typer.Option("--no-history", help=_("Do not keep it in your history."))
    ] = False,
) -> None:
    settings = read_settings()
    source = await asyncio.to_thread(_source, file, settings.max_file_bytes)
    request = Request(condensing.budget(sentences, ratio, words), focus, language)
    with tempfile.TemporaryDirectory() if no_history else nullcontext() as nowhere:
        if nowhere:
            settings = settings.model_copy(update={"data_dir": Path(nowhere), "database_url": None})

        async def act(app: App, person: Person) -> None:
            with _progress(source) as on_progress:
                note = await condensing.condense(
                    app,
                    person,
                    source,
                    request,
                    face="terminal",
                    keep=not no_history,
                    on_progress=on_progress,
                )
            _show_json(note) if as_json else _show(note)

        await _with_local_person(settings, act)


def _source(file: str, limit_bytes: int) -> Upload:
    """What to condense. Reads one byte over the limit at most: more only has to be refused."""
    if file == "-":
        if sys.stdin.isatty():
            say(N_("Type or paste your text, then press Ctrl+D."))
        return Upload("", sys.stdin.buffer.read(limit_bytes + 1))
    path = Path(file)
    try:
        with path.open("rb") as opened:
            return Upload(path.name, opened.read(limit_bytes + 1))
    except FileNotFoundError:
        raise Invalid("There is no file “{name}”.", name=file) from None
    except IsADirectoryError:
        raise Invalid("“{name}” is a folder. Give one file.", name=file) from None
    except OSError as error:
        raise Invalid(
            "“{name}” can't be read: {reason}.", name=file, reason=error.strerror or error
        ) from None


@contextmanager
def _progress(source: Upload) -> Iterator[OnProgress | None]:
    """A bar on stderr for a file that takes a while, when there are eyes to see it."""
    if not err.is_terminal or len(source.data) <= PROGRESS_AFTER_BYTES:
        yield None
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), console=err, transient=True) as bar:
        task = bar.add_task("", total=None)

        def on_progress(step: Step, done: int, total: int) -> None:
            words = condensing.STEP_WORDS[step].to(speech())
            bar.update(task, description=words, completed=done, total=total or None)

        yield on_progress


def _show_json(note: Note) -> None:
    answer = to_json(note, speech())
    sys.stdout.write(
        json.dumps({k: v for k, v in answer.items() if k not in ("id", "created_at")}, ensure_ascii=False)
        + "\n"
    )


def _show(note: Note) -> None:
    """For eyes on a terminal; for the next program in a pipe: a highlight a line, its kind and due date after a tab."""
    if not out.is_terminal:
        for highlight in note.highlights:
            about = " · ".join(kind_words(highlight, speech()))
            sys.stdout.write(" ".join(highlight.text.split()) + (f"\t{about}" if about else "") + "\n")
    else:
        out.print(f"\n[bold]{escape(note.title)}[/bold]\n")
        for highlight in note.highlights:
            where = exporting.location_words(highlight.location)
            place = f"  [dim]{escape(where.to(speech()))}[/dim]" if where else ""
            about = escape(" · ".join(kind_words(highlight, speech())))
            kind = f"\n    [yellow]{about}[/yellow]" if about else ""
            out.print(f"  [green]•[/green] {escape(' '.join(highlight.text.split()))}{place}{kind}\n")
        counts = N_("{chosen} of {total} sentences", chosen=len(note.highlights), total=note.sentences_total)
        kept = f" · #{note.id}" if note.id is not None else ""
        out.print(
            f"[dim]{counts.to(speech())} · {escape(note.model)} · {note.elapsed_ms / 1000:.1f} s{kept}[/dim]"
        )
    for warning in note.warnings:
        say(warning)


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
            _list([(hit.note, hit.highlight) for hit in hits])
        else:
            page = await histories.list_notes(app, person, tag=tag, limit=limit)
            _list([(note, None) for note in page.notes])

    await _with_local_person(read_settings(), act)


def _list(found: list[tuple[NoteCard, str | None]]) -> None:
    """A table for eyes; in a pipe a note a line: number, day, title, tags and highlight between tabs."""
    if not found:
        say(N_("No notes found."))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for note, highlight in found:
        number, day = f"#{note.id}", f"{note.created_at.astimezone():%Y-%m-%d}"
        tags, spoken = " ".join("#" + tag for tag in note.tags), " ".join((highlight or "").split())
        if not out.is_terminal:
            sys.stdout.write("\t".join((number, day, note.title, tags, spoken)) + "\n")
        line = f"[bold]{escape(note.title)}[/bold] [cyan]{escape(tags)}[/cyan]"
        table.add_row(number, day, line + (f"\n[dim]{escape(spoken)}[/dim]" if spoken else ""))
    if out.is_terminal:
        out.print(table)


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
                _show_why(one)
            return
        note = await histories.open_note(app, person, note_id)
        _show_json(note) if as_json else _show(note)

    await _with_local_person(read_settings(), act)


def _show_why(one: Why) -> None:
    """Strong words bold; in a pipe the sentence, its strongest words and its reasons between tabs."""
    reasons = " · ".join(reason.to(speech()) for reason in one.sentence.reasons)
    strongest = ", ".join(word.text for word in one.strongest)
    if not out.is_terminal:
        sys.stdout.write("\t".join((" ".join(one.sentence.text.split()), strongest, reasons)) + "\n")
        return
    said = "".join(
        f"[bold yellow]{escape(text)}[/]" if word and word.is_strong else escape(text.replace("\n", " "))
        for text, word in one.pieces()
    )
    out.print(
        f"  [green]{round(100 * one.sentence.score):3}[/green] {said}\n      [dim]{escape(reasons)}[/dim]\n"
    )


@verb(N_("Write a note to standard output as Markdown, JSON or CSV."))
async def export(
    note_id: Annotated[int, typer.Argument(metavar="NOTE")],
    form: Annotated[
        exporting.Format, typer.Option("--format", help=_("md, json or csv."))
    ] = exporting.Format.MARKDOWN,
) -> None:

    async def act(app: App, person: Person) -> None:
        note = await histories.open_note(app, person, note_id)
        sys.stdout.buffer.write(exporting.export_notes([note], form, speech()).data)

    await _with_local_person(read_settings(), act)


@verb(N_("Delete a note and everything made from it."))
async def delete(note_id: Annotated[int, typer.Argument(metavar="NOTE")]) -> None:

    async def act(app: App, person: Person) -> None:
        await histories.delete_note(app, person, note_id)
        say(N_("Note {id} is deleted.", id=note_id))

    await _with_local_person(read_settings(), act)


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

    await _with_local_person(read_settings(), act)


class Mark(StrEnum):
    """A check's verdict as `doctor` prints it."""

    GOOD = "[green]✓[/green]"
    BAD = "[red]✗[/red]"
    OFF = "[dim]–[/dim]"


@verb(N_("Check model, database, token, intents, disk and GPU, and say what to do about each."))
async def doctor() -> None:
    healthy = True
    async for check in checks.examine(read_settings()):
        mark = Mark.OFF if check.good is None else Mark.GOOD if check.good else Mark.BAD
        out.print(f"{mark} [bold]{check.name.to(speech())}[/bold]  {escape(check.finding.to(speech()))}")
        healthy = healthy and check.good is not False
    if not healthy:
        raise typer.Exit(1)


@verb(N_("Bring the database up to date. `pith run` does this by itself."))
async def migrate() -> None:
    async with engine.open_store(read_settings().database):
        say(N_("The database is at revision {revision}.", revision=engine.newest_revision()))


@verb(N_("Copy the database, consistently, while Pith may be running."))
async def backup(target: Annotated[Path, typer.Argument(help=_("The new file for the copy."))]) -> None:
    settings = read_settings()
    if settings.database_url is None and not settings.sqlite_path.exists():
        raise Invalid("There is no database yet: nothing was kept so far.")
    await engine.backup(settings.database, target)
    say(N_("The copy is in {path}.", path=str(target)))


@verb(N_("Make a bearer token for the HTTP API. It is shown this once."))
async def token(name: Annotated[str, typer.Argument(help=_("What it is for."))] = "terminal") -> None:

    async def act(app: App, person: Person) -> None:
        sys.stdout.write(await people.make_token(app, person, name) + "\n")

    await _with_local_person(read_settings(), act)


@verb(
    N_("Make the key that web push is signed with: lines for the settings. A new one ends all notifications.")
)
async def keys() -> None:
    out.print(f"PITH_VAPID_PRIVATE_KEY={await asyncio.to_thread(push.make_key)}")
    if read_settings().push_subject is None:
        out.print("PITH_VAPID_SUBJECT=mailto:")
        say(N_("Put both lines into the settings, with your mail address at the end of the second."))
