"""The tables of practice rounds that a person does by themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class PracticeRow(Table):
    """How a person practises: the level of each sort of round, and whether their marks teach personalisation."""

    __tablename__ = "practice"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    teaches: Mapped[bool]
    levels: Mapped[dict[str, Any]]  # sort -> 0..10


class PracticeRoundRow(Table):
    """A practice round: its task whole, so that it stays what it was, and what was answered."""

    __tablename__ = "practice_rounds"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    sort: Mapped[str] = mapped_column(String(16))
    level: Mapped[float]
    task: Mapped[dict[str, Any]]
    given: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    score: Mapped[float | None]
    began_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]  # None: it is open
    __table_args__ = NO_REUSE
