"""Signing in and out, bearer tokens, and what another site must not be able to do."""

from __future__ import annotations

import asyncio
import stat
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from lxml import html
from pydantic import SecretStr

from bot.app import App, open_app
from bot.features import people
from bot.features.people import Person
from bot.settings import Settings
from bot.web_ui import server
from bot.web_ui.session import Signer
from tests.conftest import Clock
from tests.web_ui.conftest import AS_BROWSER, HOME, Browser, Connect, csrf_of, door_of, redeem, sign_in


async def link_key(app: App, person: Person) -> str:
    return (await people.make_sign_in_link(app, person, HOME)).partition("key=")[2]


async def test_looking_at_a_link_does_not_spend_it(app: App, ada: Person, anyone: httpx.AsyncClient) -> None:
    key = await link_key(app, ada)
    for _ in range(3):
        assert (await anyone.get(f"/sign-in?key={key}", headers=AS_BROWSER)).status_code == 200
        assert (await anyone.head(f"/sign-in?key={key}")).status_code in (200, 405)
    assert (await redeem(anyone, key)).status_code == 303
    assert (await anyone.get("/", headers=AS_BROWSER)).status_code == 200


async def test_only_a_person_who_opened_the_link_is_spared_the_press(
    app: App, ada: Person, anyone: httpx.AsyncClient, browser: Browser
) -> None:
    key = await link_key(app, ada)
    opened = await anyone.get(f"/sign-in?key={key}", headers={"Sec-Fetch-Site": "none"})
    assert "data-by-itself" in opened.text
    followed = await anyone.get(f"/sign-in?key={key}", headers={"Sec-Fetch-Site": "cross-site"})
    assert "data-by-itself" not in followed.text
    elsewhere = await browser.get(f"/sign-in?key={key}", **{"Sec-Fetch-Site": "none"})
    assert "data-by-itself" not in elsewhere.text


async def test_a_link_works_once_and_ten_minutes(
    app: App, ada: Person, clock: Clock, anyone: httpx.AsyncClient
) -> None:
    key, late = await link_key(app, ada), await link_key(app, ada)
    assert (await redeem(anyone, key)).status_code == 303
    assert (await redeem(anyone, key)).status_code == 303  # in already: no reason to scold
    anyone.cookies.clear()
    again = await redeem(anyone, key)
    assert again.status_code == 410
    assert "no longer good" in again.text
    clock.advance(minutes=11)
    assert (await redeem(anyone, late)).status_code == 410


async def test_nobody_is_signed_in_by_another_site(
    app: App, ada: Person, anyone: httpx.AsyncClient, connect: Connect
) -> None:
    """Over plain HTTP browsers send no Sec-Fetch-Site, and a page may have its forms come from `null`."""
    key = await link_key(app, ada)
    attacker = await connect()
    theirs = door_of((await attacker.get(f"/sign-in?key={key}", headers=AS_BROWSER)).text)
    for form in ({"key": key}, {"key": key, "door": theirs}):
        answer = await anyone.post("/sign-in", data=form, headers={"Origin": "null"})
        assert answer.status_code == 403
    own = door_of((await anyone.get(f"/sign-in?key={key}", headers=AS_BROWSER)).text)
    assert own != theirs
    refused = await anyone.post("/sign-in", data={"key": key, "door": theirs}, headers={"Origin": "null"})
    assert refused.status_code == 403
    assert "pith=" not in refused.headers.get("set-cookie", "")
    assert (await redeem(anyone, key)).status_code == 303


async def test_the_cookie_is_kept_from_scripts_and_other_sites(
    app: App, ada: Person, anyone: httpx.AsyncClient
) -> None:
    answer = await redeem(anyone, await link_key(app, ada))
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie  # plain http on loopback


async def test_over_https_the_cookie_is_for_https(settings: Settings) -> None:
    signer = await asyncio.to_thread(
        Signer, settings.model_copy(update={"public_url": "https://pith.example"})
    )
    assert signer.cookie == "__Host-pith"


