"""`pith condense`: a text or a file in, its key sentences out."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from bot.app import App
from bot.cli.answers import show_json, show_note
from bot.cli.around import speech
from bot.cli.terminal import _, err, say, verb, with_local_person
from bot.errors import Empty, Invalid, reason_of
from bot.features import condense as condensing
from bot.features.condense import OnProgress, Request, Step, Upload
from bot.features.people import Person
from bot.locales import N_
from bot.settings import read_settings

PROGRESS_AFTER_BYTES = 20_000  # shorter texts are done before a bar could be read


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
            show_json(note) if as_json else show_note(note)

        await with_local_person(settings, act)


def _source(file: str, limit_bytes: int) -> Upload:
    """What to condense. Reads one byte over the limit at most: more only has to be refused."""
    if file == "-":
        if sys.stdin.isatty():
            say(N_("Type or paste your text, then press Ctrl+D."))
        given = sys.stdin.buffer.read(limit_bytes + 1)
        if not given.strip():
            raise Empty("There is nothing to condense: standard input is empty.")
        return Upload("", given)
    path = Path(file)
    try:
        with path.open("rb") as opened:
            return Upload(path.name, opened.read(limit_bytes + 1))
    except FileNotFoundError:
        raise Invalid("There is no file “{name}”.", name=file) from None
    except IsADirectoryError:
        raise Invalid("“{name}” is a folder. Give one file.", name=file) from None
    except OSError as error:
        raise Invalid("“{name}” can't be read: {reason}.", name=file, reason=reason_of(error)) from None


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
