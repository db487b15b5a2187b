"""The messages of shared sessions: which of them no longer say what is true, and what became of showing them anew.

Nothing waits for a session: `work_together`, once in a process, finds such messages and hands them to the face, through
a callable that `__main__` hands over; also those of sessions begun in the browser, which are not posted yet. What goes
wrong with one keeps no other back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import delete, select, update

from bot.app import App
from bot.features.background import forever
from bot.features.focus.together import Room
from bot.features.lasting import Forbidden, Gone, trouble_with
from bot.features.showings import room_left
from bot.store.tables import FocusRoomRow, GroupRow

POLL_S = 1.0
SHOWN_AT_ONCE = 20
KEPT_FOR = timedelta(days=30)  # after its end; until then its message may be asked about

Show = Callable[[int], Awaitable[None]]
"""Makes a room's message say what is true now; posts it where that is to be done, and deletes it where the room is
moved. Raises NotNow, Forbidden and Gone."""


async def posted(app: App, room: Room, message_id: int) -> None:
    """Its message is in the channel of `room`; where the session went into another meanwhile, it goes from there."""
    now = app.clock()
    async with app.write() as s:
        if room.group_id is not None:  # who moves it is waited for
            await s.get(GroupRow, room.group_id, with_for_update=True)
        row = await s.get(FocusRoomRow, room.id, with_for_update=True)
        if row is None:
            return
        if row.channel_id != str(room.channel_id):
            s.add(room_left(row, str(room.channel_id), str(message_id), now))
        else:
            row.message_id, row.look_at = str(message_id), now


async def shown(app: App, room: Room) -> None:
    """The message says what `room` says; it changes by itself at the end of the phase, and after the end no more.

    Where somebody came or left meanwhile it is looked at again at once.
    """
    look_at = None if room.is_over else room.phases[0][1]
    async with app.write() as s:
        await s.execute(
            update(FocusRoomRow)
            .where(FocusRoomRow.id == room.id, FocusRoomRow.changes == room.version)
            .values(shown=room.version, look_at=look_at)
        )


async def work_together(app: App, show: Show | None) -> None:
    """Keeps the messages true until cancelled. `show` None: without Discord."""

    async def look() -> None:
        if show is not None:
            await show_due(app, show)
        await tidy(app)

    await forever("shared focus sessions", look, every_s=POLL_S)


async def show_due(app: App, show: Show) -> None:
    """One look: every message that does not say what is true is shown anew, or later where that can't be now. What
    changes meanwhile is looked at again at once."""
    now = app.clock()
    async with app.read() as s:
        stale = await s.scalars(
            select(FocusRoomRow)
            .outerjoin(GroupRow, GroupRow.id == FocusRoomRow.group_id)
            .where(GroupRow.left_at.is_(None))
            .where(FocusRoomRow.look_at <= now)
            .where(FocusRoomRow.message_id.is_not(None) | FocusRoomRow.is_to_post)
            .order_by(FocusRoomRow.look_at, FocusRoomRow.id)
            .limit(SHOWN_AT_ONCE)
        )
        rooms = list(stale)
    for room in rooms:
        trouble = await trouble_with(show(room.id), f"the message of shared session {room.id}")
        is_given_up = (
            room.group_id is None and room.ends_at < now - KEPT_FOR
        )  # Pith may not be there any more
        if isinstance(trouble, Gone) or (isinstance(trouble, Forbidden) and is_given_up):
            await _after_trouble(app, room, look_at=None, message_id=None, is_to_post=False)
        elif trouble is not None:
            await _after_trouble(app, room, look_at=app.clock() + trouble.again_after)


async def tidy(app: App) -> None:
    """Shared sessions that are long over are forgotten; the sessions that people had in them stay theirs."""
    has_no_message = FocusRoomRow.look_at.is_(None) | FocusRoomRow.message_id.is_(None)
    is_old = (FocusRoomRow.ends_at < app.clock() - KEPT_FOR) & has_no_message
    async with app.read() as s:
        if await s.scalar(select(FocusRoomRow.id).where(is_old).limit(1)) is None:
            return
    async with app.write() as s:
        await s.execute(delete(FocusRoomRow).where(is_old))


async def _after_trouble(app: App, room: FocusRoomRow, **values: object) -> None:
    same = (FocusRoomRow.id == room.id) & (FocusRoomRow.changes == room.changes)
    async with app.write() as s:
        await s.execute(update(FocusRoomRow).where(same).values(**values))
