"""The tables of study groups; as `tables`, of whose metadata they are.

Consent is kept by the store itself: a membership takes along what its person did in the group.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables import NO_REUSE, Table


def _group() -> Mapped[int]:
    return mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)


def _of_member(table: str) -> ForeignKeyConstraint:
    """`group_id` and `person_id` name a membership: what is not a member's is not there."""
    return ForeignKeyConstraint(
        ["group_id", "person_id"],
        ["group_members.group_id", "group_members.person_id"],
        name=f"fk_{table}_member",
        ondelete="CASCADE",
    )


class GroupRow(Table):
    """A study group: a Discord server's (`server_id`), or a circle that people of the browser made."""

    __tablename__ = "groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    server_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    channel_id: Mapped[str | None] = mapped_column(String(20))  # where its posts go on Discord
    language: Mapped[str] = mapped_column(String(16))  # of its posts
    sharers: Mapped[str] = mapped_column(String(16))  # who may share
    daily_shares: Mapped[int]  # sentences that a member may share in 24 hours
    changes: Mapped[int] = mapped_column(default=0)  # what its pages show has changed so often
    left_at: Mapped[datetime | None]  # since when Pith is not in the server any more
    created_at: Mapped[datetime]
    __table_args__ = NO_REUSE


class MemberRow(Table):
    """That a person is in a group, under the name that its members see."""

    __tablename__ = "group_members"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    sees: Mapped[bool] = mapped_column(default=True)  # the server lets them see the group's channel
    joined_at: Mapped[datetime]
    checked_at: Mapped[datetime]  # when the server was last asked about them
    __table_args__ = (Index(None, "checked_at"),)


class InvitationRow(Table):
    """A link into a circle. Only a hash of its secret is kept; it goes with the membership of who made it."""

    __tablename__ = "group_invitations"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = _group()
    person_id: Mapped[int] = mapped_column(index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    __table_args__ = (_of_member("group_invitations"), NO_REUSE)


class GroupChangeRow(Table):
    """One change of a group's settings: who did it (None once they were erased), and from what to what."""

    __tablename__ = "group_changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = _group()
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    setting: Mapped[str] = mapped_column(String(32))
    before: Mapped[str | None]
    after: Mapped[str | None]
    changed_at: Mapped[datetime]
    __table_args__ = (NO_REUSE,)
