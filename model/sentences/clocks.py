"""Whether clocks one under the other are a timetable's or of people who talk: "9:00", "Monday 10:24 AM", "上午10:24".
Pure; reached by `chats`, for lines that may be either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

HALF_DAY_MINUTES = 12 * 60  # so that 12:58 PM is shortly before 1:02 PM
SOON_MINUTES = 10  # people answer each other; between a timetable's lines lies an hour
A_LITTLE_MINUTES = 60
FIVE_MINUTES = 5

_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


def are_planned(clocks: Sequence[str]) -> bool:
    """Whether all are in fives, as in a timetable, or more than a quarter go a little back, as in results."""
    steps = _steps(clocks)
    back = sum(HALF_DAY_MINUTES - A_LITTLE_MINUTES < step < HALF_DAY_MINUTES for step in steps)
    return 4 * back > len(steps) or not any(_minute(clock) % FIVE_MINUTES for clock in clocks)


def answer_soon(clocks: Sequence[str]) -> bool:
    """Whether most of two or more come soon after the one before."""
    return median_low(_steps(clocks)) <= SOON_MINUTES


def _steps(clocks: Sequence[str]) -> list[int]:
    """The minutes from each to the next, half a day's where that is on another day."""
    return [
        (_minute(after) - _minute(before)) % HALF_DAY_MINUTES
        if _day(before) == _day(after)
        else HALF_DAY_MINUTES
        for before, after in pairwise(clocks)
    ]


def _minute(clock: str) -> int:
    found = _CLOCK.search(clock)
    return 60 * int(found[1]) + int(found[2]) if found else 0


def _day(clock: str) -> str:
    return _CLOCK.split(clock)[0]
