"""What was never looked at: sections of long notes."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features import looks
from bot.features.people import Person
from bot.features.recommended.bodies import END, RANK, START, affordable, body_of, named
from bot.features.recommended.found import Named, Unseen
from bot.features.recommended.rules import MOST
from bot.store.tables import MarkRow, NoteBodyRow, NoteRow

NEWEST_LONG = 30  # long notes whose sections are looked through
FRESH = timedelta(days=1)  # a long note that nobody looked into is not held up to its person at once


async def unseen(app: App, person: Person) -> tuple[Unseen, ...]:
    long = (
        select(NoteRow.id, NoteRow.created_at, NoteRow.sentences_total)
        .where(NoteRow.person_id == person.id, NoteRow.sentences_total >= looks.LONG)
        .order_by(NoteRow.id.desc())
        .limit(NEWEST_LONG)
    )
    async with app.read() as s:
        rows = (await s.execute(long)).all()
        ids = affordable((row.id, row.sentences_total) for row in rows)
        seen = await looks.looked_at(s, person, ids)
        spoken = await _spoken_of(s, ids)
        titles = await named(s, ids)
    fresh = {row.id for row in rows if app.clock() - row.created_at < FRESH}
    found: list[Unseen] = []
    for note_id in ids:
        if note_id in fresh and not (seen.get(note_id) or spoken[note_id]):
            continue
        body = await body_of(app, note_id, looks.SENTENCES.label("written"), looks.PLACES.label("places"))
        if body is None or note_id not in titles:
            continue
        left = await asyncio.to_thread(_left, body, seen.get(note_id, set()), spoken[note_id])
        if left is None:
            continue
        section, start, end, count, total = left
        if count or note_id not in fresh:
            said = await body_of(app, note_id, func.substr(NoteBodyRow.text, start + 1, end - start))
            named_by = Named(note_id, *titles[note_id], said[0] if said else "")
            found.append(Unseen(named_by, section, count, total))
    found.sort(key=lambda each: (not each.seen, -each.note.id))
    return tuple(found[:MOST])


def _left(
    body: Any, seen: Collection[int], spoken: Collection[int]
) -> tuple[looks.Section, int, int, int, int] | None:
    """Of the sections that were not looked at the one that holds the best-ranked sentence, where in the text that
    sentence starts and ends, how many sections were looked at, and of how many. None where all were."""
    sentences = json.loads(body.written)
    where = looks.sections_kept(sentences, json.loads(body.places))
    its = {*seen, *(number for index in spoken for number in looks.touched(where, index, index))}
    left = [each for each in where if each.number not in its]
    if not left:
        return None
    section, index = _most_important(left, sentences)
    return section, sentences[index][START], sentences[index][END], len(its), len(where)


def _most_important(left: Sequence[looks.Section], sentences: Sequence[Any]) -> tuple[looks.Section, int]:
    """The section that holds the best-ranked sentence of those left, and the sentence's place."""
    best = {each: min(range(each.first, each.last + 1), key=lambda at: sentences[at][RANK]) for each in left}
    section = min(left, key=lambda each: sentences[best[each]][RANK])
    return section, best[section]


async def _spoken_of(s: AsyncSession, note_ids: Sequence[int]) -> dict[int, set[int]]:
    """The sentences that the person marked: they looked there."""
    rows = await s.execute(select(MarkRow.note_id, MarkRow.index).where(MarkRow.note_id.in_(note_ids)))
    found: dict[int, set[int]] = defaultdict(set)
    for note_id, index in rows:
        found[note_id].add(index)
    return found
