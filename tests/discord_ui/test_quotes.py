"""Answers that show everybody in a server what somebody else than who asked wrote there: they go with their writer's
words."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import answers, catchup, people, privacy, quotes
from bot.store.tables import QuotedRow
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, Connect, answers_in, notes_of
from tests.fakes.discord_server import MESSAGE_CONTENT, DiscordServer, Guild, Message, User


@pytest.fixture
def privileged_intents() -> int:
    """What the message that a mention answers says is shown to no other."""
    return MESSAGE_CONTENT


async def answers_to_ben(server: DiscordServer, said: Message, ben: User, group: Guild) -> list[Message]:
    """By a message's menu, and by a mention in a reply."""
    by_menu = await ben.menu("Condense", said).final()
    asked = ben.send(group.channel(), "What is a membrane for?", mention_bot=True, reply_to=said)
    by_mention = await server.message(group.channel(), "with your question in mind")
    assert by_mention.reply_to is asked
    return [by_menu, by_mention]


async def until_marked(app: App, pith: PithClient, gone: list[Message]) -> None:
    async with asyncio.timeout(30):
        while any(each.text != "Deleted." for each in gone):
            await answers.mark_due(app, pith.mark_gone)
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("how", ["deletes it", "wants none of it", "is erased"])
async def test_they_go_once_their_writer_takes_the_words_back(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, how: str
) -> None:
    other = ann.send(group.channel(), CHAPTER)
    said = ann.send(group.channel(), CELLS)
    kept = await ben.menu("Condense", other).final()
    gone = await answers_to_ben(server, said, ben, group)
    person = await people.from_discord(app, ann.id)
    assert str(said.id) in await quotes.export(app, person)
    if how == "deletes it":
        ann.delete(said)
    elif how == "wants none of it":
        await ann.command("privacy condense-me", state="off", channel=group.channel()).final()
    else:
        await privacy.erase_all(app, person)
        async with app.read() as s:
            assert await s.scalar(select(QuotedRow.said_id).limit(1)) is None
    await until_marked(app, pith, gone if how == "deletes it" else [*gone, kept])
    assert ("Photosynthesis" in kept.text) == (how == "deletes it")
    assert [note.text for note in await notes_of(app, ben)] == [CHAPTER.strip(), CELLS, CELLS]


@pytest.mark.parametrize("how", ["deletes it", "wants none of it"])
async def test_what_is_passed_on_goes_once_its_writer_takes_it_back(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, how: str
) -> None:
    """Weeks later, and after a restart: it is in no memory any more."""
    elsewhere = server.guild("Elsewhere", members=[ann, ben])
    (said,) = server.past(
        elsewhere.channel(), [(ann, CELLS)], ago=timedelta(days=30), every=timedelta(hours=1)
    )
    passed_on = ben.forward(said, group.channel())
    async with connect():
        answers_there = await answers_to_ben(server, passed_on, ben, group)
        assert all("membrane" in each.text for each in answers_there)
    async with connect() as pith:
        if how == "deletes it":
            ann.delete(said)
        else:
            person = await people.from_discord(app, ann.id)
            await catchup.leave_me_out(app, person, elsewhere.id, elsewhere.name)
        await until_marked(app, pith, answers_there)
    assert [note.text for note in await notes_of(app, ben)] == [CELLS, CELLS]


async def test_what_is_passed_on_and_deleted_is_shown_to_who_asks_alone(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    elsewhere = server.guild("Elsewhere", members=[ann, ben])
    said = ann.send(elsewhere.channel(), CELLS)
    passed_on = ben.forward(said, group.channel())
    ann.delete(said)
    told = await ben.menu("Condense", passed_on).final()
    assert "was deleted where it was written" in told.text
    assert told.ephemeral
    ben.send(group.channel(), mention_bot=True, reply_to=passed_on)
    await server.message(group.channel(), "was deleted where it was written")
    assert await notes_of(app, ben) == []
    private = await ben.menu("Condense privately", passed_on).final()
    assert "Cells are" in private.text


async def test_a_mention_that_is_taken_away_takes_the_answer_to_what_it_answered_away(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    said = ann.send(group.channel(), CELLS)
    by_menu, by_mention = await answers_to_ben(server, said, ben, group)
    asked = by_mention.reply_to
    assert asked
    ben.edit(asked, "What is a membrane for?")
    await until_marked(app, pith, [by_mention])
    assert "Cells are" in by_menu.text
    assert len(await notes_of(app, ben)) == 1


async def test_what_one_had_condensed_oneself_goes_with_ones_message(
    pith: PithClient, server: DiscordServer, ben: User, group: Guild, app: App
) -> None:
    said = ben.send(group.channel(), CELLS)
    mine = await answers_to_ben(server, said, ben, group)
    await catchup.leave_me_out(app, await people.from_discord(app, ben.id), group.id, group.name)
    await answers.mark_due(app, pith.mark_gone)
    assert all("Cells are" in each.text or "membrane" in each.text for each in mine)
    server.owner.delete(said)
    await until_marked(app, pith, mine)
    assert len(await notes_of(app, ben)) == 2


async def test_what_its_writer_had_condensed_themselves_stays(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    ann.send(group.channel(), CELLS, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    await catchup.leave_me_out(app, await people.from_discord(app, ann.id), group.id, group.name)
    await answers.mark_due(app, pith.mark_gone)
    assert "Cells are" in answer.text


async def test_one_that_comes_after_the_words_are_gone_goes_too(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    said = ann.send(group.channel(), CELLS)
    asked = ben.send(group.channel(), mention_bot=True, reply_to=said)
    async with server.late("POST", "/channels/{channel_id}/messages"):
        ann.delete(said)
    answer = await server.message(group.channel())
    await until_marked(app, pith, [answer])
    ben.edit(asked, f"{server.app.mention} What is a membrane for?")
    ben.send(group.channel(), CHAPTER, mention_bot=True)
    await server.message(group.channel(), "Photosynthesis")
    assert len(answers_in(group.channel(), server)) == 2
    assert [note.text for note in await notes_of(app, ben)] == [CELLS, CHAPTER.strip()]
