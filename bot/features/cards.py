"""Cards: sentences of a note made into questions — proposed, changed, kept, listed, deleted. `review` asks them.

Somebody else's card is NotFound, by the one gate `own_card`. A card keeps its own words: a re-cut leaves it alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from fsrs import State
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Busy, Invalid, NotFound
from bot.features import history, why
from bot.features.cloze import hidden_words, hide, subject
from bot.features.note import MAX_ID, Note, Sentence, own
from bot.features.people import Person
from bot.features.tags import clean_tag
from bot.locales import N_
from bot.store.tables import CardRow, NoteRow, ReviewSettingsRow, TagRow

SIDE_CHARACTERS = 2_000
ROWS_AT_ONCE = 200
PATIENCE_S = 1.5  # with the model: Discord waits three seconds for a dialog


class Kind(StrEnum):
    RECALL = "recall"  # title and section in front, the sentence behind
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
    its sentence from; `grades` counts how often it was graded, 0 for a new card."""

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


@dataclass(frozen=True, slots=True)
class Page:
    """Cards, newest first; `next_cursor` continues the list, None at its end."""

    cards: tuple[Card, ...]
    next_cursor: int | None


def propose(
    note: Note,
    sentence: Sentence,
    kind: Kind | None = None,
    hidden: str | None = None,
    strong: Sequence[str] = (),
) -> Draft:
    """The card that `sentence` makes: a cloze where a word is worth hiding, unless `kind` says otherwise.

    `hidden` are the words to hide instead of those found here, by the `strong` ones among others (`cloze`).
    Raises Invalid where the sentence has no such words.
    """
    said = " ".join(sentence.text.split())
    if kind is not Kind.RECALL:
        words = " ".join((hidden or "").split()) or hidden_words(said, note.text, note.language, strong)
        front = hide(said, words) if words else None
        if words and front:
            return Draft(Kind.CLOZE, front, words)
        if hidden:
            raise Invalid("The sentence does not hold “{words}”.", words=hidden)
        if kind is Kind.CLOZE:
            raise Invalid("No word of this sentence stands out. Say which words to hide.")
    heading = sentence.location.heading
    front = note.title if heading in (None, note.title) else f"{note.title}\n{heading}"
    return Draft(Kind.RECALL, front, said)


def clean_side(text: str) -> str:
    """One side of a card as it is kept. Raises Invalid for an empty or too long one."""
    text = text.replace("\r\n", "\n").strip()
    if not 0 < len(text) <= SIDE_CHARACTERS:
        raise Invalid("Each side of a card has 1 to {limit} characters.", limit=SIDE_CHARACTERS)
    return text


async def draft(
    app: App, person: Person, note_id: int, index: int, kind: Kind | None = None, hidden: str | None = None
) -> Draft:
    """The card that the note's sentence number `index` makes, before it is kept. Raises NotFound and Invalid."""
    note = await history.open_note(app, person, note_id)
    return await _propose_one(app, person, note, _sentence(note, index), kind, hidden)


