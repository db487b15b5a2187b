"""Progress of long work, shown where the answer will stand: at most one edit every few seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord

from bot.discord_ui.answering.replies import Reply
from bot.discord_ui.render import inert
from bot.features.condense import OnProgress, Step, step_words
from bot.locales import N_, Message


def words(name: str, step: Step, done: int, total: int) -> Message:
    """How far `name` is: "notes.pdf: reading page 12 of 80". Pasted text has no name."""
    state = step_words(name, step, done, total)
    return N_("{name}: {state}", name=inert(name), state=state) if name else state


@asynccontextmanager
async def shown(reply: Reply, name: str, language: str, every_s: float) -> AsyncIterator[OnProgress]:
    """Shows what the yielded callable is told, as `kept_up` does."""
    async with kept_up(reply, language, every_s) as tell:
        yield lambda step, finished, total: tell(words(name, step, finished, total))


@asynccontextmanager
async def kept_up(reply: Reply, language: str, every_s: float) -> AsyncIterator[Callable[[Message], None]]:
    """Shows the newest words that the yielded callable is told, which may be called from any thread. On leaving, the
    last edit has arrived: none overtakes the answer."""
    told: list[Message] = []
    done = asyncio.Event()

    async def show() -> None:
        last: Message | None = None
        while not done.is_set():
            try:
                async with asyncio.timeout(every_s):
                    await done.wait()
            except TimeoutError:
                if told and told[0] != last:
                    last = told[0]
                    with suppress(discord.DiscordException, aiohttp.ClientError, OSError):
                        await reply.progress(last.to(language))

    showing = asyncio.create_task(show())
    try:
        yield lambda message: told.__setitem__(slice(None), [message])
    finally:
        done.set()
        await showing
