"""Whether 4/12 is a day and a month ("DMY") or a month and a day ("MDY"): as the person's country writes it, where the
text itself does not tell. Pure.

A text tells it by a date of which a part is no month (27/11), by how it writes its dates out (27th November, November
27), and, where the country is not known, by its dates being near ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta, tzinfo

from babel.core import get_global

from bot.texts.dates.found import with_year
from bot.texts.dates.grammar import grammar_of
from model import main_code

HAN_WRITTEN = ("zh", "ja")
ORDERED_SO = {"MDY": "US", "DMY": "GB"}
NEAR = timedelta(weeks=6)
NOWHERE = "ZZ"  # the territory of UTC, the zone of who has set none
_MONTHS_TO = 12
_FIGURES = re.compile(  # of a date, not of a fraction
    r"\b(?:by|due|on|before|until|till|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?)\s+\(?(\d{1,2})/(\d{1,2})\b"
    r"|(?<![\d/])(\d{1,2})/(\d{1,2})/(?:20)?\d\d(?![\d/])",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>\d{4})(?P<stamped>(?:,| at)? \d{1,2}:\d\d)?)?"
_WRITTEN = {
    "DMY": re.compile(rf"(?<![\w.,:/-]){_DAY}(?: of)? {_MONTH}(?!\w){_YEAR}"),
    "MDY": re.compile(rf"\b{_MONTH} {_DAY}(?![\w:/-]|\.\d| {_MONTH}){_YEAR}"),
}


def order_of(language: str, zone: tzinfo | None) -> str:
    """As the country writes it that the language names, else that of the zone."""
    tongue = "en" if main_code(language) in HAN_WRITTEN else language
    grammar = grammar_of(tongue, territory(tongue, zone))
    return grammar.order if grammar else "DMY"


def territory(language: str, zone: tzinfo | None) -> str | None:
    """The country whose order of day and month counts: the one the language names, else that of the zone."""
    _, *region = re.split("[-_]", language)
    if region and len(region[-1]) == 2:
        return region[-1].upper()
    territories: Mapping[str, str] = get_global("zone_territories")
    return territories.get(getattr(zone, "key", ""))


def order_told(text: str, language: str, zone: tzinfo | None, written_on: date) -> str | None:
    """The order that the text itself tells: by all dates in figures that tell it, else by all that are written out, but
    not where only the country's order makes its dates near ones."""
    dates = [tuple(int(part) for part in each if part) for each in _FIGURES.findall(text)]
    if orders := {"DMY" if first > second else "MDY" for first, second in dates if _is_told(first, second)}:
        return orders.pop() if len(orders) == 1 else None
    near = _order_of_near(text, written_on)
    written = _order_written(text, written_on)
    if territory(language, zone) in (None, NOWHERE):
        return written or near
    here = order_of(language, zone)
    if here == "DMY":  # there people write “December 4” as well
        return near if written else None
    return near if written and near == here else written


def _is_told(first: int, second: int) -> bool:
    """Whether one part is no month."""
    return (first > _MONTHS_TO) is not (second > _MONTHS_TO)


def _order_written(text: str, written_on: date) -> str | None:
    """Of the text's own dates: an old one is quoted, one with a year and a time stamped by a program."""
    orders = {
        order
        for order, pattern in _WRITTEN.items()
        for each in pattern.finditer(text)
        if not each["stamped"] and int(each["year"] or written_on.year) >= written_on.year - 1
    }
    return orders.pop() if len(orders) == 1 else None


def _order_of_near(text: str, written_on: date) -> str | None:
    """The one in which all dates without a year come soon after the text, where in the other they don't."""
    parts = [(int(first), int(second)) for first, second, *_ in _FIGURES.findall(text) if first]
    near = [
        order
        for order, dates in (("DMY", parts), ("MDY", [(day, month) for month, day in parts]))
        if dates and all(_is_near(day, month, written_on) for day, month in dates)
    ]
    return near[0] if len(near) == 1 else None


def _is_near(day: int, month: int, written_on: date) -> bool:
    try:
        return written_on <= with_year(written_on, lambda year: date(year, month, day)) <= written_on + NEAR
    except ValueError:
        return False
