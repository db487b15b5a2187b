"""Telling webhooks what happened, in its order: signed, tried again with growing pauses, until it is taken.

`work` runs once in a process. A hook is claimed with a lease; its oldest event is sent, and gone only once the address
answered 2xx. So a stop at any step loses none; it may repeat one, with the same id.

Each request carries `Pith-Signature: t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256, under the webhook's secret, of
SECONDS, a full stop and the body.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select

from bot.app import App
from bot.errors import Invalid
from bot.features.address import Unreachable, make_ready, post, target_of
from bot.features.background import forever
from bot.store.tables import TaskEventRow, TaskHookRow

POLL_S = 1.0
LEASE = timedelta(seconds=60)
SENT_AT_ONCE = 3  # events of one hook while its lease holds
SENDING_AT_ONCE = 32  # hooks of different people
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 60, 180, 360, 720))
GIVE_UP_AFTER = timedelta(days=3)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A hook that this process holds until `leased_until_at`."""

    person_id: int
    url: str
    secret: str
    leased_until_at: datetime


def signature(secret: str, at_s: int, body: bytes) -> str:
    """The header's value."""
    signed = hmac.new(secret.encode(), f"{at_s}.".encode() + body, hashlib.sha256)
    return f"t={at_s},v1={signed.hexdigest()}"


async def work(app: App) -> None:
    """Tells what happened until cancelled."""
    tls = await asyncio.to_thread(make_ready)
    await forever("webhooks", lambda: tell_due(app, tls), every_s=POLL_S)


async def tell_due(app: App, tls: ssl.SSLContext) -> int:
    """Tells until nothing is left that can be told now; how many events were taken.

    To SENDING_AT_ONCE addresses at once, so that a slow one holds up nobody else. What one person's address is told
    stays in order: a hook that is being told is held. Where the store breaks, those on their way are told all the same.
    """
    taken, sending, trouble = 0, set[asyncio.Task[int]](), None
    try:
        while True:
            try:
                claimed = [] if trouble else await _claim(app, SENDING_AT_ONCE - len(sending))
            except Exception as error:
                claimed, trouble = [], error
            sending |= {asyncio.create_task(_told(app, tls, hook)) for hook in claimed}
            if not sending:
                if trouble is not None:
                    raise trouble
                return taken
            done, sending = await asyncio.wait(sending, timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
            taken += sum(task.result() for task in done)
    finally:
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)


async def _told(app: App, tls: ssl.SSLContext, hook: Claimed) -> int:
    """Whatever goes wrong with one hook is its own trouble: its lease ends, and it is tried again."""
    try:
        return await _tell(app, tls, hook)
    except Exception:
        log.exception("the webhook of person %d could not be told", hook.person_id)
        return 0


async def _claim(app: App, most: int) -> list[Claimed]:
    if most <= 0:
        return []
    now = app.clock()
    is_due = (
        TaskHookRow.is_on
        & (TaskHookRow.retry_at.is_(None) | (TaskHookRow.retry_at <= now))
        & (TaskHookRow.leased_until_at.is_(None) | (TaskHookRow.leased_until_at <= now))
        & exists().where(TaskEventRow.person_id == TaskHookRow.person_id)
    )
    async with app.read() as s:
        if await s.scalar(select(TaskHookRow.person_id).where(is_due).limit(1)) is None:
            return []
    async with app.write() as s:
        longest_waiting = TaskHookRow.retry_at.asc().nulls_first()  # when it was told last, or may be again
        wanted = (
            select(TaskHookRow).where(is_due).order_by(longest_waiting, TaskHookRow.person_id).limit(most)
        )
        rows = (await s.scalars(wanted.with_for_update(skip_locked=True))).all()
        for row in rows:
            row.leased_until_at = now + LEASE
        return [Claimed(row.person_id, row.url, row.secret, now + LEASE) for row in rows]


async def _tell(app: App, tls: ssl.SSLContext, hook: Claimed) -> int:
    """Sends the hook's oldest events one after the other until one is not taken; how many were."""
    async with app.read() as s:
        oldest = select(TaskEventRow).where(TaskEventRow.person_id == hook.person_id)
        order = oldest.order_by(TaskEventRow.place).limit(SENT_AT_ONCE)
        events = [(row.id, row.body) for row in await s.scalars(order)]
    taken, failure = 0, None
    for event_id, body in events:
        failure = await _send(app, tls, hook, body)
        if failure is not None:
            break
        async with app.write() as s:
            await s.execute(delete(TaskEventRow).where(TaskEventRow.id == event_id))
        taken += 1
    await _release(app, hook, taken, failure)
    return taken


async def _send(app: App, tls: ssl.SSLContext, hook: Claimed, event: dict[str, Any]) -> str | None:
    """Sends one event; None once it is taken, else what was in the way: see hook.FAILURES."""
    body = json.dumps(event, ensure_ascii=False).encode()
    try:
        target = await target_of(app.settings, hook.url, hook.person_id)
        headers = {
            "Content-Type": "application/json",
            "Pith-Event": str(event["id"]),
            "Pith-Signature": signature(hook.secret, int(app.clock().timestamp()), body),
        }
        answer = await post(tls, target, body, headers)
        return None if answer.is_success else f"HTTP {answer.status_code}"
    except (Unreachable, Invalid):
        return "address"
    except TimeoutError:
        return "late"
    except Exception as error:  # whatever it is: what isn't counted as a failure would be tried for ever
        log.info("a webhook of person %d failed: %s", hook.person_id, type(error).__name__)
        return "connection"


async def _release(app: App, hook: Claimed, taken: int, failure: str | None) -> None:
    """Gives the lease back, with what came of it. A hook that was set anew meanwhile is left as it is."""
    now = app.clock()
    async with app.write() as s:
        row = await s.scalar(select(TaskHookRow).where(_held(hook)).with_for_update())
        if row is None:
            return
        row.leased_until_at = None
        if taken or failure is None:
            row.failures, row.failing_since_at = 0, None
        row.failure, row.retry_at = failure, now
        if failure is None:
            return
        row.failing_since_at = row.failing_since_at or now
        row.retry_at = now + PAUSES[min(row.failures, len(PAUSES) - 1)]
        row.failures += 1
        if now - row.failing_since_at >= GIVE_UP_AFTER:
            row.is_on, row.trouble = False, True
            log.info("the webhook of person %d is stopped: %s", hook.person_id, failure)


def _held(hook: Claimed) -> ColumnElement[bool]:
    mine = (TaskHookRow.person_id == hook.person_id) & (TaskHookRow.secret == hook.secret)
    return mine & (TaskHookRow.leased_until_at == hook.leased_until_at)
