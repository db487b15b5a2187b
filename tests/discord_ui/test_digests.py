"""A digest on Discord, from its setting over its one message to what is taken back; and what has room in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count, islice
from typing import Any

import pytest

from bot.app import App
from bot.discord_ui.catchup.showing import best_that_fit, catchup_lines
from bot.discord_ui.client import PithClient
from bot.discord_ui.digests.showing import OWN_UNITS, TOLD_UNITS, own_part, still_told
from bot.discord_ui.digests.watching import is_open
from bot.discord_ui.render import EMBEDS_UNITS, TITLE_UNITS, units, unlinked
from bot.documents import Location
from bot.features import catchup, condense, digests, focus, groups, people
from bot.features.catchup import CatchUp, LeftOut, Point, Role, Topic
from bot.features.condense import Pasted
from bot.texts.dates import Deadline
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import Connect
from tests.fakes.discord_server import MESSAGE_CONTENT, Channel, DiscordServer, Guild, Message, User

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def privileged_intents() -> int:
    return MESSAGE_CONTENT


def posted(channel: Channel) -> list[Message]:
    return [one for one in channel.messages() if "Digest of" in one.text]


@dataclass(frozen=True, slots=True)
class Place:
    """A server whose study group has a digest, and who is in it."""

    server: DiscordServer
    app: App
    clock: Clock
    guild: Guild
    ann: User
    ben: User
    cy: User

    @property
    def shared(self) -> Channel:
        return self.guild.channel("shared")

    @property
    def talk(self) -> Channel:
        return self.guild.channel("talk")

    async def look(self, client: PithClient) -> None:
        await digests.work_once(self.app, client.for_groups.show)
        await groups.work_once(self.app, client.for_groups)

    async def look_until(self, client: PithClient, is_so: Callable[[], bool]) -> None:
        """The client hears of what happens on Discord in its own time."""
        async with asyncio.timeout(20):
            while not is_so():
                await self.look(client)
                await asyncio.sleep(0.01)


async def it_is_set(place: Place, when: str) -> None:
    """By who manages the group, to tell of what everybody may read."""
    shared, staff, boss = place.shared, place.guild.channel("staff"), place.server.owner
    staff.deny(place.guild.everyone, "view_channel")
    staff.allow(place.server.app, "view_channel")
    await boss.command("group setup", channel=shared, post_in=shared).final()
    for asked in (("digest set", {"when": when, "zone": "UTC"}), ("digest stop", {})):
        refused = await place.ann.command(asked[0], channel=shared, **asked[1]).final()
        assert "You are not in this server’s study group" in refused.text
    assert await groups.mine(place.app, await people.from_discord(place.app, place.ann.id)) == ()
    await place.ann.command("group join", channel=shared).final()
    refused = await place.ann.command("digest set", channel=shared, when=when, zone="UTC").final()
    assert "Only who manages the group" in refused.text
    refused = await boss.command("digest set", channel=shared, when=when, zone="UTC", tell_of=staff).final()
    assert "staff is not open to everybody" in refused.text
    staff.deny(place.server.app, "view_channel")
    refused = await boss.command("digest set", channel=shared, when=when, zone="UTC", tell_of=staff).final()
    assert "Pith lacks the right “View Channel” in this channel" in refused.text
    done = await boss.command("digest set", channel=shared, when=when, zone="UTC", tell_of=place.talk).final()
    assert f"It catches up on <#{place.talk.id}>." in done.text
    named = place.ben.command("digest name-me", channel=shared, state="on")
    assert "You are in this server’s study group now" in (await named.final()).text
    await place.server.until(lambda: named.followups and "may say that you had" in named.followups[0].text)


async def people_share_focus_and_talk(place: Place) -> list[Message]:
    ann, ben = [await people.from_discord(place.app, user.id) for user in (place.ann, place.ben)]
    note = await condense.condense(place.app, ann, Pasted(CHAPTER))
    highlight = (await groups.shareable(place.app, ann, note.id or 0))[0].highlight_id
    group_id, _ = await groups.in_server(place.app, place.guild.id)
    await groups.share(place.app, ann, group_id, [highlight], groups.Wish())
    assert (await focus.start(place.app, ben, 25)).id
    return place.server.past(
        place.talk,
        [
            (place.cy, "let's meet on Wednesday at 5pm in room 2.14 for the review of chapter 7"),
            (place.ben, "please upload your part of the lab report by Wednesday noon"),
            (place.cy, "hello everybody"),
            (place.ann, "Everybody has to bring the signed form by Friday noon"),
            (place.ann, "Everybody has to book a place in the lab by Thursday noon"),
            (place.ann, "Everybody has to pay the lab fee of 12 euros by Tuesday noon"),
        ],
        ago=HOUR,
        every=MINUTE,
    )


async def it_comes_once(place: Place, client: PithClient) -> Message:
    await asyncio.gather(place.look(client), place.look(client))
    await place.look(client)
    (digest,) = posted(place.shared)
    for part in (
        "The best of what was shared", "Shared by Ann", "Focused: Ben", "#talk", "let's meet", "lab report",
    ):  # fmt: skip
        assert part in digest.text
    assert "hello" not in digest.text
    assert digest.mentions == []
    return digest


async def it_follows_who_leaves(place: Place, client: PithClient, digest: Message) -> None:
    """The group, being named, and being condensed."""
    app = place.app
    ann, ben = [await people.from_discord(app, user.id) for user in (place.ann, place.ben)]
    group_id, _ = await groups.in_server(app, place.guild.id)
    await groups.leave(app, ann, group_id)
    await digests.let_name(app, ben, group_id, may=False)
    await place.look(client)
    await place.look(client)
    assert "Shared by" not in digest.text
    assert "Ben" not in digest.text
    assert "let's meet" in digest.text
    assert "lab fee" in digest.text
    await catchup.leave_me_out(app, ann, place.guild.id, "Study group")
    await place.look(client)
    await place.look(client)
    assert "lab fee" not in digest.text
    assert "To do" not in digest.text


async def it_follows_what_the_channel_is_open_to(place: Place, client: PithClient) -> None:
    place.talk.deny(place.guild.everyone, "view_channel")
    await place.look_until(client, lambda: not posted(place.shared))
    assert posted(place.shared) == [], "with nothing left to say it goes"
    place.talk.allow(place.guild.everyone, "view_channel")
    guild = client.get_guild(place.guild.id)
    assert guild
    await place.server.until(lambda: is_open(guild, place.talk.id))


async def the_next_comes_and_a_moderator_deletes_it(place: Place, client: PithClient) -> None:
    place.clock.advance(days=1)
    place.server.clock.advance(days=1, hours=2)
    again = [(place.ben, "let's meet again on Friday at 6pm in the library")]
    place.server.past(place.talk, again, ago=MINUTE, every=MINUTE)
    await place.look(client)
    (digest,) = posted(place.shared)
    assert "let's meet again" in digest.text
    digest.deleted = True  # while Pith was away
    await digests.said_no_more(place.app, [max(place.talk.kept)])
    await place.look(client)
    await place.look(client)
    assert posted(place.shared) == []
    place.clock.advance(days=3, hours=8)
    await place.look(client)
    assert posted(place.shared) == [], "and with nothing new none comes"


async def test_a_digest_from_its_setting_to_what_is_taken_back(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    now = server.clock.now()
    clock.now = now
    place = Place(server, app, clock, group, ann, ben, server.user("Cy"))
    group.add(place.cy)
    async with connect() as client:
        await it_is_set(place, f"every day at {now + 2 * HOUR:%H:%M}")
        said = await people_share_focus_and_talk(place)
        await place.look(client)
        assert posted(place.shared) == []
        clock.now = now + 2 * HOUR + MINUTE
        digest = await it_comes_once(place, client)
        ben.delete(said[1])
        ann.edit(said[3], "Nothing to bring")
        await place.look_until(
            client, lambda: "lab report" not in digest.text and "signed form" not in digest.text
        )
        assert "lab report" not in digest.text
        assert "signed form" not in digest.text
        assert "book a place" in digest.text
    ann.delete(said[4])
    async with connect() as client:
        await place.look_until(client, lambda: "book a place" not in digest.text)
        assert "book a place" not in digest.text, "deleted while Pith was away"
        assert "let's meet" in digest.text
        await it_follows_who_leaves(place, client, digest)
        await it_follows_what_the_channel_is_open_to(place, client)
        await the_next_comes_and_a_moderator_deletes_it(place, client)
        stopped = await server.owner.command("digest stop", channel=place.shared).final()
        assert "no more digests" in stopped.text
        assert "has no digest" in (await ben.command("digest show", channel=place.shared).final()).text


async def test_what_is_left_out_of_a_setting_stays_as_it_was(
    pith: PithClient, server: DiscordServer, group: Guild, app: App
) -> None:
    shared, talk, boss = group.channel("shared"), group.channel("talk"), server.owner
    person = await people.change_settings(
        app, await people.from_discord(app, boss.id), time_zone="Asia/Tokyo"
    )
    await boss.command("group setup", channel=shared, post_in=shared).final()
    group_id, _ = await groups.in_server(app, group.id)

    async def plan_after(when: str, **more: Any) -> digests.Plan:
        await boss.command("digest set", channel=shared, when=when, **more).final()
        plan = await digests.get_plan(app, person, group_id)
        assert plan
        return plan

    first = await plan_after("mondays at 9")
    assert (first.schedule.zone, first.channels, first.with_deadlines) == ("Asia/Tokyo", (), True)
    told = await plan_after("mondays at 9", zone="Europe/Paris", tell_of=talk, dates=False)
    moved = await plan_after("mondays at 10")
    assert moved.schedule == replace(told.schedule, at=time(10))
    assert (moved.channels, moved.with_deadlines) == ((talk.id,), False)
    await boss.command("digest stop", channel=shared).final()
    back = await plan_after("mondays at 10")
    assert (back.channels, back.with_deadlines) == ((talk.id,), False)
    assert (await plan_after("mondays at 10", tell_of=shared)).channels == (shared.id,)
    silent = await plan_after("mondays at 10", no_channels=True, dates=True)
    assert (silent.channels, silent.with_deadlines) == ((), True)


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
    assert units(text) <= OWN_UNITS
    assert "另外 2 条" in (own_part(digest, "zh_CN").description or "")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("characters", [20, 60, 110, 200])
@pytest.mark.parametrize("channels", [1, 3, 5])
def test_what_a_channel_is_told_in_keeps_to_its_room_with_all_titles(
    channels: int, characters: int, language: str
) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    said = count(1400000000000000000)

    def points(role: Role, how_many: int) -> tuple[Point, ...]:
        made = [(each, f"https://discord.com/channels/1300/1300/{each}") for each in islice(said, how_many)]
        words = "We could go through the problem set together, since half of us got stuck. " * 8
        return tuple(Point(i, 1, "Ben", words[:characters], link, at, role, float(i)) for i, link in made)

    topics = tuple(Topic(at, ("respiration", "the tutor"), points(Role.POINT, 3)) for _ in range(8))
    parts = [points(role, 8) for role in (Role.DECISION, Role.TASK, Role.QUESTION)]
    found = CatchUp(5, LeftOut(), *parts, topics, dict.fromkeys(Role, 9))
    room = TOLD_UNITS // channels - 101  # a channel's name is 100 long at most
    told = catchup_lines(best_that_fit(found, room, language), language)
    assert room / 3 < units("\n".join(told)) <= room


def test_all_that_a_digest_may_say_fits_a_message() -> None:
    assert OWN_UNITS + TITLE_UNITS + TOLD_UNITS <= EMBEDS_UNITS
