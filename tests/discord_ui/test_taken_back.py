"""Notes that are gone: what Pith answered with them says so, whichever face they were deleted on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import delete, func, select

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import answers as gone_answers
from bot.features import history, people
from bot.features.answers import ANSWER
from bot.features.people import Person
from bot.store.tables import OriginRow
from bot.web_ui import server as web
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import CELLS, Connect, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


@pytest.fixture
async def marking(app: App, pith: PithClient, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """What `__main__` has run behind the faces."""
    monkeypatch.setattr(gone_answers, "POLL_S", 0.02)
    work = asyncio.create_task(gone_answers.work(app, pith.mark_gone))
    yield
    work.cancel()
    await asyncio.wait({work})


@pytest.fixture
async def page(app: App, marking: None, ann: User) -> AsyncIterator[httpx.AsyncClient]:
    """Ann's program, speaking to the browser face that runs beside Discord's."""
    site = await asyncio.to_thread(web.build, app, {})
    token = await people.make_token(app, await people.from_discord(app, ann.id), "test")
    bearer = {"Authorization": f"Bearer {token}"}
    wire = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=wire, base_url="http://localhost:8321", headers=bearer) as client:
        yield client


async def answers_known(app: App) -> int:
    are_answers = OriginRow.origin.startswith(ANSWER)
    async with app.read() as s:
        return await s.scalar(select(func.count()).select_from(OriginRow).where(are_answers)) or 0


async def tied(pith: PithClient, ann: User, answers: int = 1) -> tuple[Person, int]:
    """Ann, and her newest note, once Pith has written down where so many answers stand."""
    person = await people.from_discord(pith.app, ann.id)
    async with asyncio.timeout(30):
        while await answers_known(pith.app) < answers:
            await asyncio.sleep(0.02)
    return person, (await notes_of(pith.app, ann))[-1].id or 0


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
    await tied(pith, ann, len(answers))
    return answers


async def all_say_so(server: DiscordServer, answers: list[Message]) -> None:
    for each in answers:
        await server.until(lambda each=each: each.text == "Deleted.", what=f"{each.text!r} to be gone")  # type: ignore[misc]
        assert each.buttons == []


async def test_who_erases_everything_on_discord(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, marking: None
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


async def test_one_that_comes_after_its_note_is_gone_says_so(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App, marking: None
) -> None:
    ann.send(group.channel(), CELLS, mention_bot=True)
    async with server.late("POST", "/channels/{channel_id}/messages"):
        (note,) = await notes_of(app, ann)
        await history.delete_note(app, await people.from_discord(app, ann.id), note.id or 0)
    await all_say_so(server, [await server.message(group.channel(), "Deleted.")])


@pytest.mark.parametrize("by", ["an edit", "a button"])
async def test_one_that_is_changed_just_then_says_so_again(
    pith: PithClient, server: DiscordServer, ann: User, app: App, by: str
) -> None:
    message = ann.dm(CELLS)
    answer = await server.message(ann.dm_channel, "Cells are")
    person, note_id = await tied(pith, ann)
    if by == "an edit":
        changes = "/channels/{channel_id}/messages/{message_id}"
    else:
        changes = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
    server.fail("PATCH", changes, status=502)
    if by == "an edit":
        ann.edit(message, f"{CELLS} It is thin.")
    else:
        ann.press(answer, "More")
    await server.until(lambda: any(call.status == 502 for call in server.asked("PATCH", changes)))
    await history.delete_note(app, person, note_id)
    assert await gone_answers.mark_due(app, pith.mark_gone) == 1
    assert answer.text == "Deleted."
    await server.until(lambda: answer.text != "Deleted.")
    async with asyncio.timeout(30):
        while not await gone_answers.mark_due(app, pith.mark_gone):
            await asyncio.sleep(0.02)
    assert answer.text == "Deleted."


async def test_what_was_not_marked_when_pith_stopped_is_marked_when_it_is_back(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App, clock: Clock
) -> None:
    async with connect() as pith:
        ann.send(group.channel(), CELLS, mention_bot=True)
        answer = await server.message(group.channel(), "Cells are")
        person, note_id = await tied(pith, ann)
    await history.delete_note(app, person, note_id)
    assert await gone_answers.mark_due(app, pith.mark_gone) == 0
    clock.advance(days=1)
    async with connect() as pith:
        assert await gone_answers.mark_due(app, pith.mark_gone) == 1
    assert answer.text == "Deleted."
    assert await gone_answers.mark_due(app, pith.mark_gone) == 0


@pytest.mark.parametrize("gone", ["person", "note"])
async def test_an_answer_that_is_written_down_meanwhile_says_so_too(
    pith: PithClient,
    server: DiscordServer,
    ann: User,
    group: Guild,
    page: httpx.AsyncClient,
    app: App,
    gone: str,
) -> None:
    ann.send(group.channel(), CELLS, mention_bot=True)
    answer = await server.message(group.channel(), "Cells are")
    (person, note_id), origin = await tied(pith, ann), f"{ANSWER}{answer.channel.id}:{answer.id}"
    async with app.write() as s:
        await s.execute(delete(OriginRow).where(OriginRow.origin == origin))
    async with app.write() as s:  # nobody else writes meanwhile
        await s.execute(select(1))
        if gone == "person":
            request = page.post("/api/v1/person/erase", json={"confirm": "erase"})
        else:
            request = page.delete(f"/api/v1/notes/{note_id}")
        erasing = asyncio.create_task(request)
        assert not (await asyncio.wait({erasing}, timeout=0.2))[0]
        s.add(OriginRow(origin=origin, note_id=note_id, person_id=person.id))
    assert (await erasing).status_code == 204
    await all_say_so(server, [answer])
