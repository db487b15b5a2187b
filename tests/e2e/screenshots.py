"""Pictures of the browser face for the README: `python -m tests.e2e.screenshots docs/screenshots`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import time
from pathlib import Path

from playwright.async_api import Browser, Page

import model
from bot.app import App
from bot.features import cards, condense, focus, groups, history, people, reminders, tags, tasks
from bot.features.condense import Pasted, Request, Upload
from bot.features.groups import Wish
from bot.features.people import Person
from bot.features.reminders import EVERY_DAY, Schedule
from tests.conftest import CHAPTER, CHINESE, Clock
from tests.e2e.browsing import chromium_running, desk_for, serving

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {
    "viewport": {"width": 390, "height": 800},
    "color_scheme": "dark",
    "has_touch": True,
    "is_mobile": True,
}
LECTURE = """# How memory keeps things

Rereading feels like learning, but little of it stays. What helps most is to recall: to close the book and to say \
what was in it. Every recall makes the next one easier.

Spacing helps as well. An hour spread over four days beats four hours in one evening, because a little forgetting \
in between makes the recall harder, and the effort is what makes a memory last. The lecture hall was cold.

Mixing kinds of problems in one sitting, called interleaving, feels slower. Yet it trains the choice of the method, \
and tests show the gain weeks later.
"""
MAIL = """Hello all,

We agreed to present the memory experiment together. Please send me your part of the slides by Wednesday. The written \
report is due on Friday. I will book the room for the rehearsal tomorrow.
"""


async def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    extractor, clock = await asyncio.to_thread(model.load, device="cpu"), Clock()
    with tempfile.TemporaryDirectory() as folder:
        async with serving(Path(folder), extractor, clock=clock) as app, chromium_running() as chromium:
            await english(app, chromium, out)
            await chinese(app, chromium, out)
            await together(app, chromium, out)
            await daily(app, chromium, out, clock)


async def english(app: App, chromium: Browser, out: Path) -> None:
    ada = await people.from_discord(app, 1)
    chapter = await condense.condense(
        app, ada, Upload("photosynthesis.md", CHAPTER.encode()), Request(focus="What does light do?")
    )
    lecture = await condense.condense(app, ada, Pasted(LECTURE))
    assert chapter.id
    assert lecture.id
    await history.recut(app, ada, chapter.id, condense.budget(sentences=5) or condense.AUTOMATIC)
    await tags.set_tags(app, ada, chapter.id, ["biology", "exam"])
    await tags.set_tags(app, ada, lecture.id, ["learning"])
    async with desk_for(app, chromium, ada, **DESKTOP) as desk:
        page = await desk.open(f"/notes/{chapter.id}")
        await page.locator(".why summary").first.click()
        await page.locator(".words .warm").first.wait_for()
        await _picture(page, out / "note.png")
        page = await desk.open("/history?query=how+to+remember+things")
        await _picture(page, out / "history.png")
    async with desk_for(app, chromium, ada, **PHONE) as desk:
        page = await desk.open("/")
        await _send(page, LECTURE)
        await _picture(page, out / "conversation-phone.png")


async def chinese(app: App, chromium: Browser, out: Path) -> None:
    bo = await people.from_discord(app, 2)
    bo = await people.change_settings(app, bo, language="zh_CN")
    async with desk_for(app, chromium, bo, locale="zh-CN", **DESKTOP) as desk:
        page = await desk.open("/")
        await _send(page, CHINESE)
        await _picture(page, out / "chinese.png")


async def together(app: App, chromium: Browser, out: Path) -> None:
    """What a circle of two shares."""
    cy, dee = await people.from_discord(app, 3), await people.from_discord(app, 4)
    group = await groups.make(app, cy, "Learning together", "Cy")
    _, link = await groups.invite(app, cy, group.id, app.settings.base_url)
    await groups.accept(app, dee, groups.secret_in(link), "Dee")
    for who, other, text in ((cy, dee, CHAPTER), (dee, cy, LECTURE)):
        for post in await groups.share(app, who, group.id, await _highlights(app, who, text), Wish()):
            await groups.vote(app, other, post.id, True)
    async with desk_for(app, chromium, dee, **DESKTOP) as desk:
        await _picture(await desk.open(f"/groups/{group.id}?order=best"), out / "group.png")


async def daily(app: App, chromium: Browser, out: Path, clock: Clock) -> None:
    """The morning after: what a reminder brings back, and a focus session under way."""
    eve = await people.from_discord(app, 5)
    eve = await people.change_settings(app, eve, time_zone="Europe/Paris")
    lecture, mail = [await condense.condense(app, eve, Pasted(text)) for text in (LECTURE, MAIL)]
    assert lecture.id
    assert mail.id
    await cards.add_many(app, eve, lecture.id, [each.index for each in lecture.highlights])
    offered = await tasks.offered(app, eve, mail.id)
    await tasks.confirm(app, eve, mail.id, [offer.sentence.index for offer in offered][:1])
    await focus.change_settings(app, eve, goal_minutes=150)
    await reminders.turn_on(app, eve, Schedule(time(8), EVERY_DAY, "Europe/Paris"), "en")
    for _ in range(2):
        await focus.start(app, eve, 25)
        clock.advance(minutes=30)
    clock.advance(hours=21, minutes=5)
    await reminders.deliver_due(app, _taken)
    await focus.start(app, eve, 25, rounds=2)
    clock.advance(minutes=8)
    async with desk_for(app, chromium, eve, **DESKTOP) as desk:
        await _picture(await desk.open("/today"), out / "today.png")
    async with desk_for(app, chromium, eve, **PHONE) as desk:
        await _picture(await desk.open("/focus"), out / "focus-phone.png")


async def _taken(*_: object) -> str:
    return "1"


async def _highlights(app: App, person: Person, text: str) -> list[int]:
    note = await condense.condense(app, person, Pasted(text))
    assert note.id
    return [each.highlight_id for each in await groups.shareable(app, person, note.id)][:2]


async def _send(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.keyboard.press("Control+Enter")
    await page.locator(".card.note").wait_for()
    await page.locator(".toast").wait_for(state="detached")


async def _picture(page: Page, path: Path) -> None:
    await page.screenshot(path=path)
    print(path, path.stat().st_size // 1024, "KB")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
