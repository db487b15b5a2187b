"""Dates in languages that part words by spaces: found by `grammar`, read by dateparser. Pure.

dateparser's own search takes "may", "second" and "2 of 2024" for dates and cuts "nächsten Freitag, 15 Uhr" to the
15th. So what a date looks like is said here, narrowly, and dateparser reads only what is one: a day with a month or
a date in figures, by the language's names and the place's order of day and month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.dates.appointments import attended
from bot.texts.dates.clock import clock_in, clock_of, has_clock, without_clock
from bot.texts.dates.found import ZONES, Deadline, from_zone, is_likely, not_over
from bot.texts.dates.grammar import Grammar, grammar_of
from bot.texts.dates.moved import in_force
from bot.texts.dates.phrase_days import day_of, relative
from bot.texts.dates.tongue import Unit

LOOKED_BACK_CHARS = 24  # for what stands before a date
SHORT_WEEKDAY_CHARS = 5
ON_A_DAY = ("on", "am", "el", "le", "il")  # "the final Friday" counts days, "the final on Friday" does not
SHORT_WORDS = ("sun", "sat", "wed")  # are words themselves
_OF_A_WEEK = re.compile(  # of a term: nobody knows when that is
    r",?\s+\(?(?:(?:of|in|der|de la|in der) )?(?:(?:week|Woche|semaine|semana) \d|the \w+ week of)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:before|after|following) (?!\d|noon\b|midday\b|midnight\b)")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"\s?[(（]\s?")
_CLOSING = re.compile(r"\s?[)）]")
_NO_WORDS = re.compile(r"\W{0,6}")


def find(
    text: str, language: str, territory: str | None, now: datetime, *, sure_only: bool, is_said: bool
) -> Iterator[Deadline]:
    """The dates in `text`, in its order. `now` is aware, in the person's own zone. `sure_only` and `is_said` as in
    `search`."""
    grammar = grammar_of(language, territory)
    if grammar is None:
        return
    matches = list(grammar.phrase.finditer(text))
    found: list[Deadline] = []
    for match, behind in zip(matches, [*matches, None][1:], strict=True):
        is_within = bool(found) and match.start() < found[-1].end  # of the brackets behind another
        if is_within or (sure_only and not _is_sure(match, grammar)):
            continue
        if (read := _read(match, grammar, now, is_said=is_said)) is not None:
            found.append(_explained(read, match, behind, grammar, now))
    yield from in_force(text, found)


def _explained(
    read: Deadline, match: re.Match[str], behind: re.Match[str] | None, grammar: Grammar, now: datetime
) -> Deadline:
    """With the date in brackets behind a day that is counted, which says which one is meant: by Friday (4 December)."""
    if not (match["weekday"] or match["relative"]) or behind is None:
        return read
    text = match.string
    if not (behind["written"] or behind["figures"]) or not _OPENING.fullmatch(text, read.end, behind.start()):
        return read
    closing = _CLOSING.match(text, behind.end())
    day = day_of(behind, grammar, now) if closing else None
    if not closing or not day or (match["weekday"] and day[0].weekday() != read.due_on.weekday()):
        return read
    words = text[read.start : closing.end()]
    return replace(read, words=words, end=closing.end(), due_on=day[0])


def _is_sure(match: re.Match[str], grammar: Grammar) -> bool:
    """ "due 4 December", "Abgabe: 11.12.2026"; not "by 4 December", for so history is told ("By 7 March …")."""
    if match["by"] is not None and grammar.is_due.match(match["by"]) is not None:
        return True
    return _due_behind(match, grammar) is not None


def _due_behind(match: re.Match[str], grammar: Grammar) -> re.Match[str] | None:
    """ "March 5: essay due", or "due by 5 pm"."""
    if not (match["written"] or match["figures"]) or not _NO_WORDS.fullmatch(match.string, 0, match.start()):
        return None
    return grammar.due_behind.match(match.string, match.end())


def _read(match: re.Match[str], grammar: Grammar, now: datetime, *, is_said: bool) -> Deadline | None:
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - LOOKED_BACK_CHARS) : start]
    is_range = match["since_day"] or match["since_day_last"]  # its last day counts, even after "from"
    if not _is_meant(match, before, grammar):
        return None
    if not is_range and grammar.ends_in_a_day.search(before):
        return None
    if grammar.counts_from.match(match["by"] or "") and grammar.ends_in_a_span.search(before):
        return None
    if not is_range and not match["by"] and grammar.never_after.search(before):
        return None
    found = day_of(match, grammar, now)
    if found is None:
        return None
    day, clock = found
    zone = match["zone_before"] or match["zone_after"]
    due_behind = _due_behind(match, grammar)
    if has_clock(match, "before") or has_clock(match, "after"):
        clock = clock_in(match, grammar, is_exact=bool(zone or (match["figures"] or "")[:4].isdigit()))
        if clock is None:  # 25:00 is not of what is read
            start, end = without_clock(match, grammar)
    elif due_behind and due_behind["clock"]:
        clock = clock_of(due_behind["clock"], match[0], grammar.tongue, is_exact=bool(zone))
    if match["weekday"] and is_said:
        day = not_over(day, clock, ZoneInfo(ZONES[zone]) if zone else now.tzinfo, now)
    if clock and zone:
        day, clock = from_zone(day, clock, ZONES[zone], now)
    if not is_likely(day, now.date()):
        return None
    is_last = match["by"] is not None or match["within"] is not None or due_behind is not None
    return Deadline(text[start:end], start, end, day, clock, is_last)


def _is_meant(match: re.Match[str], before: str, grammar: Grammar) -> bool:
    """Not for words that only look like a date: "may 3 times", "Guten Morgen", "Monday to Friday", "Today we …"."""
    if grammar.past_behind.match(match.string, match.end()):
        return False
    for name in ("written", "weekday", "weekday_of_day", "relative", "end_month", "nth_weekday", "nth_month"):
        for word in re.findall(r"[^\W\d_]+", match[name] or ""):
            lower = word.lower()
            if lower in grammar.tongue.capital and word[0].islower() and not _is_typed_small(match, name):
                return False
            if lower in grammar.tongue.small and not word[0].islower():
                return False
    if match["weekday"]:
        leads_in = match.string[match.start() : match.start("weekday")].strip().lower()
        is_nth = leads_in not in ON_A_DAY and grammar.after_nth.search(before)
        is_that = before.lower().endswith("the ") and _BESIDE.match(
            match.string, match.end()
        )  # the one before a day
        return not is_nth and not is_that and _is_weekday_meant(match, grammar)
    if match["weekday_of_day"] and match["weekday_of_day"].lower().rstrip(".") in SHORT_WORDS:
        return not re.search(r"\bthe$", match["by"] or "the")  # "warmed by the Sun the 3rd planet"
    if match["short"]:
        is_timed = match["on"] and has_clock(match, "after")
        return (
            bool(match["by"] or match["weekday_of_figures"] or is_timed)
            or _due_behind(match, grammar) is not None
        )
    if match["day_only"]:
        return match["by"] is not None or _is_appointments(match, grammar)
    if match["in_words"] and not (match["by"] or match["on"] or match["weekday_of_written"]):
        is_first = match["in_words"].split()[0].lower() in grammar.tongue.capital  # "March first, then rest"
        return not is_first and not before.lower().endswith("in ")  # "in April first of all"
    if match["counted"] and not match["by"] and grammar.lasting.fullmatch(match["counted"]):
        return False
    if match["relative"] and match.start() == 0 and not has_clock(match, "after"):
        return bool(match["by"]) or relative(match, grammar)[1] > 0
    return True


def _is_typed_small(match: re.Match[str], name: str) -> bool:
    """ "due mon 9am", "by fri", "on mon": a weekday that chats write small, where what stands beside it says that it
    is one."""
    if name != "weekday":
        return False
    leading = match["by"] or match["on"] or (match["next"] and match["weekday"].lower() != "wed")
    is_led = leading is not None and match["weekday"].lower() not in ("sun", "sat")
    return is_led or has_clock(match, "after")


def _is_appointments(match: re.Match[str], grammar: Grammar) -> bool:
    """Whether something to be there for is on a day of a month that nobody names: “The midterm is on the 11th”."""
    if match["on"] is None or not attended(match.string, [match.span()]):
        return False
    return not any(_is_month(word[0], grammar) for word in _WORD.finditer(match.string))


def _is_month(word: str, grammar: Grammar) -> bool:
    lower = word.lower()
    if lower in grammar.months:
        return not (lower in grammar.tongue.capital and word[0].islower())
    return any(unit is Unit.MONTH and pattern.fullmatch(word) for pattern, unit in grammar.units)


def _is_weekday_meant(match: re.Match[str], grammar: Grammar) -> bool:
    """A weekday's short form needs a word before it: "by Fri"; one that is a word itself more than "on": "the Sun"."""
    after = match.end("weekday")
    if grammar.weekday_range.match(match.string, after) or _OF_A_WEEK.match(match.string, after):
        return False
    leading = ("by", "this", "next", "next_week_last", "next_last")
    sure = any(match[name] for name in leading) or has_clock(match, "after")
    day = match["weekday"].lower()
    if day in grammar.tongue.weekdays_alone:
        return sure
    if day in SHORT_WORDS:
        return sure and not re.search(r"\bthe$", match["by"] or "")  # "emitted by the Sun"
    return sure or match["on"] is not None or grammar.language != "en" or len(day) > SHORT_WEEKDAY_CHARS
