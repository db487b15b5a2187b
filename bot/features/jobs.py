"""Jobs: what a person sent from the browser and is being condensed. Accepted is kept: a crash or a restart loses none.

A job's row holds what was sent until its note is saved. `work` (a task of `__main__`) takes waiting jobs with a
lease, so that several processes share one store; a job whose process died is taken up again, `MAX_ATTEMPTS` times.
`attempts` tells the holder of a lease from one that slept over its end.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Busy, NotFound, UserError
from bot.features import condense, tasks
from bot.features.condense import OnProgress, Pasted, Request, Step, Upload
from bot.features.people import Person, budget_json, get
from bot.locales import N_, Message
from bot.store.tables import JobRow, NoteRow, OriginRow
from model import Budget

LEASE = timedelta(seconds=15)
LEASE_RENEWAL_S = 0.5  # also how often progress reaches the store
POLL_S = 5.0  # how long a job whose process died, or one another process accepted, may wait to be noticed
BUSY_WAIT = timedelta(
    seconds=5
)  # how long a job waits that found the model's queue full or the store failing
AT_ONCE = 2  # one is read while another is scored
MAX_ATTEMPTS = 3
MAX_WAITING_PER_PERSON = 50
NAME_CHARACTERS = 60
KEPT_FOR = timedelta(days=1)  # finished jobs are shown this long

log = logging.getLogger(__name__)


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
    """`done` of `total` counts pages while reading and windows while scoring; total 0: not known."""

    id: str
    name: str
    state: State
    done: int
    total: int
    note_id: int | None
    error: Message | None
    created_at: datetime


def _job(row: JobRow) -> Job:
    error = Message.from_json(row.error) if row.error else None
    return Job(row.id, row.name, State(row.state), row.done, row.total, row.note_id, error, row.created_at)


async def submit(app: App, person: Person, source: Pasted | Upload, request: Request) -> Job:
    """Accepts `source`: once this returns it is on disk and will be condensed. Raises Busy, TooLarge or Invalid."""
    condense.check(app, source, request)
    if isinstance(source, Upload):
        name, payload = source.name, source.data
    else:
        name, payload = _beginning(source.text), source.text.encode("utf-8", "replace")
    row = JobRow(
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
        created_at=app.clock(),
    )
    async with app.write() as s:
        await s.execute(
            delete(JobRow).where(JobRow.state.in_(ENDED), JobRow.created_at < app.clock() - KEPT_FOR)
        )
        waiting = await s.scalars(
            select(JobRow.id).where(JobRow.person_id == person.id, JobRow.state.not_in(ENDED))
        )
        if len(waiting.all()) >= MAX_WAITING_PER_PERSON:
            raise Busy(
                "{count} of your texts are still waiting. Send more once some are done.",
                count=MAX_WAITING_PER_PERSON,
            )
        s.add(row)
    app.job_added.set()
    return _job(row)


def _beginning(text: str) -> str:
    """What to call a pasted text until it has a title."""
    line = " ".join(text[: NAME_CHARACTERS * 4].split())
    return line if len(line) <= NAME_CHARACTERS else line[: NAME_CHARACTERS - 1] + "…"


async def list_jobs(app: App, person: Person) -> list[Job]:
    """The person's jobs of the last day, oldest first: what a page shows again after a reload."""
    async with app.read() as s:
        rows = await s.scalars(
            select(JobRow)
            .where(JobRow.person_id == person.id, JobRow.created_at > app.clock() - KEPT_FOR)
            .order_by(JobRow.created_at, JobRow.id)
        )
        return [_job(row) for row in rows]


async def count(app: App) -> dict[State, int]:
    """How many jobs there are in each state, of everybody."""
    async with app.read() as s:
        rows = await s.execute(select(JobRow.state, func.count()).group_by(JobRow.state))
        return {State(state): n for state, n in rows}


async def cancel(app: App, person: Person, job_id: str) -> Job:
    """Stops a job that has not ended; nothing of it is kept. Raises NotFound."""
    async with app.write() as s:
        row = await s.get(JobRow, job_id)
        if row is None or row.person_id != person.id:
            raise NotFound("There is no such job.")
        if row.state not in ENDED:
            row.state, row.payload = State.CANCELLED, None
            await _delete_note_of(s, app, job_id)
        return _job(row)


def _origin(job_id: str) -> str:
    """What ties a note to its job, so that a job taken up again makes the same note."""
    return f"job:{job_id}"


async def _delete_note_of(s: AsyncSession, app: App, job_id: str) -> None:
    made = await s.scalars(select(OriginRow.note_id).where(OriginRow.origin == _origin(job_id)))
    for note_id in made.all():
        await tasks.note_goes(s, app, note_id)
        await s.execute(delete(NoteRow).where(NoteRow.id == note_id))


async def dismiss(app: App, person: Person, job_id: str) -> None:
    """Takes a job that has ended off the list. Its note stays."""
    async with app.write() as s:
        await s.execute(
            delete(JobRow).where(JobRow.id == job_id, JobRow.person_id == person.id, JobRow.state.in_(ENDED))
        )


async def work(app: App) -> None:
    """Condenses waiting jobs, `AT_ONCE` at a time, until cancelled. Run it once in a process."""
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(_work_in_turn(app))


