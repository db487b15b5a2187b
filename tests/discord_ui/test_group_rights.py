"""Who sees a server's group, on Discord and in the browser, as rights, members and channels come and go."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import digests, groups, people, practice
from bot.features.people import Person
from tests.conftest import Clock
from tests.discord_ui.test_groups import note_of, posts, set_up, share
from tests.fakes.discord_server import Channel, DiscordServer, Guild, Message, User

HOSTILE = (
    "Chlorophyll, says @everyone in [the **manual**](https://evil.example/a_b), is a green pigment that absorbs light. "
    "We had pizza. <@1> # The chloroplast holds it."
)


@dataclass(frozen=True, slots=True)
class Place:
    """A server with a study group, and another one; who is in them, and who Eve, whom it is about, is in Pith."""

    server: DiscordServer
    app: App
    pith: PithClient
    clock: Clock
    guild: Guild
    other: Guild
    ann: User
    eve: User
    dan: User
    person: Person

    @property
    def channel(self) -> Channel:
        return self.guild.channel("shared")

    @property
    def hall(self) -> Channel:
        return self.guild.channel()

    async def work(self) -> None:
        await groups.work_once(self.app, self.pith.for_groups)

    async def show(self) -> None:
        """The group's posts, and its passages."""
        await self.work()
        await practice.show_due(self.app, self.pith.show_round)

    async def shares(self, user: User, note_id: int) -> Message:
        """The post."""
        await share(self.server, user, note_id, self.guild)
        await self.server.until(lambda: len(posts(self.guild)) == 1)
        return posts(self.guild)[0]


async def comes(condition: Callable[[], Awaitable[bool]]) -> None:
    """Waits for what the client does when it hears of something."""
    async with asyncio.timeout(30):
        while not await condition():
            await asyncio.sleep(0.01)


async def says(place: Place, channel: Channel, words: str) -> bool:
    """Whether moving the group there is answered so. Pith may hear of the channel's rights a moment later."""
    return words in (await set_up(place.server, place.guild, post_in=channel)).text


async def is_closed(place: Place, *, closed: bool) -> bool:
    (mine,) = await groups.mine(place.app, place.person)
    return (mine.gone_at is not None) is closed


async def is_hidden(place: Place, *, hidden: bool) -> bool:
    """In the browser too."""
    await place.work()
    return (await groups.mine(place.app, place.person) == ()) is hidden


async def shares_nothing(app: App, person: Person) -> bool:
    return await groups.shared_by(app, person) == ()


async def sees_only(place: Place, person: Person, guild: Guild) -> bool:
    await place.work()
    return [one.server_id for one in await groups.mine(place.app, person)] == [guild.id]


async def is_in_none(app: App, person: Person) -> bool:
    return await groups.mine(app, person, also_hidden=True) == ()


async def two_servers_have_a_group(
    pith: PithClient, server: DiscordServer, ann: User, guild: Guild, app: App, clock: Clock
) -> Place:
    eve, dan = server.user("**Eve** @everyone https://evil.example"), server.user("Dan")
    guild.add(eve)
    other = server.guild("Other", members=[dan])
    await set_up(server, guild, post_in=guild.channel("shared"))
    await server.owner.command("group setup", channel=other.channel(), post_in=other.channel()).final()
    await eve.command("group join", channel=guild.channel("shared")).final()
    await dan.command("group join", channel=other.channel()).final()
    person = await people.from_discord(app, eve.id)
    return Place(server, app, pith, clock, guild, other, ann, eve, dan, person)


async def what_eve_shares_is_inert_and_her_servers_alone(place: Place) -> None:
    post = await place.shares(place.eve, await note_of(place.app, place.eve, HOSTILE))
    assert post.mentions == []
    left = re.sub(r"\\.", "", post.text)  # what is not escaped
    assert not set("@[]<>:#(") & set(left)
    top = await place.dan.command("group top", channel=place.other.channel()).final()
    assert "Nobody shared anything in Other this week." in top.text


