"""Notes that are gone: what Pith answered with them says so, whichever face they were deleted on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.origins import ANSWER
from bot.features import origins, people
from bot.web_ui import server as web
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


@pytest.fixture
async def page(app: App, pith: PithClient, ann: User) -> AsyncIterator[httpx.AsyncClient]:
    """Ann's program, speaking to the browser face that runs beside Discord's."""
    site = await asyncio.to_thread(web.build, app, {}, pith.take_back)
    token = await people.make_token(app, await people.from_discord(app, ann.id), "test")
    bearer = {"Authorization": f"Bearer {token}"}
    wire = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=wire, base_url="http://localhost:8321", headers=bearer) as client:
        yield client


async def answers_to(pith: PithClient, server: DiscordServer, ann: User, group: Guild) -> list[Message]:
    """One under her words, one shown to all, one in her DM, once Pith has written down where they stand."""
    ann.send(group.channel(), CELLS, mention_bot=True)
    asked = ann.command("condense", text=CHAPTER, share=True, channel=group.channel())
    ann.dm(CHAPTER)
    answers = [
        await server.message(group.channel(), "Cells are"),
        await asked.final(),
        await server.message(ann.dm_channel, "Photosynthesis"),
    ]
    person = await people.from_discord(pith.app, ann.id)
    async with asyncio.timeout(30):
        while sum(o.startswith(ANSWER) for o in await origins.of_person(pith.app, person)) < len(answers):
            await asyncio.sleep(0.02)
    return answers


async def all_say_so(server: DiscordServer, answers: list[Message]) -> None:
    for each in answers:
        await server.until(lambda each=each: each.text == "Deleted.", what=f"{each.text!r} to be gone")  # type: ignore[misc]
        assert each.buttons == []


async def test_who_erases_everything_on_discord(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild
) -> None:
    answers = await answers_to(pith, server, ann, group)
    form = await ann.command("privacy erase", channel=group.channel()).form()
    told = await ann.submit(form, {"Type “erase” to go on": "erase"}).final()
    assert "my answers with your notes" in told.text
    await all_say_so(server, answers)


async def test_who_erases_everything_on_the_page(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, page: httpx.AsyncClient
) -> None:
    answers = await answers_to(pith, server, ann, group)
    assert (await page.post("/api/v1/person/erase", json={"confirm": "erase"})).status_code == 204
    await all_say_so(server, answers)


async def test_who_deletes_a_note_on_the_page(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, page: httpx.AsyncClient, app: App
) -> None:
    answers = await answers_to(pith, server, ann, group)
    (cells,) = [note for note in await notes_of(app, ann) if note.text == CELLS]
    assert (await page.delete(f"/api/v1/notes/{cells.id}")).status_code == 204
    await all_say_so(server, answers[:1])
    assert "Photosynthesis" in answers[1].text
