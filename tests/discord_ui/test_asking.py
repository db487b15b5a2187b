"""Questions about a note in reply to its answer, and texts too short to be one."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import answers, history, people
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, answers_in, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, User


async def test_a_question_in_reply_to_an_answer_is_answered_from_its_note(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(files=[("leaves.md", CHAPTER.encode())])
    shown = await server.message(ann.dm_channel, "sentences")
    before, said = await notes_of(app, ann), shown.text
    asked = ann.dm("What splits water?", reply_to=shown)
    answer = await server.message(ann.dm_channel, "with your question in mind: What splits water?")
    assert answer.reply_to is asked
    assert "water is split into oxygen, protons and electrons. *(Closest to your question)*" in answer.text
    assert "The light reactions" in answer.text  # where it stands
    assert answer.buttons == []
    ann.edit(asked, "What is RuBisCO?")
    await server.until(lambda: "with your question in mind: What is RuBisCO?" in answer.text)
    assert len(answers_in(ann.dm_channel, server)) == 2
    assert (await notes_of(app, ann), shown.text) == (before, said)
    await history.delete_note(app, await people.from_discord(app, ann.id), before[0].id or 0)
    while await answers.mark_due(app, pith.mark_gone):
        pass
    assert (shown.text, answer.text) == ("Deleted.", "Deleted.")


async def test_a_question_that_is_taken_back_takes_its_answer_along(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(CHAPTER)
    shown = await server.message(ann.dm_channel, "sentences")
    asked = ann.dm("What splits water?", reply_to=shown)
    answer = await server.message(ann.dm_channel, "with your question in mind")
    ann.edit(asked, "Thanks!")
    await server.until(lambda: answer.text == "Deleted.")
    assert len(await notes_of(app, ann)) == 1


async def test_what_is_long_or_a_file_is_a_note_in_reply_too(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(CHAPTER)
    shown = await server.message(ann.dm_channel, "sentences")
    ann.dm(f"{CELLS} {CELLS}", reply_to=shown)
    await server.message(ann.dm_channel, "Cells are")
    ann.dm("What is it?", files=[("cells.txt", CELLS.encode())], reply_to=shown)
    await server.message(ann.dm_channel, "with your question in mind: What is it?")
    assert len(await notes_of(app, ann)) == 3


async def test_somebody_elses_note_answers_nothing(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    ann.send(group.channel(), CELLS, mention_bot=True)
    shown = await server.message(group.channel(), "sentences")
    ben.send(group.channel(), "What does a membrane do?", mention_bot=True, reply_to=shown)
    await server.message(group.channel(), "This is another person's note.")
    assert await notes_of(app, ben) == []


@pytest.mark.parametrize("said", ["https://t.co/a", "<https://a.io/b>", "www.a.io", "youtu.be/aBc"])
async def test_a_short_link_is_told_what_to_send_in_its_place(
    pith: PithClient, server: DiscordServer, ann: User, app: App, said: str
) -> None:
    ann.dm(said)
    told = await server.message(ann.dm_channel, "Links are not opened. Copy the text of the page here")
    assert answers_in(ann.dm_channel, server) == [told]
    assert await notes_of(app, ann) == []


@pytest.mark.parametrize("said", ["shorter please", "delete that", "/condense", "1", "a", "短一点", "🙂 ok"])
async def test_a_remark_is_no_note(
    pith: PithClient, server: DiscordServer, ann: User, app: App, said: str
) -> None:
    ann.dm(said)
    await server.until(lambda: answers_in(ann.dm_channel, server))
    (told,) = answers_in(ann.dm_channel, server)
    assert told.text.startswith(("That is too short for a note of its own.", "这太短了"))
    assert await notes_of(app, ann) == []