async def _propose_one(
    app: App, person: Person, note: Note, sentence: Sentence, kind: Kind | None, hidden: str | None
) -> Draft:
    """As `propose`, by the words that carried the sentence where nothing else says which to hide.

    To ask the model for them takes half a second; of many sentences at once, and while it is busy, that is left out.
    """
    strong: list[str] = []
    if kind is not Kind.RECALL and not hidden and not subject(sentence.text, note.language):
        with suppress(Busy, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                found = await why.explain(app, person, note.id or 0, sentence.index)
            strong = [word.text for word in found.strongest]
    return await asyncio.to_thread(propose, note, sentence, kind, hidden, strong)


async def add(
    app: App,
    person: Person,
    note_id: int,
    index: int,
    *,
    kind: Kind | None = None,
    front: str | None = None,
    back: str | None = None,
) -> Card:
    """Keeps a card of the note's sentence number `index`, with the person's own words where they gave some.

    `back` without `front` are the words that a cloze hides. A sentence has one card of a kind: adding it again
    changes its words. Raises NotFound and Invalid.
    """
    note = await history.open_note(app, person, note_id)
    sentence = _sentence(note, index)
    if kind is not None and front is not None and back is not None:
        made = Draft(kind, front, back)
    else:
        hidden = back if front is None and kind is not Kind.RECALL else None
        made = await _propose_one(app, person, note, sentence, kind, hidden)
    made = Draft(made.kind, clean_side(front or made.front), clean_side(back or made.back))
    async with app.write() as s:
        await own(s, person, note_id, to_change=True)
        known = await _known(s, note_id)
        card_id = known.get((made.kind, sentence.text))
        if card_id is None:
            await s.execute(insert(CardRow), _row(app, person, note_id, sentence, made))
            card_id = (await _known(s, note_id))[made.kind, sentence.text]
        else:
            row = await s.get_one(CardRow, card_id)
            row.of_star = False  # asked for by hand now: it outlasts its star
            if front or back:
                row.front, row.back = made.front, made.back
    return await get(app, person, card_id)


async def add_many(
    app: App, person: Person, note_id: int, indices: Iterable[int], kind: Kind | None = None
) -> int:
    """A card, as proposed, of each of these sentences that has none of the kind; how many were made.

    Raises NotFound, and Invalid for a cloze where no word stands out.
    """
    note = await history.open_note(app, person, note_id)
    return await _add_proposed(app, person, note, [_sentence(note, index) for index in indices], kind)


async def add_automatically(app: App, person: Person, note: Note) -> int:
    """Every highlight of a note just kept, for a person who wants that; how many cards were made."""
    async with app.read() as s:
        settings = await s.get(ReviewSettingsRow, person.id)
    if settings is None or not settings.automatic:
        return 0
    return await _add_proposed(app, person, note, note.highlights)


async def add_starred(app: App, person: Person, note_id: int, index: int) -> int:
    """A card of a sentence just starred, unless it has one or the person switched that off; how many were made.

    Raises NotFound.
    """
    async with app.read() as s:
        settings = await s.get(ReviewSettingsRow, person.id)
        known = await _known(s, note_id)
    if settings is not None and not settings.starred:
        return 0
    note = await history.open_note(app, person, note_id)
    sentence = _sentence(note, index)
    if any(text == sentence.text for _, text in known):
        return 0
    return await _add_proposed(app, person, note, [sentence], of_star=True)


async def drop_starred(app: App, person: Person, note_id: int, index: int) -> int:
    """The star of a sentence is taken back: its card goes too, unless it was asked or changed, or asked for by hand.

    How many went. Raises NotFound.
    """
    note = await history.open_note(app, person, note_id)
    its = (CardRow.note_id == note_id) & (CardRow.sentence == _sentence(note, index).text)
    async with app.write() as s:
        await own(s, person, note_id, to_change=True)
        untouched = its & CardRow.of_star & (CardRow.grades == 0)
        rows = (await s.scalars(select(CardRow).where(untouched))).all()
        for row in rows:
            await s.delete(row)
    return len(rows)


async def count_of_stars(app: App, person: Person) -> int:
    """How many of the person's cards are there because of a star."""
    mine = select(func.count()).select_from(CardRow).where(CardRow.person_id == person.id, CardRow.of_star)
    async with app.read() as s:
        return await s.scalar(mine) or 0


async def _add_proposed(
    app: App,
    person: Person,
    note: Note,
    sentences: Sequence[Sentence],
    kind: Kind | None = None,
    *,
    of_star: bool = False,
) -> int:
    assert note.id is not None
    drafts = await asyncio.to_thread(lambda: [(each, propose(note, each, kind)) for each in sentences])
    async with app.write() as s:
        await own(s, person, note.id, to_change=True)
        known = await _known(s, note.id)
        new = {
            (made.kind, sentence.text): _row(app, person, note.id, sentence, made) | {"of_star": of_star}
            for sentence, made in drafts
            if (made.kind, sentence.text) not in known
        }
        asked_for = [
            known[key]
            for sentence, made in drafts
            if (key := (made.kind, sentence.text)) in known and not of_star  # a star asks for nothing anew
        ]
        for start in range(0, len(asked_for), ROWS_AT_ONCE):
            some = CardRow.id.in_(asked_for[start : start + ROWS_AT_ONCE])
            await s.execute(update(CardRow).where(some).values(of_star=False))
        rows = list(new.values())
        for start in range(0, len(rows), ROWS_AT_ONCE):
            await s.execute(insert(CardRow), rows[start : start + ROWS_AT_ONCE])
    return len(rows)


async def _known(s: AsyncSession, note_id: int) -> dict[tuple[Kind, str], int]:
    rows = await s.execute(
        select(CardRow.id, CardRow.kind, CardRow.sentence).where(CardRow.note_id == note_id)
    )
    return {(Kind(kind), sentence): card_id for card_id, kind, sentence in rows}


def _row(app: App, person: Person, note_id: int, sentence: Sentence, made: Draft) -> dict[str, Any]:
    """A new card's row: due at once, in FSRS's first learning step."""
    now = app.clock()
    return {
        "person_id": person.id,
        "note_id": note_id,
        "kind": made.kind.value,
        "sentence": sentence.text,
        "front": made.front,
        "back": made.back,
        "state": State.Learning.value,
        "step": 0,
        "of_star": False,
        "due_at": now,
        "created_at": now,
    }


def _sentence(note: Note, index: int) -> Sentence:
    if not 0 <= index < len(note.sentences):
        raise NotFound("There is no such sentence.")
    return note.sentences[index]


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


async def edit(
    app: App, person: Person, card_id: int, *, front: str | None = None, back: str | None = None
) -> Card:
    """Changes the sides that are given; what the person remembers of it stays.

    New hidden words move the gap of a cloze whose question is left as it is. Raises NotFound and Invalid.
    """
    sides = {"front": front, "back": back}
    cleaned = {side: clean_side(text) for side, text in sides.items() if text is not None}
    async with app.write() as s:
        row = await own_card(s, person, card_id, to_change=True)
        asked, hidden = cleaned.get("front", row.front), cleaned.get("back", row.back)
        if row.kind == Kind.CLOZE and asked == row.front and hidden != row.back:
            said = " ".join(row.sentence.split())
            moved = hide(said, hidden) if hide(said, row.back) == asked else asked
            if moved is None:
                raise Invalid("The sentence does not hold “{words}”.", words=hidden)
            asked = moved
        row.front, row.back, row.of_star = asked, hidden, False
    return await get(app, person, card_id)


async def delete(app: App, person: Person, card_id: int) -> None:
    """The card and its grades are gone. Raises NotFound."""
    async with app.write() as s:
        await s.delete(await own_card(s, person, card_id))
