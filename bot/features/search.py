"""Search: a person's notes by words and by meaning, together.

Words must all occur, wherever they stand, in any script (so Chinese needs no spaces). Meaning compares the
query with the vectors kept beside the highlights. The two orders are joined by reciprocal rank fusion
(Cormack, Clarke and Büttcher 2009, doi:10.1145/1571941.1572114).
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, select

from bot.app import App
from bot.errors import Busy
from bot.features import meanings
from bot.features.folding import fold
from bot.features.note import NoteCard, card
from bot.features.people import Person
from bot.features.tags import clean_tag, tags_of
from bot.store.tables import HighlightRow, NoteBodyRow, NoteRow, TagRow
from model import ModelBusy, ModelError

FUSION_OFFSET = 60  # the paper's k
NEAREST_NOTES = 20
QUERY_CHARACTERS = 300
ROWS_AT_ONCE = 1000  # of a history, so that the event loop goes on in between
LEAST_SIMILARITY = {"chars": 0.25}  # by vector space; below it a sentence is about something else
LEAST_ENCODER_SIMILARITY, LEAST_OF_CHOICE = 0.3, 0.35

Kept = Row[int, str, bytes, str]  # a highlight's note_id, text, vector and space


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that was found, and the highlight that speaks best to the query (None: only its text does)."""

    note: NoteCard
    highlight: str | None


async def search(
    app: App, person: Person, query: str, *, tag: str | None = None, limit: int = 20, offset: int = 0
) -> list[Hit]:
    """The notes that fit `query` best, best first; an empty query finds nothing. While the model is busy, those that
    hold its words. Raises Busy where none does."""
    query = query.strip()[:QUERY_CHARACTERS]
    terms = fold(query).split()
    if not terms:
        return []
    by_words = await _by_words(app, person, terms, tag)
    try:
        by_meaning, nearest = await _by_meaning(app, person, query, tag)
    except Busy:
        if not by_words:
            raise
        by_meaning, nearest = [], {}
    points: dict[int, float] = defaultdict(float)
    for order in (by_words, by_meaning):
        for place, note_id in enumerate(order):
            points[note_id] += 1 / (FUSION_OFFSET + place)
    ranked = sorted(points, key=lambda note_id: (-points[note_id], -note_id))
    return await _hits(app, ranked[offset : offset + limit], nearest, terms)


def _tagged(person: Person, tag: str) -> Select[int]:
    return select(TagRow.note_id).where(TagRow.person_id == person.id, TagRow.name == clean_tag(tag))


async def _by_words(app: App, person: Person, terms: Sequence[str], tag: str | None) -> list[int]:
    """Ids of the notes that hold every term; those that hold them in the title first, then the newest."""
    found = (
        select(NoteRow.id, NoteRow.title)
        .join(NoteBodyRow, NoteBodyRow.note_id == NoteRow.id)
        .where(NoteRow.person_id == person.id)
        .order_by(NoteRow.id.desc())
    )
    if tag is not None:
        found = found.where(NoteRow.id.in_(_tagged(person, tag)))
    for term in terms:
        found = found.where(NoteBodyRow.folded.contains(term, autoescape=True))
    async with app.read() as s:
        rows = (await s.execute(found)).all()
    return [row.id for row in sorted(rows, key=lambda row: -sum(term in fold(row.title) for term in terms))]


async def _by_meaning(
    app: App, person: Person, query: str, tag: str | None
) -> tuple[list[int], dict[int, str]]:
    """Ids of the notes with the nearest highlights, nearest first, and that highlight of each."""
    kept = select(HighlightRow.note_id, HighlightRow.text, HighlightRow.vector, HighlightRow.space).where(
        HighlightRow.person_id == person.id
    )
    if tag is not None:
        kept = kept.where(HighlightRow.note_id.in_(_tagged(person, tag)))
    rows: list[Kept] = []
    async with app.read() as s:
        found = await s.stream(kept)
        async for some in found.partitions(ROWS_AT_ONCE):
            rows += some
    nearest: dict[int, tuple[float, str]] = {}
    for space, (members, vectors) in (await asyncio.to_thread(meanings.of_highlights, rows)).items():
        try:
            wanted = (await app.extractor.embed([query], space))[0]
        except ModelBusy:
            raise Busy("Many texts are waiting just now. Try again in a moment.") from None
        except ModelError:
            continue  # the vectors of another checkpoint; words still find the note
        usual = LEAST_OF_CHOICE if meanings.is_of_choice(space) else LEAST_ENCODER_SIMILARITY
        least = LEAST_SIMILARITY.get(space, usual)
        for note_id, best in (await asyncio.to_thread(_nearest, members, vectors, wanted, least)).items():
            nearest[note_id] = max(best, nearest.get(note_id, best))
    order = sorted(nearest, key=lambda note_id: -nearest[note_id][0])[:NEAREST_NOTES]
    return order, {note_id: nearest[note_id][1] for note_id in order}


def _nearest(
    rows: Sequence[Kept], vectors: NDArray[np.float32], wanted: NDArray[np.float32], least: float
) -> dict[int, tuple[float, str]]:
    """The highlight of each note whose vector (N, H) is nearest to `wanted` (H,), with its cosine: all vectors have
    length 1."""
    similarities = vectors @ wanted  # (N,)
    nearest: dict[int, tuple[float, str]] = {}
    for at in np.argsort(similarities):  # the last one of a note stays: its nearest
        if similarities[at] >= least:
            nearest[rows[at].note_id] = (float(similarities[at]), rows[at].text)
    return nearest


async def _hits(app: App, ids: Sequence[int], nearest: dict[int, str], terms: Sequence[str]) -> list[Hit]:
    """The notes of these ids as cards, in this order."""
    async with app.read() as s:
        rows = {row.id: row for row in await s.scalars(select(NoteRow).where(NoteRow.id.in_(ids)))}
        tags = await tags_of(s, ids)
        said = await s.execute(
            select(HighlightRow.note_id, HighlightRow.text).where(HighlightRow.note_id.in_(ids))
        )
        for note_id, text in said:
            if note_id not in nearest:
                folded = fold(text)
                if any(term in folded for term in terms):
                    nearest[note_id] = text
    return [Hit(card(rows[i], tags[i]), nearest.get(i)) for i in ids if i in rows]
