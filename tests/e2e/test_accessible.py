"""Every page can be used by everybody: axe-core finds nothing serious, on a desktop in light and on a phone in dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.app import App
from bot.features import people
from tests.conftest import CHAPTER
from tests.e2e.browsing import Desk, desk_for
from tests.e2e.test_browser import GOOD_LAYOUT_SHIFT, PHONE, kept, layout_shift, paste
from tests.e2e.test_review import with_cards

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
PAGES = (
    "/",
    "/history",
    "/history?query=zzz",
    "/settings",
    "/today",
    "/practice",
    "/focus",
    "/focus/picture",
    "/tasks",
)


@pytest.fixture(autouse=True)
def loop_never_blocks() -> None:
    """Lifts the guard: half a megabyte of axe-core goes through this loop, time and again."""


OPEN_ALL = """
for (const one of document.querySelectorAll("details:not(.why)")) one.open = true;
for (const one of [...document.querySelectorAll(".why")].slice(0, 1)) one.open = true; // each asks the model
"""
LOOKS = {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable", "meta-viewport"]}


async def fits_everybody(page: Page, rules: dict[str, Any] | None = None) -> None:
    """No serious finding of axe-core, and nothing to scroll sideways for. `rules`: only some of its rules."""
    found = await Axe().run(page, options=rules)
    grave = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not grave, (page.url, [(v["id"], v["nodes"][0]["html"]) for v in grave])
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize(
    ("scheme", "screen", "rules"),
    [
        ("light", {}, None),
        ("dark", PHONE, LOOKS),
    ],  # the same page: on a phone in the dark it only looks otherwise
    ids=["desktop", "phone"],
)
async def test_every_page_is_accessible_and_fits(
    pith: App, chromium: Browser, scheme: str, screen: dict[str, object], rules: dict[str, Any] | None
) -> None:
    person = await people.from_discord(pith, 9)
    async with desk_for(pith, chromium, person, color_scheme=scheme, **screen) as desk:
        note_id = await kept(desk)
        page = await desk.open("/")
        if not await page.locator(".card.note").count():
            await paste(page, CHAPTER)
        for path in (*PAGES, f"/notes/{note_id}"):
            await page.goto(desk.url + path)
            assert await layout_shift(page) <= GOOD_LAYOUT_SHIFT, path
            await page.evaluate(OPEN_ALL)
            await fits_everybody(page, rules)
        await desk.context.clear_cookies()
        for path in ("/", "/sign-in?key=x"):
            await page.goto(desk.url + path)
            await fits_everybody(page, rules)
        desk.complaints.clear()  # the browser logs the 401 and the 410


@pytest.mark.parametrize(
    ("desk", "rules"),
    [({}, None), (PHONE | {"color_scheme": "dark"}, LOOKS)],
    ids=["desktop", "phone"],
    indirect=["desk"],
)
async def test_a_review_is_usable_by_all(desk: Desk, rules: dict[str, Any] | None) -> None:
    await with_cards(desk)
    page = await desk.open("/review")
    await fits_everybody(page, rules)
    await page.get_by_role("button", name="Show the answer").click()
    await expect(page.locator("#answer")).to_be_visible()
    await fits_everybody(page, rules)
    assert await layout_shift(page) <= GOOD_LAYOUT_SHIFT
    await page.get_by_role("button", name="Good").click()
    await expect(page.get_by_text("Done today: 1")).to_be_visible()
    await page.goto(f"{desk.url}/cards")
    await fits_everybody(page, rules)
