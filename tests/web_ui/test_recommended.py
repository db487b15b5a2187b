"""Recommended next in the browser and over the API: shown on *Today*, done with one press each."""

import httpx

from bot.app import App
from bot.features import cards, condense, looks, review
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from model import Budget
from tests.conftest import CHINESE, Clock
from tests.features.test_recommended import long_note
from tests.web_ui.conftest import Browser, form_of, refused_in

TWIN = """注意力与记忆

注意力训练是一种提高专注力的方法，要反复练习。研究表明，每天练习二十分钟能明显改善记忆力。自注意力机制能从文本中筛选关键信息。"""


async def test_what_is_next_is_shown_and_done(
    app: App,
    ada: Person,
    browser: Browser,
    program: httpx.AsyncClient,
    program_of_bo: httpx.AsyncClient,
    clock: Clock,
) -> None:
    assert "Nothing to go by yet" in (await browser.get("/today")).text
    assert (await program.get("/api/v1/next")).json()["instead"]
    whole = Request(Budget(ratio=1.0))
    note, twin = [await condense.condense(app, ada, Pasted(text), whole) for text in (CHINESE, TWIN)]
    long = await condense.condense(app, ada, Pasted(long_note()))
    a, b, c = note.id or 0, twin.id or 0, long.id or 0
    await cards.add_many(app, ada, a, [0])
    card = (await cards.list_cards(app, ada)).cards[0]
    for _ in range(2):
        await review.grade(app, ada, card.id, review.Grade.GOOD)
        clock.advance(minutes=15)
    clock.advance(days=40)

    page = (await browser.get("/today")).text
    assert all(words in page for words in ("Read again", "These two belong together", "Not seen yet"))
    found = (await program.get("/api/v1/next")).json()
    assert found["instead"] is None
    assert found["again"][0]["note"]["id"] == a
    (pair,) = found["together"]
    assert {each["id"] for each in pair["notes"]} == {a, b}
    (unseen,) = found["unseen"]
    assert (unseen["note"]["id"], unseen["seen"], unseen["total"]) == (c, 0, 4)

    session = (await browser.get(f"/review?note={a}")).text
    assert "Only cards of one note." in session
    done = await browser.post("/review", act="good", card=card.id, seen=2, note=a)
    assert done.headers["location"] == f"/review?note={a}"
    path = f"/next/together/{pair['notes'][0]['id']}/{pair['notes'][1]['id']}"
    sides = (await browser.get(path)).text
    assert note.highlights[0].text in sides
    assert twin.highlights[0].text in sides
    assert (await program_of_bo.put(f"/api/v1{path}", json={"tags": ["x"]})).status_code == 404
    assert (await program_of_bo.delete(f"/api/v1{path}")).status_code == 404
    assert (await browser.post(path, do="tag", tags="专注")).headers["location"] == "/today?saved=1#next"
    assert (await program.get(f"/api/v1/notes/{b}")).json()["tags"] == ["专注"]
    await browser.get(f"/notes/{c}?at={unseen['first']}")
    found = (await program.get("/api/v1/next")).json()
    assert not found["again"]
    assert not found["together"]
    assert found["unseen"][0]["seen"] == 1
    seen = {"first": 0, "last": long.sentences_total - 1}
    assert (await program_of_bo.post(f"/api/v1/notes/{c}/looks", json=seen)).status_code == 404
    assert (await program.post(f"/api/v1/notes/{c}/looks", json=seen)).status_code == 204
    assert not (await program.get("/api/v1/next")).json()["unseen"]
    assert len(await looks.export(app, ada)) == 4
    chinese = (await browser.get("/today", **{"Accept-Language": "zh-CN"})).text
    assert "接下来推荐" in chinese
    assert "现在没有特别要做的" in chinese


async def test_tags_that_are_no_tags_are_refused_where_they_were_written(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient, clock: Clock
) -> None:
    whole = Request(Budget(ratio=1.0))
    note, _ = [await condense.condense(app, ada, Pasted(text), whole) for text in (CHINESE, TWIN)]
    long = await condense.condense(app, ada, Pasted(long_note()))
    clock.advance(days=40)
    (pair,) = (await program.get("/api/v1/next")).json()["together"]
    path = f"/next/together/{pair['notes'][0]['id']}/{pair['notes'][1]['id']}"
    for unfit, why in (
        ("，", "Write at least one tag for both."),
        ("a" * 41, "A note may have 20 tags of up to 40"),
    ):
        refused = await browser.post(path, do="tag", tags=unfit)
        assert refused.status_code == 422
        told = refused_in(refused.text)
        assert (set(told), why in told["tags"]) == ({"tags"}, True)
        assert form_of(refused.text, path)["tags"] == unfit
    elsewhere = await browser.post(f"/next/together/{note.id}/{long.id}", do="tag", tags="a" * 41)
    assert (elsewhere.status_code, "A note may have 20 tags" in elsewhere.text) == (422, True)
