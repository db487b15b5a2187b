"""A person's webhook: one address that hears of every change of their tasks. Set, tried again, turned off."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features.address import Unreachable, given_target
from bot.features.people import Person
from bot.features.tasks.events import MOST_WAITING, Event, happened
from bot.locales import N_, Message
from bot.store.tables import PersonRow, TaskEventRow, TaskHookRow

TROUBLE_WORDS = N_(
    "Your tasks' webhook is stopped: its address has taken nothing for days. What happened waits for it, at "
    "most the last {most} changes; look after the address, then let it try again.",
    most=MOST_WAITING,
)


FAILURES = {
    "address": N_("address not found or not allowed"),
    "late": N_("no answer in time"),
    "connection": N_("no connection"),
}


@dataclass(frozen=True, slots=True)
class Hook:
    """`waiting` events are not taken yet. `is_on` is False once it stopped by itself; `failing_since_at` says since
    when the address takes nothing, `failure` what it did last: one of FAILURES, or its answer ("HTTP 500")."""

    url: str
    is_on: bool
    waiting: int
    failing_since_at: datetime | None
    failure: str | None

    def words(self) -> Message:
        """How it goes, for the person."""
        if not self.is_on:
            return TROUBLE_WORDS
        if self.failure is not None:
            return N_(
                "Not taken so far ({failure}): {count} waiting. It is tried again by itself.",
                failure=FAILURES.get(self.failure, self.failure),
                count=self.waiting,
            )
        return N_("It works.") if not self.waiting else N_("On its way: {count}.", count=self.waiting)


async def get_hook(app: App, person: Person) -> Hook | None:
    async with app.read() as s:
        row = await s.get(TaskHookRow, person.id)
        if row is None:
            return None
        mine = select(func.count()).select_from(TaskEventRow).where(TaskEventRow.person_id == person.id)
        waiting = await s.scalar(mine) or 0
        return Hook(row.url, row.is_on, waiting, row.failing_since_at, row.failure)


async def set_hook(app: App, person: Person, url: str) -> str:
    """From now on the address hears of every change, first of a ping; the new secret that signs what it hears.

    What waits for the address before goes to the new one. Raises Invalid, and Busy while another is looked up.
    """
    url = url.strip()
    try:
        await given_target(app.settings, url, person.id)
    except Unreachable:
        raise Invalid(
            "Pith can't send to this address: it is not found, or not on the open internet.", about="url"
        ) from None
    secret = secrets.token_urlsafe(32)
    async with app.write() as s:
        await s.get_one(PersonRow, person.id, with_for_update=True)
        row = await s.get(TaskHookRow, person.id, with_for_update=True)
        if row is None:
            await s.execute(delete(TaskEventRow).where(TaskEventRow.person_id == person.id))
            row = TaskHookRow(
                person_id=person.id, url=url, secret=secret, is_on=True, failures=0, trouble=False
            )
            s.add(row)
        row.url, row.secret = url, secret
        _afresh(row)
        await s.flush()
        await happened(s, app, person.id, Event.PING, None)
    return secret


async def resume_hook(app: App, person: Person) -> None:
    """Tries again now, also after it stopped. Raises NotFound without a webhook."""
    async with app.write() as s:
        row = await s.get(TaskHookRow, person.id, with_for_update=True)
        if row is None:
            raise NotFound("There is no webhook.")
        _afresh(row)


def _afresh(row: TaskHookRow) -> None:
    row.is_on, row.failures, row.trouble = True, 0, False
    row.failing_since_at = row.failure = row.retry_at = row.leased_until_at = None


async def drop_hook(app: App, person: Person) -> None:
    """Turned off: nothing is sent any more, and what waits is forgotten."""
    async with app.write() as s:
        await s.execute(delete(TaskEventRow).where(TaskEventRow.person_id == person.id))
        await s.execute(delete(TaskHookRow).where(TaskHookRow.person_id == person.id))


async def take_trouble(app: App, person: Person) -> Message | None:
    """Why the webhook stopped by itself, to be told once."""
    async with app.read() as s:
        row = await s.get(TaskHookRow, person.id)
        if row is None or not row.trouble:
            return None
    async with app.write() as s:
        row = await s.get(TaskHookRow, person.id, with_for_update=True)
        if row is None or not row.trouble:
            return None
        row.trouble = False
    return TROUBLE_WORDS
