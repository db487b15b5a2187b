"""The stand-in's time, which a test may move, and the snowflakes made from it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

DISCORD_EPOCH_MS = 1_420_070_400_000  # the first second of 2015, which snowflakes count from


class Clock:
    """Real time that a test can push forward: `clock.advance(minutes=16)`."""

    def __init__(self) -> None:
        self._began = datetime.now(UTC)
        self._began_s = time.monotonic()
        self._pushed = timedelta()

    def now(self) -> datetime:
        return self._began + timedelta(seconds=time.monotonic() - self._began_s) + self._pushed

    def advance(self, **by: float) -> None:
        """Move on by timedelta's own words: `seconds=`, `minutes=`, `hours=`."""
        self._pushed += timedelta(**by)


def snowflake_at(moment: datetime) -> int:
    """The first id of a moment."""
    return int(moment.timestamp() * 1000) - DISCORD_EPOCH_MS << 22


class Snowflakes:
    """Ids that carry their moment, ascend, and never repeat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        self._last = max(self._last + 1, snowflake_at(self._clock.now()))
        return self._last


def stamp(moment: datetime | None) -> str | None:
    """ISO 8601 with microseconds and offset, as Discord writes it."""
    return None if moment is None else moment.isoformat(timespec="microseconds")
