"""Which sentence is shown of a note that was found: the one that is the reason for it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.app import App
from bot.features.search.by_words import LEAST_HELD, Weighed
from bot.store.tables import HighlightRow, NoteBodyRow
from bot.texts.folding import fold

NOTES_AT_ONCE = 20  # whose texts are read
LONGEST, BEFORE = 300, 60  # characters of a sentence, of these before the first word that was looked for


async def sentences(
    app: App, ids: Sequence[int], nearest: Mapping[int, str], weighed: Weighed, terms: Sequence[str]
) -> dict[int, str]:
    """For each of these notes the highlight that holds most of the query; the sentence of its text that does, if none
    of the highlights holds as much; the one `nearest` in meaning, if none holds enough."""
    highlights: dict[int, list[str]] = defaultdict(list)
    async with app.read() as s:
        kept = select(HighlightRow.note_id, HighlightRow.text).where(HighlightRow.note_id.in_(ids))
        for note_id, text in await s.execute(kept.order_by(HighlightRow.note_id, HighlightRow.index)):
            highlights[note_id].append(text)
    found: dict[int, str] = {}
    for start in range(0, len(ids), NOTES_AT_ONCE):
        some = ids[start : start + NOTES_AT_ONCE]
        async with app.read() as s:
            bodies = select(NoteBodyRow.note_id, NoteBodyRow.text, NoteBodyRow.sentences)
            rows = (await s.execute(bodies.where(NoteBodyRow.note_id.in_(some)))).all()
        for row in rows:
            said = await asyncio.to_thread(
                _best,
                highlights[row.note_id],
                row.text,
                row.sentences,
                nearest.get(row.note_id),
                weighed,
                terms,
            )
            if said:
                found[row.note_id] = said
    return found


def _best(
    highlights: Sequence[str],
    text: str,
    spans: Sequence[Sequence[int]],
    nearest: str | None,
    weighed: Weighed,
    terms: Sequence[str],
) -> str | None:
    first = sorted(highlights, key=lambda said: said != nearest)  # of those that hold as much
    candidates = [*first, *(text[start:end] for start, end, *_ in spans)]
    folded = [fold(said) for said in candidates]
    held = [weighed.held(said)[1] for said in folded]
    if max(held, default=0.0) < LEAST_HELD:
        if nearest is not None:
            return nearest
        if not any(held):
            held = [sum(term in said for term in terms) for said in folded]
    if not any(held):
        return None
    best = held.index(max(held))
    if best < len(highlights):
        return candidates[best]
    return _cut(candidates[best], _first(folded[best], weighed, terms))


def _first(folded: str, weighed: Weighed, terms: Sequence[str]) -> int:
    places = [word.place(folded) for word in weighed.words] + [folded.find(term) for term in terms]
    return min((place for place in places if place >= 0), default=0)


def _cut(sentence: str, at: int) -> str:
    """A sentence that is not too long, else what stands around `at`."""
    if len(sentence) <= LONGEST:
        return sentence
    start = max(0, min(at - BEFORE, len(sentence) - LONGEST))
    end = start + LONGEST
    return f"{'…' if start else ''}{sentence[start:end].strip()}{'…' if end < len(sentence) else ''}"
