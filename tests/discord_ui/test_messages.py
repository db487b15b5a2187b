"""DMs and mentions: condensed, merged, answered, or left alone."""

from __future__ import annotations

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import catchup, people
from tests.conftest import CHAPTER, CHINESE
from tests.discord_ui.conftest import CELLS, answers_in, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, User


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


async def test_what_is_passed_on_of_who_does_not_want_that_is_not_condensed(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    shy, open_ = ben.send(group.channel(), CHAPTER), ann.send(group.channel(), CELLS)
    await catchup.leave_me_out(app, await people.from_discord(app, ben.id), group.id, group.name)
    elsewhere = server.guild("Elsewhere", members=[ann, ben])
    ann.forward(shy)
    ann.send(elsewhere.channel(), mention_bot=True, reply_to=ann.forward(shy, elsewhere.channel()))
    for place in (ann.dm_channel, elsewhere.channel()):
        await server.message(place, "does not want to be condensed in that server")
    assert await notes_of(app, ann) == []
    ann.forward(open_)
    await server.message(ann.dm_channel, "sentences")
    ben.forward(shy)
    await server.message(ben.dm_channel, "sentences")
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]


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


async def test_a_chinese_note_is_answered_in_the_persons_language(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    person = await people.from_discord(app, ann.id)
    await people.change_settings(app, person, language="zh_CN")
    ann.dm(CHINESE)
    answer = await server.message(ann.dm_channel)
    assert {"更多", "更少", "理由", "原文", "标签", "删除"} <= set(answer.buttons)
    assert "句" in answer.text