async def whom_its_channel_is_closed_to_the_group_is_closed_to(place: Place) -> None:
    pith, ann, channel = place.pith, place.ann, place.channel
    channel.deny(place.guild.everyone, "view_channel")
    await place.server.until(lambda: pith.get_channel(channel.id) is not None)
    hidden = await ann.command("group top", channel=place.hall).final()
    assert "Pith lacks the right “View Channel”" in hidden.text
    channel.allow(place.server.app, "view_channel")
    await place.server.until(lambda: str(pith.get_channel(channel.id)) == channel.name)
    hidden = await ann.command("group top", channel=place.hall).final()
    assert "no study group here that you can see" in hidden.text


async def who_manages_it_sees_no_more_of_it(place: Place) -> None:
    boss = place.server.user("Boss")
    place.guild.add(boss)
    place.guild.role("Managers", "manage_guild", (boss,))
    done = await boss.command("group setup", channel=place.hall, per_day=9).final()
    assert "Sentences a member may share a day: 9" in done.text
    assert await groups.mine(place.app, await people.from_discord(place.app, boss.id)) == ()


async def its_members_are_asked_about_once_rights_change(place: Place) -> None:
    guild, channel, eve = place.guild, place.channel, place.eve
    await comes(lambda: is_hidden(place, hidden=True))
    assert await eve.autocomplete("group top", option="group", channel=place.hall) == []
    (hidden_one,) = await eve.autocomplete("group leave", option="group", channel=place.hall)
    assert hidden_one["name"] == guild.name
    readers = guild.role("Readers", "", (eve,))
    channel.allow(readers, "view_channel")
    await comes(lambda: is_hidden(place, hidden=False))
    guild.delete_role(readers)
    await comes(lambda: is_hidden(place, hidden=True))
    channel.allow(guild.everyone, "view_channel")
    await comes(lambda: is_hidden(place, hidden=False))


async def what_is_taken_back_while_pith_is_out_of_the_server_goes_afterwards(place: Place) -> None:
    app, eve = place.app, place.person
    place.guild.remove_app()
    await comes(lambda: is_closed(place, closed=True))
    await groups.withdraw(app, eve, (await groups.shared_by(app, eve))[0].share_id)
    place.guild.add_app()
    await comes(lambda: is_closed(place, closed=False))
    await place.work()
    assert posts(place.guild) == [], "what was taken back meanwhile goes now"


async def who_is_kicked_takes_along_what_they_shared(place: Place) -> None:
    """At once, where Pith may view the audit log."""
    await place.eve.command("group join", channel=place.channel).final()
    await place.shares(place.eve, await note_of(place.app, place.eve))
    place.guild.role("Logs", "view_audit_log", (place.server.app,))
    place.guild.kick(place.eve)
    await comes(lambda: shares_nothing(place.app, place.person))
    await place.work()
    assert posts(place.guild) == []


async def a_post_a_passage_and_a_digest_stand_there(place: Place, of_ann: Person) -> None:
    app, channel = place.app, place.channel
    group_id, _ = await groups.in_server(app, place.guild.id)
    passage = await practice.propose(app, of_ann, group_id, (await groups.shared_by(app, of_ann))[0].note_id)
    await practice.show_to_group(app, of_ann, passage.id)
    await practice.show_due(app, place.pith.show_round)
    when = f"every day at {place.clock() + timedelta(hours=1):%H:%M}"
    await place.server.owner.command("digest set", channel=channel, when=when, zone="UTC").final()
    place.clock.advance(minutes=61)
    await digests.work_once(app, place.pith.for_groups.show)
    assert len(channel.messages()) == 3, "a post, a passage, a digest"


def channel_for_a_few(place: Place, name: str) -> Channel:
    few = place.guild.channel(name)
    few.deny(place.guild.everyone, "view_channel")
    for each in (place.server.app, place.ann):
        few.allow(each, "view_channel")
    return few


