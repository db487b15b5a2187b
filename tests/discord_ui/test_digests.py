"""A digest from its setting over its one message to what is taken back; made by two processes, late, and not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import update

from bot.app import App
from bot.discord_ui.digests.showing import own_part, still_told
from bot.discord_ui.digests.watching import is_open
from bot.discord_ui.render import unlinked
from bot.documents import Location
from bot.features import catchup, condense, digests, focus, groups, people, privacy, reminders
from bot.features.condense import Pasted
from bot.features.deadlines import Deadline
from bot.settings import Settings
from bot.store.tables import DigestPlanRow
from model import AsyncExtractor, Reading
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import Connect, connected
from tests.fakes.discord_server import MESSAGE_CONTENT, Channel, DiscordServer, Guild, Message, User

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(privileged_intents=MESSAGE_CONTENT) as running:
        yield running


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"message_content": True})


def posted(channel: Channel) -> list[Message]:
    return [one for one in channel.messages() if "Digest of" in one.text]


async def test_a_digest_from_its_setting_to_what_is_taken_back(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    now = server.clock.now()
    clock.now = now
    cy = server.user("Cy")
    group.add(cy)
    shared, talk, staff = (group.channel(name) for name in ("shared", "talk", "staff"))
    staff.deny(group.everyone, "view_channel")
    staff.allow(server.app, "view_channel")
    when = f"every day at {now + 2 * HOUR:%H:%M}"
    async with connect() as client:

        async def look() -> None:
            await digests.work_once(app, client.for_groups.show)
            await groups.work_once(app, client.for_groups)

        await server.owner.command("group setup", channel=shared, post_in=shared).final()
        refused = await ann.command("digest set", channel=shared, when=when, zone="UTC").final()
        assert "Only who manages the group" in refused.text
        refused = await server.owner.command(
            "digest set", channel=shared, when=when, zone="UTC", tell_of=staff
        ).final()
        assert "staff is not open to everybody" in refused.text
        done = await server.owner.command(
            "digest set", channel=shared, when=when, zone="UTC", tell_of=talk
        ).final()
        assert f"It catches up on <#{talk.id}>." in done.text
        await ben.command("digest name-me", channel=shared, state="on").final()
        ann_here, ben_here = [await people.from_discord(app, user.id) for user in (ann, ben)]
        note = await condense.condense(app, ann_here, Pasted(CHAPTER))
        highlight = (await groups.shareable(app, ann_here, note.id or 0))[0].highlight_id
        group_id, _ = await groups.in_server(app, group.id)
        await groups.share(app, ann_here, group_id, [highlight], groups.Wish())
        session = await focus.start(app, ben_here, 25)
        said = server.past(
            talk,
            [
                (cy, "let's meet on Wednesday at 5pm in room 2.14 for the review of chapter 7"),
                (ben, "please upload your part of the lab report by Wednesday noon"),
                (cy, "hello everybody"),
                (ann, "Everybody has to bring the signed form by Friday noon"),
                (ann, "Everybody has to book a place in the lab by Thursday noon"),
                (ann, "Everybody has to pay the lab fee of 12 euros by Tuesday noon"),
            ],
            ago=HOUR,
            every=MINUTE,
        )
        await look()
        assert posted(shared) == []
        clock.now = now + 2 * HOUR + MINUTE
        await asyncio.gather(look(), look())
        await look()
        (digest,) = posted(shared)
        parts = (
            "The best of what was shared",
            "Shared by Ann",
            "Focused: Ben",
            "#talk",
            "let's meet",
            "lab report",
        )
        for part in parts:
            assert part in digest.text
        assert "hello" not in digest.text
        assert digest.mentions == []
        assert session.id
        ben.delete(said[1])
        ann.edit(said[3], "Nothing to bring")
        for _ in range(200):  # until the client has heard of it
            await look()
            if "lab report" not in digest.text and "signed form" not in digest.text:
                break
        assert "lab report" not in digest.text
        assert "signed form" not in digest.text
        assert "book a place" in digest.text
    ann.delete(said[4])
    async with connect() as client:
        for _ in range(200):
            await look()
            if "book a place" not in digest.text:
                break
        assert "book a place" not in digest.text, "deleted while Pith was away"
        assert "let's meet" in digest.text
        await groups.leave(app, ann_here, group_id)
        await digests.let_name(app, ben_here, group_id, may=False)
        await look()
        await look()
        assert "Shared by" not in digest.text
        assert "Ben" not in digest.text
        assert "let's meet" in digest.text
        assert "lab fee" in digest.text
        await catchup.leave_me_out(app, ann_here, group.id, "Study group")
        await look()
        await look()
        assert "lab fee" not in digest.text
        assert "To do" not in digest.text
        talk.deny(group.everyone, "view_channel")
        for _ in range(200):
            await look()
            if not posted(shared):
                break
        assert posted(shared) == [], "with nothing left to say it goes"
        talk.allow(group.everyone, "view_channel")
        guild = client.get_guild(group.id)
        assert guild
        await server.until(lambda: is_open(guild, talk.id))
        clock.advance(days=1)
        server.clock.advance(days=1, hours=2)
        server.past(
            talk, [(ben, "let's meet again on Friday at 6pm in the library")], ago=MINUTE, every=MINUTE
        )
        await look()
        (digest,) = posted(shared)
        assert "let's meet again" in digest.text
        digest.deleted = True  # by a moderator, while Pith was away
        await digests.said_no_more(app, [max(talk.kept)])
        await look()
        await look()
        assert posted(shared) == []
        clock.advance(days=3, hours=8)
        await look()
        assert posted(shared) == [], "and with nothing new none comes"
        stopped = await server.owner.command("digest stop", channel=shared).final()
        assert "no more digests" in stopped.text
        assert "has no digest" in (await ben.command("digest show", channel=shared).final()).text


class Held:
    """The model, which takes its time until it is let go on."""

    def __init__(self, of: AsyncExtractor) -> None:
        self._of = of
        self.reads, self.goes_on = asyncio.Event(), asyncio.Event()

    async def read(self, *args: Any, **options: Any) -> Reading:
        self.reads.set()
        await self.goes_on.wait()
        return await self._of.read(*args, **options)


@asynccontextmanager
async def while_it_reads(held: Held) -> AsyncIterator[None]:
    """What is done here is done once the model has begun, and before it is done."""
    async with asyncio.timeout(30):
        await held.reads.wait()
    yield
    held.goes_on.set()


async def test_what_is_taken_back_while_the_model_reads_is_told_neither_in_a_catch_up_nor_in_a_digest(
    server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    clock.now = server.clock.now()
    cy = server.user("Cy")
    group.add(cy)
    talk = group.channel("talk")
    said = server.past(
        talk,
        [
            (cy, "let's meet on Wednesday at 5pm in room 2.14 for the review of chapter 7"),
            (ben, "please upload your part of the lab report by Wednesday noon"),
            (cy, "Everybody has to book a place in the lab by Thursday noon"),
        ],
        ago=HOUR,
        every=MINUTE,
    )
    held = Held(app.extractor)
    slow = replace(app, extractor=cast(AsyncExtractor, held))
    async with connected(slow, server) as client:
        asked = ann.command("catchup", channel=talk, hours=2)
        async with while_it_reads(held):
            await ben.command("privacy condense-me", channel=talk, state="off").final()
        told = (await asked.final()).text
        assert "let's meet" in told
        assert "lab report" not in told
        assert "by people who don't want to be condensed here: 1" in told
        await ben.command("privacy condense-me", channel=talk, state="on").final()
        await server.owner.command("group setup", channel=talk, post_in=talk).final()
        when = f"every day at {clock.now + HOUR:%H:%M}"
        await server.owner.command("digest set", channel=talk, when=when, zone="UTC", tell_of=talk).final()
        clock.advance(hours=1, minutes=1)
        held.reads.clear(), held.goes_on.clear()
        making = asyncio.create_task(digests.work_once(slow, client.for_groups.show))
        async with while_it_reads(held):
            await ben.command("privacy condense-me", channel=talk, state="off").final()
            cy.delete(said[2])
        await making
        (digest,) = posted(talk)
        assert "let's meet" in digest.text
        assert "lab report" not in digest.text
        assert "book a place" not in digest.text


async def test_one_that_is_too_late_is_let_go_and_the_next_tells_of_both_days(app: App, clock: Clock) -> None:
    boss = await people.from_discord(app, 5)
    clock.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    lab = await groups.set_up(
        app,
        boss,
        77,
        groups.Standing("Boss", manages=True),
        groups.Settings(channel_id=78),
        name="Lab",
        language="en",
    )
    broken = await groups.set_up(
        app,
        boss,
        76,
        groups.Standing("Boss", manages=True),
        groups.Settings(channel_id=79),
        name="Broken",
        language="en",
    )
    await digests.set_plan(app, boss, broken.id, schedule("17:00"), [], with_deadlines=True)
    async with app.write() as s:
        await s.execute(
            update(DigestPlanRow).where(DigestPlanRow.group_id == broken.id).values(zone="Gone/Zone")
        )
    plan = await digests.set_plan(app, boss, lab.id, schedule("18:00"), [], with_deadlines=True)
    assert plan.next_at == datetime(2026, 3, 2, 18, tzinfo=UTC)
    text = "Please hand in the essay by 20 March. Cells are the units of life."
    note = await condense.condense(app, boss, Pasted(text))
    found = await groups.shareable(app, boss, note.id or 0)
    await groups.share(app, boss, lab.id, [each.highlight_id for each in found], groups.Wish())
    shown: list[int] = []

    async def show(message_id: int) -> None:
        shown.append(message_id)

    clock.now = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    await digests.work_once(app, show)
    assert shown == []
    clock.now = datetime(2026, 3, 3, 18, 5, tzinfo=UTC)
    await asyncio.gather(digests.work_once(app, show), digests.work_once(app, show))
    assert len(shown) == 1
    digest = await digests.get_digest(app, shown[0])
    assert digest.since_at < datetime(2026, 3, 2, 9, 1, tzinfo=UTC)
    assert len(digest.posts) == len(found)
    assert [(deadline.due_on.day, post.sentence[:6]) for deadline, post in digest.coming] == [(20, "Please")]
    changes = await groups.changes(app, boss, lab.id)
    assert (changes[0].setting, changes[0].before) == ("digest", "–")
    first = "Every day at 18:00 in UTC, with the next dates"
    assert changes[0].after == first
    await digests.set_plan(app, boss, lab.id, schedule("18:00"), [1], with_deadlines=True)
    await digests.set_plan(app, boss, lab.id, schedule("18:00"), [2], with_deadlines=False)
    second, third = f"{first}, <#1>", "Every day at 18:00 in UTC, without the next dates, <#2>"
    told = [(each.before, each.after) for each in (await groups.changes(app, boss, lab.id))[:2]]
    assert told == [(second, third), (first, second)]


async def test_a_digest_names_just_those_whose_shares_are_written_down(app: App, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    manages = groups.Standing("Boss", manages=True)
    boss, ann, ben = [await people.from_discord(app, number) for number in (5, 6, 7)]
    in_channel = groups.Settings(channel_id=78)
    lab = await groups.set_up(app, boss, 77, manages, in_channel, name="Lab", language="en")
    await digests.set_plan(app, boss, lab.id, schedule("18:00"), [], with_deadlines=True)

    async def share(person: people.Person, name: str, *, unnamed: bool = False) -> None:
        await groups.enter(app, person, lab.id, groups.Standing(name, manages=False))
        note = await condense.condense(app, person, Pasted("Cells are the units of life."))
        (found,) = await groups.shareable(app, person, note.id or 0)
        await groups.share(app, person, lab.id, [found.highlight_id], groups.Wish(is_anonymous=unnamed))

    names: list[tuple[str, ...]] = []

    async def show(message_id: int) -> None:
        message = await groups.to_show(app, message_id)
        assert message
        if message.kind != digests.DIGEST:
            return await groups.shown(app, message)
        if not names:
            await share(ben, "Ben")  # after its shares were written down, before it says them
        names.append(next(iter((await digests.get_digest(app, message_id)).posts)).names)
        return await groups.shown(app, message)

    await share(ann, "Ann")
    clock.now = datetime(2026, 3, 2, 18, 1, tzinfo=UTC)
    await digests.work_once(app, show)
    await groups.show_due(app, show)
    await share(ann, "Ann", unnamed=True)
    await groups.show_due(app, show)
    await privacy.erase_all(app, ben)
    await groups.show_due(app, show)
    assert names == [("Ann",), ("Ann", "Ben"), ("Ben",), ()]
    await groups.show_due(app, show)
    assert len(names) == 4


def test_a_line_stays_while_what_it_tells_does_whatever_stands_in_it() -> None:
    def link(said_id: int) -> str:
        return f"[↗](https://discord.com/channels/1/2/{said_id})"

    quoted = unlinked(f"the plan: {link(7)} [see](https://discord.com/channels/1/2/7)")
    lines = [
        "**<t:5:f> · lab · report**",
        f"▪ **Ann**: {quoted} {link(8)}",
        f"  ↳ **Ben**: at noon {link(7)}",
        f"▪ **Cy**: {quoted} {link(9)} *(Friday)*",
        "*and 2 more that tell less*",
        "",
        "**<t:6:f> · walls**",
        f"▪ **Cy**: so {link(7)}",
    ]
    told = still_told(lines, lambda channel_id, said_id: channel_id == 2 and said_id in (7, 9))
    assert told == ["**<t:5:f>**", lines[3], "", *lines[6:]]
    assert still_told(lines, lambda channel_id, said_id: said_id == 8) == ["**<t:5:f>**", lines[1]]
    assert still_told(lines, lambda channel_id, said_id: False) == []


def test_every_part_of_a_digest_has_its_room_and_says_what_is_left_out() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    post = groups.Post(
        1, 1, "so long. " * 80, "title " * 40, "en", Location(), ("Ann " * 20,), 0, 3, 0, None, None, at
    )
    due = Deadline("by 20 March", 0, 11, at.date(), None, False)
    digest = digests.Digest(
        1, "Lab", 77, at.date(), "UTC", at, at, (post,) * 5, ((due, post),) * 5, ("Ben",), ()
    )
    text = own_part(digest, "en").description or ""
    assert text.endswith("Focused: Ben")
    assert text.count("▲ 3") + text.count("20 March") == 10 - 3
    assert text.count("and 2 more") + text.count("and 1 more") == 2


def schedule(clock: str) -> reminders.Schedule:
    at, days = reminders.understand(f"every day at {clock}")
    return reminders.Schedule(at, days, "UTC")
