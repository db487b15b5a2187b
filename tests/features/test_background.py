"""The loop that all background work goes on in: what breaks is tried again, later each time, and ends nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.features import background
from bot.features.background import forever


class Steps:
    """Answers in their order, `None` to the end; an exception among them is raised."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers, self.asked_at_s = list(answers), list[float]()
        self.changed = asyncio.Event()

    async def __call__(self) -> int | None:
        self.asked_at_s.append(asyncio.get_running_loop().time())
        self.changed.set()
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def taken(self, count: int) -> list[float]:
        """The pauses before each, once so many are taken."""
        async with asyncio.timeout(5):
            while len(self.asked_at_s) < count:
                self.changed.clear()
                await self.changed.wait()
        return [after - before for before, after in zip(self.asked_at_s, self.asked_at_s[1:], strict=False)]


@asynccontextmanager
async def going(
    step: Callable[[], Awaitable[int | None]], every_s: float, wake: asyncio.Event | None = None
) -> AsyncIterator[None]:
    working = asyncio.create_task(forever("steps", step, every_s=every_s, wake=wake))
    yield
    assert not working.done()
    working.cancel()
    await asyncio.wait({working})
    assert working.cancelled()


async def test_it_pauses_only_where_there_is_no_more() -> None:
    steps = Steps(1, 1, 0)
    async with going(steps, 0.2):
        first, second, third = await steps.taken(4)
    assert max(first, second) < 0.1 < third


async def test_trouble_is_waited_out_longer_each_time_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "TROUBLE_S", 0.02)
    monkeypatch.setattr(background, "LONGEST_TROUBLE_S", 0.08)
    broken = OSError("away")
    steps = Steps(broken, broken, broken, broken, 0, broken)
    async with going(steps, 0.001):
        pauses = await steps.taken(7)
    for pause_s, least_s in zip(pauses, (0.02, 0.04, 0.08, 0.08, 0.001, 0.02), strict=True):
        assert pause_s >= least_s * 0.9, pauses
    assert pauses[4] < 0.06, "all is well again: nothing is waited out"
    assert len([each for each in caplog.records if each.exc_info]) == 5


async def test_it_is_woken_also_out_of_trouble() -> None:
    wake, steps = asyncio.Event(), Steps(0, OSError("away"))
    async with going(steps, 60, wake):
        await steps.taken(1)
        wake.set()
        await steps.taken(2)
        wake.set()
        await steps.taken(3)
