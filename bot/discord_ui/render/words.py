"""Discord's limits, and text that stays inside them and is taken for nothing but text. Lengths are counted in UTF-16
units, the strictest way there is."""

from __future__ import annotations

import re
from collections.abc import Callable

import discord

from bot.locales import Message
from bot.texts.visible import visible

CONTENT_UNITS = 2_000
TITLE_UNITS = 256
DESCRIPTION_UNITS = 4_096
EMBEDS_UNITS = 6_000  # over all embeds of a message
EMBEDS = 10
CHOICES = 25
CHOICE_UNITS = 100
FILE_BYTES = 8 * 2**20  # Discord takes 10 MiB, with everything around the file
FILE_DESCRIPTION_UNITS = 1_024
FIRST_LINE_UNITS = 2_000
COLOUR = discord.Colour(0x2F6F6A)
MARKS = re.compile(r"""(?P<address>(?:https?|steam)://[^\s<]+[^<.,:;"'\]\s])|[\\`*_~|<>\[\]@#]""")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # from here on text runs the other way


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """`text`, or as much of its beginning as `limit` units hold with a … after it."""
    if units(text) <= limit:
        return text
    kept = text[:limit]
    while units(kept) >= limit:  # one unit is for the …
        kept = kept[: len(kept) - max(1, (units(kept) - limit) // 2)]
    return kept.rstrip("\\ \n") + "…"  # a lone backslash would take the mark from what follows


def inert(text: str) -> str:
    """`text` on one line, with nothing in it that Discord would take for its own: it shows what was written."""
    return escaped(" ".join(text.split()))


def unlinked(text: str) -> str:
    """As `inert`, and no address in it can be pressed, nor what follows be turned around: for what others than the
    reader have written."""
    return re.sub(r"[\\`*_~|<>\[\]()@#:]", r"\\\g<0>", " ".join(TURNS.sub("", text).split()))


def inert_words(words: Message) -> Message:
    """A sentence of ours, the values in it made inert: a file's name, what was searched for."""
    return _with_values(words, inert)


def unlinked_words(words: Message) -> Message:
    """A sentence of ours, the values in it unlinked: what others call something."""
    return _with_values(words, unlinked)


def _with_values(words: Message, change: Callable[[str], str]) -> Message:
    values = {key: change(each) if isinstance(each, str) else each for key, each in words.values.items()}
    return Message(words.text, values)


def escaped(text: str) -> str:
    """`text` with its marks escaped; not in addresses of pages, where Discord takes a backslash for a letter."""
    return re.sub(MARKS, lambda found: found[0] if found["address"] else f"\\{found[0]}", text)


def lines_inert(text: str) -> str:
    """As `inert`, line by line, so that paragraphs stay and no line becomes a list or a quote."""
    return re.sub(r"(?m)^(\s*)([-+]|\d+\.)", lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped(text))


def choice_name(title: str) -> str:
    """A title as autocomplete and menus show it: never empty, never too long, and nothing in it turns text around."""
    return shorten(visible(title), CHOICE_UNITS) or "–"
