"""Practice in the browser and over the API: begun, answered, told, its person's alone."""

from __future__ import annotations

import html
import re

import httpx

from bot.app import App
from bot.features import condense, groups, people, personalise, practice
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.features.practice import Sort
from tests.conftest import CHAPTER, CHINESE
from tests.features.practice.test_together import circle_of
from tests.web_ui.conftest import Browser, form_of, refused_in


async def test_every_sort_is_done_with_plain_forms(app: App, ada: Person, browser: Browser) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    assert f"/practice?note={note.id}" in (await browser.get(f"/notes/{note.id}")).text
    assert "Start a round" in (await browser.get(f"/practice?note={note.id}")).text
    for sort in Sort:
        begun = await browser.post("/practice", sort=sort.value, note=note.id, afresh="1")
        assert begun.status_code == 303, begun.text
        address = begun.headers["location"]
        page = (await browser.get(address)).text
        one = await practice.get(app, ada, int(address.rpartition("/")[2]))
        assert all(
            html.escape(option, quote=False).replace("'", "&#39;") in page for option in one.task.options
        )
        assert "Altered" not in page
        assert f"/notes/{note.id}" not in page, "what it is called may be what is asked for"
        assert address in (await browser.get("/practice")).text
        unfit = await browser.post(address)
        assert unfit.status_code == 422
        ((field, told),) = refused_in(unfit.text).items()
        assert (field.rstrip("0123456789") in ("chosen", "place"), bool(told)) == (True, True)
        form = (
            {f"place{at}": str(place) for place, at in enumerate(one.task.answer)}
            if sort is Sort.ORDER
            else {"chosen": [str(at) for at in one.task.answer]}
        )
        assert (await browser.post(address, **form)).headers["location"] == address
        page = (await browser.get(address)).text
        assert ("Altered. Your note says:" in page) == (sort is Sort.ALTERED)
        assert ("agreement 100 of 100" if sort is Sort.MARK else "That&#39;s right.") in page
    await browser.post("/practice", sort="mark")
    standing = await practice.standing(app, ada)
    assert standing.open_id
    again = await practice.get(app, ada, standing.open_id)
    await practice.answer(app, ada, again.id, again.task.answer[:1])
    page = (await browser.get("/practice")).text
    assert re.search(r'<polyline points="0\.0,0\.0 600\.0,[\d.]+"', page)
    assert page.count("lately 100 % succeeded") >= 4
    assert "Agreement with the model: 100 of 100 on Mar 2, 2026" in page
    assert page.count("<td>Mar 2, 2026</td>") == len((await practice.standing(app, ada)).agreement)


async def test_an_answer_that_does_not_fit_is_put_right_not_given_anew(
    app: App, ada: Person, browser: Browser
) -> None:
    await condense.condense(app, ada, Pasted(CHAPTER))
    order = await practice.begin(app, ada, Sort.ORDER)
    wrong = {f"place{at}": str(min(at, 1)) for at in range(len(order.task.options))}
    page = (await browser.post(f"/practice/{order.id}", **wrong)).text
    assert "Give each sentence a place of its own." in page
    assert form_of(page, f"/practice/{order.id}") == wrong | {"csrf": browser.csrf}
    mark = await practice.begin(app, ada, Sort.MARK, afresh=True)
    every = [str(at) for at in range(len(mark.task.options))]
    page = (await browser.post(f"/practice/{mark.id}", chosen=every)).text
    assert "Choose 1 to" in page
    assert page.count(" checked") == len(every)
    assert (await practice.get(app, ada, mark.id)).is_open


async def test_it_speaks_chinese(app: App, ada: Person, browser: Browser) -> None:
    await condense.condense(app, ada, Pasted(CHINESE))
    begun = await practice.begin(app, ada, Sort.ALTERED)
    await practice.answer(app, ada, begun.id, begun.task.answer)
    page = (await browser.get(f"/practice/{begun.id}", **{"Accept-Language": "zh-CN"})).text
    assert begun.task.original in page
    assert "被改过。你的笔记写的是：" in page
    assert "开始一轮" in (await browser.get("/practice", **{"Accept-Language": "zh-CN"})).text


async def test_the_switch_is_off_until_it_is_turned_on(app: App, ada: Person, browser: Browser) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    assert not (await practice.standing(app, ada)).teaches
    saved = await browser.post("/practice/teaching", teaches="on")
    assert "Saved." in (await browser.get(saved.headers["location"])).text
    assert "checked" in (await browser.get("/practice")).text
    begun = await practice.begin(app, ada, Sort.MARK)
    await browser.post(f"/practice/{begun.id}", chosen=["0"])
    assert set(await personalise.marks_of(app, ada, note.id or 0)) == {begun.task.indices[0]}
    await browser.post("/practice/teaching")
    assert not (await practice.standing(app, ada)).teaches


