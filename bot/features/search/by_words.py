"""The notes that hold a query's words, by how much of it they hold.

First those that hold everything as it was written, then those that hold enough of what it asks about. A word that few
of the person's notes have counts more (inverse document frequency, Spärck Jones 1972, doi:10.1108/eb026526).
"""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Row, and_, case, literal, select

from bot.app import App
from bot.features.people import Person
from bot.features.search.rows import rows_of
from bot.store.tables import NoteBodyRow, NoteRow
from bot.texts.folding import fold
from model import Word

READ_NOTES = 40  # that may hold most; of the rest those are found that hold every term, by their title
LEAST_HELD = 0.25  # of the query, by weight: by two words of one sentence, in Chinese of one note
LEAST_SHARE = 0.15  # or by one word of such a weight,
OFTEN = 3  # which the note says so many times, being about it
MOST_HELD = 0.6  # of the query, which is enough however it is held
ENOUGH = 4  # times; to say a word more often adds nothing
ALL = 0.999  # as shares add up
CHARACTER = 0.8  # of a Chinese word of one character, which stands in other words too

_SENTENCE = re.compile(r"[^.!?。！？\n]+")

_Kept = Row[int, str, bool, int]
"""A note's id, its title, whether it holds all terms, and the words that it may have, one a bit."""


@dataclass(frozen=True)
class Weighed:
    """The words of a query and the share (0..1) of it that each makes up."""

    words: tuple[Word, ...]
    shares: tuple[float, ...]

    def held(self, text: str) -> tuple[int, float]:
        """How many of the words a folded text has, and the share of the query that they make up."""
        found = [share for word, share in zip(self.words, self.shares, strict=True) if word.count(text)]
        return len(found), sum(found)


async def by_words(
    app: App, person: Person, terms: Sequence[str], words: tuple[Word, ...], tag: str | None
) -> tuple[dict[int, bool], Weighed]:
    """Ids of the notes that hold every term or word, those that hold them in the title first; then of those that hold
    enough of the words; and whether it is all. And what the words weigh among all notes that were searched."""
    rows = await _rows(app, person, terms, words, tag)
    weighed, order = await asyncio.to_thread(_order, rows, terms, words)
    read, rest = order[:READ_NOTES], [row.id for row in order[READ_NOTES:] if row.has_all]
    async with app.read() as s:
        texts = select(NoteBodyRow.note_id, NoteBodyRow.folded).where(
            NoteBodyRow.note_id.in_([row.id for row in read])
        )
        folded = {row.note_id: row.folded for row in await s.execute(texts)}
    told = await asyncio.to_thread(
        lambda: {note_id: _told(text, weighed) for note_id, text in folded.items()}
    )
    best = {
        row.id: (row.has_all or told[row.id].held > ALL, _in_title(row, terms), told[row.id].worth)
        for row in read
        if row.id in told and (row.has_all or told[row.id].worth)
    }
    found = sorted(best, key=lambda note_id: (*best[note_id], note_id), reverse=True)
    return {note_id: best[note_id][0] for note_id in found} | dict.fromkeys(rest, True), weighed


async def _rows(
    app: App, person: Person, terms: Sequence[str], words: Sequence[Word], tag: str | None
) -> list[_Kept]:
    """Every note of the person with this tag."""
    folded = NoteBodyRow.folded
    has_all = and_(*(folded.contains(term, autoescape=True) for term in terms))
    bits = [
        case((folded.contains(word.part, autoescape=True), 1 << at), else_=0) for at, word in enumerate(words)
    ]
    kept = (
        select(NoteRow.id, NoteRow.title, has_all.label("has_all"), sum(bits, literal(0)).label("held"))
        .join(NoteBodyRow, NoteBodyRow.note_id == NoteRow.id)
        .where(NoteRow.person_id == person.id)
    )
    return await rows_of(app, person, kept, NoteRow.id, tag)


def _order(
    rows: Sequence[_Kept], terms: Sequence[str], words: tuple[Word, ...]
) -> tuple[Weighed, list[_Kept]]:
    """What the words weigh, and the notes that may hold enough of them, those first that may hold most."""
    weighed = _weigh(words, [row.held for row in rows])
    keys: dict[int, tuple[float, ...]] = {}
    for row in rows:
        held = sum(share for at, share in enumerate(weighed.shares) if row.held >> at & 1)
        if row.has_all or held >= LEAST_HELD:
            keys[row.id] = (-row.has_all, -_in_title(row, terms), -held, -row.id)
    return weighed, sorted((row for row in rows if row.id in keys), key=lambda row: keys[row.id])


def _weigh(words: tuple[Word, ...], held: Sequence[int]) -> Weighed:
    """`held`: of each note the words that it may have, one a bit."""
    weights = []
    for at, word in enumerate(words):
        notes = sum(bits >> at & 1 for bits in held)
        is_character = len(word.form) == 1 and not word.form.isascii()
        weights.append(math.log1p(len(held) / max(1, notes)) * (CHARACTER if is_character else 1.0))
    total = sum(weights) or 1.0
    return Weighed(words, tuple(weight / total for weight in weights))


def _in_title(row: _Kept, terms: Sequence[str]) -> int:
    """How many of the terms stand in the title of a note that holds them all."""
    title = fold(row.title) if row.has_all else ""
    return sum(term in title for term in terms)


class _Told(NamedTuple):
    """The share of the query that a note holds, and how well it answers; 0 where it holds too little."""

    held: float
    worth: float


def _told(text: str, weighed: Weighed) -> _Told:
    """Of a folded text: by how much of the query it holds, each word the better the more often, and by how much of it
    one sentence holds."""
    counts = [word.count(text) for word in weighed.words]
    times = list(zip(weighed.shares, counts, strict=True))
    held = sum(share for share, count in times if count)
    if held < LEAST_HELD:
        return _Told(held, 0.0)
    in_sentences = [weighed.held(sentence) for sentence in _SENTENCE.findall(text)]
    together = max((count for count, _ in in_sentences), default=0)
    if any(word.language == "zh" for word in weighed.words):
        together = sum(map(bool, counts))
    is_about = any(share >= LEAST_SHARE and count >= OFTEN for share, count in times)
    if held < MOST_HELD and together < 2 and not is_about:
        return _Told(held, 0.0)
    often = sum(share * min(1.0, count / ENOUGH) for share, count in times)
    return _Told(held, often + max((share for _, share in in_sentences), default=0.0))
