"""As many requests as Discord lets a bot make in a second, and no more; reminders give way to everything else.

A request's place is free again a second after it was *answered*: by then Discord has counted it, whenever it got there.
So no second on Discord's clock ever holds more than are allowed, however unevenly the line or this process runs, and
what is lost by it is the time an answer takes. What answers an interaction does not count:
https://discord.com/developers/docs/topics/rate-limits#global-rate-limit (each route's own limit is discord.py's work).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import discord

REQUESTS_PER_S = 50
SECOND_S = 1.002  # Discord's clock and ours need not run alike
UNCOUNTED = ("/interactions/", "/webhooks/")

_gives_way: ContextVar[bool] = ContextVar("gives_way", default=False)


@contextmanager
def giving_way() -> Iterator[None]:
    """What is asked of Discord in here waits until nothing else does, and leaves one after the other."""
    token = _gives_way.set(True)
    try:
        yield
    finally:
        _gives_way.reset(token)


class Pace:
    """The places of one bot. `trace` is what discord.py is handed: every request then takes one."""

    def __init__(self, places: int = REQUESTS_PER_S, second_s: float = SECOND_S) -> None:
        self._second_s = second_s
        self._every_s = 1 / places
        self._free = places
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._giving_way: deque[asyncio.Future[None]] = deque()
        self._next_at_s = 0.0  # when the next that gives way may leave
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_start.append(self._begins)
        self.trace.on_request_end.append(self._ends)
        self.trace.on_request_exception.append(self._ends)

    async def take(self) -> None:
        """Returns once there is a place, which is taken then."""
        queue = self._waiting
        if _gives_way.get():
            queue = self._giving_way
            await self._in_step()
        if self._free and not self._waiting and not queue:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        queue.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._give()
            raise

    async def _in_step(self) -> None:
        """Evenly spread, so that a full second's worth doesn't stand before a command all at once."""
        now_s = asyncio.get_running_loop().time()
        mine_s = max(now_s, self._next_at_s)
        self._next_at_s = mine_s + self._every_s
        if mine_s > now_s:
            await asyncio.sleep(mine_s - now_s)

    def answered(self) -> None:
        asyncio.get_running_loop().call_later(self._second_s, self._give)

    def _give(self) -> None:
        for queue in (self._waiting, self._giving_way):
            while queue:
                if not (place := queue.popleft()).done():
                    place.set_result(None)
                    return
        self._free += 1

    async def _begins(
        self, _s: aiohttp.ClientSession, asked: SimpleNamespace, about: aiohttp.TraceRequestStartParams
    ) -> None:
        base, path = discord.http.Route.BASE, str(about.url)
        asked.counts = path.startswith(base) and not path.removeprefix(base).startswith(UNCOUNTED)
        if asked.counts:
            asked.counts = False  # until it has a place: who is cancelled before has none to give back
            await self.take()
            asked.counts = True

    async def _ends(
        self,
        _s: aiohttp.ClientSession,
        asked: SimpleNamespace,
        _about: aiohttp.TraceRequestEndParams | aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if getattr(asked, "counts", False):
            asked.counts = False
            self.answered()
