"""The sandbox: whatever happens to the child, the bot gets a document or a clear sentence, and no child stays."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot.documents import sandbox
from bot.errors import TooLarge, Unreadable

HOSTILE = "tests.documents.hostile:"


async def test_the_child_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("PITH_WEB_TOKEN", "secret")
    seen = (await sandbox.run(HOSTILE + "environment", b"")).text.split()
    assert "DISCORD_TOKEN" not in seen
    assert set(seen) <= {"PYTHONPATH", "PYTHONUTF8", "SYSTEMROOT", "LD_LIBRARY_PATH", "LC_CTYPE"}


@pytest.mark.parametrize("how", ["crash", "leave", "bug"])
async def test_a_child_that_fails_is_a_clear_sentence(how: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(Unreadable, match="damaged"):
        await sandbox.run(HOSTILE + how, b"x" * 1_000_000)
    assert "secret words" not in caplog.text
    assert caplog.records


async def test_a_child_that_eats_memory_is_stopped() -> None:
    with pytest.raises(TooLarge):
        await sandbox.run(HOSTILE + "memory", b"")


async def test_cancelling_kills_the_child() -> None:
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    reading = asyncio.create_task(
        sandbox.run(HOSTILE + "endless", b"", lambda pid, _: started.set_result(pid))
    )
    async with asyncio.timeout(20):
        pid = await started
    assert _runs(pid)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
