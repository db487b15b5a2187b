"""Focus sessions over the wire: by a program, and by a page without JavaScript."""

from __future__ import annotations

from datetime import time
from xml.etree import ElementTree

import httpx

from bot.app import App
from bot.features import focus, groups
from bot.features.focus import FocusSettings
from bot.features.groups import Settings, Standing
from bot.features.people import Person
from tests.conftest import Clock
from tests.web_ui.conftest import Browser


async def test_a_program_runs_a_session(program: httpx.AsyncClient, clock: Clock) -> None:
    wish = {"minutes": 20, "rounds": 2, "break_minutes": 3}
    session = (await program.post("/api/v1/focus", json=wish)).json()
    assert session["phases"][1] == {"is_break": True, "round": 2, "seconds_left": 180}
    path = f"/api/v1/focus/{session['id']}"
    clock.advance(minutes=5)
    assert (await program.post(f"{path}/pause")).json()["state"] == "paused"
    assert (await program.post(f"{path}/resume")).json()["seconds_left"] == 900 + 23 * 60
    assert (await program.post(f"{path}/extend")).json()["seconds_left"] == 1200 + 23 * 60
    assert (await program.post(f"{path}/stop")).json()["focused_seconds"] == 300
    checked = await program.post(f"{path}/check-in", json={"attention": 4, "mood": 2})
    assert checked.json() == {"sentences": []}
    wish = {"goal_minutes": 120, "day_begins_hour": 5}
    kept = (await program.patch("/api/v1/focus/settings", json=wish)).json()
    assert kept == (await program.get("/api/v1/focus/settings")).json()
    assert kept == {"goal_minutes": 120, "day_begins": "05:00:00"}
    week = (await program.get("/api/v1/focus")).json()
    assert (week["minutes_this_week"], week["goal_minutes"]) == (5, 120)
    assert week["streak"] == {"weeks": 0, "freezes": 0, "rested": False}
    picture = (await program.get("/api/v1/focus/picture")).json()
    assert (picture["span"], picture["pieces"][0]["focus_seconds"]) == ("week", 300)
    assert picture["words"][0] == "Focus: 5 min, sessions: 1"
    late = await program.patch("/api/v1/focus/settings", json={"day_begins_hour": 13})
    assert late.status_code == 422
    assert (await program.get("/api/v1/focus/picture?span=ever")).status_code == 422
    assert (await program.post(f"{path}/check-in", json={"mood": 6})).status_code == 422
    assert (await program.post(f"{path}/explode")).status_code == 422
    assert (await program.post("/api/v1/focus", json={"minutes": 0})).status_code == 422


async def test_a_tab_that_is_older_than_the_session_leads_to_focus(
    app: App, ada: Person, browser: Browser, clock: Clock
) -> None:
    first = await focus.start(app, ada, 25)
    late = await browser.post("/focus", minutes="50")
    assert late.status_code == 303
    assert "A session is running already." in (await browser.get(late.headers["location"])).text
    clock.advance(minutes=5)
    await focus.stop(app, ada, first.id)
    for change in ("pause", "resume", "extend"):
        late = await browser.post(f"/focus/{first.id}/{change}")
        page = (await browser.get(late.headers["location"])).text
        assert (late.status_code, "That session was over already." in page) == (303, True)
        assert "How was it?" in page
    assert (await browser.post("/focus", minutes="0")).status_code == 422


