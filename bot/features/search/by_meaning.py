"""The notes that mean what a query means: their highlights' vectors are near to its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, select

from bot.app import App
from bot.errors import Busy
from bot.features import meanings
from bot.features.people import Person
from bot.features.search.rows import rows_of
from bot.store.tables import HighlightRow
from model import ModelBusy, ModelError

NEAREST_NOTES = 20
LEAST_SIMILARITY = {"chars": 0.25}  # by vector space; below it a sentence is about something else
LEAST_ENCODER_SIMILARITY, LEAST_OF_CHOICE = 0.3, 0.35

Kept = Row[int, str, bytes, str]  # a highlight's note_id, text, vector and space


class Near(NamedTuple):
    """The highlight of a note that is nearest to a query."""

    similarity: float
    text: str
    space: str


async def by_meaning(app: App, person: Person, query: str, tag: str | None) -> dict[int, Near]:
    """The nearest highlight of each note that has one near enough, by the note's id, nearest first."""
    kept = select(HighlightRow.note_id, HighlightRow.text, HighlightRow.vector, HighlightRow.space).where(
        HighlightRow.person_id == person.id
    )
    rows = await rows_of(app, person, kept, HighlightRow.note_id, tag)
    nearest: dict[int, Near] = {}
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
    order = sorted(nearest, key=lambda note_id: -nearest[note_id].similarity)[:NEAREST_NOTES]
    return {note_id: nearest[note_id] for note_id in order}


def _nearest(
    rows: Sequence[Kept], vectors: NDArray[np.float32], wanted: NDArray[np.float32], least: float
) -> dict[int, Near]:
    """The highlight of each note whose vector (N, H) is nearest to `wanted` (H,), with its cosine: all vectors have
    length 1."""
    similarities = vectors @ wanted  # (N,)
    nearest: dict[int, Near] = {}
    for at in np.argsort(similarities):  # the last one of a note stays: its nearest
        if similarities[at] >= least:
            nearest[rows[at].note_id] = Near(float(similarities[at]), rows[at].text, rows[at].space)
    return nearest
