"""Dates in languages that part words by spaces: found by `grammar`, read by dateparser. Pure.

dateparser's own search takes "may", "second" and "2 of 2024" for dates and cuts "nächsten Freitag, 15 Uhr" to the
15th. So what a date looks like is said here, narrowly, and dateparser reads only what is one: a day with a month or
a date in figures, by the language's names and the place's order of day and month.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.texts.dates.clock import clock_in, clock_of, has_clock, without_clock
from bot.texts.dates.found import (
    LONGEST_OVERDUE,
    MOST_COUNTED,
    ZONES,
    Deadline,
    from_zone,
    in_week,
    is_likely,
    later,
    month_later,
    not_over,
    nth_weekday,
    on_weekday,
    with_year,
)
from bot.texts.dates.grammar import Grammar, grammar_of
from bot.texts.dates.moved import in_force
from bot.texts.dates.tongue import Unit

LOOKED_BACK_CHARS = 24  # for what stands before a date
SHORT_WEEKDAY_CHARS = 5
ON_A_DAY = ("on", "am", "el", "le", "il")  # "the final Friday" counts days, "the final on Friday" does not
SHORT_WORDS = ("sun", "sat", "wed")  # are words themselves
MONTHS = (0, 1, 2, -1)  # in which "Friday the 27th" is looked for
_OF_A_WEEK = re.compile(  # of a term: nobody knows when that is
    r",?\s+\(?(?:(?:of|in|der|de la|in der) )?(?:(?:week|Woche|semaine|semana) \d|the \w+ week of)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:before|after|following) (?!\d|noon\b|midday\b|midnight\b)")
_NO_WORDS = re.compile(r"\W{0,6}")


def find(
    text: str, language: str, territory: str | None, now: datetime, *, sure_only: bool, is_said: bool
) -> Iterator[Deadline]:
    """The dates in `text`, in its order. `now` is aware, in the person's own zone. `sure_only` and `is_said` as in
    `search`."""
    grammar = grammar_of(language, territory)
    if grammar is None:
        return
    matches = (each for each in grammar.phrase.finditer(text) if not sure_only or _is_sure(each, grammar))
    read = (_read(match, grammar, now, is_said=is_said) for match in matches)
    yield from in_force(text, [found for found in read if found is not None])


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
    found = _date(match, grammar, now)
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
        return match["by"] is not None
    if match["counted"] and not match["by"] and grammar.lasting.fullmatch(match["counted"]):
        return False
    if match["relative"] and match.start() == 0 and not has_clock(match, "after"):
        return bool(match["by"]) or _relative(match, grammar)[1] > 0
    return True


def _is_typed_small(match: re.Match[str], name: str) -> bool:
    """ "due mon 9am", "by fri": a weekday that chats write small, where what stands beside it says that it is one."""
    if name != "weekday":
        return False
    is_last = match["by"] is not None and match["weekday"].lower() not in ("sun", "sat")
    return is_last or has_clock(match, "after")


def _is_weekday_meant(match: re.Match[str], grammar: Grammar) -> bool:
    """A weekday's short form needs a word before it: "by Fri"; one that is a word itself more than "on": "the Sun"."""
    after = match.end("weekday")
    if grammar.weekday_range.match(match.string, after) or _OF_A_WEEK.match(match.string, after):
        return False
    sure = any(match[name] for name in ("by", "this", "next", "next_week_last")) or has_clock(match, "after")
    day = match["weekday"].lower()
    if day in SHORT_WORDS:
        return sure and not re.search(r"\bthe$", match["by"] or "")  # "emitted by the Sun"
    return sure or match["on"] is not None or grammar.language != "en" or len(day) > SHORT_WEEKDAY_CHARS


def _date(match: re.Match[str], grammar: Grammar, now: datetime) -> tuple[date, time | None] | None:
    today = now.date()
    if match["written"] or match["figures"]:
        return _parsed(match, grammar, today)
    if match["weekday_of_day"]:
        weekday = _weekday(match["weekday_of_day"], grammar)
        said = match["day_of_weekday"]
        fitting = _weekday_of_month(int(re.sub(r"\D", "", said)), weekday, today)
        if fitting is None and said.rstrip(".").isdecimal():  # "Freitag 3." may count something else
            return on_weekday(today, weekday), None
        return fitting or _day_of_month(int(re.sub(r"\D", "", said)), today), None
    if match["end_of"]:
        return _end_of_month(match, grammar, today), None
    if match["nth"]:
        return _nth_weekday(match, grammar, today)
    if match["weekday"]:
        weekday = _weekday(match["weekday"], grammar)
        if match["next_week_first"] or match["next_week_last"]:
            return in_week(today, weekday, 1), None
        if match["next"] and grammar.tongue.next_skips_this_week:
            return in_week(today, weekday, 1), None
        is_after_today = match["next"] or match["next_last"]
        return on_weekday(today + timedelta(days=1) if is_after_today else today, weekday), None
    if match["day_only"]:
        return _day_of_month(int(re.sub(r"\D", "", match["day_only"])), today), None
    if match["relative"]:
        return later(now, *_relative(match, grammar))
    number = match["number"].lower()
    count = int(number) if number.isdigit() else grammar.tongue.numbers[number]
    unit = next(unit for pattern, unit in grammar.units if pattern.fullmatch(match["unit"]))
    return later(now, unit, count) if count <= MOST_COUNTED else None


