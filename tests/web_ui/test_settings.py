"""The settings page: what is saved is what was changed there, and nothing typed is lost."""

from __future__ import annotations

import httpx
import pytest

from bot.app import App
from bot.features import people
from bot.features.lengths import LENGTHS
from bot.features.people import Person
from model import Budget
from tests.web_ui.conftest import Browser, form_of, refused_in


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (LENGTHS["long"], "long: a third of the sentences"),
        (Budget(sentences=7), "7 sentences"),
        (Budget(ratio=0.05), "5 % of the text"),
        (Budget(), "Automatic: grows with the text"),
    ],
)
async def test_a_usual_length_set_elsewhere_stays(
    app: App, ada: Person, browser: Browser, length: Budget, words: str
) -> None:
    await people.change_settings(app, ada, length=length)
    page = (await browser.get("/settings")).text
    assert f"selected>{words}</option>" in page
    await browser.post("/settings", **form_of(page, "/settings") | {"language": "en"})
    changed = await people.get(app, ada.id)
    assert (changed.language, changed.length) == ("en", length)
    await browser.post("/settings", **form_of(page, "/settings") | {"length": "words:100"})
    assert (await people.get(app, ada.id)).length == Budget(words=100)


async def test_what_was_changed_after_the_page_was_shown_stays(
    browser: Browser, program: httpx.AsyncClient
) -> None:
    form = form_of((await browser.get("/settings")).text, "/settings")
    await program.patch("/api/v1/person", json={"language": "zh_CN", "length": {"sentences": 3}})
    await browser.post("/settings", **form | {"time_zone": "Europe/Paris"})
    kept = (await program.get("/api/v1/person")).json()
    assert (kept["language"], kept["time_zone"]) == ("zh_CN", "Europe/Paris")
    assert kept["length"] == {"sentences": 3}


async def test_single_key_shortcuts_are_switched_off_and_taken_away(
    browser: Browser, program: httpx.AsyncClient
) -> None:
    form = form_of((await browser.get("/settings")).text, "/settings")
    assert (form["single_keys"], (await program.get("/api/v1/person")).json()["single_keys"]) == ("on", True)
    await browser.post("/settings", **form | {"single_keys": "off"})
    assert "data-single-keys" not in (await browser.get("/settings")).text
    assert (await program.get("/api/v1/person/export")).json()["person"]["single_keys"] is False
    changed = await program.patch("/api/v1/person", json={"single_keys": True})
    assert changed.json()["single_keys"] is True
    assert "data-single-keys" in (await browser.get("/settings")).text


async def test_what_does_not_fit_is_put_right_not_entered_anew(
    app: App, ada: Person, browser: Browser
) -> None:
    await people.change_settings(app, ada, length=Budget(sentences=7))
    form = form_of((await browser.get("/settings")).text, "/settings")
    entered = {"language": "zh_CN", "time_zone": "Paris", "length": "words:100"}
    refused = await browser.post("/settings", **form | entered)
    assert refused.status_code == 422
    assert "“Paris” is not a time zone." in refused.text
    assert form_of(refused.text, "/settings") == form | entered
    assert refused_in(refused.text) == {
        "time_zone": "“Paris” is not a time zone. Write it like Europe/Paris or Asia/Shanghai."
    }
    assert (await people.get(app, ada.id)).length == Budget(sentences=7)
    put_right = form_of(refused.text, "/settings") | {"time_zone": "Europe/Paris"}
    assert (await browser.post("/settings", **put_right)).status_code == 303
    kept = await people.get(app, ada.id)
    assert (kept.language, kept.time_zone, kept.length) == ("zh_CN", "Europe/Paris", Budget(words=100))
