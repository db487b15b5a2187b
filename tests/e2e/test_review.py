"""Cards made and reviewed in a real Chromium: by key alone, on a phone, in the dark, and by a screen reader's rules."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from bot.features import cards, review
from tests.e2e.browsing import Desk
from tests.e2e.test_browser import kept, nothing_jumped

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def with_cards(desk: Desk, count: int = 3) -> list[int]:
    note_id = await kept(desk)
    await cards.add_many(desk.app, desk.person, note_id, range(count))
    return [card.id for card in (await review.due(desk.app, desk.person)).cards]


async def test_a_highlight_becomes_a_card_with_its_words_changed(desk: Desk) -> None:
    note_id = await kept(desk)
    page = await desk.open(f"/notes/{note_id}")
    line = page.locator(".highlight").first
    await line.get_by_role("button", name="Make a card of this sentence").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Question")).to_have_value(re.compile("____"))
    sentence = await line.locator(".said").inner_text()
    word = sentence.split()[-2]
    await dialog.get_by_label("Hidden words").fill(word)
    await dialog.get_by_role("button", name="Keep the card").click()
    await expect(page.get_by_text("It is a card now.")).to_be_visible()
    (card,) = (await cards.list_cards(desk.app, desk.person)).cards
    assert (card.back, card.sentence) == (word, sentence)
    assert card.front == sentence.replace(word, "____")


async def test_words_that_are_not_there_are_asked_for_again(desk: Desk) -> None:
    page = await desk.open(f"/notes/{await kept(desk)}")
    await page.get_by_role("button", name="Make a card of this sentence").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Hidden words").fill("zebra")
    await dialog.get_by_role("button", name="Keep the card").click()
    await expect(dialog.get_by_role("alert")).to_have_text("The sentence does not hold “zebra”.")
    await dialog.get_by_label("Question").fill("What stands there?")
    await dialog.get_by_label("Hidden words").fill(" ")
    await dialog.get_by_role("button", name="Keep the card").click()
    await expect(dialog.get_by_role("alert")).not_to_contain_text("zebra")
    await expect(dialog.get_by_role("alert")).not_to_be_empty()
    await dialog.get_by_label("Kind").select_option("recall")
    await dialog.get_by_role("button", name="Keep the card").click()
    await expect(page.get_by_text("It is a card now.")).to_be_visible()
    await expect(dialog).to_be_hidden()
    desk.complaints[:] = [each for each in desk.complaints if "422" not in each]


async def test_where_no_word_stands_out_one_says_which_to_hide(desk: Desk) -> None:
    page = await desk.open(f"/notes/{await kept(desk, 'It is as it was and will be so again.')}")
    await page.get_by_role("button", name="Make a card of this sentence").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Kind").select_option("cloze")
    await expect(dialog.get_by_role("alert")).to_contain_text("Say which words to hide.")
    hidden = dialog.get_by_label("Hidden words")
    await expect(hidden).to_have_attribute("aria-invalid", "true")
    await hidden.fill("again")
    await hidden.blur()
    await expect(dialog.get_by_label("Question")).to_have_value(re.compile("____"))
    await dialog.get_by_role("button", name="Keep the card").click()
    await expect(page.get_by_text("It is a card now.")).to_be_visible()
    desk.complaints[:] = [each for each in desk.complaints if "422" not in each]


async def counted(page: Page, words: str) -> None:
    """The page after a grade is there, with its script: a key pressed earlier would say nothing to it."""
    await expect(page.get_by_text(words)).to_be_visible()
    await page.wait_for_load_state()


async def test_a_session_by_keys_alone(desk: Desk) -> None:
    ids = await with_cards(desk)
    page = await desk.open("/review")
    await page.keyboard.press("3")  # not shown yet: grades nothing
    await expect(page.get_by_text("Now: 3")).to_be_visible()
    await expect(page.locator("#answer")).to_be_hidden()
    await page.keyboard.press("Space")
    await expect(page.locator("#answer")).to_be_visible()
    await expect(page.locator("#answer")).to_be_focused()
    await page.keyboard.press("4")
    await counted(page, "Now: 2 · Done today: 1")
    await expect(page.locator("#answer")).to_be_hidden()
    assert (await cards.get(desk.app, desk.person, ids[0])).grades == 1
    await page.keyboard.press("u")
    await counted(page, "Now: 3 · Done today: 0")
    for left in (2, 1, 0):
        await page.keyboard.press("Space")
        await page.keyboard.press("3")
        if left:
            await counted(page, f"Now: {left} · Done today: {3 - left}")
    await expect(page.get_by_text("Nothing to review now.")).to_be_visible()
    await nothing_jumped(page)


async def test_without_single_key_shortcuts_only_what_has_the_focus_is_pressed(desk: Desk) -> None:
    ids = await with_cards(desk)
    page = await desk.open("/review")
    await expect(page.locator("kbd:visible")).to_have_text(["Space"])
    await page.goto(f"{desk.url}/settings")
    await page.get_by_label("Single-key shortcuts").select_option("off")
    await page.get_by_role("button", name="Save").first.click()
    await expect(page.get_by_label("Single-key shortcuts")).to_have_value("off")
    await page.goto(f"{desk.url}/review")
    for key in ("Space", "?", "/", "n", "j"):
        await page.keyboard.press(key)
    await expect(page.locator("#answer")).to_be_hidden()
    await page.get_by_role("button", name="Show the answer").press("Space")
    await expect(page.locator("#answer")).to_be_focused()
    await page.keyboard.press("4")
    await expect(page.locator("kbd:visible")).to_have_count(0)
    await page.get_by_role("button", name="Keys").click()
    listed = page.get_by_role("dialog", name="Keys")
    await expect(listed.locator("kbd")).to_have_text(["Ctrl", "Enter", "←", "→"])
    await expect(listed.get_by_text("Single-key shortcuts are off:")).to_be_visible()
    assert page.url.endswith("/review")
    assert (await cards.get(desk.app, desk.person, ids[0])).grades == 0


async def test_in_the_list_one_stays_at_the_card_that_one_changed(desk: Desk) -> None:
    await with_cards(desk, 10)
    page = await desk.open("/cards")
    entries = page.locator(".note-list > li")
    ids = await entries.evaluate_all("all => all.map(one => one.id)")
    for button, then in (("Suspend", ids[7]), ("Delete the card", ids[8])):
        await page.locator(f"#{ids[7]}").get_by_role("button", name=button).press("Enter")
        if button == "Delete the card":
            asked = page.get_by_role("dialog", name="Delete this card?")
            await asked.get_by_role("button", name="Cancel").press("Enter")
            await expect(page.locator(f"#{ids[7]}").get_by_role("button", name=button)).to_be_focused()
            await page.keyboard.press("Enter")
            await asked.get_by_role("button", name=button).press("Enter")
        await expect(page.locator(f"#{then}")).to_be_focused()
        await expect(page.locator(f"#{then}")).to_be_in_viewport()
    await expect(page.locator(".note-list > li")).to_have_count(9)


@pytest.mark.parametrize("desk", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
async def test_what_was_understood_of_a_reminder_is_in_sight_and_read_out(desk: Desk) -> None:
    page = await desk.open("/settings")
    await page.add_init_script("""
        addEventListener("load", () => {
          window.read = "";
          new MutationObserver(changes => {
            for (const { target } of changes) if (target.role === "status") window.read += target.textContent;
          }).observe(document, { subtree: true, childList: true });
        });
    """)
    await page.get_by_label("In your words").fill("weekdays at half past seven")
    await page.keyboard.press("Enter")
    await expect(page.locator("#understood")).to_be_in_viewport()
    await expect(page.locator("#understood")).to_be_focused()
    await page.wait_for_function("() => window.read.includes('07:30')")
    await page.locator("#reminder-on").check()
    await page.locator("#reminder-on").press("Enter")
    await expect(page.locator(".toast")).to_have_text("Saved.")
