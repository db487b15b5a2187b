"""Sending what browsers are to be told, until their push services take it: tried again with growing pauses, until the
day of the reminder is over. `work` runs once in a process.

A message carries its delivery's id as topic and tag: one that comes twice, or again after a snooze, takes the other's
place (RFC 8030, 5.4; the Notifications API). What its person answered meanwhile, or stopped, is not sent.

A browser ends where its push service says so, or refuses for three days, in several tries each time. No answer at all
says nothing of a browser: it may be Pith that is cut off.
"""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from typing import Any

import httpx
from sqlalchemy import and_, delete, not_, select, true, update

from bot.app import App
from bot.errors import Invalid
from bot.features.address import Unreachable, make_ready, post, target_of
from bot.features.background import forever
from bot.features.reminders.push import browsers, keys
from bot.features.reminders.push.services import Services, service_of
from bot.features.reminders.states import State, Trouble
from bot.locales import N_
from bot.store.tables import DeliveryRow, PushBrowserRow, PushRow, ReminderRow

POLL_S = 1.0
LEASE = timedelta(seconds=60)
SENDING_AT_ONCE = 32
CLAIMED_AT_ONCE = 8
MOST_OF_ONE = 16  # of these to one push service: more are not claimed for it
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 60, 180))
LONGEST_PAUSE = timedelta(hours=3)  # however long a push service asks for
GIVE_UP_AFTER = timedelta(days=3)
TRIES = 4  # of the last message, too: over a quarter of an hour, which is no blip
LINK = "/today"

log = logging.getLogger(__name__)


class Verdict(Enum):
    """What a push service answered."""

    TAKEN = auto()
    GONE = auto()  # the browser wants none any more
    FAILED = auto()
    SILENT = auto()  # nothing


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
    tls, services = await asyncio.to_thread(make_ready), Services()
    await forever("web push", lambda: push_due(app, tls, services), every_s=POLL_S)


async def push_due(app: App, tls: ssl.SSLContext, services: Services | None = None) -> int:
    """Sends what is due, to SENDING_AT_ONCE browsers at once; how many messages were claimed. While some are on their
    way, the next are claimed: a push service that is slow holds up its own messages alone."""
    services = services or Services()
    claimed, on_their_way, more = 0, dict[asyncio.Task[None], str](), True
    async with asyncio.TaskGroup() as sending:
        while more or on_their_way:
            has_room = len(on_their_way) + CLAIMED_AT_ONCE <= SENDING_AT_ONCE
            if has_room:
                full = {
                    each for each, count in Counter(on_their_way.values()).items() if count >= MOST_OF_ONE
                }
                batch = await _claim(app, CLAIMED_AT_ONCE, full | services.held(app.clock()))
                more, claimed = bool(batch), claimed + len(batch)
                for each in batch:
                    task = sending.create_task(_pushed(app, tls, each, services))
                    on_their_way[task] = service_of(each.endpoint)
            if on_their_way:
                pause_s = 0.0 if more and has_room else POLL_S  # and what comes due meanwhile is claimed
                arrived, _ = await asyncio.wait(
                    on_their_way, timeout=pause_s, return_when=asyncio.FIRST_COMPLETED
                )
                for task in arrived:
                    del on_their_way[task]
                more = more or bool(arrived)
    return claimed


async def _claim(app: App, most: int, but: Iterable[str] = ()) -> list[Claimed]:
    """What is due, but for the push services in `but`."""
    now = app.clock()
    is_due = (
        (PushRow.retry_at <= now)
        & (PushRow.leased_until_at.is_(None) | (PushRow.leased_until_at <= now))
        & and_(
            true(),
            *(not_(PushBrowserRow.endpoint.startswith(f"{each}/", autoescape=True)) for each in but),
        )
    )
    async with app.read() as s:
        one = select(PushRow.id).join(PushBrowserRow, PushBrowserRow.id == PushRow.browser_id).where(is_due)
        if await s.scalar(one.limit(1)) is None:
            return []
    claimed, seen = list[Claimed](), list[str]()
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
                if row.until_at > now:
                    seen.append(browser.id)
                continue
            row.leased_until_at, row.attempts = now + LEASE, row.attempts + 1
            claimed.append(_claimed(row, browser))
        await s.flush()  # the messages first, see `browsers`
        if seen:  # somebody who was reached otherwise: how their browser would have gone on is not known
            fresh = update(PushBrowserRow).where(
                PushBrowserRow.id.in_(seen), PushBrowserRow.failing_since_at.is_not(None)
            )
            await s.execute(fresh.values(failing_since_at=None))
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


