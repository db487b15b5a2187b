"""The messages of shared sessions: which of them no longer say what is true, and what became of showing them anew.

Nothing waits for a session: `work_together`, once in a process, finds such messages and hands them to the face, through
a callable that `__main__` hands over; also those of sessions begun in the browser, which are not posted yet. What goes
wrong with one keeps no other back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import delete, select, update

from bot.app import App
from bot.features.focus.together import Room
from bot.store.tables import FocusRoomRow

POLL_S = 1.0
SHOWN_AT_ONCE = 20
AGAIN_AFTER_S = 30.0
AFTER_TROUBLE_S = 180.0
KEPT_FOR = timedelta(days=30)  # after its end; until then its message may be asked about

log = logging.getLogger(__name__)


class NotNow(Exception):
    """The message can't be reached at the moment."""


class Gone(Exception):
    """The message is not there any more, or may not be changed."""


Show = Callable[[int], Awaitable[None]]
"""Makes a room's message say what is true now; posts it where that is to be done, and deletes it where the room is
moved. Raises NotNow and Gone."""


async def posted(app: App, room_id: int, message_id: int) -> None:
    """Its message is there."""
    await _set(app, room_id, message_id=str(message_id), look_at=app.clock())


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
    while True:
        pause_s = POLL_S
        try:
            if show is not None:
                await show_due(app, show)
            await tidy(app)
        except Exception:  # a store that is full or away for a moment must not end this for good
            log.exception("shared focus sessions could not be looked at; they are again in a moment")
            pause_s = AGAIN_AFTER_S
        await asyncio.sleep(pause_s)


async def show_due(app: App, show: Show) -> None:
    """One look: every message that does not say what is true is shown anew, or later where that can't be now.

    One that is gone is left alone until something changes in its session, somebody who was in it goes out of its group
    or is erased, or rights in its group's channel change: what it shows is not what is true, which `changes` says.
    """
    async with app.read() as s:
        stale = await s.scalars(
            select(FocusRoomRow.id)
            .where(FocusRoomRow.look_at <= app.clock())
            .where(FocusRoomRow.message_id.is_not(None) | FocusRoomRow.is_to_post)
            .order_by(FocusRoomRow.look_at, FocusRoomRow.id)
            .limit(SHOWN_AT_ONCE)
        )
        room_ids = list(stale)
    for room_id in room_ids:
        try:
            await show(room_id)
        except Gone as error:
            log.info(
                "the message of shared session %s can't be changed any more: %r", room_id, error.__cause__
            )
            await _set(app, room_id, look_at=None, changes=FocusRoomRow.changes + 1)
        except NotNow:
            await _look_again(app, room_id, AGAIN_AFTER_S)
        except Exception:
            log.exception(
                "the message of shared session %s could not be shown; it is again in a while", room_id
            )
            await _look_again(app, room_id, AFTER_TROUBLE_S)


async def tidy(app: App) -> None:
    """Shared sessions that are long over are forgotten; the sessions that people had in them stay theirs."""
    has_no_message = FocusRoomRow.look_at.is_(None) | FocusRoomRow.message_id.is_(None)
    is_old = (FocusRoomRow.ends_at < app.clock() - KEPT_FOR) & has_no_message
    async with app.read() as s:
        if await s.scalar(select(FocusRoomRow.id).where(is_old).limit(1)) is None:
            return
    async with app.write() as s:
        await s.execute(delete(FocusRoomRow).where(is_old))


async def _look_again(app: App, room_id: int, after_s: float) -> None:
    await _set(app, room_id, look_at=app.clock() + timedelta(seconds=after_s))


async def _set(app: App, room_id: int, **values: object) -> None:
    async with app.write() as s:
        await s.execute(update(FocusRoomRow).where(FocusRoomRow.id == room_id).values(**values))
