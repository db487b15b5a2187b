"""Personalise: what a person says of sentences, and what Pith makes of it for their next notes.

Keep, drop and star speak of a highlight, "this matters" of any other sentence. The marks are rows; a taste is fitted
to the newest of them whenever it is needed, so nothing drifts and nothing of it is shared between people. A note's
marks go with the note. A group's taste would be the same fit over a group's rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound
from bot.features import meanings
from bot.features.note import own, unpack, whole
from bot.features.people import Person
from bot.locales import N_, Message
from bot.store.tables import MarkRow, NoteBodyRow, NoteRow, PersonRow
from model import (
    TRAITS,
    Mark,
    Portrait,
    Taste,
    favoured_words,
    fit_taste,
    passed_over,
    portray,
)

NEWEST = 100  # marks a taste is fitted to: it follows a person who changes, and takes half a second at most


class Verdict(StrEnum):
    """What a person says of one sentence."""

    KEEP = "keep"
    DROP = "drop"
    STAR = "star"
    MATTERS = "matters"

    @property
    def wanted(self) -> bool:
        return self is not Verdict.DROP

    @property
    def weight(self) -> float:
        """A star says it twice."""
        return 2.0 if self is Verdict.STAR else 1.0


FAVOURED: Mapping[str, Message] = {
    "definition": N_("definitions"),
    "action": N_("things to do"),
    "date": N_("dates"),
    "number": N_("numbers"),
    "question": N_("questions"),
    "example": N_("examples"),
    "reason": N_("causes and reasons"),
    "long": N_("longer sentences"),
    "early": N_("what stands early"),
}
OPPOSITES: Mapping[str, Message] = {"long": N_("shorter sentences"), "early": N_("what stands late")}


@dataclass(frozen=True, slots=True)
class Learnt:
    """What Pith has learnt of a person, for them to see. `applies`: it changes what is chosen for them now.

    `favours` and `avoids` name kinds of sentences, strongest first; `words` are what they kept has in common.
    """

    is_on: bool
    marks: int
    applies: bool
    favours: tuple[Message, ...]
    avoids: tuple[Message, ...]
    words: tuple[str, ...]

    def sentences(self, language: str) -> list[str]:
        """The same as plain sentences in a reader's language."""
        comma = N_(", ").to(language)

        def listed(parts: Sequence[Message]) -> str:
            return comma.join(part.to(language) for part in parts)

        found = []
        if not self.is_on:
            found.append(N_("Switched off: your next notes are cut the same way as everybody's."))
        elif not self.marks:
            found.append(N_("Nothing yet. Keep, drop or star a few highlights, or mark what matters to you."))
        elif not self.applies:
            found.append(N_("No clear preference so far, so your notes are cut the same way as everybody's."))
        if self.favours:
            found.append(N_("You favour {kinds}.", kinds=listed(self.favours)))
        if self.avoids:
            found.append(N_("You often pass over {kinds}.", kinds=listed(self.avoids)))
        if self.words:
            found.append(N_("What you keep often speaks of: {words}.", words=comma.join(self.words)))
        return [sentence.to(language) for sentence in found]


# --- marking -------------------------------------------------------------------------------------------------


async def mark(app: App, person: Person, note_id: int, index: int, verdict: Verdict | None) -> None:
    """Says `verdict` of a note's sentence, in place of what was said of it before; None takes it back.

    Raises NotFound for somebody else's note, and for a sentence that the note does not have.
    """
    async with app.read() as s:
        row = await own(s, person, note_id)
        body = await s.get_one(NoteBodyRow, note_id)
    if not 0 <= index < len(body.sentences):
        raise NotFound("There is no such sentence in this note.")
    made = await asyncio.to_thread(mark_row, app, row, body, index, verdict) if verdict else None
    async with app.write() as s:
        await own(s, person, note_id, to_change=True)
        await s.execute(delete(MarkRow).where(MarkRow.note_id == note_id, MarkRow.index == index))
        if made is None:
            return
        now = await s.get_one(NoteBodyRow, note_id)
        if (now.text, now.space) != (body.text, body.space):
            raise NotFound("This note was changed meanwhile. Reload it and try again.")
        made.marked_at = app.clock()
        s.add(made)


