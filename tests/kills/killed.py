"""A process that sends the reminders or shows the digests that are due, as `pith run` does, and kills itself with
SIGKILL at a named step.

`python -m tests.kills.killed` imports all of it, then reads a list of orders a line, forks a process for each and
answers their exit codes; the first order it carries out by itself, unkilled. So that starting again costs a fork, not
an import, nor what everything does only the first time. It is killed from what happens at its edges: the statements it
sends to the database and the requests it sends to Discord.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import threading
import traceback
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
from sqlalchemy import Connection, Engine, Pool, event
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
    """What a process is to send, and its end: at the `at`-th time that `step` is reached; None: when all is sent."""

    folder: str
    database_url: str | None
    token: str
    api_url: str
    gateway_url: str
    now: str
    step: str | None = None
    at: int = 1
    digests: bool = False


def written(orders: list[Order]) -> bytes:
    return json.dumps([asdict(order) for order in orders]).encode() + b"\n"


def read(line: bytes) -> list[Order]:
    return [Order(**each) for each in json.loads(line)]


class Killer:
    """Counts how often the step was reached, and ends this process."""

    def __init__(self, step: str | None, at: int) -> None:
        self._step, self._left = step, at

    def reached(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch_store(self) -> None:
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._commit)
        event.listen(Pool, "checkin", self._returned)

    def _statement(self, connection: Connection, _cursor: DBAPICursor, statement: str, *_: object) -> None:
        for doing, begins, holds in DOINGS:
            if statement.startswith(begins) and holds in statement:
                self.reached(f"before the {doing}")
                connection.info["doing"] = doing

    def _commit(self, connection: Connection) -> None:
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


async def send_what_is_due(order: Order) -> None:
    killer, now = Killer(order.step, order.at), datetime.fromisoformat(order.now)
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
        if order.digests:
            await digests.work_once(app, client.for_groups.show)
            await groups.show_due(app, client.for_groups.show)
        while await reminders.deliver_due(app, client.remind):
            pass
        talking.cancel()
        await asyncio.wait({talking})


def main() -> None:
    [first] = read(sys.stdin.buffer.readline())
    asyncio.run(send_what_is_due(first))
    assert threading.active_count() == 1, "a fork takes no threads along"
    gc.freeze()
    print([0], flush=True)
    for line in sys.stdin.buffer:
        children = [_forked(order) for order in read(line)]
        print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children], flush=True)


def _forked(order: Order) -> int:
    """A process of its own that carries out the order; its id."""
    if child := os.fork():
        return child
    try:
        asyncio.run(send_what_is_due(order))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
