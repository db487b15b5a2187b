"""Whether clocks one under the other are a timetable's or of people who talk: "9:00", "Monday 10:24 AM", "上午10:24".
Pure; reached by `chats`, for lines that may be either. A recording's begin with "0:03" and count minutes and seconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

MINUTE = 60
HOUR = 60 * MINUTE
HALF_DAY = 12 * HOUR  # so that 12:58 PM is shortly before 1:02 PM
SOON = 10 * MINUTE  # people answer each other; between a timetable's lines lies an hour
SOON_ALOUD = 2 * MINUTE  # in a recording, whose chapters are longer
FIVE_MINUTES = 5
HOURS_OF_A_DAY = 24

_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


def are_planned(clocks: Sequence[str]) -> bool:
    """Whether all are in fives, as in a timetable, or more than a quarter go a little back or some are no time of day,
    as in results."""
    if not is_recording(clocks) and any(_parts(clock)[0] >= HOURS_OF_A_DAY for clock in clocks):
        return True
    steps = _steps(clocks)
    back = sum(HALF_DAY - HOUR < step < HALF_DAY for step in steps)
    return 4 * back > len(steps) or not any(_parts(clock)[1] % FIVE_MINUTES for clock in clocks)


def answer_soon(clocks: Sequence[str]) -> bool:
    """Whether most of two or more come soon after the one before."""
    return median_low(_steps(clocks)) <= (SOON_ALOUD if is_recording(clocks) else SOON)


def is_recording(clocks: Sequence[str]) -> bool:
    """Whether they count from the beginning of a recording."""
    return clocks[0].startswith(("0:", "00:")) and not any(map(_HALF.search, clocks))


def _steps(clocks: Sequence[str]) -> list[int]:
    """The seconds from each to the next, half a day's where that is on another day."""
    in_minutes = is_recording(clocks)
    return [
        (_second(after, in_minutes) - _second(before, in_minutes)) % HALF_DAY
        if _day(before) == _day(after)
        else HALF_DAY
        for before, after in pairwise(clocks)
    ]


def _second(clock: str, in_minutes: bool) -> int:
    first, second, *third = _parts(clock)
    if in_minutes and not third:
        return MINUTE * first + second
    return HOUR * first + MINUTE * second + sum(third)


def _parts(clock: str) -> list[int]:
    """The numbers of 10:24 or 1:02:15."""
    found = _CLOCK.search(clock)
    return [int(part) for part in found.groups() if part] if found else [0, 0]


def _day(clock: str) -> str:
    return _CLOCK.split(clock)[0]
