"""A task, and how its row becomes one. Its words are its sentence's own: a re-cut of the note leaves it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.store.tables import TaskRow


class State(StrEnum):
    OPEN = "open"
    LATER = "later"  # snoozed: open, but out of sight until its day
    DONE = "done"


class Snooze(StrEnum):
    TOMORROW = "tomorrow"
    WEEK = "week"

    @property
    def days(self) -> timedelta:
        return timedelta(days=1 if self is Snooze.TOMORROW else 7)


@dataclass(frozen=True, slots=True)
class Task:
    """`sentence` is the highlight, verbatim, of the note `title` in `language`. `due_time` is a clock's in `zone`.

    `uid` never changes and is nobody else's anywhere; `changes` counts what was changed since it was made.
    """

    id: int
    uid: str
    note_id: int
    title: str
    language: str
    sentence: str
    due_on: date | None
    due_time: time | None
    zone: str
    snoozed_until_on: date | None
    done_at: datetime | None
    created_at: datetime
    changed_at: datetime
    changes: int

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def words(self) -> str:
        """The sentence on one line."""
        return " ".join(self.sentence.split())

    @property
    def due_at(self) -> datetime | None:
        """The moment it is due, where its time is known."""
        if self.due_on is None or self.due_time is None:
            return None
        return datetime.combine(self.due_on, self.due_time, ZoneInfo(self.zone))

    def state(self, today: date) -> State:
        """`today` as the person's calendar has it."""
        if self.is_done:
            return State.DONE
        return State.LATER if self.snoozed_until_on and self.snoozed_until_on > today else State.OPEN


def to_task(row: TaskRow, title: str, language: str) -> Task:
    return Task(
        id=row.id,
        uid=row.uid,
        note_id=row.note_id,
        title=title,
        language=language,
        sentence=row.sentence,
        due_on=row.due_on,
        due_time=row.due_time,
        zone=row.zone,
        snoozed_until_on=row.snoozed_until_on,
        done_at=row.done_at,
        created_at=row.created_at,
        changed_at=row.changed_at,
        changes=row.changes,
    )


def as_json(task: Task) -> dict[str, Any]:
    """As the export of everything has it."""
    return {
        "uid": task.uid,
        "note": task.note_id,
        "sentence": task.sentence,
        "due_date": task.due_on.isoformat() if task.due_on else None,
        "due_time": f"{task.due_time:%H:%M}" if task.due_time else None,
        "time_zone": task.zone,
        "snoozed_until": task.snoozed_until_on.isoformat() if task.snoozed_until_on else None,
        "done_at": task.done_at.isoformat() if task.done_at else None,
        "created_at": task.created_at.isoformat(),
        "changed_at": task.changed_at.isoformat(),
    }
