"""Looks through a person's history for what to do next. The newest notes count; whatever is computed is in a thread."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.documents import Document, Location, Place
from bot.features import looks, review
from bot.features.people import Person
from bot.features.personalise import Verdict
from bot.features.recommended.found import Again, Named, Recommended, Together, Unseen
from bot.features.recommended.rules import (
    MOST,
    STARRED,
    USUAL_SCORE,
    Faded,
    FadedNote,
    Pair,
    Said,
    belonging,
    fading,
    proposed_tags,
)
from bot.features.tags import tags_of
from bot.store.tables import ApartRow, HighlightRow, MarkRow, NoteBodyRow, NoteRow

NEWEST_NOTES = 300  # whose highlights are compared
NEWEST_LONG = 30  # long notes whose sections are looked through
MOST_HIGHLIGHTS = 2_000
EACH = 10  # highlights of a note
MOST_CARDS = 5_000
ROWS_AT_ONCE = 200
FRESH = timedelta(days=1)  # a long note that nobody looked into is not held up to its person at once
SCORE, RANK = 2, 3  # their places in what a note's body keeps of a sentence


async def recommend(app: App, person: Person) -> Recommended:
    """What to re-read, what belongs together and what was never looked at, each with its reason."""
    async with app.read() as s:
        mine = select(func.count()).select_from(NoteRow).where(NoteRow.person_id == person.id)
        notes = await s.scalar(mine) or 0
    if not notes:
        return Recommended()
    return Recommended(
        await _again(app, person), await _together(app, person), await _unseen(app, person), notes
    )


# --- to read again -------------------------------------------------------------------------------------------


async def _again(app: App, person: Person) -> tuple[Again, ...]:
    slipping = await review.slipping(app, person, MOST_CARDS)
    if not slipping:
        return ()
    first = fading(
        [Faded(card.note_id, card.sentence, card.recall, USUAL_SCORE) for card in slipping], 4 * MOST
    )
    ids = [note.note_id for note in first]
    importance: dict[tuple[int, str], float] = {}
    async with app.read() as s:
        async for row in _bodies(s, ids, NoteBodyRow.text):
            scores = {row.text[each[0] : each[1]]: each[SCORE] for each in row.sentences}
            importance |= {(row.note_id, text): score for text, score in scores.items()}
        stars = (
            await s.execute(
                select(MarkRow.note_id, MarkRow.text).where(
                    MarkRow.note_id.in_(ids), MarkRow.verdict == Verdict.STAR
                )
            )
        ).all()
        starred = {(row.note_id, row.text) for row in stars}
        named = await _named(s, ids)

    def weighed(note_id: int, sentence: str) -> float:
        key = note_id, sentence
        return importance.get(key, USUAL_SCORE) * (STARRED if key in starred else 1.0)

    cards = [
        Faded(card.note_id, card.sentence, card.recall, weighed(card.note_id, card.sentence))
        for card in slipping
        if card.note_id in named
    ]
    return tuple(_to_again(note, named) for note in fading(cards))


def _to_again(note: FadedNote, named: Mapping[int, tuple[str, str]]) -> Again:
    title, language = named[note.note_id]
    return Again(Named(note.note_id, title, language, note.worst.sentence), note.cards, note.recall)


# --- to read together ----------------------------------------------------------------------------------------


async def _together(app: App, person: Person) -> tuple[Together, ...]:
    newest = (
        select(NoteRow.id)
        .where(NoteRow.person_id == person.id)
        .order_by(NoteRow.id.desc())
        .limit(NEWEST_NOTES)
    )
    wanted = (
        select(
            HighlightRow.note_id, HighlightRow.text, HighlightRow.vector, HighlightRow.space, NoteRow.language
        )
        .join(NoteRow, NoteRow.id == HighlightRow.note_id)
        .where(HighlightRow.note_id.in_(newest))
        .order_by(HighlightRow.note_id.desc(), HighlightRow.index)
    )
    by_space: dict[str, list[Any]] = defaultdict(list)
    count: dict[int, int] = defaultdict(int)
    async with app.read() as s:
        async for rows in (await s.stream(wanted)).partitions(ROWS_AT_ONCE):
            for row in rows:
                count[row.note_id] += 1
                if count[row.note_id] <= EACH and len(by_space[row.space]) < MOST_HIGHLIGHTS:
                    by_space[row.space].append(row)
        ids = list(count)
        tags = await tags_of(s, ids)
        named = await _named(s, ids)
        said_apart = await s.execute(
            select(ApartRow.note_id, ApartRow.other_id).where(ApartRow.person_id == person.id)
        )
        apart = {(row.note_id, row.other_id) for row in said_apart}
    pairs = await asyncio.to_thread(_pairs, by_space, apart, tags)
    return tuple(_to_together(pair, named, tags) for pair in pairs)


def _tagged_alike(tags: Mapping[int, Sequence[str]]) -> set[tuple[int, int]]:
    """Pairs that have a tag in common: they are together already."""
    members: dict[str, list[int]] = defaultdict(list)
    for note_id, names in tags.items():
        for name in names:
            members[name].append(note_id)
    return {(min(a, b), max(a, b)) for those in members.values() for a in those for b in those if a != b}


def _pairs(
    by_space: Mapping[str, Sequence[Any]], apart: set[tuple[int, int]], tags: Mapping[int, Sequence[str]]
) -> list[Pair]:
    found: list[Pair] = []
    apart = apart | _tagged_alike(tags)
    for space, rows in by_space.items():
        said = [Said(row.note_id, row.text, row.language) for row in rows]
        vectors = np.frombuffer(b"".join(row.vector for row in rows), np.float16).reshape(len(rows), -1)
        found += belonging(said, vectors, space, apart)
    return sorted(found, key=lambda pair: -pair.nearness)[:MOST]


def _to_together(
    pair: Pair, named: Mapping[int, tuple[str, str]], tags: Mapping[int, Sequence[str]]
) -> Together:
    one, other = (Named(each.note_id, *named[each.note_id], each.text) for each in (pair.one, pair.other))
    return Together(one, other, pair.word, proposed_tags(tags[one.id], tags[other.id], pair.word))


# --- never looked at -----------------------------------------------------------------------------------------


async def _unseen(app: App, person: Person) -> tuple[Unseen, ...]:
    long = (
        select(NoteRow.id, NoteRow.created_at)
        .where(NoteRow.person_id == person.id, NoteRow.sentences_total >= looks.LONG)
        .order_by(NoteRow.id.desc())
        .limit(NEWEST_LONG)
    )
    found: list[Unseen] = []
    async with app.read() as s:
        created = {row.id: row.created_at for row in await s.execute(long)}
        if not created:
            return ()
        seen = await looks.looked_at(s, person, created)
        spoken = await _spoken_of(s, created)
        named = await _named(s, list(created))
        async for row in _bodies(s, list(created), NoteBodyRow.places):
            is_fresh = app.clock() - created[row.note_id] < FRESH
            where = await asyncio.to_thread(_sections, row.sentences, row.places)
            its = seen.get(row.note_id, set()) | {
                number for index in spoken[row.note_id] for number in looks.touched(where, index, index)
            }
            left = [each for each in where if each.number not in its]
            if left and (its or not is_fresh):
                section, index = _most_important(left, row.sentences)
                found.append(
                    await _to_unseen(s, row, section, index, len(its), len(where), named[row.note_id])
                )
    found.sort(key=lambda each: (not each.seen, -each.note.id))
    return tuple(found[:MOST])


def _sections(sentences: Sequence[Any], places: Sequence[Any]) -> tuple[looks.Section, ...]:
    document = Document("", places=tuple(Place(start, Location(**where)) for start, where in places))
    return looks.sections([document.location(each[0]) for each in sentences])


def _most_important(left: Sequence[looks.Section], sentences: Sequence[Any]) -> tuple[looks.Section, int]:
    """The section that holds the best-ranked sentence of those left, and the sentence's place."""
    best = {each: min(range(each.first, each.last + 1), key=lambda at: sentences[at][RANK]) for each in left}
    section = min(left, key=lambda each: sentences[best[each]][RANK])
    return section, best[section]


