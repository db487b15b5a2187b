"""The tables of cards and their reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class CardRow(Table):
    """A highlight to be reviewed. Goes with its note; its words are its own, so that a re-cut leaves it alone.

    One made from somebody else's shared sentence has no note but that one's `title` and `language`; it goes with
    `share_id`, which is there where who shared it wanted that.

    `state` to `last_review_at` are the card's memory as `fsrs.Card` has it.
    """

    __tablename__ = "cards"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    share_id: Mapped[int | None] = mapped_column(ForeignKey("shares.id", ondelete="CASCADE"), index=True)
    title: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    sentence: Mapped[str]  # the highlight, verbatim
    front: Mapped[str]
    back: Mapped[str]
    state: Mapped[int]
    step: Mapped[int | None]
    stability: Mapped[float | None]  # days
    difficulty: Mapped[float | None]  # 1..10
    due_at: Mapped[datetime]
    last_review_at: Mapped[datetime | None]
    grades: Mapped[int] = mapped_column(default=0)  # how often it was graded
    suspended: Mapped[bool] = mapped_column(default=False)
    buried_until_at: Mapped[datetime | None]
    of_star: Mapped[bool] = mapped_column(
        default=False
    )  # a star made it, and nothing else asked for it since
    created_at: Mapped[datetime]
    __table_args__ = (Index(None, "person_id", "due_at"), NO_REUSE)


class ReviewRow(Table):
    """One grade. `before` is the card's memory as it was, so that the grade can be taken back."""

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"), index=True)
    grade: Mapped[int]  # 1 again .. 4 easy
    before: Mapped[dict[str, Any]]
    reviewed_at: Mapped[datetime]
    __table_args__ = (Index(None, "person_id", "reviewed_at"), NO_REUSE)


class ReviewSettingsRow(Table):
    """How a person wants to review; without a row, as the defaults say."""

    __tablename__ = "review_settings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    automatic: Mapped[bool]  # every highlight of a new note becomes a card
    daily_cap: Mapped[int]  # cards
    retention: Mapped[float]  # the wished chance of recall when a card comes, 0.7..0.97
    starred: Mapped[bool] = mapped_column(default=True)  # every sentence that the person stars becomes a card
    fitted: Mapped[bool] = mapped_column(default=True)  # intervals may be fitted to the person's own memory


class ReviewFitRow(Table):
    """What the last fitting of FSRS's parameters to a person's grades came to."""

    __tablename__ = "review_fits"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    parameters: Mapped[list[Any] | None]  # None: the usual ones do as well
    grades: Mapped[int]  # how many there were; 0: no fitting has come to an end yet
    tried: Mapped[int]  # how many there were when fitting was last begun
    better: Mapped[float]  # the share of the usual parameters' log loss that these spare
    fitted_at: Mapped[datetime]
