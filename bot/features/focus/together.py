"""Shared sessions: one in a server's channel that people join and leave. Each has a session of their own in it, which
ends with it unless they pause or lengthen it; the channel's one message says who is in and when it ends, and no more.

Nothing waits for it: `work`, once in a process, finds the messages that no longer say what is true, and hands them to
the face, through a callable that `__main__` hands over.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotAllowed, NotFound
from bot.features.focus import phases
from bot.features.focus.phases import BREAK_MINUTES, Phase
from bot.features.focus.sessions import Session, begin, end, is_over, session_of, touch
from bot.features.people import Person
from bot.store.tables import FocusRoomRow, FocusRow, IdentityRow

POLL_S = 1.0
SHOWN_AT_ONCE = 20
AGAIN_AFTER_S = 30.0

log = logging.getLogger(__name__)


class NotNow(Exception):
    """The face can't be reached at the moment."""


Show = Callable[[int], Awaitable[None]]
"""Makes a room's message say what is true now. Raises NotNow."""


@dataclass(frozen=True, slots=True)
class Room:
    """`people` are the Discord accounts of those who are in, in the order they came; once it is over, of those who
    stayed. `phases` are what comes, each with its end."""

    id: int
    channel_id: int
    message_id: int | None
    language: str
    ends_at: datetime
    is_over: bool
    rounds: int
    minutes: int
    phases: tuple[tuple[Phase, datetime], ...]
    people: tuple[int, ...]
    version: int


async def start_together(
    app: App,
    person: Person,
    channel_id: int,
    language: str,
    minutes: int,
    rounds: int = 1,
    break_minutes: int = BREAK_MINUTES,
) -> Room:
    """Begins a shared session, with the person in it. Raises Invalid as `sessions.start`."""
    lengths = phases.lengths_of(minutes, rounds, break_minutes)
    now = app.clock()
    async with app.write() as s:
        room = FocusRoomRow(
            person_id=person.id,
            channel_id=str(channel_id),
            language=language,
            started_at=now,
            phases=list(lengths),
            ends_at=now + timedelta(seconds=sum(lengths)),
            look_at=now + timedelta(seconds=lengths[0]),
        )
        s.add(room)
        await s.flush()
        await begin(s, person, lengths, now, room.id)
        return await _room(s, room, now)


async def look(app: App, room_id: int) -> Room:
    """Raises NotFound where there is no such room."""
    async with app.read() as s:
        return await _room(s, await _row(s, room_id), app.clock())


async def join(app: App, person: Person, room_id: int) -> Session:
    """Begins a session of the person's own that ends with the shared one; who is in already has it.

    Raises NotFound where it is over, Invalid where another of theirs is running.
    """
    now = app.clock()
    async with app.write() as s:
        room = await _row(s, room_id, lock=True)
        if room.ends_at <= now:
            raise _over()
        mine = await _own(s, person, room_id)
        if mine is None or is_over(mine, now):
            rest = phases.rest_of(room.phases, _elapsed_s(room, now))
            mine = await begin(s, person, rest, now, room_id)
            await touch(s, room_id)
        return session_of(mine, now)


async def leave(app: App, person: Person, room_id: int) -> Session:
    """Ends the person's own session in it. Raises NotFound where they have none."""
    now = app.clock()
    async with app.write() as s:
        mine = await _own(s, person, room_id)
        if mine is None:
            raise NotFound("You were not in this shared session.")
        if not is_over(mine, now):
            end(mine, now)
            await touch(s, room_id)
        return session_of(mine, now)


async def stop_together(app: App, person: Person, room_id: int, *, may_manage: bool) -> None:
    """Ends it for everybody. Raises NotAllowed for who neither began it nor manages the server."""
    now = app.clock()
    inside = select(FocusRow).where(FocusRow.room_id == room_id, FocusRow.stopped_at.is_(None))
    async with app.write() as s:
        await s.scalars(inside.with_for_update())  # before the room, as everywhere
        room = await _row(s, room_id, lock=True)
        if room.person_id != person.id and not may_manage:
            raise NotAllowed(
                "Who began it, or who manages the server, can stop it for all. You can leave it."
            )
        if room.ends_at <= now:
            return
        for row in await s.scalars(inside):
            if not is_over(row, now):
                end(row, now)
        room.ends_at = room.look_at = now
        room.changes += 1


async def own_session(app: App, person: Person, room_id: int) -> Session:
    """The person's own in it. Raises NotFound where they have none."""
    async with app.read() as s:
        mine = await _own(s, person, room_id)
        if mine is None:
            raise NotFound("You were not in this shared session.")
        return session_of(mine, app.clock())


