"""How fast Pith asks Discord: never faster than allowed, and reminders after everything else."""

from __future__ import annotations

import asyncio

from bot import bench
from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.reminding.pace import Pace, giving_way
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
    pace.answered()
    await answer
    assert not reminder.done()
    reminder.cancel()
    await asyncio.wait({reminder})
    pace.answered()
    await settle()
    await pace.take()
    late = asyncio.create_task(remind())
    await settle()
    pace.answered()
    await settle()
    late.cancel()  # it had its place by now, or gives it back
    await asyncio.wait({late})
    if not late.cancelled():
        pace.answered()
        await settle()
    async with asyncio.timeout(5):
        await pace.take()


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
    assert measured.meanwhile.commands
    assert len(server.asked("POST", "/users/@me/channels")) == 30
