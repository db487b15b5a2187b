"""What a session's row says: how much is left, what phase it is in, whether it is over. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.features.focus import phases
from bot.features.focus.phases import Phase
from bot.store.tables import FocusRow


@dataclass(frozen=True, slots=True)
class Session:
    """`ends_at` is None while it is paused; `left` is what remained when it was read, breaks included.

    `phases` are the one it is in and those to come, none of them once it is over. `focused` counts no breaks.
    """

    id: int
    left: timedelta
    ends_at: datetime | None
    is_over: bool
    focused: timedelta
    rounds: int
    phases: tuple[Phase, ...]
    attention: int | None
    mood: int | None
    room_id: int | None = None

    @property
    def is_paused(self) -> bool:
        return not self.is_over and self.ends_at is None

    def ends_of_phases(self) -> list[tuple[Phase, datetime]]:
        """When the phase it is in ends, and those to come; none while it is paused."""
        if self.ends_at is None:
            return []
        begins_at = self.ends_at - self.left
        return [(phase, begins_at + timedelta(seconds=self._left_to(place)))
                for place, phase in enumerate(self.phases)]  # fmt: skip

    def _left_to(self, place: int) -> int:
        return sum(phase.left_s for phase in self.phases[: place + 1])


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one session."""

    started_at: datetime
    focused_s: int
    attention: int | None
    mood: int | None


def end(row: FocusRow, now: datetime) -> None:
    """Ends a running session by hand: what was focused until now is what counts."""
    row.focus_s = phases.focused_s(row.phases, elapsed_s(row, now))
    row.left_s, row.ends_at, row.stopped_at = left_s(row, now), None, now


def is_over(row: FocusRow, now: datetime) -> bool:
    return row.stopped_at is not None or (row.ends_at is not None and row.ends_at <= now)


def focused_s(row: FocusRow, now: datetime) -> int:
    return row.focus_s if is_over(row, now) else phases.focused_s(row.phases, elapsed_s(row, now))


def left_s(row: FocusRow, now: datetime) -> int:
    if row.ends_at is None:
        return row.left_s
    return max(0, ceil((row.ends_at - now).total_seconds()))  # while it runs there is a second left


def elapsed_s(row: FocusRow, now: datetime) -> int:
    return row.planned_s - left_s(row, now)


def session_of(row: FocusRow, now: datetime) -> Session:
    over = is_over(row, now)
    return Session(
        row.id,
        timedelta(seconds=left_s(row, now)),
        row.ends_at,
        over,
        timedelta(seconds=focused_s(row, now)),
        (len(row.phases) + 1) // 2,
        () if over else tuple(phases.phases_from(row.phases, elapsed_s(row, now))),
        row.attention,
        row.mood,
        row.room_id,
    )
