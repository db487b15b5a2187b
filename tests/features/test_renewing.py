"""What an earlier version kept: highlights and marks come into the space that meanings are compared in now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

import model
from bot.app import App
from bot.features import condense, history, meanings, personalise, renewing
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.features.personalise import Verdict
from bot.store.tables import HighlightRow, MarkRow, NoteBodyRow, PersonRow
from model.evaluate.own import untrained
from tests.conftest import CHAPTER, CHINESE

LENGTH = model.Budget(sentences=3)


async def rows_of(app: App) -> list[tuple[Any, ...]]:
    """All that was kept of highlights and marks, in their order."""
    async with app.read() as s:
        highlights = list(await s.scalars(select(HighlightRow).order_by(HighlightRow.id)))
        marks = list(await s.scalars(select(MarkRow).order_by(MarkRow.index)))
    return [
        *((row.id, row.text, row.space, row.vector) for row in highlights),
        *((row.index, row.verdict, row.marked_at, row.space, row.vectors, row.traits) for row in marks),
    ]


async def made_earlier(app: App, person: Person) -> tuple[int, list[tuple[Any, ...]]]:
    """A note with marks, and what is kept of it; then all of that as an earlier version kept it."""
    note = await condense.condense(app, person, Pasted(CHAPTER), condense.Request(LENGTH))
    note_id = note.id or 0
    left_out = next(s.index for s in note.sentences if s.index not in {h.index for h in note.highlights})
    await personalise.mark(app, person, note_id, note.highlights[0].index, Verdict.STAR)
    await personalise.mark(app, person, note_id, left_out, Verdict.MATTERS)
    await condense.condense(app, person, Pasted(CHINESE))
    kept = await rows_of(app)
    async with app.write() as s:
        body = await s.get_one(NoteBodyRow, note_id)
        vectors = meanings.vectors_of(body)
        for row in await s.scalars(select(HighlightRow).where(HighlightRow.note_id == note_id)):
            row.vector, row.space = vectors[row.index].tobytes(), body.space
        for mark in await s.scalars(select(MarkRow)):
            mark.vectors, mark.space = b"\0" * len(mark.vectors), body.space
    assert await rows_of(app) != kept
    return note_id, kept


async def test_what_was_kept_earlier_is_as_if_it_were_kept_now(app: App, ada: Person) -> None:
    _, kept = await made_earlier(app, ada)
    assert {row[2] for row in kept[:3]} == {app.extractor.meaning_space}
    await renewing.work(app)
    for now, then in zip(await rows_of(app), kept, strict=True):
        for one, other in zip(now, then, strict=True):
            if isinstance(one, bytes):
                assert np.frombuffer(one, np.float16) == pytest.approx(
                    np.frombuffer(other, np.float16), abs=2e-3
                )
            else:
                assert one == other


async def test_what_was_picked_stays_so_whatever_the_note_is_cut_to_now(app: App, ada: Person) -> None:
    note_id, _ = await made_earlier(app, ada)
    before = [len(row[5]["date"]) for row in await rows_of(app) if len(row) == 6]
    assert sorted(before)[0] == 1 < sorted(before)[1], "one kept, one picked from among others"
    await history.recut(app, ada, note_id, model.Budget(sentences=12))
    await renewing.work(app)
    marks = [row for row in await rows_of(app) if len(row) == 6]
    assert {row[3] for row in marks} == {app.extractor.meaning_space}
    assert [len(row[5]["date"]) > 1 for row in marks] == [count > 1 for count in before]


async def test_a_mark_that_no_sentence_is_left_for_holds_up_no_other(app: App, ada: Person) -> None:
    await made_earlier(app, ada)
    async with app.write() as s:
        first = (await s.scalars(select(MarkRow).order_by(MarkRow.index))).first()
        assert first
        kept = {c.key: getattr(first, c.key) for c in MarkRow.__table__.columns}
        s.add(MarkRow(**kept | {"index": 9999}))
    await renewing.work(app)
    spaces = {row[0]: row[3] for row in await rows_of(app) if len(row) == 6}
    assert spaces.pop(9999) == app.extractor.space
    assert set(spaces.values()) == {app.extractor.meaning_space}


async def test_a_cut_before_that_keeps_highlights_in_their_place(app: App, ada: Person) -> None:
    note_id, kept = await made_earlier(app, ada)
    await history.recut(app, ada, note_id, model.Budget(ratio=1))
    now, then = ({row[1]: row for row in rows if len(row) == 4} for rows in (await rows_of(app), kept))
    assert {now[text][:3] for text in then} == {row[:3] for row in then.values()}, (
        "who shared them shares them still"
    )


async def test_weights_that_tell_no_meaning_leave_all_as_it_is(app: App, ada: Person) -> None:
    await made_earlier(app, ada)
    earlier = await rows_of(app)
    async with model.AsyncExtractor(await asyncio.to_thread(untrained, "cpu")) as bare:
        assert bare.meaning_space == bare.space
        await renewing.work(replace(app, extractor=bare))
    assert await rows_of(app) == earlier


async def test_who_was_erased_meanwhile_breaks_nothing(app: App, ada: Person) -> None:
    await made_earlier(app, ada)
    async with app.write() as s:
        await s.delete(await s.get_one(PersonRow, ada.id))
    await renewing.work(app)
    assert await rows_of(app) == []
