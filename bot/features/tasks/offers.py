"""What a note has to offer for the list of tasks, and how an offer becomes a task, once.

The same sentence of the same note is one task, however often the note is condensed, cut or its button pressed. In
another note it is the same task where it names the same date; without a date, as long as that task is not done.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import deadlines, history
from bot.features.note import Note, Sentence, own
from bot.features.people import Person
from bot.features.tasks.asking import asking
from bot.features.tasks.events import Event, happened
from bot.features.tasks.repeated import request_in
from bot.features.tasks.task import Task, to_task
from bot.store.tables import NoteRow, PersonRow, TaskRow
from bot.texts.dates import Deadline
from bot.texts.folding import likeness

MOST_AT_ONCE = 100
MOST_OFFERED = 500
MOST_ASKED = 500  # likenesses in one question to the store


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence that asks for something to be done. `task_id` where it, or another that says the same, is a task
    already."""

    sentence: Sentence
    deadline: Deadline | None
    task_id: int | None
    is_highlight: bool


def has_offers(note: Note) -> bool:
    return bool(asking(note))


async def offered(app: App, person: Person, note_id: int) -> tuple[Offer, ...]:
    """What the note asks for, as `asking` has it and once each, at most MOST_OFFERED. Raises NotFound."""
    note = await history.open_note(app, person, note_id)
    found, repeated = await asyncio.to_thread(_each_once, note)
    chosen = {highlight.index for highlight in note.highlights}
    async with app.read() as s:
        known = await _known(s, person, found + [other for others in repeated for other in others])
    offers = []
    for first, others in zip(found, repeated, strict=True):
        ids = (_same(known, note_id, each) for each in (first, *others))
        task_id = next((each for each in ids if each is not None), None)
        offers.append(Offer(first, _deadline(first), task_id, first.index in chosen))
    return tuple(offers)


def _each_once(note: Note) -> tuple[list[Sentence], list[list[Sentence]]]:
    """What is asked, and of each those that ask the same again for the same day."""
    said: dict[tuple[str, date | None], list[Sentence]] = {}
    for sentence in asking(note):
        deadline = _deadline(sentence)
        said.setdefault((request_in(sentence), deadline.due_on if deadline else None), []).append(sentence)
    alike = list(said.values())[:MOST_OFFERED]
    return [first for first, *_ in alike], [others for _, *others in alike]


async def confirm(app: App, person: Person, note_id: int, indices: Iterable[int]) -> tuple[Task, ...]:
    """The tasks of these sentences of the note; those that are none yet become one. Raises NotFound and Invalid."""
    wanted = list(dict.fromkeys(indices))
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid("At most {limit} tasks at once.", limit=MOST_AT_ONCE)
    note = await history.open_note(app, person, note_id)
    if not all(0 <= index < len(note.sentences) for index in wanted):
        raise NotFound("There is no such sentence.")
    sentences = [note.sentences[index] for index in wanted]
    ids = []
    async with app.write() as s:
        await s.get(PersonRow, person.id, with_for_update=True)  # two presses at once: the second waits
        await own(s, person, note_id, to_change=True)
        for sentence in sentences:
            known = await _known(s, person, [sentence])
            task_id = _same(known, note_id, sentence)
            ids.append(task_id or await _add(s, app, person, note_id, sentence))
        return await _tasks(s, ids)


def _deadline(sentence: Sentence) -> Deadline | None:
    return sentence.deadlines[0] if sentence.deadlines else None


async def _known(s: AsyncSession, person: Person, sentences: Sequence[Sentence]) -> list[TaskRow]:
    likenesses = list({likeness(each.text) for each in sentences})
    rows: list[TaskRow] = []
    for start in range(0, len(likenesses), MOST_ASKED):
        some = TaskRow.likeness.in_(likenesses[start : start + MOST_ASKED])
        rows += await s.scalars(select(TaskRow).where(TaskRow.person_id == person.id, some))
    return rows


def _same(known: Sequence[TaskRow], note_id: int, sentence: Sentence) -> int | None:
    """The task that the sentence is already: first one of its own note, then of another."""
    its, deadline = likeness(sentence.text), _deadline(sentence)
    found_on = deadline.due_on if deadline else None
    alike = [row for row in known if row.likeness == its]
    here = [row for row in alike if row.note_id == note_id]
    elsewhere = [row for row in alike if _is_same_elsewhere(row, found_on)]
    return next((row.id for row in [*here, *elsewhere]), None)


def _is_same_elsewhere(row: TaskRow, found_on: date | None) -> bool:
    return row.found_on == found_on and (found_on is not None or row.done_at is None)


async def _add(s: AsyncSession, app: App, person: Person, note_id: int, sentence: Sentence) -> int:
    now, deadline = app.clock(), _deadline(sentence)
    values: dict[str, Any] = {
        "uid": secrets.token_hex(10),
        "person_id": person.id,
        "note_id": note_id,
        "sentence": sentence.text,
        "likeness": likeness(sentence.text),
        "found_on": deadline.due_on if deadline else None,
        "found_words": deadline.words if deadline else None,
        "due_on": deadline.due_on if deadline else None,
        "due_time": deadline.due_time if deadline else None,
        "zone": deadlines.zone_of(person).key,
        "created_at": now,
        "changed_at": now,
    }
    row = TaskRow(**values, changes=0)
    s.add(row)
    await s.flush()
    note = await s.get_one(NoteRow, note_id)
    await happened(s, app, person.id, Event.CREATED, to_task(row, note.title, note.language))
    return row.id


async def _tasks(s: AsyncSession, ids: Sequence[int]) -> tuple[Task, ...]:
    joined = select(TaskRow, NoteRow.title, NoteRow.language).join(NoteRow, NoteRow.id == TaskRow.note_id)
    rows = await s.execute(joined.where(TaskRow.id.in_(ids)))
    found = {row.id: to_task(row, title, language) for row, title, language in rows}
    return tuple(found[each] for each in dict.fromkeys(ids))
