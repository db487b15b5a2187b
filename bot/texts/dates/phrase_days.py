"""Which day a date names that `phrases` found, in languages that part words by spaces. Pure."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time, timedelta

from bot.texts.dates.found import (
    LONGEST_OVERDUE,
    MOST_COUNTED,
    in_week,
    is_likely,
    later,
    month_later,
    nth_weekday,
    on_weekday,
    with_year,
)
from bot.texts.dates.grammar import Grammar
from bot.texts.dates.tongue import Unit

MONTHS = (0, 1, 2, -1)  # in which "Friday the 27th" is looked for
_ORDINAL_SIGN = re.compile(r"(?<=\d)[º°]")


def day_of(match: re.Match[str], grammar: Grammar, now: datetime) -> tuple[date, time | None] | None:
    """What a match of the grammar's `phrase` names, with the time that is counted as well; None where there is none."""
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
        return later(now, *relative(match, grammar))
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


def relative(match: re.Match[str], grammar: Grammar) -> tuple[Unit, int]:
    """What the words count from today."""
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
    words = _ORDINAL_SIGN.sub("", words)
    if match["in_words"]:
        words = grammar.days_in_words.sub(lambda day: _in_figures(day[1], grammar), words, count=1)
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


def _in_figures(day: str, grammar: Grammar) -> str:
    return str(grammar.tongue.days_in_words["-".join(day.lower().split())])


def _in_fitting_year(day: date, match: re.Match[str], grammar: Grammar, today: date) -> date:
    """The date in the year in which it is the weekday that was named, where no year was."""
    named = match["weekday_of_written"] or match["weekday_of_figures"]
    has_year = re.search(r"\d{4}|/\d+/", match["written"] or match["figures"])
    if not named or has_year or (day.month, day.day) == (2, 29):
        return day
    weekday = _weekday(named, grammar)
    years = (day, day.replace(year=day.year - 1), day.replace(year=day.year + 1))
    return next((each for each in years if each.weekday() == weekday and is_likely(each, today)), day)
