"""Posts whose message somebody deleted where Pith did not hear of it, or just as it was to be shown."""

from __future__ import annotations

import asyncio

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.groups import look_again
from bot.features import condense, groups, people
from bot.features.condense import Pasted
from bot.features.people import Person
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import Connect
from tests.discord_ui.test_groups import posts
from tests.fakes.discord_server import DiscordServer, Guild, Message, User

MESSAGE = "/channels/{channel_id}/messages/{message_id}"


async def shared_by(app: App, group: Guild, user: User) -> Person:
    """Who shares the first sentence of the chapter with the server's group."""
    person = await people.from_discord(app, user.id)
    group_id, _ = await groups.in_server(app, group.id)
    note = await condense.condense(app, person, Pasted(CHAPTER))
    highlight = (await groups.shareable(app, person, note.id or 0))[0].highlight_id
    await groups.share(app, person, group_id, [highlight], groups.Wish())
    return person


async def ann_shares(client: PithClient, server: DiscordServer, group: Guild, ann: User) -> Person:
    """A post of hers stands in the channel."""
    channel = group.channel("shared")
    await server.owner.command("group setup", channel=channel, post_in=channel).final()
    await ann.command("group join", channel=channel).final()
    person = await shared_by(client.app, group, ann)
    await groups.work_once(client.app, client.for_groups)
    return person


def lose(message: Message) -> None:
    """Somebody deletes it while Pith does not listen."""
    message.deleted = True


async def test_what_is_not_there_when_it_is_to_be_shown_anew_is_taken_out(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App
) -> None:
    async with connect() as client:
        person = await ann_shares(client, server, group, ann)
        (post,) = posts(group)
        (shared,) = await groups.shared_by(app, person)
        lose(post)
        await ben.command("group join", channel=group.channel("shared")).final()
        ben_ = await people.from_discord(app, ben.id)
        await groups.vote(app, ben_, shared.post_id, True)
        await groups.work_once(app, client.for_groups)
        assert await groups.shared_by(app, person) == ()


async def test_what_is_deleted_while_pith_is_away_is_taken_out(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    async with connect() as client:
        person = await ann_shares(client, server, group, ann)
    (post,) = posts(group)
    lose(post)
    group.channel("shared").deny(server.app, "read_message_history")
    async with connect() as client:
        await client.wait_until_ready()
        await look_again(client)
    assert await groups.shared_by(app, person), "Discord shows nothing of what is there either"
    group.channel("shared").allow(server.app, "read_message_history")
    async with connect() as client:
        await server.until(lambda: server.asked("GET", MESSAGE), what="a look at what is missing")
        await client.see_through()
    assert await groups.shared_by(app, person) == ()


async def test_what_is_there_after_pith_was_away_stays(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    async with connect() as client:
        person = await ann_shares(client, server, group, ann)
    async with connect() as client:
        await client.wait_until_ready()
        await look_again(client)
    assert len(await groups.shared_by(app, person)) == 1


async def test_what_is_shared_anew_while_its_message_is_deleted_comes_into_the_channel(
    connect: Connect, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    async with connect() as client:
        person = await ann_shares(client, server, group, ann)
        (shared,) = await groups.shared_by(app, person)
        await groups.withdraw(app, person, shared.share_id)
        working = asyncio.create_task(groups.work_once(app, client.for_groups))
        async with server.late("DELETE", MESSAGE):
            await shared_by(app, group, ann)
        await working
        await groups.work_once(app, client.for_groups)
        assert len(posts(group)) == 1
        assert len(await groups.shared_by(app, person)) == 1
