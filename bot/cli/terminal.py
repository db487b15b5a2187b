"""What all verbs share: the program, what it says and where, how an error ends it."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import secrets
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from sqlalchemy.exc import SQLAlchemyError
from typer.exceptions import TyperException

import model
from bot.app import App, open_app
from bot.cli.around import Verb, Verbs, in_words, speech
from bot.errors import Invalid, UserError, reason_of
from bot.features import people
from bot.features.people import Person
from bot.locales import N_, Message, translations
from bot.settings import Settings
from bot.web_ui.frame import misfits

log = logging.getLogger(__name__)
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")


@contextmanager
def _answering() -> Iterator[None]:
    """Raises Invalid where stdout takes nothing, such as on a disk that is full: it is not Pith's data that is at
    fault."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _leave_stdout()
        raise Invalid("The answer can't be written: {reason}.", reason=reason_of(error)) from None


def _leave_stdout() -> None:
    """What is left to be written there goes nowhere, also at the program's end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Answer(Console):
    """The answer, for eyes; `put` is for the next program in a pipe."""

    def print(self, *args: Any, **kwargs: Any) -> None:
        with _answering():
            super().print(*args, **kwargs)


def put(answer: str | bytes) -> None:
    """Part of the answer, as it is."""
    with _answering():
        sys.stdout.write(answer) if isinstance(answer, str) else sys.stdout.buffer.write(answer)


out = Answer(highlight=False, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, highlight=False)


_ = translations(speech()).gettext


def _in_words(error: TyperException) -> str | Message:
    """What is wrong with a call, as a sentence; a value that does not fit in Pith's words and not in pydantic's."""
    reason = error.format_message().strip()
    where = re.search(r"'(.+?)'", reason)
    if where and isinstance(cause := error.__cause__, ValidationError):
        found = cause.errors()[0]
        problem = {**found, "loc": (where[1],)}
        if choices := found["msg"].partition("is not one of ")[2]:
            problem |= {"type": "enum", "ctx": {"expected": choices.replace("'", "").rstrip(".")}}
        return misfits.sentence(problem)
    return in_words(reason, speech())


class Program(Verbs):
    """`pith`. What is wrong with how it was called is one sentence and status 2, like everything it can't do."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # what the terminal has no sign for
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except TyperException as error:
            if reason := _in_words(error):
                refuse(N_("{reason} `pith --help` says what it takes.", reason=reason))
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


def shown(text: str) -> str:
    """Without what would command the terminal, as a file's name or a pasted text may."""
    return text.translate(_CONTROLS)


def say(text: Message) -> None:
    """A line to the person that is not the answer: on stderr, so that pipes stay clean."""
    err.print(escape(shown(text.to(speech()))))


def refuse(sentence: Message) -> None:
    """One plain line on stderr, for people and programs alike."""
    print(shown(sentence.to(speech())), file=sys.stderr)  # noqa: T201


def _reason(error: SQLAlchemyError | OSError) -> str | Message:
    if isinstance(error, OSError) and error.filename:
        return Message("{path}: {reason}", {"path": error.filename, "reason": reason_of(error)})
    return str(error).partition("\n")[0].rstrip(".")


def leave(error: Exception) -> NoReturn:
    """The terminal's one translator of errors: a sentence and status 2, or for a bug its id and status 1."""
    match error:
        case UserError():
            sentence, status = error.message, 2
        case model.ModelError():
            sentence, status = Message("{reason}", {"reason": str(error)}), 2
        case SQLAlchemyError() | OSError():
            sentence, status = (
                N_("Pith can't use its data: {reason}. `pith doctor` looks at it.", reason=_reason(error)),
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
                _leave_stdout()
            except (typer.Exit, typer.Abort):
                raise
            except Exception as error:
                leave(error)

        return of.command(function.__name__, cls=Verb, help=meaning.to(speech()))(run)

    return register


async def with_local_person(settings: Settings, act: Callable[[App, Person], Awaitable[None]]) -> None:
    """Lets `act` do for the local person what a verb is for; the model is loaded where it is asked for."""
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
