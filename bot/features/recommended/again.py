"""What to read again: notes whose cards are slipping, by how much is lost with them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from bot.app import App
from bot.features import review
from bot.features.looks import SENTENCES
from bot.features.people import Person
from bot.features.personalise import Verdict
from bot.features.recommended.bodies import END, SCORE, START, affordable, body_of, named
from bot.features.recommended.found import Again, Named
from bot.features.recommended.rules import MOST, STARRED, USUAL_SCORE, Faded, FadedNote, fading
from bot.features.review import Slipping
from bot.store.tables import MarkRow, NoteBodyRow, NoteRow

MOST_CARDS = 5_000


async def again(app: App, person: Person) -> tuple[Again, ...]:
    slipping = await review.slipping(app, person, MOST_CARDS)
    if not slipping:
        return ()
    first = await asyncio.to_thread(_fading, slipping, {}, set(), 4 * MOST)
    ids = [note.note_id for note in first]
    async with app.read() as s:
        totals = {row.id: row.sentences_total for row in await s.execute(
            select(NoteRow.id, NoteRow.sentences_total).where(NoteRow.id.in_(ids))
        )}  # fmt: skip
        stars = await s.execute(
            select(MarkRow.note_id, MarkRow.text).where(
                MarkRow.note_id.in_(ids), MarkRow.verdict == Verdict.STAR
            )
        )
        starred = {(row.note_id, row.text) for row in stars}
        titles = await named(s, ids)
    importance: dict[tuple[int, str], float] = {}
    for note_id in affordable((each, totals[each]) for each in ids if each in totals):
        body = await body_of(app, note_id, SENTENCES.label("written"), NoteBodyRow.text)
        asked = {card.sentence for card in slipping if card.note_id == note_id}
        if body is not None:
            scores = await asyncio.to_thread(_scores, body, asked)
            importance |= {(note_id, text): score for text, score in scores.items()}

    kept = [card for card in slipping if card.note_id in titles]
    worst = await asyncio.to_thread(_fading, kept, importance, starred, MOST)
    with_room = {card.note_id for card in slipping if card.has_room}
    return tuple(
        Again(
            Named(note.note_id, *titles[note.note_id], note.worst.sentence),
            note.cards,
            note.recall,
            note.note_id in with_room,
        )
        for note in worst
    )


def _fading(
    slipping: Sequence[Slipping],
    importance: Mapping[tuple[int, str], float],
    starred: Collection[tuple[int, str]],
    most: int,
) -> list[FadedNote]:
    def weighed(key: tuple[int, str]) -> float:
        return importance.get(key, USUAL_SCORE) * (STARRED if key in starred else 1.0)

    return fading(
        [
            Faded(card.note_id, card.sentence, card.recall, weighed((card.note_id, card.sentence)))
            for card in slipping
        ],
        most,
    )


def _scores(body: Any, asked: set[str]) -> dict[str, float]:
    """Those of the sentences that are asked for."""
    found = {body.text[each[START] : each[END]]: each[SCORE] for each in json.loads(body.written)}
    return {text: found[text] for text in asked & found.keys()}