def _weekday(name: str, grammar: Grammar) -> int:
    return grammar.weekdays[name.lower().rstrip(".")]


def _day_of_month(day: int, today: date) -> date:
    """The next such day: of this month, or of the first to come that has it."""
    firsts = (month_later(today, months, 1) for months in range(3))
    days = (month_later(first, 0, day) for first in firsts)
    return next(each for each in days if each.day == day and each >= today)


def _weekday_of_month(day: int, weekday: int, today: date) -> date | None:
    """The next such day of a month that is the weekday, else the last that was."""
    days = [month_later(month_later(today, each, 1), 0, day) for each in MONTHS]
    fitting = [each for each in days if each.day == day and each.weekday() == weekday]
    to_come = [each for each in fitting if each >= today]
    return next(iter(to_come or fitting), None)


def _relative(match: re.Match[str], grammar: Grammar) -> tuple[Unit, int]:
    return next(meaning for pattern, meaning in grammar.relative if pattern.fullmatch(match["relative"]))


def _end_of_month(match: re.Match[str], grammar: Grammar, today: date) -> date:
    month, year = grammar.months[match["end_month"].lower()], match["end_year"]
    if year:
        return month_later(date(int(year), month, 1), 0, 31)
    return with_year(today, lambda year: month_later(date(year, month, 1), 0, 31))


def _nth_weekday(match: re.Match[str], grammar: Grammar, today: date) -> tuple[date, None] | None:
    nth = next(count for pattern, count in grammar.nth if pattern.fullmatch(match["nth"]))
    month, weekday = (
        grammar.months[match["nth_month"].lower()],
        _weekday(match["nth_weekday"], grammar),
    )
    try:
        if match["nth_year"]:
            return nth_weekday(int(match["nth_year"]), month, weekday, nth), None
        return with_year(today, lambda year: nth_weekday(year, month, weekday, nth)), None
    except ValueError:  # the fifth of four
        return None


def _parsed(match: re.Match[str], grammar: Grammar, today: date) -> tuple[date, None] | None:
    """What dateparser reads; without a year as `with_year` has it."""
    words = match["written"] or match["figures"]
    words = words.replace(match["since_day"] or match["since_day_last"] or "", "", 1).replace(",", " ")
    if match["figures"]:
        words = words.rstrip(".").replace(".", "/")  # "3.10." would be ten past three
    with warnings.catch_warnings():
        # dateparser 1.2 reads days without a year through strptime, which Python 3.13 deprecates
        warnings.filterwarnings("ignore", "Parsing dates involving a day of month", DeprecationWarning)
        import dateparser

        found = dateparser.parse(
            " ".join(words.split()),
            languages=[grammar.language],
            settings={
                "DATE_ORDER": grammar.order,
                "PREFER_DATES_FROM": "future",
                "REQUIRE_PARTS": ["day", "month"],
                "PARSERS": ["absolute-time"],
                "RELATIVE_BASE": datetime.combine(today - LONGEST_OVERDUE, time()),
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    if found is None:
        return None
    return _in_fitting_year(found.date(), match, grammar, today), None


def _in_fitting_year(day: date, match: re.Match[str], grammar: Grammar, today: date) -> date:
    """The date in the year in which it is the weekday that was named, where no year was."""
    named = match["weekday_of_written"] or match["weekday_of_figures"]
    has_year = re.search(r"\d{4}|/\d+/", match["written"] or match["figures"])
    if not named or has_year or (day.month, day.day) == (2, 29):
        return day
    weekday = _weekday(named, grammar)
    years = (day, day.replace(year=day.year - 1), day.replace(year=day.year + 1))
    return next((each for each in years if each.weekday() == weekday and is_likely(each, today)), day)
