"""The tables of study groups.

Consent is kept by the store itself: a membership takes along what its person did in the group.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, of_member


def _group() -> Mapped[int]:
    return mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)


def _number() -> int:
    return secrets.randbelow(2**31 - 1) + 1


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
    """That a person is in a group, under the name that its members see.

    `number` is by what the group's members name them: it says nothing of who they are in another group.
    """

    __tablename__ = "group_members"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    number: Mapped[int] = mapped_column(default=_number)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    sees: Mapped[bool] = mapped_column(default=True)  # the server lets them see the group's channel
    joined_at: Mapped[datetime]
    checked_at: Mapped[datetime]  # when the server was last asked about them
    __table_args__ = (Index(None, "checked_at"), Index(None, "group_id", "number", unique=True))


class InvitationRow(Table):
    """A link into a circle. Only a hash of its secret is kept; it goes with the membership of who made it.

    `uses` counts who came in by it, also those who left again.
    """

    __tablename__ = "group_invitations"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = _group()
    person_id: Mapped[int] = mapped_column(index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    uses: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    __table_args__ = (of_member("group_invitations"), NO_REUSE)


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


class PostRow(Table):
    """A sentence in a group, however many shared it: `likeness` is of the folded sentence. What it says and who says
    so are its shares; one without any is not shown, and goes once its message has."""

    __tablename__ = "group_posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    likeness: Mapped[str] = mapped_column(String(64))
    __table_args__ = (Index(None, "group_id", "likeness", unique=True), NO_REUSE)


class ShareRow(Table):
    """That a person shares a highlight of theirs in a group. It goes with the highlight, however that goes."""

    __tablename__ = "shares"
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("group_posts.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(index=True)
    highlight_id: Mapped[int] = mapped_column(ForeignKey("highlights.id", ondelete="CASCADE"), index=True)
    folded: Mapped[str]  # the sentence as search compares it
    place: Mapped[dict[str, Any]]  # page, slide, heading
    is_anonymous: Mapped[bool]
    takes_cards_back: Mapped[bool]
    shared_at: Mapped[datetime]
    __table_args__ = (
        of_member("shares"),
        Index(None, "post_id", "person_id", unique=True),
        Index(None, "group_id", "person_id"),
        NO_REUSE,
    )


class SharedTimeRow(Table):
    """That a person shared a sentence in a group: what the group lets them share a day counts also what they took back.
    Kept for a day."""

    __tablename__ = "shared_times"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    shared_at: Mapped[datetime]
    __table_args__ = (Index(None, "group_id", "person_id"),)


class VoteRow(Table):
    """What a member thinks of a post: one vote for each, which they may change."""

    __tablename__ = "group_votes"
    post_id: Mapped[int] = mapped_column(ForeignKey("group_posts.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    is_up: Mapped[bool]
    __table_args__ = (of_member("group_votes"), Index(None, "group_id", "person_id"))


class QuestionRow(Table):
    """What a member asks whoever shared a sentence, and the answer. Goes with either of them, and with the share.

    `state`: who is to be told next. `look_at`: when that is tried (again).
    """

    __tablename__ = "group_questions"
    id: Mapped[int] = mapped_column(primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(index=True)  # who asks
    text: Mapped[str]
    answer: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(16))
    look_at: Mapped[datetime | None] = mapped_column(index=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    __table_args__ = (of_member("group_questions"), Index(None, "group_id", "person_id"), NO_REUSE)


class GroupMessageRow(Table):
    """A message of Pith's in a server's channel that shows what people share: a post, or a digest.

    It shows what was true `shown` changes ago. `look_at`: not to be touched before, as it could not be reached.
    """

    __tablename__ = "group_messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = _group()
    kind: Mapped[str] = mapped_column(String(16))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("group_posts.id", ondelete="CASCADE"), unique=True)
    channel_id: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[str | None] = mapped_column(String(20), index=True)  # None until it is there
    changes: Mapped[int] = mapped_column(default=1)
    shown: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None]
    __table_args__ = (NO_REUSE,)


class ShowingRow(Table):
    """That a message shows a share, or may do so: written before it does. `share_id` is no key on purpose: one that is
    gone is what the message still shows and must not."""

    __tablename__ = "group_showings"
    message_id: Mapped[int] = mapped_column(
        ForeignKey("group_messages.id", ondelete="CASCADE"), primary_key=True
    )
    share_id: Mapped[int] = mapped_column(primary_key=True, index=True)
