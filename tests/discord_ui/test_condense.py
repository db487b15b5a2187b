"""`/condense` and the context menus."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import catchup, people
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, answers_in, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, Message, User


async def test_in_a_server_the_answer_is_private(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    asked = ann.command("condense", text=CELLS, sentences=2, channel=group.channel())
    answer = await asked.final()
    assert answer.ephemeral
    assert "2 of 4 sentences" in answer.text
    assert [note.text for note in await notes_of(app, ann)] == [CELLS]


async def test_kinds_and_due_dates_stand_behind_the_sentences(
    pith: PithClient, server: DiscordServer, ann: User
) -> None:
    text = "Osmosis is called a process. Please send the report by Friday at 3 pm."
    answer = await ann.command("condense", text=text, sentences=2).final()
    assert "▪ Osmosis is called a process. *(Definition)*" in answer.text
    assert "*(Request · due Fri 6 Mar 2026, 15:00 — “by Friday at 3 pm”)*" in answer.text


async def test_what_is_closest_to_the_question_says_so_first(
    pith: PithClient, server: DiscordServer, ann: User
) -> None:
    text = "Osmosis is called a process. The hall was cold."
    asked = await ann.command("condense", text=text, focus="What is osmosis?", length="long").final()
    assert "▪ Osmosis is called a process. *(Closest to your question · Definition)*" in asked.text
    assert "Closest" not in (await ann.command("condense", text=text, length="long").final()).text


async def test_sharing_shows_it_to_everyone(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild
) -> None:
    answer = await ann.command("condense", text=CELLS, share=True, channel=group.channel()).final()
    assert not answer.ephemeral


async def test_in_the_dm_the_answer_stays(pith: PithClient, server: DiscordServer, ann: User) -> None:
    assert not (await ann.command("condense", text=CELLS).final()).ephemeral


async def test_a_file_with_a_focus_and_a_length(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    file = ("photo.md", CHAPTER.encode())
    answer = await ann.command("condense", file=file, focus="What is RuBisCO?", length="short").final()
    assert "3 of" in answer.text
    assert "RuBisCO" in answer.text
    (note,) = await notes_of(app, ann)
    assert (note.file_name, note.focus, len(note.highlights)) == ("photo.md", "What is RuBisCO?", 3)


async def test_without_text_a_dialog_takes_lines(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    form = await ann.command("condense", length="long").form()
    answer = await ann.submit(form, {"Paste your notes here": CHAPTER}).final()
    assert "Photosynthesis" in answer.text
    (note,) = await notes_of(app, ann)
    assert note.text.count("\n") > 4


async def test_what_cannot_be_condensed_is_said_to_the_person_alone(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    answer = await ann.command("condense", file=("empty.txt", b" "), channel=group.channel()).final()
    assert answer.ephemeral
    assert answer.text == "This file is empty."
    assert await notes_of(app, ann) == []


async def test_a_bad_file_beside_a_text_leaves_the_texts_answer(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    asked = ann.command("condense", text=CELLS, file=("empty.txt", b" "))
    assert "of 4 sentences" in (await asked.final()).text
    await server.until(lambda: asked.followups)
    assert asked.followups[0].text == "This file is empty."
    assert "of 4 sentences" in (await asked.final()).text


async def test_an_answer_dismissed_before_it_came_is_no_error(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    server.cdn_open.clear()
    asked = ann.command("condense", file=("cells.txt", CELLS.encode()), channel=group.channel())
    waiting = await asked.answered()
    assert isinstance(waiting, Message)
    ann.delete(waiting)
    server.cdn_open.set()
    template = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
    await server.until(lambda: server.asked("PATCH", template))
    assert "sentences" in (await ann.command("condense", text=CELLS).final()).text
    assert len(await notes_of(app, ann)) == 2


async def test_the_menu_condenses_somebody_elses_message_openly_or_privately(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    said = ben.send(group.channel(), CELLS)
    open_answer = await ann.menu("Condense", said).final()
    private_answer = await ann.menu("Condense privately", said).final()
    assert (open_answer.ephemeral, private_answer.ephemeral) == (False, True)
    assert [note.text for note in await notes_of(app, ann)] == [CELLS, CELLS]
    assert await notes_of(app, ben) == []


async def test_why_it_is_not_condensed_is_for_who_asked_alone(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    channel = group.channel()
    shy, empty = ben.send(channel, CELLS), ben.send(channel, files=[("empty.txt", b" ")])
    await catchup.leave_me_out(app, await people.from_discord(app, ben.id), group.id, group.name)
    refused = await ann.menu("Condense", shy).final()
    assert (refused.ephemeral, refused.text[:27]) == (True, "Whoever wrote that message ")
    await catchup.take_me_in(app, await people.from_discord(app, ben.id), group.id)
    asked = ann.menu("Condense", empty)
    shared = ann.command("condense", file=("empty.txt", b" "), text=CELLS, share=True, channel=channel)
    await server.until(lambda: asked.followups and len(shared.followups) == 1)
    for told in (asked.followups[0], shared.followups[0]):
        assert (told.ephemeral, told.text) == (True, "This file is empty.")
    (answer,) = answers_in(channel, server)
    assert "of 4 sentences" in answer.text


async def test_tomorrow_counts_from_when_it_was_said(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    homework = [(ben, "Please hand in the homework by tomorrow."), (ben, "")]
    said, passed_on = server.past(group.channel(), homework, ago=3 * day, every=3 * day - hour)
    passed_on.forwards = said
    for message in (said, passed_on):
        await ann.menu("Condense privately", message).final()
    notes = await notes_of(app, ann)
    dates = [deadline.due_on for note in notes for deadline in note.sentences[0].deadlines]
    assert dates == [said.created_at.date() + day] * 2


async def test_the_menu_reaches_a_group_where_pith_is_not(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, app: App
) -> None:
    place = server.private_channel(ann, ben)
    answer = await ann.menu("Condense privately", ben.send(place, CELLS)).final()
    assert answer.ephemeral
    assert len(await notes_of(app, ann)) == 1


async def test_a_message_without_text_is_said_so(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    said = ben.send(group.channel(), files=[("notes.txt", CELLS.encode())])
    answer = await ann.menu("Condense", said).final()
    assert "sentences" in answer.text
    said = ben.send(group.channel(), "This.")
    said.content, said.embeds = "", [{"description": CELLS}]
    for each, told in (
        (answer, "That is a message of mine. Choose the one that it answers"),
        (said, "That message shows only a preview"),
    ):
        assert told in (await ann.menu("Condense privately", each).final()).text
    assert len(await notes_of(app, ann)) == 1


async def test_after_fifteen_minutes_the_answer_comes_by_dm(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    asked = ann.command("condense", text=CHAPTER, channel=group.channel())
    await asked.answered()
    server.clock.advance(minutes=16)
    answer = await server.message(ann.dm_channel, "sentences")
    assert answers_in(ann.dm_channel, server) == [answer]
    assert len(await notes_of(app, ann)) == 1


async def test_in_chinese(pith: PithClient, server: DiscordServer, app: App) -> None:
    mei = server.user("Mei", locale="zh-CN")
    answer = await mei.command("condense", text=CELLS, sentences=1).final()
    assert "4 句中的 1 句" in answer.text
    assert "删除" in answer.buttons
    refused = await mei.command("condense", file=("a.txt", b" ")).final()
    assert refused.text
