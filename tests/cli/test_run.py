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
from bot.settings import Settings


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
