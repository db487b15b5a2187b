"""What is read of words that say when: days of the week and a time of day, taken out phrase by phrase. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from bot.errors import Invalid
from bot.features.reminders.schedule import EVERY_DAY, WEEKDAYS

NOON = 12
DAY_MINUTES = 24 * 60
WEEKEND = EVERY_DAY - WEEKDAYS


class Reader:
    """Takes what it understands out of `rest`, one phrase after the other."""

    def __init__(self, words: str) -> None:
        self.rest = words
        self.days: set[int] = set()
        self.but_not: set[int] = set()
        self.unread = ""  # of an exception
        self.times: list[tuple[int, int, int]] = []  # hour and minute as said, and minutes before that
        self.parts: set[str] = set()  # of the day: "morning", "pm"

    def take(self, pattern: str, meaning: Callable[[re.Match[str]], None]) -> None:
        def swallow(match: re.Match[str]) -> str:
            meaning(match)
            return " "

        self.rest = re.sub(pattern, swallow, self.rest)

    def take_exceptions(self, pattern: str, read_days: Callable[[Reader], None]) -> None:
        """Days that are left out, in the group of `pattern` that matched; what of them is no day stays unread."""

        def but_not(match: re.Match[str]) -> None:
            named = Reader(match[match.lastindex or 0])
            read_days(named)
            self.but_not |= named.days
            self.unread += named.rest

        self.take(pattern, but_not)

    def add_time(self, hour: int, minute: int = 0, before: int = 0) -> None:
        self.times.append((hour, minute, before))

    def add_noon_or_midnight(self, hour: int) -> None:
        """Which say their half of the day themselves; Friday's midnight (24) is its end."""
        self.add_time(hour)
        self.parts.add("")

    def meant(self, *, as_named: bool = False) -> tuple[time, frozenset[int]]:
        """The time of day and the days. Raises Invalid where there are several times, or there is no such time."""
        shown = {
            on_the_clock(hour, minute, before, part)
            for hour, minute, before in self.times
            for part in self.parts or [""]
        }
        clocks = {minutes % DAY_MINUTES for minutes in shown}
        if len(clocks) > 1:
            raise Invalid("It comes once a day. Name one time.", about="when")
        days = (self.days or EVERY_DAY) - self.but_not
        if max(shown) >= DAY_MINUTES and not as_named:
            days = {(day + 1) % 7 for day in days}
        return time(*divmod(clocks.pop(), 60)), frozenset(days)


# 晚上五点 17:00, 半夜五点 5:00
_AFTER_NOON_FROM = {"pm": 0, "afternoon": 0, "evening": 1, "late": 5, "night": 6}
_TWELVE_BEGINS_THE_DAY = ("am", "morning", "dawn")
_NIGHT_GOES_ON_UNTIL = {
    "evening": 1,
    "late": 5,
    "night": 1,
}  # an hour of the next day: 周五晚上一点 is on Saturday


def on_the_clock(hour: int, minute: int, before: int, part: str) -> int:
    """The minutes since the named day began, `before` minutes before an hour and minute, given the part of the day that
    was said with them: a whole day's for Friday night at 12. Raises Invalid for a time that there is not."""
    if not (0 <= hour <= 24 and 0 <= minute <= 59 and 0 <= before <= 59) or (hour == 24 and minute):
        raise no_such_time()
    if part == "noon":
        part = "pm" if hour < 3 else ""
    before_noon = before and part == "morning"  # ten to twelve in the morning
    if hour == NOON and (part in _TWELVE_BEGINS_THE_DAY or part in _NIGHT_GOES_ON_UNTIL) and not before_noon:
        hour = 0
    elif _AFTER_NOON_FROM.get(part, NOON) <= hour < NOON:
        hour += NOON
    if hour < _NIGHT_GOES_ON_UNTIL.get(part, 0):
        hour += 24
    minutes = 60 * hour + minute - before
    return minutes if minutes >= 0 else minutes + DAY_MINUTES


def no_such_time() -> Invalid:
    return Invalid("There is no such time of day. Name one between 0:00 and 23:59.", about="when")


def span(first: int, last: int) -> set[int]:
    """The days of the week from one to another, both included."""
    return {(first + i) % 7 for i in range((last - first) % 7 + 1)}
