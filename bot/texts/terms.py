"""The words of a sentence that carry meaning, with their offsets. Pure.

Chinese writes no spaces: there, what stands between common words and letters counts as one term.
"""

from __future__ import annotations

import re
from functools import lru_cache

import stopwordsiso

from model import main_code

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
HAN_TERM = range(2, 7)  # characters
LEAST_LETTERS = 4
_JOINING = (
    "的了是在和与把被也都就而及或到从使让将对它他我你们很并这那里中其能会不可有以为等时用着地得个种每可说"
)
_WORD = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*")


@lru_cache
def common_words(language: str) -> frozenset[str]:
    """Words of a language that carry little by themselves."""
    tongue = main_code(language)
    return frozenset(stopwordsiso.stopwords(tongue)) if stopwordsiso.has_lang(tongue) else frozenset()


@lru_cache
def _between(language: str) -> re.Pattern[str]:
    """What separates terms in Chinese: common words of two or more letters, and the joining letters."""
    words = sorted(
        (w for w in common_words(language) if len(w) > 1 and re.fullmatch(f"[{HAN}]+", w)),
        key=len,
        reverse=True,
    )
    return re.compile("|".join([*map(re.escape, words), f"[{_JOINING}]"]))


def terms_in(sentence: str, language: str) -> list[tuple[int, int]]:
    """(start, end) of each term, in order. The first word of a spaced language is none: its capital says nothing."""
    found: list[tuple[int, int]] = []
    common = common_words(language)
    for word in _WORD.finditer(sentence):
        if re.match(f"[{HAN}]", word[0]):
            at = word.start()
            for gap in [*_between("zh").finditer(word[0]), None]:
                end = word.start() + gap.start() if gap else word.end()
                if end - at in HAN_TERM:
                    found.append((at, end))
                at = word.start() + gap.end() if gap else end
        elif len(word[0]) >= LEAST_LETTERS and word.start() and word[0].casefold() not in common:
            found.append(word.span())
    return found


def resembling(term: str, others: list[str]) -> list[str]:
    """`others` by how well they could stand in the place of `term`: as a name, by their ending, by length."""

    def unlike(other: str) -> tuple[bool, bool, int]:
        return other[0].isupper() != term[0].isupper(), other[-1] != term[-1], abs(len(other) - len(term))

    return sorted(others, key=unlike)
