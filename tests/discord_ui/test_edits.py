"""Messages edited, their answers with them in place; deleted, and asked about; by somebody who is erased."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import answers, channels, people, privacy
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, answers_in, notes_of
from tests.fakes.discord.posting import remove_all
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


async def test_an_edit_changes_the_answer_in_place(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(CHAPTER)
    second = ann.dm(CELLS)
    answer = await server.message(ann.dm_channel, "sentences")
    (before,) = await notes_of(app, ann)
    edited = CELLS.replace("blue pens", "membranes because the membrane keeps a cell alive")
    ann.edit(second, edited)
    await server.until(lambda: answer.edited_at)
    (after,) = await notes_of(app, ann)
    assert after.id == before.id
    assert after.text == f"{CHAPTER.strip()}\n\n{edited}"
    assert answers_in(ann.dm_channel, server) == [answer]


async def test_an_edit_of_one_of_two_messages_names_the_right_to_read_the_other(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild
) -> None:
    channel = group.channel()
    for text in (CHAPTER, CELLS):
        said = ann.send(channel, text, mention_bot=True)
    await server.message(channel, "sentences")
    channel.deny(server.app, "read_message_history")
    ann.edit(said, f"{server.app.mention} {CELLS} A cell divides.")
    told = await server.message(channel, "Pith lacks the right")
    assert "“Read Message History” in" in told.text


async def test_an_edit_reaches_an_answer_in_a_thread_that_was_archived(
    pith: PithClient,
    server: DiscordServer,
    ann: User,
    group: Guild,
    app: App,
    caplog: pytest.LogCaptureFixture,
) -> None:
    channel = group.channel()
    await channels.prefer(app, group.id, channel.id, threads=True)
    parts = (f"Part {i} of a cell holds {i} sorts of protein" + f", and {i} more" * 20 for i in range(20))
    lecture = ("lecture.txt", ".\n\n".join(parts).encode())
    asked = ann.send(channel, "What is in part 1?", mention_bot=True, files=[lecture])
    await server.until(lambda: asked.thread and asked.thread.messages()[1:], what="an answer in a thread")
    assert asked.thread
    answer = await server.message(asked.thread, "What is in part 1?")
    asked.thread.archived = True
    ann.edit(asked, f"{server.app.mention} What is in part 2?")
    await server.until(lambda: "What is in part 2?" in answer.text)
    assert not asked.thread.archived
    asked.thread.archived = asked.thread.locked = True
    ann.edit(asked, f"{server.app.mention} What is in part 3?")
    await server.message(channel, "What is in part 3?")
    assert "broke" not in caplog.text


async def test_an_edit_of_the_question_beside_a_file_chooses_anew(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    message = ann.dm("What is RuBisCO?", files=[("photo.md", CHAPTER.encode())])
    answer = await server.message(ann.dm_channel, "What is RuBisCO?")
    ann.edit(message, "What splits water?")
    await server.until(lambda: "What splits water?" in answer.text)
    (note,) = await notes_of(app, ann)
    assert note.focus == "What splits water?"


async def test_an_edit_while_it_is_condensed_counts(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    server.cdn_open.clear()
    message = ann.dm("What is RuBisCO?", files=[("photo.md", CHAPTER.encode())])
    await server.until(lambda: server.fetching)
    ann.edit(message, "What splits water?")
    server.cdn_open.set()
    await server.message(ann.dm_channel, "What splits water?")
    assert len(answers_in(ann.dm_channel, server)) == 1
    assert len(await notes_of(app, ann)) == 1


async def test_who_is_erased_while_they_wait_leaves_nothing(
    pith: PithClient, server: DiscordServer, ann: User, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    server.cdn_open.clear()
    ann.dm(files=[("cells.txt", CELLS.encode())])
    await server.until(lambda: server.fetching)
    await privacy.erase_all(app, await people.from_discord(app, ann.id))
    server.cdn_open.set()
    await server.message(ann.dm_channel, "not known here any more")
    ann.dm("Hello")
    await server.message(ann.dm_channel, "/history")
    assert "broke" not in caplog.text


async def test_an_edit_mends_what_could_not_be_condensed(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    message = ann.dm("Hello")
    await server.message(ann.dm_channel, "/history")
    ann.edit(message, CELLS)
    await server.message(ann.dm_channel, "of 4 sentences")
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]


async def test_deleting_the_message_offers_to_delete_the_note(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    message = ann.dm(CELLS)
    answer = await server.message(ann.dm_channel, "sentences")
    ann.delete(message)
    question = await server.message(ann.dm_channel, "You deleted the message")
    assert question.buttons == ["Delete for good", "Keep it"]
    await ann.press(question, "Delete for good").final()
    assert await answers.mark_due(app, pith.mark_gone) == 1
    assert answer.text == "Deleted."
    assert question.text == "Deleted."
    assert await notes_of(app, ann) == []


async def until_gone(app: App, pith: PithClient, answer: Message) -> None:
    async with asyncio.timeout(30):
        while answer.text != "Deleted.":
            await answers.mark_due(app, pith.mark_gone)
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("gone", [0, 1])
async def test_of_several_messages_in_a_note_those_that_are_left_make_it_again(
    pith: PithClient, server: DiscordServer, ann: User, app: App, gone: int
) -> None:
    texts = [CHAPTER.strip(), CELLS]
    said = [ann.dm(text) for text in texts]
    answer = await server.message(ann.dm_channel, "sentences")
    (before,) = await notes_of(app, ann)
    ann.delete(said[gone])
    await server.until(lambda: answer.edited_at)
    (after,) = await notes_of(app, ann)
    assert (after.id, after.text) == (before.id, texts[1 - gone])
    assert ("Cells are" in answer.text) == (gone == 0)
    assert answers_in(ann.dm_channel, server) == [answer]
    ann.delete(said[1 - gone])
    await server.message(ann.dm_channel, "You deleted the message")


async def test_a_part_that_a_moderator_deletes_stands_in_no_answer(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    channel = group.channel()
    for text in (CELLS, CHAPTER):
        said = ann.send(channel, text, mention_bot=True)
    answer = await server.message(channel, "sentences")
    channel.deny(server.app, "send_messages")  # so that nothing can be told there
    server.owner.delete(said)
    await server.until(lambda: answer.edited_at)
    assert "Photosynthesis" not in answer.text
    assert "Cells are" in answer.text
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]
    assert ann.dm_channel.messages() == []


@pytest.mark.parametrize("why", ["too little is left", "none is left", "they may not be read"])
async def test_where_a_note_can_not_be_made_again_its_person_is_asked_once(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App, why: str
) -> None:
    channel = group.channel()
    parts = [CELLS, "My own idea." if why == "too little is left" else CHAPTER]
    said = [ann.send(channel, text, mention_bot=True) for text in parts]
    answer = await server.message(channel, "sentences")
    if why == "they may not be read":
        server.fail("GET", "/channels/{channel_id}/messages/{message_id}", status=403, code=50001)
    deleted = said if why == "none is left" else said[:1]
    remove_all(server, channel, [message.id for message in deleted])
    await server.message(ann.dm_channel, "was made from was deleted")
    await until_gone(app, pith, answer)
    assert len(ann.dm_channel.messages()) == 1
    assert len(await notes_of(app, ann)) == 1


async def test_an_edit_that_is_deleted_at_once_is_asked_about(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    message = ann.dm(CELLS)
    await server.message(ann.dm_channel, "sentences")
    ann.dm("Hello")
    await server.message(ann.dm_channel, "/history")
    ann.edit(message, f"{CELLS} A cell divides.")
    ann.delete(message)
    await server.message(ann.dm_channel, "You deleted the message")


@pytest.mark.parametrize(
    ("press", "left"), [("Delete for good", []), ("Keep them", ["a.txt", "b.txt", "c.txt"])]
)
async def test_of_several_files_in_a_deleted_message_is_asked_once(
    pith: PithClient, server: DiscordServer, ann: User, app: App, press: str, left: list[str]
) -> None:
    ann.dm(files=[("other.txt", CHAPTER.encode())])
    await server.message(ann.dm_channel, "sentences")
    message = ann.dm(files=[(f"{name}.txt", f"{CELLS} {name}.".encode()) for name in "abc"])
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 4)
    ann.delete(message)
    question = await server.message(ann.dm_channel, "the message that 3 notes were made from")
    await ann.press(question, press).final()
    assert [note.file_name for note in await notes_of(app, ann)] == ["other.txt", *left]
    assert question.text == ("They stay in your history." if left else "Deleted.")
    assert len(answers_in(ann.dm_channel, server)) == 5


async def test_a_deleted_mention_is_asked_about_in_private(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    message = ann.send(group.channel(), CELLS, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    ann.delete(message)
    await until_gone(app, pith, answer)
    question = await server.message(ann.dm_channel, "was made from was deleted")
    kept = await ann.press(question, "Keep it").final()
    assert "stays in your history" in kept.text
    assert len(await notes_of(app, ann)) == 1


async def test_deleting_before_the_answer_takes_the_message_back(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.delete(ann.dm(CHAPTER))
    ann.dm(CELLS)
    await server.message(ann.dm_channel, "sentences")
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]


async def test_what_a_moderator_deletes_at_once_is_not_answered_any_more(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    answered = ann.send(group.channel(), CELLS, mention_bot=True)
    await server.message(group.channel(), "sentences")
    purged = [ann.send(group.channel(), CHAPTER, mention_bot=True) for _ in range(2)]
    remove_all(server, group.channel(), [answered.id, *(message.id for message in purged)])
    await server.message(ann.dm_channel, "was made from was deleted")
    ann.dm("Hello")
    await server.message(ann.dm_channel, "/history")
    assert len(answers_in(group.channel(), server)) == 1
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]
