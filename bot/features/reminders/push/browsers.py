"""The browsers that are notified: asked for in each, by a press; ended in each, or in all with the reminder."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features.address import Unreachable, given_target
from bot.features.people import Person, unknown
from bot.features.reminders.push import keys
from bot.store.tables import PersonRow, PushBrowserRow, PushRow

ENDPOINT_CHARACTERS = 2_000  # some push services put a token of hundreds into it
MOST = 10  # of one person; the one that asked first makes room


@dataclass(frozen=True, slots=True)
class Browser:
    """`id` is the SHA-256 of the address that its push service gave it, in hex: a page knows its own by it."""

    id: str
    made_at: datetime


async def public_key(app: App) -> str | None:
    """What a browser subscribes with; None where web push is not set up."""
    return await asyncio.to_thread(keys.public_of, app.settings) if keys.is_ready(app.settings) else None


async def add(app: App, person: Person, endpoint: str, p256dh: str, auth: str) -> Browser:
    """Notifies this browser from now on, and nobody else in it. Raises NotFound where web push is not set up, Invalid
    for an address that Pith can't send to or keys that are none, Busy while another address of theirs is looked up."""
    if not keys.is_ready(app.settings):
        raise NotFound("Web push is not set up here.")
    try:
        await given_target(app.settings, endpoint, person.id, most_characters=ENDPOINT_CHARACTERS)
    except (Unreachable, Invalid):
        raise Invalid("Pith can't send to this browser's push service.") from None
    if not await asyncio.to_thread(keys.are_keys, p256dh, auth):
        raise Invalid("This is no push subscription.")
    browser_id, now = hashlib.sha256(endpoint.encode()).hexdigest(), app.clock()
    async with app.write() as s:
        if await s.get(PersonRow, person.id, with_for_update=True) is None:
            raise unknown()
        await _drop(s, PushBrowserRow.id == browser_id)  # whoever used this browser before
        row = PushBrowserRow(
            id=browser_id, person_id=person.id, endpoint=endpoint, p256dh=p256dh, auth=auth, made_at=now
        )
        s.add(row)
        await s.flush()
        mine = select(PushBrowserRow.id).where(PushBrowserRow.person_id == person.id)
        newest_first = mine.order_by(PushBrowserRow.made_at.desc(), (PushBrowserRow.id == browser_id).desc())
        too_many = (await s.scalars(newest_first.offset(MOST))).all()
        await _drop(s, PushBrowserRow.id.in_(too_many))
    return Browser(browser_id, now)


async def listed(app: App, person: Person) -> list[Browser]:
    """The newest first."""
    async with app.read() as s:
        rows = await s.scalars(
            select(PushBrowserRow)
            .where(PushBrowserRow.person_id == person.id)
            .order_by(PushBrowserRow.made_at.desc())
        )
        return [Browser(row.id, row.made_at) for row in rows]


async def remove(app: App, person: Person, browser_id: str) -> None:
    """This browser is not notified any more. Raises NotFound for another person's."""
    async with app.write() as s:
        row = await s.get(PushBrowserRow, browser_id)
        if row is None or row.person_id != person.id:
            raise NotFound("This browser is not notified.")
        await _drop(s, PushBrowserRow.id == browser_id)


async def remove_all(app: App, person: Person) -> None:
    async with app.write() as s:
        await drop_all(s, person.id)


async def drop_all(s: AsyncSession, person_id: int) -> None:
    """None of the person's browsers is notified any more."""
    await _drop(s, PushBrowserRow.person_id == person_id)


async def drop_one(s: AsyncSession, browser_id: str) -> None:
    await _drop(s, PushBrowserRow.id == browser_id)


async def _drop(s: AsyncSession, which: ColumnElement[bool]) -> None:
    """The messages first: the order in which all who touch both take them."""
    wanted = select(PushBrowserRow.id).where(which)
    for gone in (
        delete(PushRow).where(PushRow.browser_id.in_(wanted)),
        delete(PushBrowserRow).where(which),
    ):
        await s.execute(gone.execution_options(synchronize_session=False))
