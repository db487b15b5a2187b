"""The browser face in a real Chromium: the main path by hand and key, on desktop and phone, light and dark."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Dialog, Page, Request, Route, expect

import model
from bot.app import App
from bot.features import condense, jobs, people, personalise, tasks
from bot.features.condense import Pasted
from bot.features.personalise import Verdict
from tests.conftest import CHAPTER, CHINESE
from tests.e2e.browsing import Desk, desk_for, serving

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"viewport": {"width": 360, "height": 700}, "has_touch": True, "is_mobile": True}
GOOD_LAYOUT_SHIFT = 0.02  # a fifth of what web.dev/articles/cls calls good


async def paste(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Control+Enter")
    await page.locator(".card.note").last.wait_for()


async def nothing_jumped(page: Page) -> None:
    shifts = await page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) <= GOOD_LAYOUT_SHIFT, shifts


def is_cut(request: Request, sentences: int) -> bool:
    """Whether it keeps this cut of a note: the one before may still be on its way."""
    return request.method == "PATCH" and request.post_data_json == {"length": {"sentences": sentences}}


async def kept(desk: Desk, text: str = CHAPTER) -> int:
    """A note of the desk's person, made without the page."""
    note = await condense.condense(desk.app, desk.person, Pasted(text))
    assert note.id
    return note.id


async def test_a_link_opened_by_hand_signs_in_by_itself(desk: Desk) -> None:
    page = await desk.context.new_page()
    await page.goto(await people.make_sign_in_link(desk.app, desk.person, desk.url), wait_until="commit")
    await expect(page.get_by_text("What are you studying?")).to_be_visible()
    assert await desk.context.cookies()


async def test_a_link_opened_from_another_page_waits_for_a_press(desk: Desk) -> None:
    page = await desk.context.new_page()
    link = await people.make_sign_in_link(desk.app, desk.person, desk.url)
    await page.set_content(f'<a href="{link}">in</a>')
    await page.get_by_text("in").click()
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_text("What are you studying?")).to_be_visible()


async def test_paste_read_slide_and_come_back(desk: Desk) -> None:
    page = await desk.open("/")
    await paste(page, CHAPTER)
    card = page.locator(".card.note")
    before = await card.locator(".highlights > li").count()
    await card.locator(".slider").focus()
    await page.keyboard.press("ArrowRight")
    await expect(card.locator(".highlights > li")).to_have_count(before + 1)
    await expect(card.locator(".kept")).to_have_text(re.compile(rf"^{before + 1} of \d+ sentences$"))
    async with page.expect_response(lambda answer: is_cut(answer.request, before + 2)):
        await page.keyboard.press("ArrowRight")
    await page.reload()
    await expect(page.locator(".card.note .highlights > li")).to_have_count(before + 2)
    await nothing_jumped(page)


async def test_with_nothing_to_condense_one_is_told_and_goes_on_in_the_field(desk: Desk) -> None:
    page = await desk.open("/")
    text, told = page.get_by_label("Text to condense"), page.locator("#refused")
    await expect(told).to_be_hidden()
    for blank in ("", "   "):
        await text.fill(blank)
        await page.get_by_role("button", name="Send").click()
        await expect(told).to_have_text(
            "There is nothing to condense. Write or paste some text, or add a file."
        )
        await expect(text).to_be_focused()
        await expect(text).to_have_accessible_description(re.compile("nothing to condense"))
        await expect(text).to_have_attribute("aria-invalid", "true")
    await text.press("w")
    await expect(told).to_be_hidden()
    await expect(text).not_to_have_attribute("aria-invalid", "true")


async def test_two_files_are_two_notes(desk: Desk, tmp_path: Path) -> None:
    for name, text in (("plants.md", CHAPTER), ("专注.txt", CHINESE)):
        (tmp_path / name).write_text(text)
    page = await desk.open("/")
    await page.locator("#file").set_input_files([tmp_path / "plants.md", tmp_path / "专注.txt"])
    await expect(page.locator("#chosen-files li")).to_have_count(2)
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".card.note")).to_have_count(2)
    await expect(page.locator(".said:lang(zh)").first).to_be_visible()
    await nothing_jumped(page)


