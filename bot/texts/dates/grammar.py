"""What a date looks like in a language: `tongues` and CLDR's names compiled to one pattern. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from bot.texts.dates.found import ZONES
from bot.texts.dates.tongue import NEVER, Tongue, Unit
from bot.texts.dates.tongues import TONGUES
from model import main_code

WIDTHS = ("wide", "abbreviated")
CONTEXTS = ("format", "stand-alone")
_NOT_COUNTED = (  # by an ordinal behind a month: "December second graders"
    r"(?!\s+(?:weeks?|half|quarter|parts?|times?|rounds?|drafts?|issue|edition|years?|grade\w*|place|person|semester|term"
    r"|class|floor|day|century|of|thing|to)\b)"
)
_YEAR_IN_WORDS = r"(?:ten|twenty|[a-z]{3,6}teen|two thousand)\s+(?:hundred|and|oh|ten|[a-z]{3,6}t(?:een|y))"
ARTICLE = "(?: the| le| la| el| den| der| dem| il| o| a)?"  # may stand between


class Grammar(NamedTuple):
    """A language's patterns, compiled, and what its words stand for."""

    tongue: Tongue
    language: str
    order: str
    phrase: re.Pattern[str]
    weekdays: dict[str, int]
    relative: list[tuple[re.Pattern[str], tuple[Unit, int]]]
    units: list[tuple[re.Pattern[str], Unit]]
    months: dict[str, int]
    days_in_words: re.Pattern[str]
    nth: list[tuple[re.Pattern[str], int]]
    after_nth: re.Pattern[str]  # of something that is not named: "the second" before "Friday"
    past_behind: re.Pattern[str]
    is_due: re.Pattern[str]
    due_behind: re.Pattern[str]
    lasting: re.Pattern[str]
    never_after: re.Pattern[str]
    ends_in_a_span: re.Pattern[str]  # so that "before Friday" behind it is counted from
    counts_from: re.Pattern[str]
    ends_in_a_day: re.Pattern[str]  # so that what follows is the end of a stretch: "Monday until"
    weekday_range: re.Pattern[str]


