"""DMs and mentions: condensed, merged, answered in place when edited, asked about when deleted, caught up."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import condense, history, inbox, people, privacy
from bot.features.condense import Pasted
from bot.features.note import Note
from tests.conftest import CHAPTER, CHINESE
from tests.discord_ui.conftest import Connect
from tests.fakes.discord_server import Channel, DiscordServer, Guild, Message, User

CELLS = (
    "Cells are the smallest units of life. Every living thing is made of one or more of them. "
    "A membrane keeps the inside of a cell apart from the outside. I like blue pens."
)


async def notes_of(app: App, user: User) -> list[Note]:
    """A person's notes, oldest first."""
    person = await people.from_discord(app, user.id)
    cards = (await history.list_notes(app, person)).notes
    return [await history.open_note(app, person, card.id or 0) for card in reversed(cards)]


def answers_in(channel: Channel, server: DiscordServer) -> list[Message]:
    return [message for message in channel.messages() if message.author is server.app]


async def test_a_dm_is_answered_with_its_key_sentences(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    asked = ann.dm(CHAPTER)
    answer = await server.message(ann.dm_channel, "sentences")
    assert answer.reply_to is asked
    assert {"More", "Less", "Why", "Source", "Tag", "Delete"} <= set(answer.buttons)
    (note,) = await notes_of(app, ann)
    assert note.face == "discord"
    assert all(highlight.text in answer.text for highlight in note.highlights)
    assert f"{len(note.highlights)} of {note.sentences_total} sentences" in answer.text
    assert ann.dm_channel in server.typing


async def test_who_writes_chinese_is_answered_in_chinese(
    pith: PithClient, server: DiscordServer, ann: User
) -> None:
    ann.dm(CHINESE)
    answer = await server.message(ann.dm_channel, "句")
    assert answer.buttons[0] != "More"


async def test_a_chinese_file_without_a_word_is_answered_in_chinese_and_so_is_its_deletion(
    pith: PithClient, server: DiscordServer, ann: User
) -> None:
    sent = ann.dm(files=[("notes.txt", CHINESE.encode())])
    await server.message(ann.dm_channel, "句")
    ann.delete(sent)
    await server.message(ann.dm_channel, "删除")
    ann.dm("Why so?", files=[("notes.txt", CHINESE.encode())])
    await server.message(ann.dm_channel, "sentences")


async def test_two_messages_in_a_row_are_one_note(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(CHAPTER)
    last = ann.dm(CELLS)
    answer = await server.message(ann.dm_channel, "sentences")
    assert answer.reply_to is last
    (note,) = await notes_of(app, ann)
    assert note.text == f"{CHAPTER.strip()}\n\n{CELLS}"


async def test_a_text_cut_at_discords_limit_is_one_note_again(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    text = " ".join(f"Sentence number {n} says that plants need light and water to grow." for n in range(60))
    ann.paste(text)
    await server.message(ann.dm_channel, "sentences")
    (note,) = await notes_of(app, ann)
    assert note.sentences_total == 60


async def test_two_people_are_answered_apart(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, app: App
) -> None:
    ann.dm(CHAPTER)
    ben.dm(CELLS)
    await server.message(ann.dm_channel, "sentences")
    await server.message(ben.dm_channel, "sentences")
    assert [note.text for note in await notes_of(app, ben)] == [CELLS]


async def test_each_file_is_a_note_and_a_short_text_beside_it_the_question(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    files = [("photo.md", CHAPTER.encode()), ("cells.txt", CELLS.encode())]
    ann.dm("What does the membrane do?", files=files)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2)
    first, second = await notes_of(app, ann)
    assert (first.file_name, second.file_name) == ("photo.md", "cells.txt")
    assert first.focus == second.focus == "What does the membrane do?"
    for answer in answers_in(ann.dm_channel, server):
        assert "Chosen with your question in mind: What does the membrane do?" in answer.text


async def test_what_cannot_be_read_is_a_sentence_and_no_note(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(files=[("empty.txt", b"  ")])
    await server.message(ann.dm_channel, "This file is empty.")
    ann.dm(files=[("broken.pdf", b"%PDF-1.7 and then nothing")])
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2, timeout_s=10)
    assert await notes_of(app, ann) == []


async def test_a_greeting_is_answered_with_help(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm("Hello!")
    await server.message(ann.dm_channel, "/history")
    ann.dm("Thanks!")
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2)
    assert await notes_of(app, ann) == []


async def test_a_mention_is_condensed_without_the_mention(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    ann.send(group.channel(), CELLS, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    assert answer.mentions == []
    (note,) = await notes_of(app, ann)
    assert note.text == CELLS
    assert server.typing == []


async def test_what_is_not_meant_for_pith_is_left_alone(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    ann.send(group.channel(), CELLS)
    ben.send(group.channel(), CELLS, mention_bot=True)
    answer = await server.message(group.channel(), "sentences")
    ann.send(group.channel(), "Thank you!", reply_to=answer)
    ann.dm(CHAPTER)
    await server.message(ann.dm_channel, "sentences")
    assert answers_in(group.channel(), server) == [answer]


async def test_a_mention_that_answers_an_unseen_message_says_what_to_do(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    said = ben.send(group.channel(), CELLS)
    ann.send(group.channel(), mention_bot=True, reply_to=said)
    await server.message(group.channel(), "Discord does not show me the message")
    assert await notes_of(app, ann) == []


async def test_a_mention_that_answers_a_seen_message_condenses_that(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    said = ben.send(group.channel(), CELLS, mention_bot=True)
    await server.message(group.channel(), "sentences")
    ann.send(group.channel(), "What is a membrane for?", mention_bot=True, reply_to=said)
    await server.message(group.channel(), "Chosen with your question in mind")
    (note,) = await notes_of(app, ann)
    assert (note.text, note.focus) == (CELLS, "What is a membrane for?")


async def test_two_who_answer_one_file_get_an_answer_each(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    said = ben.send(group.channel(), mention_bot=True, files=[("cells.txt", CELLS.encode())])
    await server.message(group.channel(), "sentences")
    ann.send(group.channel(), mention_bot=True, reply_to=said)
    await server.until(lambda: len(answers_in(group.channel(), server)) == 2)
    ben.send(group.channel(), "What is a membrane?", mention_bot=True, reply_to=said)
    await server.until(lambda: len(answers_in(group.channel(), server)) == 3)
    assert len(await notes_of(app, ann)) == 1


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
    assert question.buttons == ["Delete for good", "Keep"]
    await ann.press(question, "Delete for good").final()
    await server.until(lambda: answer.text == "Deleted.")
    assert question.text == "Deleted."
    assert await notes_of(app, ann) == []


async def test_a_deleted_mention_is_asked_about_in_private(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    message = ann.send(group.channel(), CELLS, mention_bot=True)
    await server.message(group.channel(), "sentences")
    ann.delete(message)
    question = await server.message(ann.dm_channel, "was made from was deleted")
    kept = await ann.press(question, "Keep").final()
    assert "stays in your history" in kept.text
    assert len(await notes_of(app, ann)) == 1


async def test_deleting_before_the_answer_takes_the_message_back(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.delete(ann.dm(CHAPTER))
    ann.dm(CELLS)
    await server.message(ann.dm_channel, "sentences")
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]


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
    async with connect():
        ann.dm("Hello")
        await server.message(ann.dm_channel, "/history")
    assert len(answers_in(ann.dm_channel, server)) == 3
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
    pith: PithClient, server: DiscordServer, ann: User, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail("POST", "/channels/{channel_id}/messages", status=None, times=4)
    ann.dm(CHAPTER)
    await server.until(lambda: "could not answer" in caplog.text, timeout_s=10)
    ann.dm(CELLS)
    await server.until(lambda: len(answers_in(ann.dm_channel, server)) == 2)
    assert len(await notes_of(app, ann)) == 2


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
    async with connect():
        ann.dm("Hello")
        await server.message(ann.dm_channel, "/history")
    assert len(answers_in(ann.dm_channel, server)) == 1
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


async def test_a_chinese_note_is_answered_in_the_persons_language(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    person = await people.from_discord(app, ann.id)
    await people.change_settings(app, person, language="zh_CN")
    ann.dm(CHINESE)
    answer = await server.message(ann.dm_channel)
    assert {"更多", "更少", "理由", "原文", "标签", "删除"} <= set(answer.buttons)
    assert "句" in answer.text
