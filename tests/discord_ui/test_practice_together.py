"""A group's round in its channel: one message, marked in private, told at once, gone when it is taken back."""

from __future__ import annotations

import re

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import condense, focus, groups, history, people, practice
from bot.features.condense import Pasted
from bot.features.groups import Settings, Standing
from bot.features.people import Person
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import Connect
from tests.discord_ui.test_groups import private, set_up
from tests.fakes.discord_server import Channel, DiscordServer, Guild, Message, User

LINKED = (
    "See https://evil.example/a today. The chloroplast holds chlorophyll, see [more](https://evil.example/b) of it. "
    "Photosynthesis turns light into energy, says @everyone. Rubisco fixes carbon dioxide in the Calvin cycle."
)


async def mark(server: DiscordServer, user: User, post: Message, places: list[str]) -> None:
    """Somebody marks the passage, seen by nobody else."""
    asked = user.press(post, "Mark")
    await server.until(lambda: any("Which" in one.text for one in asked.followups), what="a menu")
    menu = next(one for one in asked.followups if "Which" in one.text)
    assert menu.ephemeral
    chosen = next(one for one in menu.walk() if one["type"] == 3)
    noted = await user.choose(menu, chosen["custom_id"], places).final()
    assert "Only you see what you chose." in noted.text


async def open_a_round(server: DiscordServer, ann: User, channel: Channel, note_id: int) -> str:
    """What the person saw of it before anybody else did."""
    begun = ann.command("practice together", channel=channel, note=str(note_id))
    assert "You are in this server’s study group now" in (await begun.final()).text
    await server.until(lambda: begun.followups, what="the passage")
    (asked,) = begun.followups
    assert asked.ephemeral
    seen = asked.text
    assert "Only you see this so far." in seen
    assert channel.messages() == []
    sent = await ann.press(asked, "Show it to the group").final()
    assert "on its way" in sent.text
    return seen


async def tell_it(server: DiscordServer, client: PithClient, ann: User, ben: User, post: Message) -> None:
    """Who proposed it tells the results to all; what one's own choice is worth, each is told alone."""
    assert "can do this" in (await private(server, ben, post, "Tell the results")).text
    await private(server, ann, post, "Tell the results")
    await practice.show_due(client.app, client.show_round)
    assert "chosen by 2 of 3" in post.text
    assert "the model" in post.text
    assert "agreement" not in post.text, "that is told to each alone"
    own = await private(server, ben, post, "How I chose")
    assert "You chose: 1, 2" in own.text
    assert "agreement" in own.text


async def take_it_back(server: DiscordServer, ann: User, channel: Channel) -> None:
    where = await ann.command("privacy shared").final()
    assert "a passage to mark together, of “Photosynthesis”" in where.text
    await ann.choose(where, "pith:withdraw-passage", [where.walk()[1]["options"][0]["value"]]).final()
    await server.until(lambda: channel.messages() == [], what="the message gone")


async def move_there_and_back(
    server: DiscordServer, client: PithClient, ada: Person, group: Guild, channel: Channel
) -> None:
    """It comes along each time, also where somebody deleted the message in the channel before."""
    other = group.channel("other")
    for before, now in ((channel, other), (other, channel)):
        wish, standing = Settings(channel_id=now.id), Standing("Ann", manages=True)
        (post,) = before.messages()
        if before is other:
            server.owner.delete(post)
        await groups.set_up(
            client.app, ada, group.id, standing, wish, name="", language="en", readers_are_of=before.id
        )
        await practice.show_due(client.app, client.show_round)
        assert before.messages() == []
        assert ["From a note of Ann" in each.text for each in now.messages()] == [True]


async def test_a_round_in_a_servers_channel(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    channel, ada = group.channel("shared"), await people.from_discord(app, ann.id)
    async with connect() as client:
        await set_up(server, group, post_in=channel)
        note = await condense.condense(app, ada, Pasted(CHAPTER))
        assert note.id
        await open_a_round(server, ann, channel, note.id)
        await practice.show_due(app, client.show_round)
        (post,) = channel.messages()
        assert "Who has marked it: 0" in post.text
        assert post.buttons == ["Mark", "Tell the results", "Take it back"]
        for user, places in ((ann, ["0"]), (ben, ["0", "1"]), (server.owner, ["1"])):
            await mark(server, user, post, places)
        await practice.show_due(app, client.show_round)
        assert "Who has marked it: 3" in post.text
        assert "chosen by" not in post.text
        await tell_it(server, client, ann, ben, post)
        await take_it_back(server, ann, channel)
        again = await practice.propose(app, ada, 1, note.id)
        await practice.show_to_group(app, ada, again.id)
        await practice.show_due(app, client.show_round)
        await move_there_and_back(server, client, ada, group, channel)
        channel.deny(server.app, "view_channel")
        await history.delete_note(app, ada, note.id)
        await practice.show_due(app, client.show_round)
        channel.allow(server.app, "view_channel")
        clock.advance(minutes=10)
        await practice.show_due(app, client.show_round)
        assert channel.messages() == []


async def test_a_round_stands_where_an_empty_message_was_lost_track_of(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App, clock: Clock
) -> None:
    """Also where it was a shared session's."""
    channel, ada = group.channel("shared"), await people.from_discord(app, ann.id)
    clock.now = server.clock.now()
    async with connect() as client:
        await set_up(server, group, post_in=channel)
        await ann.command("group join", channel=channel).final()
        [mine] = await groups.mine(app, ada)
        room = (await focus.start_in_group(app, ada, mine.id, 25)).room
        server.fail("POST", "/channels/{channel_id}/messages", status=None)  # posted, which is not known
        await focus.show_due(app, client.show_room)
        await focus.stop_together(app, ada, room.id, may_manage=True)
    (lost,) = channel.messages()
    assert "on its way" in lost.text
    for one in (clock, server.clock):
        one.advance(minutes=5)
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    proposed = await practice.propose(app, ada, mine.id, note.id or 0)
    async with connect() as client:
        await practice.show_to_group(app, ada, proposed.id)
        await practice.show_due(app, client.show_round)
    assert channel.messages() == [lost]
    assert "From a note of Ann" in lost.text


async def test_nothing_that_people_wrote_links_or_formats(
    pith: PithClient, server: DiscordServer, app: App
) -> None:
    eve = server.user("**Eve** https://evil.example/x")
    group = server.guild("*Bio* [logy](https://evil.example/y)", members=[eve])
    channel = group.channel("shared")
    await set_up(server, group, post_in=channel)
    note = await condense.condense(app, await people.from_discord(app, eve.id), Pasted(LINKED))
    seen = await open_a_round(server, eve, channel, note.id or 0)
    (told,) = (line for line in seen.splitlines() if "Only you see this so far." in line)
    assert not set("*[]()") & set(re.sub(r"\\.", "", told.strip("*")))
    await practice.show_due(app, pith.show_round)
    (post,) = channel.messages()
    assert "evil.example" in post.text
    assert post.mentions == []
    left = re.sub(r"\\.", "", post.text)
    assert not set("@[]<>#(") & set(left)
    assert "://" not in left
