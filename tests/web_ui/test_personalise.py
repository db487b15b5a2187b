"""Marks and taste over the wire: by a program, and by a page without JavaScript."""

from __future__ import annotations

import httpx

from bot.app import App
from bot.features import condense, personalise
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.personalise import Verdict
from model import Budget
from tests.conftest import CHAPTER
from tests.web_ui.conftest import Browser


async def kept(app: App, person: Person) -> tuple[int, int]:
    """A note of one highlight, and that highlight's index."""
    note = await condense.condense(app, person, Pasted(CHAPTER), Request(Budget(sentences=1)))
    assert note.id
    return note.id, note.highlights[0].index


async def test_a_program_marks_and_takes_back(app: App, ada: Person, program: httpx.AsyncClient) -> None:
    note, index = await kept(app, ada)
    marks = f"/api/v1/notes/{note}/marks"
    assert (await program.put(f"{marks}/{index}", json={"verdict": "drop"})).status_code == 200
    assert (await program.put(f"{marks}/{index + 1}", json={"verdict": "matters"})).status_code == 200
    assert (await program.get(marks)).json()["marks"] == [
        {"index": index, "verdict": "drop"},
        {"index": index + 1, "verdict": "matters"},
    ]
    sentences = (await program.get(f"/api/v1/notes/{note}/sentences")).json()["sentences"]
    assert sentences[index + 1]["rank"] == 0
    assert sentences[index]["rank"] == len(sentences) - 1
    assert [s["verdict"] for s in sentences if s["verdict"]] == ["drop", "matters"]
    assert (await program.delete(f"{marks}/{index}")).status_code == 200
    assert (await program.get("/api/v1/taste")).json()["marks"] == 1


async def test_taste_is_shown_switched_and_reset(app: App, ada: Person, program: httpx.AsyncClient) -> None:
    note, index = await kept(app, ada)
    await personalise.mark(app, ada, note, index, Verdict.STAR)
    off = (await program.patch("/api/v1/taste", json={"is_on": False})).json()
    assert (off["is_on"], off["applies"], off["marks"]) == (False, False, 1)
    assert off["in_words"].startswith("Switched off")
    assert (await program.delete("/api/v1/taste")).status_code == 204
    assert (await program.get("/api/v1/taste")).json()["marks"] == 0


async def test_what_does_not_fit_is_refused(
    app: App, ada: Person, program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient
) -> None:
    note, _ = await kept(app, ada)
    path = f"/api/v1/notes/{note}/marks"
    assert (await program.put(f"{path}/0", json={"verdict": "adore"})).status_code == 422
    assert (await program.put(f"{path}/999", json={"verdict": "keep"})).status_code == 404
    for asked in (
        program_of_bo.put(f"{path}/0", json={"verdict": "keep"}),
        program_of_bo.delete(f"{path}/0"),
        program_of_bo.get(path),
    ):
        assert (await asked).status_code == 404
    assert await personalise.marks_of(app, ada, note) == {}


async def test_the_buttons_work_without_javascript(app: App, ada: Person, browser: Browser) -> None:
    note, index = await kept(app, ada)
    page = (await browser.get(f"/notes/{note}")).text
    assert f'value="{index}:keep"' in page
    answer = await browser.post(f"/notes/{note}/marks", mark=f"{index}:keep")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/notes/{note}#s{index}")
    assert await personalise.marks_of(app, ada, note) == {index: Verdict.KEEP}
    page = (await browser.get(f"/notes/{note}")).text
    assert f'value="{index}:" data-verdict="keep" aria-pressed="true"' in page
    await browser.post(f"/notes/{note}/marks", mark=f"{index}:")
    assert await personalise.marks_of(app, ada, note) == {}
    assert (await browser.post(f"/notes/{note}/marks", mark="x:keep")).status_code == 422
    starred = await browser.post(f"/notes/{note}/marks", mark=f"{index}:star")
    assert "A card was made from it" in (await browser.get(starred.headers["location"])).text


async def test_the_settings_page_shows_switches_and_forgets(app: App, ada: Person, browser: Browser) -> None:
    note, index = await kept(app, ada)
    await personalise.mark(app, ada, note, index, Verdict.KEEP)
    assert "No clear preference" in (await browser.get("/settings")).text
    await browser.post("/taste", do="off")
    assert "Switched off" in (await browser.get("/settings")).text
    await browser.post("/taste", do="on")
    await browser.post("/taste", do="reset")
    assert "Nothing yet" in (await browser.get("/settings")).text
