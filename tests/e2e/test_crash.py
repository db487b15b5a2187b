"""kill -9 in the middle of work: every note that was acknowledged is there afterwards, and the database is whole."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import pytest

from bot.__main__ import main
from tests.conftest import CHAPTER
from tests.forks import forking

TOKEN = "a-token-for-this-test"
READY = re.compile(r"^Pith is ready: (http://[^/\s]+)", re.MULTILINE)


@pytest.fixture(autouse=True)
def loop_never_blocks() -> None:
    """Lifts the guard: Pith runs in another process here."""


def run(folder: Path, said: Path) -> None:
    """`pith run`, as a process of its own."""
    os.environ |= {"PITH_DATA_DIR": str(folder), "PITH_WEB_TOKEN": TOKEN, "PITH_DEVICE": "cpu"}
    sys.argv = ["pith", "run", "--port", "0", "--no-browser"]
    with said.open("w", buffering=1) as sys.stdout:
        main()


@asynccontextmanager
async def running_pith(folder: Path) -> AsyncIterator[tuple[BaseProcess, httpx.AsyncClient]]:
    """`pith run`, once it says that it is ready."""
    said = folder.with_name("said")
    said.write_text("")
    process = forking.Process(target=run, args=(folder, said))
    process.start()
    try:
        async with asyncio.timeout(120):
            while not (ready := READY.search(said.read_text())):
                assert process.is_alive(), said.read_text()
                await asyncio.sleep(0.02)
        async with httpx.AsyncClient(
            base_url=f"{ready[1]}/api/v1", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30
        ) as client:
            yield process, client
    finally:
        process.terminate()
        await asyncio.to_thread(process.join, 20)
        is_stopped = not process.is_alive()
        process.kill()  # else the process that tests would wait for it for ever
        assert is_stopped


async def send_until_it_dies(client: httpx.AsyncClient, acknowledged: set[str], number: int) -> None:
    """Sends notes one after the other and remembers the marks of those that were acknowledged."""
    for i in range(1000):
        mark = f"mark-{number}-{i}-end"
        try:
            answer = await client.post("/condense", json={"text": f"{CHAPTER}\n\nThis is {mark} of many."})
        except httpx.TransportError:
            return
        assert answer.status_code == 201, answer.text
        acknowledged.add(mark)


@pytest.mark.slow
async def test_what_was_acknowledged_survives_kill_9_and_what_was_accepted_is_done(tmp_path: Path) -> None:
    acknowledged: set[str] = set()
    async with running_pith(tmp_path) as (process, client):
        sent = [asyncio.create_task(send_until_it_dies(client, acknowledged, i)) for i in range(3)]
        async with asyncio.timeout(120):
            while len(acknowledged) < 5:
                await asyncio.sleep(0.01)
        accepted = await client.post("/jobs", files=[("file", ("long.md", (CHAPTER * 2).encode()))])
        assert accepted.status_code == 201, accepted.text
        process.kill()
        await asyncio.gather(*sent)
        await asyncio.to_thread(process.join)
    with sqlite3.connect(tmp_path / "pith.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = " ".join(text for (text,) in database.execute("SELECT text FROM note_bodies"))
        assert {mark for mark in acknowledged if mark not in kept} == set()
        database.execute("UPDATE jobs SET leased_until_at = NULL")  # as if the lease had run out
    database.close()
    async with running_pith(tmp_path) as (process, client):
        async with asyncio.timeout(120):
            while "long.md" not in [n["file_name"] for n in (await client.get("/notes")).json()["notes"]]:
                await asyncio.sleep(0.05)
        process.terminate()
        await asyncio.to_thread(process.join, 30)
        assert process.exitcode == 0
    assert not Path(tmp_path / "pith.sqlite3-wal").exists(), "asked to stop, it stops in order"
