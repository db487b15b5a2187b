"""What was typed, chosen or kept is there afterwards, and the page says what is true of it."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route, expect

from bot.features import cards, condense, history, jobs, people
from bot.features.condense import Pasted
from bot.features.jobs import State
from tests.conftest import CHAPTER
from tests.e2e.browsing import Desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def note_of(desk: Desk, text: str = CHAPTER) -> int:
    note = await condense.condense(desk.app, desk.person, Pasted(text))
    return note.id or 0


async def test_what_was_done_before_it_could_be_stopped_is_shown_as_done(desk: Desk) -> None:
    page = await desk.open("/")

    async def hold(route: Route) -> None:
        answer = await route.fetch()
        late = [job | {"state": "reading", "state_words": "reading"} for job in (await answer.json())["jobs"]]
        await route.fulfill(response=answer, json={"jobs": late})

    await page.route(
        lambda url: url.endswith("/api/v1/jobs"),
        lambda route: hold(route) if route.request.method == "GET" else route.continue_(),
    )
    await page.locator("#text").fill(CHAPTER)
    await page.locator("#text").press("Control+Enter")
    await page.get_by_role("button", name="Stop").wait_for()
    while [job.state for job in await jobs.list_jobs(desk.app, desk.person)] != [State.DONE]:
        await asyncio.sleep(0.02)
    await page.get_by_role("button", name="Stop").click()
    await expect(page.locator(".card.note")).to_have_count(1)
    await page.unroute_all(behavior="wait")
    await expect(page.locator(".toast")).not_to_contain_text("Stopped")
    await expect(page.locator("#text")).to_have_value("")
    assert len((await history.list_notes(desk.app, desk.person)).notes) == 1


async def test_a_length_chosen_just_before_leaving_is_kept(desk: Desk) -> None:
    note_id = await note_of(desk)
    page = await desk.open(f"/notes/{note_id}")
    before = await page.locator(".pane-highlights .highlights > li").count()
    await page.locator(".slider").focus()
    for _ in range(2):
        await page.keyboard.press("ArrowRight")
    await page.goto(f"{desk.url}/history")
    async with asyncio.timeout(5):
        while len((await history.open_note(desk.app, desk.person, note_id)).highlights) != before + 2:
            await asyncio.sleep(0.05)


async def test_a_cut_that_could_not_be_made_is_not_told(desk: Desk) -> None:
    page = await desk.open(f"/notes/{await note_of(desk)}")
    slider, count = page.locator(".slider"), page.locator(".kept")
    at, told = await slider.input_value(), await count.inner_text()
    await desk.context.set_offline(True)
    await slider.focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.locator(".toast")).to_have_text("Pith does not answer. Is it still running?")
    await expect(count).to_have_text(told)
    await expect(slider).to_have_value(at)
    await expect(slider).to_have_attribute("aria-valuetext", told)
    await desk.context.set_offline(False)
    await page.keyboard.press("ArrowRight")
    await expect(count).not_to_have_text(told)
    await expect(page.locator(".pane-highlights .highlights > li")).to_have_count(int(told.split()[0]) + 1)
    desk.complaints.clear()  # the browser logs what it could not ask


async def test_a_text_that_could_not_be_sent_is_still_there(desk: Desk) -> None:
    page = await desk.open("/")
    await page.locator("#text").fill(CHAPTER)
    await desk.context.set_offline(True)
    await page.locator("#text").press("Control+Enter")
    await expect(page.locator(".toast")).to_contain_text("Your text is still here.")
    await expect(page.locator("#text")).to_have_value(CHAPTER)
    desk.complaints.clear()  # the browser logs what it could not ask


async def test_a_question_somebody_wrote_stays_when_the_hidden_words_change(desk: Desk) -> None:
    page = await desk.open(f"/notes/{await note_of(desk)}")
    line = page.locator(".highlight").first
    await line.get_by_role("button", name="Make a card of this sentence").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Question").fill("What turns light into ____ energy?")
    await dialog.get_by_label("Hidden words").fill("chemical")
    await dialog.get_by_role("button", name="Keep the card").click()
    await expect(page.get_by_text("It is a card now.")).to_be_visible()
    (card,) = (await cards.list_cards(desk.app, desk.person)).cards
    assert (card.front, card.back) == ("What turns light into ____ energy?", "chemical")
    await line.get_by_role("button", name="Make a card of this sentence").click()
    proposed = await dialog.get_by_label("Question").input_value()
    assert proposed != card.front, "a card begun anew begins with what Pith proposes"
    await dialog.get_by_label("Kind").select_option("recall")
    await expect(dialog.get_by_label("Question")).not_to_have_value(proposed)


async def test_two_tabs_keep_each_others_tags(desk: Desk) -> None:
    note_id = await note_of(desk)
    one, other = [await desk.open(f"/notes/{note_id}") for _ in range(2)]
    for page, tag in ((one, "biology"), (other, "exam"), (one, "light")):
        await page.get_by_label("Add a tag").fill(tag)
        await page.get_by_label("Add a tag").press("Enter")
        await page.get_by_role("button", name=f"Remove the tag {tag}").wait_for()
    await other.get_by_role("button", name="Remove the tag biology").click()
    await other.get_by_role(
        "button", name="Remove the tag light"
    ).wait_for()  # as kept now, not as it was shown
    await expect(other.locator(".untag")).to_have_count(2)
    assert (await history.open_note(desk.app, desk.person, note_id)).tags == ("exam", "light")


async def test_a_search_that_could_not_be_made_says_so(desk: Desk) -> None:
    await note_of(desk)
    page = await desk.open("/history")
    await people.sign_out_everywhere(desk.app, desk.person)
    await page.locator("#query").fill("nothing of this")
    await expect(page.locator(".toast")).to_contain_text("Your sign-in has ended.")
    await expect(page.locator("#query")).to_have_value("nothing of this")
    desk.complaints.clear()  # the browser logs the 401
