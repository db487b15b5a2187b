"""The browser face over the wire: the real ASGI application, spoken to as browsers and programs do."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from lxml import html

from bot.app import App
from bot.features import jobs, people
from bot.features.people import Person
from bot.web_ui import server

HOME = "http://localhost:8321"
AS_BROWSER = {"Accept": "text/html,application/xhtml+xml"}
Connect = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest.fixture(scope="session")
def sites() -> dict[str, FastAPI]:
    """The sites built so far, by their settings: to describe all routes takes longer than most tests."""
    return {}


@pytest.fixture
async def site(app: App, sites: dict[str, FastAPI]) -> FastAPI:
    settings = app.settings.model_dump_json(exclude={"data_dir"})
    if settings not in sites:
        sites[settings] = await asyncio.to_thread(server.build, app, {})
    await asyncio.to_thread(server.stand_on, sites[settings], app)
    return sites[settings]


@pytest.fixture
async def connect(site: FastAPI) -> AsyncIterator[Connect]:
    """Makes clients of the site; each keeps its own cookies."""
    async with AsyncExitStack() as open_clients:

        async def one(**headers: str) -> httpx.AsyncClient:
            wire = httpx.ASGITransport(site, raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=wire, base_url=HOME, headers=headers, timeout=60)
            return await open_clients.enter_async_context(client)

        yield one


@pytest.fixture
async def anyone(connect: Connect) -> httpx.AsyncClient:
    """A client that nobody is signed in with."""
    return await connect()


async def program_of(app: App, connect: Connect, person: Person) -> httpx.AsyncClient:
    token = await people.make_token(app, person, "test")
    return await connect(Authorization=f"Bearer {token}")


@pytest.fixture
async def program(app: App, connect: Connect, ada: Person) -> httpx.AsyncClient:
    """Ada's program, with a bearer token."""
    return await program_of(app, connect, ada)


@pytest.fixture
async def program_of_bo(app: App, connect: Connect, bo: Person) -> httpx.AsyncClient:
    return await program_of(app, connect, bo)


@dataclass(frozen=True)
class Browser:
    """A signed-in browser: a client with the cookie, and its page's token."""

    client: httpx.AsyncClient
    csrf: str

    async def post(self, path: str, **form: Any) -> httpx.Response:
        """Submits a form of one of our pages."""
        return await self.client.post(path, data={"csrf": self.csrf, **form}, headers=AS_BROWSER)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(path, headers=AS_BROWSER | headers)


async def sign_in(app: App, client: httpx.AsyncClient, person: Person) -> Browser:
    link = await people.make_sign_in_link(app, person, HOME)
    answer = await redeem(client, link.partition("key=")[2])
    assert answer.status_code == 303, answer.text
    return Browser(client, csrf_of((await client.get("/settings")).text))


async def redeem(client: httpx.AsyncClient, key: str) -> httpx.Response:
    """Opens a sign-in link and presses."""
    door = door_of((await client.get(f"/sign-in?key={key}", headers=AS_BROWSER)).text)
    return await client.post("/sign-in", data={"key": key, "door": door}, headers=AS_BROWSER)


def door_of(page: str) -> str:
    found = re.search(r'name="door" value="([^"]+)"', page)
    assert found
    return found[1]


def csrf_of(page: str) -> str:
    found = re.search(r'<meta name="csrf" content="([^"]+)">', page)
    assert found
    return found[1]


def form_of(page: str, action: str) -> dict[str, str]:
    """What a browser sends of the form that goes to `action`, as it stands there."""
    forms = html.fromstring(page).forms
    return dict(next(form for form in forms if form.action.partition("#")[0] == action).form_values())


def refused_in(page: str) -> dict[str, str]:
    """The fields of a page that were refused, each with what the page tells of it."""
    root = html.fromstring(page)
    told = {
        field: root.get_element_by_id(field.get("aria-describedby").split()[0])
        for field in root.xpath("//*[@aria-invalid='true']")
    }
    return {field.name: " ".join(words.text_content().split()) for field, words in told.items()}


@pytest.fixture
async def browser(app: App, connect: Connect, ada: Person) -> Browser:
    """Ada's browser, signed in."""
    return await sign_in(app, await connect(), ada)


@pytest.fixture
async def working(app: App) -> AsyncIterator[None]:
    """Jobs are worked on, as `__main__` sees to."""
    task = asyncio.create_task(jobs.work(app))
    yield
    task.cancel()
    await asyncio.wait({task})
