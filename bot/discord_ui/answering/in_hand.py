"""Work in hand: what is begun is seen through before Pith disconnects, and presses in a row take turns."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakValueDictionary

from bot.errors import Busy

CLOSING_S = 10.0  # how long work in hand may take to finish when Pith stops

log = logging.getLogger(__name__)


class InHand:
    """What a client works on. `closing`: nothing new is begun any more."""

    def __init__(self) -> None:
        self.closing = False
        self._turns: WeakValueDictionary[int | str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Any]] = set()

    def turn(self, note_id: int | str) -> asyncio.Lock:
        """Held while a note is changed, so that of two presses in a row the second goes on from the first.

        The message of a shared session has its turns under the session's negative id, a group's under its name.
        """
        return self._turns.setdefault(note_id, asyncio.Lock())

    def take_on(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Starts `work`; `see_through` waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a task broke", exc_info=error)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Marks the running task as work that is let finish. Raises Busy once Pith is closing."""
        if self.closing:
            raise Busy("Pith is being restarted. Try again in a minute.")
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def see_through(self) -> None:
        """Lets what is in hand finish, `CLOSING_S` long; what takes longer is cancelled."""
        tasks = self._tasks - {asyncio.current_task()}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=CLOSING_S)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
