"""How fast Pith asks Discord: never faster than allowed, and reminders after everything else."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from bot import bench
from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.reminders.pace import Pace, giving_way
from bot.features import reminders
from tests.fakes.discord_server import DiscordServer


async def test_a_reminder_gives_way_and_a_place_is_never_lost() -> None:
    pace = Pace(places=1, second_s=0)

    async def remind() -> None:
        with giving_way():
            await pace.take()

    async def settle() -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    await pace.take()
    reminder, answer = asyncio.create_task(remind()), asyncio.create_task(pace.take())
    await settle()
    assert not answer.done()
    pace.counted(0)
    await answer
    assert not reminder.done()
    reminder.cancel()
    await asyncio.wait({reminder})
    pace.counted(0)
    await settle()
    await pace.take()
    late = asyncio.create_task(pace.take())
    await settle()
    pace._give()
    late.cancel()  # it had been given its place, and had not heard of it
    await asyncio.wait({late})
    async with asyncio.timeout(5):
        await pace.take()


async def test_a_request_that_is_broken_off_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        heard.set()
        await reader.read()
        writer.close()

    pace = Pace(places=1, second_s=0)
    async with (
        await asyncio.start_server(listen, "127.0.0.1", 0) as line,
        aiohttp.ClientSession(trace_configs=[pace.trace]) as session,
        asyncio.timeout(10),
    ):
        base = f"HTTP://127.0.0.1:{line.sockets[0].getsockname()[1]}/api"  # as somebody may write it
        monkeypatch.setattr(discord.http.Route, "BASE", base)
        asking = asyncio.create_task(session.get(f"{base}/users/@me"))
        await heard.wait()
        assert not pace._free, "it counts"
        asking.cancel()
        await asyncio.wait({asking})
        await pace.take()


async def test_what_an_answer_tells_of_when_it_was_counted() -> None:
    pace = Pace()

    def told(clock_s: float) -> dict[str, str]:
        return {"X-RateLimit-Reset": f"{clock_s + 0.7:.3f}", "X-RateLimit-Reset-After": "0.700"}

    ours, theirs = 100.0, 1_772_442_000.0  # the same moment
    assert pace.counted_at_s(ours, ours + 0.05, told(theirs + 0.04)) == pytest.approx(ours + 0.05), (
        "at the latest when it came"
    )
    late = pace.counted_at_s(ours + 1, ours + 1.5, told(theirs + 1.02))
    assert ours + 1.02 <= late <= ours + 1.031, "the quickest answer took 10 ms at most to come back"
    assert pace.counted_at_s(ours + 2, ours + 2.5, {}) == ours + 2.5
    assert pace.counted_at_s(ours + 3, ours + 3.5, told(theirs)) == ours + 3, "not before it was asked"
    much_later = ours + 3600
    assert pace.counted_at_s(much_later, much_later + 1, told(theirs)) == much_later + 1, "clocks drift apart"


async def test_more_than_a_second_holds_go_out_without_one_refused(
    server: DiscordServer, pith: PithClient, app: App
) -> None:
    users = [server.user("Somebody") for _ in range(30)]
    await bench.fill(app, users, dms_are_known=False)
    work = asyncio.create_task(reminders.work(app, pith.remind))
    try:
        measured = await bench.measure(app, server, users, idle_commands=2)
    finally:
        work.cancel()
    assert (measured.sent, measured.missed, measured.twice, measured.refused_for_rate) == (30, 0, 0, 0)
    assert measured.meanwhile
    assert measured.meanwhile.commands
    assert len(server.asked("POST", "/users/@me/channels")) == 30
