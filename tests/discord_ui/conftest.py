"""The real client against the stand-in: a server, people in it, and Pith connected to it over a fresh store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import history, people
from bot.features.note import Note
from bot.settings import Settings
from tests.fakes.discord_server import MESSAGE_CONTENT, Channel, DiscordServer, Guild, Message, User

CELLS = (
    "Cells are the smallest units of life. Every living thing is made of one or more of them. "
    "A membrane keeps the inside of a cell apart from the outside. I like blue pens."
)
QUIET_S = 0.1
NO_PROGRESS_S = 60.0  # so that the first words in an answer's place are the answer, however slow the machine

Connect = Callable[[], AbstractAsyncContextManager[PithClient]]


@pytest.fixture
def privileged_intents() -> int:
    """What Pith asks Discord for, and is given; other tests ask for more."""
    return 0


@pytest.fixture
async def server(privileged_intents: int) -> AsyncIterator[DiscordServer]:
    async with DiscordServer(privileged_intents=privileged_intents) as running:
        yield running


@pytest.fixture
def settings(
    usual_settings: Settings, tmp_path: Path, server: DiscordServer, privileged_intents: int
) -> Settings:
    return usual_settings.model_copy(
        update={
            "data_dir": tmp_path / "data",
            "discord_token": SecretStr(server.token),
            "discord_api_url": server.api_url,
            "discord_gateway_url": server.gateway_url,
            "discord_cdn_hosts": (server.cdn_url.removeprefix("http://"),),
            "max_file_bytes": 1_000_000,
            "message_content": bool(privileged_intents & MESSAGE_CONTENT),
        }
    )


async def at_once(*_: object, **__: object) -> None:
    """Discord wants five seconds between two sessions; the stand-in doesn't."""


@asynccontextmanager
async def connected(
    app: App, server: DiscordServer, *, progress_every_s: float = NO_PROGRESS_S
) -> AsyncIterator[PithClient]:
    """Pith, connected; leaving stops it."""
    client = PithClient(app, quiet_s=QUIET_S, progress_every_s=progress_every_s, retry_s=0.01)
    client.before_identify_hook = at_once  # type: ignore[method-assign]
    work = asyncio.create_task(client.work())
    try:
        await server.until(lambda: client.connected or work.done(), what="a connected client")
        if work.done():
            work.result()
        yield client
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


@pytest.fixture
def connect(app: App, server: DiscordServer) -> Connect:
    """Starts Pith. Call it again for a restart on the same store."""
    return lambda: connected(app, server)


@pytest.fixture
async def pith(connect: Connect) -> AsyncIterator[PithClient]:
    async with connect() as client:
        yield client


@pytest.fixture
def ann(server: DiscordServer) -> User:
    return server.user("Ann")


@pytest.fixture
def ben(server: DiscordServer) -> User:
    return server.user("Ben")


@pytest.fixture
def group(server: DiscordServer, ann: User, ben: User) -> Guild:
    """A server that both are in, and Pith."""
    return server.guild("Study group", members=[ann, ben])


async def notes_of(app: App, user: User) -> list[Note]:
    """A person's notes, oldest first."""
    person = await people.from_discord(app, user.id)
    cards = (await history.list_notes(app, person)).notes
    return [await history.open_note(app, person, card.id or 0) for card in reversed(cards)]


def answers_in(channel: Channel, server: DiscordServer) -> list[Message]:
    return [message for message in channel.messages() if message.author is server.app]
