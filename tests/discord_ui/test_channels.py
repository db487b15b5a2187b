"""What a channel prefers: files after a press or at once, long answers in a thread; and a thread told in short."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import App
from bot.discord_ui.channels import OFFER
from bot.discord_ui.client import PithClient
from bot.features import catchup, channels, people
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, answers_in, notes_of
from tests.fakes.discord.things import STAGE
from tests.fakes.discord_server import MESSAGE_CONTENT, DiscordServer, Guild, User

MINUTE = timedelta(minutes=1)
PICTURE = ("cat.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
REACT = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"


@pytest.fixture
def privileged_intents() -> int:
    return MESSAGE_CONTENT


async def test_files_where_they_are_welcome_and_long_answers_in_threads(
    pith: PithClient, server: DiscordServer, group: Guild, ann: User, ben: User, app: App
) -> None:
    lines = (
        f"Part {i} of the cell holds {i + 3} sorts of protein" + f", and {i} more" * 20 + "."
        for i in range(20)
    )
    channel, lecture = group.channel(), ("lecture.txt", "\n\n".join(lines).encode())
    with pytest.raises(AssertionError, match="offered here"):
        ann.command("channel", channel=channel)
    ann.send(channel, files=[lecture])  # nothing was said of files yet
    for right, name in (
        ("add_reactions", "Add Reactions"),
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("create_public_threads", "Create Public Threads"),
    ):
        channel.deny(server.app, right)
        refused = await server.owner.command("channel", channel=channel, files="ask", threads=True).final()
        assert f"lacks the right “{name}”" in refused.text
        channel.allow(server.app, right)
    said = await server.owner.command("channel", channel=channel, files="ask", threads=True).final()
    assert "where somebody presses the reaction" in said.text
    picture = ann.send(channel, files=[PICTURE])
    asked = ann.send(channel, files=[lecture])
    await server.until(lambda: server.app in asked.reactions.get(OFFER, []), what="the offer")
    assert len(server.asked("PUT", REACT)) == 1
    ben.react(asked, OFFER)
    await server.until(lambda: asked.thread and asked.thread.messages(), what="an answer in a thread")
    assert asked.thread
    assert "lecture" in asked.thread.name
    answer = await server.message(asked.thread, "sorts of protein")
    assert "Less" in answer.buttons
    assert (await notes_of(app, ben))[0].file_name == "lecture.txt"
    assert await notes_of(app, ann) == []
    inside = ann.send(asked.thread, files=[lecture])
    await server.until(lambda: server.app in inside.reactions.get(OFFER, []), what="the offer in a thread")
    assert not picture.reactions
    stage = server.open_channel(group, "stage", STAGE)
    await channels.prefer(app, group.id, stage.id, files=channels.Files.ASK)
    on_stage = ann.send(stage, files=[("cells.txt", CELLS.encode())])
    await server.until(lambda: server.app in on_stage.reactions.get(OFFER, []), what="the offer on a stage")
    ben.react(on_stage, OFFER)
    await server.message(stage, "cell")
    server.owner.react(asked, OFFER)
    await server.owner.command("channel", channel=channel, files="always", threads=False).final()
    ann.send(channel, files=[PICTURE, ("broken.pdf", b"no such thing")])
    short = ann.send(channel, files=[("cells.txt", CELLS.encode())])
    reply = await server.message(channel, "cell")
    assert reply.reply_to is short
    assert len(await notes_of(app, ann)) == 1
    assert await notes_of(app, await _as_user(server)) == []
    await catchup.leave_me_out(app, await people.from_discord(app, ann.id), group.id, "Study group")
    ann.send(channel, files=[lecture])
    ben.send(channel, files=[("more.txt", CELLS.encode())])
    await server.until(lambda: len(channel.messages()) == 9, what="an answer to Ben alone")
    assert not any("damaged" in each.text for each in channel.messages()), "nobody waits for that"
    ann.delete(asked)
    await server.message(ben.dm_channel, "The message that “lecture” was made from was deleted.")


async def test_an_edit_beside_a_file_that_nobody_mentioned_pith_for_changes_nothing(
    pith: PithClient, server: DiscordServer, group: Guild, ann: User, ben: User, app: App
) -> None:
    channel = group.channel()
    await channels.prefer(app, group.id, channel.id, files=channels.Files.ALWAYS)
    said = ann.send(channel, "Here it is.", files=[("cells.txt", CELLS.encode())])
    answer = await server.message(channel, "sentences")
    ann.edit(said, "Here it is!")
    other = ben.send(channel, "Thanks!")
    ben.edit(other, "Thank you!")
    ben.send(channel, CHAPTER, mention_bot=True)
    await server.message(channel, "Photosynthesis")
    assert "Cells are" in answer.text
    assert len(await notes_of(app, ann)) == 1


async def test_where_pith_may_not_write_the_answer_is_for_who_asked_and_nobody_else(
    pith: PithClient, server: DiscordServer, group: Guild, ann: User, ben: User, app: App
) -> None:
    channel, cells = group.channel(), ("cells.txt", CELLS.encode())
    await server.owner.command("channel", channel=channel, files="ask").final()
    channel.deny(server.app, "send_messages")
    for file, wanted in ((cells, "sentences"), (("empty.txt", b" "), "This file is empty.")):
        asked = ann.send(channel, files=[file])
        await server.until(lambda asked=asked: server.app in asked.reactions.get(OFFER, []), what="the offer")
        ben.react(asked, OFFER)
        await server.message(ben.dm_channel, wanted)
    await channels.prefer(app, group.id, channel.id, files=channels.Files.ALWAYS)
    refused = len(server.refused)
    ann.send(channel, files=[cells])
    await server.until(lambda: len(server.refused) > refused, what="an answer that was refused")
    ann.dm("Hello")
    told = await server.message(ann.dm_channel, "/history")
    assert answers_in(ann.dm_channel, server) == [told], "what others asked for, and what nobody did"
    assert len(answers_in(ben.dm_channel, server)) == 2


async def _as_user(server: DiscordServer) -> User:
    assert isinstance(server.owner, User)
    return server.owner


async def test_a_mention_tells_a_thread_in_short(
    pith: PithClient, server: DiscordServer, group: Guild, ann: User, ben: User, app: App
) -> None:
    channel = group.channel()
    (begin,) = server.past(channel, [(ben, "Plans for the review")], ago=90 * MINUTE, every=MINUTE)
    thread = ann.start_thread(begin, "review")
    server.past(thread, [(ben, "let's meet on Wednesday at 5pm in room 2.14")], ago=60 * MINUTE, every=MINUTE)
    ann.send(thread, "please summarise this thread", mention_bot=True)
    offer = await server.message(thread, "whoever presses the button")
    assert "let's meet" not in offer.text
    told = await ben.press(offer, "Tell me").final()
    assert told.ephemeral, "what is told for all would stay when its speaker takes it back"
    assert "let's meet on Wednesday" in told.text
    ben.send(channel, "thread", mention_bot=True, reply_to=begin)
    offer = await server.message(channel, "whoever presses the button")
    told = await ann.press(offer, "Tell me").final()
    assert told.ephemeral
    assert "Catch-up: #review" in told.text
    assert "Plans for the review" in told.text
    closed = server.private_thread(channel, "exam board", ben, server.app)
    ben.send(closed, "整理一下这个子区", mention_bot=True)
    ben.send(channel, "this thread?", mention_bot=True)
    await server.message(channel, "Say that in the thread")
    assert await notes_of(app, ann) == []
