"""Shared sessions: one in a server's channel that people join and leave. Each has a session of their own in it, which
ends with it unless they pause or lengthen it; the channel's one message says who is in and when it ends, and no more.

What changes a person's session and the shared one locks in this order: the person, their session, the shared one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotAllowed, NotFound
from bot.features.focus import phases
from bot.features.focus.phases import BREAK_MINUTES, Phase
from bot.features.focus.sessions import begin, check_free, touch
from bot.features.focus.states import Session, end, is_over, session_of
from bot.features.people import Person
from bot.store.tables import FocusRoomRow, FocusRow, IdentityRow, PersonRow


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
    """Begins a shared session, with nobody in it: who begins it joins once its message is there, so that one that can't
    be posted leaves no session running, and one that is lost track of names nobody. Raises Invalid as `sessions.start`.
    """
    lengths = phases.lengths_of(minutes, rounds, break_minutes)
    now = app.clock()
    async with app.write() as s:
        await check_free(s, person, now)
        room = FocusRoomRow(
            person_id=person.id,
            channel_id=str(channel_id),
            language=language,
            started_at=now,
            phases=list(lengths),
            ends_at=now + timedelta(seconds=sum(lengths)),
        )
        s.add(room)
        await s.flush()
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
        await s.get(PersonRow, person.id, with_for_update=True)
        room = await _row(s, room_id, lock=True)
        if room.ends_at <= now:
            raise _over()
        mine = await _own(s, person, room_id)
        if mine is None or is_over(mine, now):
            rest = phases.rest_of(room.phases, _elapsed_s(room, now))
            mine = await begin(s, person, rest, now, room_id)
            await touch(s, room_id, now)
        return session_of(mine, now)


async def leave(app: App, person: Person, room_id: int) -> Session:
    """Ends the person's own session in it. Raises NotFound where they have none."""
    now = app.clock()
    async with app.write() as s:
        mine = await _own(s, person, room_id, lock=True)
        if mine is None:
            raise NotFound("You were not in this shared session.")
        if not is_over(mine, now):
            end(mine, now)
            await touch(s, room_id, now)
        return session_of(mine, now)


async def stop_together(app: App, person: Person, room_id: int, *, may_manage: bool) -> None:
    """Ends it for everybody. Raises NotAllowed for who neither began it nor manages the server."""
    now = app.clock()
    inside = (
        select(FocusRow)
        .where(FocusRow.room_id == room_id, FocusRow.stopped_at.is_(None))
        .order_by(FocusRow.id)
    )
    async with app.write() as s:
        await s.scalars(inside.with_for_update())
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


async def _row(s: AsyncSession, room_id: int, *, lock: bool = False) -> FocusRoomRow:
    row = await s.get(FocusRoomRow, room_id, with_for_update=lock)
    if row is None:
        raise _over()
    return row


def _over() -> NotFound:
    return NotFound("This shared session is over. You can begin another.")


async def _own(s: AsyncSession, person: Person, room_id: int, *, lock: bool = False) -> FocusRow | None:
    wanted = (
        select(FocusRow)
        .where(FocusRow.person_id == person.id, FocusRow.room_id == room_id)
        .order_by(FocusRow.id.desc())
        .limit(1)
    )
    found: FocusRow | None = await s.scalar(wanted.with_for_update() if lock else wanted)
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
