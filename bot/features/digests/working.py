"""What digests have done by themselves, once in a process: made when due, and no longer saying what they must not.

A digest is shown through the callable that shows a group's messages, which `__main__` hands over. It is made in the
store first, so that a stop at any step posts none twice and loses none; once it was shown, `groups.work` keeps it true.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.app import App
from bot.features.digests.keeping import look_after
from bot.features.digests.making import make_due
from bot.features.groups.messages import Show, show_all, show_due

POLL_S = 5.0
AFTER_TROUBLE_S = 30.0

log = logging.getLogger(__name__)


async def work(app: App, show: Show) -> None:
    """Works until cancelled. What must not be said any more does not wait for a digest that reads channels."""
    async with asyncio.TaskGroup() as both:
        both.create_task(_forever(lambda: _show_new(app, show)))
        both.create_task(_forever(lambda: look_after(app)))


async def _forever(look: Callable[[], Awaitable[None]]) -> None:
    while True:
        pause_s = POLL_S
        try:
            await look()
        except Exception:  # a store that is full or away for a moment must not end this for good
            log.exception("digests could not be looked at; they are again in a moment")
            pause_s = AFTER_TROUBLE_S
        await asyncio.sleep(pause_s)


async def work_once(app: App, show: Show) -> None:
    """One look at everything."""
    await _show_new(app, show)
    await look_after(app)


async def _show_new(app: App, show: Show) -> None:
    await show_all(app, show, await make_due(app))
    await show_due(app, show, new_digests=True)
