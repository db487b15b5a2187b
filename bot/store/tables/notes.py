"""The tables of notes: their texts and key sentences, and what their people said of them. All goes with its note."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.table import NO_REUSE, Table, owner


class NoteRow(Table):
    """One thing sent: text or file. What a list of notes shows; the rest is in its body."""

    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    title: Mapped[str]
    is_titled: Mapped[bool]  # else it is called by words of its text, which are its person's alone
    file_name: Mapped[str | None]
    face: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    characters: Mapped[int]
    sentences_total: Mapped[int]
    focus: Mapped[str | None]
    length: Mapped[dict[str, Any]]  # the Budget it is cut to now
    warnings: Mapped[list[Any]]
    model: Mapped[str]
    elapsed_ms: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    __table_args__ = (Index(None, "person_id", "created_at"), NO_REUSE)


class NoteBodyRow(Table):
    """A note's text and what the model made of every sentence of it, so that a re-cut needs no model."""

    __tablename__ = "note_bodies"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    folded: Mapped[str]  # title and text as search compares them
    sentences: Mapped[list[Any]]  # [start, end, score, rank, words, kind, [reason]]
    own_order: Mapped[
        list[Any] | None
    ]  # [rank, reason or null] where the person's marks change the model's order
    places: Mapped[list[Any]]  # [start, {page, slide, heading}]
    vectors: Mapped[bytes]  # (S, H) float16
    space: Mapped[str] = mapped_column(String(64))


class HighlightRow(Table):
    """A key sentence of a note: an exact slice of its text. Keeps its id while a re-cut keeps it."""

    __tablename__ = "highlights"
    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    person_id: Mapped[int] = owner()
    index: Mapped[int]
    text: Mapped[str]
    vector: Mapped[bytes]  # (H,) float16
    space: Mapped[str] = mapped_column(String(64))
    __table_args__ = (Index(None, "note_id", "index", unique=True), NO_REUSE)


class MarkRow(Table):
    """What a person said of one sentence of a note, with what is needed to learn from it: see model.Mark."""

    __tablename__ = "marks"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    verdict: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    vectors: Mapped[bytes]  # (1 + P, H) float16: its own, and those of the sentences it was picked from
    space: Mapped[str] = mapped_column(String(64))
    traits: Mapped[dict[str, Any]]  # name -> (1 + P) numbers
    log_odds: Mapped[list[Any]]  # (1 + P) numbers
    marked_at: Mapped[datetime]


class LookRow(Table):
    """That a person looked at a section of a long note of theirs; `section` counts from 0 as `looks.sections` does."""

    __tablename__ = "looks"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owner()
    looked_at: Mapped[datetime]


class ApartRow(Table):
    """Two notes of which a person said that they don't belong together; `note_id` is the smaller of the two."""

    __tablename__ = "apart"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    person_id: Mapped[int] = owner()


class TagRow(Table):
    __tablename__ = "tags"
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = owner()
