"""A stand-in and a bare discord.py client against it; nothing of Pith."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import discord
import pytest
import yarl
from discord import app_commands

from tests.fakes.discord import openapi
from tests.fakes.discord.front import described_as
from tests.fakes.discord_server import DiscordServer


@contextmanager
def aimed_at(server: DiscordServer) -> Iterator[None]:
    """Point discord.py at the stand-in, and back afterwards."""
    kept = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = server.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = kept


class Bot(discord.Client):
    """A client that keeps what it hears."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.01)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.edits: list[discord.RawMessageUpdateEvent] = []
        self.deletions: list[discord.RawMessageDeleteEvent] = []
        self.resumes = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits five seconds before it identifies again; these tests do not."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        self.edits.append(event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.deletions.append(event)

    async def on_resumed(self) -> None:
        self.resumes += 1


Start = Callable[..., Awaitable[Bot]]


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as made:
        yield made
    await asyncio.to_thread(assert_answers_fit, made)


def assert_answers_fit(server: DiscordServer) -> None:
    """Hold the stand-in's own answers to Discord's description, where that is present."""
    description = openapi.load()
    if description is None:
        return
    wrong = []
    for call in server.requests:
        if description.knows(call.method, described_as(call)):
            found = description.check_answer(call.method, described_as(call), call.status, call.answer)
            wrong += [f"{call}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


@asynccontextmanager
async def running(server: DiscordServer, bot: Bot, *, connect: bool = True) -> AsyncIterator[Bot]:
    """A client that is logged in and, unless told otherwise, connected and ready."""
    with aimed_at(server):
        async with bot:
            await bot.login(server.token)
            if not connect:
                yield bot
                return
            task = asyncio.create_task(bot.connect())
            try:
                await server.until(lambda: bot.is_ready() or task.done())
                if task.done():
                    task.result()
                yield bot
            finally:
                await bot.close()
                await asyncio.gather(task, return_exceptions=True)


def least_intents() -> discord.Intents:
    intents = discord.Intents.default()
    intents.message_content = False
    return intents


@pytest.fixture
async def bot(server: DiscordServer) -> AsyncIterator[Bot]:
    async with running(server, Bot(least_intents())) as made:
        yield made
