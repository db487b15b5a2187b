"""A time of day beside a date, in languages that part words by spaces: "3:30", "half past three", "17h". Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time

from bot.texts.dates.found import NOON, in_the_evening, of_day
from bot.texts.dates.grammar import Grammar
from bot.texts.dates.tongue import Tongue

_CLOCK = re.compile(r"(\d{1,2})(?:\s*(?:[:.h]|Uhr|heures?)\s*(\d{2}))?", re.IGNORECASE)
_TIMES = ("bare", "since", "clock")
_FIGURES = re.compile(r"\d{1,2}(?:[:.]\d{2})?")
_MINUTES = re.compile(r"\s?\d{2}$")
_TWELVE = re.compile(r"12(?:[:.]00)? ")
_PAST = re.compile(r"(half past|(?:a )?quarter (?:past|to)) (\w+)")
_IN_WORDS = re.compile(
    r"([a-z]{3,6})(?: (oh five|[a-z]{3,7}(?:[- ]five)?))?(?= ?(?:[ap]\.?m\b|[ap] m\b|o['’]clock))"
)
_AFTER_NOON = re.compile(r"[1-6](?P<minutes>[:.]\d{2})?(?: ?o['’]clock)?")  # who means the night writes 03


def has_clock(match: re.Match[str], side: str) -> bool:
    """Whether a time stands "before" the date, or "after" it."""
    return any(match[f"{name}_{side}"] for name in _TIMES)


def clock_in(match: re.Match[str], grammar: Grammar, *, is_exact: bool) -> time | None:
    """The time beside the date; of two between which something is, the first."""
    side = "before" if has_clock(match, "before") else "after"
    if bare := match[f"bare_{side}"]:
        return _first_of_two(bare, match[f"until_{side}"], match[0], grammar.tongue, is_exact=is_exact)
    said = match[f"since_{side}"] or match[f"clock_{side}"]
    return clock_of(said, match[0], grammar.tongue, is_exact=is_exact)


def without_clock(match: re.Match[str], grammar: Grammar) -> tuple[int, int]:
    """Where the date begins and ends without the times beside it."""
    start = max(match.start(), *map(match.end, ("clock_before", "until_before", "zone_before")))
    end = min(
        (match.start(f"{name}_after") for name in _TIMES if match[f"{name}_after"]), default=match.end()
    )
    words = match.string[start:end]
    kept = re.sub(
        rf"(?:\s(?:{grammar.tongue.at}|{grammar.tongue.since}))?[\s.,]*$",
        "",
        words.lstrip(" ,)"),
        flags=re.IGNORECASE,
    )
    start = end - len(words.lstrip(" ,)"))
    return start, start + len(kept)


def clock_of(said: str, words: str, tongue: Tongue, *, is_exact: bool = False) -> time | None:
    """The time that was `said`, in the part of the day that the date's `words` name: "tonight at 8" is 20:00.

    `is_exact` where it stands beside a zone or a date in figures: "2:00 UTC" is in the night.
    """
    said = _PAST.sub(lambda match: _in_figures(match, tongue.numbers), said.lower())
    if in_words := _IN_WORDS.match(said):
        said = f"{_spoken(in_words, tongue.numbers)}{said[in_words.end() :].replace(' m', 'm')}"
    clock = _as_said(said)
    if clock is None or clock.hour > NOON or re.search(r"\d\s*a\.?m", said):
        return clock
    if re.search(rf"\b(?:{tongue.evening})\b", words, re.IGNORECASE):
        return in_the_evening(clock.hour, clock.minute)
    is_after_noon = re.search(rf"\b(?:{tongue.afternoon})\b", words, re.IGNORECASE) is not None
    if not is_exact and (bare := _AFTER_NOON.fullmatch(said)) and (tongue.half_days or not bare["minutes"]):
        is_after_noon |= re.search(rf"\b(?:{tongue.morning})\b", words, re.IGNORECASE) is None
    return clock.replace(hour=clock.hour + NOON) if is_after_noon and clock.hour < NOON else clock


def _first_of_two(
    said: str, until: str, words: str, tongue: Tongue, *, is_exact: bool = False
) -> time | None:
    """As `clock_of`, of the first of two times, bare figures to which the second lends what is said with it: 7–9 pm,
    von 10 bis 12 Uhr. The first is not the later one: 11–1 pm."""
    lent = _MINUTES.sub("", _FIGURES.sub("", until, count=1))
    first = clock_of(said + lent, words, tongue, is_exact=is_exact)
    last = clock_of(until, words, tongue, is_exact=is_exact)
    if first and last and first > last and int(re.split("[:.]", said)[0]) <= NOON:
        return first.replace(hour=(first.hour + NOON) % (2 * NOON))
    return first


def _in_figures(match: re.Match[str], numbers: Mapping[str, int]) -> str:
    said, hour = match[1], int(match[2]) if match[2].isdecimal() else numbers[match[2]]
    if said == "half past":
        return f"{hour}:30"
    return f"{hour}:15" if said.endswith("past") else f"{hour - 1 or NOON}:45"


def _spoken(match: re.Match[str], numbers: Mapping[str, int]) -> str:
    """Nine thirty as 9:30."""
    hour, minutes = numbers[match[1]], re.split("[- ]", match[2] or "oh")
    minute = sum(numbers.get(word, 0) for word in minutes)
    return f"{hour}:{minute:02}" if match[2] else f"{hour}"


def _as_said(said: str) -> time | None:
    named = _TWELVE.sub("", said)
    if named in ("noon", "midday", "midi", "mediodía", "mittags", "mezzogiorno", "meio-dia", "meio dia"):
        return time(NOON)
    if named in ("midnight", "minuit", "medianoche", "mezzanotte", "meia-noite", "meia noite"):
        return time(23, 59)
    match = _CLOCK.match(said)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    rest = said[match.end() :].replace(".", "").replace(" ", "")
    if rest.startswith("p") or rest.endswith(("tarde", "noche", "noite", "pomeriggio", "sera")):
        hour += NOON if hour < NOON else 0
    elif rest.startswith("am") and hour == NOON:
        hour = 0
    return of_day(hour, minute)
