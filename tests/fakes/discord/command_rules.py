"""What Discord asks of application commands when they are registered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tests.fakes.discord.refusals import Problems

LOCALES = frozenset(
    [
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
    ]
)
# Discord's own: ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, and the lower-case form of any letter that has one
NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER, ATTACHMENT = 1, 2, 3, 4, 10, 11
MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
ALL_CHARACTERS = 8000
Json = dict[str, Any]
Place = tuple[str | int, ...]


def check_commands(commands: Sequence[Json]) -> None:
    """Refuse a set of commands as Discord would: names, lengths, options, contexts, translations, counts."""
    problems = Problems()
    seen: set[tuple[int, str]] = set()
    counts: dict[int, int] = {}
    for index, one in enumerate(commands):
        kind = one.get("type") or SLASH
        counts[kind] = counts.get(kind, 0) + 1
        check_command(problems, one, (index,))
        key = (kind, str(one.get("name")))
        if key in seen:
            said = "Application command names must be unique"
            problems.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", said)
        seen.add(key)
    for kind, count in counts.items():
        if count > MOST.get(kind, 1):
            problems.add((), "BASE_TYPE_MAX_LENGTH", f"At most {MOST.get(kind, 1)} commands of type {kind}.")
    problems.raise_any()


def check_command(problems: Problems, one: Json, at: Place) -> None:
    kind = one.get("type") or SLASH
    slash = kind == SLASH
    _name(problems, one, at, slash)
    _translations(problems, one, "name", at, slash)
    if slash:
        _described(problems, one, at)
        _options(problems, one.get("options") or [], (*at, "options"), depth=0)
        if _size(one) > ALL_CHARACTERS:
            said = f"Command exceeds maximum size ({ALL_CHARACTERS})"
            problems.add(at, "APPLICATION_COMMAND_TOO_LARGE", said)
    elif one.get("description") or one.get("options"):
        problems.add((*at, "description"), "APPLICATION_COMMAND_CONTEXT_MENU", "Context menus have neither.")
    for key, known in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        given = one.get(key)
        if given is not None and (not given or len(set(given)) != len(given) or not set(given) <= known):
            problems.add((*at, key), "BASE_TYPE_CHOICES", f"Values must be distinct and of {sorted(known)}.")


def _name(problems: Problems, one: Json, at: Place, strict: bool) -> None:
    name = one.get("name")
    if not isinstance(name, str):
        problems.required((*at, "name"))
        return
    problems.too_long((*at, "name"), name, 32, 1)
    if strict and (not NAME.fullmatch(name) or name != name.lower()):
        problems.add((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _described(problems: Problems, one: Json, at: Place) -> None:
    if not one.get("description"):
        problems.required((*at, "description"))
    problems.too_long((*at, "description"), one.get("description"), 100)
    _translations(problems, one, "description", at, False)


def _translations(problems: Problems, one: Json, key: str, at: Place, strict: bool) -> None:
    for locale, text in (one.get(f"{key}_localizations") or {}).items():
        place = (*at, f"{key}_localizations", locale)
        if locale not in LOCALES:
            problems.add(place, "BASE_TYPE_CHOICES", "Not a locale Discord knows.")
        problems.too_long(place, text, 32 if key == "name" else 100, 1)
        if strict and isinstance(text, str) and (not NAME.fullmatch(text) or text != text.lower()):
            problems.add(place, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _options(problems: Problems, options: list[Json], at: Place, depth: int) -> None:
    if len(options) > 25:
        problems.add(at, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    names = [option.get("name") for option in options]
    nesting = [option.get("type") in (SUBCOMMAND, GROUP) for option in options]
    if any(nesting) and not all(nesting):
        problems.add(
            at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands and options cannot be mixed"
        )
    optional_met = False
    for index, option in enumerate(options):
        place = (*at, index)
        _option(problems, option, place, depth)
        if names.index(option.get("name")) != index:
            said = "Option names must be unique"
            problems.add((*place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", said)
        if option.get("required") and optional_met:
            said = "Required options must be placed before non-required options"
            problems.add(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", said)
        optional_met = optional_met or not option.get("required")


def _option(problems: Problems, option: Json, at: Place, depth: int) -> None:
    kind = option.get("type")
    _name(problems, option, at, True)
    _translations(problems, option, "name", at, True)
    _described(problems, option, at)
    if kind not in range(1, 12) or (kind == GROUP and depth) or (kind == SUBCOMMAND and depth > 1):
        problems.add((*at, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "This type cannot be here")
        return
    if kind in (SUBCOMMAND, GROUP):
        inner = option.get("options") or []
        if kind == GROUP and not inner:
            problems.required((*at, "options"))
        _options(problems, inner, (*at, "options"), 2 if kind == SUBCOMMAND else 1)
        return
    if option.get("autocomplete") and (option.get("choices") or kind not in (STRING, INTEGER, NUMBER)):
        said = "Autocomplete cannot stand beside choices, or on this type"
        problems.add((*at, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE", said)
    check_choices(problems, option.get("choices") or [], (*at, "choices"))


def check_choices(problems: Problems, choices: list[Json], at: Place) -> None:
    """Choices of an option, or an autocomplete's answer: at most 25, names and texts of 1 to 100 characters."""
    if len(choices) > 25:
        problems.add(at, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(choices):
        if not isinstance(choice.get("name"), str) or "value" not in choice:
            problems.required((*at, index, "name" if "value" in choice else "value"))
            continue
        problems.too_long((*at, index, "name"), choice["name"], 100, 1)
        _translations(problems, choice, "name", (*at, index), False)
        if isinstance(choice["value"], str):
            problems.too_long((*at, index, "value"), choice["value"], 100)


def _size(one: Json) -> int:
    """Characters of all names, descriptions and values, the longest translation of each counting."""
    longest = 0
    for key in ("name", "description"):
        texts = [one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()]
        longest += max(len(text) for text in texts)
    value = one.get("value")
    inner = [*(one.get("options") or []), *(one.get("choices") or [])]
    return longest + (len(value) if isinstance(value, str) else 0) + sum(_size(each) for each in inner)
