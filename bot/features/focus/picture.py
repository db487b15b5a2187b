"""The picture of a day, a week or a year: what was focused, reviewed, remembered, marked alike with the model, and how
it felt. Pure: where time is cut, and what each piece of it holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import accumulate
from statistics import fmean
from zoneinfo import ZoneInfo

from bot.features.focus.settings import monday_of
from bot.features.review.rules import local_day, morning
from bot.texts.days import whole_day

DAYS, WEEKS = 7, 52
HOUR = timedelta(hours=1)


class Span(StrEnum):
    """Today by its hours, this week by its days, the last 52 weeks one by one."""

    DAY = "day"
    WEEK = "week"
    YEAR = "year"


class Panel(StrEnum):
    FOCUS = "focus"
    REVIEWS = "reviews"
    RETENTION = "retention"
    AGREEMENT = "agreement"
    CHECK_INS = "check-ins"


COUNTS = (Panel.FOCUS, Panel.REVIEWS)


@dataclass(slots=True)
class Piece:
    """An hour, a day or a week. `asked` cards were known before, `remembered` of them still; `agreements` are F1."""

    begins_at: datetime
    focus_s: int = 0
    sessions: int = 0
    reviews: int = 0
    asked: int = 0
    remembered: int = 0
    agreements: list[float] = field(default_factory=list)
    attentions: list[int] = field(default_factory=list)
    moods: list[int] = field(default_factory=list)

    @property
    def minutes(self) -> float:
        return self.focus_s / 60

    @property
    def retention(self) -> float | None:
        return self.remembered / self.asked if self.asked else None

    @property
    def agreement(self) -> float | None:
        return fmean(self.agreements) if self.agreements else None

    @property
    def attention(self) -> float | None:
        return fmean(self.attentions) if self.attentions else None

    @property
    def mood(self) -> float | None:
        return fmean(self.moods) if self.moods else None

    @property
    def check_ins(self) -> int:
        return max(len(self.attentions), len(self.moods))


@dataclass(frozen=True, slots=True)
class Picture:
    """All of a span, in pieces. `whole` is all of them as one."""

    span: Span
    zone: ZoneInfo
    pieces: tuple[Piece, ...]

    @property
    def whole(self) -> Piece:
        total = Piece(self.pieces[0].begins_at)
        for piece in self.pieces:
            for name in ("focus_s", "sessions", "reviews", "asked", "remembered"):
                setattr(total, name, getattr(total, name) + getattr(piece, name))
            for name in ("agreements", "attentions", "moods"):
                getattr(total, name).extend(getattr(piece, name))
        return total

    def lines(self, panel: Panel) -> list[list[float | None]]:
        """What a panel shows: one line, or attention and mood; None where there is nothing to say."""
        return [
            [_shown(piece, name) for piece in self.pieces]
            for name in {
                Panel.FOCUS: ("minutes",),
                Panel.REVIEWS: ("reviews",),
                Panel.RETENTION: ("retention",),
                Panel.AGREEMENT: ("agreement",),
                Panel.CHECK_INS: ("attention", "mood"),
            }[panel]
        ]

    def panels(self) -> list[Panel]:
        """Those with something to show."""
        return [panel for panel in Panel if any(self.is_told(panel, line) for line in self.lines(panel))]

    @staticmethod
    def is_told(panel: Panel, values: Iterable[float | None]) -> bool:
        """Whether there is something to show in these: a count that is not 0, or a share or a mean, whatever it is."""
        return any(value if panel in COUNTS else value is not None for value in values)

    def label(self, place: int, language: str, written: Callable[[date, str], str] = whole_day) -> str:
        """When a piece begins, on the person's own clock: a time of day, or a date as `written`."""
        begins = self.pieces[place].begins_at.astimezone(self.zone)
        return f"{begins:%H:%M}" if self.span is Span.DAY else written(begins.date(), language)


def _shown(piece: Piece, name: str) -> float | None:
    value: float | None = getattr(piece, name)
    return 100 * value if value is not None and name in ("retention", "agreement") else value


def cut(span: Span, now: datetime, zone_name: str | None, begins: time) -> list[datetime]:
    """When the pieces of the span that `now` is in begin and, at last, when it ends. A day may have 23 or 25 hours."""
    today = local_day(now, zone_name, begins)
    if span is Span.DAY:
        start, end = (morning(today + timedelta(days=more), zone_name, begins) for more in (0, 1))
        return [*_hours(start, end), end]
    monday = monday_of(today)
    first, days, count = (
        (monday, 1, DAYS) if span is Span.WEEK else (monday - timedelta(weeks=WEEKS - 1), 7, WEEKS)
    )
    return [morning(first + timedelta(days=days * place), zone_name, begins) for place in range(count + 1)]


def _hours(start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start += HOUR


def place_of(bounds: Sequence[datetime], at: datetime) -> int:
    """The piece that a moment is in; what lies after the last one is counted in it."""
    return min(bisect_right(bounds, at), len(bounds) - 1) - 1


def spread(
    bounds: Sequence[datetime], began_at: datetime, lengths: Sequence[int], elapsed_s: int
) -> dict[int, int]:
    """Seconds of work of a session by piece, as if it had not been paused: pauses are not kept."""
    found: dict[int, int] = {}
    for place, (begin, end) in enumerate(
        zip(accumulate(lengths, initial=0), accumulate(lengths), strict=False)
    ):
        at, until = (began_at + timedelta(seconds=min(second, elapsed_s)) for second in (begin, end))
        while place % 2 == 0 and at < until:
            piece = place_of(bounds, at)
            stop = until if piece == len(bounds) - 2 else min(until, bounds[piece + 1])
            found[piece] = found.get(piece, 0) + round((stop - at).total_seconds())
            at = stop
    return found
