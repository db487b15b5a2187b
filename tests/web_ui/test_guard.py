"""What every answer carries, which names are answered to, how large a body may be, and what happens to a bug."""

from __future__ import annotations

import asyncio
import itertools
import logging
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message

from bot.app import App
from bot.web_ui import server
from bot.web_ui.frame.guard import SMALL_BODY_BYTES, BodyLimit, host_name, known_hosts
from tests.web_ui.conftest import AS_BROWSER, HOME, Browser, Connect

PAGES = (
    "/",
    "/history",
    "/settings",
    "/sign-in?key=x",
    "/nowhere",
    "/notes/999",
    "/api/v1/notes",
    "/healthz",
)


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_is_guarded(browser: Browser, anyone: httpx.AsyncClient, path: str) -> None:
    for client in (browser.client, anyone):
        headers = (await client.get(path, headers=AS_BROWSER)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


async def test_pages_load_nothing_from_elsewhere_and_nothing_inline(browser: Browser) -> None:
    for path in PAGES[:5]:
        page = (await browser.get(path)).text
        assert "style=" not in page
        assert "onclick" not in page
        assert "http://" not in page
        assert "https://" not in page
        assert (
            page.count("<script") == len(re.findall('<script type="module"[^>]* src="/static/', page)) + 1
        )  # and the words


async def test_static_files_are_kept_for_good(browser: Browser, anyone: httpx.AsyncClient) -> None:
    page = (await browser.get("/")).text
    script = page.partition('type="module" src="')[2].partition('"')[0]
    file = await anyone.get(script)
    assert file.headers["cache-control"].endswith("immutable")
    assert file.headers["content-type"].startswith("text/javascript")
    older = await anyone.get("/static/0123456789ab/page.js")
    assert older.status_code == 200
    assert older.headers["cache-control"] == "no-cache"
    for wrong in (
        "/static/../server.py",
        "/static/x/..%2f..%2fserver.py",
        "/static/x/%2e%2e/server.py",
        "/static/",
    ):
        assert (await anyone.get(wrong)).status_code == 404


async def test_own_names_are_answered_to(anyone: httpx.AsyncClient) -> None:
    for host in ["localhost", "localhost:9", "127.0.0.1:8321", "[::1]:8321", "10.1.2.3", "LOCALHOST"]:
        assert (await anyone.get("/healthz", headers={"Host": host})).status_code == 200, host


async def test_foreign_names_are_not(browser: Browser) -> None:
    foreign = ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "[", "a:b:c", "@"]
    for host, path in itertools.product(foreign, ("/healthz", "/api/v1/notes", "/")):
        answer = await browser.client.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert answer.json()["error"]["code"] == "unknown_host"


def test_names_may_be_added(app: App) -> None:
    more = {
        "web_hosts": ("pith.lan", "fd00::1"),
        "public_url": "https://pith.example:444",
        "web_host": "0.0.0.0",
    }
    known = known_hosts(app.settings.model_copy(update=more))
    assert {"pith.lan", "fd00::1", "pith.example", "0.0.0.0", "localhost"} <= known
    assert host_name("Pith.Example:444") == "pith.example"


async def test_a_large_body_is_refused_before_it_is_read(program: httpx.AsyncClient) -> None:
    sent = 0

    part = b" " * 2**20

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += len(part)
            yield part
            await asyncio.sleep(0)  # as a wire does, it lets others have their turn

    for path, limit in (("/api/v1/condense", 51 * 2**20), ("/api/v1/tokens", SMALL_BODY_BYTES)):
        sent = 0
        answer = await program.post(path, content=endless(), headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == "too_large"
        assert sent <= limit + 2**21
    declared = {"Content-Length": str(10**12), "Content-Type": "application/json"}
    answer = await program.post("/api/v1/condense", content=b"{}", headers=declared)
    assert answer.status_code == 413


async def test_a_body_that_stops_coming_is_not_waited_for(app: App, site: FastAPI, browser: Browser) -> None:
    async def stalled() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    impatient = BodyLimit(site, app.settings.max_file_bytes, patience_s=0.05)
    wire = httpx.ASGITransport(impatient)
    async with httpx.AsyncClient(transport=wire, base_url=HOME, cookies=browser.client.cookies) as client:
        for path in ("/api/v1/condense", "/api/v1/jobs", "/api/v1/tokens"):
            answer = await client.post(path, content=stalled(), headers={"X-Pith-CSRF": browser.csrf})
            assert answer.status_code == 408, path
            assert answer.json()["error"]["code"] == "too_slow"


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
async def test_leaving_halfway_is_no_bug(site: FastAPI, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    pieces = iter(
        ({"type": "http.request", "body": b"--x\r\n", "more_body": True}, {"type": "http.disconnect"})
    )
    sent: list[Message] = []

    async def receive() -> Message:
        return next(pieces)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", kind.encode())]
    scope = {"type": "http", "method": "POST", "path": "/sign-in", "headers": headers, "query_string": b""}
    await site(scope, receive, send)
    assert sent[0]["status"] == 408
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nowhere", 404, "not_found"),
        ("PUT", "/api/v1/notes", 405, "method_not_allowed"),
        ("GET", "/api/v1/condense", 405, "method_not_allowed"),
        ("GET", "/api/v1/notes?limit=0", 422, "invalid"),
        ("GET", "/api/v1/notes/77", 404, "not_found"),
        ("DELETE", "/api/v1/jobs/none", 404, "not_found"),
        ("DELETE", "/api/v1/jobs/%00", 422, "invalid"),
    ],
)
async def test_every_error_has_one_shape(
    program: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await program.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "message"}
    assert answer.json()["error"]["code"] == code


class TestABug:
    @pytest.fixture
    def sites(self) -> dict[str, FastAPI]:
        """None built so far: this one gets a route more."""
        return {}

    async def test_a_bug_is_logged_with_the_id_that_the_person_sees(
        self, site: FastAPI, connect: Connect, caplog: pytest.LogCaptureFixture
    ) -> None:
        @site.get("/bug/{secret}")
        async def bug() -> None:
            raise RuntimeError("inner detail")

        answer = await (await connect()).get("/bug/a-feeds-own-key")
        assert answer.status_code == 500
        assert answer.json()["error"]["code"] == "internal"
        assert "inner detail" not in answer.text
        assert "content-security-policy" in answer.headers
        logged = next(record for record in caplog.records if record.levelno == logging.ERROR)
        assert logged.args
        assert str(logged.args[2]) in answer.json()["error"]["message"]
        assert "/bug/{secret} broke" in logged.message
        assert "a-feeds-own-key" not in caplog.text


async def test_health_is_open_and_honest(app: App) -> None:
    up = {"discord": True}
    site = await asyncio.to_thread(server.build, app, {"discord": lambda: up["discord"]})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url=HOME) as client:
        assert (await client.get("/healthz")).status_code == 200
        ready = await client.get("/readyz")
        assert ready.status_code == 200
        assert ready.json() == {"ready": True, "model": True, "database": True, "discord": True}
        up["discord"] = False
        assert (await client.get("/readyz")).status_code == 503
        await client.get("/api/v1/notes/12345")
        metrics = (await client.get("/metrics")).text
        assert 'route="/api/v1/notes/{note_id}"' in metrics
        assert "12345" not in metrics
        assert "pith_jobs{" in metrics
        assert "pith_model_waiting 0.0" in metrics
