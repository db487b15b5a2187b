"""The tables of reminders: when they are wanted, each occurrence, and the browsers that are told."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class ReminderRow(Table):
    """A person's daily reminder: when they want it, and the one that comes next."""

    __tablename__ = "reminders"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    is_on: Mapped[bool]
    clock: Mapped[time]  # as a clock in `zone` shows it
    days: Mapped[list[Any]]  # of the week, 0 is Monday
    zone: Mapped[str] = mapped_column(String(64))  # IANA
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    paused_until_on: Mapped[date | None]  # the first day on which it speaks again
    language: Mapped[str] = mapped_column(String(16))  # spoken when it was set
    next_on: Mapped[date | None]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    last_on: Mapped[date | None]  # the last local date that had its delivery
    unanswered: Mapped[int] = mapped_column(default=0)  # deliveries since the last answer
    trouble: Mapped[str | None] = mapped_column(
        String(16)
    )  # why it stopped by itself, until the person was told
    dm_channel: Mapped[str | None] = mapped_column(String(32))
    calendar_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the feed's secret
    offered_clock: Mapped[
        time | None
    ]  # the time at which the person usually answers, until they said yes or no
    offered_at: Mapped[datetime | None]  # when they were asked last


class DeliveryRow(Table):
    """One occurrence of a reminder: one for each person and local date. A snooze is another turn of the same one."""

    __tablename__ = "deliveries"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_id: Mapped[int] = owner()
    local_on: Mapped[date]
    scheduled_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime]  # not sent before
    turn: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    is_last: Mapped[bool]  # the one that says that the reminder pauses itself
    highlights: Mapped[list[Any]]  # the ids of those it showed
    __table_args__ = (Index(None, "person_id", "local_on", unique=True), Index(None, "state", "due_at"))


class PushBrowserRow(Table):
    """A browser that is notified of its person's reminders: where its push service takes messages, and what they are
    sealed with."""

    __tablename__ = "push_browsers"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the endpoint
    person_id: Mapped[int] = owner()
    endpoint: Mapped[str]
    p256dh: Mapped[str]  # base64url: its public key
    auth: Mapped[str]  # base64url: its secret
    failing_since_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class PushRow(Table):
    """What a browser is still to be told of a delivery; gone once its push service took it."""

    __tablename__ = "pushes"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    browser_id: Mapped[str] = mapped_column(ForeignKey("push_browsers.id", ondelete="CASCADE"), index=True)
    delivery_id: Mapped[str] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int]
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(16))
    until_at: Mapped[datetime]  # of no use afterwards
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime] = mapped_column(index=True)
    leased_until_at: Mapped[datetime | None]
    __table_args__ = (NO_REUSE,)
