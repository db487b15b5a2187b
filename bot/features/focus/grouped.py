"""A study group's shared session, as its members see it on the group's page: who is in under their names there, when it
ends, and no more. Begun in the browser, it is posted into the channel of a server's group by `showing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import NotFound
from bot.features.focus import phases
from bot.features.focus.phases import BREAK_MINUTES
from bot.features.focus.sessions import begin
from bot.features.focus.states import Session
from bot.features.focus.together import (
    Room,
    join,
    leave,
    may_stop,
    open_room,
    over,
    room_of,
    row_of,
    running_in,
    stop_together,
)
from bot.features.groups.group import membership, open_to
from bot.features.people import Person
from bot.store.tables import FocusRoomRow, FocusRow, GroupRow, MemberRow


@dataclass(frozen=True, slots=True)
class GroupRoom:
    """A group's shared session as one member sees it. `began` is the name, in the group, of who began it; None once
    they are not in it any more."""

    room: Room
    group_id: int
    group: str
    began: str | None
    is_in: bool
    may_stop: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Of those who are in; of nobody once it is over."""
        return () if self.room.is_over else tuple(each.name for each in self.room.people if each.name)


@dataclass(frozen=True, slots=True)
class SharedWith:
    """The shared session that one's own was begun in: how many are in, and the group where it is one's."""

    people: int
    group_id: int | None
    group: str | None


async def start_in_group(
    app: App,
    person: Person,
    group_id: int,
    minutes: int,
    rounds: int = 1,
    break_minutes: int = BREAK_MINUTES,
) -> GroupRoom:
    """Begins one for the group, with the person in it. Raises NotFound for who is not in the group, and Invalid where
    it has one, where a session of theirs is running, or for a length that is none."""
    lengths = phases.lengths_of(minutes, rounds, break_minutes)
    now = app.clock()
    async with app.write() as s:
        group, _ = await membership(s, person, group_id, to_change=True)
        room = await open_room(
            s,
            person,
            lengths,
            now,
            group_id,
            channel_id=group.channel_id,
            language=group.language,
            is_to_post=group.channel_id is not None,
            look_at=now,
        )
        await begin(s, person, lengths, now, room.id)
        return await _seen_by(s, person, room, now)


async def running(app: App, person: Person, group_id: int) -> GroupRoom | None:
    """The group's shared session, where it has one just now. Raises NotFound for who is not in the group."""
    now = app.clock()
    async with app.read() as s:
        await membership(s, person, group_id)
        row = await s.scalar(running_in(group_id, now))
        return await _seen_by(s, person, row, now) if row else None


async def running_in_mine(app: App, person: Person) -> tuple[GroupRoom, ...]:
    """Those of all the person's groups."""
    now = app.clock()
    wanted = (
        select(FocusRoomRow)
        .join(GroupRow, GroupRow.id == FocusRoomRow.group_id)
        .join(MemberRow, MemberRow.group_id == GroupRow.id)
        .where(open_to(person), FocusRoomRow.ends_at > now)
        .order_by(FocusRoomRow.id)
    )
    async with app.read() as s:
        return tuple([await _seen_by(s, person, row, now) for row in await s.scalars(wanted)])


async def look_in_group(app: App, person: Person, room_id: int) -> GroupRoom:
    """Raises NotFound for one of no group, or of a group that they are not in."""
    async with app.read() as s:
        return await _seen_by(s, person, await row_of(s, room_id), app.clock())


async def join_in_group(app: App, person: Person, room_id: int) -> GroupRoom:
    """Raises as `look_in_group` and `join`."""
    await look_in_group(app, person, room_id)
    await join(app, person, room_id)
    return await look_in_group(app, person, room_id)


async def leave_in_group(app: App, person: Person, room_id: int) -> GroupRoom:
    """Raises as `look_in_group` and `leave`."""
    await look_in_group(app, person, room_id)
    await leave(app, person, room_id)
    return await look_in_group(app, person, room_id)


async def stop_in_group(app: App, person: Person, room_id: int) -> GroupRoom:
    """Ends it for everybody. Raises as `look_in_group` and `stop_together`."""
    await look_in_group(app, person, room_id)
    await stop_together(app, person, room_id, may_manage=False)
    return await look_in_group(app, person, room_id)


async def shared_with(app: App, person: Person, session: Session) -> SharedWith | None:
    """None where one's session was begun in no shared one, or it is over."""
    if session.room_id is None or session.is_over:
        return None
    async with app.read() as s:
        room = await room_of(s, await row_of(s, session.room_id), app.clock())
        if room.is_over:
            return None
        try:
            group = (await membership(s, person, room.group_id))[0] if room.group_id else None
        except NotFound:  # closed to them meanwhile, and what was in it with it
            return None
        return SharedWith(len(room.people), room.group_id, group.name if group else None)


async def _seen_by(s: AsyncSession, person: Person, row: FocusRoomRow, now: datetime) -> GroupRoom:
    if row.group_id is None:
        raise over()
    try:
        group, _ = await membership(s, person, row.group_id)
    except NotFound:
        raise over() from None
    began = await s.get(MemberRow, (group.id, row.person_id)) if row.person_id else None
    mine = select(FocusRow.id).where(
        FocusRow.room_id == row.id, FocusRow.person_id == person.id, FocusRow.stopped_at.is_(None)
    )
    room = await room_of(s, row, now)
    return GroupRoom(
        room=room,
        group_id=group.id,
        group=group.name,
        began=began.name if began and began.sees else None,
        is_in=not room.is_over and await s.scalar(mine.limit(1)) is not None,
        may_stop=await may_stop(s, person, row),
    )
