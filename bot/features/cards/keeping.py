"""Cards kept: of sentences that somebody chose, of every highlight, of what was starred; changed, and deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from fsrs import State
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid
from bot.features import history
from bot.features.cards.card import ROWS_AT_ONCE, Card, Draft, Kind, clean_side, get, own_card
from bot.features.cards.proposing import propose, propose_one, sentence_of
from bot.features.note import Note, Sentence, own
from bot.features.people import Person
from bot.store.tables import CardRow, ReviewSettingsRow
from bot.texts.cloze import GAP, hide


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
    sentence = sentence_of(note, index)
    if kind is not None and front is not None and back is not None:
        made = Draft(kind, front, back)
    else:
        hidden = back if front is None and kind is not Kind.RECALL else None
        made = await propose_one(app, person, note, sentence, kind, hidden)
    made = _fit(made.kind, clean_side("front", front or made.front), clean_side("back", back or made.back))
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


def _fit(kind: Kind, front: str, back: str) -> Draft:
    """Both sides as they are kept: where somebody wrote a sentence anew without a gap, its words are hidden there."""
    if kind is Kind.CLOZE and GAP not in front:
        front = hide(front, back) or front
    return Draft(kind, front, back)


async def add_many(
    app: App, person: Person, note_id: int, indices: Iterable[int], kind: Kind | None = None
) -> int:
    """A card, as proposed, of each of these sentences that has none of the kind; how many were made.

    Raises NotFound, and Invalid for a cloze where no word stands out.
    """
    note = await history.open_note(app, person, note_id)
    return await _add_all(app, person, note, [sentence_of(note, index) for index in indices], kind)


async def add_automatically(app: App, person: Person, note: Note) -> int:
    """Every highlight of a note just kept, for a person who wants that; how many cards were made."""
    async with app.read() as s:
        settings = await s.get(ReviewSettingsRow, person.id)
    if settings is None or not settings.automatic:
        return 0
    return await _add_all(app, person, note, note.highlights)


async def add_starred(
    app: App, person: Person, note_id: int, index: int, *, is_one_of_many: bool = False
) -> int:
    """A card of a sentence just starred, unless it has one or the person switched that off; how many were made.

    Its gap is where the model looked, unless it `is_one_of_many`. Raises NotFound.
    """
    async with app.read() as s:
        settings = await s.get(ReviewSettingsRow, person.id)
        known = await _known(s, note_id)
    if settings is not None and not settings.starred:
        return 0
    note = await history.open_note(app, person, note_id)
    sentence = sentence_of(note, index)
    if any(text == sentence.text for _, text in known):
        return 0
    if is_one_of_many:
        made = await asyncio.to_thread(propose, note, sentence)
    else:
        made = await propose_one(app, person, note, sentence, None, None)
    return await _keep(app, person, note, [(sentence, made)], of_star=True)


async def drop_starred(app: App, person: Person, note_id: int, index: int) -> int:
    """The star of a sentence is taken back: its card goes too, unless it was asked or changed, or asked for by hand.

    How many went. Raises NotFound.
    """
    note = await history.open_note(app, person, note_id)
    its = (CardRow.note_id == note_id) & (CardRow.sentence == sentence_of(note, index).text)
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


async def _add_all(
    app: App, person: Person, note: Note, sentences: Sequence[Sentence], kind: Kind | None = None
) -> int:
    drafts = await asyncio.to_thread(lambda: [(each, propose(note, each, kind)) for each in sentences])
    return await _keep(app, person, note, drafts)


async def _keep(
    app: App,
    person: Person,
    note: Note,
    drafts: Sequence[tuple[Sentence, Draft]],
    *,
    of_star: bool = False,
) -> int:
    assert note.id is not None
    async with app.write() as s:
        await own(s, person, note.id, to_change=True)
        known = await _known(s, note.id)
        asked = {text for _, text in known}
        new = {
            (made.kind, sentence.text): _row(app, person, note.id, sentence, made) | {"of_star": of_star}
            for sentence, made in drafts
            if (made.kind, sentence.text) not in known and not (of_star and sentence.text in asked)
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


async def edit(
    app: App, person: Person, card_id: int, *, front: str | None = None, back: str | None = None
) -> Card:
    """Changes the sides that are given; what the person remembers of it stays.

    New hidden words move the gap of a cloze whose question is left as it is. Raises NotFound and Invalid.
    """
    sides = {"front": front, "back": back}
    cleaned = {side: clean_side(side, text) for side, text in sides.items() if text is not None}
    async with app.write() as s:
        row = await own_card(s, person, card_id, to_change=True)
        asked, hidden = cleaned.get("front", row.front), cleaned.get("back", row.back)
        if row.kind == Kind.CLOZE and asked == row.front and hidden != row.back:
            said = " ".join(row.sentence.split())
            moved = hide(said, hidden) if hide(said, row.back) == asked else asked
            if moved is None:
                raise Invalid("The sentence does not hold “{words}”.", about="back", words=hidden)
            asked = moved
        fit = _fit(Kind(row.kind), asked, hidden)
        row.front, row.back, row.of_star = fit.front, fit.back, False
    return await get(app, person, card_id)


async def delete(app: App, person: Person, card_id: int) -> None:
    """The card and its grades are gone. Raises NotFound."""
    async with app.write() as s:
        await s.delete(await own_card(s, person, card_id))