async def _work_in_turn(app: App) -> None:
    while True:
        app.job_added.clear()
        try:
            row = await _take(app)
            if row is not None:
                app.job_added.set()  # there may be more: let the other turn look
                await _run(app, row)
                continue
        except Exception:  # a store that is full or away for a moment must not end the work for good
            log.exception("the store can't be used; jobs wait")
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_S):  # wait_for may swallow being cancelled before Python 3.12
                await app.job_added.wait()


async def _take(app: App) -> JobRow | None:
    """The oldest job that nobody holds, with a lease on it."""
    now = app.clock()
    free = JobRow.state.not_in(ENDED) & (JobRow.leased_until_at.is_(None) | (JobRow.leased_until_at < now))
    given_up = N_("Pith stopped several times while reading this. Try a smaller part of it.")
    async with app.write() as s:
        await s.execute(
            update(JobRow)
            .where(free, JobRow.attempts >= MAX_ATTEMPTS)
            .values(state=State.FAILED, payload=None, error=given_up.as_json())
        )
        row: JobRow | None = await s.scalar(
            select(JobRow).where(free).order_by(JobRow.created_at).limit(1).with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        await s.refresh(row, ["payload"])
        row.attempts, row.leased_until_at = row.attempts + 1, now + LEASE
        return row


async def _run(app: App, row: JobRow) -> None:
    """One job to its end. When Pith is stopped in the middle the job goes back to those that wait."""
    seen: dict[str, Any] = {"state": State.READING, "done": 0, "total": 0}

    def on_progress(step: Step, done: int, total: int) -> None:
        seen.update(state=State(step.value), done=done, total=total)

    working = asyncio.create_task(_end_of(app, row, on_progress))
    try:
        while not (await asyncio.wait({working}, timeout=LEASE_RENEWAL_S))[0]:
            if not await _renew(app, row, seen):
                break
    finally:
        working.cancel()
        await asyncio.wait({working})
        end = _waiting_again(row, None) if working.cancelled() else working.result()
        if not await _write(app, row, end):
            await _clear_up(app, row.id)


async def _end_of(app: App, row: JobRow, on_progress: OnProgress) -> dict[str, Any]:
    """Does the job; what its row holds afterwards."""
    try:
        note_id = await _condense(app, row, on_progress)
        return {"state": State.DONE, "note_id": note_id, "payload": None}
    except Busy:
        return _waiting_again(row, app.clock() + BUSY_WAIT)
    except SQLAlchemyError:
        log.exception("job %s could not be kept; it is tried again", row.id)
        return {"state": State.QUEUED, "leased_until_at": app.clock() + BUSY_WAIT}
    except UserError as error:
        return {"state": State.FAILED, "error": error.message.as_json(), "payload": None}
    except Exception:
        incident = secrets.token_hex(4)
        log.exception("job %s broke (%s)", row.id, incident)
        broke = N_("Something broke here ({id}). It is not your fault.", id=incident)
        return {"state": State.FAILED, "error": broke.as_json(), "payload": None}


def _waiting_again(row: JobRow, until: datetime | None) -> dict[str, Any]:
    """A job that nobody holds, as if it had not been tried."""
    again = {"done": 0, "total": 0, "attempts": row.attempts - 1, "leased_until_at": until}
    return {"state": State.QUEUED, **again}


async def _condense(app: App, row: JobRow, on_progress: OnProgress) -> int | None:
    person = await get(app, row.person_id)
    payload = row.payload or b""
    source = Upload(row.name, payload) if row.is_file else Pasted(payload.decode())
    length = row.request["length"]
    request = Request(Budget(**length) if length else None, row.request["focus"], row.request["language"])
    note = await condense.condense(
        app, person, source, request, origins=(_origin(row.id),), on_progress=on_progress
    )
    return note.id


async def _renew(app: App, row: JobRow, seen: dict[str, Any]) -> bool:
    """Writes progress and renews the lease; False when the job is no longer ours."""
    try:
        return await _write(app, row, {"leased_until_at": app.clock() + LEASE, **seen})
    except SQLAlchemyError:
        log.exception("the lease of job %s was not renewed", row.id)
        return True


async def _write(app: App, row: JobRow, values: dict[str, Any]) -> bool:
    """Changes the job's row; False when it is no longer ours: stopped, erased, or taken up by another process."""
    ours = (JobRow.id == row.id) & (JobRow.attempts == row.attempts) & JobRow.state.not_in(ENDED)
    async with app.write() as s:
        written = await s.execute(update(JobRow).where(ours).values(**values))
    return bool(written.rowcount)  # type: ignore[attr-defined]


async def _clear_up(app: App, job_id: str) -> None:
    """Deletes the note of a job that was stopped just while its note was being kept."""
    async with app.write() as s:
        row = await s.get(JobRow, job_id)
        if row is None or row.state == State.CANCELLED:
            await _delete_note_of(s, app, job_id)


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    return [
        {"name": job.name, "state": job.state, "created_at": job.created_at.isoformat()}
        for job in await list_jobs(app, person)
    ]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(JobRow).where(JobRow.person_id == person.id))
