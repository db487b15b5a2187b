"""A person with a reminder at nine in the morning, and a face that writes down what it is asked to send."""

from __future__ import annotations

from datetime import time

import pytest

from bot.app import App
from bot.features import reminders
from bot.features.people import Person
from bot.features.reminders import EVERY_DAY, Delivery, Schedule, Today

NINE = Schedule(time(9, 30), EVERY_DAY, "UTC")  # half an hour after the tests' clock begins


class Face:
    """Stands where Discord is: takes deliveries, or does what `trouble` says."""

    def __init__(self) -> None:
        self.sent: list[tuple[Delivery, Today]] = []
        self.trouble: BaseException | None = None

    async def __call__(self, delivery: Delivery, focus: Today) -> str:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append((delivery, focus))
        return "77"


@pytest.fixture
def face() -> Face:
    return Face()


@pytest.fixture
async def reminded(app: App, ada: Person) -> Person:
    """Ada, with her reminder on."""
    await reminders.turn_on(app, ada, NINE, "en")
    return ada


async def states(app: App, person: Person) -> list[str]:
    exported = await reminders.export(app, person)
    return [each["state"] for each in exported["deliveries"]]
