"""Rounds as rows: begun, answered once, taken up again after a restart; levels; agreement over time.

A person has one open round at most. A round goes with its note. What was altered stands in the round alone.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Empty, NotFound
from bot.features import meanings, personalise
from bot.features.note import MAX_ID, Sentence, own, whole
from bot.features.people import Person, unknown
from bot.features.personalise import Verdict
from bot.features.practice import staircase
from bot.features.practice.material import Line, Material
from bot.features.practice.task import Sort, Task
from bot.features.practice.tasks import likelier, make
from bot.store.tables import NoteBodyRow, NoteRow, PersonRow, PracticeRoundRow, PracticeRow
from bot.texts.folding import likeness
from model import ModelBusy, ModelError, main_code

FEWEST_SENTENCES = 3
FEWEST_OF = {Sort.MARK: 4, Sort.POINT: 4}
NOTES_TRIED = 60
PATIENCE_S = 2.0  # with the model


@dataclass(frozen=True, slots=True)
class Round:
    """One task about one note. `score` and `succeeded` are there once it is answered."""

    id: int
    note_id: int
    title: str
    language: str
    level: float
    task: Task
    given: tuple[int, ...] | None
    score: float | None

    @property
    def sort(self) -> Sort:
        return self.task.sort

    @property
    def is_open(self) -> bool:
        return self.given is None

    @property
    def succeeded(self) -> bool:
        return self.score is not None and self.task.succeeded(self.score)


async def begin(
    app: App, person: Person, sort: Sort | None = None, note_id: int | None = None, *, afresh: bool = False
) -> Round:
    """The person's open round where it is of that sort and note and not wanted `afresh`, else a new one in its place.

    Without a sort it is the one they did least lately; without a note, one they did not practise lately.
    Raises NotFound for somebody else's note, Empty where nothing can be asked about.
    """
    async with app.read() as s:
        if note_id is not None:
            await own(s, person, note_id)
        there = await open_round(s, person)
        if there and not afresh and sort in (None, Sort(there.sort)) and note_id in (None, there.note_id):
            return _round(there, await s.get_one(NoteRow, there.note_id))
        practice = await s.get(PracticeRow, person.id)
        levels = dict(practice.levels) if practice else {}
        sorts = [sort] if sort else await _least_lately(s, person)
        notes = [note_id] if note_id is not None else await _notes_waiting(s, person, sort)
        done = await s.scalar(select(func.max(PracticeRoundRow.id)).where(of_person(person))) or 0
    rng = random.Random(f"{person.id} {done} {app.clock().timestamp()}")  # noqa: S311 — not a secret
    for each in notes:
        task = await task_from(app, person, each, sorts, levels, rng)
        if task is not None:
            return await _keep(app, person, each, task, level_of(levels, task.sort))
    if notes:
        raise Empty(
            "Of this no such round can be made. Choose another sort, or condense a text of more whole sentences."
        )
    raise Empty("There is nothing to practise with yet. Condense a text of a few sentences first.")


async def task_from(
    app: App,
    person: Person,
    note_id: int,
    sorts: Sequence[Sort],
    levels: dict[str, Any],
    rng: random.Random,
) -> Task | None:
    async with app.read() as s:
        row = await own(s, person, note_id)
        body = await s.get_one(NoteBodyRow, note_id)

    def first_possible() -> Task | None:
        said = [one for one in whole(row, body, (), {}).sentences if not _is_heading(one)]
        lines = [Line(one.index, one.text, one.rank) for one in said]
        vectors, _ = meanings.of_note(app, body)
        material = Material.of(row.language, lines, vectors)
        tasks = (make(sort, material, level_of(levels, sort), rng) for sort in sorts)
        return next((task for task in tasks if task), None)

    task = await asyncio.to_thread(first_possible)
    if task and task.swaps and main_code(row.language) == "en" and body.space == app.extractor.space:
        return await _likelier(app, task, body.space, rng)
    return task


def _is_heading(sentence: Sentence) -> bool:
    """Whether it is the heading that it stands under: one that asks something ends as a sentence does."""
    heading = sentence.location.heading
    return heading is not None and likeness(heading) == likeness(sentence.text)


async def _likelier(app: App, task: Task, space: str, rng: random.Random) -> Task:
    """The changed term is one whose meaning is near the original's, where the model has the time to say so."""
    terms = sorted({term for swap in task.swaps for term in (swap.term, swap.instead)})
    with suppress(ModelBusy, ModelError, TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            vectors = dict(zip(terms, await app.extractor.embed(terms, space), strict=True))
        likeness = [float(vectors[swap.term] @ vectors[swap.instead]) for swap in task.swaps]
        return likelier(task, likeness, rng)
    return task


def level_of(levels: dict[str, Any], sort: Sort) -> float:
    return float(levels.get(sort, staircase.START))


def of_person(person: Person) -> Any:
    return PracticeRoundRow.person_id == person.id


async def open_round(s: AsyncSession, person: Person) -> PracticeRoundRow | None:
    still = select(PracticeRoundRow).where(of_person(person), PracticeRoundRow.answered_at.is_(None))
    found: PracticeRoundRow | None = await s.scalar(still.order_by(PracticeRoundRow.id.desc()).limit(1))
    return found


async def _least_lately(s: AsyncSession, person: Person) -> list[Sort]:
    last = select(PracticeRoundRow.sort, func.max(PracticeRoundRow.id)).where(of_person(person))
    latest: dict[str, int] = {row[0]: row[1] for row in await s.execute(last.group_by(PracticeRoundRow.sort))}
    return sorted(Sort, key=lambda sort: latest.get(sort, 0))


async def _notes_waiting(s: AsyncSession, person: Person, sort: Sort | None) -> list[int]:
    """Notes that were not practised yet, then those that were not for longest; of both the newest first."""
    last = select(PracticeRoundRow.note_id, func.max(PracticeRoundRow.id).label("round_id")).where(
        of_person(person)
    )
    last_of = last.group_by(PracticeRoundRow.note_id).subquery()
    fewest = FEWEST_OF.get(sort, FEWEST_SENTENCES) if sort else FEWEST_SENTENCES
    wanted = (
        select(NoteRow.id)
        .outerjoin(last_of, last_of.c.note_id == NoteRow.id)
        .where(NoteRow.person_id == person.id, NoteRow.sentences_total >= fewest)
        .order_by(func.coalesce(last_of.c.round_id, 0), NoteRow.id.desc())
    )
    return list(await s.scalars(wanted.limit(NOTES_TRIED)))


async def _keep(app: App, person: Person, note_id: int, task: Task, level: float) -> Round:
    async with app.write() as s:
        await _lock(s, person)
        note = await own(s, person, note_id)
        await s.execute(
            delete(PracticeRoundRow).where(of_person(person), PracticeRoundRow.answered_at.is_(None))
        )
        row = PracticeRoundRow(
            person_id=person.id,
            note_id=note_id,
            sort=task.sort,
            level=level,
            task=task.as_json(),
            given=None,
            score=None,
            began_at=app.clock(),
            answered_at=None,
        )
        s.add(row)
        await s.flush()
        return _round(row, note)


async def _lock(s: AsyncSession, person: Person) -> None:
    """One change of a person's practice at a time."""
    if await s.get(PersonRow, person.id, with_for_update=True) is None:
        raise unknown()


def _round(row: PracticeRoundRow, note: NoteRow) -> Round:
    given = None if row.given is None else tuple(row.given)
    return Round(
        row.id, note.id, note.title, note.language, row.level, Task.from_json(row.task), given, row.score
    )


async def _own_round(s: AsyncSession, person: Person, round_id: int) -> PracticeRoundRow:
    row = await s.get(PracticeRoundRow, round_id) if 0 < round_id <= MAX_ID else None
    if row is None or row.person_id != person.id:
        raise NotFound("This round is over. Start another one.")
    return row


async def get(app: App, person: Person, round_id: int) -> Round:
    """Raises NotFound for somebody else's round, and for one that was left for another."""
    async with app.read() as s:
        row = await _own_round(s, person, round_id)
        return _round(row, await s.get_one(NoteRow, row.note_id))


async def is_ready(app: App, person: Person) -> bool:
    """Whether there is a note to make a round of."""
    return bool(await who_is_ready(app, [person]))


async def who_is_ready(app: App, people: Sequence[Person]) -> set[int]:
    """Those of them, by their ids, who have a note to make a round of."""
    known = [person.id for person in people]
    wanted = select(NoteRow.person_id).where(
        NoteRow.person_id.in_(known), NoteRow.sentences_total >= FEWEST_SENTENCES
    )
    async with app.read() as s:
        return set(await s.scalars(wanted.distinct()))


async def answer(app: App, person: Person, round_id: int, given: Sequence[int]) -> Round:
    """Marks the round and moves the level of its sort. A round that was answered before stays as it was.

    Raises Invalid where `given` does not fit the task, NotFound as `get`.
    """
    async with app.write() as s:
        await _lock(s, person)
        row = await _own_round(s, person, round_id)
        note = await s.get_one(NoteRow, row.note_id)
        if row.answered_at is not None:
            return _round(row, note)
        task = Task.from_json(row.task)
        chosen = task.check(given)
        row.given, row.score, row.answered_at = list(chosen), task.score(chosen), app.clock()
        practice = await _practice(s, person)
        level = staircase.after(level_of(practice.levels, task.sort), succeeded=task.succeeded(row.score))
        practice.levels = {**practice.levels, task.sort: level}
        teaches, found = practice.teaches, _round(row, note)
    if teaches and task.sort is Sort.MARK:
        await _teach(app, person, found)
    return found


async def _practice(s: AsyncSession, person: Person) -> PracticeRow:
    row = await s.get(PracticeRow, person.id)
    if row is None:
        row = PracticeRow(person_id=person.id, teaches=False, levels={})
        s.add(row)
    return row


async def _teach(app: App, person: Person, done: Round) -> None:
    """What they marked matters to them, where they have said nothing of it yet and the note still says it there."""
    try:
        async with app.read() as s:
            row = await own(s, person, done.note_id)
            body = await s.get_one(NoteBodyRow, done.note_id)
            said = await personalise.marks_in(s, done.note_id)
        note = await asyncio.to_thread(whole, row, body, (), {})
        chosen = {highlight.index for highlight in note.highlights}
        for at in done.given or ():
            index, text = done.task.indices[at], done.task.options[at]
            if index in said or index >= len(note.sentences) or note.sentences[index].text != text:
                continue
            verdict = Verdict.KEEP if index in chosen else Verdict.MATTERS
            await personalise.mark(app, person, done.note_id, index, verdict)
    except NotFound:
        return  # the note was changed or deleted meanwhile; the round itself is kept


async def switch_teaching(app: App, person: Person, *, teaches: bool) -> None:
    """Whether what the person marks first is used for what is chosen for them. Off unless they say so."""
    async with app.write() as s:
        await _lock(s, person)
        (await _practice(s, person)).teaches = teaches
