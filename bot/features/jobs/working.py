"""Jobs are done under a lease, so that several processes share one store; one whose process died is taken up again,
`MAX_ATTEMPTS` times. `attempts` tells the holder of a lease from one that slept over its end."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.app import App
from bot.errors import Busy, UserError
from bot.features import condense
from bot.features.background import forever
from bot.features.condense import OnProgress, Pasted, Request, Step, Upload
from bot.features.jobs.sent import ENDED, KEPT_FOR, State, delete_note_of, last_held, origin_of
from bot.features.people import get
from bot.locales import N_
from bot.store.tables import JobRow
from model import Budget

LEASE = timedelta(seconds=15)
LEASE_RENEWAL_S = 0.5  # also how often progress reaches the store
POLL_S = 5.0  # how long a job whose process died, or one another process accepted, may wait to be noticed
BUSY_WAIT = timedelta(
    seconds=5
)  # how long a job waits that found the model's queue full or the store failing
AT_ONCE = 2  # one is read while another is scored
MAX_ATTEMPTS = 3

log = logging.getLogger(__name__)


async def work(app: App) -> None:
    """Condenses waiting jobs, `AT_ONCE` at a time, until cancelled. Run it once in a process."""
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(forever("jobs", lambda: _work_on_one(app), every_s=POLL_S, wake=app.job_added))


async def _work_on_one(app: App) -> bool:
    """Whether there was one."""
    row = await _take(app)
    if row is None:
        return False
    app.job_added.set()  # there may be more: let the other turn look
    await _run(app, row)
    return True


async def _take(app: App) -> JobRow | None:
    """The oldest job that nobody holds, with a lease on it. Those that ended a day ago are forgotten."""
    now = app.clock()
    free = JobRow.state.not_in(ENDED) & (JobRow.leased_until_at.is_(None) | (JobRow.leased_until_at < now))
    given_up = N_("Pith stopped several times while reading this. Try a smaller part of it.")
    async with app.write() as s:
        await s.execute(delete(JobRow).where(JobRow.state.in_(ENDED), last_held < now - KEPT_FOR))
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
            await _clear_up(app, row)


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
        app, person, source, request, origins=(origin_of(row.id),), on_progress=on_progress
    )
    return note.id


async def _renew(app: App, row: JobRow, seen: dict[str, Any]) -> bool:
    """Writes progress and renews the lease; False when the job is no longer ours."""
    until = app.clock() + LEASE
    try:
        renewed = await _write(app, row, {"leased_until_at": until, **seen})
        row.leased_until_at = until if renewed else row.leased_until_at
        return renewed
    except SQLAlchemyError:
        log.exception("the lease of job %s was not renewed", row.id)
        return True


async def _write(app: App, row: JobRow, values: dict[str, Any]) -> bool:
    """Changes the job's row; False when it is no longer ours: stopped, erased, or taken up by another process."""
    ours = (JobRow.id == row.id) & (JobRow.attempts == row.attempts) & JobRow.state.not_in(ENDED)
    async with app.write() as s:
        written = await s.execute(update(JobRow).where(ours).values(**values))
    return bool(written.rowcount)  # type: ignore[attr-defined]


async def _clear_up(app: App, held: JobRow) -> None:
    """Deletes the note of a job that was stopped, and perhaps taken off the list, just while its note was being kept.
    Of one that was `held` no longer another process has made the note."""
    async with app.write() as s:
        row = await s.get(JobRow, held.id)
        is_held = held.leased_until_at is not None and app.clock() < held.leased_until_at
        if row.state == State.CANCELLED if row else is_held:
            await delete_note_of(s, app, held.id)
