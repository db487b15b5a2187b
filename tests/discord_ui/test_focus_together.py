"""`/focus together`: one message in a server's channel, joined, left, over, stopped; also after a restart."""

from __future__ import annotations

from sqlalchemy import select

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.focus.together import ARCHIVED
from bot.features import focus, groups, people, privacy
from bot.features.focus.showing import tidy
from bot.features.groups import Standing
from bot.store.tables import FocusRoomRow
from tests.conftest import Clock
from tests.discord_ui.conftest import Connect
from tests.discord_ui.test_groups import set_up
from tests.fakes.discord_server import DiscordServer, Guild, Message, User

EDIT = "/channels/{channel_id}/messages/{message_id}"
SEND = "/webhooks/{webhook_id}/{webhook_token}"


def shared(group: Guild) -> Message:
    (message,) = group.channel().messages()
    return message


async def test_a_shared_session_from_its_start_to_the_check_in(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    async with connect() as client:
        own = await ann.command("focus together", channel=group.channel(), minutes=25, rounds=2).final()
        assert own.ephemeral
        await server.until(lambda: own.buttons == ["Pause", "5 minutes more", "Stop", "Show where I am"])
        await server.until(lambda: len(group.channel().messages()) == 1)
        message = shared(group)
        await server.until(lambda: f"In: {ann.mention}" in message.text)
        assert "**Focus**, round 1 of 2" in message.text
        assert message.buttons == ["Join", "Leave", "Stop for all"]
        clock.advance(minutes=10)
        mine = ben.press(message, "Join")
        await mine.final()
        assert f"In: {ann.mention} {ben.mention}" in message.text
        await server.until(lambda: len(mine.followups) == 1)
        assert mine.followups[0].ephemeral
        assert message.mentions == []
        await ben.press(mine.followups[0], "Pause").final()
        clock.advance(minutes=16)
        await focus.show_due(app, client.show_room)
        assert "**Break** until" in message.text
    async with connect() as client:
        left = ann.press(message, "Leave")
        await server.until(lambda: len(left.followups) == 1)
        assert "25 minutes of focus. How was your attention" in left.followups[0].text
        assert ann.mention not in message.text
        await ann.press(message, "Join").final()
        refused = ben.press(message, "Stop for all")
        await server.until(lambda: len(refused.followups) == 1)
        assert "You can leave it" in refused.followups[0].text
        person = await people.from_discord(app, ann.id)
        session = await focus.latest(app, person)
        assert session
        assert [phase.left_s for phase in session.phases] == [240, 1500]
        assert await focus.shared_with(app, person, session) == focus.SharedWith(2, None, None)
        await focus.stop(app, person, session.id)  # in the browser, or under the own message
        await focus.show_due(app, client.show_room)
        assert f"In: {ben.mention}" in message.text
        await ann.press(message, "Join").final()
        await privacy.erase_all(app, person)
        await focus.show_due(app, client.show_room)
        assert ann.mention not in message.text
        clock.advance(minutes=30)
        server.fail("PATCH", EDIT, status=None)
        await focus.show_due(app, client.show_room)
        clock.advance(seconds=30)
        await focus.show_due(app, client.show_room)
        edits = len(server.asked("PATCH", EDIT))
        await focus.show_due(app, client.show_room)
        assert len(server.asked("PATCH", EDIT)) == edits, "once it is over nothing changes any more"
        assert "is over: 50 minutes. People who were in to the end: 1." in message.text
        assert ben.mention not in message.text
        assert message.buttons == ["How was it?"]
        asked = ben.press(message, "How was it?")
        await server.until(lambda: len(asked.followups) == 1)
        assert asked.followups[0].text == "Paused."
        over = await ben.press(asked.followups[0], "Stop").final()
        assert over.buttons == ["1", "2", "3", "4", "5"]


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
    assert "is over: 7 minutes. People who were in to the end: 2." in message.text
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
    troubles = ((400, 0, 180), (503, 0, 30), (400, ARCHIVED, 3600))
    for tries, (status, code, after_s) in enumerate(troubles, 1):
        server.fail("PATCH", EDIT, status=status, code=code)
        await focus.show_due(app, pith.show_room)
        clock.advance(seconds=after_s - 1)
        await focus.show_due(app, pith.show_room)
        assert len(server.asked("PATCH", EDIT)) == tries, "not again at once"
        clock.advance(seconds=1)
    await focus.show_due(app, pith.show_room)
    assert len(server.asked("PATCH", EDIT)) == 3, "one in an archived thread is not tried again"
    assert ben.mention in last.text
    await privacy.erase_all(app, await people.from_discord(app, ben.id))
    await focus.show_due(app, pith.show_room)
    assert ben.mention not in last.text, "but where somebody who was in it is erased"
    clock.advance(days=31)
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


async def test_a_groups_session_begun_in_the_browser_is_joined_in_its_channel(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    channel = group.channel("shared")
    async with connect() as client:
        await set_up(server, group, post_in=channel)
        await ann.command("group join", channel=channel).final()
        ada = await people.from_discord(app, ann.id)
        lab = (await groups.mine(app, ada))[0].id
        begun = await focus.start_in_group(app, ada, lab, 25, rounds=2)
        server.fail(
            "POST", "/channels/{channel_id}/messages", status=None
        )  # it is posted, and that is not known
        await focus.show_due(app, client.show_room)
        (message,) = channel.messages()
        assert "In: " not in message.text
        clock.advance(seconds=31)
        await focus.show_due(app, client.show_room)
        assert channel.messages() == [message], "by its nonce Discord knows it"
        assert f"In: {ann.mention}" in message.text
        assert message.buttons == ["Join", "Leave", "Stop for all"]
        mine = ben.press(message, "Join")
        await server.until(lambda: len(mine.followups) == 2)
        assert all(each.ephemeral for each in mine.followups)
        assert any("You are in this server’s study group now" in each.text for each in mine.followups)
        assert f"In: {ann.mention} {ben.mention}" in message.text
        assert (await focus.look_in_group(app, ada, begun.room.id)).names == ("Ann", "Ben")
        local = await people.local(app)  # without an account
        await groups.enter(app, local, lab, Standing("**@here** [x](https://a.example)", manages=False))
        await focus.join_in_group(app, local, begun.room.id)
        await focus.show_due(app, client.show_room)
        assert f"{ann.mention} {ben.mention} \\*\\*\\@here" in message.text
        assert "[x](" not in message.text
        assert message.mentions == []
    async with connect() as client:
        await focus.leave_in_group(app, ada, begun.room.id)
        await groups.leave(app, local, lab)
        await focus.show_due(app, client.show_room)
        assert f"In: {ben.mention}" in message.text
        again = await ann.command("focus together", channel=channel).final()
        await server.until(lambda: "has a shared session already" in again.text)
        assert again.buttons == ["Join", "Stop for all"]
        mine = ann.press(again, "Join")  # where its message is not to be found
        await server.until(lambda: len(mine.followups) == 1)
        assert "25 minutes" in mine.followups[0].text or mine.followups[0].buttons
        await focus.show_due(app, client.show_room)
        assert channel.messages() == [message]
        assert f"In: {ben.mention} {ann.mention}" in message.text
        await focus.leave_in_group(app, ada, begun.room.id)
        await ann.command("focus together", channel=group.channel()).final()
        await server.until(lambda: len(group.channel().messages()) == 1)
        await server.until(lambda: ann.mention in shared(group).text)
        assert (await focus.running(app, ada, lab) or begun).names == ("Ben",), (
            "what is elsewhere stays there"
        )
        clock.advance(minutes=60)
        await focus.show_due(app, client.show_room)
        assert "is over: 50 minutes. People who were in to the end: 1." in message.text
        cy = server.user("Cy")
        group.add(cy)
        own = await cy.command("focus together", channel=channel, minutes=10).final()
        await server.until(lambda: bool(own.buttons))
        await server.until(lambda: cy.mention in channel.messages()[-1].text)
        running = await focus.running(app, ada, lab)
        assert running
        assert (running.names, running.began, running.is_in) == (("Cy",), "Cy", False)
        assert len(channel.messages()) == 2
        dee = server.user("Dee")
        group.add(dee)
        channel.deny(dee, "read_message_history")  # the group is closed to her; the channel is not
        await dee.command("focus together", channel=channel, minutes=10).final()
        await server.until(lambda: dee.mention in channel.messages()[-1].text)
        assert (await focus.running(app, ada, lab) or running).names == ("Cy",)
        stray = channel.messages()[-2]
        await focus.posted(
            app, running.room.id, message.id
        )  # as after a crash between posting it and keeping that
        await ben.press(stray, "Join").final()
        assert stray not in channel.messages(), "there is one message that names people"
        await focus.show_due(app, client.show_room)
        assert f"In: {cy.mention} {ben.mention}" in message.text
