"""What groups have done by themselves, once in a process: messages kept true, members asked about, questions told,
what is over erased. What needs Discord goes through callables that `__main__` hands over.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot.app import App
from bot.features.background import forever
from bot.features.groups import asking, messages, servers, standing

POLL_S = 1.0
TIDY_EVERY_S = 60.0  # it looks at all posts


@dataclass(frozen=True, slots=True)
class OnDiscord:
    """What the Discord face does for groups."""

    show: messages.Show
    ask: standing.Ask
    tell: asking.Tell


async def work(app: App, on_discord: OnDiscord | None = None) -> None:
    """Works until cancelled."""
    tidied_at_s = -TIDY_EVERY_S

    async def look() -> None:
        nonlocal tidied_at_s
        now_s = time.monotonic()
        tidies = now_s - tidied_at_s >= TIDY_EVERY_S
        await work_once(app, on_discord, tidies=tidies)
        tidied_at_s = now_s if tidies else tidied_at_s

    await forever("groups", look, every_s=POLL_S)


async def work_once(app: App, on_discord: OnDiscord | None = None, *, tidies: bool = True) -> None:
    """One look at everything."""
    if on_discord is not None:
        await messages.show_due(app, on_discord.show)
        await asking.tell_due(app, on_discord.tell)
        await standing.check_due(app, on_discord.ask)
    if tidies:
        await messages.tidy(app)
    await servers.erase_left(app)
