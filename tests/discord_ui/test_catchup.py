"""`/catchup` on the stand-in: who may read what, whole channels page by page, nothing that the asker could not read."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.discord_ui.catchup.reading import plain_words
from bot.discord_ui.catchup.showing import catchup_answer
from bot.discord_ui.client import PithClient
from bot.features import people
from bot.features.catchup import CatchUp, LeftOut, Point, Role, Topic
from bot.locales import N_
from tests.conftest import Clock
from tests.discord_ui.conftest import connected
from tests.fakes.discord_server import (
    MESSAGE_CONTENT,
    Channel,
    DiscordServer,
    Guild,
    Interaction,
    Message,
    User,
)

HISTORY = "/channels/{channel_id}/messages"
ANSWER = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
BERLIN = ZoneInfo("Europe/Berlin")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def privileged_intents() -> int:
    return MESSAGE_CONTENT


@pytest.fixture
def cy(server: DiscordServer, group: Guild) -> User:
    return _joined(server, group, "Cy")


def _joined(server: DiscordServer, group: Guild, name: str) -> User:
    made = server.user(name)
    group.members[made.id] = type(group.members[server.owner.id])(made, server.clock.now())
    return made


async def told(asked: Interaction) -> str:
    answer = await asked.final()
    assert answer.ephemeral, "a catch-up is for the asker alone"
    return answer.text


def people_talk(server: DiscordServer, group: Guild, ann: User, ben: User, cy: User) -> list[Message]:
    channel = group.channel()
    jukebox = server.user("Jukebox")
    jukebox.is_bot = True
    ben.name = "B[e]n](https://evil.example)\u202e"  # turns around what follows
    said = server.past(
        channel,
        [
            (cy, "The exam has been moved to Monday, long before."),
            (ann, "I'm off for today"),
            (ben, "hi everyone"),
            (ben, f"**The lab report** is due on Friday, [see](https://evil.example) {cy.mention} @everyone <:up:12>"),
            (cy, "let's meet on Wednesday at 5pm in room 2.14"),
            (jukebox, "Now playing an excellent song about the exam"),
            (cy, "!play another one"),
            (ben, "does anyone know what osmosis means? ||the answer is in chapter 9||"),
            (cy, "Osmosis is the movement of water through a membrane.\n> I never said this about the exam"),
            (ben, "I wrote a summary of the chapter on cells, it was a draft"),
            (cy, "this sentence about the exam is deleted soon"),
            (ben, f"{server.app.mention} How does a cell divide, in one sentence please?"),
        ],
        ago=5 * HOUR,
        every=10 * MINUTE,
    )  # fmt: skip
    ben.edit(said[9], "The summary of the chapter on cells is in the shared folder now.")
    cy.delete(said[10])
    ben.react(said[9], "👍")
    group.members[cy.id].nick = "Cy_of_biology"
    return said


async def it_is_told_by_topic_in_their_words(
    server: DiscordServer, group: Guild, ann: User, cy: User, said: list[Message]
) -> None:
    channel = group.channel()
    text = await told(ann.command("catchup", channel=channel))
    assert "Catch-up: #general" in text
    assert "Since your last message here. Read 9 of 9 messages. 2 people spoke." in text
    assert "Read and left out: by programs: 1, commands: 2." in text
    parts = ("Decided or changed", "let's meet on Wednesday", "To do", "lab report", "Asked")
    order = [text.index(part) for part in parts]
    assert order == sorted(order)
    assert (
        "**B\\[e\\]n\\]\\(https\\://evil.example\\)**: The lab report is due on Friday, \\[see\\]\\(https\\:"
        in text
    )
    assert f"[↗](https://discord.com/channels/{group.id}/{channel.id}/{said[4].id})" in text
    assert "\u202e" not in text
    assert "↳ **Cy\\_of\\_biology**: Osmosis is the movement of water through a membrane." in text
    assert "is in the shared folder now" in text
    for absent in (
        "long before",
        "off for today",
        "hi everyone",
        "excellent song",
        "play another",
        "chapter 9",
    ):
        assert absent not in text
    for absent in ("I never said", "draft", "deleted soon", "cell divide", cy.mention, " @everyone"):
        assert absent not in text


async def it_is_told_since_and_of_whom_one_asks(
    group: Guild, ann: User, ben: User, cy: User, said: list[Message]
) -> None:
    channel = group.channel()
    text = await told(ben.command("catchup", channel=channel, messages=9, member=cy))
    assert "What Cy said. The newest messages, 9 at most. Read 9 of 9 messages." in text
    assert "lab report" not in text
    assert "let's meet" in text
    text = await told(ann.menu("Catch me up from here", said[7]))
    assert "Read 4 of 4 messages" in text
    assert "let's meet" not in text
    assert "Name one of these" in await told(ann.command("catchup", channel=channel, messages=3, hours=3))
    assert "choose a time zone" in await told(ann.command("catchup", channel=channel, since="yesterday 6pm"))
    for zone in ("Europe", "Paris", "CET+1"):
        answer = ann.command("catchup", channel=channel, since="yesterday 6pm", zone=zone)
        assert "is not a time zone" in await told(answer)
    assert "lab report" in await told(
        ann.command("catchup", channel=channel, since="two days", zone="Asia/Tokyo")
    )
    text = await told(ann.command("catchup", channel=channel, since="two hours"))
    assert "Nothing was said there in that time" in text


async def who_does_not_want_it_is_left_out(
    server: DiscordServer, group: Guild, ann: User, ben: User, cy: User, said: list[Message]
) -> None:
    """Of catch-ups, and of what others have condensed, until they say otherwise."""
    channel = group.channel()
    off = await cy.command("privacy condense-me", channel=channel, state="off").final()
    assert "Others may still name you" in off.text
    text = await told(ann.command("catchup", channel=channel, hours=24))
    assert "by people who don't want to be condensed here" in text
    assert "Osmosis is" not in text
    assert "let's meet" not in text
    refused = "does not want to be condensed"
    assert refused in await told(ann.menu("Condense privately", said[8]))
    ann.send(channel, mention_bot=True, reply_to=said[8])
    assert refused in (await server.message(channel, refused)).text
    assert refused not in await told(cy.menu("Condense privately", said[8]))
    passed_on = server.past(channel, [(ben, "")] * 2, ago=MINUTE, every=HOUR / 3600)
    passed_on[0].forwards, passed_on[1].forwards = said[8], said[3]
    assert refused in await told(ann.menu("Condense privately", passed_on[0]))
    assert refused not in await told(ann.menu("Condense privately", passed_on[1]))
    server.fail("GET", "/channels/{channel_id}/messages/{message_id}", status=404, code=10008)
    assert "can't see who wrote" in await told(ann.menu("Condense privately", passed_on[0]))
    (choice,) = await cy.autocomplete("privacy condense-me", option="server", state="on")
    elsewhere = cy.command("privacy condense-me", state="on", server=choice["value"])
    assert f"What you say in {group.name} may be condensed again." in await told(elsewhere)
    assert "You are not left out there" in await told(
        cy.command("privacy condense-me", state="on", server="1")
    )


async def test_a_channel_is_told_to_the_asker_alone(
    pith: PithClient,
    server: DiscordServer,
    group: Guild,
    ann: User,
    ben: User,
    cy: User,
    app: App,
    clock: Clock,
) -> None:
    clock.now = server.clock.now()
    channel = group.channel()
    said = people_talk(server, group, ann, ben, cy)
    await it_is_told_by_topic_in_their_words(server, group, ann, cy, said)
    await it_is_told_since_and_of_whom_one_asks(group, ann, ben, cy, said)
    await who_does_not_want_it_is_left_out(server, group, ann, ben, cy, said)
    text = await told(ann.command("catchup", channel=channel, hours=24))
    assert "let's meet" in text
    assert "polls and forwarded messages: 2" in text
    person = await people.from_discord(app, ann.id)
    await people.change_settings(app, person, language="zh_CN")
    assert "条消息，共 " in await told(ann.command("catchup", channel=channel, hours=24))


async def test_what_changes_while_it_is_read_is_looked_at_again(
    pith: PithClient, server: DiscordServer, group: Guild, ann: User, ben: User, cy: User, clock: Clock
) -> None:
    clock.now = server.clock.now()
    hall = group.channel()
    secret = [(cy, "The exam questions are about mitosis and meiosis this year.")]

    async def asked(who: User, of: Channel) -> str:
        answer = await told(who.command("catchup", channel=hall, messages=50, where=of))
        return answer.replace("\\", "")

    (begin,) = server.past(hall, [(ben, "The chapter on cells comes first")], ago=HOUR, every=MINUTE)
    thread = ann.start_thread(begin, "cells")
    server.past(thread, secret, ago=HOUR, every=MINUTE)
    text = await asked(ann, thread)
    assert "mitosis" in text
    assert "**Ben**: The chapter on cells comes first" in text, "what a thread begins at is read with it"
    server.fail("GET", HISTORY, status=404, code=10003)
    assert "no such channel" in await asked(ann, thread), "gone while it is read"
    long = server.open_channel(group, "long")
    server.past(long, [*[(ben, "lol")] * 150, *secret], ago=3 * HOUR, every=MINUTE)
    server.limit("GET", HISTORY, 1, 0.2)
    for loser, lost in ((ann, "you need the right “View Channel”"), (server.app, "Pith lacks the right")):
        begun, last = len(server.asked("GET", HISTORY)), ann.command("catchup", channel=long, hours=4)
        await server.until(lambda: len(server.asked("GET", HISTORY)) > begun, what="the first page")  # noqa: B023
        long.deny(loser, "view_channel")
        text = await told(last)
        assert lost in text, "taken while it is read"
        assert "mitosis" not in text
        long.allow(loser, "view_channel")
    begun, last = (
        len(server.asked("GET", HISTORY)),
        ann.command("catchup", channel=long, hours=4, member=ann),
    )
    await server.until(lambda: len(server.asked("GET", HISTORY)) > begun, what="the first page")
    long.deny(server.app, "read_message_history")
    text = await told(last)
    assert "Pith lacks the right “Read Message History”" in text, (
        "Discord shows none then, as if none were there"
    )
    with pytest.raises(AssertionError, match="offered here"):
        ann.command("catchup")


async def test_a_channel_of_5000_is_read_in_full_under_the_rate_limit(
    app: App, server: DiscordServer, group: Guild, ann: User, ben: User, cy: User
) -> None:
    channel = group.channel()
    words = ["lol", "ok", "haha yes", "hi", "thanks!"]
    said = [((ben, cy)[i % 2], words[i % 5]) for i in range(5000)]
    for i in range(0, 5000, 250):
        said[i] = (
            ben,
            f"Chapter {i // 250 + 1} is about the part of the cell that has the number {i // 250 + 1}.",
        )
    await asyncio.to_thread(server.past, channel, said, ago=100 * HOUR, every=MINUTE)
    server.limit("GET", HISTORY, 20, 0.2)
    async with connected(app, server, progress_every_s=0.05):
        asked = ann.command("catchup", channel=channel)
        await server.until(lambda: server.asked("GET", HISTORY), what="the first page")
        assert "is under way" in (await ann.command("catchup", channel=channel).final()).text
        await asked.final()
        await server.until(lambda: asked.original and asked.original.embeds, what="the answer itself")
        text = asked.original.text if asked.original else ""
    assert "Read 5,000 of 5,000 messages. 2 people spoke." in text
    assert text.count("is about the part of the cell") >= 3
    assert len(server.asked("GET", HISTORY)) in (50, 51)
    shown = [call.body["content"] or "" for call in server.asked("PATCH", ANSWER) if call.body.get("content")]
    assert any(one.startswith("Reading: ") and one.endswith(" messages so far…") for one in shown)


async def test_without_the_intent_it_says_what_to_switch_on(
    app: App, server: DiscordServer, group: Guild, ann: User, ben: User
) -> None:
    """Discord then shows messages without their words, over REST too."""
    channel = group.channel()
    server.past(channel, [(ben, "The exam is about mitosis.")], ago=HOUR, every=MINUTE)
    off = replace(app, settings=app.settings.model_copy(update={"message_content": False}))
    for one in (off, app):
        async with connected(one, server):
            server.privileged_intents = 0  # taken back in the developer portal
            text = await told(ann.command("catchup", channel=channel, messages=5))
        server.privileged_intents = MESSAGE_CONTENT
        assert "PITH_MESSAGE_CONTENT=true" in text.replace("\\", "")
        assert "mitosis" not in text
        assert len(server.asked("GET", HISTORY)) == (one is app), "without the setting it does not even ask"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("||the killer is Bob\n> said the book|| and more", "▒▒▒ and more"),
        ("||a ```x||``` b", "▒▒▒``` b"),
        ("```if a || b``` the ||killer|| is", "the ▒▒▒ is"),
        ("Put ``` around code.\nThe exam is on Monday", "Put ``` around code.\nThe exam is on Monday"),
        ("\\||shown|| and ||hidden||", "\\||shown▒▒▒hidden||"),
    ],
)
def test_what_is_hidden_stays_hidden(written: str, read: str) -> None:
    shown = plain_words(written).replace("`", "")
    assert " ".join(shown.split()) == " ".join(read.replace("`", "").split())


def test_what_does_not_fit_is_counted_and_goes_along_whole() -> None:
    now = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)

    def points(role: Role, count: int) -> tuple[Point, ...]:
        link = "https://discord.com/channels/1576203313500651520/1576188214014640128/1576188214014640128"
        said = [f"{role}{i} " + "[x](https://evil.example) " * 60 for i in range(count)]
        return tuple(Point(i, 1, "Ben_", text, link, now, role, i / 100) for i, text in enumerate(said))

    found = CatchUp(
        people=3,
        left_out=LeftOut(),
        decisions=points(Role.DECISION, 1),
        tasks=points(Role.TASK, 10),
        questions=points(Role.QUESTION, 8),
        topics=(Topic(now, ("a_b",), points(Role.POINT, 10)), Topic(now, (), points(Role.POINT, 10)[:1])),
        more={Role.TASK: 3},
    )
    answer = catchup_answer(
        found, "a_b", N_("Since {when}.", when="<t:1772638200:f>"), N_("x."), "en", BERLIN
    )
    text = "\n".join(embed.description or "" for embed in answer.embeds)
    shown = sum(f"task{i} " in text for i in range(10))
    assert 0 < shown < 10
    assert f"and {13 - shown} more" in text
    assert "decision0" in text, "no part goes missing"
    assert "](https://evil" not in text
    assert answer.attached
    whole = answer.attached.data.decode()
    assert whole.startswith("Catch-up: #a_b\nSince 2026-03-04 16:30. x.\n")
    assert "2026-03-04 16:30 · a_b\n- Ben_: point0 [x](https://evil.example)" in whole
    assert whole.count("evil.example") == 60 * 30
    assert answer.attached.name.endswith(".txt")