async def test_a_program_practises(
    app: App, ada: Person, program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient
) -> None:
    assert (await program.post("/api/v1/practice/rounds", json={})).status_code == 422
    await condense.condense(app, ada, Pasted(CHAPTER))
    begun = (await program.post("/api/v1/practice/rounds", json={"sort": "order"})).json()
    assert begun["feedback"] is None
    assert begun["title"] == "", "what the note is called may be what is asked for"
    path = f"/api/v1/practice/rounds/{begun['id']}"
    assert (await program.get(path)).json() == begun
    assert (await program_of_bo.get(path)).status_code == 404
    assert (await program_of_bo.post(f"{path}/answer", json={"chosen": [0]})).status_code == 404
    assert (await program.post(f"{path}/answer", json={"chosen": [0]})).status_code == 422
    assert (await program.post(f"{path}/answer", json={"chosen": [-1]})).status_code == 422
    order = [begun["options"].index(one) for one in sorted(begun["options"], key=CHAPTER.index)]
    done = (await program.post(f"{path}/answer", json={"chosen": order})).json()
    assert done["feedback"]["succeeded"]
    assert done["title"]
    assert done == (await program.get(path)).json()
    assert (await program.patch("/api/v1/practice", json={"teaches": True})).json()["teaches"]
    standing = (await program.get("/api/v1/practice")).json()
    assert {each["sort"]: each["rounds"] for each in standing["sorts"]}["order"] == 1


async def test_what_is_not_there_is_said(browser: Browser) -> None:
    for path, status in (("/practice/999999", 404), ("/practice/0", 404), ("/practice/x", 404)):
        assert (await browser.get(path)).status_code == status


async def told_anew(app: App, person: Person, group_id: int, known: str) -> str:
    """The group's version, which is another one than before."""
    now = await groups.version(app, person, group_id)
    assert now != known
    return now


async def test_a_group_marks_together(
    app: App,
    ada: Person,
    bo: Person,
    browser: Browser,
    program: httpx.AsyncClient,
    program_of_bo: httpx.AsyncClient,
) -> None:
    cy = await people.from_discord(app, 77)
    group_id = await circle_of(app, ada, bo, cy)
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    assert "Look at the passage first" in (await browser.get(f"/practice?note={note.id}")).text
    proposed = await browser.post("/practice/together", group_id=str(group_id), note_id=str(note.id))
    address = proposed.headers["location"]
    assert "Only you see this so far." in (await browser.get(address)).text
    assert (await program_of_bo.get(f"/api/v1{address}")).status_code == 404
    known = await groups.version(app, bo, group_id)
    await browser.post(address, do="show")
    known = await told_anew(app, bo, group_id, known)
    assert "to be marked · Who has marked it: 0" in (await browser.get(f"/groups/{group_id}")).text
    assert f'data-page="{address}" data-version="{known}"' in (await browser.get(address)).text
    seen = (await program_of_bo.get("/api/v1/practice/together")).json()["rounds"][0]
    assert (seen["began"], seen["results"], seen["is_own"]) == ("Ada", None, False)
    told = await program_of_bo.post(f"/api/v1{address}/answer", json={"chosen": [0]})
    assert told.json()["chosen"] == [0]
    known = await told_anew(app, bo, group_id, known)
    every = [str(at) for at in range(len(seen["options"]))]
    unfit = await browser.post(address, chosen=every)
    assert "Choose 1 to" in unfit.text
    assert unfit.text.count(" checked") == len(every)
    assert "Choose 1 to" in refused_in(unfit.text)["chosen"]
    assert (await browser.post(address, chosen="0")).headers["location"].endswith("kept=1")
    assert "Who has marked it: 2" in (await browser.get(f"{address}?kept=1")).text
    assert (await program_of_bo.post(f"/api/v1{address}/reveal")).status_code == 403
    round_id = int(address.rpartition("/")[2])
    await practice.choose(app, cy, round_id, [1])
    known = await groups.version(app, bo, group_id)
    await browser.post(address, do="reveal")
    known = await told_anew(app, bo, group_id, known)
    assert "Who has marked it" not in (await browser.get(f"/groups/{group_id}")).text
    assert "chosen by 2 of 3" in (await browser.get(address)).text
    results = (await program_of_bo.get(f"/api/v1{address}")).json()["results"]
    assert (results["counts"][0], len(results["counts"])) == (2, len(seen["options"]))
    await groups.leave(app, cy, group_id)
    assert "chosen by" not in (await browser.get(address)).text
    assert (await program_of_bo.get(f"/api/v1{address}")).json()["results"]["counts"] is None
    assert "Passages to mark together" in (await browser.get("/shared")).text
    assert (await program_of_bo.delete(f"/api/v1{address}")).status_code == 403
    known = await groups.version(app, bo, group_id)
    await browser.post(f"/shared/passages/{round_id}/withdraw")
    await told_anew(app, bo, group_id, known)
    assert "share nothing with anybody" in (await browser.get("/shared")).text
    assert (await program.get(f"/api/v1{address}")).status_code == 404
    assert (await program_of_bo.get(f"/api/v1{address}")).status_code == 404
