"""Cards and review over HTTP: the JSON API and the pages without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from bot.app import App
from bot.features import anki, cards, review, tags
from bot.features.people import Person
from bot.web_ui.frame.guard import SMALL_BODY_BYTES
from tests.conftest import Clock
from tests.web_ui.conftest import AS_BROWSER, Browser, form_of, refused_in
from tests.web_ui.test_api import condensed


@pytest.fixture
async def note(program: httpx.AsyncClient) -> dict[str, Any]:
    return await condensed(program, sentences=3)


async def test_a_card_from_draft_to_deletion(program: httpx.AsyncClient, note: dict[str, Any]) -> None:
    index = note["highlights"][0]["index"]
    path = f"/api/v1/notes/{note['id']}/cards"
    draft = (await program.get(f"{path}/draft", params={"index": index})).json()
    assert draft["kind"] == "cloze"
    recall = (await program.get(f"{path}/draft", params={"index": index, "kind": "recall"})).json()
    assert recall["back"] == note["highlights"][0]["text"]
    made = await program.post(path, json={"index": index, **draft, "back": "what I say"})
    assert made.status_code == 201, made.text
    card = made.json()
    assert (card["front"], card["back"], card["grades"]) == (draft["front"], "what I say", 0)
    one = f"/api/v1/cards/{card['id']}"
    changed = (await program.patch(one, json={"front": "Why?", "suspended": True})).json()
    assert (changed["front"], changed["suspended"]) == ("Why?", True)
    assert (await program.get("/api/v1/review")).json()["cards"] == []
    listed = (await program.get("/api/v1/cards", params={"note_id": note["id"]})).json()
    assert listed == {"cards": [changed], "next_cursor": None}
    assert (await program.delete(one)).status_code == 204
    assert (await program.get(one)).status_code == 404


async def test_a_session_over_json(program: httpx.AsyncClient, note: dict[str, Any]) -> None:
    for highlight in note["highlights"]:
        await program.post(f"/api/v1/notes/{note['id']}/cards", json={"index": highlight["index"]})
    session = (await program.get("/api/v1/review")).json()
    first = session["cards"][0]
    assert (len(session["cards"]), session["later"]) == (3, 0)
    for path in ("/api/v1/review?tag=", "/api/v1/cards?tag="):  # a form's empty field
        assert len((await program.get(path)).json()["cards"]) == 3, path
    shown = (await program.get(f"/api/v1/cards/{first['id']}")).json()
    assert shown["intervals_s"]["again"] == 60
    assert shown["intervals_s"]["easy"] > 5 * 86_400
    grading = {"grade": "easy", "seen": first["grades"]}
    graded = await program.post(f"/api/v1/cards/{first['id']}/grade", json=grading)
    assert graded.json()["grades"] == 1
    twice = await program.post(f"/api/v1/cards/{first['id']}/grade", json=grading)
    assert (twice.status_code, twice.json()["error"]["code"]) == (409, "outdated")
    session = (await program.get("/api/v1/review")).json()
    assert len(session["cards"]) == 2
    named = {"review_id": session["last_review_id"]}
    assert (await program.post("/api/v1/review/undo", params=named)).json() == first
    await program.post(f"/api/v1/cards/{first['id']}/grade", json=grading)
    twice = await program.post("/api/v1/review/undo", params=named)
    assert (twice.status_code, twice.json()["error"]["code"]) == (409, "outdated")
    assert (await program.post("/api/v1/review/undo")).json() == first
    assert (await program.post("/api/v1/review/undo")).status_code == 404
    buried = await program.post(f"/api/v1/cards/{first['id']}/bury")
    assert buried.json()["buried_until_at"].startswith("2026-03-03T04:00")
    assert (await program.delete(f"/api/v1/cards/{first['id']}/bury")).json() == first


async def test_settings_are_changed_in_bounds(program: httpx.AsyncClient) -> None:
    path = "/api/v1/review/settings"
    usual = {
        "automatic": False,
        "daily_cap": 60,
        "retention": 0.9,
        "starred": True,
        "fitted": True,
        "fit": None,
    }
    assert (await program.get(path)).json() == usual
    assert (await program.patch(path, json={"automatic": True})).json()["automatic"]
    assert (await program.patch(path, json={"retention": 0.2})).status_code == 422
    made = await condensed(program, sentences=2)
    assert len((await program.get("/api/v1/cards", params={"note_id": made["id"]})).json()["cards"]) == 2
    left_out = min({*range(5)} - {each["index"] for each in made["highlights"]})
    mark = f"/api/v1/notes/{made['id']}/marks/{left_out}"
    answer = (await program.put(mark, json={"verdict": "star"})).json()
    assert answer["followed"] == "first"
    assert answer["words"].startswith("A card was made from it")
    assert len((await program.get("/api/v1/cards", params={"note_id": made["id"]})).json()["cards"]) == 3
    assert (await program.delete(mark)).json()["followed"] == "gone"
    assert not (await program.patch(path, json={"starred": False})).json()["starred"]
    assert (await program.put(mark, json={"verdict": "star"})).json() == {"followed": None, "words": ""}


async def test_two_people_never_meet(
    program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient, note: dict[str, Any]
) -> None:
    path = f"/api/v1/notes/{note['id']}/cards"
    card = (await program.post(path, json={"index": 0})).json()
    one = f"/api/v1/cards/{card['id']}"
    for method, where, body in (
        ("GET", f"{path}/draft?index=0", None),
        ("POST", path, {"index": 0}),
        ("GET", one, None),
        ("PATCH", one, {"front": "mine"}),
        ("DELETE", one, None),
        ("POST", f"{one}/grade", {"grade": "good"}),
        ("POST", f"{one}/bury", None),
    ):
        assert (await program_of_bo.request(method, where, json=body)).status_code == 404, where
    assert (await program_of_bo.get("/api/v1/cards")).json()["cards"] == []
    assert (await program.get(one)).json()["front"] == card["front"]


@pytest.mark.parametrize(
    "body", [{}, {"index": -1}, {"index": 10**9}, {"index": 0, "kind": "quiz"}, {"index": "x"}]
)
async def test_what_does_not_fit_is_said(
    program: httpx.AsyncClient, note: dict[str, Any], body: dict[str, Any]
) -> None:
    answer = await program.post(f"/api/v1/notes/{note['id']}/cards", json=body)
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["message"]


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


async def test_a_session_on_the_page_without_scripts(
    app: App, ada: Person, browser: Browser, note: dict[str, Any]
) -> None:
    await tags.set_tags(app, ada, note["id"], ["plants & light"])
    await cards.add_many(app, ada, note["id"], [h["index"] for h in note["highlights"]])
    page = (await browser.get("/review?tag=plants%20%26%20light")).text
    assert "Now: 3" in page
    assert 'href="/review?shown=1&amp;tag=plants%20%26%20light"' in page
    form = {name: value_of(page, name) for name in ("card", "seen", "tag")} | {"tag": "plants & light"}
    answer = await browser.post("/review", act="good", **form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?tag=plants%20%26%20light")
    assert (await browser.post("/review", act="good", **form)).status_code == 303, "pressed twice"
    assert (await cards.get(app, ada, int(form["card"]))).grades == 1
    page = (await browser.get("/review")).text
    assert "Now: 2" in page
    assert "Done today: 1" in page
    undo = {"act": "undo", "last": value_of(page, "last")}
    await browser.post(
        "/review", act="good", **form | {name: value_of(page, name) for name in ("card", "seen")}
    )
    assert (await browser.post("/review", **form, **undo)).status_code == 303, "of a page from before"
    assert (await review.due(app, ada)).done_today == 2
    await browser.post(
        "/review", **form, act="undo", last=value_of((await browser.get("/review")).text, "last")
    )
    for _ in range(2):
        assert (await browser.post("/review", **form, **undo)).status_code == 303
    assert (await review.due(app, ada)).done_today == 0
    for act, back in (("suspend", "resume"), ("bury", "unbury")):
        put_off = await browser.post("/review", act=act, **form)
        assert (await review.due(app, ada)).cards[0].id != int(form["card"])
        page = (await browser.get(put_off.headers["location"])).text
        assert f'name="act" value="{back}:{form["card"]}"' in page
        await browser.post("/review", act=f"{back}:{form['card']}", **form)
        assert (await review.due(app, ada)).cards[0].id == int(form["card"])
    await browser.post("/review", act="bury", **form)
    await browser.post("/review", act="suspend", card=value_of((await browser.get("/review")).text, "card"))
    assert len((await review.due(app, ada)).cards) == 1
    assert (await browser.post("/review", act="good", card="x" * 300, seen="0")).status_code == 404
    assert (await browser.post("/review", act="juggle", **form)).status_code == 404


async def test_nothing_to_review_says_when_the_next_comes(
    app: App, ada: Person, browser: Browser, note: dict[str, Any], clock: Clock
) -> None:
    assert "press “To cards”" in (await browser.get("/review")).text
    card = await cards.add(app, ada, note["id"], 0)
    await review.grade(app, ada, card.id, review.Grade.GOOD)
    assert "The next card comes in 10 min." in (await browser.get("/review")).text


async def test_the_list_of_cards_and_the_settings(
    app: App, ada: Person, browser: Browser, note: dict[str, Any]
) -> None:
    assert "There are no cards yet." in (await browser.get("/cards")).text
    card = await cards.add(app, ada, note["id"], 0)
    assert card.title in (await browser.get("/cards")).text
    await browser.post(f"/cards/{card.id}/suspend")
    assert "suspended" in (await browser.get("/cards")).text
    await browser.post(f"/cards/{card.id}/resume")
    assert not (await cards.get(app, ada, card.id)).suspended
    assert (
        await browser.post(f"/cards/{card.id}/change", front="Why?\r\nHow?", back="So.")
    ).status_code == 303
    changed = await cards.get(app, ada, card.id)
    assert (changed.front, changed.back) == ("Why?\nHow?", "So.")
    assert (await browser.post(f"/cards/{card.id}/change", front=" ", back="So.")).status_code == 422
    await browser.post(f"/cards/{card.id}/change", front="Why\0?", back="So.")  # PostgreSQL takes no NUL
    assert (await cards.get(app, ada, card.id)).front == "Why?"
    await browser.post("/review/settings", daily_cap="7", retention="85", automatic="on")
    assert await review.get_settings(app, ada) == review.ReviewSettings(
        True, 7, 0.85, fitted=False, starred=False
    )
    words = "Once there are 400 grades of yours"
    assert words not in (await browser.get("/review")).text
    await browser.post("/review/settings", daily_cap="7", retention="85", fitted="on")
    assert words in (await browser.get("/review")).text
    for wrong in ({"daily_cap": "none"}, *({"retention": many} for many in ("200", "9" * 400, "9" * 5000))):
        wish = {"daily_cap": "7", "retention": "85"} | wrong
        assert (await browser.post("/review/settings", **wish)).status_code == 422, wrong
    await browser.post(f"/cards/{card.id}/delete")
    assert "There are no cards yet." in (await browser.get("/cards")).text


async def test_a_form_of_the_list_leads_back_to_its_page_with_what_was_typed(
    app: App, ada: Person, browser: Browser, note: dict[str, Any]
) -> None:
    await tags.set_tags(app, ada, note["id"], ["plant life"])
    await cards.add_many(app, ada, note["id"], [h["index"] for h in note["highlights"]])
    newest, card, _ = (await cards.list_cards(app, ada)).cards
    here = f"/cards?tag=plant%20life&cursor={newest.id}"
    page = (await browser.get(here)).text
    assert f"/cards/{newest.id}/change" not in page
    form = form_of(page, f"/cards/{card.id}/change")
    typed = {"front": card.front, "back": "words I typed with care"}
    refused = await browser.post(f"/cards/{card.id}/change", **form | typed)
    assert refused.status_code == 422
    assert refused_in(refused.text) == {"back": "The sentence does not hold “words I typed with care”."}
    blank = await browser.post(f"/cards/{card.id}/change", **form | {"front": " "})
    assert refused_in(blank.text) == {"front": "Each side of a card has 1 to 2000 characters."}
    again = form_of(refused.text, f"/cards/{card.id}/change")
    assert again == form | typed
    word = card.sentence.split()[1]
    assert (await browser.post(f"/cards/{card.id}/change", **again | {"back": word})).headers[
        "location"
    ] == here
    assert (await cards.get(app, ada, card.id)).back == word
    for act in ("suspend", "resume", "delete"):
        done = await browser.post(f"/cards/{card.id}/{act}", tag=form["tag"], cursor=form["cursor"])
        assert done.headers["location"] == here
    assert (await browser.post(f"/cards/{newest.id}/suspend")).headers["location"] == "/cards"


@pytest.mark.parametrize("act", ["good", "bury", "suspend"])
async def test_a_card_deleted_meanwhile_makes_room_for_the_next(
    app: App, ada: Person, browser: Browser, note: dict[str, Any], act: str
) -> None:
    await cards.add_many(app, ada, note["id"], [0])
    form = form_of((await browser.get("/review")).text, "/review")
    await cards.delete(app, ada, int(form["card"]))
    gone = await browser.post("/review", act=act, **form)
    assert (gone.status_code, gone.headers["location"]) == (303, "/review")
    assert "Nothing to review now." in (await browser.get("/review")).text


async def test_how_it_goes_in_numbers_and_charts(
    app: App, ada: Person, browser: Browser, program: httpx.AsyncClient, note: dict[str, Any], clock: Clock
) -> None:
    empty = (await browser.get("/review/progress")).text
    assert "/review/progress/forecast.svg" in empty
    assert "retention.svg" not in empty
    card = await cards.add(app, ada, note["id"], 0)
    for _ in range(2):
        await review.grade(app, ada, card.id, review.Grade.EASY)
        clock.advance(days=8)
    found = (await program.get("/api/v1/review/progress")).json()
    assert (found["weeks"][-2]["asked"], found["weeks"][-2]["remembered"]) == (1, 1)
    page = (await browser.get("/review/progress")).text
    assert "Remembered in the last 12 weeks: 1 of 1, which is 100 %. You wish for 90 %." in page
    chart = await browser.get("/review/progress/retention.svg?dark=1&narrow=1")
    assert chart.headers["content-type"] == "image/svg+xml"
    assert "'unsafe-inline'" in chart.headers["content-security-policy"]
    assert b"#211d19" in chart.content
    assert (await browser.get("/review/progress/nothing.svg")).status_code == 404


async def test_to_anki_and_back(
    app: App, ada: Person, program: httpx.AsyncClient, browser: Browser, note: dict[str, Any], clock: Clock
) -> None:
    assert (await program.get("/api/v1/anki/export")).status_code == 422
    card = await cards.add(app, ada, note["id"], 0)
    package = await program.get("/api/v1/anki/export")
    assert package.content.startswith(b"PK")
    assert "pith.apkg" in package.headers["content-disposition"]
    guid = anki.guid_of(card.id, card.created_at)
    clock.advance(days=1)
    data = f"guid,grade,reviewed_at\n{guid},3,{clock.now.isoformat()}\n".encode()
    taken = await program.post("/api/v1/anki/grades", content=data, headers={"Content-Type": "text/csv"})
    assert taken.json() == {"taken": 1, "older": 0, "unknown": 0, "unread": 0}
    wrong = await program.post("/api/v1/anki/grades", content=b"x", headers={"Content-Type": "text/csv"})
    assert wrong.json()["error"]["code"] == "unreadable"
    answer = await browser.client.post(
        "/anki/grades", data={"csrf": browser.csrf}, files={"file": ("grades.csv", data)}, headers=AS_BROWSER
    )
    assert "Grades taken in: 0. Older than the card&#39;s last grade here: 1." in answer.text
    none = await browser.post("/anki/grades")
    assert (none.status_code, refused_in(none.text)) == (422, {"file": "Choose the CSV file first."})


async def test_the_grades_of_years_are_taken_in_at_once(program: httpx.AsyncClient, browser: Browser) -> None:
    lines = SMALL_BODY_BYTES // 26 + 1
    data = b"guid,grade,reviewed_at\n" + b"abcdefghij,3,1700000000000\n" * lines
    taken = await program.post("/api/v1/anki/grades", content=data, headers={"Content-Type": "text/csv"})
    assert taken.json() == {"taken": 0, "older": 0, "unknown": lines, "unread": 0}
    answer = await browser.client.post(
        "/anki/grades", data={"csrf": browser.csrf}, files={"file": ("grades.csv", data)}, headers=AS_BROWSER
    )
    assert f"Of no card here: {lines}." in answer.text
