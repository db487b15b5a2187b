"""A real PostgreSQL for the tests marked `postgres`: its own data folder, its own port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import model
from bot.app import App, open_app
from bot.settings import Settings
from tests.conftest import Clock


def _program(name: str) -> str | None:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(debian[-1]) if debian else None)


def _user() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as somebody who owns nothing."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    initdb, server = _program("initdb"), _program("postgres")
    if initdb is None or server is None:
        pytest.skip("PostgreSQL's initdb is not on this machine")
    user = _user()
    with (
        tempfile.TemporaryDirectory(prefix="pith-postgres-") as folder,
        socket.create_server(("127.0.0.1", 0)) as free,
    ):
        port = free.getsockname()[1]
        free.close()
        if user is not None:
            shutil.chown(folder, user)
        data = f"{folder}/data"
        making = [initdb, "-D", data, "-U", "pith", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(making, check=True, capture_output=True, user=user, cwd=folder)
        serving = [
            server,
            "-D",
            data,
            "-p",
            str(port),
            "-k",
            folder,
            "-c",
            "listen_addresses=127.0.0.1",
            "-F",
        ]
        with subprocess.Popen(serving, user=user, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if "ready to accept connections" in line:
                    break
            try:
                yield f"postgresql+asyncpg://pith@127.0.0.1:{port}/postgres"
            finally:
                process.terminate()


@pytest.fixture
async def postgres_app(
    postgres_url: str, settings: Settings, extractor: model.Extractor, clock: Clock
) -> AsyncIterator[App]:
    """An app like `app`, on PostgreSQL. The tables stay between tests; their people differ."""
    settings = settings.model_copy(update={"database_url": postgres_url})
    async with open_app(settings, extractor=extractor, clock=clock) as opened:
        yield opened
