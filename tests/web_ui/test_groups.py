"""Groups over HTTP and as pages: shared after a look, voted on, asked about, taken back; strangers find nothing."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import MutableMapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from lxml import html
from sqlalchemy import Engine, Pool, event

from bot.app import App
from bot.features import condense, groups, people
from bot.features.condense import Pasted
from bot.features.groups import Settings, Standing
from bot.features.people import Person
from bot.web_ui.groups.listening import MOST_OF_ONE
from tests.conftest import CHAPTER, Clock
from tests.web_ui.conftest import AS_BROWSER, Browser, Connect, csrf_of, redeem, sign_in

HOSTILE = "<script>alert(1)</script> & [x](https://evil.example) is a sentence of its own."


async def test_a_circle_over_http(
    app: App, program: httpx.AsyncClient, program_of_bo: httpx.AsyncClient, ada: Person
) -> None:
    made = await program.post("/api/v1/groups", json={"name": "Biology", "own_name": "Ada"})
    assert made.status_code == 201, made.text
    circle = f"/api/v1/groups/{made.json()['id']}"
    for path in ("", "/posts", "/members", "/changes", "/questions", "/invitations", "/events"):
        assert (await program_of_bo.get(circle + path)).status_code == 404, path
    link = (await program.post(f"{circle}/invitations", json={"days": 2})).json()["link"]
    joined = await program_of_bo.post("/api/v1/groups/join", json={"link": link, "own_name": "Bo"})
    assert joined.json()["role"] == "member"
    assert (await program_of_bo.get(f"{circle}/invitations")).status_code == 403
    assert (await program_of_bo.patch(circle, json={"sharers": "managers"})).status_code == 403
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    offered = (await program.get(f"/api/v1/notes/{note.id}/shareable")).json()["highlights"]
    wish = {"highlight_ids": [offered[0]["highlight_id"]], "without_name": True, "preview": True}
    (seen,) = (await program.post(f"{circle}/posts", json=wish)).json()["posts"]
    assert (seen["sentence"], seen["names"], seen["unnamed"]) == (offered[0]["sentence"], [], 1)
    assert (await program_of_bo.get(f"{circle}/posts")).json()["posts"] == []
    (post,) = (await program.post(f"{circle}/posts", json=wish | {"preview": False})).json()["posts"]
    taken = await program_of_bo.post(f"{circle}/posts", json=wish)
    assert taken.status_code == 404, "somebody else's highlight"
    at = f"/api/v1/posts/{post['id']}"
    assert (await program_of_bo.put(f"{at}/vote", json={"vote": "up"})).json()["ups"] == 1
    assert (await program.put(f"{at}/vote", json={"vote": "up"})).status_code == 422
    card = await program_of_bo.post(f"{at}/card")
    assert (card.status_code, card.json()["note_id"], card.json()["title"]) == (201, None, "Photosynthesis")
    assert (await program_of_bo.post(f"{at}/questions", json={"text": "Why?"})).status_code == 204
    (question,) = (await program.get(f"{circle}/questions")).json()["questions"]
    answer = f"/api/v1/questions/{question['id']}/answer"
    assert (await program_of_bo.post(answer, json={"text": "So."})).status_code == 404
    assert (await program.post(answer, json={"text": "So."})).status_code == 204
    (question,) = (await program_of_bo.get(f"{circle}/questions")).json()["questions"]
    assert (question["author"], question["answer"]) == (None, "So.")
    found = await program_of_bo.get(f"{circle}/posts", params={"order": "best", "query": "plants"})
    assert [each["own_vote"] for each in found.json()["posts"]] == ["up"]
    (share,) = (await program.get("/api/v1/shares")).json()["shared"]
    assert (await program_of_bo.delete(f"/api/v1/shares/{share['share_id']}")).status_code == 404
    assert (await program.delete(f"/api/v1/shares/{share['share_id']}")).status_code == 204
    assert (await program_of_bo.get(f"{circle}/posts")).json()["posts"] == []
    assert (await program_of_bo.put(f"{at}/vote", json={"vote": "up"})).status_code == 404
    bo_id = next(
        m["id"] for m in (await program.get(f"{circle}/members")).json()["members"] if m["name"] == "Bo"
    )
    assert (await program.delete(f"{circle}/members/{bo_id}")).status_code == 204
    assert (await program_of_bo.get(circle)).status_code == 404


async def test_a_person_listens_a_few_times_and_only_while_signed_in(
    app: App, program: httpx.AsyncClient, ada: Person, bo: Person, connect: Connect
) -> None:
    circle = await groups.make(app, ada, "Biology", "Ada")
    path = f"/api/v1/groups/{circle.id}/events"
    async with asyncio.TaskGroup() as tasks:
        listening = [tasks.create_task(program.get(path)) for _ in range(MOST_OF_ONE)]
        done, _ = await asyncio.wait(
            {*listening, tasks.create_task(program.get(path))}, return_when=asyncio.FIRST_COMPLETED
        )
        (refused,) = done
        assert (refused.result().status_code, refused.result().headers["retry-after"]) == (429, "5")
        (token,) = await people.list_tokens(app, ada)
        await people.revoke_token(app, ada, token.id)
        await groups.rename_self(app, ada, circle.id, "Adi")
    heard = [each.result().text for each in listening if each is not refused]
    assert {text.partition("event: ")[2] for text in heard} == {"over\ndata: \n\n"}


async def test_an_invitation_that_makes_no_place_says_how_to_come_in(
    app: App, site: FastAPI, ada: Person, anyone: httpx.AsyncClient
) -> None:
    site.state.pith = replace(app, settings=app.settings.model_copy(update={"newcomers": False}))
    circle = await groups.make(app, ada, "Plants", "Ada")
    _, link = await groups.invite(app, ada, circle.id, "")
    page = (await anyone.get(link, headers=AS_BROWSER)).text
    assert "This invitation is for people who are in Pith already" in page
    assert 'name="own_name"' not in page
    ways = html.fromstring(page).xpath("//h2[contains(., 'sign-in link')]/following-sibling::ul//code/text()")
    assert ways == ["pith run", "/web"]


async def a_newcomer_joins(connect: Connect, browser: Browser, path: str) -> Browser:
    """By the circle's link, on our own page of it in their own browser."""
    page = (await browser.post(f"{path}/invite", days="1")).text
    assert "&lt;b&gt;Plants&lt;/b&gt;" in page
    found = re.search(r'id="link"[^>]*value="([^"]+)"', page)
    assert found
    link, stranger = found[1], await connect()
    welcome = await stranger.get(link[link.index("/groups/join") :], headers=AS_BROWSER)
    assert "You are not signed in" in welcome.text
    form = {"key": link.partition("key=")[2], "own_name": "Cy"}
    away = await stranger.post("/groups/join", data=form, headers=AS_BROWSER)
    assert away.status_code == 403, "not by our page"
    door = re.search(r'name="door" value="([^"]+)"', welcome.text)
    assert door
    form["door"] = door[1]
    elsewhere = await (await connect()).post("/groups/join", data=form, headers=AS_BROWSER)
    assert elsewhere.status_code == 403, "another browser's page"
    evil = AS_BROWSER | {"Origin": "https://evil.example"}
    assert (await stranger.post("/groups/join", data=form, headers=evil)).status_code == 403
    joined = await stranger.post("/groups/join", data=form, headers=AS_BROWSER)
    assert joined.status_code == 303, joined.text
    assert joined.headers["location"] == path
    return await signed_in(stranger)


