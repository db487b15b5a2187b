"""What a person sent, from when it is accepted until it has ended: listed, stopped, taken off the list."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Busy, NotFound
from bot.features import condense, tasks
from bot.features.condense import Pasted, Request, Upload
from bot.features.people import Person, budget_json
from bot.locales import Message
from bot.store.tables import JobRow, NoteRow, OriginRow

MAX_WAITING_PER_PERSON = 50
NAME_CHARACTERS = 60
KEPT_FOR = timedelta(days=1)  # jobs that have ended are shown this long, and then forgotten
last_held = func.coalesce(JobRow.leased_until_at, JobRow.created_at)  # about when a job ended


class State(StrEnum):
    QUEUED = "queued"
    READING = "reading"
    WAITING = "waiting"
    SCORING = "scoring"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (State.DONE, State.FAILED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Job:
    """`done` of `total` counts pages while reading and windows while scoring; total 0: not known. `text` is there
    once only: what was pasted, as it is stopped."""

    id: str
    name: str
    state: State
    done: int
    total: int
    note_id: int | None
    error: Message | None
    created_at: datetime
    text: str | None = None


def _job(row: JobRow) -> Job:
    error = Message.from_json(row.error) if row.error else None
    return Job(row.id, row.name, State(row.state), row.done, row.total, row.note_id, error, row.created_at)


async def submit(app: App, person: Person, source: Pasted | Upload, request: Request) -> Job:
    """Accepts `source`: once this returns it is on disk and will be condensed. Raises Busy, TooLarge or Invalid."""
    (job,) = await submit_all(app, person, [source], request)
    return job


async def submit_all(
    app: App, person: Person, sources: Sequence[Pasted | Upload], request: Request
) -> list[Job]:
    """As `submit`, all of them or, where one is refused, none. Raises Busy, TooLarge or Invalid."""
    for source in sources:
        condense.check(app, source, request)
    rows = [_row(app, person, source, request, place) for place, source in enumerate(sources)]
    async with app.write() as s:
        found = await s.scalars(
            select(JobRow.id).where(JobRow.person_id == person.id, JobRow.state.not_in(ENDED))
        )
        waiting = len(found.all())
        if waiting and waiting + len(rows) > MAX_WAITING_PER_PERSON:
            raise Busy(
                "{count} of your texts are still waiting. Send more once some are done.", count=waiting
            )
        s.add_all(rows)
    app.job_added.set()
    return [_job(row) for row in rows]


def _row(app: App, person: Person, source: Pasted | Upload, request: Request, place: int) -> JobRow:
    if isinstance(source, Upload):
        name, payload = source.name, source.data
    else:
        name, payload = _beginning(source.text), source.text.encode("utf-8", "replace")
    return JobRow(
        id=secrets.token_urlsafe(12),
        person_id=person.id,
        name=name,
        is_file=isinstance(source, Upload),
        payload=payload,
        request={
            "length": budget_json(request.length) if request.length else None,
            "focus": request.focus,
            "language": request.language,
        },
        state=State.QUEUED,
        done=0,
        total=0,
        attempts=0,
        created_at=app.clock() + timedelta(microseconds=place),  # what is sent together keeps its order
    )


def _beginning(text: str) -> str:
    """What to call a pasted text until it has a title."""
    line = " ".join(text[: NAME_CHARACTERS * 4].split())
    return line if len(line) <= NAME_CHARACTERS else line[: NAME_CHARACTERS - 1] + "…"


async def list_jobs(app: App, person: Person) -> list[Job]:
    """The person's jobs of the last day, oldest first: what a page shows again after a reload."""
    async with app.read() as s:
        rows = await s.scalars(
            select(JobRow)
            .where(JobRow.person_id == person.id, last_held > app.clock() - KEPT_FOR)
            .order_by(JobRow.created_at, JobRow.id)
        )
        return [_job(row) for row in rows]


async def count(app: App) -> dict[State, int]:
    """How many jobs there are in each state, of everybody."""
    async with app.read() as s:
        rows = await s.execute(select(JobRow.state, func.count()).group_by(JobRow.state))
        return {State(state): n for state, n in rows}


async def cancel(app: App, person: Person, job_id: str) -> Job:
    """Stops a job that has not ended; nothing of it is kept but, for a day, how it began. Its text comes with it, to
    be mended and sent again. Raises NotFound."""
    pasted = None
    async with app.write() as s:
        row = await s.get(JobRow, job_id)
        if row is None or row.person_id != person.id:
            raise NotFound("There is no such job.")
        if row.state not in ENDED:
            await s.refresh(row, ["payload"])
            pasted = None if row.is_file else row.payload
            row.state, row.payload = State.CANCELLED, None
            await delete_note_of(s, app, job_id)
    text = await asyncio.to_thread(pasted.decode) if pasted else None  # it may be a book
    return replace(_job(row), text=text)


def origin_of(job_id: str) -> str:
    """What ties a note to its job, so that a job taken up again makes the same note."""
    return f"job:{job_id}"


async def delete_note_of(s: AsyncSession, app: App, job_id: str) -> None:
    made = await s.scalars(select(OriginRow.note_id).where(OriginRow.origin == origin_of(job_id)))
    for note_id in made.all():
        await tasks.note_goes(s, app, note_id)
        await s.execute(delete(NoteRow).where(NoteRow.id == note_id))


async def dismiss(app: App, person: Person, job_id: str) -> None:
    """Takes a job that has ended off the list. Its note stays."""
    async with app.write() as s:
        await s.execute(
            delete(JobRow).where(JobRow.id == job_id, JobRow.person_id == person.id, JobRow.state.in_(ENDED))
        )


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    return [
        {"name": job.name, "state": job.state, "created_at": job.created_at.isoformat()}
        for job in await list_jobs(app, person)
    ]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(JobRow).where(JobRow.person_id == person.id))
