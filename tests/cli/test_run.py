"""`pith run`: one face that fails leaves the other standing, and Pith stops when it is asked to."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

import model
from bot.__main__ import serve
from bot.app import open_app
from bot.features import history, people
from bot.settings import Settings
from bot.store import wiping
from tests.fakes.discord_server import DiscordServer


@asynccontextmanager
async def running(settings: Settings, extractor: model.Extractor) -> AsyncIterator[httpx.AsyncClient]:
    """Pith, answering; leaving asks it to stop, as systemd and Ctrl+C do."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = settings.model_copy(update={"web_port": listening.getsockname()[1]})
        async with open_app(settings, extractor=extractor) as app:
            serving = asyncio.create_task(serve(app, listening))
            async with httpx.AsyncClient(base_url=settings.base_url) as client:
                yield client
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(20):
                await serving


async def test_a_discord_that_can_not_be_reached_leaves_the_browser_face_standing(
    tmp_path: Path, extractor: model.Extractor, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        nowhere = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/v10"
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        discord_token=SecretStr("a.b.c"),
        discord_api_url=nowhere,
    )
    async with running(settings, extractor) as client:
        assert (await client.get("/healthz")).status_code == 200
        ready = await client.get("/readyz")
        async with asyncio.timeout(10):
            while "Pith is ready" not in (said := capsys.readouterr().out):
                await asyncio.sleep(0.01)
    assert ready.status_code == 503
    assert "/sign-in?key=" in said


async def test_what_a_run_leaves_to_be_done_the_next_one_does(
    tmp_path: Path, extractor: model.Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note is deleted while Pith is stopped: its answer says so, and nothing of it stays on the disk."""
    monkeypatch.setattr(wiping, "LOOK_EVERY_S", 0.1)
    async with DiscordServer() as server:
        settings = Settings(
            _env_file=None,
            data_dir=tmp_path / "data",
            discord_token=SecretStr(server.token),
            discord_api_url=server.api_url,
            discord_gateway_url=server.gateway_url,
        )
        ann = server.user("Ann")
        async with running(settings, extractor):
            await server.connected()
            ann.dm("Cells are the smallest units of life. I like marmalade.")
            answer = await server.message(ann.dm_channel, "Cells are")
        log = settings.sqlite_path.with_name(f"{settings.sqlite_path.name}-wal")
        async with open_app(settings, extractor=extractor) as app:
            person = await people.from_discord(app, ann.id)
            (note,) = (await history.list_notes(app, person)).notes
            await history.delete_note(app, person, note.id or 0)
        async with running(settings, extractor):
            await server.until(lambda: answer.text == "Deleted.")
            async with asyncio.timeout(20):
                while log.stat().st_size:  # until what it wrote itself is out of the log too
                    await asyncio.sleep(0.02)