async def signed_in(client: httpx.AsyncClient) -> Browser:
    return Browser(client, csrf_of((await client.get("/settings", headers=AS_BROWSER)).text))


async def they_stay_and_come_back(cy: Browser, path: str, clock: Clock) -> Browser:
    assert "sign-in?key=" in (await cy.post("/settings/link")).text
    clock.advance(days=80)
    assert "pith=" in (await cy.get("/settings")).headers["set-cookie"]  # who comes again stays
    clock.advance(days=80)
    asked = (await cy.post("/sign-out", everywhere="1")).text
    back = re.search(r'id="return-link"[^>]*key=([\w-]+)"', asked)
    assert back, "nothing but the browser knows them: they are given a way back first"
    assert (await cy.post("/sign-out", everywhere="1", kept="1")).status_code == 303
    assert (await cy.get(path)).status_code == 401
    assert (await redeem(cy.client, back[1])).status_code == 303
    return await signed_in(cy.client)


async def ada_shares_after_a_look(app: App, ada: Person, browser: Browser, path: str) -> None:
    note = await condense.condense(app, ada, Pasted(HOSTILE))
    share = f"/notes/{note.id}/share"
    assert "Which sentences?" in (await browser.get(share)).text
    (first, *_) = await groups.shareable(app, ada, note.id or 0)
    wish = {"group": path.rpartition("/")[2], "highlight": str(first.highlight_id), "take_cards_back": "1"}
    assert "Choose at least one sentence." in (await browser.post(share, group=wish["group"])).text
    preview = await browser.post(share, **wish)
    assert "Nothing is shared yet." in preview.text
    assert "<script>alert" not in preview.text
    await browser.post(f"{share}/now", **wish)


async def it_is_seen_and_answered(browser: Browser, cy: Browser, other: Browser, path: str) -> None:
    """By the circle alone, and as what was written."""
    seen = (await cy.get(path)).text
    assert "&lt;script&gt;alert(1)" in seen
    assert "Shared by Ada" in seen
    assert 'href="https://evil' not in seen
    found = re.search(r"/posts/([0-9]+)/vote", seen)
    assert found
    post = f"/posts/{found[1]}"
    await cy.post(f"{post}/vote", vote="up")
    await cy.post(f"{post}/card")
    await cy.post(f"{post}/ask", text="Which?")
    assert "Which?" in (await browser.get(path)).text
    assert "shared in a group" in (await cy.get("/cards")).text
    assert (await other.get(path)).status_code == 404
    assert (await other.post(f"{post}/vote", vote="up")).status_code == 404


