"""Notes kept, retitled and deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import documents
from bot.app import App
from bot.documents import Document
from bot.errors import Invalid
from bot.features import answers, deadlines, looks, personalise, showings, tasks
from bot.features.history.cutting import put_highlights
from bot.features.note import Note, own, pack, pack_order
from bot.features.people import Person, budget_json, unknown
from bot.features.tags import tags_of
from bot.store.tables import NoteBodyRow, NoteRow, OriginRow, PersonRow
from bot.texts.folding import fold
from bot.texts.titles import BEGINNING, title_of
from bot.texts.visible import visible
from model import Reading, ScoredSentence

TITLE_CHARACTERS = 200


async def keep(
    app: App,
    person: Person,
    note: Note,
    reading: Reading,
    document: Document,
    origins: Sequence[str] = (),
    ranked: Sequence[ScoredSentence] | None = None,
) -> Note:
    """Stores a note just made; on return it is on disk. A note that one of `origins` made before is replaced; a title
    that its person gave it stays.

    `ranked` are the reading's sentences in the person's own order, where they have one.
    Raises NotFound when the person was erased meanwhile.
    """
    body = await asyncio.to_thread(_body, note, reading, document, ranked)
    async with app.write() as s:
        if await s.get(PersonRow, person.id) is None:
            raise unknown()
        known = OriginRow.origin.in_(origins) & (OriginRow.person_id == person.id)
        old_id = await s.scalar(select(OriginRow.note_id).where(known).order_by(OriginRow.note_id).limit(1))
        row = _row(person, note, note_id=old_id)
        if old_id is not None:
            old = await own(s, person, old_id, to_change=True)
            row.created_at = old.created_at
            if await _keeps_title(s, old, note):
                row.title, row.is_titled = old.title, old.is_titled
                body.folded = await asyncio.to_thread(_folded, row.title, note.text)
        row = await s.merge(row)
        await s.flush()
        others = (OriginRow.note_id == row.id) & ~OriginRow.origin.startswith(answers.ANSWER)
        await s.execute(delete(OriginRow).where(known | others))
        s.add_all(OriginRow(origin=origin, note_id=row.id, person_id=person.id) for origin in origins)
        body.note_id = row.id
        await looks.forget_changed(s, row.id, note.text)
        await s.merge(body)
        if old_id is not None:
            await personalise.forget_changed(s, row.id, [sentence.text for sentence in note.sentences])
            await showings.note_changed(s, row.id)
            await showings.text_changed(s, row.id, note.text)
        await put_highlights(app, s, person, row.id, note.highlights, reading.vectors, reading.space)
        named = {n.index: (n.text, n.deadlines) for n in note.sentences if n.deadlines}
        await deadlines.put(s, person, row.id, named)
        tags = await tags_of(s, [row.id])
    return replace(
        note,
        id=row.id,
        title=row.title,
        is_titled=row.is_titled,
        tags=tags[row.id],
        created_at=row.created_at,
    )


async def _keeps_title(s: AsyncSession, old: NoteRow, note: Note) -> bool:
    """Whether the `note` in the place of an old one is called as that was: its person named it, or it is of the same
    file, as a file in a message never changes."""
    if old.file_name or note.file_name:
        return bool(old.file_name and note.file_name)
    if not old.is_titled:
        return False
    columns = select(NoteBodyRow.text, NoteBodyRow.sentences).where(NoteBodyRow.note_id == old.id)
    text, sentences = (await s.execute(columns)).one()
    return old.title != await asyncio.to_thread(_title_of_text, text, sentences)


def _title_of_text(text: str, sentences: Sequence[Sequence[Any]]) -> str:
    beginning = [text[start:end] for start, end, *_ in sentences[:BEGINNING]]
    return title_of(documents.from_text(text).title, None, beginning)


def _folded(title: str, text: str) -> str:
    return fold(f"{title}\n{text}")


def _row(person: Person, note: Note, note_id: int | None) -> NoteRow:
    return NoteRow(
        id=note_id,
        person_id=person.id,
        title=note.title,
        is_titled=note.is_titled,
        file_name=note.file_name,
        face=note.face,
        language=note.language,
        characters=len(note.text),
        sentences_total=note.sentences_total,
        focus=note.focus,
        length=budget_json(note.length),
        warnings=[warning.as_json() for warning in note.warnings],
        model=note.model,
        elapsed_ms=note.elapsed_ms,
        created_at=note.created_at,
        updated_at=note.created_at,
    )


def _body(
    note: Note, reading: Reading, document: Document, ranked: Sequence[ScoredSentence] | None
) -> NoteBodyRow:
    return NoteBodyRow(
        text=note.text,
        folded=_folded(note.title, note.text),
        sentences=pack(reading.sentences),
        own_order=pack_order(ranked) if ranked else None,
        places=[[place.start, place.location.as_json()] for place in document.places],
        vectors=reading.vectors.astype(np.float16).tobytes(),
        space=reading.space,
    )


def clean_title(title: str) -> str:
    """A title as it is kept. Raises Invalid for one of which nothing is seen, or a too long one."""
    title = visible(title)
    if not 0 < len(title) <= TITLE_CHARACTERS:
        raise Invalid("A title has 1 to {limit} characters.", about="title", limit=TITLE_CHARACTERS)
    return title


async def retitle(app: App, person: Person, note_id: int, title: str) -> None:
    """Raises Invalid as `clean_title` does."""
    title = clean_title(title)
    async with app.write() as s:
        row = await own(s, person, note_id, to_change=True)
        body = await s.get_one(NoteBodyRow, note_id)
        row.title, row.is_titled, row.updated_at = title, True, app.clock()
        body.folded = await asyncio.to_thread(_folded, title, body.text)
        await showings.note_changed(s, note_id)


async def delete_note(app: App, person: Person, note_id: int, language: str | None = None) -> None:
    """The note and everything made from it are gone at once; answers in channels that show it say so soon, in the
    language given, or the person's own. Raises NotFound."""
    async with app.write() as s:
        row = await own(s, person, note_id, to_change=True)  # before the groups that it is shared in
        await showings.note_changed(s, note_id)
        await tasks.note_goes(s, app, note_id)
        await answers.go(s, app, OriginRow.note_id == note_id, language or person.language)
        await s.delete(row)
    await app.wipe()
