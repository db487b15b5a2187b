"""What digests have done by themselves, once in a process: made when due, and no longer saying what they must not.

A digest is shown through the callable that shows a group's messages, which `__main__` hands over. It is made in the
store first, so that a stop at any step posts none twice and loses none; once it was shown, `groups.work` keeps it true.
"""

from __future__ import annotations

import asyncio

from bot.app import App
from bot.features.background import forever
from bot.features.digests.keeping import look_after
from bot.features.digests.making import make_due
from bot.features.groups.messages import Show, show_all, show_due

POLL_S = 5.0


async def work(app: App, show: Show) -> None:
    """Works until cancelled. What must not be said any more does not wait for a digest that reads channels."""
    async with asyncio.TaskGroup() as both:
        both.create_task(forever("new digests", lambda: _show_new(app, show), every_s=POLL_S))
        both.create_task(forever("digests", lambda: look_after(app), every_s=POLL_S))


async def work_once(app: App, show: Show) -> None:
    """One look at everything."""
    await _show_new(app, show)
    await look_after(app)


async def _show_new(app: App, show: Show) -> None:
    await show_all(app, show, await make_due(app))
    await show_due(app, show, new_digests=True)