def _any(words: list[str]) -> str:
    """An alternative of plain words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or NEVER


def _numbers(tongue: Tongue) -> str:
    return rf"(?:\d{{1,3}}|{_any(list(tongue.numbers))})"


def _in_words(tongue: Tongue) -> str:
    return _any(list(tongue.days_in_words)).replace(r"\-", "[- ]")


def _names(names: dict[int, str]) -> dict[str, int]:
    return {name.rstrip(".").lower(): number for number, name in names.items()}


@lru_cache(maxsize=64)
def grammar_of(language: str, territory: str | None) -> Grammar | None:
    code = main_code(language)
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
    tongue = TONGUES.get(code, Tongue())
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    shortened: dict[str, int] = {}
    for context in CONTEXTS:
        for width in WIDTHS:
            months |= _names(dict(get_month_names(width, context, locale)))  # type: ignore[arg-type]
            if width == "wide":
                weekdays |= _names(dict(get_day_names(width, context, locale)))  # type: ignore[arg-type]
            elif code == "en":  # "mar", "do" and "di" are words
                shortened |= _names(dict(get_day_names(width, context, locale)))  # type: ignore[arg-type]
    if code == "en":
        months["sept"] = 9
        shortened |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
    if code == "de":
        months |= {"jänner": 1, "feber": 2}  # in Austria
    before_date = rf"{_any([*weekdays, *tongue.weekdays_alone])}|(?:{_any(list(shortened))})\.?"
    weekdays |= shortened
    named = {name: number for name, number in months.items() if not name.isdigit()}
    day = rf"(?:{_any([*weekdays, *tongue.weekdays_alone])})"
    weekday = (
        rf"{_any(list(weekdays))}|(?:{_any(list(tongue.weekdays_alone))})\b(?!-)(?:{tongue.alone_before})"
    )
    spans = "|".join(pattern for pattern, unit in tongue.units.items() if unit is not Unit.HOUR) or NEVER
    return Grammar(
        tongue,
        code,
        _order(code, territory, locale),
        re.compile(
            _phrase(tongue, _any(list(named)), weekday if code in TONGUES else NEVER, before_date),
            re.IGNORECASE,
        ),
        {**weekdays, **tongue.weekdays_alone, **tongue.weekdays_before_figures},
        [(re.compile(pattern, re.IGNORECASE), meaning) for pattern, meaning in tongue.relative.items()],
        [(re.compile(pattern, re.IGNORECASE), unit) for pattern, unit in tongue.units.items()],
        named,
        re.compile(rf"(?:the\s+)?\b({_in_words(tongue)})\b", re.IGNORECASE),
        [(re.compile(pattern, re.IGNORECASE), count) for pattern, count in tongue.nth.items()],
        re.compile(rf"\b(?:{'|'.join(tongue.nth) or NEVER})\s*$", re.IGNORECASE),
        re.compile(rf"\s+(?:{tongue.past_behind})\b", re.IGNORECASE),
        re.compile(tongue.due, re.IGNORECASE),
        re.compile(
            rf"(?:{tongue.due_behind})(?:\s+(?:(?:{tongue.at})\s+)?(?P<clock>{tongue.clock}))?(?=\s*(?:[.!;,(]|$))",
            re.IGNORECASE,
        ),
        re.compile(tongue.lasting, re.IGNORECASE),
        re.compile(rf"(?:{tongue.never_after}){ARTICLE}\s*$", re.IGNORECASE),
        re.compile(
            rf"(?<!\bfor )(?<!\bwithin )(?<!\byour )\b(?:{_numbers(tongue)}|the)\s+(?:{spans})\s*$",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:{tongue.not_before})\b", re.IGNORECASE),
        re.compile(rf"\b{day}(?:\s*(?:{tongue.to}))?{ARTICLE}\s*$", re.IGNORECASE),
        re.compile(rf"\s*(?:{tongue.to})\s*(?:the |le |el )?{day}\b", re.IGNORECASE),
    )


def _phrase(tongue: Tongue, month: str, weekday: str, before_date: str) -> str:
    """The whole of a date: what says it is the last allowed, a time, the date, a time. `before_date` is a weekday where
    one stands behind it: there alone a point may end it ("Fri., 4 Dec.")."""
    short = _any([name.capitalize() for name in tongue.weekdays_before_figures])
    before_figures = rf"{before_date}|(?-i:{short})(?=\.?,?\s+(?:(?:{tongue.on})\s+)?\d)\.?"
    joined = rf"(?:{tongue.part_joined})?"
    of, numbers = rf"(?:\s*(?:{tongue.of})\s*|\s+)", _numbers(tongue)
    number_day = rf"(?:3[01]|[12]\d|0?[1-9])(?:{tongue.ordinal})?(?![\d%]|:\d)"
    clock, zone = rf"(?:{tongue.clock})", rf"(?-i:{_any(list(ZONES))})\b"
    until = rf"\s*(?:{tongue.until})\s*"
    bare = rf"\d{{1,2}}(?:[:.]\d{{2}})?(?={until}\d)"  # the first of two times: 9–11 am, von 10 bis 12 Uhr
    to = rf"\s*(?:{tongue.to})\s*"
    year = (
        r"[1-9]\d{3}(?!\d|\s*(?:h|hrs|hours|Uhr|words)\b)"  # any: a day of 1776 or 2150 is none of this year
    )
    written = (
        rf"(?P<since_day>{number_day}{to})?{number_day}{of}?(?:{month})\b(?:\.?{of}?{year})?"
        rf"|(?:{month})\b\.?\s+(?P<since_day_last>{number_day}{to})?{number_day}(?!\s*(?:{month})\b)(?:,?\s+{year})?"
    )
    in_words = rf"(?:{_in_words(tongue)})\b(?!-)"
    written += (
        rf"|(?P<in_words>(?:the\s+)?{in_words}{tongue.of_in_words}(?:{month})\b(?!-)|(?:{month})\s+(?:the\s+)?{in_words}{_NOT_COUNTED})"
        rf"(?:,?\s+{year})?(?!,?\s+{_YEAR_IN_WORDS})"
    )
    figures = (
        r"(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:19|20)\d{2}|\d{1,2}/\d{1,2}/\d{2}"
        + (r"|\d{1,2}\.\d{1,2}\.(?:\d{2})?" if tongue.dots else "")
    )
    relative = "|".join(sorted(tongue.relative, key=len, reverse=True)) or NEVER
    nth = "|".join(tongue.nth) or NEVER
    return (
        rf"(?<![\w./:-])(?:(?:(?P<by>{tongue.by})|(?P<on>{tongue.on}))[:]?(?:\s+|(?<=['’])))?"
        rf"(?:(?:(?:(?:(?:{tongue.since})\s+)?(?:(?P<bare_before>{bare})|(?P<since_before>{clock}))"
        rf"{until}(?P<until_before>{clock})|(?P<clock_before>{clock}))(?:\s*\(?(?P<zone_before>{zone})\)?)?"
        rf"|{tongue.day_end}),?\s+(?:(?:{tongue.on})\s+)?)?"
        rf"(?:(?:(?P<weekday_of_written>{before_figures}){joined},?\s+(?:(?:{tongue.of}|{tongue.on})\s+)?)?(?P<written>{written})"
        rf"|(?:(?P<weekday_of_figures>{before_figures}){joined},?\s+(?:(?:{tongue.of}"
        rf"|{tongue.on})\s+)?)?(?P<figures>(?P<whole>{figures})|(?P<short>\d{{1,2}}/\d{{1,2}}))(?![\d/.-]\d|/)"
        rf"|(?:the\s+)?(?P<nth>{nth})\s+(?P<nth_weekday>{weekday})\s+(?:{tongue.of_month})(?:\s+|(?<=['’]))(?P<nth_month>{month})\b"
        rf"(?:,?\s+(?P<nth_year>{year}))?"
        rf"|(?P<weekday_of_day>{before_date}),?\s+(?P<day_of_weekday>{tongue.day_of_month})"
        rf"|(?P<end_of>{tongue.end_of})(?:\s+|(?<=['’]))(?P<end_month>{month})(?:\s+(?P<end_year>{year}))?"
        rf"|(?P<next_week_first>(?:{tongue.next_week}),?\s+(?:{tongue.on}\s+)?)?(?:(?P<this>{tongue.this})\s+"
        rf"|(?P<next>{tongue.next})\s+)?"
        rf"(?P<weekday>{weekday}){joined}\b(?:\s+(?:(?P<next_week_last>{tongue.next_week})"
        rf"|(?P<next_last>{tongue.next_last})))?(?:\s+(?:{tongue.part})\b)?"
        rf"|(?P<relative>{relative})|(?P<day_only>{tongue.day_only})"
        rf"|(?P<counted>(?:(?P<within>{tongue.within})|(?:{tongue.ahead}))\s+(?P<number>{numbers})\s+"
        rf"(?P<unit>{'|'.join(tongue.units) or NEVER}))\b(?!\s+(?:{tongue.not_before})\b))"
        rf"(?:\.?,?\s*(?:(?:(?:{tongue.since})\s+)?(?:(?:{tongue.at})\s*)?"
        rf"(?:(?P<bare_after>{bare})|(?P<since_after>{clock})){until}(?P<until_after>{clock})"
        rf"|(?:(?:{tongue.at})\s*)?(?P<clock_after>{clock})))?"
        rf"(?:\s*\(?(?P<zone_after>{zone})\)?)?(?!\w"
        rf"|['’]s\b)"
    )


def _order(code: str, territory: str | None, locale: Locale) -> str:
    """Whether 5/6 is a day and a month ("DMY") or a month and a day, as CLDR says it is written in the place."""
    for name in (f"{code}_{territory}", f"{code}_001" if territory else ""):
        try:
            locale = Locale.parse(name) if name else locale
        except (UnknownLocaleError, ValueError):
            continue
        break
    return "MDY" if locale.date_formats["short"].pattern.lstrip().startswith("M") else "DMY"
