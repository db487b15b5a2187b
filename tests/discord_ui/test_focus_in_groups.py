"""A study group's shared session on Discord: a circle's for its members alone, a server's in its group's channel."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import focus, groups, people, privacy
from bot.features.groups import Settings, Standing
from bot.features.people import Person
from tests.conftest import Clock
from tests.discord_ui.conftest import Connect
from tests.discord_ui.test_focus_together import Place, shared
from tests.discord_ui.test_groups import set_up
from tests.fakes.discord_server import Channel, DiscordServer, Guild, Message, User


async def test_a_circles_session_is_one_s_own_to_reach_on_discord(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    ada, bo = [await people.from_discord(app, user.id) for user in (ann, ben)]
    circle = (await groups.make(app, ada, "Biology", "Ada")).id
    _, link = await groups.invite(app, ada, circle, "")
    await groups.accept(app, bo, groups.secret_in(link), "Bo")
    own = await ann.command("focus together", group=str(circle)).final()
    await server.until(lambda: "Pause" in own.buttons)
    seen = await ben.command("focus together", channel=group.channel(), group="Biology").final()
    await server.until(lambda: seen.buttons == ["Join"])
    assert seen.ephemeral
    assert "In: Ada" in seen.text, "by their names there, not by their accounts"
    assert ann.mention not in seen.text
    joined = ben.press(seen, "Join")
    await server.until(lambda: len(joined.followups) == 1)
    assert (await focus.running_in_mine(app, ada))[0].names == ("Ada", "Bo")
    again = await ann.command("focus together", group="Biology").final()
    await server.until(lambda: again.buttons == ["Leave", "Stop for all"])
    stopped = ann.press(again, "Stop for all")
    await server.until(lambda: len(stopped.followups) == 1)
    assert await focus.running_in_mine(app, bo) == ()
    assert group.channel().messages() == []


@dataclass(frozen=True, slots=True)
class InGroup:
    """A session of a server's study group that Ann begins in the browser."""

    place: Place
    ada: Person  # who Ann is in Pith
    group_id: int
    room_id: int

    async def running(self) -> focus.GroupRoom:
        found = await focus.running(self.place.app, self.ada, self.group_id)
        assert found
        return found


async def ann_begins_one_in_the_browser(place: Place) -> InGroup:
    app, ann = place.app, place.ann
    await set_up(place.server, place.guild, post_in=place.channel)
    await ann.command("group join", channel=place.channel).final()
    ada = await people.from_discord(app, ann.id)
    group_id = (await groups.mine(app, ada))[0].id
    begun = await focus.start_in_group(app, ada, group_id, 25, rounds=2)
    return InGroup(place, ada, group_id, begun.room.id)


async def it_is_posted_once(place: Place, client: PithClient) -> Message:
    place.server.fail("POST", "/channels/{channel_id}/messages", status=None)  # posted, which is not known
    await place.show(client)
    (message,) = place.channel.messages()
    assert "In: " not in message.text
    place.clock.advance(seconds=31)
    await place.show(client)
    assert place.channel.messages() == [message], "by its nonce Discord knows it"
    assert f"In: {place.ann.mention}" in message.text
    assert message.buttons == ["Join", "Leave", "Stop for all"]
    return message


async def ben_joins_it_and_is_in_the_group(begun: InGroup, message: Message) -> None:
    place = begun.place
    mine = await place.told(place.ben, message, "Join", answers=2)
    assert all(each.ephemeral for each in mine)
    assert any("You are in this server’s study group now" in each.text for each in mine)
    assert f"In: {place.ann.mention} {place.ben.mention}" in message.text
    seen = await focus.look_in_group(place.app, begun.ada, begun.room_id)
    assert seen.names == ("Ann", "Ben")


async def who_has_no_account_is_named_as_they_are_there(
    begun: InGroup, client: PithClient, message: Message
) -> Person:
    place, local = begun.place, await people.local(begun.place.app)
    hostile = Standing("**@here** [x](https://a.example)", manages=False)
    await groups.enter(place.app, local, begun.group_id, hostile)
    await focus.join_in_group(place.app, local, begun.room_id)
    await place.show(client)
    assert f"{place.ann.mention} {place.ben.mention} \\*\\*\\@here" in message.text
    assert "[x](" not in message.text
    assert message.mentions == []
    return local


async def ann_comes_back_without_its_message(begun: InGroup, client: PithClient, message: Message) -> None:
    place, ann = begun.place, begun.place.ann
    await focus.leave_in_group(place.app, begun.ada, begun.room_id)
    await place.show(client)
    assert f"In: {place.ben.mention}" in message.text
    again = await ann.command("focus together", channel=place.channel).final()
    await place.server.until(lambda: "has a shared session already" in again.text)
    assert again.buttons == ["Join", "Stop for all"]
    (mine,) = await place.told(ann, again, "Join")  # where its message is not to be found
    assert "25 min" in mine.text or mine.buttons
    await place.show(client)
    assert place.channel.messages() == [message]
    assert f"In: {place.ben.mention} {ann.mention}" in message.text


