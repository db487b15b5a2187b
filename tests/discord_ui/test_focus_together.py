"""`/focus together`: one message in a server's channel, joined, left, over, stopped; also after a restart."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.app import App
from bot.discord_ui.answering.refusals import ARCHIVED
from bot.discord_ui.client import PithClient
from bot.features import focus, groups, people, privacy
from bot.features.focus.showing import tidy
from bot.store.tables import FocusRoomRow
from tests.conftest import Clock
from tests.discord_ui.conftest import Connect
from tests.discord_ui.test_groups import set_up
from tests.fakes.discord_server import Channel, DiscordServer, Guild, Message, User

EDIT = "/channels/{channel_id}/messages/{message_id}"
SEND = "/webhooks/{webhook_id}/{webhook_token}"


def shared(group: Guild) -> Message:
    (message,) = group.channel().messages()
    return message


@dataclass(frozen=True, slots=True)
class Place:
    """A server, who is in it, and what holds its sessions."""

    server: DiscordServer
    app: App
    clock: Clock
    guild: Guild
    ann: User
    ben: User

    @property
    def channel(self) -> Channel:
        """The one of its study group."""
        return self.guild.channel("shared")

    async def show(self, client: PithClient) -> None:
        await focus.show_due(self.app, client.show_room)

    async def told(self, user: User, message: Message, button: str, answers: int = 1) -> list[Message]:
        """What a press is answered with, for the person alone."""
        asked = user.press(message, button)
        await self.server.until(lambda: len(asked.followups) == answers)
        return asked.followups


async def ann_begins_one(place: Place) -> Message:
    server, ann, channel = place.server, place.ann, place.guild.channel()
    own = await ann.command("focus together", channel=channel, minutes=25, rounds=2).final()
    assert own.ephemeral
    await server.until(lambda: own.buttons == ["Pause", "5 minutes more", "Stop", "Show where I am"])
    await server.until(lambda: len(channel.messages()) == 1)
    message = shared(place.guild)
    await server.until(lambda: f"In: {ann.mention}" in message.text)
    assert "**Focus**, round 1 of 2" in message.text
    assert message.buttons == ["Join", "Leave", "Stop for all"]
    return message


async def ben_joins_and_pauses_his_own(place: Place, client: PithClient, message: Message) -> None:
    ann, ben = place.ann, place.ben
    place.clock.advance(minutes=10)
    mine = ben.press(message, "Join")
    await mine.final()
    assert f"In: {ann.mention} {ben.mention}" in message.text
    await place.server.until(lambda: len(mine.followups) == 1)
    assert mine.followups[0].ephemeral
    assert message.mentions == []
    await ben.press(mine.followups[0], "Pause").final()
    place.clock.advance(minutes=16)
    await place.show(client)
    assert "**Break** until" in message.text


async def ann_leaves_and_comes_back(place: Place, message: Message) -> None:
    (left,) = await place.told(place.ann, message, "Leave")
    assert "25 min of focus. How was your attention" in left.text
    assert place.ann.mention not in message.text
    await place.ann.press(message, "Join").final()
    (refused,) = await place.told(place.ben, message, "Stop for all")
    assert "You can leave it" in refused.text


async def ann_stops_her_own_and_is_erased(place: Place, client: PithClient, message: Message) -> None:
    app, ann = place.app, place.ann
    person = await people.from_discord(app, ann.id)
    session = await focus.latest(app, person)
    assert session
    assert [phase.left_s for phase in session.phases] == [240, 1500]
    assert await focus.shared_with(app, person, session) == focus.SharedWith(2, None, None)
    await focus.stop(app, person, session.id)  # in the browser, or under the own message
    await place.show(client)
    assert f"In: {place.ben.mention}" in message.text
    await ann.press(message, "Join").final()
    await privacy.erase_all(app, person)
    await place.show(client)
    assert ann.mention not in message.text


async def it_ends_and_asks_how_it_was(place: Place, client: PithClient, message: Message) -> None:
    server, ben = place.server, place.ben
    place.clock.advance(minutes=30)
    server.fail("PATCH", EDIT, status=None)
    await place.show(client)
    place.clock.advance(seconds=30)
    await place.show(client)
    edits = len(server.asked("PATCH", EDIT))
    await place.show(client)
    assert len(server.asked("PATCH", EDIT)) == edits, "once it is over nothing changes any more"
    assert "is over: 50 min. People who were in to the end: 1." in message.text
    assert ben.mention not in message.text
    assert message.buttons == ["How was it?"]
    (asked,) = await place.told(ben, message, "How was it?")
    assert asked.text == "Paused in round 1 of 2: 15 min left."
    over = await ben.press(asked, "Stop").final()
    assert over.buttons == ["1", "2", "3", "4", "5"]


async def test_a_shared_session_from_its_start_to_the_check_in(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    place = Place(server, app, clock, group, ann, ben)
    async with connect() as client:
        message = await ann_begins_one(place)
        await ben_joins_and_pauses_his_own(place, client, message)
    async with connect() as client:
        await ann_leaves_and_comes_back(place, message)
        await ann_stops_her_own_and_is_erased(place, client, message)
        await it_ends_and_asks_how_it_was(place, client, message)


async def test_it_is_stopped_by_who_may_and_begun_where_it_can_be(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    assert "needs a channel of a server" in (await ann.command("focus together").final()).text
    own = await ann.command("focus together", channel=group.channel(), minutes=60).final()
    await server.until(lambda: bool(own.buttons))
    again = await ann.command("focus together", channel=group.channel()).final()
    assert "A session is running" in again.text
    message = shared(group)
    await server.until(lambda: ann.mention in message.text)
    await ben.press(message, "Join").final()
    clock.advance(minutes=7)
    stopped = server.owner.press(message, "Stop for all")  # who manages the server
    await server.until(lambda: len(stopped.followups) == 1)
    assert stopped.followups[0].text == "It is stopped for all."
    assert "is over: 7 min. People who were in to the end: 2." in message.text
    for user in (ann, ben):
        session = await focus.latest(app, await people.from_discord(app, user.id))
        assert session
        assert (session.is_over, int(session.focused.total_seconds())) == (True, 420)
    await ann.command("focus together", channel=group.channel()).final()
    await server.until(lambda: len(group.channel().messages()) == 2)
    last = group.channel().messages()[-1]
    await server.until(lambda: ann.mention in last.text)
    await ben.press(last, "Join").final()
    clock.advance(minutes=25)
    troubles = ((400, 0, 180), (503, 0, 30), (400, ARCHIVED, 600))
    for tries, (status, code, after_s) in enumerate(troubles, 1):
        server.fail("PATCH", EDIT, status=status, code=code)
        await focus.show_due(app, pith.show_room)
        clock.advance(seconds=after_s - 1)
        await focus.show_due(app, pith.show_room)
        assert len(server.asked("PATCH", EDIT)) == tries, "not again at once"
        clock.advance(seconds=1)
    assert ben.mention in last.text
    server.fail("PATCH", EDIT, status=403)
    await focus.show_due(app, pith.show_room)
    await privacy.erase_all(app, await people.from_discord(app, ben.id))
    await focus.show_due(app, pith.show_room)
    assert ben.mention not in last.text
    server.fail("PATCH", EDIT, status=403)
    await privacy.erase_all(app, await people.from_discord(app, ann.id))
    clock.advance(days=31)
    await focus.show_due(app, pith.show_room)
    await tidy(app)
    async with app.read() as s:
        assert (await s.scalars(select(FocusRoomRow))).all() == [], "what is long over is forgotten"


async def test_what_goes_wrong_at_its_start_leaves_no_session_and_no_name(
    pith: PithClient, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    server.fail("POST", SEND, status=400)
    failed = await ann.command("focus together", channel=group.channel()).final()
    await server.until(lambda: "Something broke here" in failed.text)
    assert await focus.latest(app, await people.from_discord(app, ann.id)) is None
    server.fail("POST", SEND, status=None)  # it is posted, and that is never known
    failed = await ann.command("focus together", channel=group.channel()).final()
    await server.until(lambda: "Something broke here" in failed.text)
    message = shared(group)
    assert "In: " not in message.text
    await ben.press(message, "Join").final()
    assert f"In: {ben.mention}" in message.text
    await ben.press(message, "Leave").final()
    assert "In: " not in message.text
    channel = group.channel("shared")
    await set_up(server, group, post_in=channel)
    await ann.command("group join", channel=channel).final()
    server.fail("POST", SEND, status=400)
    failed = await ann.command("focus together", channel=channel).final()
    await server.until(lambda: "Something broke here" in failed.text)
    lab = (await groups.mine(app, await people.from_discord(app, ann.id)))[0].id
    assert await focus.running(app, await people.from_discord(app, ann.id), lab) is None
    server.fail("POST", SEND, status=None)
    failed = await ann.command("focus together", channel=channel).final()
    await server.until(lambda: "Something broke here" in failed.text)
    clock.advance(seconds=31)
    await focus.show_due(app, pith.show_room)
    stray, posted = channel.messages()
    await focus.start(app, await people.from_discord(app, ben.id), 25)
    refused = ben.press(stray, "Join")
    await server.until(lambda: len(refused.followups) == 2)
    said = " ".join(each.text for each in refused.followups)
    assert "A session is running" in said
    assert "You are in this server’s study group now" in said
    assert channel.messages() == [posted]
    edits = len(server.asked("PATCH", EDIT))
    server.owner.delete(posted)
    there = await ann.command("focus together", channel=channel).final()
    await ann.press(there, "Join").final()
    for _ in range(2):
        await focus.show_due(app, pith.show_room)
        clock.advance(minutes=11)
    assert len(server.asked("PATCH", EDIT)) == edits + 1, "what is not there is looked for once"
    assert "It ends" in (await ann.command("focus now").final()).text
