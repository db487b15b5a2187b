"""The HTTP API as DESIGN promises it: shapes, statuses, one person's notes invisible to every other."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.conftest import CHAPTER, CHINESE
from tests.web_ui.conftest import Browser


async def condensed(program: httpx.AsyncClient, text: str = CHAPTER, **wish: Any) -> dict[str, Any]:
    answer = await program.post("/api/v1/condense", json={"text": text, **wish})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_condense_answers_the_terminals_object_with_id_and_time(program: httpx.AsyncClient) -> None:
    made = await condensed(program, sentences=3)
    assert {
        "id", "created_at", "title", "language", "text", "sentences_total",
        "highlights", "warnings", "model", "elapsed_ms",
    } <= set(made)  # fmt: skip
    assert len(made["highlights"]) == 3
    for highlight in made["highlights"]:
        assert {"text", "start", "end", "index", "score", "kind", "location"} <= set(highlight)
        assert made["text"][highlight["start"] : highlight["end"]] == highlight["text"]
    assert (await program.get(f"/api/v1/notes/{made['id']}")).json() == made | {"tags": []}


async def test_kinds_and_deadlines_come_with_each_highlight(program: httpx.AsyncClient) -> None:
    text = "Osmosis is called a process. Please send the report by Friday at 3 pm."
    made = await condensed(program, text, ratio=1)
    definition, request = made["highlights"]
    assert (definition["kind"], definition["action"], definition["deadlines"]) == ("definition", None, [])
    assert (request["kind"], request["action"]) == ("action", "request")
    assert request["deadlines"] == [{"words": "by Friday at 3 pm", "date": "2026-03-06", "time": "15:00"}]
    sentences = (await program.get(f"/api/v1/notes/{made['id']}/sentences")).json()["sentences"]
    assert [s["label"] for s in sentences] == ["Definition", "Request"]
    assert sentences[1]["due"] == ["due Fri 6 Mar 2026, 15:00 — “by Friday at 3 pm”"]


async def test_the_sentence_closest_to_the_question_is_named(program: httpx.AsyncClient) -> None:
    made = await condensed(program, focus="What is RuBisCO?")
    path = f"/api/v1/notes/{made['id']}"
    sentences = (await program.get(f"{path}/sentences")).json()["sentences"]
    for found in (made["highlights"], (await program.get(path)).json()["highlights"], sentences):
        assert [s["text"][:26] for s in found if s["closest"]] == ["Its key enzyme, RuBisCO, i"]
    assert not any(h["closest"] for h in (await condensed(program))["highlights"])


async def test_null_is_as_good_as_left_out(program: httpx.AsyncClient) -> None:
    nothing = dict.fromkeys(("sentences", "ratio", "words", "focus", "language", "title"))
    made = await condensed(program, **nothing)
    length = dict.fromkeys(("sentences", "ratio", "words"))
    for path in (f"/api/v1/notes/{made['id']}", "/api/v1/person"):
        assert (await program.patch(path, json={"length": length})).status_code == 200
        assert (await program.patch(path, json={"length": length | {"words": {}}})).status_code == 422


async def test_a_file_and_its_wishes_come_as_a_form(program: httpx.AsyncClient) -> None:
    answer = await program.post(
        "/api/v1/condense",
        files={"file": ("专注.md", CHINESE.encode(), "text/markdown")},
        data={"ratio": "0.3", "focus": "隐私", "language": "zh"},
    )
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["file_name"] == "专注.md"
    assert made["language"] == "zh"
    assert any("隐私" in h["text"] for h in made["highlights"])


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": ""}, 422, "empty"),
        ({"text": "  \u200b "}, 422, "empty"),
        ({}, 422, "invalid"),
        ({"text": 5}, 422, "invalid"),
        ({"text": CHAPTER, "sentences": 0}, 422, "invalid"),
        ({"text": CHAPTER, "sentences": 10**30}, 422, "invalid"),
        ({"text": CHAPTER, "ratio": 1.5}, 422, "invalid"),
        ({"text": CHAPTER, "sentences": 2, "words": 20}, 422, "invalid"),
        ({"text": CHAPTER, "focus": "x" * 501}, 422, "invalid"),
        ({"text": CHAPTER, "language": "klingon!"}, 422, "invalid"),
    ],
)
async def test_what_does_not_fit_is_said(
    program: httpx.AsyncClient, body: dict[str, Any], status: int, code: str
) -> None:
    answer = await program.post("/api/v1/condense", json=body)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert answer.json()["error"]["message"]
    assert (await program.get("/api/v1/notes")).json()["notes"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/condense", {"text": CHAPTER, "sentence": 1}, "sentence"),
        ("POST", "/jobs", {"text": CHAPTER, "lenght": {"sentences": 1}}, "lenght"),
        ("PATCH", "/person", {"locale": "fr"}, "locale"),
        ("PATCH", "/person", {"length": {"sentence": 1}}, "length.sentence"),
        ("PATCH", "/notes/1", {"tag": ["biology"]}, "tag"),
        ("POST", "/focus", {"minuts": 5}, "minuts"),
        ("POST", "/groups", {"name": "A", "own_name": "B", "owner": "C"}, "owner"),
    ],
)
async def test_a_field_that_is_none_is_named(
    program: httpx.AsyncClient, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    answer = await program.request(method, f"/api/v1{path}", json=body)
    told = {"code": "invalid", "message": f"“{field}” does not fit: there is no such field."}
    assert (answer.status_code, answer.json()["error"]) == (422, told)
    assert (await program.get("/api/v1/jobs")).json() == {"jobs": []}


@pytest.mark.parametrize("path", ["/condense", "/jobs"])
async def test_a_forms_field_that_is_none_is_named_too(program: httpx.AsyncClient, path: str) -> None:
    good, wrong = ("a.txt", CHAPTER.encode()), {"data": {"sentence": "1"}}
    for files, more in (({"file": good}, wrong), ({"file": good, "sentence": good}, {})):
        answer = await program.post(f"/api/v1{path}", files=files, **more)
        assert answer.status_code == 422
        assert answer.json()["error"]["message"] == "“sentence” does not fit: there is no such field."


async def test_what_a_browser_says_of_itself_is_no_misfit(program: httpx.AsyncClient) -> None:
    keys = {"p256dh": "A" * 87, "auth": "A" * 22}
    body = {"endpoint": "https://push.example.org/1", "expirationTime": None, "keys": keys}
    answer = await program.post("/api/v1/push/browsers", json=body)
    assert "no such field" not in answer.text


async def test_the_description_says_that_there_are_no_other_fields(anyone: httpx.AsyncClient) -> None:
    about = (await anyone.get("/openapi.json")).json()
    named = about["components"]["schemas"]
    bodies = [
        one["schema"]
        for path in about["paths"].values()
        for route in path.values()
        for one in route.get("requestBody", {}).get("content", {}).values()
    ]
    shapes = {
        s["title"]: s for each in bodies if (s := named.get(each.get("$ref", "")[21:], each)).get("title")
    }
    assert {"Text", "FileForm", "PersonChange", "NoteChange"} <= set(shapes)
    open_ones = {name for name, shape in shapes.items() if shape.get("additionalProperties") is not False}
    assert open_ones == {"Subscription"}


@pytest.mark.parametrize(
    "content",
    [
        b"{", b"[" * 100_000, b'"\\ud800"', b"\xff\xfe", b"null", b"[]", b'{"text": "a", "ratio": NaN}',
        b'{"text": 1e999}', b'{"sentences": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
async def test_broken_json_is_the_senders_to_mend(program: httpx.AsyncClient, content: bytes) -> None:
    for path in ("/api/v1/condense", "/api/v1/jobs"):
        answer = await program.post(path, content=content, headers={"Content-Type": "application/json"})
        assert 400 <= answer.status_code < 500, (path, answer.text)
        assert set(answer.json()["error"]) == {"code", "message"}


async def test_lone_surrogates_and_nul_do_no_harm(program: httpx.AsyncClient) -> None:
    content = b'{"text": "One \\ud800 sentence.\\u0000 Another one stands here.", "focus": "\\udfff\\u0000"}'
    answer = await program.post("/api/v1/condense", content=content)
    assert answer.status_code == 201, answer.text
    note = answer.json()["id"]
    for change in (b'{"title": "a\\u0000\\ud800b"}', b'{"tags": ["x\\u0000y\\ud801"]}'):
        changed = await program.patch(
            f"/api/v1/notes/{note}", content=change, headers={"Content-Type": "application/json"}
        )
        assert changed.status_code == 200, changed.text
    for query in ("%00", "%ED%A0%80", "%FF", "a" * 900, "' OR 1=1 --", "%25_", "\\"):
        assert (await program.get(f"/api/v1/notes?query={query}")).status_code == 200


@pytest.mark.parametrize("odd", ["0", "-1", "abc", str(2**31), str(2**63), str(2**64), "1.5", "%00"])
async def test_odd_ids_and_cursors_are_refused_kindly(program: httpx.AsyncClient, odd: str) -> None:
    for path in (f"/notes/{odd}", f"/notes/{odd}/sentences", f"/notes/{odd}/export", f"/notes?limit={odd}"):
        answer = await program.get(f"/api/v1{path}")
        assert answer.status_code == 422, path
        assert answer.json()["error"]["code"] == "invalid"
    assert (await program.delete(f"/api/v1/tokens/{odd}")).status_code == 422
    assert (await program.get(f"/api/v1/notes?cursor={odd}")).status_code in (200, 422)


async def test_notes_are_listed_paged_found_and_tagged(program: httpx.AsyncClient) -> None:
    first = await condensed(program)
    second = await condensed(program, CHINESE)
    page = (await program.get("/api/v1/notes?limit=1")).json()
    assert [note["id"] for note in page["notes"]] == [second["id"]]
    rest = (await program.get(f"/api/v1/notes?limit=1&cursor={page['next_cursor']}")).json()
    assert [note["id"] for note in rest["notes"]] == [first["id"]]
    assert rest["next_cursor"] is None
    found = (await program.get("/api/v1/notes", params={"query": "how plants turn light into sugar"})).json()
    assert found["notes"][0]["id"] == first["id"]
    assert found["notes"][0]["highlight"] in CHAPTER
    found = (await program.get("/api/v1/notes", params={"query": "记忆力"})).json()
    assert [note["id"] for note in found["notes"]] == [second["id"]]
    await program.patch(f"/api/v1/notes/{first['id']}", json={"tags": ["#Biology, exam"]})
    tagged = (await program.get("/api/v1/notes?tag=biology")).json()
    assert [note["tags"] for note in tagged["notes"]] == [["biology", "exam"]]
    change = {"add_tags": [" #Light ", "exam"], "remove_tags": ["Exam", "not there"]}
    changed = await program.patch(f"/api/v1/notes/{second['id']}", json=change)
    assert changed.json()["tags"] == ["light"]
    many = {"title": "New", "add_tags": [f"tag {n}" for n in range(20)]}
    assert (await program.patch(f"/api/v1/notes/{second['id']}", json=many)).status_code == 422
    untouched = (await program.get(f"/api/v1/notes/{second['id']}")).json()
    assert (untouched["title"], untouched["tags"]) == (second["title"], ["light"])
    await program.patch(f"/api/v1/notes/{second['id']}", json={"remove_tags": ["light"]})
    assert (await program.get("/api/v1/tags")).json() == {
        "tags": [{"name": "biology", "notes": 1}, {"name": "exam", "notes": 1}]
    }


async def test_a_note_is_renamed_recut_and_deleted(program: httpx.AsyncClient) -> None:
    path = f"/api/v1/notes/{(await condensed(program))['id']}"
    change = {"title": " Leaves  and light ", "length": {"sentences": 2}}
    changed = (await program.patch(path, json=change)).json()
    assert changed["title"] == "Leaves and light"
    assert len(changed["highlights"]) == 2
    sentences = (await program.get(f"{path}/sentences")).json()["sentences"]
    assert len(sentences) == changed["sentences_total"]
    assert [s["index"] for s in sentences if s["rank"] < 2] == [h["index"] for h in changed["highlights"]]
    assert all(s["text"] == changed["text"][s["start"] : s["end"]] for s in sentences)
    assert len((await program.get(f"{path}/sentences?top=4")).json()["sentences"]) == 4
    for length, kept in (({"sentences": 3}, 3), ({"ratio": 1}, len(sentences)), ({"words": 1}, 1)):
        assert len((await program.patch(path, json=length)).json()["highlights"]) == kept
    assert (await program.patch(path, json={"title": " "})).status_code == 422
    assert (await program.delete(path)).status_code == 204
    assert (await program.get(path)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"tags": ["x" * 41]},
        {"title": ""},
        {"sentences": 0},
        {"sentences": 1, "words": 5},
        {"length": {"ratio": 2}},
    ],
)
async def test_a_change_that_is_refused_changes_nothing(
    program: httpx.AsyncClient, wrong: dict[str, Any]
) -> None:
    before = await condensed(program)
    path = f"/api/v1/notes/{before['id']}"
    assert (await program.patch(path, json={"title": "New", "tags": ["new"]} | wrong)).status_code == 422
    assert (await program.get(path)).json() == before


async def test_notes_leave_as_files(program: httpx.AsyncClient) -> None:
    note = await condensed(program)
    for form, kind in (("md", "text/markdown"), ("json", "application/json"), ("csv", "text/csv")):
        for path in (f"/api/v1/notes/{note['id']}/export", "/api/v1/export"):
            file = await program.get(path, params={"format": form})
            assert file.status_code == 200
            assert file.headers["content-type"].startswith(kind)
            assert file.headers["content-disposition"].startswith("attachment;")
            assert note["highlights"][0]["text"] in file.text
    assert (await program.get(f"/api/v1/notes/{note['id']}/export?format=exe")).status_code == 422
    assert note["text"] in (await program.get("/api/v1/person/export")).json()["notes"][0]["text"]


async def test_nobody_elses_note_is_there(
    program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient
) -> None:
    path = f"/api/v1/notes/{(await condensed(program))['id']}"
    bo = program_of_bo
    answers = [
        await bo.get(path),
        await bo.patch(path, json={"title": "mine"}),
        await bo.patch(path, json={"tags": ["mine"]}),
        await bo.patch(path, json={"length": {"sentences": 1}}),
        await bo.delete(path),
        await bo.get(f"{path}/sentences"),
        await bo.get(f"{path}/export"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert (await bo.get("/api/v1/notes")).json()["notes"] == []
    assert (await bo.get("/api/v1/notes", params={"query": "photosynthesis"})).json()["notes"] == []
    assert (await program.get(path)).json()["title"] == "Photosynthesis"


async def test_settings_are_read_and_changed(program: httpx.AsyncClient) -> None:
    wish = {"language": "zh_CN", "time_zone": "Asia/Shanghai", "length": {"ratio": 0.2}}
    assert (await program.patch("/api/v1/person", json=wish)).json()["length"] == {"ratio": 0.2}
    unset = (await program.patch("/api/v1/person", json={"language": "", "length": {}})).json()
    assert unset["language"] is None
    assert unset["time_zone"] == "Asia/Shanghai"
    assert unset["length"] == {}
    for wrong in ({"language": "tlh"}, {"time_zone": "Mars/Base"}, {"time_zone": "../etc/passwd"}):
        assert (await program.patch("/api/v1/person", json=wrong)).status_code == 422


async def test_the_description_is_openapi(anyone: httpx.AsyncClient) -> None:
    about = (await anyone.get("/openapi.json")).json()
    assert about["openapi"].startswith("3.")
    assert {"/api/v1/condense", "/api/v1/notes", "/api/v1/notes/{note_id}", "/api/v1/jobs"} <= set(
        about["paths"]
    )
    assert not [path for path in about["paths"] if not path.startswith("/api/v1/")]
    known = set(about["components"]["schemas"])
    text = str(about)
    assert "HTTPValidationError" not in text
    assert all(part.split("'")[0] in known for part in text.split("#/components/schemas/")[1:])
    wish = about["paths"]["/api/v1/condense"]["post"]["requestBody"]["content"]
    assert set(wish) == {"application/json", "multipart/form-data"}


async def test_the_description_names_the_ways_in_on_every_path_that_asks_for_one(
    anyone: httpx.AsyncClient, browser: Browser
) -> None:
    about = (await anyone.get("/openapi.json")).json()
    ways = about["components"]["securitySchemes"]
    assert {name: (way["type"], way.get("scheme")) for name, way in ways.items()} == {
        "bearer": ("http", "bearer"),
        "cookie": ("apiKey", None),
    }
    assert ways["cookie"]["in"] == "cookie"
    assert ways["cookie"]["name"] in browser.client.cookies
    routes = [(method, path, route) for path, one in about["paths"].items() for method, route in one.items()]
    for method, path, route in routes:
        answer = await anyone.request(method, re.sub(r"\{\w+\}", "1", path))
        assert answer.status_code == 401, (method, path)
        assert route["security"] == [{"bearer": []}, {"cookie": []}], (method, path)


@pytest.mark.parametrize(
    ("body", "english", "chinese"),
    [
        ({}, "“text” does not fit: it is missing.", "“text”不合要求：没有给出。"),
        ({"text": 5}, "“text” does not fit: write it as text.", "“text”不合要求：请写成文字。"),
        (
            {"text": "A.", "ratio": 1.5},
            "“ratio” does not fit: it has to be 1.0 or less.",
            "“ratio”不合要求：必须不大于 1.0。",
        ),
        (
            {"text": "A.", "sentences": "many"},
            "“sentences” does not fit: write it as a whole number.",
            "“sentences”不合要求：请写成整数。",
        ),
        ([], "“body” does not fit: write it as an object.", "“body”不合要求：请写成对象。"),
    ],
)
async def test_what_does_not_fit_is_said_in_the_readers_language(
    program: httpx.AsyncClient, body: object, english: str, chinese: str
) -> None:
    for language, words in (("en", english), ("zh", chinese)):
        answer = await program.post("/api/v1/condense", json=body, headers={"accept-language": language})
        assert answer.json()["error"]["message"] == words
