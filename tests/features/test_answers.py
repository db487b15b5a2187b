"""Answers that show what is gone: written down with the deletion, and tried until they say so or their time is over."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import App
from bot.errors import NotFound
from bot.features import answers, condense, history, origins, people, privacy
from bot.features.condense import Pasted
from bot.features.lasting import Forbidden, Gone, NotNow
from bot.features.people import Person
from bot.store.tables import GoneAnswerRow
from tests.conftest import CHAPTER, Clock

Place = tuple[int, int, str]


async def waiting(app: App) -> set[Place]:
    async with app.read() as s:
        rows = await s.scalars(select(GoneAnswerRow))
        return {(int(row.channel_id), int(row.message_id), row.language) for row in rows}


async def answered(app: App, person: Person, *places: str) -> int:
    """A note of one message, with answers at these places."""
    note = await condense.condense(app, person, Pasted(CHAPTER), origins=("discord:12",))
    for place in places:
        await origins.add(app, person, note.id or 0, f"{answers.ANSWER}{place}")
    return note.id or 0


class Discord:
    """Takes what is marked; `trouble` is what it says to that."""

    def __init__(self) -> None:
        self.marked: list[Place] = []
        self.trouble: Exception | None = None

    async def mark(self, channel_id: int, message_id: int, language: str) -> None:
        self.marked.append((channel_id, message_id, language))
        if self.trouble is not None:
            raise self.trouble


async def test_answers_of_a_deleted_note_are_marked_and_forgotten(app: App, ada: Person) -> None:
    note_id, discord = await answered(app, ada, "5:6", "5:7", "8:9"), Discord()
    await history.delete_note(app, ada, note_id, "zh_CN")
    assert await waiting(app) == {(5, 6, "zh_CN"), (5, 7, "zh_CN"), (8, 9, "zh_CN")}
    assert [await answers.mark_due(app, discord.mark) for _ in range(3)] == [2, 1, 0], "one of each channel"
    assert sorted(discord.marked) == [(5, 6, "zh_CN"), (5, 7, "zh_CN"), (8, 9, "zh_CN")]
    assert await waiting(app) == set()


async def test_an_answer_tied_at_any_moment_of_a_deletion_is_marked(app: App, ada: Person) -> None:
    for steps in range(0, 60, 6):
        for all_of_ada in (False, True):
            person = ada if not all_of_ada else await people.from_discord(app, 70_000 + steps)
            note_id, place = await answered(app, person), f"{1 + steps}:{1 + all_of_ada}"
            gone = privacy.erase_all(app, person) if all_of_ada else history.delete_note(app, person, note_id)
            going = asyncio.create_task(gone)
            for _ in range(steps):
                await asyncio.sleep(0)
            try:
                await origins.add(app, person, note_id, f"{answers.ANSWER}{place}")
            except NotFound:
                await answers.are_gone(app, [f"{answers.ANSWER}{place}"], "en")
            await going
            assert place in {f"{channel}:{message}" for channel, message, _ in await waiting(app)}


@pytest.mark.parametrize("trouble", [Forbidden(), ValueError("something broke")])
async def test_what_can_not_be_marked_is_tried_again_for_thirty_days(
    app: App, ada: Person, clock: Clock, trouble: Exception
) -> None:
    note_id, discord = await answered(app, ada, "5:6"), Discord()
    await history.delete_note(app, ada, note_id)
    discord.trouble = trouble
    assert [await answers.mark_due(app, discord.mark) for _ in range(2)] == [1, 0]
    begun_at = clock.now
    while await waiting(app):
        async with app.read() as s:
            clock.now = (await s.scalars(select(GoneAnswerRow.look_at))).one()
        assert await answers.mark_due(app, discord.mark) == 1
    assert clock.now - begun_at == timedelta(days=30)
    assert 8 < len(discord.marked) < 24, "seldom, the longer it takes"


async def test_while_discord_is_away_they_wait_and_go_once_it_is_back(
    app: App, ada: Person, clock: Clock
) -> None:
    note_id, discord = await answered(app, ada, "5:6"), Discord()
    await history.delete_note(app, ada, note_id)
    discord.trouble = NotNow()
    for _ in range(3):
        clock.advance(days=9)
        assert await answers.mark_due(app, discord.mark) == 0
    discord.trouble = None
    assert await answers.mark_due(app, discord.mark) == 1
    assert await waiting(app) == set()


async def test_a_message_that_is_not_there_any_more_is_forgotten(app: App, ada: Person) -> None:
    note_id, discord = await answered(app, ada, "5:6"), Discord()
    await history.delete_note(app, ada, note_id)
    discord.trouble = Gone()
    await answers.mark_due(app, discord.mark)
    assert await waiting(app) == set()


async def test_without_discord_they_wait_their_time(app: App, ada: Person, clock: Clock) -> None:
    await history.delete_note(app, ada, await answered(app, ada, "5:6"))
    clock.advance(days=29)
    assert await answers.mark_due(app, None) == 0
    clock.advance(days=2)
    assert await answers.mark_due(app, None) == 1
    assert await waiting(app) == set()


async def test_condensing_a_message_anew_leaves_its_answer_tied(app: App, ada: Person) -> None:
    note_id = await answered(app, ada, "5:6")
    assert await answered(app, ada) == note_id
    assert await history.origins(app, ada, note_id) == ("discord-answer:5:6", "discord:12")


async def test_what_is_written_down_outlives_its_person_and_names_nobody(app: App, ada: Person) -> None:
    await answered(app, ada, "5:6")
    await privacy.erase_all(app, ada, "zh_CN")
    assert await waiting(app) == {(5, 6, "zh_CN")}
    columns = set(GoneAnswerRow.__table__.columns.keys())
    assert columns == {"id", "channel_id", "message_id", "language", "gone_at", "look_at"}
