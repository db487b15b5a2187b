"""A person's webhook hears of every change of their tasks: signed, in order, until it is taken, and nowhere else."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.errors import Busy, Invalid, NotFound
from bot.features import address, condense, history, tasks
from bot.features.address import is_public, make_ready
from bot.features.condense import Pasted, Request
from bot.features.note import Note
from bot.features.people import Person
from bot.features.tasks import events, telling
from bot.settings import Settings
from model import Budget
from tests.conftest import Clock

TEXT = "Please hand in the essay by 20 March. Please send the slides by Friday at 3 pm."


class Tool:
    """Stands where a project tool is: takes requests over HTTP, and answers with `status`."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.address = ""
        self.silent = False
        self._news = asyncio.Condition()

    async def hears(self, count: int) -> None:
        """Waits for so many requests."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.heard) >= count)

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        request, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        assert request == "POST /hook?team=7 HTTP/1.1"
        self.heard.append((headers, await reader.readexactly(int(headers["content-length"]))))
        async with self._news:
            self._news.notify_all()
        if self.silent:
            await reader.read()
        else:
            answer = f"HTTP/1.1 {self.status} x\r\nContent-Length: 0\r\nLocation: http://10.0.0.1/\r\n\r\n"
            writer.write(answer.encode())
            await writer.drain()
        writer.close()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.heard]

    @property
    def told(self) -> list[str]:
        return [event["type"] for event in self.events]


@pytest.fixture
async def tool() -> AsyncIterator[Tool]:
    tool = Tool()
    async with await asyncio.start_server(tool.listen, "127.0.0.1", 0) as server:
        tool.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield tool


@pytest.fixture
def settings(tmp_path: Path, tool: Tool) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data", web_port=0, webhook_hosts=(tool.address,))


@pytest.fixture(scope="session")
def tls() -> ssl.SSLContext:
    return make_ready()


@pytest.fixture
async def note(app: App, ada: Person) -> Note:
    return await condense.condense(app, ada, Pasted(TEXT), Request(Budget(sentences=5)))


async def set_up(app: App, person: Person, tool: Tool) -> str:
    return await tasks.set_hook(app, person, f"http://{tool.address}/hook?team=7")


async def settled(app: App, tls: ssl.SSLContext) -> None:
    """Everything that can be told now is."""
    while await tasks.tell_due(app, tls):
        pass


async def test_every_change_is_told_in_order_and_signed(
    app: App, ada: Person, bo: Person, note: Note, tool: Tool, tls: ssl.SSLContext, clock: Clock
) -> None:
    secret = await set_up(app, ada, tool)
    essay, slides = await tasks.confirm(app, ada, note.id or 0, [0, 1])
    await tasks.confirm(app, ada, note.id or 0, [0, 1])
    await tasks.set_due(app, ada, essay.id, date(2026, 3, 21))
    await tasks.snooze(app, ada, essay.id, None)
    await tasks.done(app, ada, slides.id)
    await tasks.done(app, ada, slides.id, is_done=False)
    await settled(app, tls)
    assert tool.told == [
        "ping", "task.created", "task.created", "task.changed", "task.done", "task.reopened",
    ]  # fmt: skip
    await tasks.delete(app, ada, slides.id)
    await history.delete_note(app, ada, note.id or 0)
    theirs = await condense.condense(app, bo, Pasted(TEXT), Request(Budget(sentences=5)))
    await tasks.confirm(app, bo, theirs.id or 0, [0])
    await settled(app, tls)
    assert tool.told[6:] == ["task.deleted", "task.deleted"]
    assert [event["task"] for event in tool.events[6:]] == [{"uid": slides.uid}, {"uid": essay.uid}]
    changed = tool.events[3]["task"]
    assert (changed["uid"], changed["due_date"], changed["changes"]) == (essay.uid, "2026-03-21", 1)
    assert (changed["sentence"], changed["title"]) == ("Please hand in the essay by 20 March.", note.title)
    for headers, body in tool.heard:
        fields = dict(part.split("=") for part in headers["pith-signature"].split(","))
        assert fields["t"] == str(int(clock.now.timestamp()))
        signed = hmac.new(secret.encode(), fields["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
        assert fields["v1"] == signed
        assert headers["host"] == tool.address
        assert headers["pith-event"] == json.loads(body)["id"]
    assert len({event["id"] for event in tool.events}) == 8
    hook = await tasks.get_hook(app, ada)
    assert hook
    assert (hook.waiting, str(hook.words())) == (0, "It works.")


async def test_what_is_not_taken_comes_again_with_growing_pauses(
    app: App, ada: Person, note: Note, tool: Tool, tls: ssl.SSLContext, clock: Clock
) -> None:
    await set_up(app, ada, tool)
    tool.status = 302  # no redirect is followed
    pauses = []
    for _ in range(4):
        await settled(app, tls)
        asked, began = len(tool.heard), clock.now
        while len(tool.heard) == asked:
            clock.advance(seconds=30)
            await settled(app, tls)
        pauses.append((clock.now - began).total_seconds())
    assert pauses == [30, 120, 600, 3600]
    assert len({event["id"] for event in tool.events}) == 1
    hook = await tasks.get_hook(app, ada)
    assert hook
    assert str(hook.words()) == "Not taken so far (HTTP 302): 1 waiting. It is tried again by itself."
    await tasks.confirm(app, ada, note.id or 0, [0])
    tool.heard.clear()
    tool.status = 200
    await settled(app, tls)
    assert tool.told == [], "the pause is not over"
    clock.advance(hours=3)
    await settled(app, tls)
    assert tool.told == ["ping", "task.created"]


async def test_after_days_it_stops_says_so_once_and_goes_on_when_asked(
    app: App, ada: Person, note: Note, tool: Tool, tls: ssl.SSLContext, clock: Clock
) -> None:
    await set_up(app, ada, tool)
    tool.status = 500
    for _ in range(3 * 4 + 4):
        assert await tasks.take_trouble(app, ada) is None
        await settled(app, tls)
        clock.advance(hours=6)
        if (hook := await tasks.get_hook(app, ada)) and not hook.is_on:
            break
    assert hook
    assert not hook.is_on
    assert hook.words() == await tasks.take_trouble(app, ada)
    assert await tasks.take_trouble(app, ada) is None, "told once"
    asked = len(tool.heard)
    await tasks.confirm(app, ada, note.id or 0, [0, 1])
    clock.advance(days=9)
    await settled(app, tls)
    assert len(tool.heard) == asked
    tool.status = 200
    tool.heard.clear()
    await tasks.resume_hook(app, ada)
    await settled(app, tls)
    assert tool.told == ["ping", "task.created", "task.created"], "nothing is lost"


async def test_what_waits_is_limited_and_goes_with_its_task(
    app: App, ada: Person, note: Note, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_up(app, ada, tool)
    essay, slides = await tasks.confirm(app, ada, note.id or 0, [0, 1])
    await tasks.done(app, ada, slides.id)
    await tasks.delete(app, ada, slides.id)
    waiting = (await tasks.export(app, ada))["webhook"]["waiting"]
    assert [(event["type"], event["task"] and event["task"]["uid"]) for event in waiting] == [
        ("ping", None), ("task.created", essay.uid), ("task.deleted", slides.uid),
    ]  # fmt: skip
    monkeypatch.setattr(events, "MOST_WAITING", 2)
    await tasks.done(app, ada, essay.id)
    waiting = (await tasks.export(app, ada))["webhook"]["waiting"]
    assert [event["type"] for event in waiting] == ["task.deleted", "task.done"]
    await history.retitle(app, ada, note.id or 0, "A secret title")
    again = await condense.condense(app, ada, Pasted(TEXT), Request(Budget(sentences=5)))
    await tasks.done(app, ada, essay.id, is_done=False)
    await history.delete_note(app, ada, note.id or 0)
    waiting = (await tasks.export(app, ada))["webhook"]["waiting"]
    assert [(event["type"], event["task"]["title"]) for event in waiting] == [
        ("task.reopened", again.title), ("task.changed", again.title),
    ]  # fmt: skip
    await history.delete_note(app, ada, again.id or 0)
    assert "essay" not in str(await tasks.export(app, ada))


async def test_a_stop_while_it_is_sent_repeats_it_under_its_id(
    app: App, ada: Person, note: Note, tool: Tool, tls: ssl.SSLContext, clock: Clock
) -> None:
    await set_up(app, ada, tool)
    tool.silent = True
    sending = asyncio.create_task(tasks.tell_due(app, tls))
    async with asyncio.timeout(10):
        while not tool.heard:
            await asyncio.sleep(0.01)
    sending.cancel()
    await asyncio.wait({sending})
    tool.silent = False
    await settled(app, tls)
    assert len(tool.heard) == 1, "the lease is still held"
    clock.advance(seconds=61)
    await settled(app, tls)
    first, second = tool.events
    assert first["id"] == second["id"]
    hook = await tasks.get_hook(app, ada)
    assert hook
    assert hook.waiting == 0
    tool.heard.clear()
    await tasks.confirm(app, ada, note.id or 0, [0, 1])
    await asyncio.gather(*(settled(app, tls) for _ in range(3)))
    assert tool.told == ["task.created", "task.created"], "several processes tell it once"


async def test_who_waited_longest_is_told_first(
    app: App,
    ada: Person,
    bo: Person,
    note: Note,
    tool: Tool,
    tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "SENDING_AT_ONCE", 1)
    await set_up(app, ada, tool)
    essay, _ = await tasks.confirm(app, ada, note.id or 0, [0, 1])
    await tasks.done(app, ada, essay.id)
    await set_up(app, bo, tool)
    await settled(app, tls)
    assert tool.told == ["ping", "task.created", "task.created", "ping", "task.done"]


async def test_one_that_does_not_answer_holds_up_nobody_else(
    app: App, ada: Person, bo: Person, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "POLL_S", 0.01)
    slow = Tool()
    async with await asyncio.start_server(slow.listen, "127.0.0.1", 0) as server:
        slow.silent, slow.address = True, f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        trusting = replace(
            app, settings=app.settings.model_copy(update={"webhook_hosts": (tool.address, slow.address)})
        )
        for person, theirs in ((ada, slow), (bo, tool)):
            await set_up(trusting, person, theirs)
        hers = await condense.condense(app, ada, Pasted("请在3月20日前提交报告。"))
        his = await condense.condense(app, bo, Pasted("请在3月20日前提交报告。"))
        working = asyncio.create_task(tasks.work(trusting))
        async with asyncio.timeout(address.SEND_S / 2):
            await tasks.confirm(app, ada, hers.id or 0, [0])
            await slow.hears(1)
            (report,) = await tasks.confirm(app, bo, his.id or 0, [0])
            await tool.hears(2)
            await tasks.done(app, bo, report.id)
            await tool.hears(3)
        working.cancel()
        await asyncio.wait({working})
    assert tool.told == ["ping", "task.created", "task.done"]


async def test_it_never_reaches_into_the_house(
    app: App, ada: Person, bo: Person, note: Note, tool: Tool, tls: ssl.SSLContext
) -> None:
    for url in (
        "", "hook", "ftp://example.org/x", "https://", "https://a b.org/", "https://[::1", "https://8.8.8.8:99999/",
        "https://ada:secret@8.8.8.8/", "http://8.8.8.8/", f"https://8.8.8.8/{'x' * 600}", "https://8.8.8.8/\n",
        "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0.0.0.0/", "https://localhost/",
        "https://10.0.0.1/", "https://192.168.1.1/", "https://172.16.0.1/", "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/", "https://[::1]/", "https://[fd00::1]/", "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://224.0.0.1/",
        "https://no-such-host.invalid/", "https://a..b/",
    ):  # fmt: skip
        with pytest.raises(Invalid):
            await tasks.set_hook(app, ada, url.replace("\n", "\x00"))
    assert await tasks.get_hook(app, ada) is None
    assert is_public("8.8.8.8")
    assert is_public("2606:4700::1111")
    await set_up(app, ada, tool)
    untrusting = replace(app, settings=app.settings.model_copy(update={"webhook_hosts": ()}))
    await settled(untrusting, tls)
    assert tool.heard == [], "the address is judged again whenever something is sent"
    hook = await tasks.get_hook(app, ada)
    assert hook
    assert hook.failure == "address"

    with pytest.raises(NotFound):
        await tasks.resume_hook(app, bo)
    first = await set_up(app, ada, tool)
    assert await set_up(app, ada, tool) != first
    one, other = await asyncio.gather(set_up(app, ada, tool), set_up(app, ada, tool), return_exceptions=True)
    assert isinstance(one, str)
    assert isinstance(other, Busy), "one address of a person is looked up at a time"
    assert await tasks.get_hook(app, bo) is None
    kept = await tasks.export(app, ada)
    assert first not in json.dumps(kept)
    assert [event["type"] for event in kept["webhook"]["waiting"]] == ["ping"] * 4
    await tasks.drop_hook(app, ada)
    await tasks.confirm(app, ada, note.id or 0, [0])
    await settled(app, tls)
    assert tool.heard == []
    assert await tasks.get_hook(app, ada) is None
