"""Sending what browsers are to be told, until their push services take it: tried again with growing pauses, until the
day of the reminder is over. `work` runs once in a process.

A message carries its delivery's id as topic and tag: one that comes twice, or again after a snooze, takes the other's
place (RFC 8030, 5.4; the Notifications API). What its person answered meanwhile, or stopped, is not sent.
"""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from typing import Any

import httpx
from sqlalchemy import delete, select

from bot.app import App
from bot.errors import Invalid
from bot.features.address import Target, Unreachable, make_ready, target_of
from bot.features.reminders.push import browsers, keys
from bot.features.reminders.states import State
from bot.locales import N_
from bot.store.tables import DeliveryRow, PushBrowserRow, PushRow

POLL_S = 1.0
SEND_S = 10.0
LEASE = timedelta(seconds=60)
SENDING_AT_ONCE = 32
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 60, 180))
LONGEST_PAUSE = timedelta(hours=3)  # however long a push service asks for
GIVE_UP_AFTER = timedelta(days=3)
LINK = "/today"

log = logging.getLogger(__name__)


class Verdict(Enum):
    """What a push service answered."""

    TAKEN = auto()
    GONE = auto()  # the browser wants none any more
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this process holds until `leased_until_at`."""

    id: int
    person_id: int
    browser_id: str
    endpoint: str
    keys: dict[str, str]
    content: dict[str, Any]
    until_at: datetime
    attempts: int
    leased_until_at: datetime


async def work(app: App) -> None:
    """Tells browsers until cancelled; at once at an end where web push is not set up."""
    if not keys.is_ready(app.settings):
        return
    tls = await asyncio.to_thread(make_ready)
    while True:
        try:
            taken = await push_due(app, tls)
        except Exception:  # a store that is full or away for a moment must not end it for good
            log.exception("web push could not be looked at; it is again in a moment")
            taken = 0
        if not taken:
            await asyncio.sleep(POLL_S)


async def push_due(app: App, tls: ssl.SSLContext) -> int:
    """Sends what is due now, to SENDING_AT_ONCE browsers at once; how many messages were claimed."""
    claimed = await _claim(app, SENDING_AT_ONCE)
    async with asyncio.TaskGroup() as sending:
        for each in claimed:
            sending.create_task(_pushed(app, tls, each))
    return len(claimed)


async def _claim(app: App, most: int) -> list[Claimed]:
    now = app.clock()
    is_due = (PushRow.retry_at <= now) & (
        PushRow.leased_until_at.is_(None) | (PushRow.leased_until_at <= now)
    )
    async with app.read() as s:
        if await s.scalar(select(PushRow.id).where(is_due).limit(1)) is None:
            return []
    claimed = []
    async with app.write() as s:
        found = await s.execute(
            select(PushRow, PushBrowserRow, DeliveryRow.state, DeliveryRow.turn)
            .join(PushBrowserRow, PushBrowserRow.id == PushRow.browser_id)
            .join(DeliveryRow, DeliveryRow.id == PushRow.delivery_id)
            .where(is_due)
            .order_by(PushRow.retry_at, PushRow.id)
            .limit(most)
            .with_for_update(skip_locked=True, of=PushRow)
        )
        for row, browser, state, turn in found.all():
            if (state, turn) != (State.SENT, row.turn) or row.until_at <= now:
                await s.delete(row)
                continue
            row.leased_until_at, row.attempts = now + LEASE, row.attempts + 1
            claimed.append(_claimed(row, browser))
    return claimed


def _claimed(row: PushRow, browser: PushBrowserRow) -> Claimed:
    assert row.leased_until_at is not None
    content = {
        "title": N_("Today's focus").to(row.language),
        "text": row.words,
        "language": row.language.replace("_", "-"),
        "tag": row.delivery_id,
        "link": LINK,
    }
    return Claimed(
        id=row.id,
        person_id=row.person_id,
        browser_id=browser.id,
        endpoint=browser.endpoint,
        keys={"p256dh": browser.p256dh, "auth": browser.auth},
        content=content,
        until_at=row.until_at,
        attempts=row.attempts,
        leased_until_at=row.leased_until_at,
    )


async def _pushed(app: App, tls: ssl.SSLContext, message: Claimed) -> None:
    """One message on its way. What goes wrong with it is its own trouble: its lease ends, and it is tried again."""
    try:
        verdict, wait = await _send(app, tls, message)
        await _release(app, message, verdict, wait)
    except Exception:
        log.exception("push %d could not be sent; it is tried again", message.id)


async def _send(app: App, tls: ssl.SSLContext, message: Claimed) -> tuple[Verdict, timedelta]:
    """What the push service said, and how long it asks to wait."""
    now = app.clock()
    try:
        target = await target_of(
            app.settings, message.endpoint, message.person_id, browsers.ENDPOINT_CHARACTERS
        )
        origin, content = f"{target.scheme}://{target.named}", json.dumps(message.content, ensure_ascii=False)
        sealed = await asyncio.to_thread(keys.seal, app.settings, origin, message.keys, content.encode(), now)
        headers = {
            "Host": target.named,
            "User-Agent": "Pith",
            "Authorization": sealed.authorization,
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(int((message.until_at - now).total_seconds())),
            "Topic": message.content["tag"],
            "Urgency": "normal",
        }
        return await _post(tls, target, headers, sealed.body, now)
    except (Unreachable, Invalid, TimeoutError, httpx.HTTPError) as error:
        log.info("push %d failed: %s", message.id, type(error).__name__)
        return Verdict.FAILED, timedelta()


async def _post(
    tls: ssl.SSLContext, target: Target, headers: dict[str, str], body: bytes, now: datetime
) -> tuple[Verdict, timedelta]:
    async with (
        asyncio.timeout(SEND_S),
        httpx.AsyncClient(verify=tls, trust_env=False, timeout=SEND_S) as client,
        client.stream(
            "POST", target.url, content=body, headers=headers, extensions={"sni_hostname": target.host}
        ) as answer,
    ):
        if answer.is_success:
            return Verdict.TAKEN, timedelta()
        if answer.status_code in (404, 410):
            return Verdict.GONE, timedelta()
        log.info("a push service answered %d", answer.status_code)
        return Verdict.FAILED, _asked_to_wait(answer.headers.get("Retry-After", ""), now)


def _asked_to_wait(retry_after: str, now: datetime) -> timedelta:
    """RFC 9110, 10.2.3: seconds, or a date."""
    if retry_after.isdecimal():
        return min(timedelta(seconds=int(retry_after[:9])), LONGEST_PAUSE)
    try:
        return min(parsedate_to_datetime(retry_after) - now, LONGEST_PAUSE)
    except (TypeError, ValueError):
        return timedelta()


async def _release(app: App, message: Claimed, verdict: Verdict, wait: timedelta) -> None:
    """What came of it: the message is gone, the browser is, or it is tried again."""
    now = app.clock()
    async with app.write() as s:
        mine = select(PushRow).where(
            PushRow.id == message.id, PushRow.leased_until_at == message.leased_until_at
        )
        row = await s.scalar(mine.with_for_update())
        browser = await s.get(PushBrowserRow, message.browser_id, with_for_update=True)
        if row is None or browser is None:
            return
        if verdict is Verdict.TAKEN:
            browser.failing_since_at = None
            await s.execute(delete(PushRow).where(PushRow.id == message.id))
            return
        browser.failing_since_at = browser.failing_since_at or now
        if verdict is Verdict.GONE or now - browser.failing_since_at >= GIVE_UP_AFTER:
            log.info("a browser of person %d is not notified any more", browser.person_id)
            await browsers.drop_one(s, browser.id)
            return
        pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
        row.retry_at, row.leased_until_at = now + max(pause, wait), None
