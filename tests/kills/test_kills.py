"""kill -9 at each step between claim and mark: no reminder and no digest is missed, and none comes twice.

`pytest tests/kills --kills 200` kills 200 times; the suite's own run kills at each step once.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

import model
from bot.app import App
from bot.features import digests, focus, groups, people
from bot.features.people import Person
from bot.features.reminders import EVERY_DAY, Schedule
from tests.conftest import Clock
from tests.fakes.discord_server import Channel, DiscordServer
from tests.kills.killed import DIGEST_STEPS, STEPS
from tests.kills.rounds import Senders, kill_while_sending, order


@pytest.fixture
def extractor() -> model.Extractor:
    """Never asked for anything here."""
    return model.load_later(device="cpu")


async def test_no_kill_loses_or_doubles_a_reminder(
    app: App, clock: Clock, kills: int, senders: Senders
) -> None:
    async with DiscordServer(described=False) as server:
        tally = await kill_while_sending(senders, app, server, clock, kills=kills)
    assert (tally.missed, tally.twice) == (0, 0)
    assert (tally.kills.total(), set(tally.kills)) == (kills, set(STEPS))


async def test_no_kill_loses_or_doubles_a_digest(app: App, clock: Clock, senders: Senders) -> None:
    """One is killed at each step in turn. Of another one its empty message is lost track of, and Pith is away long."""
    async with DiscordServer(described=False) as server:

        def move(**by: float) -> None:
            clock.advance(**by)
            server.clock.advance(**by)

        async def send(step: str | None = None) -> list[bool]:
            return await senders.send(order(app, server, clock, step, digests=True))

        clock.now = server.clock.now()
        channel, ann = await with_a_digest(app, server, clock)
        assert await send() == [False]
        move(minutes=30)
        for step in DIGEST_STEPS:
            assert await send(step) == [True], step
            move(minutes=4, seconds=1)  # until then only who made it shows it
        assert await send() == [False]
        assert ["Focused: Ann" in one.text for one in channel.messages()] == [True]
        await focus.start(app, ann, 25)
        move(days=1)
        assert await send("posted and not answered") == [True]
        move(hours=2)
        assert await send() == [False]
        assert ["Focused: Ann" in one.text for one in channel.messages()] == [True, True]


async def with_a_digest(app: App, server: DiscordServer, clock: Clock) -> tuple[Channel, Person]:
    """A group's channel, with a digest of each day in half an hour, and who lets it name them and has a session now."""
    user = server.user("Ann")
    place = server.guild("Biology", members=[user])
    channel = place.channel()
    boss, ann = [await people.from_discord(app, each.id) for each in (server.owner, user)]
    manages, wish = groups.Standing("Boss", manages=True), groups.Settings(channel_id=channel.id)
    group = await groups.set_up(app, boss, place.id, manages, wish, name="Biology", language="en")
    await groups.enter(app, ann, group.id, groups.Standing("Ann", manages=False))
    await digests.let_name(app, ann, group.id, may=True)
    plan = Schedule((clock() + timedelta(minutes=30)).time(), EVERY_DAY, "UTC")
    await digests.set_plan(app, boss, group.id, plan, [], with_deadlines=True)
    await focus.start(app, ann, 25)
    return channel, ann
