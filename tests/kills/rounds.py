"""Rounds of killing: people whose reminder is due, processes that send it and are killed, until everyone has theirs."""

from __future__ import annotations

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from multiprocessing.connection import Connection

from sqlalchemy import select

from bot.app import App
from bot.features import people, reminders
from bot.features.reminders import EVERY_DAY, Schedule, State
from bot.store.tables import DeliveryRow
from tests.conftest import Clock
from tests.fakes.discord_server import DiscordServer, User
from tests.forks import worker
from tests.kills.killed import STEPS, Order, carry_out

PEOPLE = 7
LEASE_OVER = {"minutes": 1, "seconds": 2}
NONCE_FORGOTTEN = {"minutes": 6}  # then only the look into the DM keeps it single
MOST_STARTS = 60  # a round that needs more of them does not end
MOST_ROUNDS = 5  # without a kill: then the step is none of those that sending has


@dataclass
class Tally:
    """What came of it all. `kills` by their step."""

    kills: Counter[str] = field(default_factory=Counter)
    delivered: int = 0
    missed: int = 0
    twice: int = 0


class Senders:
    """The worker from which senders are forked."""

    def __init__(self, orders: Connection) -> None:
        self._orders = orders

    async def send(self, *orders: Order) -> list[bool]:
        """Sends what is due, side by side; of each order whether its process was killed over it."""
        self._orders.send(orders)
        ended = await asyncio.to_thread(self._orders.recv)
        assert set(ended) <= {0, -signal.SIGKILL}, f"a process broke: {ended}"
        return [status != 0 for status in ended]


@contextmanager
def started() -> Iterator[Senders]:
    """All tests have the same: what it does the first time takes a second."""
    with worker(carry_out) as orders:
        yield Senders(orders)


async def kill_while_sending(
    senders: Senders,
    app: App,
    server: DiscordServer,
    clock: Clock,
    *,
    kills: int,
    side_by_side: int = 1,
    steps: Sequence[str] = STEPS,
) -> Tally:
    """Kills a process at each step in turn, `kills` times in all, and counts what the people got. `side_by_side` others
    send with it, unkilled."""
    tally, chance, to_come = Tally(), random.Random(7), cycle(steps)
    reminded = await _remind(app, server, clock)
    await senders.send(order(app, server, clock))
    await _count(app, reminded, tally)
    step = next(to_come)
    reached_before, rounds = 0, 0
    while tally.kills.total() < kills:
        rounds = rounds + 1 if tally.kills.total() == reached_before else 1
        reached_before = tally.kills.total()
        assert rounds <= MOST_ROUNDS, f"“{step}” is never reached"
        reminded = await _remind(app, server, clock)
        for _ in range(MOST_STARTS):
            doomed = tally.kills.total() < kills
            first = order(app, server, clock, step if doomed else None, chance.randint(1, 4))
            waits = doomed and rounds > 1  # it came too late the last time: the others claimed before it
            others = [order(app, server, clock, waits=waits) for _ in range(side_by_side - 1)]
            [killed, *_] = await senders.send(first, *others)
            if killed:
                tally.kills[step] += 1
                step = next(to_come)
            by = NONCE_FORGOTTEN if chance.random() < 0.4 else LEASE_OVER
            clock.advance(**by)
            server.clock.advance(**by)
            if not killed and await _all_marked(app, reminded):
                break
        await _count(app, reminded, tally)
    return tally


def order(
    app: App,
    server: DiscordServer,
    clock: Clock,
    step: str | None = None,
    at: int = 1,
    *,
    digests: bool = False,
    waits: bool = False,
) -> Order:
    of_all = step is not None and step.endswith(("claim", "mark"))  # one takes them all
    return Order(
        str(app.settings.data_dir),
        app.settings.database_url,
        server.token,
        server.api_url,
        server.gateway_url,
        clock().isoformat(),
        step,
        1 if of_all else at,
        digests,
        waits,
    )


async def _remind(app: App, server: DiscordServer, clock: Clock) -> dict[int, User]:
    """People whose reminder is due in a minute, which then is over; by the number of their person."""
    soon = (clock() + timedelta(minutes=1)).time()
    reminded = {}
    for _ in range(PEOPLE):
        user = server.user("Somebody")
        person = await people.from_discord(app, user.id)
        await reminders.turn_on(app, person, Schedule(soon, EVERY_DAY, "UTC"), "en")
        reminded[person.id] = user
    clock.advance(minutes=1)
    return reminded


async def _deliveries(app: App, reminded: dict[int, User]) -> list[DeliveryRow]:
    async with app.read() as s:
        return list(await s.scalars(select(DeliveryRow).where(DeliveryRow.person_id.in_(reminded))))


async def _all_marked(app: App, reminded: dict[int, User]) -> bool:
    made = await _deliveries(app, reminded)
    return len(made) == len(reminded) and all(each.state == State.SENT for each in made)


async def _count(app: App, reminded: dict[int, User], tally: Tally) -> None:
    """Each person has one delivery, marked, and one message of it. Their reminder ends: the next round has others."""
    made = {each.person_id: each for each in await _deliveries(app, reminded)}
    for person_id, user in reminded.items():
        got = [one for one in user.dm_channel.messages() if "Today's focus" in one.text]
        row = made.get(person_id)
        marked = row is not None and row.state == State.SENT
        tally.delivered += bool(got)
        tally.missed += not got or not marked
        tally.twice += len(got) > 1
        await reminders.stop(app, await people.get(app, person_id))
