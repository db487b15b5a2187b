"""A person's first days with Pith in the browser, from an empty database, on the hand-moved clock: a chapter condensed,
three sentences starred, the next morning's reminder and its notification, a review, a round, a focus session, their
week, a deadline in the calendar, the cards in Anki's hands, and everything turned off again with one press."""

from __future__ import annotations

import asyncio
import hashlib
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

import model
from bot.features import people, reminders
from bot.features.address import make_ready
from bot.features.reminders import push
from tests.conftest import CHAPTER, Clock
from tests.e2e.browsing import WHOLE_CHROMIUM, Desk, chromium_running, desk_for, serving
from tests.e2e.pushing import ask_to_be_notified, is_renewed, press_it, sees
from tests.e2e.test_browser import paste
from tests.fakes.push_service import push_service

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def taken(page: Page, name: str, to: Path) -> Path:
    async with page.expect_download() as coming:
        await page.get_by_role("link", name=name).click()
    await (await coming.value).save_as(to)
    return to


async def received(*_: object) -> str:
    return "1"


async def open_note(desk: Desk, page: Page, words: str) -> None:
    await page.goto(f"{desk.url}/")
    await page.locator(".card.note").filter(has_text=words).locator(".title a").click()


async def condense_and_star(desk: Desk, page: Page) -> None:
    await paste(page, CHAPTER)
    await paste(page, "Please send the lab report by Friday.")
    await expect(page.locator(".card.note")).to_have_count(2)
    await open_note(desk, page, "Calvin")
    stars = page.locator(".highlights .mark-it[data-verdict=star]")
    for line in range(3):
        await stars.nth(line).click()
        await expect(stars.nth(line)).to_have_attribute("aria-pressed", "true")


async def ask_for_a_reminder_at_eight(desk: Desk, page: Page) -> None:
    await page.goto(f"{desk.url}/settings")
    await page.get_by_label("Remind me").check()
    await page.locator("#reminder-at").fill("08:00")
    await page.locator("form[action^='/reminder#'] .primary").click()
    await expect(page.locator(".notice").filter(has_text="Europe/Paris")).to_contain_text("08:00")


async def review_what_the_reminder_brings(desk: Desk, page: Page) -> None:
    await page.goto(f"{desk.url}/today")
    delivery = page.get_by_role("region", name="Today's focus")
    await expect(delivery).to_have_count(1)
    await expect(delivery).to_contain_text("by Friday")
    await delivery.get_by_role("link", name="Cards to review now: 3").click()
    for done in (1, 2, 3):
        await page.get_by_role("button", name="Show the answer").click()
        await page.get_by_role("button", name="Good").click()
        await expect(page.get_by_text(f"Done today: {done}")).to_be_visible()


async def begin_a_round(desk: Desk, page: Page) -> None:
    await page.goto(f"{desk.url}/today")
    await press(page, "A practice round")
    await page.wait_for_url("**/practice/*")
    await page.goto(f"{desk.url}/practice")
    await expect(page.get_by_role("link", name="Go on with your open round")).to_be_visible()


async def focus_and_see_the_week(desk: Desk, page: Page, clock: Clock) -> None:
    await page.goto(f"{desk.url}/today")
    await press(page, "Start focus")
    await page.wait_for_url("**/focus")
    clock.advance(minutes=25)
    await page.goto(f"{desk.url}/focus")
    await page.locator("input[name=attention][value='4']").check()
    await page.locator("input[name=mood][value='4']").check()
    await press(page, "Keep")
    await expect(page.locator("#week")).to_contain_text("25")
    await page.goto(f"{desk.url}/focus/picture?span=week")
    chart = page.locator("img.chart").first
    assert await chart.evaluate("each => each.decode().then(() => each.naturalWidth)")


async def take_a_deadline_and_the_cards_away(desk: Desk, page: Page, folder: Path) -> None:
    await open_note(desk, page, "lab report")
    await page.get_by_role("link", name="To tasks").click()
    await press(page, "Add to my tasks")
    await expect(page.get_by_role("button", name="Add to my tasks")).to_have_count(0)
    await page.goto(f"{desk.url}/tasks")
    await page.get_by_text("Export").click()
    calendar = await taken(page, "calendar", folder / "tasks.ics")
    assert "DUE;VALUE=DATE:20260306" in calendar.read_text()
    await page.goto(f"{desk.url}/cards")
    await page.get_by_text("Anki", exact=True).click()
    deck = await taken(page, "Export to Anki", folder / "cards.apkg")
    assert "collection.anki2" in zipfile.ZipFile(deck).namelist()


async def turn_it_off(desk: Desk, page: Page) -> None:
    await page.goto(f"{desk.url}/today")
    await press(page, "Stop reminders")
    await expect(page.get_by_role("button", name="Stop reminders")).to_have_count(0)


@pytest.mark.skipif(WHOLE_CHROMIUM is None, reason="no Chromium that notifies: apt-get install chromium")
async def test_the_first_days(extractor: model.Extractor, clock: Clock, tmp_path: Path) -> None:
    async with (
        chromium_running(WHOLE_CHROMIUM) as chromium,
        push_service(clock) as service,
        serving(tmp_path / "data", extractor, clock=clock, webhook_hosts=(service.address,)) as app,
    ):
        person = await people.from_discord(app, 7)
        allowed = {"timezone_id": "Europe/Paris", "permissions": ["notifications"]}
        async with desk_for(app, chromium, person, **allowed) as desk:
            page = await desk.open("/")
            await condense_and_star(desk, page)
            await ask_for_a_reminder_at_eight(desk, page)
            await ask_to_be_notified(page, service)
            clock.advance(hours=22, minutes=5)  # Tuesday, five past eight in Paris
            await reminders.deliver_due(app, received)
            await push.push_due(app, await asyncio.to_thread(make_ready))
            ((title, text, _, _),) = await sees(desk, page, service)
            assert (title, text) == ("Today's focus", "cards to review: 3 · deadlines this week: 1")
            await page.goto(f"{desk.url}/today")
            await press_it(page)
            await is_renewed(page, service)
            (browser,) = await push.listed(app, person)
            assert browser.id == hashlib.sha256(service.endpoint.replace("/7", "/8").encode()).hexdigest()
            await review_what_the_reminder_brings(desk, page)
            await begin_a_round(desk, page)
            await focus_and_see_the_week(desk, page, clock)
            await take_a_deadline_and_the_cards_away(desk, page, tmp_path)
            await turn_it_off(desk, page)
            assert await push.listed(app, person) == []
            clock.now += timedelta(days=2)
            await reminders.deliver_due(app, received)
            await page.goto(f"{desk.url}/today")
            await expect(page.get_by_role("region", name="Today's focus")).to_have_count(1)
