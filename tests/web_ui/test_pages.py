"""The pages themselves: the main path without JavaScript, in the reader's language, with whatever text."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import httpx
import pytest
from lxml import html
from sqlalchemy import select

from bot.app import App
from bot.features import cards, condense, groups, history, jobs, people, reminders, tags
from bot.features.condense import Pasted, Request
from bot.features.groups import Wish
from bot.features.people import Person
from bot.locales import translations
from bot.store.tables import NoteRow
from model import Budget
from tests.conftest import CHAPTER, CHINESE, Clock
from tests.web_ui.conftest import AS_BROWSER, Browser, Connect, form_of, refused_in, sign_in

HOSTILE = '<script>alert(1)</script> is the first sentence here. "><img src=x onerror=alert(2)> is the second one. ok.'


async def job_done(app: App, person: Person) -> None:
    async with asyncio.timeout(60):
        while any(job.state not in jobs.ENDED for job in await jobs.list_jobs(app, person)):
            await asyncio.sleep(0.05)


async def test_paste_wait_read_and_find_again(app: App, ada: Person, browser: Browser, working: None) -> None:
    sent = await browser.post("/send", text=CHAPTER, length="sentences:2", focus="")
    assert sent.status_code == 303
    await job_done(app, ada)
    home = await browser.get("/")
    assert home.text.count('class="said"') == 2 + 1  # and the template for scripts
    assert "Photosynthesis" in (await browser.get("/history")).text
    assert (await browser.get("/notes/1")).text.count("<mark ") == 2
    assert (await browser.post("/notes/1", title="Leaves", tags="a，b", sentences="3")).status_code == 303
    page = (await browser.get("/notes/1")).text
    assert "<title>Leaves · Pith</title>" in page
    assert page.count("<mark ") == 3
    deleted = await browser.post("/notes/1/delete")
    assert deleted.status_code == 303
    where, _, place = deleted.headers["location"].partition("#")
    told = html.fromstring((await browser.get(where)).text).get_element_by_id(place)
    assert (told.text_content(), told.get("role")) == ("The note is deleted.", "status")
    assert (await browser.get("/notes/1")).status_code == 404


async def test_a_search_that_is_too_long_stays_in_its_field(app: App, ada: Person, browser: Browser) -> None:
    await condense.condense(app, ada, Pasted(CHAPTER))
    short, long = "how plants make sugar", "how plants make sugar " * 60
    assert len(long) > 1_000
    told = "Only the first 300 characters are searched for."
    for path in ("/history", "/history/found"):
        page = await browser.client.get(path, params={"query": long}, headers=AS_BROWSER)
        assert (page.status_code, told in page.text) == (200, True)
        assert 'class="listed-title"' in page.text
        assert told not in (await browser.get(f"{path}?query={short}")).text
    shown = await browser.client.get("/history", params={"query": long}, headers=AS_BROWSER)
    assert form_of(shown.text, "/history")["query"] == long


async def test_the_form_of_a_note_changes_what_was_changed_in_it(
    app: App, ada: Person, browser: Browser
) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    await history.recut(app, ada, note.id or 0, Budget(ratio=0.4))
    form = form_of((await browser.get("/notes/1")).text, "/notes/1")
    await tags.set_tags(app, ada, note.id or 0, ["light"])  # in another tab
    await browser.post("/notes/1", **form | {"title": "Leaves", "tags": "Exam， two words"})
    for name, typed in (("title", " "), ("tags", "x" * 41), ("sentences", "some")):
        refused = await browser.post("/notes/1", **form | {name: typed})
        assert (refused.status_code, list(refused_in(refused.text))) == (422, [name])
        assert form_of(refused.text, "/notes/1")[name] == typed
    kept = await history.open_note(app, ada, 1)
    assert (kept.title, kept.tags) == ("Leaves", ("exam", "light", "two words"))
    async with app.read() as s:
        assert await s.scalar(select(NoteRow.length)) == {"ratio": 0.4}
    form = form_of((await browser.get("/notes/1")).text, "/notes/1")
    await browser.post(
        "/notes/1", **form | {"tags": "#Light, two  words", "sentences": "2"}
    )  # written otherwise
    kept = await history.open_note(app, ada, 1)
    assert (kept.tags, len(kept.highlights)) == (("light", "two words"), 2)


async def test_a_note_says_of_each_sentence_what_it_is_and_when_it_is_due(
    app: App, ada: Person, browser: Browser
) -> None:
    ada = await people.change_settings(app, ada, language="zh_CN")
    note = await condense.condense(app, ada, Pasted("请在明天下午三点前提交实验报告。天气很好，大家去公园。"))
    page = (await browser.get(f"/notes/{note.id}")).text
    assert '<span class="kind">请求</span>' in page
    assert "截止 2026年3月3日周二 15:00——“明天下午三点前”" in page
    assert '<option value="action">待办</option>' in page
    plain = await condense.condense(app, ada, Pasted("天气很好，大家去公园。"))
    assert 'id="kind"' not in (await browser.get(f"/notes/{plain.id}")).text


async def test_a_note_says_which_sentence_is_closest_to_its_question(
    app: App, ada: Person, browser: Browser
) -> None:
    ada = await people.change_settings(app, ada, language="zh_CN")
    made = await condense.condense(app, ada, Pasted(CHINESE), Request(focus="每天练习多久？"))
    page = html.fromstring((await browser.get(f"/notes/{made.id}")).text)
    (line,) = page.xpath('//ol[@class="highlights"]/li[.//*[@class="closest"]]')
    assert "每天练习二十分钟" in line.findtext('.//a[@class="said"]')
    assert line.findtext('.//*[@class="closest"]') == "最贴近你的问题"
    unasked = await condense.condense(app, ada, Pasted(CHINESE))
    assert "最贴近" not in (await browser.get(f"/notes/{unasked.id}")).text


async def test_what_was_accepted_is_there_after_a_restart(app: App, ada: Person, browser: Browser) -> None:
    await browser.post("/send", text=CHAPTER)
    home = (await browser.get("/")).text  # nobody works on jobs yet
    assert 'data-state="queued"' in home
    assert "waiting its turn" in home
    working = asyncio.create_task(jobs.work(app))
    await job_done(app, ada)
    working.cancel()
    await asyncio.wait({working})
    assert 'data-state="done"' in (await browser.get("/")).text


@pytest.mark.parametrize("text", ["", " \n\t"])
async def test_with_nothing_to_condense_one_is_told_at_the_field(browser: Browser, text: str) -> None:
    refused = await browser.post("/send", text=text, focus="What is a leaf?")
    assert refused.status_code == 422
    nothing = "There is nothing to condense. Write or paste some text, or add a file."
    assert refused_in(refused.text) == {"text": nothing}
    assert html.fromstring(refused.text).get_element_by_id("focus").value == "What is a leaf?"


async def test_where_something_did_not_work_one_can_go_on(
    browser: Browser, anyone: httpx.AsyncClient
) -> None:
    assert '<a href="/history"' in (await browser.get("/notes/77")).text
    nobody = (await anyone.get("/nowhere", headers=AS_BROWSER)).text
    assert "There is nothing here." in nobody
    assert '<a href="/history"' not in nobody


async def test_whoever_is_not_signed_in_is_told_how(anyone: httpx.AsyncClient) -> None:
    for path in ("/", "/history", "/settings", "/notes/1"):
        page = await anyone.get(path, headers=AS_BROWSER)
        assert page.status_code == 401
        assert "/web" in page.text


async def test_the_language_is_the_persons_then_the_browsers(app: App, ada: Person, browser: Browser) -> None:
    said = translations("zh_CN").gettext("History")
    wished = {"Accept-Language": "fr;q=0.3, zh-TW;q=0.9, en;q=0.8"}
    page = (await browser.get("/history", **wished)).text
    assert '<html lang="zh-CN">' in page
    assert said in page
    for broken in ("", ";;;q=x,,", "zh;q=", "x" * 9000):
        assert (await browser.get("/history", **{"Accept-Language": broken})).status_code == 200
    await people.change_settings(app, ada, language="en")
    assert '<html lang="en">' in (await browser.get("/history", **wished)).text
    missing = await browser.client.get("/api/v1/notes/9", headers={"Accept-Language": "zh"})
    assert missing.json()["error"]["message"] == "There is no such note."


async def test_a_date_of_another_year_says_which(
    app: App, ada: Person, connect: Connect, clock: Clock
) -> None:
    await people.change_settings(app, ada, time_zone="Asia/Tokyo")
    await condense.condense(app, ada, Pasted(CHAPTER))
    clock.now = datetime(2026, 12, 31, 14, 59, tzinfo=UTC)
    browser = await sign_in(app, await connect(), ada)
    assert ">2 Mar</time>" in (await browser.get("/history")).text
    clock.now = datetime(2026, 12, 31, 15, tzinfo=UTC)  # it is 2027 where she is
    assert ">2 Mar 2026</time>" in (await browser.get("/history")).text
    assert ">2026年3月2日</time>" in (await browser.get("/history", **{"Accept-Language": "zh-CN"})).text


async def test_nothing_in_a_note_becomes_part_of_the_page(app: App, ada: Person, browser: Browser) -> None:
    note = await condense.condense(app, ada, Pasted(HOSTILE, title="</title><script>x()</script>"))
    assert note.id
    await history.retitle(app, ada, note.id, '"><svg onload=x()>')
    for path in (
        f"/notes/{note.id}",
        "/history",
        "/history?query=%3Cscript%3Ealert",
        "/history?tag=%22%3E%3Cb%3E",
    ):
        page = (await browser.get(path)).text
        for element in ("<script>alert", "<img", "<svg onload", "<b>"):
            assert element not in page.replace('<img src="/static/', ""), path


async def test_the_source_is_shown_whole_with_its_highlights_marked(
    app: App, ada: Person, browser: Browser
) -> None:
    text = "\n\n".join(f"Paragraph {i}. {CHINESE if i % 2 else CHAPTER}" for i in range(30))
    note = await condense.condense(app, ada, Pasted(text))
    page = (await browser.get(f"/notes/{note.id}")).text
    assert page.count('<div class="chunk">') > 3
    assert page.count("<mark ") == len(note.highlights)
    assert all(f'id="s{sentence.index}"' in page for sentence in note.sentences)


@pytest.mark.parametrize("path", ["/notes/abc", "/history?cursor=x", f"/notes/{2**70}", "/nowhere"])
async def test_an_error_is_a_page_for_people(browser: Browser, path: str) -> None:
    page = await browser.get(path)
    assert page.status_code in (404, 422)
    assert "That did not work" in page.text
    assert "_id" not in page.text, "an address mistyped is no form filled in wrongly"


@pytest.mark.parametrize(
    ("path", "words", "onward"),
    [
        ("/history?tag=nix", "No note has the tag “nix”.", "/history"),
        ("/cards", "There are no cards yet.", "/history"),
        ("/cards?tag=nix", "No card is of a note with the tag “nix”.", "/cards"),
        ("/tasks", "Nothing to do now.", "/history"),
        ("/review", "Nothing to review now.", "/history"),
        ("/shared", "You share nothing with anybody just now.", "/history"),
        ("/practice", "There is nothing to practise with yet.", "/"),
    ],
)
async def test_an_empty_page_leads_on(browser: Browser, path: str, words: str, onward: str) -> None:
    page = (await browser.get(path)).text
    assert words in page
    assert html.fromstring(page).xpath(f'//main//a[contains(@class, "button")][@href="{onward}"]')
    assert "Start a round" not in page
    assert "Export to Anki" not in page


async def test_words_of_a_note_are_in_its_language_on_every_page(
    app: App, ada: Person, browser: Browser, clock: Clock
) -> None:
    text = CHINESE + "请在3月6日之前交报告。另请在3月5日之前报名。"
    note = await condense.condense(app, ada, Pasted(text), condense.Request(Budget(ratio=1.0)))
    assert note.id
    ada = await people.change_settings(app, ada, time_zone="Europe/Paris")
    schedule = reminders.Schedule(
        clock().time().replace(hour=11, minute=0), reminders.EVERY_DAY, "Europe/Paris"
    )
    await reminders.turn_on(app, ada, schedule, "en")
    clock.advance(hours=2)
    await reminders.deliver_due(app, lambda *_: asyncio.sleep(0, "1"))
    await cards.add_many(app, ada, note.id, [1, 2])
    group = await groups.make(app, ada, "Readers", "Ada")
    shareable = await groups.shareable(app, ada, note.id)
    await groups.share(app, ada, group.id, [each.highlight_id for each in shareable[:2]], Wish())
    at = f"/notes/{note.id}"
    for path in (
        "/",
        "/today",
        "/cards",
        "/review?shown=1",
        "/history",
        "/shared",
        f"/groups/{group.id}",
        at,
    ):
        page = html.fromstring((await browser.get(path)).text)
        strangers = [
            words.strip()
            for words in page.xpath("//main//text()[not(ancestor::script)]")
            if re.search(
                "[\u4e00-\u9fff]", re.sub("“.*?”", "", words)
            )  # but for what a sentence of ours quotes
            and not words.getparent().xpath("string(ancestor-or-self::*[@lang][1]/@lang)").startswith("zh")
        ]
        assert not strangers, path
    why = (await browser.get(f"{at}/highlights/1/why")).text
    assert re.search('class="warm" lang="zh"', why)
