"""Two people in one circle: what one shares, votes on or takes back comes into the other's page by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from bot.app import App
from bot.features import people, practice
from tests.e2e.browsing import desk_for
from tests.e2e.test_accessible import DARK_PHONE, OPEN_ALL, fits_everybody
from tests.e2e.test_browser import kept

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


# Headless, a page is never hidden; and the driver switches off the cache in which a page waits to be come back to.
SEEN = """
Object.defineProperty(document, "hidden", {{ value: {is_hidden}, configurable: true }});
document.dispatchEvent(new Event("visibilitychange"));
"""
IS_HIDDEN, LOOKED_AT = SEEN.format(is_hidden="true"), SEEN.format(is_hidden="false")
LEFT = 'dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))'
COME_BACK_TO = 'dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))'


@pytest.fixture(autouse=True)
def loop_never_blocks() -> None:
    """Lifts the guard: half a megabyte of axe-core goes through this loop."""


@asynccontextmanager
async def not_listening(page: Page, begins: str, ends: str) -> AsyncIterator[None]:
    """From when it has hung up until it may listen again."""
    async with page.expect_event("requestfailed", lambda asked: "/events?" in asked.url):
        await page.evaluate(begins)
    yield
    await page.evaluate(ends)


async def test_two_people_share_and_take_back(pith: App, chromium: Browser) -> None:
    ada, bo = [await people.from_discord(pith, number) for number in (801, 802)]
    async with (
        desk_for(pith, chromium, ada, **DARK_PHONE) as phone,
        desk_for(pith, chromium, bo) as desktop,
    ):
        page = await phone.open("/groups")
        await page.get_by_label("What the group is called").fill("Biology")
        await page.get_by_label("What its members call you").fill("Ada")
        await page.get_by_role("button", name="Make the circle").click()
        await page.get_by_text("Members: 1").click()
        await page.get_by_role("button", name="Make an invitation").click()
        link = await page.get_by_label("Whoever has this link can join.").input_value()
        address = page.url.removesuffix("/invite")
        await page.goto(address)
        other = await desktop.open(link.removeprefix(desktop.url))
        await other.get_by_label("What its members call you").fill("Bo")
        await other.get_by_role("button", name="Join").click()
        await expect(other.get_by_role("heading", name="Biology")).to_be_visible()
        note_id = await kept(desktop)
        await other.goto(f"{desktop.url}/notes/{note_id}")
        await other.get_by_role("link", name="Share", exact=True).click()
        await other.locator("input[name=highlight]").first.check()
        await other.get_by_role("button", name="See how it will look").click()
        await expect(other.get_by_text("Nothing is shared yet.")).to_be_visible()
        await expect(page.locator(".post")).to_have_count(0)
        await other.get_by_role("button", name="Share with my name").click()
        await expect(page.get_by_text("Shared by Bo")).to_be_visible()
        one = await practice.propose(pith, bo, int(address.rpartition("/")[2]), int(note_id))
        await practice.show_to_group(pith, bo, one.id)
        await expect(page.get_by_text("to be marked")).to_be_visible()
        await page.goto(f"{phone.url}/practice/together/{one.id}")
        await page.get_by_role("checkbox").first.check()
        await practice.choose(pith, bo, one.id, [1])
        await expect(page.get_by_text("Who has marked it: 1")).to_be_visible()
        await expect(page.get_by_role("checkbox").first).to_be_checked()
        await practice.reveal(pith, bo, one.id)
        await expect(page.get_by_text("the model", exact=True).first).to_be_visible()
        await page.goto(address)
        await page.evaluate(OPEN_ALL)
        await page.get_by_role("button", name="Begin it for the group").click()
        await other.get_by_role("button", name="Join", exact=True).click()
        await expect(page.locator("#focus-in")).to_have_text("In it: Ada · Bo")
        await page.evaluate(OPEN_ALL)
        await fits_everybody(page)
        async with not_listening(other, IS_HIDDEN, LOOKED_AT):
            await page.get_by_role("button", name="Useful").click()
            await expect(page.get_by_role("button", name="Useful")).to_have_attribute("aria-pressed", "true")
            await expect(other.get_by_text("▲ 0 ▼ 0")).to_be_visible()
        await expect(other.get_by_text("▲ 1 ▼ 0")).to_be_visible()
        await other.get_by_role("button", name="Leave", exact=True).click()
        await expect(page.locator("#focus-in")).to_have_text("In it: Ada")
        await page.get_by_role("button", name="Stop for all").click()
        await expect(other.get_by_text("Begin it for the group")).to_be_attached()
        await page.get_by_text("Ask the author").click()
        await page.get_by_label("Only the author reads it").fill("Which")
        await other.get_by_role("button", name="Withdraw").press("Enter")
        await expect(other.get_by_text("Nobody shares anything yet.")).to_be_visible()
        await expect(page.get_by_label("Only the author reads it")).to_have_value("Which")
        await page.get_by_label("Only the author reads it").fill("")
        await page.get_by_role("combobox").focus()
        await expect(page.locator(".post")).to_have_count(0)
        await other.goto(f"{desktop.url}/notes/{note_id}/share")
        await fits_everybody(other)
        await other.goto(address)
        await other.get_by_text("You in this group").click()
        async with not_listening(page, LEFT, COME_BACK_TO):
            await other.get_by_role("button", name="Leave the group").click()
            await expect(other.get_by_role("heading", name="Groups")).to_be_visible()
            await expect(page.get_by_text("2 in it, you as Ada")).to_be_visible()
        await expect(page.get_by_text("1 in it, you as Ada")).to_be_visible()
        await expect(page.get_by_text("Members: 1")).to_be_visible()
