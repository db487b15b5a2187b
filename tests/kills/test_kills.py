"""kill -9 at each step between claim and mark: nobody's reminder is missed, nobody's comes twice.

`pytest tests/kills --kills 200` kills 200 times; the suite's own run kills at each step once.
"""

from __future__ import annotations

import pytest

import model
from bot.app import App
from tests.conftest import Clock
from tests.fakes.discord_server import DiscordServer
from tests.kills.killed import STEPS
from tests.kills.rounds import kill_while_sending


@pytest.fixture
def extractor() -> model.Extractor:
    """Never asked for anything here."""
    return model.load_later(device="cpu")


async def test_no_kill_loses_or_doubles_a_reminder(app: App, clock: Clock, kills: int) -> None:
    async with DiscordServer(described=False) as server:
        tally = await kill_while_sending(app, server, clock, kills=kills)
    assert (tally.missed, tally.twice) == (0, 0)
    assert (tally.kills.total(), set(tally.kills)) == (kills, set(STEPS))
