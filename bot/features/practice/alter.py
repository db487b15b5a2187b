"""One thing in a sentence changed: a number, a negation, a term. Pure; the original stays as it is beside it.

What comes out is made to be found wrong by an attentive reader. It is shown as a practice round only, is marked as
altered as soon as the round is answered, and never becomes a highlight.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.features.practice.places import Vocabulary, places_in


class Change(StrEnum):
    """What was changed."""

    NUMBER = "number"
    NEGATION = "negation"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Altered:
    """`original` with `instead` in the place of its slice start:end."""

    original: str
    start: int
    end: int
    instead: str
    change: Change

    @property
    def text(self) -> str:
        return self.original[: self.start] + self.instead + self.original[self.end :]

    @property
    def is_other(self) -> bool:
        """Whether it reads otherwise than the original, case and spaces aside."""
        return "".join(self.text.casefold().split()) != "".join(self.original.casefold().split())


Edit = tuple[int, int, str]

_NUMBER = re.compile(r"(?<![A-Za-z0-9_.,])\d{1,12}(?:[.,]\d+)*(?![A-Za-z0-9_])")
_HAN_NUMBER = re.compile(
    r"[一二三四五六七八九十百千万亿两]{1,8}(?=[年月日天个分秒周次倍种元米岁页章条位名]|小时)"
)
_HAN_DIGITS = "二三四五六七八九"
_COUNTED = re.compile(  # 两个, 两千; but 二月, 二日, 二年级, 二分之一, 二次函数
    r"小时|[千万亿天个秒周倍种米岁页章条位名]|分(?!之)|次(?!方|函数|项|型|曲)|元(?!一次|二次|函数|运算|组)|年(?!级|生|制)"
)
_NOT_COUNTED = re.compile("[第〇零○点初]$")  # 第二个, 二〇〇二年, 三点二倍
_COUNTS = (
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    ("hundred", "thousand", "million", "billion"),
)
LATEST_DAY, LATEST_YEAR, EARLIEST_YEAR = 28, 2100, 1000  # so that a changed date is still one


def _another_number(digits: str, rng: random.Random) -> str:
    """A number of the same look and another value, near enough to be believed."""
    if not digits.isdecimal() or (len(digits) > 1 and digits[0] == "0"):
        at = rng.choice([i for i, each in enumerate(digits) if each.isdecimal()])
        return digits[:at] + rng.choice([d for d in "123456789" if d != digits[at]]) + digits[at + 1 :]
    number = int(digits)
    if number <= LATEST_DAY:
        near = range(max(1, number - 9), min(LATEST_DAY, number + 9) + 1)
    elif EARLIEST_YEAR <= number <= LATEST_YEAR:
        near = range(number - 30, number + 31)
    else:
        near = range(number - number // 3, number + number // 3 + 1)
    other = rng.choice(near)
    while other == number:
        other = rng.choice(near)
    return str(other)


def _numbers(sentence: str, language: str, rng: random.Random) -> Iterable[Edit]:
    if "\\" in sentence:
        return  # a formula: what is altered there is not what the sentence says
    for found in _NUMBER.finditer(sentence):
        yield *found.span(), _another_number(found[0], rng)
    for found in _HAN_NUMBER.finditer(sentence):
        for at, letter in enumerate(found[0], found.start()):
            if letter in _HAN_DIGITS:
                other = rng.choice([d for d in _HAN_DIGITS if d != letter])
                is_counted = at == found.start() and _COUNTED.match(sentence, at + 1)
                is_two = other == "二" and is_counted and not _NOT_COUNTED.search(sentence[:at])
                yield at, at + 1, "两" if is_two else other
    for row in _COUNTS if language.startswith("en") else ():
        for found in re.finditer(rf"\b(?:{'|'.join(row)})\b", sentence, re.IGNORECASE):
            word = rng.choice([w for w in row if w != found[0].lower()])
            yield *found.span(), word.capitalize() if found[0][0].isupper() else word


_EN_DENIED = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|should|must|may|might|does|do|did)"
    r"(?P<no> not\b(?! only)|n['’]t\b)"
    r"|\b(?P<cannot>cannot)\b|\b(?P<cant>can['’]t)\b|\b(?P<wont>won['’]t)\b"
)
_EN_SAID = re.compile(
    r"(?<=\s)(?:is|are|was|were|can|could|should|must|may|might)(?= (?!not\b|n['’]t|only\b|no\b)[a-z])"
)
_EN_OPPOSITES = (
    ("always", "never"),
    ("without", "with"),
    ("more than", "less than"),
    ("higher", "lower"),
    ("largest", "smallest"),
    ("before", "after"),
    *((f"increase{s}", f"decrease{s}") for s in ("", "s", "d")),
    ("increasing", "decreasing"),
)
_ZH_DENIED = re.compile("不(?=能|会(?!儿)|是|可以|应该|可能|需要)|没(?=有)|并不(?=[能会是])")
_ZH_SAID = re.compile(
    "(?<![不没别])(?:可以|能够|应该|可能(?!性)|需要)|(?<![不于但还或总只就也都可要若而正凡这那]|[的])是(?!否|非|不|指|的)"
)
_ZH_MUST = re.compile("(?<!不)必须")
_ZH_OPPOSITES = (("增加", "减少"), ("提高", "降低"), ("上升", "下降"), ("大于", "小于"), ("多于", "少于"))


def _negations(sentence: str, language: str, rng: random.Random) -> Iterable[Edit]:
    if language.startswith("en"):
        yield from _english_negations(sentence)
    elif language.startswith("zh"):
        yield from _chinese_negations(sentence)


def _english_negations(sentence: str) -> Iterable[Edit]:
    for found in _EN_DENIED.finditer(sentence):
        if found["no"]:
            yield *found.span("no"), ""
        else:
            yield *found.span(), "will" if found["wont"] else "can"
    for found in _EN_SAID.finditer(sentence):
        yield *found.span(), "cannot" if found[0] == "can" else f"{found[0]} not"
    yield from _opposites(sentence, _EN_OPPOSITES, r"\b")


def _chinese_negations(sentence: str) -> Iterable[Edit]:
    for found in _ZH_DENIED.finditer(sentence):
        yield *found.span(), ""
    for found in _ZH_SAID.finditer(sentence):
        yield *found.span(), f"不{found[0]}"
    for found in _ZH_MUST.finditer(sentence):
        yield *found.span(), "不必"
    yield from _opposites(sentence, _ZH_OPPOSITES, "")


def _opposites(sentence: str, pairs: Sequence[tuple[str, str]], edge: str) -> Iterable[Edit]:
    for pair in pairs:
        for word, other in (pair, pair[::-1]):
            if word == "with":  # too often no opposite of "without"
                continue
            for found in re.finditer(f"{edge}{word}{edge}", sentence, re.IGNORECASE):
                yield *found.span(), other.capitalize() if found[0][0].isupper() else other


NEAREST = 3  # of the terms that could stand there, how many are drawn from


def swaps_in(sentence: str, vocabulary: Vocabulary) -> Iterable[tuple[int, int, list[str]]]:
    """Each place of a term, and what of its kind could stand there, the likeliest first."""
    for place in places_in(sentence, vocabulary.language):
        if others := vocabulary.of_kind(place, sentence):
            yield place.start, place.end, others


def alter(
    sentence: str, language: str, change: Change, vocabulary: Vocabulary, rng: random.Random
) -> Altered | None:
    """`sentence` with one `change`, or None where it offers no place for it; another term is one of its note's."""
    if change is Change.TERM:
        possible = [
            Altered(sentence, start, end, rng.choice(fitting[:NEAREST]), change)
            for start, end, fitting in swaps_in(sentence, vocabulary)
        ]
    else:
        edits = (_numbers if change is Change.NUMBER else _negations)(sentence, language, rng)
        possible = [Altered(sentence, start, end, instead, change) for start, end, instead in edits]
    possible = [altered for altered in possible if altered.is_other]
    return rng.choice(possible) if possible else None