def mark_row(
    app: App, row: NoteRow, body: NoteBodyRow, index: int, verdict: Verdict, *, picked: bool | None = None
) -> MarkRow:
    """What a person says of a sentence, with the sentences that were left out beside it where it was picked from among
    them: `picked`, as the note is cut now where it isn't given. When it is said stands open."""
    note = whole(row, body, (), {})
    chosen = {highlight.index for highlight in note.highlights}
    beside: list[int] = []
    if picked is None:
        picked = verdict.wanted and index not in chosen
    if picked:
        beside = passed_over(index, [s.index for s in note.sentences if s.index not in chosen])
    portrait = _portrait_of(app, body).rows([index, *beside])
    return MarkRow(
        note_id=row.id,
        index=index,
        person_id=row.person_id,
        verdict=verdict,
        text=note.sentences[index].text,
        vectors=portrait.vectors.astype(np.float16).tobytes(),
        space=portrait.space,
        traits={
            name: [round(v, 4) for v in column]
            for name, column in zip(TRAITS, portrait.traits.T.tolist(), strict=True)
        },
        log_odds=[round(v, 4) for v in portrait.log_odds.tolist()],
    )


def _portrait_of(app: App, body: NoteBodyRow) -> Portrait:
    """A kept note's sentences as a taste sees them."""
    scored = unpack(body.sentences)
    return portray(
        [body.text[s.start : s.end] for s in scored],
        [s.kind for s in scored],
        [s.score for s in scored],
        *meanings.of_note(app, body),
    )


async def marks_of(app: App, person: Person, note_id: int) -> dict[int, Verdict]:
    """What the person said of the note's sentences, by index. Raises NotFound."""
    async with app.read() as s:
        await own(s, person, note_id)
        return await marks_in(s, note_id)


async def marks_in(s: AsyncSession, note_id: int) -> dict[int, Verdict]:
    rows = await s.execute(select(MarkRow.index, MarkRow.verdict).where(MarkRow.note_id == note_id))
    return {index: Verdict(verdict) for index, verdict in rows}


async def forget_changed(s: AsyncSession, note_id: int, sentences: Sequence[str]) -> None:
    """Deletes the marks on sentences that a note, condensed anew, does not have in the same place any more."""
    rows = await s.execute(select(MarkRow.index, MarkRow.text).where(MarkRow.note_id == note_id))
    gone = [i for i, text in rows if i >= len(sentences) or sentences[i] != text]
    await s.execute(delete(MarkRow).where(MarkRow.note_id == note_id, MarkRow.index.in_(gone)))


# --- taste ---------------------------------------------------------------------------------------------------


async def taste_of(app: App, person: Person) -> Taste | None:
    """The person's taste; None where it is switched off or their marks show none."""
    async with app.read() as s:
        rows = await _fitted_to(s, person)
    return await asyncio.to_thread(_fit, rows)


async def taste_in(s: AsyncSession, person: Person) -> Taste | None:
    """As `taste_of`, in the midst of a change."""
    return await asyncio.to_thread(_fit, await _fitted_to(s, person))


async def _fitted_to(s: AsyncSession, person: Person) -> list[MarkRow]:
    on = await s.scalar(select(PersonRow.uses_taste).where(PersonRow.id == person.id))
    return await _newest(s, person) if on else []


NEWEST_FIRST = (MarkRow.marked_at.desc(), MarkRow.note_id.desc(), MarkRow.index)


