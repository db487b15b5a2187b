"""Tasks over HTTP: the JSON API and the page without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from lxml import html

from bot.app import App
from bot.features import tasks
from bot.features.people import Person
from bot.features.reminders import deliver_due
from bot.features.tasks import State
from tests.conftest import Clock
from tests.web_ui.conftest import Browser, form_of, refused_in
from tests.web_ui.test_reminders import taken

TEXT = "Please hand in the essay by 20 March. Please send the slides by Friday at 3 pm. The sky was grey that day."


@pytest.fixture
async def note(program: httpx.AsyncClient) -> dict[str, Any]:
    made = await program.post("/api/v1/condense", json={"text": TEXT, "sentences": 3})
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


async def test_a_task_from_offer_to_deletion(program: httpx.AsyncClient, note: dict[str, Any]) -> None:
    path = f"/api/v1/notes/{note['id']}/tasks"
    offers = (await program.get(path)).json()["offers"]
    assert [(each["deadline"]["date"], each["task_id"]) for each in offers] == [
        ("2026-03-20", None),
        ("2026-03-06", None),
    ]
    made = await program.post(path, json={"indices": [each["index"] for each in offers]})
    assert made.status_code == 201, made.text
    essay, slides = made.json()["tasks"]
    assert (slides["due_date"], slides["due_time"], slides["state"]) == ("2026-03-06", "15:00", "open")
    assert (await program.post(path, json={"indices": [offers[0]["index"]]})).json()["tasks"] == [essay]
    assert [each["task_id"] for each in (await program.get(path)).json()["offers"]] == [
        essay["id"],
        slides["id"],
    ]
    listed = (await program.get("/api/v1/tasks")).json()
    assert listed == {"tasks": [slides, essay], "next_cursor": None}

    for form, media, words in (
        (None, "text/calendar", "BEGIN:VTODO"),
        ("csv", "text/csv", "due_date"),
        ("md", "text/markdown", "- [ ] Please hand in"),
    ):
        answer = await program.get("/api/v1/tasks/export", params={"format": form} if form else {})
        assert answer.headers["content-type"].startswith(media)
        assert f"pith-tasks.{form or 'ics'}" in answer.headers["content-disposition"]
        assert words in answer.text
    assert (await program.get("/api/v1/tasks/export?format=pdf")).status_code == 422

    one = f"/api/v1/tasks/{essay['id']}"
    changed = (await program.patch(one, json={"due_time": "18:30"})).json()
    assert (changed["due_date"], changed["due_time"], changed["changes"]) == ("2026-03-20", "18:30", 1)
    changed = (
        await program.patch(one, json={"due_date": "2026-03-21", "snoozed_until": "2026-03-10"})
    ).json()
    assert (changed["due_date"], changed["due_time"], changed["state"]) == ("2026-03-21", None, "later")
    changed = (await program.patch(one, json={"snoozed_until": None, "done": True})).json()
    assert (changed["state"], changed["uid"]) == ("done", essay["uid"])
    assert (await program.get(one)).json() == changed
    done = (await program.get("/api/v1/tasks", params={"state": "done"})).json()["tasks"]
    assert done == [changed]
    assert (await program.delete(one)).status_code == 204
    assert (await program.get(one)).status_code == 404


async def test_what_does_not_fit_is_said_and_nobody_elses_found(
    program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient, note: dict[str, Any]
) -> None:
    path = f"/api/v1/notes/{note['id']}/tasks"
    (task,) = (await program.post(path, json={"indices": [0]})).json()["tasks"]
    for body, word in (
        ({"due_date": "soon"}, "due_date"),
        ({"due_date": "1990-01-01"}, "ten years"),
        ({"due_date": None, "due_time": "09:00"}, "its day"),
        ({"snoozed_until": "2026-03-02"}, "to come"),
        ({"due_date": "2026-03-21", "snoozed_until": "2020-01-01", "done": True}, "to come"),
        ({"due_time": "15:00+02:00"}, "due_time"),
        ({"done": "perhaps"}, "done"),
    ):
        answer = await program.patch(f"/api/v1/tasks/{task['id']}", json=body)
        assert answer.status_code == 422
        assert word in answer.json()["error"]["message"]
    one = f"/api/v1/tasks/{task['id']}"
    assert (await program.get(one)).json() == task, "all of a change or nothing"
    for indices in ([], [-1], ["x"], [0] * 101):
        assert (await program.post(path, json={"indices": indices})).status_code == 422
    assert (await program.post(path, json={"indices": [10**6]})).status_code == 404

    one = f"/api/v1/tasks/{task['id']}"
    for method, where, body in (
        ("GET", path, None),
        ("POST", path, {"indices": [0]}),
        ("GET", one, None),
        ("PATCH", one, {"done": True}),
        ("DELETE", one, None),
    ):
        assert (await program_of_bo.request(method, where, json=body)).status_code == 404, where
    assert (await program_of_bo.get("/api/v1/tasks")).json()["tasks"] == []
    assert (await program.get(one)).json() == task


async def told(browser: Browser, path: str, words: str, **form: str) -> str:
    """The page after a press, which tells of it first, where the browser puts the focus."""
    answer = await browser.post(path, **form)
    assert answer.status_code == 303
    where, _, place = answer.headers["location"].partition("#")
    page = (await browser.get(where)).text
    told = html.fromstring(page).get_element_by_id(place)
    assert (told.get("role"), told.get("tabindex")) == ("status", "-1")
    assert " ".join(told.text_content().split()) == words
    return page


async def taken_back(browser: Browser, page: str, words: str) -> str:
    """The page after the button in what it tells."""
    (form,) = html.fromstring(page).xpath("//*[@id='said']//form")
    fields = {name: value for name, value in form.form_values() if name != "csrf"}
    return await told(browser, form.action, words, **fields)


async def test_each_press_says_what_it_came_to_and_can_be_taken_back(
    app: App, ada: Person, browser: Browser, note: dict[str, Any]
) -> None:
    slides, essay = reversed(await tasks.confirm(app, ada, note["id"], [0, 1]))
    page = await told(browser, f"/tasks/{slides.id}/done", f"Done: {slides.words} Undo")
    await taken_back(browser, page, f"On your list again: {slides.words}")
    page = await told(
        browser,
        f"/tasks/{slides.id}/snooze",
        f"Put off until Tue 3 Mar 2026: {slides.words} Undo",
        until="tomorrow",
    )
    await taken_back(browser, page, f"On your list again: {slides.words}")
    assert not (await tasks.get(app, ada, slides.id)).snoozed_until_on
    path, moved = f"/tasks/{slides.id}/due", {"due_date": "2026-03-09", "due_time": ""}
    page = await told(browser, path, f"Changed: {slides.words} (due Mon 9 Mar 2026) Undo", **moved)
    page = await taken_back(browser, page, f"Changed: {slides.words} (due Fri 6 Mar 2026, 15:00) Undo")
    page = await told(browser, path, f"Changed: {slides.words} (no date) Undo", **dict.fromkeys(moved, ""))
    await taken_back(browser, page, f"Changed: {slides.words} (due Fri 6 Mar 2026, 15:00) Undo")
    page = await told(
        browser, f"/tasks/{essay.id}/delete", f"Not a task any more: {essay.words} Add it again"
    )
    (form,) = html.fromstring(page).xpath("//*[@id='said']//form")
    await browser.post(form.action, index=form.fields["index"])
    assert {task.words for task in (await tasks.list_tasks(app, ada)).tasks} == {slides.words, essay.words}


async def test_what_is_not_so_any_more_is_not_told(
    app: App, ada: Person, browser: Browser, note: dict[str, Any]
) -> None:
    (task,) = await tasks.confirm(app, ada, note["id"], [0])
    for query in (
        f"said=done&task={task.id}", "said=due&task=999", "said=done", "said=deleted&of_note=999&index=0",
        f"said=deleted&of_note={note['id']}&index=99",
    ):  # fmt: skip
        page = await browser.get(f"/tasks?{query}")
        assert page.status_code == 200
        assert 'id="said"' not in page.text
    assert (await browser.get("/tasks?said=eaten")).status_code == 422


async def test_the_page_from_offer_to_undo(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient, note: dict[str, Any]
) -> None:
    assert f'href="/tasks?note={note["id"]}"' in (await browser.get(f"/notes/{note['id']}")).text
    assert "Nothing to do now." in (await browser.get("/tasks")).text
    page = (await browser.get(f"/tasks?note={note['id']}")).text
    chosen = re.findall(r'name="index" value="(\d+)" checked', page)
    assert len(chosen) == 2
    assert (await browser.post(f"/notes/{note['id']}/tasks", index=chosen)).status_code == 303
    page = (await browser.get(f"/tasks?note={note['id']}")).text
    assert "All of it is on your list." in page
    assert "due Fri 6 Mar 2026, 15:00" in page
    slides, essay = (await tasks.list_tasks(app, ada, State.OPEN)).tasks

    page = await told(browser, f"/tasks/{slides.id}/done", f"Done: {slides.words} Undo")
    assert "Done, the last first" in page
    await browser.post(f"/tasks/{slides.id}/undo")
    assert not (await tasks.get(app, ada, slides.id)).is_done

    await browser.post(f"/tasks/{essay.id}/due", due_date="2026-03-09", due_time="")
    await browser.post(f"/tasks/{slides.id}/due", due_date="", due_time="")
    assert [task.id for task in (await tasks.list_tasks(app, ada)).tasks] == [essay.id, slides.id]
    await browser.post(f"/tasks/{essay.id}/snooze", until="week")
    assert "put off until Mon 9 Mar 2026" in (await browser.get("/tasks")).text
    await browser.post(f"/tasks/{essay.id}/snooze")
    assert "put off" not in (await browser.get("/tasks")).text
    assert (await browser.post(f"/tasks/{essay.id}/snooze", until="never")).status_code == 422
    assert (await browser.post(f"/tasks/{essay.id}/due", due_date="soon", due_time="")).status_code == 422
    await browser.post(f"/tasks/{essay.id}/delete")
    assert [task.id for task in (await tasks.list_tasks(app, ada)).tasks] == [slides.id]

    made = await program.post("/api/v1/condense", json={"text": "The sky was grey. The sea was calm."})
    page = (await browser.get(f"/tasks?note={made.json()['id']}")).text
    assert "Nothing in this note asks to be done." in page
    assert (await browser.get("/tasks?note=999")).status_code == 404

    many = " ".join(f"Please send letter {number} by 20 March." for number in range(60))
    made = await program.post("/api/v1/condense", json={"text": many, "sentences": 60})
    page = (await browser.get(f"/tasks?note={made.json()['id']}")).text
    chosen = re.findall(r'name="index" value="(\d+)" checked', page)
    assert len(chosen) == 40
    assert "These are the first 40; the rest follows." in page
    answer = await browser.post(f"/notes/{made.json()['id']}/tasks", index=chosen)
    assert answer.status_code == 303
    assert (await browser.get(answer.headers["location"])).text.count("checked") == 20


async def test_what_was_due_stands_as_that(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient, note: dict[str, Any], clock: Clock
) -> None:
    await program.put("/api/v1/reminder", json={"when": "every day at 9:30", "time_zone": "UTC"})
    clock.advance(days=5, minutes=30)
    was_due = "was due Fri 6 Mar 2026, 15:00"
    offers = (await browser.get(f"/tasks?note={note['id']}")).text
    assert f"{was_due} — “by Friday at 3 pm”" in offers
    await tasks.confirm(
        app, ada, note["id"], [each.sentence.index for each in await tasks.offered(app, ada, note["id"])]
    )
    await deliver_due(app, taken)
    assert was_due in (await browser.get("/today")).text
    page = (await browser.get("/tasks")).text
    assert was_due in page
    assert '<span class="task-due">due Fri 20 Mar 2026</span>' in page
    chinese = (await browser.get("/tasks", **{"Accept-Language": "zh-CN"})).text
    assert "原定 2026年3月6日周五 15:00 截止" in chinese


async def test_a_day_that_does_not_fit_is_put_right_at_its_task(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient
) -> None:
    text = "Please water the plants. Please bring the map."
    note_id = (await program.post("/api/v1/condense", json={"text": text})).json()["id"]
    assert (await browser.post("/tasks/webhook")).status_code == 422, "no field at all"
    none = await browser.post(f"/notes/{note_id}/tasks")
    assert refused_in(none.text) == {"index": "Choose at least one sentence."}
    task, other = await tasks.confirm(app, ada, note_id, [0, 1])
    await tasks.snooze_for(app, ada, other.id, tasks.Snooze.WEEK)
    for one, day, clock, why in (
        (task, "", "09:00", "A time needs its day."),
        (other, "2090-01-01", "", "Choose a day within the next ten years."),
        (task, "soon", "", "“due_date” does not fit: write a date like 2026-03-05."),
    ):
        refused = await browser.post(f"/tasks/{one.id}/due", due_date=day, due_time=clock)
        assert (refused.status_code, refused_in(refused.text)) == (422, {"due_date": why})
        form = form_of(refused.text, f"/tasks/{one.id}/due")
        assert (form["due_date"], form["due_time"]) == (day, clock)
        page = html.fromstring(refused.text)
        assert len(page.xpath("//details[@open]")) == (2 if one is other else 1), "and it is in sight"


async def test_a_page_marks_what_can_become_a_task(browser: Browser, program: httpx.AsyncClient) -> None:
    text = "We decided to use blue. The sky was grey. Please water the plants."
    note_id = (await program.post("/api/v1/condense", json={"text": text, "sentences": 3})).json()["id"]
    listed = (await program.get(f"/api/v1/notes/{note_id}/sentences")).json()["sentences"]
    assert [each["to_do"] for each in sorted(listed, key=lambda each: each["index"])] == [False, False, True]
    page = (await browser.get(f"/notes/{note_id}")).text
    assert re.findall(r'id="h(\d)"[^>]* data-to-do>', page) == ["2"]


async def test_the_page_leads_to_every_task(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient
) -> None:
    text = " ".join(f"Please water {count} plants." for count in range(2, 27))
    note_id = (await program.post("/api/v1/condense", json={"text": text})).json()["id"]
    for task in await tasks.confirm(app, ada, note_id, range(25)):
        await tasks.done(app, ada, task.id)
    page = (await browser.get("/tasks")).text
    assert page.count('class="card task"') == 20
    (link,) = re.findall(r'href="(/tasks\?of=done[^"]*)"', page)
    rest = (await browser.get(link.replace("&amp;", "&"))).text
    assert (rest.count('class="card task"'), "of=done" in rest) == (5, False)


async def test_a_webhook_is_set_looked_after_and_turned_off(
    browser: Browser, program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient
) -> None:
    path = "/api/v1/tasks/webhook"
    for method, where in (("GET", path), ("POST", f"{path}/resume")):
        assert (await program.request(method, where)).status_code == 404
    refused = await program.put(path, json={"url": "https://127.0.0.1/"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid")
    made = (await program.put(path, json={"url": "https://8.8.8.8/hook"})).json()
    known = (await program.get(path)).json()
    assert len(made.pop("secret")) > 40
    assert known == made == {
        "url": "https://8.8.8.8/hook",
        "is_on": True,
        "waiting": 1,
        "failing_since": None,
        "failure": None,
        "words": "On its way: 1.",
    }  # fmt: skip
    assert (await program_of_bo.get(path)).status_code == 404
    page = await browser.post("/tasks/webhook", url="https://8.8.4.4/hook?a=<b>")
    assert 'value="https://8.8.4.4/hook?a=&lt;b&gt;"' in page.text
    assert re.search(r'readonly value="[\w-]{43}"', page.text)
    assert "readonly" not in (await browser.get("/tasks")).text, "the secret is shown once"
    assert (await browser.post("/tasks/webhook/resume")).status_code == 303
    refused = await browser.post("/tasks/webhook", url="http://10.0.0.1/")
    assert (refused.status_code, form_of(refused.text, "/tasks/webhook")["url"]) == (422, "http://10.0.0.1/")
    assert (await browser.post("/tasks/webhook/off")).status_code == 303
    assert (await program.get(path)).status_code == 404
    await program.put(path, json={"url": "https://8.8.8.8/hook"})
    assert (await program.delete(path)).status_code == 204
    assert (await program.get(path)).status_code == 404
    about = (await program.get("/openapi.json")).json()
    assert "/tasks/webhook" in str(list(about["paths"]))
    told = about["webhooks"]["task"]["post"]
    assert {each["name"] for each in told["parameters"]} == {"pith-event", "pith-signature"}


async def test_what_is_left_out_is_offered_below_the_highlights(
    browser: Browser, program: httpx.AsyncClient
) -> None:
    text = (
        "The rain that fell on the hills all night filled the two rivers and the great lake behind the dam. "
        "Please water the plants. Please send the report to Anna by 20 March."
    )
    made = (await program.post("/api/v1/condense", json={"text": text, "sentences": 1})).json()
    assert "Please" not in made["highlights"][0]["text"]
    (offer,) = (await program.get(f"/api/v1/notes/{made['id']}/tasks")).json()["offers"]
    assert (offer["sentence"], offer["is_highlight"]) == (text[offer["start"] : offer["end"]], False)
    assert " data-asks" in (await browser.get(f"/notes/{made['id']}")).text
    page = (await browser.get(f"/tasks?note={made['id']}")).text
    assert page.count("Not among the highlights:") == 1
    assert f'href="/notes/{made["id"]}#s{offer["index"]}"' in page
    quiet = (await program.post("/api/v1/condense", json={"text": "The sky was grey. It was cold."})).json()
    assert " data-asks" not in (await browser.get(f"/notes/{quiet['id']}")).text