async def people_with(app: App, session: Session) -> int | None:
    """How many are in the shared session that this one was begun in; None where there is none, or it is over."""
    if session.room_id is None or session.is_over:
        return None
    room = await look(app, session.room_id)
    return None if room.is_over else len(room.people)


async def posted(app: App, room_id: int, message_id: int) -> None:
    """Its message is there."""
    async with app.write() as s:
        await s.execute(
            update(FocusRoomRow).where(FocusRoomRow.id == room_id).values(message_id=str(message_id))
        )


async def shown(app: App, room: Room) -> None:
    """The message says what `room` says; it changes by itself at the end of the phase, and after the end no more."""
    look_at = None if room.is_over else room.phases[0][1]
    async with app.write() as s:
        await s.execute(
            update(FocusRoomRow).where(FocusRoomRow.id == room.id).values(shown=room.version, look_at=look_at)
        )


async def give_up(app: App, room_id: int) -> None:
    """The message is gone, or can't be reached any more. The sessions in it go on."""
    async with app.write() as s:
        await s.execute(update(FocusRoomRow).where(FocusRoomRow.id == room_id).values(look_at=None))


async def work_together(app: App, show: Show) -> None:
    """Keeps the messages true until cancelled."""
    while True:
        pause_s = POLL_S
        try:
            await show_due(app, show)
        except NotNow:
            pause_s = AGAIN_AFTER_S
        except Exception:  # a store that is full or away for a moment must not end this for good
            log.exception("shared focus sessions could not be looked at; they are again in a moment")
            pause_s = AGAIN_AFTER_S
        await asyncio.sleep(pause_s)


async def show_due(app: App, show: Show) -> None:
    """One look: every message that does not say what is true is shown anew. Raises NotNow where some could not be."""
    async with app.read() as s:
        stale = await s.scalars(
            select(FocusRoomRow.id)
            .where(
                FocusRoomRow.look_at.is_not(None),
                FocusRoomRow.message_id.is_not(None),
                or_(FocusRoomRow.look_at <= app.clock(), FocusRoomRow.changes != FocusRoomRow.shown),
            )
            .order_by(FocusRoomRow.id)
            .limit(SHOWN_AT_ONCE)
        )
        room_ids = list(stale)
    away = None
    for room_id in room_ids:
        try:
            await show(room_id)
        except NotNow as error:
            away = error
        except Exception:  # one that can't be shown must not keep the others back
            log.exception("the message of a shared session could not be shown; it is left as it is")
            await give_up(app, room_id)
    if away is not None:
        raise away


async def _row(s: AsyncSession, room_id: int, *, lock: bool = False) -> FocusRoomRow:
    row = await s.get(FocusRoomRow, room_id, with_for_update=lock)
    if row is None:
        raise _over()
    return row


def _over() -> NotFound:
    return NotFound("This shared session is over. You can begin another.")


async def _own(s: AsyncSession, person: Person, room_id: int) -> FocusRow | None:
    found: FocusRow | None = await s.scalar(
        select(FocusRow)
        .where(FocusRow.person_id == person.id, FocusRow.room_id == room_id)
        .order_by(FocusRow.id.desc())
        .limit(1)
    )
    return found


def _elapsed_s(room: FocusRoomRow, now: datetime) -> int:
    return int((now - room.started_at).total_seconds())


async def _room(s: AsyncSession, row: FocusRoomRow, now: datetime) -> Room:
    over = row.ends_at <= now
    stayed = or_(FocusRow.stopped_at.is_(None), FocusRow.stopped_at >= row.ends_at)
    accounts = await s.scalars(
        select(IdentityRow.external_id)
        .join(FocusRow, FocusRow.person_id == IdentityRow.person_id)
        .where(FocusRow.room_id == row.id, stayed, IdentityRow.face == "discord")
        .order_by(FocusRow.id)
    )
    coming = [] if over else phases.phases_from(row.phases, _elapsed_s(row, now))
    lefts = accumulate(phase.left_s for phase in coming)
    last_s = sum(phase.left_s for phase in coming)
    ends = [row.ends_at - timedelta(seconds=last_s - left_s) for left_s in lefts]
    until = row.ends_at if over else row.started_at + timedelta(seconds=sum(row.phases))
    return Room(
        row.id,
        int(row.channel_id),
        int(row.message_id) if row.message_id else None,
        row.language,
        row.ends_at,
        over,
        (len(row.phases) + 1) // 2,
        phases.focused_s(row.phases, _elapsed_s(row, until)) // 60,
        tuple(zip(coming, ends, strict=True)),
        tuple(dict.fromkeys(int(account) for account in accounts)),
        row.changes,
    )