async def taste_is_of(s: AsyncSession, person: Person) -> list[Any]:
    """The marks that the person's taste is made of, by what they say and when; none where it is switched off."""
    on = await s.scalar(select(PersonRow.uses_taste).where(PersonRow.id == person.id))
    said = select(MarkRow.note_id, MarkRow.index, MarkRow.verdict, MarkRow.marked_at)
    newest = said.where(MarkRow.person_id == person.id).order_by(*NEWEST_FIRST).limit(NEWEST)
    return [tuple(row) for row in await s.execute(newest)] if on else []


async def _newest(s: AsyncSession, person: Person) -> list[MarkRow]:
    newest = select(MarkRow).where(MarkRow.person_id == person.id).order_by(*NEWEST_FIRST).limit(NEWEST)
    return list(await s.scalars(newest))


def _fit(rows: Sequence[MarkRow]) -> Taste | None:
    return fit_taste([_mark(row) for row in rows])


def _mark(row: MarkRow) -> Mark:
    """A trait that the row does not know yet was not there."""
    count = len(row.log_odds)
    traits = np.column_stack([row.traits.get(name) or [0.0] * count for name in TRAITS])
    vectors = np.frombuffer(row.vectors, np.float16).reshape(count, -1).astype(np.float32)
    verdict = Verdict(row.verdict)
    odds = np.array(row.log_odds, float)
    return Mark(verdict.wanted, Portrait(row.space, vectors, traits, odds), verdict.weight)


async def learnt(app: App, person: Person) -> Learnt:
    """What Pith has learnt of the person, in words; also while it is switched off."""
    async with app.read() as s:
        on = await s.scalar(select(PersonRow.uses_taste).where(PersonRow.id == person.id))
        total = await s.scalar(select(func.count()).where(MarkRow.person_id == person.id)) or 0
        rows = await _newest(s, person)
        spoken = select(NoteRow.id, NoteRow.language).where(NoteRow.id.in_({row.note_id for row in rows}))
        languages = {row.id: row.language for row in await s.execute(spoken)}
    return await asyncio.to_thread(_in_words, bool(on), total, rows, languages)


def _in_words(is_on: bool, total: int, rows: Sequence[MarkRow], languages: Mapping[int, str]) -> Learnt:
    taste = _fit(rows)
    if taste is None:
        return Learnt(is_on, total, False, (), (), ())
    favours, avoids = [], []
    for name, weight in taste.strongest_traits():
        if weight > 0 or name in OPPOSITES:
            favours.append(FAVOURED[name] if weight > 0 else OPPOSITES[name])
        else:
            avoids.append(FAVOURED[name])
    said = [(row.text, languages[row.note_id], 1.0 if Verdict(row.verdict).wanted else -1.0) for row in rows]
    words = favoured_words(said) if taste.meaning else []
    return Learnt(is_on, total, is_on, tuple(favours), tuple(avoids), tuple(words))


async def switch(app: App, person: Person, *, is_on: bool) -> None:
    """Whether the person's marks change what is chosen for them. Off, they are kept and not used."""
    async with app.write() as s:
        await s.execute(update(PersonRow).where(PersonRow.id == person.id).values(uses_taste=is_on))


async def reset(app: App, person: Person) -> None:
    """Every mark is gone, and with them what was learnt. Notes stay as they are cut until they are re-cut."""
    async with app.write() as s:
        await s.execute(delete(MarkRow).where(MarkRow.person_id == person.id))


async def export(app: App, person: Person) -> dict[str, Any]:
    """What they said, and whether it is used; what was learnt follows from it."""
    async with app.read() as s:
        on = await s.scalar(select(PersonRow.uses_taste).where(PersonRow.id == person.id))
        rows = await s.scalars(
            select(MarkRow).where(MarkRow.person_id == person.id).order_by(MarkRow.marked_at)
        )
        marks = [
            {
                "note_id": row.note_id,
                "index": row.index,
                "text": row.text,
                "verdict": row.verdict,
                "marked_at": row.marked_at.isoformat(),
            }
            for row in rows
        ]
    return {"is_on": bool(on), "marks": marks}


async def erase(app: App, person: Person) -> None:
    await reset(app, person)
