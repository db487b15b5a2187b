"""The tables of what was sent: which message made which note, which shows one that is gone, what is on its way, how far
messages are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class OriginRow(Table):
    """The message a note came from, so that editing or deleting it finds the note. One note may have several, and
    one message may be a note of several people."""

    __tablename__ = "origins"
    origin: Mapped[str] = mapped_column(String(80), primary_key=True)  # "discord:MESSAGE_ID"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)


class QuotedRow(Table):
    """That a note which answers in a server show is of what was written there: which message, and whose."""

    __tablename__ = "quoted"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    said_id: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    account_id: Mapped[str] = mapped_column(String(20), index=True)
    server_id: Mapped[str] = mapped_column(String(20))


class GoneAnswerRow(Table):
    """An answer in a channel whose note is gone, until it says so. It is nobody's: whose it was stands nowhere."""

    __tablename__ = "gone_answers"
    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(16))  # that it is to say so in
    gone_at: Mapped[datetime]
    look_at: Mapped[datetime]  # when it is tried next
    __table_args__ = (NO_REUSE,)


class JobRow(Table):
    """Something accepted and not yet condensed. Holds what was sent until its note is saved: a crash loses nothing."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = owner()
    name: Mapped[str]
    is_file: Mapped[bool]
    payload: Mapped[bytes | None] = mapped_column(deferred=True)
    request: Mapped[dict[str, Any]]  # length, focus, language
    state: Mapped[str] = mapped_column(String(16), index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until_at: Mapped[datetime | None]
    error: Mapped[dict[str, Any] | None]  # code and message
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]


class InboxRow(Table):
    """The last message answered in a direct-message channel: those after it came while Pith was away."""

    __tablename__ = "inboxes"
    channel: Mapped[str] = mapped_column(String(80), primary_key=True)  # "discord:CHANNEL_ID"
    person_id: Mapped[int] = owner()
    last_message_id: Mapped[str] = mapped_column(String(32))