async def it_moves_into_a_channel_for_a_few(place: Place, few: Channel) -> None:
    await comes(lambda: says(place, few, "is posted in the new one"))
    await place.show()
    assert place.channel.messages() == [], "nothing of it is told any more to whom the group is closed to"
    assert ["Shared by Ann" in one.text for one in few.messages()] == [True, False]
    assert "Who has marked it: 0" in few.messages()[1].text


async def it_moves_into_one_for_the_same_few(place: Place, few: Channel, same: Channel) -> None:
    """But not where Pith can't tell that they are the same."""
    place_of_few = str(place.pith.get_channel(few.id))
    few.deny(place.server.app, "view_channel")
    await place.server.until(lambda: str(place.pith.get_channel(few.id)) != place_of_few)
    await comes(lambda: says(place, same, "Nothing has moved yet"))
    few.allow(place.server.app, "view_channel")
    await comes(lambda: says(place, same, "is posted in the new one"))
    await place.show()
    assert few.messages() == []
    assert ["Shared by Ann" in one.text for one in same.messages()] == [True, False]


async def it_moves_back_without_what_others_may_not_read(place: Place, few: Channel, of_ann: Person) -> None:
    asked = await set_up(place.server, place.guild, post_in=place.channel)
    assert "Others may read" in asked.text
    assert "(2)" in asked.text
    assert "Nothing has moved yet" in asked.text
    assert f"Channel: <#{few.id}>" in asked.text
    done = await place.server.owner.press(asked, "Move, and take it out of the group").final()
    assert "is taken out of the group" in done.text
    assert "as others may see the new channel" in done.text, "and every member can read who did that"
    await place.show()
    assert place.channel.messages() == few.messages() == []
    assert await groups.shared_by(place.app, of_ann) == ()
    assert await says(place, few, "is posted in the new one")
    assert await says(place, place.channel, "goes on on the group’s page alone"), (
        "also where nothing is shared"
    )


async def a_moderator_deletes_a_post_and_bans_who_shared_it(
    place: Place, post: Message, of_ann: Person
) -> None:
    place.server.owner.delete(post)
    await comes(lambda: shares_nothing(place.app, of_ann))
    place.guild.kick(place.ann, ban=True)
    await comes(lambda: is_in_none(place.app, of_ann))


async def without_its_channel_it_is_closed_to_all(place: Place) -> None:
    owner = await people.from_discord(place.app, place.server.owner.id)
    seen = [one.server_id for one in await groups.mine(place.app, owner)]
    assert seen == [place.other.id, place.guild.id]
    place.server.delete_channel(place.channel)
    await comes(lambda: sees_only(place, owner, place.other))


async def test_what_people_write_is_inert_and_who_may_not_see_sees_nothing(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App, clock: Clock
) -> None:
    place = await two_servers_have_a_group(pith, server, ann, group, app, clock)
    await what_eve_shares_is_inert_and_her_servers_alone(place)
    await whom_its_channel_is_closed_to_the_group_is_closed_to(place)
    await who_manages_it_sees_no_more_of_it(place)
    await its_members_are_asked_about_once_rights_change(place)
    await what_is_taken_back_while_pith_is_out_of_the_server_goes_afterwards(place)
    await who_is_kicked_takes_along_what_they_shared(place)
    await ann.command("group join", channel=place.channel).final()
    note_id, of_ann = await note_of(app, ann), await people.from_discord(app, ann.id)
    few, same = [channel_for_a_few(place, name) for name in ("few", "same")]
    await place.shares(ann, note_id)
    await a_post_a_passage_and_a_digest_stand_there(place, of_ann)
    await it_moves_into_a_channel_for_a_few(place, few)
    await it_moves_into_one_for_the_same_few(place, few, same)
    await it_moves_back_without_what_others_may_not_read(place, same, of_ann)
    again = await place.shares(ann, note_id)
    await a_moderator_deletes_a_post_and_bans_who_shared_it(place, again, of_ann)
    await without_its_channel_it_is_closed_to_all(place)
