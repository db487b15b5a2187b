"""The tables of groups' digests. No word that anybody said stands in them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table


def _of_digest() -> Mapped[int]:
    return mapped_column(ForeignKey("digests.message_id", ondelete="CASCADE"), primary_key=True)


class DigestPlanRow(Table):
    """When a group has its digest, and what stands in it. What was before `told_until_at` stood in one."""

    __tablename__ = "digest_plans"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    is_on: Mapped[bool]
    clock: Mapped[time]
    days: Mapped[list[Any]]  # of the week, 0 is Monday
    zone: Mapped[str]
    channels: Mapped[list[Any]]  # ids of the channels that it tells of
    with_deadlines: Mapped[bool]
    next_on: Mapped[date | None]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    last_on: Mapped[date | None]
    told_until_at: Mapped[datetime]


class DigestRow(Table):
    """One digest: a message of its group's, for one local date, about what was between two moments."""

    __tablename__ = "digests"
    message_id: Mapped[int] = mapped_column(
        ForeignKey("group_messages.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    local_on: Mapped[date]
    zone: Mapped[str]
    since_at: Mapped[datetime]
    until_at: Mapped[datetime]
    channels: Mapped[list[Any]]
    with_deadlines: Mapped[bool]
    __table_args__ = (Index(None, "group_id", "local_on", unique=True),)


class DigestQuoteRow(Table):
    """That a digest tells of a message that somebody wrote in a channel: which and whose, not what it says."""

    __tablename__ = "digest_quotes"
    message_id: Mapped[int] = _of_digest()
    said_id: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    account_id: Mapped[str] = mapped_column(String(20), index=True)
    server_id: Mapped[str] = mapped_column(String(20), index=True)
    channel_id: Mapped[str | None] = mapped_column(String(20), index=True)  # None: from before that was kept


class FocusNamingRow(Table):
    """That a member lets a group's digests say that they had focus sessions. Goes with the membership."""

    __tablename__ = "focus_namings"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(index=True)
    __table_args__ = (
        ForeignKeyConstraint(
            ["group_id", "person_id"],
            ["group_members.group_id", "group_members.person_id"],
            name="fk_focus_namings_member",
            ondelete="CASCADE",
        ),
        Index(None, "group_id", "person_id", unique=True),
        NO_REUSE,
    )


class DigestNameRow(Table):
    """That a digest names somebody, or may do so: written before it does. `naming_id` is no key on purpose: one that is
    gone is what the digest still says and must not."""

    __tablename__ = "digest_names"
    message_id: Mapped[int] = _of_digest()
    naming_id: Mapped[int] = mapped_column(primary_key=True)
