"""Names in the order in which people look for them: Latin and other letters without case and accents, then Chinese by
pinyin. Pure.

Pinyin comes from pypinyin, which knows words: 重庆 is chóngqìng, where single letters' readings, and ICU's order, say
zhòng. Its dictionaries take a tenth of a second and 57 MB, so they are read in a thread, and when a Chinese name is
first put in order.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from bot.texts.terms import HAN

_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile(f"(?P<han>[{HAN}]+)|[^{HAN}]+")

T = TypeVar("T")
Key = tuple[tuple[int, str, str], ...]


async def by_name(things: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """The things in the order of their names; alike ones as they came."""
    given = list(things)
    if any(_HAN.search(name(each)) for each in given):
        return await asyncio.to_thread(_sorted, given, name)
    return _sorted(given, name)


def _sorted(things: list[T], name: Callable[[T], str]) -> list[T]:
    return sorted(things, key=lambda each: _place(name(each)))


def _place(name: str) -> Key:
    """Each Chinese letter with its reading and tone, what stands between them folded; then the name as it is."""
    found: list[tuple[int, str, str]] = []
    for run in _RUN.finditer(name):
        if run["han"]:
            from pypinyin import Style, lazy_pinyin

            read = lazy_pinyin(run[0], Style.TONE3, neutral_tone_with_five=True)
            read = read if len(read) == len(run[0]) else list(run[0])  # rare letters have no reading
            found += [(1, syllable, letter) for syllable, letter in zip(read, run[0], strict=True)]
        else:
            found.append((0, _plain(run[0]), ""))
    return *found, (-1, name, "")


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()