@pytest.mark.parametrize(
    "cookie", ["", "x", "eyJwIjoxfQ.forged", "a" * 5000, "\u00e9".encode().decode("latin-1")]
)
async def test_a_forged_cookie_is_nobody(anyone: httpx.AsyncClient, cookie: str) -> None:
    answer = await anyone.get("/api/v1/person", headers={"Cookie": f"pith={cookie}".encode("latin-1")})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["error"]["code"] == "not_signed_in"


async def test_who_is_signed_out_is_told_in_words_of_their_face(
    app: App, ada: Person, browser: Browser, anyone: httpx.AsyncClient
) -> None:
    said = (await anyone.get("/api/v1/notes")).json()["error"]["message"]
    assert "send a bearer token" in said
    await people.sign_out_everywhere(app, ada)
    token = {"X-Pith-CSRF": browser.csrf}
    for path in (
        "/api/v1/notes",
        "/history/found",
        "/api/v1/notes",
    ):  # the first answer takes the cookie away
        said = (await browser.client.get(path, headers=token)).json()["error"]["message"]
        assert said == "Your sign-in has ended. Open a sign-in link in this browser, then reload this page."


async def test_signing_out_everywhere_ends_every_session(
    app: App, ada: Person, browser: Browser, connect: Connect
) -> None:
    other = await sign_in(app, await connect(), ada)
    assert (await browser.post("/sign-out", everywhere="1")).status_code == 303
    for one in (browser, other):
        assert (await one.get("/")).status_code == 401


async def test_signing_out_here_leaves_the_others(
    app: App, ada: Person, browser: Browser, connect: Connect
) -> None:
    other = await sign_in(app, await connect(), ada)
    await browser.post("/sign-out")
    assert (await browser.get("/")).status_code == 401
    assert (await other.get("/")).status_code == 200


async def test_a_session_ends_after_its_time(browser: Browser, clock: Clock) -> None:
    clock.advance(days=91)
    assert (await browser.get("/")).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Pith-CSRF": "wrong"},
        {"X-Pith-CSRF": "é".encode().decode("latin-1")},
        {"Origin": "https://evil.example"},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_changes_nothing(browser: Browser, headers: dict[str, str]) -> None:
    if set(headers) & {"Origin", "Sec-Fetch-Site"}:
        headers = headers | {"X-Pith-CSRF": browser.csrf}
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    for method, path, body in (
        ("PATCH", "/api/v1/person", {"language": "zh_CN"}),
        ("POST", "/api/v1/tokens", {"name": "evil"}),
        ("POST", "/api/v1/person/erase", {"confirm": "erase"}),
    ):
        answer = await browser.client.request(method, path, json=body, headers=raw)
        assert answer.status_code == 403, path
    assert (await browser.client.post("/erase", data={"confirm": "erase"}, headers=raw)).status_code == 403
    assert (await browser.client.get("/api/v1/person")).json()["language"] is None


async def test_the_pages_own_script_and_forms_may(browser: Browser) -> None:
    own = {"X-Pith-CSRF": browser.csrf, "Origin": HOME, "Sec-Fetch-Site": "same-origin"}
    changed = await browser.client.patch("/api/v1/person", json={"language": "zh_CN"}, headers=own)
    assert changed.status_code == 200
    form = {"csrf": browser.csrf, "language": "en", "time_zone": "", "length": "sentences:5"}
    saved = await browser.client.post("/settings", data=form, headers={"Origin": "null"})
    assert saved.status_code == 303
    assert (await browser.client.get("/api/v1/person")).json()["length"] == {"sentences": 5}


async def test_one_sessions_page_token_is_no_good_in_another(
    app: App, bo: Person, browser: Browser, connect: Connect
) -> None:
    other = await sign_in(app, await connect(), bo)
    answer = await browser.client.post("/sign-out", data={"csrf": other.csrf})
    assert answer.status_code == 403


