"""Every page can be used by everybody: axe-core finds nothing serious, on a desktop in light and on a phone in dark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.app import App
from bot.features import groups, people
from tests.conftest import CHAPTER
from tests.e2e.browsing import Desk, desk_for
from tests.e2e.test_browser import PHONE, kept, nothing_jumped, paste
from tests.e2e.test_review import with_cards

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
DESKTOP = {"width": 1280, "height": 800}
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
for (const one of document.querySelectorAll("details:not(.why, .menu)")) one.open = true;
for (const one of [...document.querySelectorAll(".why")].slice(0, 1)) one.open = true; // each asks the model
"""
SETTLED = """
(async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  await drawn(); // with the colours asked for
  for (let moving; (moving = document.getAnimations()).length; await drawn()) // one may begin as another ends
    await Promise.allSettled(moving.map(each => each.finished));
})()
"""
AXE = Axe().axe_script
VIOLATIONS = "options => axe.run(document, options).then(found => found.violations)"
ALIKE = """
(() => {
  const labels = element => [...(element.labels ?? [])].map(label => label.textContent).join(" ");
  const words = element => (element.getAttribute("aria-label") ?? labels(element) + element.textContent).trim();
  const told = element => (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)
    .map(id => document.getElementById(id)?.textContent ?? `no element ${id}`).join(" ");
  const counts = new Map();
  const controls = "main :is(button, summary, select, textarea, input:not([type=hidden], [type=radio]))";
  for (const one of document.querySelectorAll(controls)) {
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    const part = one.parentElement.closest("section, fieldset, details, [role=group][aria-label]:not(.marks)");
    const place = part ? [...document.querySelectorAll("*")].indexOf(part) : -1;
    const key = [one.localName, words(one), told(one), place].join(" | ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([key, count]) => count > 1 || key.includes("no element")).map(([key]) => key);
})()
"""
NARROW, AT_400_PERCENT = {"width": 320, "height": 700}, {"width": 320, "height": 256}
COVERED = """
(() => {
  for (const each of document.getAnimations()) each.finish();
  const one = document.activeElement, shown = one.closest("label") ?? one, lines = [...one.getClientRects()];
  const isSeen = ({ left, top, right, bottom }) => {
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const there = document.elementFromPoint((left + right) / 2, y);
    return there !== null && (shown.contains(there) || there.contains(shown));
  };
  return one === document.body || lines.some(isSeen) ? null : one.outerHTML.slice(0, 120);
})()
"""
STUCK = """
[...document.querySelectorAll("body *")].filter((one) => getComputedStyle(one).position === "sticky"
  && one.getBoundingClientRect().height).map((one) => one.className)
"""
MOST_CONTROLS = 100  # of a page that are walked through
LOOKS = {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable", "meta-viewport"]}
DARK_PHONE = PHONE | {"color_scheme": "dark"}


async def fits_everybody(page: Page) -> None:
    """Nothing serious for axe-core and nothing to scroll sideways for: as it stands there, on a phone in the dark, by
    how it looks; then on a desktop in the light by all of axe's rules."""
    await page.evaluate(AXE)
    await _fits(page, LOOKS)
    await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    await page.set_viewport_size(DESKTOP)
    await _fits(page, {})
    assert await page.evaluate(ALIKE) == [], (page.url, "these can't be told apart by ear")
    await page.set_viewport_size(PHONE["viewport"])
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")


async def menus_fit(page: Page) -> None:
    """Each menu, open over what stands below it, is whole and can be read."""
    await page.evaluate(AXE)
    for menu in await page.locator(".menu:visible").all():
        await menu.locator("summary").click()
        await expect(menu.locator("a").first).to_be_in_viewport(ratio=1)
        await _fits(page, {"runOnly": ["color-contrast"]})
        await page.keyboard.press("Escape")


async def _fits(page: Page, rules: dict[str, Any]) -> None:
    await page.evaluate(SETTLED)
    found = await page.evaluate(VIOLATIONS, rules | {"resultTypes": ["violations"]})
    grave = [(v["id"], v["nodes"][0]) for v in found if v["impact"] in ("serious", "critical")]
    assert not grave, (page.url, rules, [(rule, n["html"], n["failureSummary"]) for rule, n in grave])
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


async def test_every_page_is_accessible_and_fits(pith: App, chromium: Browser) -> None:
    person = await people.from_discord(pith, 9)
    async with desk_for(pith, chromium, person, **DARK_PHONE) as desk:
        note_id = await kept(desk)
        page = await desk.open("/")
        await paste(page, CHAPTER)
        for path in (*PAGES, f"/notes/{note_id}"):
            await page.goto(desk.url + path)
            await nothing_jumped(page)
            await page.evaluate(OPEN_ALL)
            await menus_fit(page)
            await fits_everybody(page)
        await desk.context.clear_cookies()
        for path in ("/", "/sign-in?key=x"):
            await page.goto(desk.url + path)
            await fits_everybody(page)
        desk.complaints.clear()  # the browser logs the 401 and the 410


@pytest.mark.parametrize("desk", [DARK_PHONE], indirect=True)
async def test_what_is_closest_to_a_question_is_heard_and_fits(desk: Desk) -> None:
    page = await desk.open("/")
    await page.locator("#focus").fill("What is photosynthesis?")
    await paste(page, CHAPTER)
    line = page.locator(".highlights > li", has=page.locator(".closest"))
    await expect(line).to_have_count(1)
    heard = await line.aria_snapshot()
    assert "Closest to your question Definition" in heard
    await fits_everybody(page)
    await page.get_by_role("link", name="Open", exact=True).click()
    await expect(line).to_be_visible()
    await fits_everybody(page)


@pytest.mark.parametrize("desk", [{"viewport": NARROW}], indirect=True)
async def test_an_answer_fits_the_narrowest_window(desk: Desk) -> None:
    """With all that may stand under it: tags, and tasks to make of it."""
    page = await desk.open("/")
    await paste(page, f"{CHAPTER} Please hand in the essay on photosynthesis by Friday.")
    foot = page.locator(".card.note footer")
    await expect(foot.get_by_role("link", name="To tasks")).to_be_visible()
    for tag in ("biology", "what the second essay is about"):
        await foot.get_by_label("Add a tag").fill(tag)
        await foot.get_by_label("Add a tag").press("Enter")
        await expect(foot.get_by_role("link", name=tag)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = [await each.bounding_box() for each in await foot.locator("a, button, input").all()]
    tops = [(box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]) for box in boxes if box]
    for i, (left, top, right, bottom) in enumerate(tops):
        for x, y, x_end, y_end in tops[:i]:
            assert right <= x + 1 or x_end <= left + 1 or bottom <= y + 1 or y_end <= top + 1, (
                "one covers another"
            )


@pytest.mark.parametrize("desk", [DARK_PHONE], indirect=True)
async def test_a_review_is_usable_by_all(desk: Desk) -> None:
    await with_cards(desk)
    page = await desk.open("/review")
    await fits_everybody(page)
    await page.get_by_role("button", name="Show the answer").click()
    await expect(page.locator("#answer")).to_be_visible()
    await fits_everybody(page)
    await nothing_jumped(page)
    await page.get_by_role("button", name="Good").click()
    await expect(page.get_by_text("Done today: 1")).to_be_visible()
    await page.goto(f"{desk.url}/cards")
    await fits_everybody(page)


async def test_who_is_refused_goes_on_in_the_field_that_it_is_about(desk: Desk) -> None:
    boss = groups.Standing("Ada", manages=True)
    settings = groups.Settings(channel_id=8)
    lab = await groups.set_up(desk.app, desk.person, 7, boss, settings, name="Lab", language="en")
    page = await desk.open("/settings")
    for path, field, typed, why in (
        ("/settings", "#time_zone", "Paris", "“Paris” is not a time zone."),
        ("/settings", "#reminder-when", "sometimes", "I can't read a time in “sometimes”."),
        (f"/groups/{lab.id}", "#digest-when", "sometimes", "I can't read a time in “sometimes”."),
        ("/groups", "#own_name", "\u200b", "A name has 1 to 60 characters."),
    ):
        await page.goto(desk.url + path)
        await page.evaluate(OPEN_ALL)
        if path == "/groups":
            await page.locator("#name").fill("Plants")
        await page.locator(field).fill(typed)
        await page.locator(field).press("Enter")
        refused = page.locator(f"{field}[aria-invalid=true]")
        await expect(refused).to_be_focused()
        await expect(refused).to_have_value(typed)
        await expect(refused).to_have_accessible_description(re.compile(re.escape(why)))
        await expect(page.get_by_role("alert").filter(has_text=why)).to_be_in_viewport()
        await fits_everybody(page)
    desk.complaints[:] = [each for each in desk.complaints if "422" not in each]


@pytest.mark.parametrize("desk", [DARK_PHONE], indirect=True)
async def test_a_round_can_be_done_by_all(desk: Desk) -> None:
    await kept(desk)
    page = await desk.open("/practice")
    await page.get_by_label("Which sort").select_option("mark")
    await page.get_by_role("button", name="Start a round").click()
    answers = page.get_by_role("group", name=re.compile("in your view"))
    await expect(answers.get_by_role("list")).to_be_visible()
    await fits_everybody(page)
    await page.get_by_role("button", name="Send the answer").click()
    await expect(answers.get_by_role("checkbox").first).to_be_focused()
    await fits_everybody(page)
    desk.complaints[:] = [each for each in desk.complaints if "422" not in each]


@pytest.mark.parametrize(
    "desk", [{"viewport": NARROW}, {"viewport": AT_400_PERCENT}], ids=["narrow", "at 400 %"], indirect=True
)
async def test_what_has_the_focus_is_not_covered(desk: Desk) -> None:
    """Also where a desktop's window is made 400 % large (WCAG 2.1's 1.4.10, 2.2's 2.4.11)."""
    note_id = await kept(desk)
    await with_cards(desk)
    for path in ("/", f"/notes/{note_id}", "/review"):
        page = await desk.open(path)
        for _ in range(MOST_CONTROLS):
            await page.keyboard.press("Tab")
            assert await page.evaluate(COVERED) is None, path
            if await page.evaluate("document.activeElement === document.body"):
                break
        await page.close()


@pytest.mark.parametrize("desk", [{"viewport": AT_400_PERCENT}], indirect=True)
async def test_on_a_low_screen_nothing_stays_over_what_is_read(desk: Desk) -> None:
    note_id = await kept(desk)
    await with_cards(desk)
    for path in ("/", f"/notes/{note_id}", "/review"):
        page = await desk.open(path)
        for width in (320, 1280):
            await page.set_viewport_size(AT_400_PERCENT | {"width": width})
            assert await page.evaluate(STUCK) == [], (path, width)
        await page.close()
