"""What Typer says by itself around the verbs, in the terminal's language: headings of help, what is wrong with a call.

Typer looks a few of its words up with gettext, in a catalogue that it does not bring and once, when it is imported; its
errors it does not look up at all. So its English is matched here, sentence by sentence, and what is not known stays as
it is. Nothing of Typer's that is private is touched.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from bot.locales import N_, Message, best_language, run_on

ERRORS = (
    N_("Missing argument '{name}'."),
    N_("Missing option '{name}'."),
    N_("Missing command."),
    N_("No such option: {name}"),
    N_("No such command '{name}'."),
    N_("Option '{name}' requires an argument."),
    N_("Option '{name}' requires {count} arguments."),
    N_("Option '{name}' does not take a value."),
    N_("Argument '{name}' takes {count} values."),
    N_("Got unexpected extra argument(s) ({words})"),
    N_("Invalid value for '{name}': {reason}"),
    N_("Invalid value: {reason}"),
)
HINTS = (N_("Did you mean {names}?"), N_("(Possible options: {names})"))
TITLES = {
    "ARGUMENTS_PANEL_TITLE": N_("Arguments"),
    "OPTIONS_PANEL_TITLE": N_("Options"),
    "COMMANDS_PANEL_TITLE": N_("Commands"),
    "DEFAULT_STRING": N_("[default: {}]"),
    "ENVVAR_STRING": N_("[env var: {}]"),
    "REQUIRED_LONG_STRING": N_("[required]"),
}
USAGE, LEAVES = N_("Usage: "), N_("Show this message and exit.")
PIECES = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
_HINTED = re.compile(r"(?P<said>.+?) (?P<hint>Did you mean .+\?|\(Possible options: .+\))")


def speech() -> str:
    """The language of this terminal, from the variables gettext reads, in its order."""
    return best_language(*(os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")))


def in_words(error: str, language: str) -> str:
    """What Typer says is wrong with a call, as sentences of `language`."""
    if language == "en":
        return error if not error or error.endswith((".", "?")) else f"{error}."
    hinted = _HINTED.fullmatch(error)
    parts = [(hinted["said"], ERRORS), (hinted["hint"], HINTS)] if hinted else [(error, ERRORS)]
    return run_on((_translated(said, known, language) for said, known in parts), language)


def _translated(said: str, known: tuple[Message, ...], language: str) -> str:
    for sentence in known:
        if found := _pattern(sentence.text).fullmatch(said):
            return Message(sentence.text, found.groupdict()).to(language)
    return said


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """What is said with some values in place of the names in braces; with or without its full stop."""
    parts = re.split(r"\{(\w+)\}", sentence.removesuffix("."))
    named = (f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named) + r"\.?", re.DOTALL)


if TYPE_CHECKING:
    _Command = TyperCommand
else:
    _Command = object


class _Spoken(_Command):
    """A command whose help is in the terminal's language."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = LEAVES.to(speech())
        return option

    def get_usage(self, ctx: Any) -> str:
        return super().get_usage(ctx).replace(USAGE.text, USAGE.to(speech()), 1)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        said = {piece.text: piece.to(speech()) for piece in PIECES}
        return [said.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils  # takes a while, and help alone needs it

        for name, title in TITLES.items():
            setattr(rich_utils, name, title.to(speech()))
        super().format_help(ctx, formatter)


class Verb(_Spoken, TyperCommand):
    """One verb of `pith`."""


class Verbs(_Spoken, TyperGroup):
    """Several verbs below one name."""