async def _pushed(app: App, tls: ssl.SSLContext, message: Claimed, services: Services) -> None:
    """One message on its way. What goes wrong with it is its own trouble: its lease ends, and it is tried again."""
    try:
        verdict, wait = await _send(app, tls, message)
        service = service_of(message.endpoint)
        if verdict is Verdict.TAKEN:
            services.took(service)
        elif verdict is Verdict.SILENT or wait:
            services.refused(service, message.person_id, app.clock(), wait)
        await _release(app, message, verdict, wait)
    except Exception:
        log.exception("push %d could not be sent; it is tried again", message.id)


async def _send(app: App, tls: ssl.SSLContext, message: Claimed) -> tuple[Verdict, timedelta]:
    """What the push service said, and how long it asks to wait."""
    now = app.clock()
    try:
        target = await target_of(
            app.settings, message.endpoint, message.person_id, most_characters=browsers.ENDPOINT_CHARACTERS
        )
        origin, content = f"{target.scheme}://{target.named}", json.dumps(message.content, ensure_ascii=False)
        sealed = await asyncio.to_thread(keys.seal, app.settings, origin, message.keys, content.encode(), now)
        headers = {
            "Authorization": sealed.authorization,
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(int((message.until_at - now).total_seconds())),
            "Topic": message.content["tag"],
            "Urgency": "normal",
        }
        return _verdict(await post(tls, target, sealed.body, headers), now)
    except (Unreachable, Invalid, TimeoutError, httpx.HTTPError) as error:
        log.info("push %d failed: %s", message.id, type(error).__name__)
        return Verdict.SILENT, timedelta()


def _verdict(answer: httpx.Response, now: datetime) -> tuple[Verdict, timedelta]:
    if answer.is_success:
        return Verdict.TAKEN, timedelta()
    if answer.status_code in (404, 410):
        return Verdict.GONE, timedelta()
    log.info("a push service answered %d", answer.status_code)
    wait = _asked_to_wait(answer.headers.get("Retry-After", ""), now)
    return Verdict.FAILED, max(wait, PAUSES[0]) if answer.status_code == 429 else wait


def _asked_to_wait(retry_after: str, now: datetime) -> timedelta:
    """RFC 9110, 10.2.3: seconds, or a date."""
    try:
        if retry_after.isdecimal():
            wait = timedelta(seconds=int(retry_after[:9]))
        else:
            wait = parsedate_to_datetime(retry_after) - now
    except (TypeError, ValueError):
        return timedelta()
    return min(max(wait, timedelta()), LONGEST_PAUSE)


async def _release(app: App, message: Claimed, verdict: Verdict, wait: timedelta) -> None:
    """What came of it: the message is gone, the browser is, or it is tried again."""
    now = app.clock()
    async with app.write() as s:
        reminder = None
        if verdict is not Verdict.TAKEN:  # first, as all do who change it and what hangs on it
            reminder = await s.get(ReminderRow, message.person_id, with_for_update=True)
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
        if verdict is Verdict.FAILED:
            browser.failing_since_at = browser.failing_since_at or now
        failing_since_at = browser.failing_since_at or now
        is_given_up = (
            verdict is Verdict.FAILED
            and now - failing_since_at >= GIVE_UP_AFTER
            and message.attempts >= TRIES
        )
        if verdict is Verdict.GONE or is_given_up:
            log.info("a browser of person %d is not notified any more", browser.person_id)
            await browsers.drop_one(s, browser.id)
            if reminder is not None:
                reminder.trouble = reminder.trouble or Trouble.BROWSER
            return
        pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
        row.retry_at, row.leased_until_at = now + max(pause, wait), None
