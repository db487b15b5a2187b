"""A signed-in browser for each test; the server is started once a module, Chromium once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import import_module

import pytest
import pytest_asyncio
from playwright.async_api import Browser

import model
from bot.app import App
from bot.features import people
from bot.features.groups import live
from tests.e2e.browsing import CHROMIUM, Desk, chromium_running, desk_for, serving

listening = import_module("bot.web_ui.groups.listening")  # the package has a router of that name


@pytest.fixture(autouse=True)
def looked_at_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one does comes into the other's page sooner."""
    for module in (live, listening):
        monkeypatch.setattr(module, "LOOK_EVERY_S", 0.25)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pith(tmp_path_factory: pytest.TempPathFactory, extractor: model.Extractor) -> AsyncIterator[App]:
    async with serving(tmp_path_factory.mktemp("data"), extractor) as app:
        yield app


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    async with chromium_running() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def desk(pith: App, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    """A new person's browser; options of the browser come with `@pytest.mark.parametrize("desk", …, indirect=True)`."""
    person = await people.from_discord(pith, abs(hash(request.node.nodeid)) % 2**50)
    async with desk_for(pith, chromium, person, **getattr(request, "param", {})) as opened:
        yield opened
