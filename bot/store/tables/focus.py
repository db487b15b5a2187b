"""The tables of focus sessions: one's own, those shared in a channel or a group, and how weeks and days are counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class FocusRow(Table):
    """A focus session, and how the person said it went. Running: `ends_at`; paused or stopped: `left_s`.

    `phases` are the seconds of work, break, work and so on. `focus_s` is the work in them; once stopped, what was done.
    """

    __tablename__ = "focus_sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    started_at: Mapped[datetime]
    planned_s: Mapped[int]
    phases: Mapped[list[Any]]
    focus_s: Mapped[int]
    left_s: Mapped[int] = mapped_column(default=0)
    ends_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]  # by hand; one that ran out has none
    attention: Mapped[int | None]
    mood: Mapped[int | None]
    word: Mapped[str | None]
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("focus_rooms.id", ondelete="SET NULL"), index=True
    )  # the shared one it was begun in
    __table_args__ = (Index(None, "person_id", "started_at"), NO_REUSE)


class FocusRoomRow(Table):
    """A shared session: in a server's channel, with the one message that shows it, of a study group, or both. Who is
    in: the sessions begun in it, of a group's those of its members.

    The message shows what was true `shown` changes ago. `look_at`: when it next has to change by itself; None: never.
    """

    __tablename__ = "focus_rooms"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )  # who began it; None once they were erased
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[str | None] = mapped_column(String(20))  # None: of a circle
    message_id: Mapped[str | None] = mapped_column(String(20))  # None until it is posted
    is_to_post: Mapped[bool] = mapped_column(
        default=False
    )  # begun in the browser: `showing` posts the message
    language: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]
    phases: Mapped[list[Any]]
    ends_at: Mapped[datetime]  # moved to the moment at which it is stopped
    changes: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None] = mapped_column(index=True)
    __table_args__ = (NO_REUSE,)


class FocusGoalRow(Table):
    """The minutes a week that a person wishes for from one week on, until the next such row; None: no goal any more."""

    __tablename__ = "focus_goals"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    week_on: Mapped[date] = mapped_column(primary_key=True)  # its Monday
    minutes: Mapped[int | None]


class FocusSettingsRow(Table):
    """How a person's days are counted; without one as usual."""

    __tablename__ = "focus_settings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    day_begins_hour: Mapped[int]
