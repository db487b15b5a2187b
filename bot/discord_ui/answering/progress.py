"""Progress of long work, shown where the answer will stand: at most one edit every few seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord

from bot.discord_ui.answering.replies import Reply
from bot.discord_ui.render import inert
from bot.features.condense import STEP_WORDS, OnProgress, Step
from bot.locales import N_, Message

Seen = tuple[Step, int, int]


def words(name: str, step: Step, done: int, total: int) -> Message:
    """How far `name` is: "notes.pdf: reading page 12 of 80". Pasted text has no name."""
    if total <= 1:
        state = STEP_WORDS[step]
    elif step is Step.SCORING:
        state = N_("scoring, {percent} %", percent=100 * done // total)
    elif name.lower().endswith(".pdf"):
        state = N_("reading page {done} of {total}", done=done, total=total)
    elif name.lower().endswith(".pptx"):
        state = N_("reading slide {done} of {total}", done=done, total=total)
    else:
        state = N_("reading, {done} of {total}", done=done, total=total)
    return N_("{name}: {state}", name=inert(name), state=state) if name else state


@asynccontextmanager
async def shown(reply: Reply, name: str, language: str, every_s: float) -> AsyncIterator[OnProgress]:
    """Shows what the yielded callable is told. On leaving, the last edit has arrived: none overtakes the answer."""
    seen: list[Seen] = []
    done = asyncio.Event()

    def on_progress(step: Step, finished: int, total: int) -> None:
        seen[:] = [(step, finished, total)]

    async def show() -> None:
        last: Seen | None = None
        while not done.is_set():
            try:
                await asyncio.wait_for(done.wait(), every_s)
            except TimeoutError:
                if seen and seen[0] != last:
                    last = seen[0]
                    with suppress(discord.DiscordException, aiohttp.ClientError, OSError):
                        await reply.progress(words(name, *last).to(language))

    showing = asyncio.create_task(show())
    try:
        yield on_progress
    finally:
        done.set()
        await showing
