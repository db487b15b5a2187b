"""A server's digest on its group's page and over HTTP; and the servers in which one is left out."""

from __future__ import annotations

import httpx

from bot.app import App
from bot.features import catchup, digests, groups
from bot.features.people import Person
from tests.web_ui.conftest import Browser, form_of


async def test_a_digest_is_set_and_names_one_only_when_told(
    app: App,
    browser: Browser,
    program: httpx.AsyncClient,
    program_of_bo: httpx.AsyncClient,
    ada: Person,
    bo: Person,
) -> None:
    boss = groups.Standing("Ada", manages=True)
    made = await groups.set_up(app, ada, 77, boss, groups.Settings(channel_id=78), name="Lab", language="en")
    await groups.enter(app, bo, made.id, groups.Standing("Bo", manages=False))
    at = f"/api/v1/groups/{made.id}/digest"
    assert (await program.get(at)).json()["is_on"] is False
    wish = {"time": "18:00", "days": [0, 4], "time_zone": "Europe/Paris"}
    assert (await program_of_bo.put(at, json=wish)).status_code == 403
    assert (await program.put(at, json=wish | {"time_zone": "Mars"})).status_code == 422
    done = (await program.put(at, json=wish)).json()
    assert (done["time"], done["days"], done["with_dates"], done["names_me"]) == (
        "18:00",
        [0, 4],
        True,
        False,
    )
    assert (await program_of_bo.put(f"{at}/naming", json={"names_me": True})).status_code == 204
    assert await digests.may_name(app, bo, made.id)
    page = f"/groups/{made.id}"
    assert "Mon, Fri at 18:00 in Europe/Paris" in (await browser.get(page)).text
    await browser.post(f"{page}/digest", when="每天早上八点", zone="Asia/Shanghai")
    await browser.post(f"{page}/digest/naming", names_me="on")
    changed = (await program.get(at)).json()
    assert (changed["time"], changed["time_zone"], changed["with_dates"]) == ("08:00", "Asia/Shanghai", False)
    assert changed["names_me"]
    form = form_of((await browser.get(page)).text, f"{page}/digest")
    assert (form["when"], form["zone"]) == ("Every day at 08:00", "Asia/Shanghai"), "to change one of them"
    assert (await program.delete(at)).status_code == 204
    assert (await program.get(at)).json()["next_at"] is None
    assert "There is none yet." in (await browser.get(page)).text


async def test_who_is_left_out_sees_where_and_takes_it_back(
    app: App, browser: Browser, program: httpx.AsyncClient, ada: Person
) -> None:
    for server in (7, 8):
        await catchup.leave_me_out(app, ada, server, f"<b>Server {server}</b>")
    (seven, _) = (await program.get("/api/v1/left-out")).json()["servers"]
    assert (seven["discord_server"], seven["name"]) == ("7", "<b>Server 7</b>")
    assert (await program.delete("/api/v1/left-out/7")).status_code == 204
    assert "&lt;b&gt;Server 8&lt;/b&gt;" in (await browser.get("/settings")).text
    await browser.post("/left-out/8/take-in")
    assert await catchup.left_out_at(app, ada) == ()
