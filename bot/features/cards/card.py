"""A card, the gate to the person's own, and cards as they are read from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.features.tags import clean_tag
from bot.locales import N_
from bot.store.tables import CardRow, NoteRow, TagRow
from bot.texts.cloze import tells
from bot.texts.titles import is_sentence

SIDE_CHARACTERS = 2_000
ROWS_AT_ONCE = 200


class Kind(StrEnum):
    RECALL = "recall"  # title, section and how the sentence begins in front, the sentence behind
    CLOZE = "cloze"  # the sentence with a gap in front, the words of the gap behind


KIND_WORDS = {
    Kind.RECALL: N_("Recall the point"),
    Kind.CLOZE: N_("Fill the gap"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A card before it is kept."""

    kind: Kind
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Card:
    """One question. `title` and `language` are its note's or, without one, those of the note that somebody else shared
    its sentence from; `grades` counts how often it was graded, 0 for a new card; `goes_with_share`: it is gone once
    that somebody takes their sentence back."""

    id: int
    note_id: int | None
    title: str
    language: str
    kind: Kind
    sentence: str
    front: str
    back: str
    due_at: datetime
    grades: int
    suspended: bool
    buried_until_at: datetime | None
    created_at: datetime
    goes_with_share: bool = False

    @property
    def title_beside(self) -> str:
        """What may stand beside the question: nothing where that has the title, or the title gives the hidden words
        away or is a sentence."""
        if self.kind is Kind.RECALL or is_sentence(self.title) or tells(self.title, self.back, self.language):
            return ""
        return self.title


@dataclass(frozen=True, slots=True)
class Page:
    """Cards, newest first; `next_cursor` continues the list, None at its end."""

    cards: tuple[Card, ...]
    next_cursor: int | None


def clean_side(side: str, text: str) -> str:
    """One side of a card, "front" or "back", as it is kept. Raises Invalid for an empty or too long one."""
    text = text.replace("\r\n", "\n").strip()
    if not 0 < len(text) <= SIDE_CHARACTERS:
        raise Invalid("Each side of a card has 1 to {limit} characters.", about=side, limit=SIDE_CHARACTERS)
    return text


async def own_card(s: AsyncSession, person: Person, card_id: int, *, to_change: bool = False) -> CardRow:
    """The gate: the person's own card, or NotFound — also for a card that is somebody else's."""
    row = await s.get(CardRow, card_id, with_for_update=to_change) if 0 < card_id <= MAX_ID else None
    if row is None or row.person_id != person.id:
        raise NotFound("There is no such card.")
    return row


def to_card(row: CardRow, title: str, language: str) -> Card:
    return Card(
        id=row.id,
        note_id=row.note_id,
        title=title,
        language=language,
        kind=Kind(row.kind),
        sentence=row.sentence,
        front=row.front,
        back=row.back,
        due_at=row.due_at,
        grades=row.grades,
        suspended=row.suspended,
        buried_until_at=row.buried_until_at,
        created_at=row.created_at,
        goes_with_share=row.share_id is not None,
    )


async def get_many(app: App, person: Person, card_ids: Sequence[int]) -> tuple[Card, ...]:
    """The person's own cards of these ids, in this order; those that are not there are left out."""
    found: dict[int, Card] = {}
    async with app.read() as s:
        for start in range(0, len(card_ids), ROWS_AT_ONCE):
            some = CardRow.id.in_(card_ids[start : start + ROWS_AT_ONCE]) & (CardRow.person_id == person.id)
            for row, title, language in await s.execute(_with_note().where(some)):
                found[row.id] = to_card(row, title, language)
    return tuple(found[card_id] for card_id in card_ids if card_id in found)


def _with_note() -> Any:
    title = func.coalesce(NoteRow.title, CardRow.title, "")
    language = func.coalesce(NoteRow.language, CardRow.language, "")
    return select(CardRow, title, language).outerjoin(NoteRow, NoteRow.id == CardRow.note_id)


async def get(app: App, person: Person, card_id: int) -> Card:
    """Raises NotFound."""
    async with app.read() as s:
        await own_card(s, person, card_id)
        row, title, language = (await s.execute(_with_note().where(CardRow.id == card_id))).one()
    return to_card(row, title, language)


async def list_cards(
    app: App,
    person: Person,
    *,
    note_id: int | None = None,
    tag: str | None = None,
    limit: int = 50,
    cursor: int | None = None,
) -> Page:
    """A page of at most `limit` cards, newest first: all, or those of one note, or of the notes with `tag`."""
    wanted = _with_note().where(CardRow.person_id == person.id)
    if note_id is not None:
        wanted = wanted.where(CardRow.note_id == max(0, min(note_id, MAX_ID)))
    if tag is not None:
        wanted = wanted.join(TagRow, TagRow.note_id == NoteRow.id).where(TagRow.name == clean_tag(tag))
    if cursor is not None:
        wanted = wanted.where(CardRow.id < max(0, min(cursor, MAX_ID)))
    async with app.read() as s:
        rows = list(await s.execute(wanted.order_by(CardRow.id.desc()).limit(limit + 1)))
    found = tuple(to_card(*row) for row in rows[:limit])
    return Page(found, found[-1].id if len(rows) > limit else None)
