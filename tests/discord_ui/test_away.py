"""What was sent while Pith was away, in a crash or where Discord was ill: answered once, wherever that can be."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.discord_ui.answering import replies
from bot.discord_ui.client import PithClient
from bot.features import condense, inbox, people
from bot.features.condense import Pasted
from bot.store.engine import Sessions
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, Connect, answers_in, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, User


@asynccontextmanager
async def broken() -> AsyncIterator[AsyncSession]:
    raise OperationalError("UPDATE", {}, Exception("database is locked"))
    yield


def failing_once(app: App, at: int) -> App:
    """Its store fails when it is asked for the `at`th time."""
    asked = itertools.count(1)

    def moody(session: Sessions) -> Sessions:
        return lambda: broken() if next(asked) == at else session()

    return replace(app, read=moody(app.read), write=moody(app.write))


async def answers_after_a_restart(connect: Connect, server: DiscordServer, user: User) -> int:
    """How many they have in all once Pith is back and has answered a greeting."""
    async with connect():
        user.dm("Hello")
        await server.message(user.dm_channel, "/history")
    return len(answers_in(user.dm_channel, server))


async def test_what_came_while_pith_was_away_is_answered_once(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    async with connect():
        ann.dm(CHAPTER)
        await server.message(ann.dm_channel, "sentences")
        await server.until(lambda: not server.asked("GET", "/channels/{channel_id}/messages"))
    missed = ann.dm(CELLS)
    async with connect():
        await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2)
        answer = answers_in(ann.dm_channel, server)[-1]
        assert answer.reply_to is missed
    assert await answers_after_a_restart(connect, server, ann) == 3
    assert len(await notes_of(app, ann)) == 2


async def test_a_first_message_is_found_again_after_a_crash(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    server.cdn_open.clear()
    async with connect():
        asked = ann.dm(files=[("cells.txt", CELLS.encode())])
        await server.until(lambda: server.fetching)
        crashed = await inbox.answered(app)
        server.cdn_open.set()
    assert crashed == {f"discord:{ann.dm_channel.id}": asked.id - 1}


async def test_what_discord_was_too_ill_to_take_goes_along_with_the_next_message(
    pith: PithClient,
    server: DiscordServer,
    ann: User,
    app: App,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replies, "PAUSES_S", (0.0, 0.01, 0.02))
    server.fail("POST", "/channels/{channel_id}/messages", status=None, times=4)
    ann.dm(CHAPTER)
    await server.until(lambda: "could not answer" in caplog.text, timeout_s=10)
    ann.dm(CELLS)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2)
    assert len(await notes_of(app, ann)) == 2


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
async def test_what_the_store_failed_at_goes_along_with_the_next_message(
    pith: PithClient, server: DiscordServer, ann: User, app: App, failing: int
) -> None:
    """Whichever of the first things that are asked of it fails."""
    pith.app = failing_once(app, failing)
    ann.dm(CELLS)
    await server.message(ann.dm_channel, "Something broke here")
    ann.dm(CHAPTER)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2)
    (note,) = await notes_of(app, ann)
    assert note.text == f"{CELLS}\n\n{CHAPTER.strip()}"


async def test_what_breaks_again_keeps_nothing_else_from_being_answered(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    pith.app = replace(app, write=broken)
    ann.dm(CELLS)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 1)
    ann.dm("Why?")
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2)
    pith.app = app
    ann.dm(CHAPTER)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 3)
    (note,) = await notes_of(app, ann)
    assert note.text == f"Why?\n\n{CHAPTER.strip()}"


async def test_a_lost_session_is_caught_up_and_a_dropped_one_resumes(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(CHAPTER)
    await server.message(ann.dm_channel, "sentences")
    server.drop_gateway()
    await server.until(lambda: not pith.connected)
    ann.dm(CELLS)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2, timeout_s=15)
    assert pith.connected
    assert len(await notes_of(app, ann)) == 2


async def test_what_an_invalid_session_missed_is_caught_up(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(CHAPTER)
    await server.message(ann.dm_channel, "sentences")
    server.gateway.sessions.clear()
    server.drop_gateway()
    await server.until(lambda: not pith.connected)
    ann.dm(CELLS)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2, timeout_s=15)
    assert len(await notes_of(app, ann)) == 2


async def test_where_pith_may_not_write_the_answer_comes_by_dm(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild
) -> None:
    group.channel().deny(server.app, "send_messages")
    ann.send(group.channel(), CELLS, mention_bot=True)
    await server.message(ann.dm_channel, "sentences")


async def test_where_pith_may_not_read_back_it_answers_without_a_reply(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild
) -> None:
    group.channel().deny(server.app, "read_message_history")
    ann.send(group.channel(), CELLS, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    assert answer.reply_to is None


async def test_a_note_kept_but_not_answered_is_answered_after_the_restart(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    message = ann.dm(CELLS)
    person = await people.from_discord(app, ann.id)
    await condense.condense(app, person, Pasted(CELLS), face="discord", origins=(f"discord:{message.id}",))
    await inbox.mark_answered(app, person, f"discord:{ann.dm_channel.id}", message.id - 1)
    async with connect():
        await server.message(ann.dm_channel, "sentences")
    assert len(await notes_of(app, ann)) == 1


async def test_a_lost_reply_is_not_sent_twice(pith: PithClient, server: DiscordServer, ann: User) -> None:
    server.fail("POST", "/channels/{channel_id}/messages", status=None)
    ann.dm(CELLS)
    await server.until(lambda: len(server.asked("POST", "/channels/{channel_id}/messages")) == 2)
    await server.message(ann.dm_channel, "sentences")
    assert len(answers_in(ann.dm_channel, server)) == 1


async def test_an_answer_that_discord_refuses_is_not_tried_for_ever(
    connect: Connect, server: DiscordServer, ann: User, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    posts = "/channels/{channel_id}/messages"
    server.fail("POST", posts, status=400, times=2)
    async with connect():
        ann.dm(CELLS)
        await server.until(lambda: "Discord refused an answer" in caplog.text)
    assert await answers_after_a_restart(connect, server, ann) == 1
    assert len(await notes_of(app, ann)) == 1


async def test_a_person_who_closed_their_dms_loses_nothing(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, app: App
) -> None:
    server.close_dms(ann)
    ann.dm(CELLS)
    await server.until(lambda: server.asked("POST", "/channels/{channel_id}/messages"))
    ben.dm(CHAPTER)
    await server.message(ben.dm_channel, "sentences")
    assert answers_in(ann.dm_channel, server) == []
    assert len(await notes_of(app, ann)) == 1


async def test_a_form_that_was_opened_before_a_restart_gives_back_what_was_written(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    async with connect():
        shown = await ann.command("condense", text=CHAPTER).final()
        forms = [await ann.command("condense", channel=group.channel()).form()]
        forms.append(await ann.press(shown, "Tag").form())
    async with connect():
        for form, written in zip(forms, (CELLS, ""), strict=True):
            told = await ann.submit(form, {next(iter(form.fields)): written}).final()
            assert "Please open it again." in told.text
            assert told.ephemeral
            assert [file.data.decode() for file in told.files] == [written] * bool(written)
    assert [note.text for note in await notes_of(app, ann)] == [CHAPTER]