async def test_what_was_written_when_a_session_has_ended_is_shown_to_be_copied(
    app: App, ada: Person, browser: Browser, connect: Connect
) -> None:
    written = "Cells </textarea> are <b>small</b>."
    form = {"csrf": browser.csrf, "text": written}
    stranger = await connect()

    async def shown(client: httpx.AsyncClient, status: int, *, path: str = "/send", **more: Any) -> list[str]:
        answer = await client.post(path, **{"data": form, "headers": AS_BROWSER} | more)
        assert answer.status_code == status
        found = texts_in(answer.text)
        assert ("What you wrote was not sent." in answer.text) == bool(found)
        return found

    assert await shown(stranger, 401) == [written]
    assert await shown(stranger, 401, files={"file": ("a.txt", b"x")}) == [written]
    again = await sign_in(app, await connect(), ada)
    assert await shown(again.client, 403) == [written], "a page of the session before"
    form["csrf"] = again.csrf
    assert await shown(again.client, 404, path="/posts/7/ask") == [written]
    assert await shown(stranger, 401, headers=AS_BROWSER | {"Origin": "https://evil.example"}) == []
    assert await shown(stranger, 401, data=form | {"csrf": "made up"}) == [], "no page of ours"
    assert await shown(stranger, 401, data=form | {"text": "long " * 300_000}) == []


def texts_in(page: str) -> list[str]:
    return [each.text.strip("\n") for each in html.fromstring(page).xpath("//main//textarea[@readonly]")]


async def test_tokens_are_made_listed_and_revoked(browser: Browser, connect: Connect) -> None:
    page = await browser.post("/tokens", name="laptop")
    secret = page.text.partition('<code id="new-token">')[2].partition("<")[0]
    program = await connect(Authorization=f"bearer {secret}")
    listed = (await program.get("/api/v1/tokens")).json()["tokens"]
    assert [token["name"] for token in listed] == ["laptop"]
    assert secret not in (await browser.get("/settings")).text
    assert (await browser.post(f"/tokens/{listed[0]['id']}/revoke")).status_code == 303
    assert (await program.get("/api/v1/person")).status_code == 401


async def test_the_settings_token_is_the_local_persons(
    settings: Settings, app: App, extractor: object
) -> None:
    mine = settings.model_copy(update={"web_token": SecretStr("s3cret")})
    async with open_app(mine, extractor=app.extractor._extractor) as other:  # type: ignore[arg-type]
        site = await asyncio.to_thread(server.build, other, {})
        wire = httpx.ASGITransport(site)
        async with httpx.AsyncClient(transport=wire, base_url=HOME) as client:
            answer = await client.get("/api/v1/person", headers={"Authorization": "Bearer s3cret"})
        assert answer.json()["id"] == (await people.local(other)).id


async def test_a_restart_keeps_people_signed_in(app: App, browser: Browser) -> None:
    again: FastAPI = await asyncio.to_thread(server.build, app, {})
    wire = httpx.ASGITransport(again)
    async with httpx.AsyncClient(transport=wire, base_url=HOME, cookies=browser.client.cookies) as client:
        page = await client.get("/settings", headers=AS_BROWSER)
        assert page.status_code == 200
        assert csrf_of(page.text) == browser.csrf
    key = app.settings.data_dir / "secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


async def test_erasing_asks_for_the_word_and_leaves_nothing(browser: Browser) -> None:
    refused = await browser.post("/erase", confirm="yes")
    assert (refused.status_code, "Nothing was erased." in refused.text) == (422, True)
    assert 'aria-describedby="not-erased"' in refused.text
    assert (await browser.get("/")).status_code == 200
    assert "kept of you here is erased" in (await browser.post("/erase", confirm=" Erase ")).text
    assert (await browser.get("/")).status_code == 401