async def test_a_file_that_is_done_before_one_sent_earlier_leads_to_its_answer(
    desk: Desk, tmp_path: Path
) -> None:
    for name in ("long.md", "short.md"):
        (tmp_path / name).write_text(CHAPTER)
    page = await desk.open("/")
    held = asyncio.Event()

    async def hold(route: Route) -> None:
        answer = await route.fetch()
        content = await answer.json()
        for job in content["jobs"]:
            if job["name"] == "long.md" and not held.is_set():
                job |= {"state": "scoring", "state_words": "scoring, 12 %", "done": 12, "total": 100}
        await route.fulfill(response=answer, json=content)

    await page.locator("#file").set_input_files([tmp_path / "long.md", tmp_path / "short.md"])
    await page.route(
        lambda url: url.endswith("/api/v1/jobs"),
        lambda route: hold(route) if route.request.method == "GET" else route.continue_(),
    )
    await page.get_by_role("button", name="Send").click()
    await page.get_by_role("link", name="Done: its answer is above.").click()
    await expect(page.locator(".card.note")).to_have_count(1)
    await expect(page.locator(".card.note")).to_be_in_viewport()
    await expect(page.locator(".going .state")).to_have_text(["scoring, 12 %", "Done: its answer is above."])
    await expect(page.locator("progress:visible")).to_have_count(1)
    await expect(page.get_by_role("button", name="Stop")).to_have_count(1)
    held.set()
    await expect(page.locator(".card.note")).to_have_count(2)
    await expect(page.locator(".going")).to_have_count(0)
    await nothing_jumped(page)


async def test_what_is_under_way_survives_a_reload_and_can_be_stopped(
    chromium: Browser, extractor: model.Extractor, tmp_path: Path
) -> None:
    async with (
        serving(tmp_path, extractor, at_work=False) as app,
        desk_for(app, chromium, await people.local(app)) as desk,
    ):
        page = await desk.open("/")
        for text in (CHAPTER, CHINESE):
            await page.locator("#text").fill(text)
            await page.get_by_role("button", name="Send").click()
            await expect(page.locator("#text")).to_have_value("")
        await expect(page.locator(".going .state")).to_have_text(["waiting its turn"] * 2)

        async def looked_at_half_way(route: Route) -> None:
            """The page asks how its jobs are between this one's stop and its end."""
            await jobs.cancel(app, desk.person, route.request.url.split("/")[-2])
            for _ in range(2):  # the first may have been asked before
                async with page.expect_response("**/api/v1/jobs"):
                    pass
            await route.continue_()

        await page.route("**/api/v1/jobs/*/stop", looked_at_half_way)
        await page.get_by_role("button", name="Stop").last.click()
        await expect(page.locator(".exchange")).to_have_count(1)
        await page.unroute("**/api/v1/jobs/*/stop")
        await expect(page.locator("#text")).to_have_value(CHINESE)
        await page.reload()
        await expect(page.locator("#text")).to_have_value(CHINESE)
        await page.locator("#text").fill("")
        await page.reload()
        await page.get_by_role("button", name="Stop").click()
        await expect(page.get_by_text("What are you studying?")).to_be_visible()
        await expect(page.locator("#text")).to_have_value(CHAPTER)  # the page that sent it is gone
        assert await jobs.list_jobs(app, desk.person) == []
        await nothing_jumped(page)


async def test_pressed_twice_it_is_sent_once_and_typing_on_is_kept(desk: Desk) -> None:
    page = await desk.open("/")
    held = asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.method == "POST":
            await held.wait()
        await route.continue_()

    await page.route("**/api/v1/jobs", hold)
    await page.locator("#text").fill(CHAPTER)
    for _ in range(2):
        await page.keyboard.press("Control+Enter")
    await page.keyboard.type("next")
    held.set()
    await page.locator(".card.note").wait_for()
    await expect(page.locator("#text")).to_have_value("next")
    assert len(await jobs.list_jobs(desk.app, desk.person)) == 1


async def test_a_file_that_did_not_arrive_is_asked_about_and_given_back(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "plants.md").write_text(CHAPTER)
    page = await desk.open("/")
    held = asyncio.Event()
    asked: list[str] = []

    async def lose(route: Route) -> None:
        await held.wait()
        await route.fulfill(status=503, json={"error": {"code": "busy", "message": "Later."}})

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    page.on("dialog", stay)
    await page.route("**/api/v1/jobs", lose)
    await page.locator("#file").set_input_files(tmp_path / "plants.md")
    await page.get_by_role("button", name="Send").click()
    await page.locator(".going").wait_for()
    await page.get_by_role("link", name="History").click(no_wait_after=True)
    held.set()
    await expect(page.locator("#chosen-files")).to_contain_text("plants.md")
    assert asked == ["beforeunload"]
    desk.complaints.clear()  # the browser logs the 503


@pytest.mark.parametrize("desk", [PHONE], indirect=True)
async def test_a_phone_takes_a_focus_question(desk: Desk) -> None:
    page = await desk.open("/")
    focus = page.locator("#focus")
    await page.locator("#text").tap()
    await focus.tap()
    await page.keyboard.type("light")
    await expect(focus).to_have_value("light")
    await nothing_jumped(page)


async def test_what_is_done_is_told_in_few_words(desk: Desk) -> None:
    page = await desk.open("/")
    await paste(page, CHAPTER)
    told = page.locator(".toast").first
    await expect(told).to_have_text(re.compile(r"^.{10,26}…: done\.$"))


async def test_a_long_text_is_not_looked_through_for_the_way_it_runs(desk: Desk) -> None:
    """As dir=auto asks for, which takes Chromium many seconds a megabyte."""
    page = await desk.open("/")
    text = page.locator("#text")
    for sentence, way in (("The cell is the unit of life. ", "ltr"), ("الخلية هي وحدة الحياة. ", "rtl")):
        await text.fill(sentence * 40_000)
        await expect(text).to_have_attribute("dir", way)
        await page.reload()
        await expect(text).to_have_value(sentence * 40_000)
        await expect(text).to_have_attribute("dir", way)
        await text.fill(sentence)
        await expect(text).to_have_attribute("dir", "auto")


async def test_dropped_files_are_taken(desk: Desk) -> None:
    page = await desk.open("/")
    await page.evaluate(
        """text => {
        const carried = new DataTransfer();
        carried.items.add(new File([text], "dropped.md"));
        for (const type of ["dragenter", "dragover", "drop"])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        CHAPTER,
    )
    await expect(page.locator("#chosen-files")).to_contain_text("dropped.md")
    await expect(page.locator("#drop")).to_be_hidden()


async def test_a_file_that_cannot_be_read_says_why_and_can_be_put_away(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    page = await desk.open("/")
    await page.locator("#file").set_input_files(tmp_path / "broken.pdf")
    await page.get_by_role("button", name="Send").click()
    await page.locator(".failed").wait_for()
    await page.reload()
    dismiss = await page.get_by_role("button", name="Dismiss").bounding_box()
    assert dismiss
    assert dismiss["height"] < 50  # on one line
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.locator(".exchange")).to_have_count(0)


async def test_a_highlight_and_its_place_lead_to_each_other(desk: Desk) -> None:
    page = await desk.open()
    await page.goto(f"{desk.url}/notes/{await kept(desk)}")
    said = page.locator(".highlights .said").last
    text = await said.text_content()
    await said.click()
    place = page.locator("mark.flash")
    await expect(place).to_have_text(text or "")
    await expect(place).to_be_in_viewport()
    await place.locator("a").click()
    await expect(page.locator(".highlight.flash .said")).to_have_text(text or "")


async def test_the_note_page_cuts_marks_and_shows_what_was_left_out(desk: Desk) -> None:
    page = await desk.open()
    await page.goto(f"{desk.url}/notes/{await kept(desk)}")
    total = int(await page.locator(".note").get_attribute("data-total") or 0)
    await page.get_by_text("What was left out").click()
    await page.locator(".slider").focus()
    await page.keyboard.press("Home")
    await expect(page.locator("mark")).to_have_count(1)
    await expect(page.locator(".others > li")).to_have_count(total - 1)
    await page.keyboard.press("End")
    await expect(page.locator("mark")).to_have_count(total)
    await expect(page.locator(".highlights > li")).to_have_count(total)
    await page.get_by_text("Why").first.click()
    await expect(page.locator(".points").first).to_be_visible()
    await page.get_by_label("Shade by score").check()


async def test_the_note_page_shows_one_kind_at_a_time(desk: Desk) -> None:
    text = "Please send the report by Friday. The rain fell on the hills. Leaves are green in spring."
    page = await desk.open(f"/notes/{await kept(desk, text)}")
    await page.locator(".slider").focus()
    await page.keyboard.press("End")
    lines = page.locator(".highlights > li")
    await expect(lines).to_have_count(3)
    await page.locator("#kind").select_option("Action items")
    await expect(lines.locator("visible=true").locator(".kind")).to_have_text(["Request"])
    await expect(lines.filter(has_text="due Fri").locator(".due")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.locator("#kind").select_option("All kinds")
    await expect(lines.last).to_be_visible()
    await expect(page.get_by_role("link", name="To tasks")).to_be_visible()
    await page.goto(f"{desk.url}/notes/{await kept(desk, 'We decided to use blue. The sky was grey.')}")
    await page.locator(".slider").focus()
    await page.keyboard.press("End")
    await expect(lines.locator(".kind")).to_have_text(["Decision", ""])
    await expect(page.locator(".to-tasks")).to_be_hidden()


async def test_what_is_closest_to_the_question_says_so_wherever_a_cut_puts_it(desk: Desk) -> None:
    asked = condense.Request(model.Budget(sentences=2), "How is it made?")
    note = await condense.condense(desk.app, desk.person, Pasted(CHAPTER), asked)
    page = await desk.open(f"/notes/{note.id}")
    await page.get_by_text("What was left out").click()
    closest = page.locator("li", has=page.locator(".closest"))
    await expect(closest).to_have_text([re.compile("by-product.*Closest to your question", re.DOTALL)])
    await page.locator(".slider").focus()
    for key, part in (("ArrowRight", ".highlights"), ("Home", ".others")):
        await page.keyboard.press(key)
        await expect(page.locator(part).locator(closest)).to_contain_text("Closest to your question")
        await expect(closest).to_have_count(1)


async def test_rename_tag_search_delete(desk: Desk) -> None:
    note_id = await kept(desk)
    await kept(desk, CHINESE)
    page = await desk.open()
    await page.goto(f"{desk.url}/notes/{note_id}")
    await page.get_by_role("button", name="Rename").click()
    await page.keyboard.type("Leaves")
    await page.get_by_label("Add a tag").click()
    await expect(page.get_by_label("Add a tag")).to_be_focused()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Leaves")
    await page.get_by_role("button", name="Rename").click()
    await page.keyboard.type("Leaves and light")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Leaves and light")
    await page.get_by_label("Add a tag").fill("Biology")
    await page.get_by_label("Add a tag").press("Enter")
    await expect(page.get_by_role("link", name="biology")).to_be_visible()
    await page.locator("h2").first.click()
    await page.keyboard.press("/")
    await page.wait_for_url("**/history*")
    await page.keyboard.type("how plants make sugar")
    await expect(page.locator(".listed")).to_have_count(1)
    await expect(page.locator("#found-count")).to_have_text("Notes found: 1")
    await page.locator("#query").fill("注意力")
    await expect(page.locator(".listed-title")).to_have_text("注意力训练")
    await page.goto(f"{desk.url}/history?tag=biology")
    await page.get_by_role("link", name="Leaves and light").click()
    await page.get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await page.wait_for_url("**/history")
    await expect(page.get_by_role("status").filter(has_text="The note is deleted.")).to_be_focused()
    await expect(page.locator(".listed")).to_have_count(1)
    await page.reload()
    await expect(page.get_by_text("The note is deleted.")).to_have_count(0)


@pytest.mark.parametrize("desk", [{}, {"java_script_enabled": False}], indirect=True)
async def test_what_a_press_on_tasks_came_to_has_the_focus(desk: Desk) -> None:
    text = "Please water the plants. Please bring the map."
    await tasks.confirm(desk.app, desk.person, await kept(desk, text), [0, 1])
    page = await desk.open("/tasks")
    await page.get_by_role("button", name="Snooze").last.click()
    told = page.locator("#said")
    await expect(told).to_have_text(re.compile(r"^Put off until .*: Please bring the map\."))
    await expect(told).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(told).to_have_text("On your list again: Please bring the map.")
    await expect(told).to_be_focused()


async def test_keys_open_the_help_and_walk_the_highlights(desk: Desk) -> None:
    page = await desk.open()
    await page.goto(f"{desk.url}/notes/{await kept(desk)}")
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    second = page.locator(".highlights .said").nth(1)
    await expect(second).to_be_focused()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    await page.keyboard.press("Escape")


@pytest.mark.parametrize("desk", [{"locale": "zh-CN"}], indirect=True)
async def test_a_chinese_browser_gets_chinese_pages(desk: Desk) -> None:
    page = await desk.open("/")
    await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    await paste(page, CHINESE)
    await expect(page.locator(".kept")).to_contain_text("句")
    for path in ("/history", "/settings", "/today", "/"):
        await page.goto(desk.url + path)
        shown = await page.locator("body").inner_text()
        assert not set(re.findall(r"[A-Za-z]{4,}", shown)) - {
            "Pith",
            "English",
            "HTTP",
            "Enter",
            "Ctrl",
            "Discord",
        }


async def test_a_new_person_gets_the_time_zone_of_the_browser(pith: App, chromium: Browser) -> None:
    person = await people.from_discord(pith, 77)
    async with desk_for(pith, chromium, person, timezone_id="Asia/Shanghai") as desk:
        left_too_soon = asyncio.Event()
        await desk.context.route("**/api/v1/person", lambda route: left_too_soon.set(), times=1)
        page = await desk.open("/")
        await left_too_soon.wait()  # the first request is still on its way when its page is left
        await page.goto(f"{desk.url}/settings")
        await expect(page.get_by_label("Time zone")).to_have_value("Asia/Shanghai")


@pytest.mark.parametrize("desk", [{"java_script_enabled": False}], indirect=True)
async def test_without_javascript_the_main_path_still_works(desk: Desk) -> None:
    page = await desk.context.new_page()
    await page.goto(await people.make_sign_in_link(desk.app, desk.person, desk.url))
    await page.get_by_role("button", name="Sign in").click()
    await page.locator("#text").fill(CHAPTER)
    await page.get_by_role("button", name="Send").click()
    await page.locator(".card.note").wait_for()
    await page.get_by_role("link", name="Open").click()
    await page.get_by_label("Tags").last.fill("plants")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("link", name="plants", exact=True)).to_be_visible()


async def test_what_is_said_of_a_sentence_is_kept_and_shows_by_hand_and_key(desk: Desk) -> None:
    note_id = await kept(desk)
    page = await desk.open(f"/notes/{note_id}")
    line = page.locator(".highlights > li").first
    keep = line.get_by_role("button", name="Keep: more like this")
    drop = line.get_by_role("button", name="Drop: less like this")
    await keep.focus()
    await page.keyboard.press("Enter")
    await expect(keep).to_have_attribute("aria-pressed", "true")
    await drop.click()
    await expect(drop).to_have_attribute("aria-pressed", "true")
    await expect(keep).to_have_attribute("aria-pressed", "false")
    dropped = int(await line.get_attribute("data-index") or -1)
    await page.locator(".source span[id^=s]").last.click()
    this = page.locator(".of-source").get_by_role("button", name="This matters")
    await this.click()
    await expect(this).to_have_attribute("aria-pressed", "true")
    await page.locator(".source").focus()
    for key in ("ArrowUp", "Enter"):
        await page.keyboard.press(key)
    chosen = await page.locator(".chosen-sentence").inner_text()
    await expect(page.locator("#source-chosen[role=status]")).to_have_text(chosen)
    await expect(page.locator(".source .mine")).to_have_count(2)
    await nothing_jumped(page)
    marks = await personalise.marks_of(desk.app, desk.person, note_id)
    assert marks[dropped] is Verdict.DROP
    assert sorted(marks.values()) == [Verdict.DROP, Verdict.MATTERS, Verdict.MATTERS]
    await page.reload()
    await expect(line.get_by_role("button", name="Drop: less like this")).to_have_attribute(
        "aria-pressed", "true"
    )
    async with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        await page.locator(".slider").focus()
        await page.keyboard.press("ArrowRight")
    await page.reload()
    await expect(page.locator(f"#h{dropped}")).to_have_count(0)
    await expect(page.locator("mark.mine")).to_have_count(2)
