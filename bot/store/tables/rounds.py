"""The tables of practice rounds for a group.

A round goes with its note and with the membership of who began it, a choice with the membership of who chose; the
message that shows a round stays until it was taken out of its channel.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, of_member


class GroupRoundRow(Table):
    """A passage of somebody's note for a group to mark: looked at by its person alone until `opened_at`, results told
    from `revealed_at` on, at the latest at `ends_at`."""

    __tablename__ = "group_rounds"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(index=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    task: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    __table_args__ = (of_member("group_rounds"), NO_REUSE)


class GroupChoiceRow(Table):
    """What a member chose in a group's round, before its results were told."""

    __tablename__ = "group_choices"
    round_id: Mapped[int] = mapped_column(ForeignKey("group_rounds.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    given: Mapped[list[Any]]
    score: Mapped[float]
    chosen_at: Mapped[datetime]
    __table_args__ = (of_member("group_choices"),)


class RoundMessageRow(Table):
    """A message in a server's channel that shows a group's round. `round_id` is no key on purpose: one that is gone is
    what the message still shows and must not.

    It shows what was true `shown` changes ago. `look_at`: not to be touched before, as it could not be reached.
    """

    __tablename__ = "round_messages"
    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[str | None] = mapped_column(String(20))  # None until it is there
    changes: Mapped[int] = mapped_column(default=1)
    shown: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None]