async def ann_has_another_elsewhere_until_it_is_over(
    begun: InGroup, client: PithClient, message: Message
) -> None:
    place, ann, hall = begun.place, begun.place.ann, begun.place.guild.channel()
    await focus.leave_in_group(place.app, begun.ada, begun.room_id)
    await ann.command("focus together", channel=hall).final()
    await place.server.until(lambda: len(hall.messages()) == 1)
    await place.server.until(lambda: ann.mention in shared(place.guild).text)
    assert (await begun.running()).names == ("Ben",), "what is elsewhere stays there"
    place.clock.advance(minutes=60)
    await place.show(client)
    assert "is over: 50 min. People who were in to the end: 1." in message.text


async def newcomer_begins_one(place: Place, name: str, *, may_read_back: bool = True) -> User:
    user = place.server.user(name)
    place.guild.add(user)
    if not may_read_back:
        place.channel.deny(user, "read_message_history")
    own = await user.command("focus together", channel=place.channel, minutes=10).final()
    await place.server.until(lambda: bool(own.buttons))
    await place.server.until(lambda: user.mention in place.channel.messages()[-1].text)
    return user


async def others_begin_theirs(begun: InGroup) -> tuple[User, int]:
    """Cy the group's, and Dee, whom the group is closed to as she may not read its channel's history, her own."""
    place = begun.place
    cy = await newcomer_begins_one(place, "Cy")
    running = await begun.running()
    assert (running.names, running.began, running.is_in) == (("Cy",), "Cy", False)
    assert len(place.channel.messages()) == 2
    await newcomer_begins_one(place, "Dee", may_read_back=False)
    assert (await begun.running()).names == ("Cy",)
    return cy, running.room.id


async def a_stray_message_goes(
    place: Place, client: PithClient, message: Message, cy: User, room_id: int
) -> None:
    stray = place.channel.messages()[-2]
    room = await focus.look(place.app, room_id)
    await focus.posted(place.app, room, message.id)  # a crash came between posting it and keeping that
    await place.ben.press(stray, "Join").final()
    assert stray not in place.channel.messages(), "there is one message that names people"
    await place.show(client)
    assert f"In: {cy.mention} {place.ben.mention}" in message.text


async def test_a_groups_session_begun_in_the_browser_is_joined_in_its_channel(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    place = Place(server, app, clock, group, ann, ben)
    async with connect() as client:
        begun = await ann_begins_one_in_the_browser(place)
        message = await it_is_posted_once(place, client)
        await ben_joins_it_and_is_in_the_group(begun, message)
        local = await who_has_no_account_is_named_as_they_are_there(begun, client, message)
    async with connect() as client:
        await groups.leave(app, local, begun.group_id)
        await ann_comes_back_without_its_message(begun, client, message)
        await ann_has_another_elsewhere_until_it_is_over(begun, client, message)
        cy, room_id = await others_begin_theirs(begun)
        await a_stray_message_goes(place, client, message, cy, room_id)


async def move_group(place: Place, mover: Person, before: Channel, to: Channel) -> None:
    """To where nobody reads along who could not read the one before."""
    standing, wish = Standing("Ann", manages=True), Settings(channel_id=to.id)
    await groups.set_up(
        place.app, mover, place.guild.id, standing, wish, name="", language="en", readers_are_of=before.id
    )


async def stands_in(place: Place, client: PithClient, here: Channel, *, before: Channel) -> None:
    await place.show(client)
    assert before.messages() == []
    assert [place.ann.mention in each.text for each in here.messages()] == [True]


async def test_a_session_that_moves_leaves_nothing_in_the_channel_before(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    place = Place(server, app, clock, group, ann, ben)
    one, two = place.channel, group.channel("other")
    begun = await ann_begins_one_in_the_browser(place)
    showing = asyncio.create_task(place.show(pith))
    async with server.late("POST", "/channels/{channel_id}/messages"):
        await move_group(place, begun.ada, one, two)
    await showing
    await stands_in(place, pith, two, before=one)
    await move_group(place, begun.ada, two, one)
    await stands_in(place, pith, one, before=two)
    await move_group(place, begun.ada, one, two)
    await stands_in(place, pith, two, before=one)
    await move_group(place, begun.ada, two, one)
    two.deny(server.app, "view_channel")
    await place.show(pith)
    await privacy.erase_all(app, begun.ada)
    two.allow(server.app, "view_channel")
    await place.show(pith)
    assert len(two.messages()) == 1, "Pith could not delete it"
    clock.advance(minutes=10)
    await place.show(pith)
    assert two.messages() == []
    assert [ann.mention in each.text for each in one.messages()] == [False]
