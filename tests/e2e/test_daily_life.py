"""A person's first days with Pith in the browser, from an empty database, on the hand-moved clock: a chapter condensed,
three sentences starred, the next morning's reminder, a review, a round, a focus session, their week, a deadline in the
calendar, the cards in Anki's hands, and everything turned off again with one press."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

import model
from bot.features import people, reminders
from tests.conftest import CHAPTER, Clock
from tests.e2e.browsing import desk_for, serving
from tests.e2e.test_browser import paste

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def taken(page: Page, name: str, to: Path) -> Path:
    async with page.expect_download() as coming:
        await page.get_by_role("link", name=name).click()
    await (await coming.value).save_as(to)
    return to


async def received(*_: object) -> str:
    return "1"


async def test_the_first_days(
    chromium: Browser, extractor: model.Extractor, clock: Clock, tmp_path: Path
) -> None:
    async with serving(tmp_path / "data", extractor, clock=clock) as app:
        person = await people.from_discord(app, 7)
        async with desk_for(app, chromium, person, timezone_id="Europe/Paris") as desk:
            page = await desk.open("/")
            await paste(page, CHAPTER)
            await paste(page, "Please send the lab report by Friday.")
            await expect(page.locator(".card.note")).to_have_count(2)
            await page.locator(".card.note").filter(has_text="Calvin").locator(".title a").click()
            stars = page.locator(".highlights .mark-it[data-verdict=star]")
            for line in range(3):
                await stars.nth(line).click()
                await expect(stars.nth(line)).to_have_attribute("aria-pressed", "true")

            await page.goto(f"{desk.url}/settings")
            await page.get_by_label("Remind me").check()
            await page.locator("#reminder-at").fill("08:00")
            await page.locator("form[action='/reminder'] button").click()
            await expect(page.locator(".notice").filter(has_text="Europe/Paris")).to_contain_text("08:00")

            clock.advance(hours=22, minutes=5)  # Tuesday, five past eight in Paris
            await reminders.deliver_due(app, received)
            await page.goto(f"{desk.url}/today")
            delivery = page.get_by_role("region", name="Today's focus")
            await expect(delivery).to_have_count(1)
            await expect(delivery).to_contain_text("by Friday")

            await delivery.get_by_role("link", name="Cards to review now: 3").click()
            for done in (1, 2, 3):
                await page.get_by_role("button", name="Show the answer").click()
                await page.get_by_role("button", name="Good").click()
                await expect(page.get_by_text(f"Done today: {done}")).to_be_visible()

            await page.goto(f"{desk.url}/today")
            await press(page, "A practice round")
            await page.wait_for_url("**/practice/*")
            await expect(page.get_by_role("heading", level=1)).not_to_be_empty()
            await page.goto(f"{desk.url}/practice")
            await expect(page.get_by_role("link", name="Go on with your open round")).to_be_visible()

            await page.goto(f"{desk.url}/today")
            await press(page, "Start focus")
            clock.advance(minutes=25)
            await page.goto(f"{desk.url}/focus")
            await page.locator("input[name=attention][value='4']").check()
            await page.locator("input[name=mood][value='4']").check()
            await press(page, "Keep")
            await expect(page.locator("#week")).to_contain_text("25")
            await page.goto(f"{desk.url}/focus/picture?span=week")
            assert await page.locator("img.chart").count() >= 2
            assert await page.locator("img.chart").first.evaluate(
                "each => each.decode().then(() => each.naturalWidth)"
            )

            await page.goto(f"{desk.url}/")
            await page.locator(".card.note").filter(has_text="lab report").locator(".title a").click()
            await page.get_by_role("link", name="To tasks").click()
            await press(page, "Add to my tasks")
            await page.goto(f"{desk.url}/tasks")
            await page.get_by_text("Export").click()
            assert (
                "DUE;VALUE=DATE:20260306"
                in (await taken(page, "calendar", tmp_path / "tasks.ics")).read_text()
            )

            await page.goto(f"{desk.url}/cards")
            await page.get_by_text("Anki", exact=True).click()
            deck = await taken(page, "Export to Anki", tmp_path / "cards.apkg")
            assert "collection.anki2" in zipfile.ZipFile(deck).namelist()

            await page.goto(f"{desk.url}/today")
            await press(page, "Stop reminders")
            clock.now += timedelta(days=2)
            await reminders.deliver_due(app, received)
            await page.goto(f"{desk.url}/today")
            await expect(page.get_by_role("region", name="Today's focus")).to_have_count(1)
