"""Shared sessions: one in a server's channel that people join and leave. Each has a session of their own in it, which
ends with it unless they pause or lengthen it; the channel's one message says who is in and when it ends, and no more.
One may be of a study group, too (`grouped`): then only its members are in it, and whom it is closed to appears nowhere.

What changes a person's session and the shared one locks in this order: the group where one is begun in it or left, the
person, the shared one, their session. So who holds the shared one finds everybody in it, and nobody comes meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotAllowed, NotFound
from bot.features.focus import phases
from bot.features.focus.phases import BREAK_MINUTES, Lengths, Phase
from bot.features.focus.sessions import begin, check_free, touch
from bot.features.focus.states import Session, end, is_over, session_of
from bot.features.groups.group import Role, membership
from bot.features.note import MAX_ID
from bot.features.people import Person
from bot.store.tables import FocusRoomRow, FocusRow, IdentityRow, MemberRow, PersonRow

UNTIL_POSTED = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody who is in: by their Discord account where they have one, and by their name in the group it is of."""

    account: int | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Room:
    """`people` are those who are in, in the order they came; once it is over, those who stayed. `phases` are what
    comes, each with its end. `channel_id` is None where it stands in no channel, `group_id` where it is no group's.
    Its message says what was true at the version `shown`."""

    id: int
    group_id: int | None
    channel_id: int | None
    message_id: int | None
    language: str
    ends_at: datetime
    is_over: bool
    rounds: int
    minutes: int
    phases: tuple[tuple[Phase, datetime], ...]
    people: tuple[Inside, ...]
    version: int
    shown: int

    @property
    def is_moved(self) -> bool:
        """Its message is to go: what it told of goes on in another channel."""
        return self.rounds == 0


async def start_together(
    app: App,
    person: Person,
    channel_id: int,
    language: str,
    minutes: int,
    rounds: int = 1,
    break_minutes: int = BREAK_MINUTES,
    group_id: int | None = None,
) -> Room:
    """Begins a shared session, with nobody in it: who begins it joins once its message is there, so that one that can't
    be posted leaves no session running, and one that is lost track of names nobody. With `group_id` it is that group's,
    where the channel is the group's own: others may be closed to some of its members, or show them to more people.
    Since a group has one at a time, `showing` posts that one where nobody said for half a minute that it was posted.
    Raises Invalid as `sessions.start`, and where the group has one; NotFound for who is not in the group.
    """
    lengths = phases.lengths_of(minutes, rounds, break_minutes)
    now = app.clock()
    async with app.write() as s:
        if group_id is not None:
            group, _ = await membership(s, person, group_id, to_change=True)
            group_id = group_id if group.channel_id == str(channel_id) else None
        room = await open_room(
            s,
            person,
            lengths,
            now,
            group_id,
            channel_id=str(channel_id),
            language=language,
            is_to_post=group_id is not None,
            look_at=None if group_id is None else now + UNTIL_POSTED,
        )
        return await room_of(s, room, now)


async def call_off(app: App, room_id: int) -> None:
    """Its message may not be posted: there is no such session."""
    async with app.write() as s:
        await s.execute(
            delete(FocusRoomRow).where(FocusRoomRow.id == room_id, FocusRoomRow.message_id.is_(None))
        )


async def open_room(
    s: AsyncSession, person: Person, lengths: Lengths, now: datetime, group_id: int | None, **place: object
) -> FocusRoomRow:
    """The row of a shared session that begins now; a group's row is locked before. Raises Invalid where the group has
    one, or where a session of the person's is running."""
    if group_id is not None and await s.scalar(running_in(group_id, now)) is not None:
        raise Invalid("This group has a shared session already. Join it, or begin yours when it is over.")
    await check_free(s, person, now)
    room = FocusRoomRow(
        person_id=person.id,
        group_id=group_id,
        started_at=now,
        phases=list(lengths),
        ends_at=now + timedelta(seconds=sum(lengths)),
        **place,
    )
    s.add(room)
    await s.flush()
    return room


def running_in(group_id: int, now: datetime) -> Select[FocusRoomRow]:
    """The shared session of a group; there is one at a time."""
    return select(FocusRoomRow).where(FocusRoomRow.group_id == group_id, FocusRoomRow.ends_at > now)


async def look(app: App, room_id: int) -> Room:
    """Raises NotFound where there is no such room."""
    async with app.read() as s:
        return await room_of(s, await row_of(s, room_id), app.clock())


