"""What belongs together: two notes whose most important highlights say something near."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from bot.app import App
from bot.features import meanings
from bot.features.looks import SENTENCES
from bot.features.people import Person
from bot.features.recommended.bodies import SCORE, affordable, body_of, named
from bot.features.recommended.found import Named, Together
from bot.features.recommended.rules import MOST, Pair, Said, belonging, proposed_tags
from bot.features.tags import tags_of
from bot.store.tables import ApartRow, HighlightRow, NoteRow

NEWEST_NOTES = 300  # whose highlights are compared
MOST_HIGHLIGHTS = 2_000
EACH = 10  # highlights of a note, the most important
ROWS_AT_ONCE = 200


async def together(app: App, person: Person) -> tuple[Together, ...]:
    ids = await _chosen(app, person)
    wanted = (
        select(
            HighlightRow.note_id, HighlightRow.text, HighlightRow.vector, HighlightRow.space, NoteRow.language
        )
        .join(NoteRow, NoteRow.id == HighlightRow.note_id)
        .order_by(HighlightRow.note_id.desc(), HighlightRow.index)
    )
    rows: list[Any] = []
    async with app.read() as s:
        for start in range(0, len(ids), ROWS_AT_ONCE):
            rows += await s.execute(wanted.where(HighlightRow.id.in_(ids[start : start + ROWS_AT_ONCE])))
        note_ids = list({row.note_id for row in rows})
        tags = await tags_of(s, note_ids)
        titles = await named(s, note_ids)
        said_apart = await s.execute(
            select(ApartRow.note_id, ApartRow.other_id).where(ApartRow.person_id == person.id)
        )
        apart = {(row.note_id, row.other_id) for row in said_apart}
    pairs = await asyncio.to_thread(_pairs, rows, apart, tags)
    return tuple(_to_together(pair, titles, tags) for pair in pairs)


async def _chosen(app: App, person: Person) -> list[int]:
    """The highlights that are compared, those of the newest notes first and a note's side by side."""
    newest = (
        select(NoteRow.id)
        .where(NoteRow.person_id == person.id)
        .order_by(NoteRow.id.desc())
        .limit(NEWEST_NOTES)
    )
    highlights = (
        select(HighlightRow.id, HighlightRow.note_id, HighlightRow.index, NoteRow.sentences_total)
        .join(NoteRow, NoteRow.id == HighlightRow.note_id)
        .where(HighlightRow.note_id.in_(newest))
        .order_by(HighlightRow.note_id.desc(), HighlightRow.index)
    )
    by_note: dict[int, list[Any]] = defaultdict(list)
    async with app.read() as s:
        async for rows in (await s.stream(highlights)).partitions(ROWS_AT_ONCE):
            for row in rows:
                by_note[row.note_id].append(row)
    many = [(note_id, its[0].sentences_total) for note_id, its in by_note.items() if len(its) > EACH]
    weighed = set(affordable(many))
    for note_id, _ in many:
        its = by_note[note_id]
        body = await body_of(app, note_id, SENTENCES.label("written")) if note_id in weighed else None
        best = await asyncio.to_thread(_most_important, body.written, its) if body else _spread(its)
        by_note[note_id] = best
    return [row.id for its in by_note.values() for row in its][:MOST_HIGHLIGHTS]


def _most_important(written: str, rows: Sequence[Any]) -> list[Any]:
    sentences = json.loads(written)
    best = sorted(rows, key=lambda row: -sentences[row.index][SCORE] if row.index < len(sentences) else 0)
    return sorted(best[:EACH], key=lambda row: row.index)


def _spread(rows: Sequence[Any]) -> list[Any]:
    """Some from everywhere in the note, where to weigh them all costs too much."""
    return [rows[at * len(rows) // EACH] for at in range(EACH)]


def _tagged_alike(tags: Mapping[int, Sequence[str]]) -> set[tuple[int, int]]:
    """Pairs that have a tag in common: they are together already."""
    members: dict[str, list[int]] = defaultdict(list)
    for note_id, names in tags.items():
        for name in names:
            members[name].append(note_id)
    return {(min(a, b), max(a, b)) for those in members.values() for a in those for b in those if a != b}


def _pairs(rows: Sequence[Any], apart: set[tuple[int, int]], tags: Mapping[int, Sequence[str]]) -> list[Pair]:
    found: list[Pair] = []
    apart = apart | _tagged_alike(tags)
    for space, (members, vectors) in meanings.of_highlights(rows).items():
        said = [Said(row.note_id, row.text, row.language) for row in members]
        found += belonging(said, vectors, space, apart)
    return sorted(found, key=lambda pair: -pair.nearness)[:MOST]


def _to_together(
    pair: Pair, titles: Mapping[int, tuple[str, str]], tags: Mapping[int, Sequence[str]]
) -> Together:
    one, other = (Named(each.note_id, *titles[each.note_id], each.text) for each in (pair.one, pair.other))
    return Together(one, other, pair.word, proposed_tags(tags[one.id], tags[other.id], pair.word))
