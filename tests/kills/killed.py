"""A process that sends the reminders or shows the digests that are due, as `pith run` does, and kills itself with
SIGKILL at a named step.

`carry_out` takes lists of orders, forks a process for each order and answers their exit codes; the first order it
carries out by itself, unkilled. So that starting again costs a fork, not what everything does only the first time. A
process is killed from what happens at its edges: the statements it sends to the database and the requests it sends to
Discord.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
import traceback
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import sqlalchemy
from sqlalchemy import Engine, Pool, event
from sqlalchemy.engine.interfaces import DBAPICursor

import model
from bot.app import open_app
from bot.discord_ui.client import PithClient
from bot.features import digests, groups, reminders
from bot.settings import Settings

STEPS = (
    "before the claim", "in the claim", "after the claim",
    "before the DM is opened", "before the message is posted", "posted and not answered",
    "before the mark", "in the mark", "after the mark",
)  # fmt: skip
DIGEST_STEPS = (
    "before the claim", "in the claim", "after the claim", "posted and not answered", "in the place", "after the place",
    "written and not answered", "in the mark", "after the mark",
)  # fmt: skip
DOINGS = (
    ("claim", "UPDATE deliveries SET", " attempts="),
    ("mark", "UPDATE deliveries SET", " sent_at="),
    ("claim", "UPDATE digest_plans SET", " next_on="),
    ("place", "UPDATE group_messages SET", " message_id="),
    ("mark", "UPDATE group_messages SET", " shown="),
)
"""A reminder's claim is known by the attempts that it counts, a digest's by its next date."""


@dataclass(frozen=True)
class Order:
    """What a process is to send, and its end: at the `at`-th time that `step` is reached; None: when all is sent.

    One that `waits` begins when another of its line, which doesn't, has begun its work or ended.
    """

    folder: str
    database_url: str | None
    token: str
    api_url: str
    gateway_url: str
    now: str
    step: str | None = None
    at: int = 1
    digests: bool = False
    waits: bool = False


class Line:
    """What the processes of one line of orders tell one another by."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def go_on(self) -> None:
        """Lets those go on that wait."""
        os.write(self._write, b"." * 9)

    def wait(self) -> None:
        os.read(self._read, 1)

    def close(self) -> None:
        os.close(self._read)
        os.close(self._write)


class Killer:
    """Counts how often the step was reached, and ends this process."""

    def __init__(self, step: str | None, at: int, line: Line) -> None:
        self._step, self._left, self._line = step, at, line

    def reached(self, step: str) -> None:
        self._line.go_on()
        if step == self._step:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch_store(self) -> None:
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._commit)
        event.listen(Pool, "checkin", self._returned)

    def _statement(
        self, connection: sqlalchemy.Connection, _cursor: DBAPICursor, statement: str, *_: object
    ) -> None:
        for doing, begins, holds in DOINGS:
            if statement.startswith(begins) and holds in statement:
                self.reached(f"before the {doing}")
                connection.info["doing"] = doing

    def _commit(self, connection: sqlalchemy.Connection) -> None:
        if doing := connection.info.get("doing"):
            self.reached(f"in the {doing}")

    def _returned(self, _connection: object, record: Any) -> None:
        if record is not None and (doing := record.info.pop("doing", None)):
            self.reached(f"after the {doing}")

    def watch_discord(self, client: PithClient) -> None:
        trace = client.http.http_trace = client.http.http_trace or aiohttp.TraceConfig()
        trace.on_request_start.append(self._asking)
        trace.on_request_end.append(self._asked)

    async def _asking(
        self, _s: aiohttp.ClientSession, _c: SimpleNamespace, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        if asked.method == "POST" and asked.url.path.endswith("/users/@me/channels"):
            self.reached("before the DM is opened")
        if asked.method == "POST" and asked.url.path.endswith("/messages"):
            self.reached("before the message is posted")

    async def _asked(
        self, _s: aiohttp.ClientSession, _c: SimpleNamespace, asked: aiohttp.TraceRequestEndParams
    ) -> None:
        if asked.method == "POST" and asked.url.path.endswith("/messages"):
            self.reached("posted and not answered")
        if asked.method == "PATCH":
            self.reached("written and not answered")


async def send_what_is_due(order: Order, line: Line) -> None:
    killer, now = Killer(order.step, order.at, line), datetime.fromisoformat(order.now)
    settings = Settings(
        _env_file=None,
        data_dir=Path(order.folder),
        database_url=order.database_url,
        discord_token=order.token,
        discord_api_url=order.api_url,
        discord_gateway_url=order.gateway_url,
    )
    extractor = model.load_later(settings.model, settings.device)
    async with open_app(settings, extractor=extractor, clock=lambda: now) as app:
        client = PithClient(app)
        killer.watch_discord(client)
        talking = asyncio.create_task(client.work())
        while not client.connected and not talking.done():
            await asyncio.sleep(0.005)
        if order.step:
            killer.watch_store()
        if order.waits:
            await asyncio.to_thread(line.wait)
        if order.digests:
            await digests.work_once(app, client.for_groups.show)
            await groups.show_due(app, client.for_groups.show)
        while await reminders.deliver_due(app, client.remind):
            pass
        talking.cancel()
        await asyncio.wait({talking})


def carry_out(orders: Connection) -> None:
    [first] = orders.recv()
    asyncio.run(send_what_is_due(first, Line()))
    assert threading.active_count() == 1, "a fork takes no threads along"
    gc.freeze()
    orders.send([0])
    while True:
        line = Line()
        children = [_forked(order, line) for order in orders.recv()]
        orders.send([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
        line.close()


def _forked(order: Order, line: Line) -> int:
    """A process of its own that carries out the order; its id."""
    if child := os.fork():
        return child
    broke = True
    try:
        asyncio.run(send_what_is_due(order, line))
        broke = False
    except BaseException:
        traceback.print_exc()
    line.go_on()
    os._exit(broke)
