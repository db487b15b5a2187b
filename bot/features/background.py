"""What goes on by itself in the background: one loop for all of it, so that what is done about trouble is one rule."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

TROUBLE_S = 1.0  # the first pause after it; each further one is twice as long
LONGEST_TROUBLE_S = 30.0  # or the usual pause, where that is longer

log = logging.getLogger(__name__)


async def forever(
    what: str, step: Callable[[], Awaitable[int | None]], *, every_s: float, wake: asyncio.Event | None = None
) -> None:
    """Takes step after step until cancelled: at once where `step` answers that there may be more, else after `every_s`,
    or as soon as `wake` is set. A store that is full or away for a moment must not end this for good: a step that
    breaks is logged, as a look at `what`, and taken again after a pause that grows."""
    trouble_s = TROUBLE_S
    while True:
        if wake is not None:
            wake.clear()
        pause_s = every_s
        try:
            more, trouble_s = await step(), TROUBLE_S
            if more:
                continue
        except Exception:
            pause_s = trouble_s
            trouble_s = min(2 * trouble_s, max(LONGEST_TROUBLE_S, every_s))
            log.exception("the look at %s broke; the next is in %.0f s", what, pause_s)
        if wake is None:
            await asyncio.sleep(pause_s)
            continue
        with suppress(TimeoutError):
            async with asyncio.timeout(pause_s):  # wait_for may swallow being cancelled before Python 3.12
                await wake.wait()