async def test_the_page_runs_a_session_and_asks(
    app: App, ada: Person, browser: Browser, clock: Clock
) -> None:
    assert "Start focus" in (await browser.get("/focus")).text
    assert "Nothing to see here yet" in (await browser.get("/focus/picture")).text
    assert (await browser.post("/focus", minutes="25", rounds="2")).headers["location"] == "/focus"
    session = await focus.latest(app, ada)
    assert session
    page = (await browser.get("/focus")).text
    assert "Focus until 09:25 (UTC): 25 min left" in page
    assert "Then: break until 09:30 · focus until 09:55" in page
    await browser.post(f"/focus/{session.id}/pause")
    assert "Paused" in (await browser.get("/focus")).text
    await browser.post(f"/focus/{session.id}/resume")
    clock.advance(minutes=26)
    assert "Break until 09:30" in (await browser.get("/focus")).text
    saved = await browser.post("/focus/settings", goal_minutes="120", day_begins_hour="4")
    assert "Saved." in (await browser.get(saved.headers["location"])).text
    assert "Focus this week: 25 of 120 min" in (await browser.get("/today")).text
    clock.advance(minutes=29)
    assert "How was it?" in (await browser.get("/focus")).text
    kept = await browser.post(f"/focus/{session.id}/check-in", attention="5", mood="4", word="")
    page = (await browser.get(kept.headers["location"])).text
    assert "Kept: 50 min of focus." in page
    assert "How was it?" not in page
    assert "this week: 50 of 120" in page
    assert "Weeks in a row" not in page
    shown = {"shown_goal_minutes": "60", "shown_day_begins_hour": "4"}  # by a page opened long ago
    await browser.post("/focus/settings", goal_minutes="60", day_begins_hour="6", **shown)
    assert await focus.get_settings(app, ada) == FocusSettings(120, time(6))
    assert "Cards stay due from four" in (await browser.get("/focus")).text
    await browser.post("/focus/settings", goal_minutes="", day_begins_hour="4")
    assert "Weeks in a row: 1" in (await browser.get("/focus")).text
    page = (await browser.get("/focus/picture?span=day")).text
    assert '<tr><th scope="row">09:00</th><td>50</td><td>1</td></tr>' in page
    week = "/focus/picture?span=week"
    assert '<th scope="row">2 Mar 2026</th>' in (await browser.get(week)).text
    assert (
        '<th scope="row">2026年3月2日</th>' in (await browser.get(week, **{"Accept-Language": "zh-CN"})).text
    )
    drawn = await browser.get("/focus/picture/week/focus.svg", **{"Accept-Language": "zh-CN"})
    assert ">3/2<" in drawn.text
    chart = await browser.get("/focus/picture/day/focus.svg?dark=1&narrow=1")
    assert (chart.status_code, chart.headers["content-type"]) == (200, "image/svg+xml")
    drawn = ElementTree.fromstring(chart.content)
    assert {"04", "08"} <= {each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert (await browser.post("/focus/usual")).headers["location"] == "/focus"
    assert "25 min left" in (await browser.get("/focus")).text


async def test_the_page_shows_the_offer_once(app: App, ada: Person, browser: Browser) -> None:
    for place in range(3):
        session = await focus.start(app, ada)
        await focus.stop(app, ada, session.id)
        browser.client.headers["accept-language"] = "zh-TW,zh;q=0.9"
        answer = await browser.post(f"/focus/{session.id}/check-in", attention="2", mood="1", word="")
        browser.client.headers.pop("accept-language")
        assert ("轻一点的安排也一样好" in answer.text) == (place == 2)
    assert "安心專線 · 1925" in answer.text
    assert answer.text.count("findahelpline.com</a>") == 1
    assert '<input type="hidden" name="minutes" value="10">' in answer.text
    assert "A lighter plan" not in (await browser.get("/focus")).text


async def test_a_groups_session_on_its_page_and_by_programs(
    app: App, ada: Person, bo: Person, browser: Browser, program_of_bo: httpx.AsyncClient, clock: Clock
) -> None:
    circle = (await groups.make(app, ada, "Biology", "<b>Ada</b>")).id
    page, api = f"/groups/{circle}", "/api/v1/focus/together"
    assert "Begin it for the group" in (await browser.get(page)).text
    wish = {"group_id": str(circle), "minutes": "25", "rounds": "2", "break_minutes": "5"}
    begun = await browser.post("/focus/together", **wish)
    assert begun.headers["location"] == f"{page}#focus-together"
    shown = (await browser.get(page)).text
    assert "<strong>Focus until 09:25 (UTC)</strong>" in shown
    assert "Then: break until 09:30 · focus until 09:55" in shown
    assert "In it: <bdi><bdi>&lt;b&gt;Ada&lt;/b&gt;</bdi></bdi>" in shown
    assert f'<a href="{page}#focus-together" dir="auto">Biology</a>' in (await browser.get("/focus")).text
    assert "has a shared session" in (await browser.post("/focus/together", **wish)).text
    room = (await focus.running_in_mine(app, ada))[0].room.id
    assert (await program_of_bo.get(f"{api}/{room}")).status_code == 404
    assert (await program_of_bo.post(f"{api}/{room}/join")).status_code == 404
    assert (await program_of_bo.post(api, json=wish)).status_code == 404
    _, link = await groups.invite(app, ada, circle, "")
    await groups.accept(app, bo, groups.secret_in(link), "Bo")
    joined = (await program_of_bo.post(f"{api}/{room}/join")).json()
    assert joined == (await program_of_bo.get(api)).json()["sessions"][0]
    assert (joined["names"], joined["people"], joined["is_in"]) == (["<b>Ada</b>", "Bo"], 2, True)
    assert joined["phases"][0] == {"is_break": False, "round": 1, "ends_at": "2026-03-02T09:25:00Z"}
    own = (await program_of_bo.get("/api/v1/focus")).json()["session"]
    assert (own["people"], own["group_id"]) == (2, circle)
    assert (await program_of_bo.post(f"{api}/{room}/stop")).status_code == 403
    clock.advance(minutes=27)
    assert "<strong>Break until 09:30 (UTC)</strong>" in (await browser.get(page)).text
    left = await browser.post(f"/focus/together/{room}/leave")
    assert "you are asked under Focus" in (await browser.get(left.headers["location"])).text
    assert "How was it?" in (await browser.get("/focus")).text
    await browser.post(f"/focus/together/{room}/join")
    assert "<bdi>Bo</bdi> · <bdi>&lt;b&gt;Ada" in (await browser.get(page)).text
    stopped = await browser.post(f"/focus/together/{room}/stop")
    assert "It is stopped for all." in (await browser.get(stopped.headers["location"])).text
    over = (await program_of_bo.get(f"{api}/{room}")).json()
    assert (over["state"], over["names"], over["people"], over["phases"]) == ("over", [], 2, [])
    assert (await program_of_bo.post(f"{api}/{room}/join")).status_code == 404
    await the_page_says_who_sees_it(app, ada, browser)


async def the_page_says_who_sees_it(app: App, ada: Person, browser: Browser) -> None:
    """The channel does not any more once the group moved to one that others may read."""
    for channel_id, sees in ((5, True), (6, False)):
        wish, standing = Settings(channel_id=channel_id), Standing("Ada", manages=True)
        lab = (await groups.set_up(app, ada, 77, standing, wish, name="Lab", language="en")).id
        if await focus.running(app, ada, lab) is None:
            await focus.start_in_group(app, ada, lab, 25)
        page = (await browser.get(f"/groups/{lab}")).text
        assert ("and its channel on Discord see who is in" in page) is sees
        assert ("The group sees who is in" in page) is not sees
