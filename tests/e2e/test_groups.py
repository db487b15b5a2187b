"""Two people in one circle: what one shares, votes on or takes back comes into the other's page by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page, expect

from bot.app import App
from bot.features import people, practice
from tests.e2e.browsing import Desk, desk_for
from tests.e2e.test_accessible import DARK_PHONE, OPEN_ALL, fits_everybody
from tests.e2e.test_browser import kept

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


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


@dataclass(frozen=True, slots=True)
class Circle:
    """Its two, and what each has before them: Ada a phone, Bo a desktop and a note."""

    phone: Desk
    desktop: Desk
    adas: Page
    bos: Page
    address: str
    note_id: int

    @property
    def id(self) -> int:
        return int(self.address.rpartition("/")[2])


async def ada_makes_it_and_invites(page: Page) -> str:
    """The link."""
    await page.get_by_label("What the group is called").fill("Biology")
    await page.get_by_label("What its members call you").fill("Ada")
    await page.get_by_role("button", name="Make the circle").click()
    await page.get_by_text("Members: 1").click()
    await page.get_by_role("button", name="Make an invitation").click()
    return await page.get_by_label("Whoever has this link can join.").input_value()


async def bo_joins(page: Page) -> None:
    await page.get_by_label("What its members call you").fill("Bo")
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_role("heading", name="Biology")).to_be_visible()


async def they_meet(phone: Desk, desktop: Desk) -> Circle:
    adas = await phone.open("/groups")
    link = await ada_makes_it_and_invites(adas)
    address = adas.url.partition("/invite")[0]
    await adas.goto(address)
    bos = await desktop.open(link.removeprefix(desktop.url))
    await bo_joins(bos)
    return Circle(phone, desktop, adas, bos, address, await kept(desktop))


async def bo_shares_once_he_has_seen_how_it_looks(circle: Circle) -> None:
    bos = circle.bos
    await bos.goto(f"{circle.desktop.url}/notes/{circle.note_id}")
    await bos.get_by_role("link", name="Share", exact=True).click()
    await bos.locator("input[name=highlight]").first.check()
    await bos.get_by_role("button", name="See how it will look").click()
    await expect(bos.get_by_text("Nothing is shared yet.")).to_be_visible()
    await expect(circle.adas.locator(".post")).to_have_count(0)
    await bos.get_by_role("button", name="Share with my name").click()
    await expect(circle.adas.get_by_text("Shared by Bo")).to_be_visible()


async def they_mark_a_passage(circle: Circle) -> None:
    pith, bo, adas = circle.desktop.app, circle.desktop.person, circle.adas
    passage = await practice.propose(pith, bo, circle.id, circle.note_id)
    await practice.show_to_group(pith, bo, passage.id)
    await expect(adas.get_by_text("to be marked")).to_be_visible()
    await adas.goto(f"{circle.phone.url}/practice/together/{passage.id}")
    await adas.get_by_role("checkbox").first.check()
    await practice.choose(pith, bo, passage.id, [1])
    await expect(adas.get_by_text("Who has marked it: 1")).to_be_visible()
    await expect(adas.get_by_role("checkbox").first).to_be_checked()
    await practice.reveal(pith, bo, passage.id)
    await expect(adas.get_by_text("the model", exact=True).first).to_be_visible()


async def they_focus(circle: Circle) -> None:
    adas, bos = circle.adas, circle.bos
    await adas.goto(circle.address)
    await adas.evaluate(OPEN_ALL)
    await adas.get_by_role("button", name="Begin it for the group").click()
    await bos.get_by_role("button", name="Join", exact=True).click()
    await expect(adas.locator("#focus-in")).to_have_text("In it: Ada · Bo")
    await adas.evaluate(OPEN_ALL)
    await fits_everybody(adas)


async def ada_votes_while_bo_looks_elsewhere(circle: Circle) -> None:
    adas, bos = circle.adas, circle.bos
    async with not_listening(bos, IS_HIDDEN, LOOKED_AT):
        await adas.get_by_role("button", name="Useful").click()
        await expect(adas.get_by_role("button", name="Useful")).to_have_attribute("aria-pressed", "true")
        await expect(bos.get_by_text("▲ 0 ▼ 0")).to_be_visible()
    await expect(bos.get_by_text("▲ 1 ▼ 0")).to_be_visible()


async def they_end_their_session(circle: Circle) -> None:
    adas, bos = circle.adas, circle.bos
    await bos.get_by_role("button", name="Leave", exact=True).click()
    await expect(adas.locator("#focus-in")).to_have_text("In it: Ada")
    await bos.get_by_role("button", name="Join", exact=True).focus()
    await adas.get_by_role("button", name="Stop for all").click()
    await expect(bos.get_by_text("Begin it for the group")).to_be_attached()
    await expect(bos.get_by_text("Focus together")).to_be_focused()  # what the keyboard was on is gone


async def bo_takes_back_while_ada_writes(circle: Circle) -> None:
    """What she writes is left alone until she is done with it."""
    adas, bos = circle.adas, circle.bos
    await adas.get_by_text("Ask the author").click()
    await adas.get_by_label("Only the author reads it").fill("Which")
    await bos.get_by_role("button", name="Withdraw").press("Enter")
    await expect(bos.get_by_text("Nobody shares anything yet.")).to_be_visible()
    await expect(adas.get_by_label("Only the author reads it")).to_have_value("Which")
    await adas.get_by_label("Only the author reads it").fill("")
    await adas.get_by_role("combobox").focus()
    await expect(adas.locator(".post")).to_have_count(0)


async def bo_leaves_while_ada_is_on_another_page(circle: Circle) -> None:
    adas, bos = circle.adas, circle.bos
    await bos.goto(circle.address)
    await bos.get_by_text("You in this group").click()
    async with not_listening(adas, LEFT, COME_BACK_TO):
        await bos.get_by_role("button", name="Leave the group").click()
        await bos.get_by_role("dialog").get_by_role("button", name="Leave the group").click()
        await expect(bos.get_by_role("heading", name="Groups")).to_be_visible()
        await expect(adas.get_by_text("2 in it, you as Ada")).to_be_visible()
    await expect(adas.get_by_text("1 in it, you as Ada")).to_be_visible()
    await expect(adas.get_by_text("Members: 1")).to_be_visible()


async def test_two_people_share_and_take_back(pith: App, chromium: Browser) -> None:
    ada, bo = [await people.from_discord(pith, number) for number in (801, 802)]
    async with (
        desk_for(pith, chromium, ada, **DARK_PHONE) as phone,
        desk_for(pith, chromium, bo) as desktop,
    ):
        circle = await they_meet(phone, desktop)
        await bo_shares_once_he_has_seen_how_it_looks(circle)
        await they_mark_a_passage(circle)
        await they_focus(circle)
        await ada_votes_while_bo_looks_elsewhere(circle)
        await they_end_their_session(circle)
        await bo_takes_back_while_ada_writes(circle)
        await circle.bos.goto(f"{desktop.url}/notes/{circle.note_id}/share")
        await fits_everybody(circle.bos)
        await bo_leaves_while_ada_is_on_another_page(circle)
