"""What a language has words for, where it speaks of dates to come: filled by `tongues`, compiled by `grammar`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

NEVER = r"(?!)"
NO_NUMBER = (  # week 3 of a term: nobody knows when that is
    r"(?!\s+(?:\d{1,2}\b(?!:\d|\s?(?:[ap]\.?m|h|Uhr)\b)|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b))"
)


class Unit(StrEnum):
    """What is counted from today, or whose first or last day is meant."""

    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    HOUR = "hour"
    START_OF_WEEK = "start of week"
    START_OF_MONTH = "start of month"
    END_OF_WEEK = "end of week"
    END_OF_MONTH = "end of month"
    END_OF_YEAR = "end of year"


class Tongue(NamedTuple):
    """One language. `by` makes a date the last one allowed, `on` only stands before it; `never_after` lists what
    makes the date behind it none to come: a past one, a recurring one, a numbered thing."""

    by: str = NEVER
    due: str = NEVER  # begins those of `by` that speak of a deadline themselves
    on: str = NEVER
    never_after: str = NEVER
    to: str = "-|–|—"
    this: str = NEVER
    next: str = NEVER
    next_last: str = NEVER  # as `next`, behind the weekday
    past_behind: str = NEVER  # behind a day, which makes it one that is over: "vendredi dernier"
    next_skips_this_week: bool = False
    next_week: str = NEVER  # before or behind a weekday: "Friday of next week"
    relative: Mapping[str, tuple[Unit, int]] = MappingProxyType({})
    end_of: str = NEVER  # before a month
    nth: Mapping[str, int] = MappingProxyType({})  # of the weekdays of a month; -1 is its last
    of_month: str = NEVER  # between that weekday and the month
    within: str = NEVER  # before "three days": the last one allowed
    ahead: str = NEVER  # before "three days": that day
    not_before: str = NEVER  # behind "three days": counted from something else than today
    units: Mapping[str, Unit] = MappingProxyType({})
    numbers: Mapping[str, int] = MappingProxyType({})
    days_in_words: Mapping[str, int] = MappingProxyType(
        {}
    )  # of a month that is named, as speech is written down
    of_in_words: str = r"\s+(?:de\s+)?"  # between those and the month
    day_only: str = NEVER  # of a month that is not named, behind `by`, or where something is to be attended
    at: str = NEVER
    since: str = NEVER  # before the first of two times, as "until" stands between them
    until: str = "-|–|—"
    clock: str = r"\d{1,2}:\d{2}"
    half_days: bool = False  # 3:30 is in the afternoon
    day_end: str = NEVER  # stands where a time would and names none
    weekdays_before_figures: Mapping[str, int] = MappingProxyType({})  # are words elsewhere
    weekdays_alone: Mapping[str, int] = MappingProxyType({})  # short, and words elsewhere: "até sexta"
    alone_before: str = ""  # what stands behind those
    day_of_month: str = NEVER  # behind a weekday: "Friday the 27th"
    due_behind: str = (
        NEVER  # behind a date that a sentence begins with, a clock may follow: "March 5: essay due"
    )
    lasting: str = NEVER  # what is counted and rather how long it takes: "in one day"
    part: str = NEVER  # of a day, behind a weekday
    part_joined: str = NEVER  # and in one word with it: "Freitagabend"
    morning: str = NEVER  # parts in which 3 is 3:00
    afternoon: str = NEVER  # parts in which 8 is 20:00
    evening: str = NEVER  # and 12 is midnight, too
    of: str = "de|di|da|del|van|,"  # between day, month and year
    ordinal: str = NEVER
    capital: frozenset[str] = frozenset()  # words that are only meant when they are written so
    small: frozenset[str] = frozenset()
    dots: bool = False  # writes 5.6. and 5.6.26
