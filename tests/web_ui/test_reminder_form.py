"""The reminder's form in the settings: what does not fit is put right there, and off is off whatever stands in it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from lxml import html

from bot.app import App
from bot.features import reminders
from bot.features.people import Person
from tests.web_ui.conftest import Browser, form_of, refused_in

EACH_DAY = [str(day) for day in range(7)]


@pytest.mark.parametrize("path", ["/reminder/understood", "/reminder"])
async def test_words_are_understood_and_shown_before_they_are_saved(
    app: App, ada: Person, browser: Browser, path: str
) -> None:
    """By the button, and by Enter, which presses the one that saves."""
    form = form_of((await browser.get("/settings")).text, "/reminder")
    rest = {"reminder_zone": "Europe/Paris", "quiet_from": "22:00", "quiet_until": "06:00"}
    page = (await browser.post(path, **form | rest | {"when": "weekdays at half past seven"})).text
    assert "I understand: Monday to Friday at 07:30 in Europe/Paris" in page
    shown = form_of(page, "/reminder")
    assert (shown["at"], shown["on"], shown["when"]) == ("07:30", "on", "")
    assert shown.items() >= rest.items(), "what was entered beside it stands there still"
    assert await reminders.get(app, ada) is None, "nothing is saved yet"
    assert (await browser.post("/reminder", **shown)).status_code == 303
    for words, why in (
        ("sometimes", "I can't read a time in “sometimes”."),
        ("daily at 23:00", "23:00 lies in your quiet hours"),
    ):
        refused = await browser.post(path, **shown | {"when": words})
        assert refused.status_code == 422
        assert refused_in(refused.text)["when"].startswith(why)
        assert form_of(refused.text, "/reminder") == shown | {"when": words}, "to be put right"
    empty = await browser.post("/reminder/understood", **shown)
    assert refused_in(empty.text)["when"].startswith("Say when it is to come")


async def test_a_program_keeps_it_while_it_is_off(program: httpx.AsyncClient) -> None:
    path = "/api/v1/reminder"
    await program.put(path, json={"when": "every day at 8", "time_zone": "UTC"})
    assert (await program.put(path, json={"time_zone": "Mars", "is_on": False})).status_code == 422
    assert (await program.get(path)).json()["is_on"] is False, "off it is"
    kept = (await program.put(path, json={"at": "06:30", "quiet": ["22:00", "06:00"], "is_on": False})).json()
    assert (kept["is_on"], kept["next_at"], kept["at"], kept["quiet"]) == (
        False,
        None,
        "06:30",
        ["22:00", "06:00"],
    )
    again = (await program.put(path, json={})).json()
    assert (again["is_on"], again["at"], again["quiet"]) == (True, "06:30", ["22:00", "06:00"])


async def test_who_turns_it_off_while_saying_when_has_it_off(app: App, ada: Person, browser: Browser) -> None:
    on = {"at": "08:00", "reminder_zone": "UTC", "days": EACH_DAY, "paused_until": ""}
    await browser.post("/reminder", **on, on="on")
    page = (await browser.post("/reminder", **on, when="daily at 9")).text
    assert form_of(page, "/reminder")["at"] == "09:00"
    known = await reminders.get(app, ada)
    assert known is not None
    assert (known.is_on, f"{known.schedule.at:%H:%M}") == (False, "08:00")


async def test_what_does_not_fit_is_said(browser: Browser) -> None:
    form = {"on": "on", "at": "23:00", "reminder_zone": "UTC", "quiet_from": "22:00", "quiet_until": "07:00"}
    assert "quiet hours" in (await browser.post("/reminder", **form, days=EACH_DAY)).text
    form |= {"quiet_from": "", "at": "08:00"}
    assert (await browser.post("/reminder", **form, days=EACH_DAY)).status_code == 422, "from when?"
    form |= {"quiet_until": ""}
    assert (
        "at most a year"
        in (await browser.post("/reminder", **form, days=EACH_DAY, paused_until="2031-01-01")).text
    )
    assert "at least one day" in (await browser.post("/reminder", **form)).text
    assert (
        "not a time zone"
        in (await browser.post("/reminder", **form | {"reminder_zone": "Mars/Olympus"}, days=EACH_DAY)).text
    )
    assert (await browser.post("/reminder", **form | {"at": "soon"}, days=EACH_DAY)).status_code == 422


async def test_what_was_refused_stands_there_to_be_put_right(browser: Browser) -> None:
    sent = {"on": "on", "at": "06:15", "days": ["2", "3"], "reminder_zone": "Mars/Olympus"}
    sent |= {"quiet_from": "22:00", "quiet_until": "05:00", "paused_until": "2026-04-01"}
    refused = await browser.post("/reminder", **sent)
    assert refused.status_code == 422
    form = html.fromstring(refused.text).xpath("//form[starts-with(@action, '/reminder#')]")[0]
    shown = [(name, value) for name, value in form.form_values() if name not in ("csrf", "when")]
    assert shown == [
        (name, value)
        for name, values in sent.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    half = await browser.post("/reminder", **sent | {"reminder_zone": "UTC", "quiet_until": ""})
    assert "from when and until when" in half.text


async def test_what_was_entered_is_kept_while_it_is_off(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient
) -> None:
    await browser.post("/reminder", **form_of((await browser.get("/settings")).text, "/reminder"))
    assert await reminders.get(app, ada) is None, "nothing was entered, so there is nothing to keep"
    entered = {"at": "06:45", "reminder_zone": "Asia/Tokyo", "quiet_from": "22:00", "quiet_until": "06:00"}
    saved = await browser.post("/reminder", **entered, days=["0", "3"], paused_until="")
    assert saved.status_code == 303
    known = (await program.get("/api/v1/reminder")).json()
    assert (known["is_on"], known["next_at"]) == (False, None)
    assert (known["at"], known["days"], known["quiet"]) == ("06:45", [0, 3], ["22:00", "06:00"])
    assert form_of((await browser.get("/settings")).text, "/reminder").items() >= entered.items()
    await reminders.new_address(app, ada)
    await browser.post("/reminder", **entered | {"at": "07:15"}, days=["0", "3"], paused_until="")
    still = await reminders.get(app, ada)
    assert still is not None
    assert (f"{still.schedule.at:%H:%M}", still.has_calendar) == ("07:15", True), "it was off before"


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"reminder_zone": "Mars/Olympus"}, "not a time zone"),
        ({"at": ""}, "Say at what time"),
        ({"at": "soon"}, "write a time like 07:30"),
        ({"days": []}, "at least one day"),
        ({"paused_until": "someday"}, "write a date like"),
    ],
)
async def test_turning_it_off_is_never_refused(
    app: App, ada: Person, browser: Browser, entered: dict[str, Any], said: str
) -> None:
    on = {"at": "08:00", "reminder_zone": "UTC", "days": EACH_DAY, "paused_until": ""}
    await browser.post("/reminder", **on, on="on")
    refused = await browser.post("/reminder", **on | entered)
    known = await reminders.get(app, ada)
    assert known is not None
    assert (known.is_on, f"{known.schedule.at:%H:%M}") == (False, "08:00")
    ((field, told),) = refused_in(refused.text).items()
    assert field in entered, "the refusal is tied to what was refused"
    assert told.startswith("The reminder is off. What else you changed is not saved yet:")
    assert said in told
