"""The tables of dates and tasks: what notes name, what their people confirmed, and who is told of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class DeadlineRow(Table):
    """A date that a sentence of a note names: `words` is the slice start:end of its text."""

    __tablename__ = "deadlines"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    end: Mapped[int]
    person_id: Mapped[int] = owner()
    index: Mapped[int]  # of the sentence
    likeness: Mapped[str] = mapped_column(String(64))  # of the sentence, as a task's
    words: Mapped[str]
    due_on: Mapped[date]  # this and the time of day on a clock in `zone`
    due_time: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(64))  # IANA
    is_last: Mapped[bool]


class TaskRow(Table):
    """An action item that its person confirmed. Goes with its note; its words are its own, so a re-cut leaves it alone.

    `found_on` and `found_words` are the date as the sentence names it, `due_on` the one that counts now.
    """

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(20), unique=True)  # what other programs know it by
    person_id: Mapped[int] = owner()
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    sentence: Mapped[str]  # the highlight, verbatim
    likeness: Mapped[str] = mapped_column(String(64))  # SHA-256 of the folded sentence
    found_on: Mapped[date | None]
    found_words: Mapped[str | None]
    due_on: Mapped[date | None]  # this and the time of day on a clock in `zone`
    due_time: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(64))  # IANA
    snoozed_until_on: Mapped[date | None]  # out of sight before
    done_at: Mapped[datetime | None]
    changes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    __table_args__ = (
        Index(None, "note_id", "likeness", unique=True),
        Index(None, "person_id", "likeness"),
        Index(None, "person_id", "due_on"),
        NO_REUSE,
    )


class TaskHookRow(Table):
    """The address that hears what happens to a person's tasks. `secret` signs, so it is kept as it is."""

    __tablename__ = "task_hooks"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str]
    secret: Mapped[str]
    is_on: Mapped[bool]  # False: it stopped by itself
    failures: Mapped[int]  # in a row
    failing_since_at: Mapped[datetime | None]
    failure: Mapped[str | None]  # the last one, in a word
    retry_at: Mapped[datetime | None]
    leased_until_at: Mapped[datetime | None]
    trouble: Mapped[bool]  # it stopped, and the person was not told yet


class TaskEventRow(Table):
    """What happened to a task and was not taken by the person's webhook yet, in the order of `place`."""

    __tablename__ = "task_events"
    place: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = owner()
    body: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    __table_args__ = (NO_REUSE,)