async def _to_unseen(
    s: AsyncSession,
    row: Any,
    section: looks.Section,
    index: int,
    seen: int,
    total: int,
    named: tuple[str, str],
) -> Unseen:
    start, end = row.sentences[index][0], row.sentences[index][1]
    said = select(func.substr(NoteBodyRow.text, start + 1, end - start)).where(
        NoteBodyRow.note_id == row.note_id
    )
    return Unseen(Named(row.note_id, *named, await s.scalar(said) or ""), section, seen, total)


async def _spoken_of(s: AsyncSession, note_ids: Any) -> dict[int, set[int]]:
    """The sentences that the person marked: they looked there."""
    rows = await s.execute(select(MarkRow.note_id, MarkRow.index).where(MarkRow.note_id.in_(note_ids)))
    found: dict[int, set[int]] = defaultdict(set)
    for note_id, index in rows:
        found[note_id].add(index)
    return found


# --- both ----------------------------------------------------------------------------------------------------


async def _named(s: AsyncSession, note_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = await s.execute(
        select(NoteRow.id, NoteRow.title, NoteRow.language).where(NoteRow.id.in_(note_ids))
    )
    return {row.id: (row.title, row.language) for row in rows}


async def _bodies(s: AsyncSession, note_ids: Sequence[int], also: Any) -> AsyncIterator[Any]:
    """What is kept of the notes' sentences and one column more, one note at a time: one may be a book."""
    for note_id in note_ids:
        columns = select(NoteBodyRow.note_id, NoteBodyRow.sentences, also)
        row = (await s.execute(columns.where(NoteBodyRow.note_id == note_id))).one_or_none()
        if row is not None:
            yield row
