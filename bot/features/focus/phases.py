"""What a session is made of: work and breaks by turns. Pure: where in it one is follows from how much of it is over.

Rounds of 25 minutes with 5 between them, and a longer break after every fourth, are those of F. Cirillo, "The Pomodoro
Technique" (2006), which gives the long break 15 to 30 minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.errors import Invalid

USUAL_MINUTES = 25
MOST_MINUTES = 240
MOST_ROUNDS = 12
BREAK_MINUTES, MOST_BREAK_MINUTES = 5, 30
ROUNDS_TO_A_LONG_BREAK = 4
LONG_BREAK = 3  # times the usual one

Lengths = tuple[int, ...]
"""Seconds of work, of a break, of work and so on; it begins and ends with work, and any of them may be 0."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of work or a break. `round` is the round of work that it is, or that comes after the break, from 1."""

    is_break: bool
    round: int
    left_s: int


def lengths_of(minutes: int, rounds: int = 1, break_minutes: int = BREAK_MINUTES) -> Lengths:
    """So many rounds of so many minutes. Raises Invalid where that is none, or more than a session may have."""
    if not 1 <= rounds <= MOST_ROUNDS:
        raise Invalid("A session may have 1 to {limit} rounds.", limit=MOST_ROUNDS)
    if not 1 <= break_minutes <= MOST_BREAK_MINUTES:
        raise Invalid("A break may have 1 to {limit} minutes.", limit=MOST_BREAK_MINUTES)
    if minutes < 1:
        raise too_long()
    lengths = [60 * minutes]
    for done in range(1, rounds):
        is_long = done % ROUNDS_TO_A_LONG_BREAK == 0
        lengths += [60 * break_minutes * (LONG_BREAK if is_long else 1), 60 * minutes]
    check(lengths)
    return tuple(lengths)


def check(lengths: Sequence[int]) -> None:
    """Raises Invalid where all of it is more than a session may have."""
    if sum(lengths) > 60 * MOST_MINUTES:
        raise too_long()


def too_long() -> Invalid:
    return Invalid("A session may have 1 to {limit} minutes, its breaks included.", limit=MOST_MINUTES)


def phases_from(lengths: Sequence[int], elapsed_s: int) -> list[Phase]:
    """The phase that one is in once so much is over, and those after it; none at the end."""
    ends = accumulate(lengths)
    return [
        Phase(place % 2 == 1, (place + 1) // 2 + 1, min(end - elapsed_s, lengths[place]))
        for place, end in enumerate(ends)
        if end > elapsed_s
    ]


def rest_of(lengths: Sequence[int], elapsed_s: int) -> Lengths:
    """What is left for who comes later: the same rounds and breaks, those that are over with no length."""
    return tuple(
        max(0, min(length, end - elapsed_s)) for length, end in zip(lengths, accumulate(lengths), strict=True)
    )


def focused_s(lengths: Sequence[int], elapsed_s: int) -> int:
    """How much of what is over was work."""
    begins = accumulate(lengths, initial=0)
    return sum(
        max(0, min(elapsed_s - begin, length))
        for place, (begin, length) in enumerate(zip(begins, lengths, strict=False))
        if place % 2 == 0
    )


def lengthened(lengths: Sequence[int], elapsed_s: int, more_s: int) -> Lengths:
    """With the phase that one is in so much longer. Raises Invalid where that is more than a session may have."""
    place = len(lengths) - len(phases_from(lengths, elapsed_s))
    longer = [*lengths[:place], lengths[place] + more_s, *lengths[place + 1 :]]
    check(longer)
    return tuple(longer)
