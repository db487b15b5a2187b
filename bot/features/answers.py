"""Pith's answers in channels that show what is gone by now: written down in the transaction that deletes it, until each
of them says so. So none is lost where Pith stops meanwhile, or where another process deletes.

What is written down is where an answer stands, and nothing of whose it was: it outlives its person. `work`, once in a
process, hands it to the face that a message belongs to, through a callable that `__main__` hands over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, Delete, Update, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.background import forever
from bot.features.lasting import Gone, NotNow, trouble_with
from bot.features.people import Person
from bot.store.tables import GoneAnswerRow, OriginRow

ANSWER = "discord-answer:"  # an origin that begins so goes on with CHANNEL_ID:MESSAGE_ID

POLL_S = 1.0
CHANNELS_AT_ONCE = 20
KEPT_FOR = timedelta(days=30)  # then it is tried for the last time

Mark = Callable[[int, int, str], Awaitable[None]]
"""Has the message of a channel, given by their ids, say in a language that it is deleted. Raises NotNow, Forbidden and
Gone."""


async def go(s: AsyncSession, app: App, which: ColumnElement[bool], language: str | None) -> None:
    """To be called before notes go: their origins go, and the answers among them are to say so, in the language."""
    gone = await s.scalars(
        delete(OriginRow)
        .where(which)
        .returning(OriginRow.origin)
        .execution_options(synchronize_session=False)
    )
    await _write_down(s, app, gone.all(), language)


async def _write_down(s: AsyncSession, app: App, origins: Iterable[str], language: str | None) -> None:
    """The answers among `origins` are to say that they are deleted."""
    places = [origin.removeprefix(ANSWER).split(":") for origin in origins if origin.startswith(ANSWER)]
    now = app.clock()
    rows = [
        {
            "channel_id": channel_id,
            "message_id": message_id,
            "language": language or "en",
            "gone_at": now,
            "look_at": now,
        }
        for channel_id, message_id in places
    ]
    if rows:
        await s.execute(insert(GoneAnswerRow), rows)


async def are_gone(app: App, origins: Iterable[str], language: str) -> None:
    """As `go`, for answers that came after their note was gone."""
    async with app.write() as s:
        await _write_down(s, app, origins, language)


async def take_away(app: App, person: Person, origins: Iterable[str], language: str) -> None:
    """These answers with the person's notes are to say that they are deleted; the notes stay."""
    theirs = OriginRow.origin.in_(list(origins)) & (OriginRow.person_id == person.id)
    async with app.write() as s:
        await go(s, app, theirs, language)


async def work(app: App, mark: Mark | None) -> None:
    """Has them say so until cancelled. `mark` None: without Discord; what is written down then waits its time."""
    await forever("answers that are gone", lambda: mark_due(app, mark), every_s=POLL_S)


async def mark_due(app: App, mark: Mark | None) -> int:
    """One look, at one answer of each channel, as Discord counts requests by channel; of how many something became."""
    now = app.clock()
    is_over = GoneAnswerRow.gone_at <= now - KEPT_FOR
    due = is_over if mark is None else GoneAnswerRow.look_at <= now
    first = select(func.min(GoneAnswerRow.id)).where(due).group_by(GoneAnswerRow.channel_id)
    async with app.read() as s:
        rows = list(
            await s.scalars(select(GoneAnswerRow).where(GoneAnswerRow.id.in_(first.limit(CHANNELS_AT_ONCE))))
        )
    async with asyncio.TaskGroup() as all_of_them:
        done = [all_of_them.create_task(_mark(app, mark, row)) for row in rows]
    return sum(each.result() for each in done)


async def _mark(app: App, mark: Mark | None, row: GoneAnswerRow) -> bool:
    """Whether something became of it: it waits as it is while Discord can't be asked. Where it may not be changed it is
    tried again, each time later by as long as it has waited so far."""
    trouble = None
    if mark is not None:
        marking = mark(int(row.channel_id), int(row.message_id), row.language)
        trouble = await trouble_with(marking, f"the answer {row.message_id}")
    now, this, ends_at = app.clock(), GoneAnswerRow.id == row.id, row.gone_at + KEPT_FOR
    change: Delete | Update
    if trouble is None or isinstance(trouble, Gone) or now >= ends_at:
        change = delete(GoneAnswerRow)
    elif isinstance(trouble, NotNow):
        return False
    else:
        later = min(now + max(trouble.again_after, now - row.gone_at), ends_at)
        change = update(GoneAnswerRow).values(look_at=later)
    async with app.write() as s:
        await s.execute(change.where(this))
    return True
