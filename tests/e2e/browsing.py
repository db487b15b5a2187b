"""A real server on loopback and a real Chromium, shared by many tests; a page fails its test for what it logs."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from pydantic import SecretStr

import model
from bot.app import App, now, open_app
from bot.features import jobs, people
from bot.features.people import Person
from bot.settings import Settings
from bot.web_ui import server
from tests.fakes.push_service import SUBJECT, VAPID_KEY

WHOLE_CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# The same engine without windows and notifications: a third less computing.
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE_CHROMIUM
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--in-process-gpu",  # with the next, an eighth less computing: fewer processes
    "--renderer-process-limit=1",
]
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
WATCH_LAYOUT = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries().filter((each) => !each.hadRecentInput)) {
    window.shifts.push([entry.value, entry.sources.map((each) => (each.node?.outerHTML ?? "").slice(0, 80))]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


class _Server(uvicorn.Server):
    """uvicorn as a task: signals stay pytest's."""

    @asynccontextmanager
    async def running(self, listening: socket.socket) -> AsyncIterator[None]:
        task = asyncio.create_task(self.serve([listening]))
        while not self.started:
            await asyncio.sleep(0.01)
        try:
            yield
        finally:  # else it goes on with a socket that is closed, and the next server with that number hears nothing
            self.should_exit = True
            await task

    def install_signal_handlers(self) -> None:
        pass


@asynccontextmanager
async def serving(
    folder: Path,
    extractor: model.Extractor,
    *,
    at_work: bool = True,
    clock: Callable[[], datetime] = now,
    **more: Any,
) -> AsyncIterator[App]:
    """The program with its browser face, and its jobs worked on unless not `at_work`, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = Settings(
            _env_file=None,
            data_dir=folder,
            web_port=listening.getsockname()[1],
            vapid_private_key=SecretStr(VAPID_KEY),
            vapid_subject=SUBJECT,
            **more,
        )
        async with open_app(settings, extractor=extractor, clock=clock) as app:
            site = await asyncio.to_thread(server.build, app, {})
            tasks = {asyncio.create_task(jobs.work(app))} if at_work else set()
            try:
                async with _Server(uvicorn.Config(site, log_config=None, access_log=False)).running(
                    listening
                ):
                    yield app
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def chromium_running(path: str | None = CHROMIUM) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@dataclass
class Desk:
    """A person's browser: pages opened from it complain of every error that they log."""

    app: App
    person: Person
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.app.settings.base_url

    async def open(self, path: str = "/") -> Page:
        page = await self._page()
        if not await self.context.cookies():
            link = await people.make_sign_in_link(self.app, self.person, self.url)
            shown = await (await self.context.request.get(link)).text()
            door = re.search(r'name="door" value="([^"]+)"', shown)
            form = {"key": link.partition("key=")[2], "door": door[1] if door else ""}
            await self.context.request.post(f"{self.url}/sign-in", form=form, max_redirects=0)
        await page.goto(self.url + path)
        return page

    async def open_link(self, link: str) -> Page:
        """Opens a link that they were given, such as one that signs in."""
        page = await self._page()
        await page.goto(link, wait_until="commit")
        return page

    async def _page(self) -> Page:
        page = await self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        return page

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@asynccontextmanager
async def desk_for(app: App, chromium: Browser, person: Person, **options: Any) -> AsyncIterator[Desk]:
    context = await chromium.new_context(**{"reduced_motion": "reduce", "locale": "en-GB"} | options)
    await context.add_init_script(WATCH_LAYOUT)
    desk = Desk(app, person, context)
    try:
        yield desk
    finally:
        await context.close()  # also after a failure: the server waits for whoever listens
    assert desk.complaints == [], "\n".join(desk.complaints)