async def changes_are_told(app: App, ada: Person, browser: Browser, cy: Browser, path: str) -> None:
    wish = {"sharers": "managers", "daily_shares": "3", "name": "Plants", "language": "zh_CN"}
    await browser.post(f"{path}/settings", **wish)
    assert "every member</bdi> →" in (await cy.get(path)).text
    manages = Standing("Ada", manages=True)
    for channel in (4, 5):
        settings = Settings(channel_id=channel)
        lab = await groups.set_up(app, ada, 9, manages, settings, name="Lab", language="en")
    seen = (await browser.get(f"/groups/{lab.id}")).text
    assert re.search(
        r'channels/9/4"[^>]*>another channel</a></bdi> → <bdi><a href="[^"]*/9/5"[^>]*>the group’s channel<',
        seen,
    )


async def test_the_pages_without_javascript(
    app: App, browser: Browser, connect: Connect, ada: Person, bo: Person, clock: Clock
) -> None:
    made = await browser.post("/groups", name="<b>Plants</b>", own_name="Ada")
    path = made.headers["location"]
    cy = await a_newcomer_joins(connect, browser, path)
    cy = await they_stay_and_come_back(cy, path, clock)
    browser = await sign_in(app, await connect(), ada)
    await ada_shares_after_a_look(app, ada, browser, path)
    await it_is_seen_and_answered(browser, cy, await sign_in(app, await connect(), bo), path)
    await changes_are_told(app, ada, browser, cy, path)
    (share_id,) = [each.share_id for each in await groups.shared_by(app, ada)]
    assert "with the cards made of it" in (await browser.get("/shared")).text
    await browser.post(f"/shared/{share_id}/withdraw")
    assert "Nobody shares anything yet." in (await cy.get(path)).text
    assert "shared in a group" not in (await cy.get("/cards")).text
    await cy.post(f"{path}/leave")
    assert (await cy.get(path)).status_code == 401, "a newcomer who kept nothing is nobody any more"
    assert (await people.list_tokens(app, ada)) == []


async def test_a_post_says_its_title_once(app: App, ada: Person, browser: Browser) -> None:
    made = await groups.make(app, ada, "Plants", "Ada")
    note = await condense.condense(
        app, ada, Pasted("# Rivers\n\nA river carries sand from the hills to the sea.")
    )
    (first, *_) = await groups.shareable(app, ada, note.id or 0)
    await groups.share(app, ada, made.id, [first.highlight_id], groups.Wish())
    post = html.fromstring((await browser.get(f"/groups/{made.id}")).text).find_class("post")[0]
    assert post.text_content().count("Rivers") == 1


async def test_what_changes_while_a_page_is_read_is_told_to_it(
    app: App, browser: Browser, ada: Person
) -> None:
    circle = await groups.make(app, ada, "Biology", "Ada")

    def change(*executed: Any) -> None:
        """Once who is in it was read."""
        if "FROM group_changes" in executed[2]:
            with closing(sqlite3.connect(app.settings.data_dir / "pith.sqlite3")) as store, store:
                store.execute("UPDATE groups SET changes = changes + 1")

    event.listen(Engine, "before_cursor_execute", change)
    try:
        page = (await browser.get(f"/groups/{circle.id}")).text
    finally:
        event.remove(Engine, "before_cursor_execute", change)
    shown = re.search(r'data-version="([^"]+)"', page)
    assert shown
    assert shown[1] != await groups.version(app, ada, circle.id)


async def test_who_stops_listening_leaves_no_look_at_the_store_half_done(
    app: App, site: FastAPI, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """A connection that is broken off in a statement can't be used again, and that is logged as an error."""
    circle = await groups.make(app, ada, "Biology", "Ada")
    token = await people.make_token(app, ada, "test")
    begun, gone = asyncio.Event(), asyncio.Event()

    def go(*_: Any) -> None:
        if begun.is_set():
            gone.set()

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body":
            begun.set()

    scope = {
        "type": "http",
        "asgi": {"spec_version": "2.3"},
        "method": "GET",
        "path": f"/api/v1/groups/{circle.id}/events",
        "query_string": b"",
        "headers": [(b"host", b"localhost:8321"), (b"authorization", f"Bearer {token}".encode())],
        "client": ("127.0.0.1", 1),
    }
    event.listen(Pool, "reset", go)
    try:
        async with asyncio.timeout(30):
            await site(scope, receive, send)
    finally:
        event.remove(Pool, "reset", go)
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == []
