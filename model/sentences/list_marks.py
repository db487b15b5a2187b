"""Which lines are items of a list, and where an item's words begin after its mark. Pure, linear.

Reached by `layout`. An initial (J. Smith), the day of a date (24. Dezember, 2. Weltkrieg) and the end of a Korean word
(다.) are no marks; dates under each other are items whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_uppercase

from model.language import HAN, KANA, PAST_HANGUL

_NUMERALS = "一二三四五六七八九十"
_SYLLABLES = "가나다라마바사아자차카타파하"  # with which Korean counts
_STARS = "★☆※◆◇►➤➢❖✦📌📍👉🔹🔸🔶🔷"  # ★ 4.5 and ★★★★☆ are marks of another kind
_BOXES = "☐⬜🔲❏❐❑❒▢□"  # of two in a line one is to be chosen
_MARK = re.compile(
    r"\s*(?:[-*+•‣▪●○◦■–—·]\s+|・|[(（]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)）]\s+(?![:;,.|])|\[ \]\s+"
    rf"|[{_BOXES}]\ufe0f?\s*(?![^\n]{{0,120}}[{_BOXES}])|[{_STARS}]\ufe0f?(?![{_STARS}\W]*\d)\s*(?=[\w“「《【\"(（])|(?:\d\ufe0f?\u20e3|🔟)\s*"
    rf"|[(（]?[{_SYLLABLES}][.)）]\s+|\d{{1,3}}(?:[、．]|[.)）](?=[{HAN}{KANA}]))|[{_NUMERALS}]{{1,3}}、|[(（][{_NUMERALS}\d]{{1,3}}[)）])"
)
_TICKED = re.compile(r"\s*(?=(?:\[[xX]\]|[☑☒✅✔✓✗✘❌🗹]\ufe0f?)\s*\S)")  # stays, to tell that it is done
_IN_CIRCLE = re.compile("[①-⑳⑴-⒇❶-❿➀-➓]")
_CIRCLED = re.compile(rf"\s*({_IN_CIRCLE.pattern})\s*")
_NUMBER = re.compile(rf"\d+|[{_NUMERALS}]+")
_CAPITAL = re.compile(r"\s*([A-Z])\.\s")
_SYLLABLE = re.compile(rf"\s*[(（]?([{_SYLLABLES}])[.)）]\s")
MONTHS = (  # of the languages that write a full stop after the day
    r"(?:Jänner|Januar|Feber|Februar|März|April|Mai|Juni|Juli|August|September|Oktober"
    r"|November|Dezember|januar|februar|marts|mars|april|mai|maj|juni|juli|august|september|oktober|november"
    r"|desember|december|\w+kuuta|ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu"
    r"|prosince|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia)(?!\w)"
)
_DATE = re.compile(rf"\s*(?:[12]?\d|3[01])\.\s+(?:{MONTHS}|(?:Dünya Savaş|Yüzyıl|Weltkrieg|Jahrhundert)\w*)")
_DIVIDED = re.compile(rf"[{PAST_HANGUL}니는있없이한된인간온]\s*$")  # 냈습니⏎다.
_COUNTED = {
    first + second for letters in (ascii_uppercase, _SYLLABLES) for first, second in pairwise(letters)
} | {"QA", "AQ"}


def list_marks(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each of `lines`, given as (start, end), that is an item: its index, and where its words begin in the text."""
    names = {*_uncounted(_CAPITAL, text, lines), *_uncounted(_SYLLABLE, text, lines)}
    counted = dict(_counted(text, lines))
    dates = {i for i, line in enumerate(lines) if _DATE.match(text, *line)}
    left_out = names | dates
    found = {
        i: mark.end()
        for i, (start, end) in enumerate(lines)
        if i not in left_out and (mark := _TICKED.match(text, start, end) or _MARK.match(text, start, end))
    }
    found |= counted
    found |= {i: lines[i][0] for i in dates if {i - 1, i + 1} & dates}
    return {i: begins for i, begins in found.items() if begins < lines[i][1]}


def _counted(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Which lines begin with a number in a circle, and where their words do: the line of one before or after stands
    somewhere as well, for in a wrapped paragraph any word may begin a line."""
    if not _IN_CIRCLE.search(text):
        return
    found = [(i, mark) for i, line in enumerate(lines) if (mark := _CIRCLED.match(text, *line))]
    for at, (i, mark) in enumerate(found):
        near = found[max(0, at - 1) : at] + found[at + 1 : at + 2]
        if any(abs(ord(mark[1]) - ord(other[1])) == 1 for _, other in near):
            yield i, mark.end()


def number_of(mark: str) -> tuple[str, int] | None:
    """What sort of mark it is and what it counts: `2. ` is ("#.", 2), `（三）` is ("（一）", 3); None for a bullet or a
    letter."""
    if (found := _NUMBER.search(mark)) is None:
        return None
    digits = found[0]
    if digits.isdecimal():
        return mark.replace(digits, "#").strip(), int(digits)
    tens, ten, ones = digits.rpartition("十")
    count = (10 * (_NUMERALS.find(tens) + 1 if tens else 1) if ten else 0) + _NUMERALS.find(ones or "零") + 1
    return mark.replace(digits, "一").strip(), count


def _uncounted(letter: re.Pattern[str], text: str, lines: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The indices of lines that begin with somebody's initial, or the end of a word that was divided: the `letter`
    before it and the one after, wherever they stand, do not count up to it or on from it. A question (Q.) and its
    answer (A.) count as well."""
    found = [(i, begun[1]) for i, line in enumerate(lines) if (begun := letter.match(text, *line))]
    counted = {i for (a, one), (b, other) in pairwise(found) if one + other in _COUNTED for i in (a, b)}
    yield from (
        i for i, said in found if i not in counted or (said == "다" and _ends_divided(text, lines[i - 1 : i]))
    )


def _ends_divided(text: str, above: Sequence[tuple[int, int]]) -> bool:
    """Whether the line above ends as Korean words begin whose last syllable is 다."""
    return any(_DIVIDED.search(text[max(start, end - 3) : end]) for start, end in above)
