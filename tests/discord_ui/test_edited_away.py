"""Edits that leave nothing to condense, and edits of what made a note that is gone."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import select

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import answers, groups, history, people, privacy
from bot.store.tables import IdentityRow
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, Connect, answers_in, notes_of
from tests.discord_ui.test_groups import posts, set_up, share
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


@pytest.mark.parametrize("left", ["hi", "thanks!", "", "👍", "oops, no", "this thread"])
async def test_an_edit_that_leaves_nothing_takes_note_answer_and_post_away(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App, left: str
) -> None:
    channel = group.channel()
    await set_up(server, group, post_in=group.channel("shared"))
    await ann.command("group join", channel=group.channel("shared")).final()
    message = ann.send(channel, CELLS, mention_bot=True)
    answer = await server.message(channel, "sentences")
    (note,) = await notes_of(app, ann)
    await share(server, ann, note.id or 0, group)
    await groups.work_once(app, pith.for_groups)
    assert posts(group)
    before = len(answers_in(channel, server))
    ann.edit(message, f"{server.app.mention} {left}")
    async with asyncio.timeout(30):
        while await history.count(app):
            await asyncio.sleep(0.02)
    await answers.mark_due(app, pith.mark_gone)
    await groups.work_once(app, pith.for_groups)
    assert answer.text == "Deleted."
    assert not posts(group)
    assert len(answers_in(channel, server)) == before + (left == "this thread")
    ann.edit(message, f"{server.app.mention} {CHAPTER}")
    await server.message(channel, "Photosynthesis")


async def test_of_two_messages_the_one_that_says_nothing_any_more_leaves_the_note(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(CHAPTER)
    second = ann.dm(CELLS)
    answer = await server.message(ann.dm_channel, "sentences")
    ann.edit(second, "Thanks!")
    await server.until(lambda: answer.edited_at)
    assert [note.text.strip() for note in await notes_of(app, ann)] == [CHAPTER.strip()]
    assert answers_in(ann.dm_channel, server) == [answer]


@pytest.mark.parametrize("gone", ["its note", "its person"])
@pytest.mark.parametrize("restarted", [False, True])
async def test_an_edit_makes_nothing_anew_of_what_is_gone(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App, gone: str, restarted: bool
) -> None:
    async with AsyncExitStack() as life:
        await life.enter_async_context(connect())
        said = [ann.dm(CHAPTER), ann.send(group.channel(), CELLS, mention_bot=True)]
        for channel in (ann.dm_channel, group.channel()):
            await server.message(channel, "sentences")
        person = await people.from_discord(app, ann.id)
        if gone == "its person":
            await privacy.erase_all(app, person)
        else:
            for note in await notes_of(app, ann):
                await history.delete_note(app, person, note.id or 0)
        if restarted:
            await life.aclose()
            await life.enter_async_context(connect())
        for message in said:
            ann.edit(message, f"{message.content} This is new.")
        other = server.user("Cleo")
        group.add(other)
        other.dm(CELLS)
        await server.message(other.dm_channel, "sentences")
        assert [len(answers_in(each, server)) for each in (ann.dm_channel, group.channel())] == [1, 1]
        async with app.read() as s:
            known = await s.scalars(select(IdentityRow.external_id))
            assert (str(ann.id) in known.all()) == (gone == "its note")
        assert await notes_of(app, ann) == []


async def test_a_message_that_mentions_pith_only_now_is_as_good_as_new(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    ann.send(group.channel(), "Look what I have found.")
    message = ann.send(group.channel(), CELLS)
    ann.edit(message, f"{server.app.mention} {CELLS}")
    await server.message(group.channel(), "sentences")
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]


async def until_gone(app: App, pith: PithClient, answers_there: list[Message]) -> None:
    async with asyncio.timeout(30):
        while any(each.text != "Deleted." for each in answers_there):
            await answers.mark_due(app, pith.mark_gone)
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("restarted", [False, True])
async def test_an_edit_that_takes_the_mention_away_takes_note_and_answer_away(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App, restarted: bool
) -> None:
    channel = group.channel()
    async with AsyncExitStack() as life:
        pith = await life.enter_async_context(connect())
        message = ann.send(channel, CELLS, mention_bot=True)
        answer = await server.message(channel, "sentences")
        if restarted:
            await life.aclose()
            pith = await life.enter_async_context(connect())
        ann.edit(message, CELLS)
        await until_gone(app, pith, [answer])
        assert await notes_of(app, ann) == []
        assert answers_in(channel, server) == [answer]


async def test_a_mention_that_comes_back_is_answered_again(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    message = ann.send(group.channel(), CELLS, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    ann.edit(message, CELLS)
    await until_gone(app, pith, [answer])
    ann.edit(message, f"{server.app.mention} {CELLS}")
    await server.until(lambda: len(answers_in(group.channel(), server)) == 2)
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]


async def test_files_of_a_mention_that_is_taken_away_go_with_it(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    files = [("cells.txt", CELLS.encode()), ("photo.md", CHAPTER.encode())]
    message = ann.send(group.channel(), "What splits water?", mention_bot=True, files=files)
    await server.until(lambda: len(answers_in(group.channel(), server)) == 2)
    ann.edit(message, "What splits water?")
    await until_gone(app, pith, answers_in(group.channel(), server))
    assert await notes_of(app, ann) == []


async def test_of_two_mentions_in_a_note_the_one_that_is_taken_away_leaves_the_other(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    channel = group.channel()
    ann.send(channel, CHAPTER, mention_bot=True)
    second = ann.send(channel, CELLS, mention_bot=True)
    answer = await server.message(channel, "sentences")
    ann.edit(second, CELLS)
    await server.until(lambda: answer.edited_at)
    assert [note.text.strip() for note in await notes_of(app, ann)] == [CHAPTER.strip()]
    assert answers_in(channel, server) == [answer]


async def test_a_question_that_is_asked_no_more_has_no_answer(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    ann.send(group.channel(), CHAPTER, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    question = ann.send(group.channel(), "What splits water?", mention_bot=True, reply_to=answer)
    asked = await server.message(group.channel(), "with your question in mind")
    ann.edit(question, "What splits water?")
    await until_gone(app, pith, [asked])
    assert "sentences" in answer.text
    ann.edit(question, f"{server.app.mention} What is RuBisCO?")
    await server.message(group.channel(), "What is RuBisCO?")


async def test_an_edited_greeting_is_helped_once(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    message = ann.dm("Helo")
    ann.edit(message, "Hello")
    await server.message(ann.dm_channel, "/history")
    ann.edit(message, "Hi")
    ann.dm(CELLS)
    await server.message(ann.dm_channel, "of 4 sentences")
    assert len(answers_in(ann.dm_channel, server)) == 2
