"""Reminders in the browser and over the API: set, delivered to the inbox, answered, in the calendar, off."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from bot.app import App
from bot.features import cards, condense, focus, reminders
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.features.reminders import deliver_due
from bot.features.reminders.usual import ENOUGH
from bot.web_ui import server
from tests.conftest import CHAPTER, Clock
from tests.fakes.push_service import SUBJECT, VAPID_KEY, PushService
from tests.web_ui.conftest import Browser


async def taken(*_: object) -> str:
    """A face that gets each through."""
    return "1"


async def closed(*_: object) -> str:
    """A face that gets none through."""
    raise reminders.Refused


EACH_DAY = [str(day) for day in range(7)]


async def test_it_is_set_answered_and_stopped_on_the_pages(
    app: App, ada: Person, browser: Browser, clock: Clock
) -> None:
    note = await condense.condense(app, ada, Pasted(f"{CHAPTER}\n\nPlease hand in the essay by 5 March."))
    form = {"on": "on", "at": "11:00", "reminder_zone": "Europe/Paris", "quiet_from": "", "quiet_until": ""}
    saved = await browser.post("/reminder", **form, days=EACH_DAY, paused_until="")
    assert saved.status_code == 303, saved.text
    assert (
        "Every day at 11:00 in Europe/Paris, where it is 10:00 now." in (await browser.get("/settings")).text
    )
    assert "Nothing here yet" in (await browser.get("/today")).text
    clock.advance(hours=1)
    await deliver_due(app, taken)
    page = (await browser.get("/today")).text
    assert "Monday 2 March" in page
    assert page.count("<blockquote") == 1
    assert "Coming up" in page
    assert "due Thu 5 Mar 2026 — “by 5 March” · " in page, "its day, and the words that name it"
    chinese = (await browser.get("/today", **{"Accept-Language": "zh-CN"})).text
    assert "截止 2026年3月5日周四——“by 5 March” · " in chinese
    essay = next(each.index for each in note.sentences if "essay" in each.text)
    assert f'<a href="/notes/{note.id}#s{essay}"' in page, "it leads to what is due"
    assert "Cards to review now" not in page
    [delivery_id] = set(re.findall(r"/today/([0-9a-f]{20})/done", page))
    assert (await browser.post(f"/today/{delivery_id}/snooze", how_long="10m")).status_code == 303
    assert "Comes again: Monday 2 March 11:10" in (await browser.get("/today")).text
    clock.advance(minutes=10)
    await deliver_due(app, taken)
    assert (await browser.post(f"/today/{delivery_id}/done")).status_code == 303
    page = (await browser.get("/today")).text
    assert "/done" not in page
    stopped = await browser.post("/reminder/stop")
    page = (await browser.get(stopped.headers["location"], **{"Accept-Language": "zh-CN"})).text
    assert "全部关闭了：提醒、通知和日历地址。" in page
    known = await reminders.get(app, ada)
    assert known is not None
    assert not known.is_on
    assert "/reminder/stop" not in page
    await reminders.new_address(app, ada)
    assert "/reminder/stop" in (await browser.get("/today")).text, "as long as there is something to turn off"


async def test_due_cards_lead_to_the_review(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient, clock: Clock
) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    await cards.add_many(app, ada, note.id or 0, [h.index for h in note.highlights[:3]])
    await program.put("/api/v1/reminder", json={"when": "every day at 9:30", "time_zone": "UTC"})
    clock.advance(minutes=30)
    await deliver_due(app, taken)
    page = (await browser.get("/today")).text
    assert '<a class="button" href="/review">Cards to review now: 3</a>' in page
    (delivery,) = (await program.get("/api/v1/deliveries")).json()["deliveries"]
    assert (delivery["cards_due"], delivery["focus_goal"]) == (3, None)
    await focus.change_settings(app, ada, goal_minutes=60)
    (delivery,) = (await program.get("/api/v1/deliveries")).json()["deliveries"]
    assert delivery["focus_goal"] == {"minutes": 0, "goal_minutes": 60}
    clock.advance(days=1)
    await deliver_due(app, taken)
    page = (await browser.get("/today")).text
    assert page.index("Cards to review now: 3") < page.index("Nothing is waiting here now.")
    assert "Nothing of yours" not in page, (
        "cards were waiting the day before; they stand in the newest delivery"
    )


async def test_the_switch_turns_it_off(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient
) -> None:
    await program.put("/api/v1/reminder", json={"when": "every day at 8", "time_zone": "UTC"})
    await browser.post("/reminder", at="08:00", days=EACH_DAY, reminder_zone="UTC")
    assert (await program.get("/api/v1/reminder")).json()["is_on"] is False


async def test_a_program_sets_it_in_plain_words(program: httpx.AsyncClient) -> None:
    assert (await program.get("/api/v1/reminder")).json()["is_on"] is False
    refused = await program.put("/api/v1/reminder", json={"when": "weekdays at half past seven"})
    assert refused.status_code == 422  # nobody has said where
    wish = {"when": "工作日早上七点半", "time_zone": "Asia/Shanghai", "quiet": ["22:00", "07:00"]}
    for elsewhere in ({"at": "08:00Z"}, {"quiet": ["22:00Z", "07:00+02:00"]}):
        assert (await program.put("/api/v1/reminder", json=wish | elsewhere)).status_code == 422
    known = (await program.put("/api/v1/reminder", json=wish)).json()
    assert (known["at"], known["days"], known["quiet"]) == ("07:30", [0, 1, 2, 3, 4], ["22:00", "07:00"])
    assert known["next_at"] == "2026-03-02T23:30:00Z"
    paused = (await program.post("/api/v1/reminder/pause", json={"until": "2026-03-09"})).json()
    assert paused["next_at"] == "2026-03-08T23:30:00Z"
    await program.patch("/api/v1/person", json={"time_zone": "Europe/Paris"})
    known = (await program.get("/api/v1/reminder")).json()
    assert (known["time_zone"], known["next_at"]) == ("Europe/Paris", "2026-03-09T06:30:00Z"), "it goes along"
    for unclear in ("now and then", "每天九九十点"):
        assert (await program.put("/api/v1/reminder", json={"when": unclear})).status_code == 422
    assert (await program.delete("/api/v1/reminder")).status_code == 204
    assert (await program.get("/api/v1/reminder")).json()["next_at"] is None


async def test_deliveries_are_answered_by_their_person_alone(
    app: App, program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient, clock: Clock
) -> None:
    await program.put("/api/v1/reminder", json={"when": "9:30", "time_zone": "UTC"})
    clock.advance(minutes=30)
    await deliver_due(app, taken)
    [delivery] = (await program.get("/api/v1/deliveries")).json()["deliveries"]
    assert (await program_of_bo.get("/api/v1/deliveries")).json() == {"deliveries": []}
    for path, body in (("done", {}), ("snooze", {"how_long": "1h"})):
        address = f"/api/v1/deliveries/{delivery['id']}/{path}"
        assert (await program_of_bo.post(address, json=body)).status_code == 404
    snoozed = await program.post(f"/api/v1/deliveries/{delivery['id']}/snooze", json={"how_long": "1h"})
    assert snoozed.json() == {"until": "2026-03-02T10:30:00Z"}
    assert (await program.post(f"/api/v1/deliveries/{delivery['id']}/done")).status_code == 204


async def test_a_late_one_and_the_last_one_say_so_and_who_looks_has_answered(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient, clock: Clock
) -> None:
    await program.put("/api/v1/reminder", json={"when": "9:30", "time_zone": "UTC"})
    clock.advance(hours=3)
    await deliver_due(app, taken)
    assert "came late: it was meant for Monday 2 March 09:30" in (await browser.get("/today")).text
    for unanswered in range(1, 9):
        clock.advance(days=1)
        await deliver_due(app, taken)
        known = await reminders.get(app, ada)
        assert known
        assert known.is_on == (unanswered < 8), "the first was looked at"
    page = (await browser.get("/today")).text
    assert "I&#39;ll be quiet from now on" in page
    assert "is paused" not in page, "said once"
    assert (await browser.post("/reminder/resume")).status_code == 303
    assert "quiet from now on" not in (await browser.get("/today")).text
    assert (await program.get("/api/v1/reminder")).json()["is_on"]
    clock.advance(days=1)
    await deliver_due(app, closed)
    page = (await browser.get("/today")).text
    assert "Your daily reminder is paused: Discord" in page
    assert "stayed unanswered" not in page


async def test_another_time_is_offered_and_answered(
    app: App, browser: Browser, program: httpx.AsyncClient, clock: Clock
) -> None:
    await program.put("/api/v1/reminder", json={"when": "9:30", "time_zone": "UTC"})
    clock.advance(minutes=30)
    for _ in range(ENOUGH + 1):
        await deliver_due(app, taken)
        clock.advance(hours=10)
        [delivery, *_] = (await program.get("/api/v1/deliveries")).json()["deliveries"]
        await program.post(f"/api/v1/deliveries/{delivery['id']}/done")
        clock.advance(hours=14)
    assert (await program.get("/api/v1/reminder")).json()["offered"] == "19:30"
    for page in ("/today", "/settings"):
        assert "You usually answer around 19:30." in (await browser.get(page)).text
    assert (await browser.post("/reminder/offer", accept="yes", time="08:15")).status_code == 404, (
        "an old page"
    )
    assert 'name="time" value="19:30"' in (await browser.get("/today")).text
    await browser.post("/reminder/offer", accept="yes", time="19:30", back="today")
    known = (await program.get("/api/v1/reminder")).json()
    assert (known["at"], known["offered"]) == ("19:30", None)
    assert "You usually answer" not in (await browser.get("/today")).text
    assert (await program.post("/api/v1/reminder/offer", json={"accept": False})).status_code == 404


async def test_the_calendar_keeps_its_uids_and_its_secret(
    app: App,
    ada: Person,
    program: httpx.AsyncClient,
    browser: Browser,
    anyone: httpx.AsyncClient,
    clock: Clock,
) -> None:
    assert (await program.post("/api/v1/reminder/calendar")).status_code == 404
    asked = ("Please hand in the essay by 5 March.", "Please send the report by 5 March.")
    text = Pasted("\n\n".join([CHAPTER, *asked, asked[0]]))
    note = await condense.condense(app, ada, text)
    await program.put("/api/v1/reminder", json={"when": "daily at 8", "time_zone": "Europe/Paris"})
    first = (await program.post("/api/v1/reminder/calendar")).json()["url"]
    feed = await anyone.get(first)
    assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line.encode()) <= 75 for line in feed.text.split("\r\n"))
    unfolded = feed.text.replace("\r\n ", "")
    assert "DTSTART:20260303T070000Z" in unfolded
    assert "DTSTART:20260330T060000Z" in unfolded  # after the clocks went on, still eight in Paris
    assert unfolded.count("DTSTART;VALUE=DATE:20260305") == 2, "what is said twice is one"
    assert re.findall("SUMMARY:(.* by 5 March.)\r", unfolded) == list(asked)
    places = [each.index for each in note.sentences if each.deadlines][:2]
    assert re.findall(rf"URL:http\S+/notes/{note.id}#s(\d+)\r", unfolded) == [str(place) for place in places]
    uids = re.findall("UID:(.*)", unfolded)
    assert len(uids) == len(set(uids))
    clock.advance(hours=1)
    assert re.findall("UID:(.*)", (await anyone.get(first)).text.replace("\r\n ", "")) == uids
    page = (await browser.post("/reminder/calendar")).text
    second = re.search(r"http\S+/calendar/\S+?\.ics", page)
    assert second
    assert (await anyone.get(first)).status_code == 404
    assert (await anyone.get(second[0])).status_code == 200
    await program.delete("/api/v1/reminder")
    assert (await anyone.get(second[0])).status_code == 404


async def test_why_it_stopped_is_told_once(app: App, ada: Person, browser: Browser, clock: Clock) -> None:
    await reminders.turn_on(app, ada, reminders.Schedule(clock().time(), reminders.EVERY_DAY, "UTC"), "en")
    clock.advance(days=1)
    await deliver_due(app, closed)
    assert "daily reminder is paused" in (await browser.get("/")).text
    assert "daily reminder is paused" not in (await browser.get("/")).text


async def test_a_browser_is_notified_when_it_asks(
    app: App,
    site: FastAPI,
    ada: Person,
    browser: Browser,
    program: httpx.AsyncClient,
    program_of_bo: httpx.AsyncClient,
    clock: Clock,
) -> None:
    assert (await program.get("/api/v1/push")).json() == {"key": None, "browsers": []}
    await program.put("/api/v1/reminder", json={"when": "9:30", "time_zone": "UTC"})
    assert "Also notify this browser" not in (await browser.get("/settings")).text
    wish = PushService(app.clock).subscription | {"endpoint": "https://8.8.8.8/push"}
    assert (await program.post("/api/v1/push/browsers", json=wish)).status_code == 404, "no key is set"
    keys = {"vapid_private_key": SecretStr(VAPID_KEY), "vapid_subject": SUBJECT}
    server.stand_on(site, replace(app, settings=app.settings.model_copy(update=keys)))
    made = await program.post("/api/v1/push/browsers", json=wish)
    assert made.status_code == 201, made.text
    known = (await program.get("/api/v1/push")).json()
    assert [each["id"] for each in known["browsers"]] == [made.json()["id"]]
    page = (await browser.get("/settings")).text
    assert f'data-key="{known["key"]}" data-browsers="{made.json()["id"]}"' in page
    assert "Browsers that are notified: 1" in page
    address = f"/api/v1/push/browsers/{made.json()['id']}"
    assert (await program_of_bo.delete(address)).status_code == 404
    assert (await program.delete(address)).status_code == 204
    await program.post("/api/v1/push/browsers", json=wish)
    clock.advance(minutes=30)
    await deliver_due(app, closed)  # the reminder stops by itself
    page = (await browser.get("/settings")).text
    assert "Also notify this browser" not in page
    assert "Browsers that are notified: 1" in page
    assert (await browser.post("/reminder/push/stop")).status_code == 303
    assert (await program.get("/api/v1/push")).json()["browsers"] == []
    script = await browser.get("/push_worker.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cache-control"] == "no-cache"
    assert (await browser.get("/pith.webmanifest")).json()["start_url"] == "/today"