async def join(app: App, person: Person, room_id: int) -> Session:
    """Begins a session of the person's own that ends with the shared one; who is in already has it.

    Raises NotFound where it is over, or of a group that they are not in, Invalid where another of theirs is running.
    """
    now = app.clock()
    async with app.write() as s:
        await s.get(PersonRow, person.id, with_for_update=True)
        room = await row_of(s, room_id, lock=True)
        if room.group_id is not None:
            await membership(s, person, room.group_id)
        if room.ends_at <= now:
            raise over()
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
        await s.get(FocusRoomRow, room_id, with_for_update=True)
        mine = await _own(s, person, room_id, lock=True)
        if mine is None:
            raise NotFound("You were not in this shared session.")
        if not is_over(mine, now):
            end(mine, now)
            await touch(s, room_id, now)
        return session_of(mine, now)


async def stop_together(app: App, person: Person, room_id: int, *, may_manage: bool) -> None:
    """Ends it for everybody; others whom its group is closed to are not in it. Raises NotAllowed for who neither began
    it nor manages the group or, with `may_manage`, the server."""
    now = app.clock()
    async with app.write() as s:
        room = await row_of(s, room_id, lock=True)
        if not may_manage and not await may_stop(s, person, room):
            raise NotAllowed(
                "Whoever began it, or manages the server or the group, can stop it for all. You can leave it."
            )
        if room.ends_at <= now:
            return
        inside = select(FocusRow).where(FocusRow.room_id == room_id, FocusRow.stopped_at.is_(None))
        if room.group_id is not None:
            sees = select(MemberRow.person_id).where(MemberRow.group_id == room.group_id, MemberRow.sees)
            inside = inside.where(FocusRow.person_id.in_(sees) | (FocusRow.person_id == person.id))
        for row in await s.scalars(inside.order_by(FocusRow.id).with_for_update()):
            if not is_over(row, now):
                end(row, now)
        room.ends_at = room.look_at = now
        room.changes += 1


async def may_stop(s: AsyncSession, person: Person, room: FocusRoomRow) -> bool:
    """Who began it, and is still in the group that it is of; and who manages the group."""
    if room.group_id is None:
        return room.person_id == person.id
    try:
        _, member = await membership(s, person, room.group_id)
    except NotFound:
        return False
    return room.person_id == person.id or member.role == Role.MANAGER


async def own_session(app: App, person: Person, room_id: int) -> Session:
    """The person's own in it. Raises NotFound where they have none."""
    async with app.read() as s:
        mine = await _own(s, person, room_id)
        if mine is None:
            raise NotFound("You were not in this shared session.")
        return session_of(mine, app.clock())


async def row_of(s: AsyncSession, room_id: int, *, lock: bool = False) -> FocusRoomRow:
    row = await s.get(FocusRoomRow, room_id, with_for_update=lock) if 0 < room_id <= MAX_ID else None
    if row is None:
        raise over()
    return row


def over() -> NotFound:
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


async def _inside(s: AsyncSession, row: FocusRoomRow) -> tuple[Inside, ...]:
    """Of a group's: those of its members who may see it."""
    stayed = or_(FocusRow.stopped_at.is_(None), FocusRow.stopped_at >= row.ends_at)
    known = (IdentityRow.person_id == FocusRow.person_id) & (IdentityRow.face == "discord")
    place = (MemberRow.person_id == FocusRow.person_id) & (MemberRow.group_id == row.group_id)
    wanted = (
        select(IdentityRow.external_id, MemberRow.name)
        .select_from(FocusRow)
        .outerjoin(IdentityRow, known)
        .outerjoin(MemberRow, place)
        .where(FocusRow.room_id == row.id, stayed)
        .where(IdentityRow.external_id.is_not(None) if row.group_id is None else MemberRow.sees)
        .order_by(FocusRow.id)
    )
    found = [Inside(int(account) if account else None, name) for account, name in await s.execute(wanted)]
    return tuple(dict.fromkeys(found))


async def room_of(s: AsyncSession, row: FocusRoomRow, now: datetime) -> Room:
    is_over = row.ends_at <= now
    coming = [] if is_over else phases.phases_from(row.phases, _elapsed_s(row, now))
    lefts = accumulate(phase.left_s for phase in coming)
    last_s = sum(phase.left_s for phase in coming)
    ends = [row.ends_at - timedelta(seconds=last_s - left_s) for left_s in lefts]
    until = row.ends_at if is_over else row.started_at + timedelta(seconds=sum(row.phases))
    return Room(
        id=row.id,
        group_id=row.group_id,
        channel_id=int(row.channel_id) if row.channel_id else None,
        message_id=int(row.message_id) if row.message_id else None,
        language=row.language,
        ends_at=row.ends_at,
        is_over=is_over,
        rounds=(len(row.phases) + 1) // 2,
        minutes=phases.focused_s(row.phases, _elapsed_s(row, until)) // 60,
        phases=tuple(zip(coming, ends, strict=True)),
        people=await _inside(s, row),
        version=row.changes,
        shown=row.shown,
    )
