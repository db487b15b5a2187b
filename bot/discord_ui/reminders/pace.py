"""As many requests as Discord lets a bot make in a second, and no more; reminders give way to everything else.

A request's place is free again a second after Discord counted it. When that was is told by the answer, whose headers
hold Discord's own clock; by ours it was at the latest as if the quickest answer of the last minute had taken no time.
So no second on Discord's clock ever holds more than are allowed, however unevenly the line or this process runs. What
answers an interaction does not count: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit (each
route's own limit is discord.py's work).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import discord
import yarl

REQUESTS_PER_S = 50
SECOND_S = 1.005  # its headers are exact to a millisecond, and its clocks need not run alike
CLOCKS_AGREE_S = 60.0
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
        self._apart: deque[tuple[float, float]] = (
            deque()
        )  # when an answer came, and how far Discord's clock is behind
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_start.append(self._begins)
        self.trace.on_request_end.append(self._ends)
        self.trace.on_request_exception.append(self._breaks)

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

    def counted(self, at_s: float) -> None:
        """A request was counted then, by this loop's clock: its place is free a second later."""
        asyncio.get_running_loop().call_at(at_s + self._second_s, self._give)

    def counted_at_s(self, asked_s: float, answered_s: float, headers: Mapping[str, str]) -> float:
        """When Discord counted a request, at the latest."""
        try:
            its_clock_s = float(headers["X-RateLimit-Reset"]) - float(headers["X-RateLimit-Reset-After"])
        except (KeyError, ValueError):
            return answered_s
        self._apart.append((answered_s, answered_s - its_clock_s))
        while self._apart[0][0] < answered_s - CLOCKS_AGREE_S:
            self._apart.popleft()
        latest_s = its_clock_s + min(apart_s for _, apart_s in self._apart)
        return min(answered_s, max(asked_s, latest_s))

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
        base, path = str(yarl.URL(discord.http.Route.BASE)), str(about.url)  # both as yarl writes them
        asked.counts = path.startswith(base) and not path.removeprefix(base).startswith(UNCOUNTED)
        if asked.counts:
            asked.counts = False  # until it has a place: who is cancelled before has none to give back
            await self.take()
            asked.counts, asked.at_s = True, asyncio.get_running_loop().time()

    async def _ends(
        self, _s: aiohttp.ClientSession, asked: SimpleNamespace, about: aiohttp.TraceRequestEndParams
    ) -> None:
        if getattr(asked, "counts", False):
            asked.counts = False
            now_s = asyncio.get_running_loop().time()
            self.counted(self.counted_at_s(asked.at_s, now_s, about.response.headers))

    async def _breaks(
        self, _s: aiohttp.ClientSession, asked: SimpleNamespace, _about: aiohttp.TraceRequestExceptionParams
    ) -> None:
        if getattr(asked, "counts", False):
            asked.counts = False
            self.counted(asyncio.get_running_loop().time())
