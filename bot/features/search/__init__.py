"""Search: a person's notes by words and by meaning, together.

`by_words` finds those that hold the query, or enough of what it asks about, in any script (so Chinese needs no spaces);
`by_meaning` compares the query with the vectors kept beside the highlights; `rows` are what both look through. The two
orders are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, doi:10.1145/1571941.1572114). `shown`
chooses the sentence that stands below a note.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.app import App
from bot.errors import Busy
from bot.features.note import NoteCard, card
from bot.features.people import Person
from bot.features.search.by_meaning import NEAREST_NOTES, by_meaning
from bot.features.search.by_words import by_words
from bot.features.search.shown import sentences
from bot.features.tags import tags_of
from bot.store.tables import NoteRow
from bot.texts.folding import fold
from model import sought

__all__ = ["NEAREST_NOTES", "QUERY_CHARACTERS", "Hit", "search"]

FUSION_OFFSET = 60  # the paper's k
OF_A_PART = 0.5  # of a place, for a note that holds a part of the query
OF_LIKENESS = {"chars": 0.25}  # for one whose vectors, by their space, tell how it is written, not meant
QUERY_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that was found, and the sentence of it that speaks best to the query, a highlight where one speaks as well
    (None: only its title does)."""

    note: NoteCard
    said: str | None


async def search(
    app: App, person: Person, query: str, *, tag: str | None = None, limit: int = 20, offset: int = 0
) -> list[Hit]:
    """The notes that fit `query` best, best first; an empty query finds nothing. While the model is busy, those that
    hold its words. Raises Busy where none does."""
    query = query.strip()[:QUERY_CHARACTERS]
    folded = fold(query)
    terms = folded.split()
    if not terms:
        return []
    words = await asyncio.to_thread(sought, folded)
    worded, weighed = await by_words(app, person, terms, words, tag)
    try:
        meant = await by_meaning(app, person, query, tag)
    except Busy:
        if not worded:
            raise
        meant = {}
    points: dict[int, float] = defaultdict(float)
    for place, (note_id, has_all) in enumerate(worded.items()):
        points[note_id] += (1.0 if has_all else OF_A_PART) / (FUSION_OFFSET + place)
    for place, (note_id, near) in enumerate(meant.items()):
        points[note_id] += OF_LIKENESS.get(near.space, 1.0) / (FUSION_OFFSET + place)
    ranked = sorted(points, key=lambda note_id: (-points[note_id], -note_id))
    shown = ranked[offset : offset + limit]
    nearest = {note_id: near.text for note_id, near in meant.items()}
    return await _hits(app, shown, await sentences(app, shown, nearest, weighed, terms))


async def _hits(app: App, ids: Sequence[int], said: Mapping[int, str]) -> list[Hit]:
    """The notes of these ids as cards, in this order."""
    async with app.read() as s:
        rows = {row.id: row for row in await s.scalars(select(NoteRow).where(NoteRow.id.in_(ids)))}
        tags = await tags_of(s, ids)
    return [Hit(card(rows[i], tags[i]), said.get(i)) for i in ids if i in rows]
