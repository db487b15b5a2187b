"""Groups on Discord: set up, shared into, voted on, asked about, taken back; who may see what; Pith out and back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import cards, condense, digests, groups, people, practice, privacy
from bot.features.condense import Pasted
from bot.features.people import Person
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import Connect
from tests.fakes.discord_server import Channel, DiscordServer, Guild, Message, User

HOSTILE = (
    "Chlorophyll, says @everyone in [the **manual**](https://evil.example/a_b), is a green pigment that absorbs light. "
    "We had pizza. <@1> # The chloroplast holds it."
)


async def note_of(app: App, user: User, text: str = CHAPTER) -> int:
    note = await condense.condense(app, await people.from_discord(app, user.id), Pasted(text))
    assert note.id
    return note.id


async def share(server: DiscordServer, user: User, note_id: int, group: Guild, *verbs: str) -> Message:
    """Shares the note's first highlight; Pith's answer."""
    answer = await user.command("history open", note=str(note_id)).final()
    asked = await user.press(answer, f"pith:share:{note_id}").final()
    menu = next(one for one in asked.walk() if one["type"] == 3)
    preview = await user.choose(asked, menu["custom_id"], [menu["options"][0]["value"]]).final()
    assert "Nothing is shared yet." in preview.text or "目前什么都还没有分享" in preview.text
    assert "▪" in preview.text
    for verb in verbs:
        preview = await user.press(preview, verb).final()
    return await user.press(preview, preview.buttons[0]).final()


def posts(group: Guild, channel: str = "shared") -> list[Message]:
    return [one for one in group.channel(channel).messages() if "▪" in one.text]


async def private(server: DiscordServer, user: User, message: Message, button: str) -> Message:
    """What a press on a post is answered with, for the person alone."""
    asked = user.press(message, button)
    await server.until(lambda: len(asked.followups) == 1, what="a private answer")
    assert asked.followups[0].ephemeral
    return asked.followups[0]


async def set_up(server: DiscordServer, group: Guild, **options: object) -> Message:
    channel = group.channel("shared")
    return await server.owner.command("group setup", channel=channel, **options).final()


@dataclass(frozen=True, slots=True)
class Place:
    """A server with a study group, and who is in it."""

    server: DiscordServer
    app: App
    guild: Guild
    ann: User
    ben: User
    cy: User

    @property
    def channel(self) -> Channel:
        return self.guild.channel("shared")

    def address_of(self, post: Message) -> str:
        return f"https://discord.com/channels/{self.guild.id}/{self.channel.id}/{post.id}"

    async def asked(self, client: PithClient, post: Message, question: str) -> None:
        """By Ben, about a post."""
        form = await self.ben.press(post, "Ask the author").form()
        await self.ben.submit(form, {"Your question": question}).final()
        await groups.work_once(self.app, client.for_groups)

    async def answered(
        self, client: PithClient, user: User, question: Message, button: str, field: str, words: str
    ) -> Message:
        """What Ben is told."""
        form = await user.press(question, button).form()
        await user.submit(form, {field: words}).final()
        await groups.work_once(self.app, client.for_groups)
        return await self.server.message(self.ben.dm_channel, words)


async def it_is_set_up(place: Place) -> None:
    """By who may manage the server, in a channel where Pith can post."""
    server, guild, ann, channel = place.server, place.guild, place.ann, place.channel
    assert "no study group yet" in (await ann.command("group join", channel=channel).final()).text
    refused = await ann.command("group setup", channel=channel, post_in=channel).final()
    assert "takes the right Manage Server" in refused.text
    assert "Say which channel" in (await set_up(server, guild, per_day=3)).text
    guild.channel("shut").deny(guild.everyone, "view_channel")
    shut = await set_up(server, guild, post_in=guild.channel("shut"))
    assert "lacks the right “View Channel”" in shut.text
    done = await set_up(server, guild, post_in=channel, per_day=3)
    assert f"Channel: <#{channel.id}>" in done.text
    assert "sentences a member may share a day: 10 → 3" in done.text


async def ann_shares(place: Place) -> Message:
    """The post."""
    ann, channel = place.ann, place.channel
    note_id = await note_of(place.app, ann)
    answer = await ann.command("history open", note=str(note_id)).final()
    assert "in no study group" in (await ann.press(answer, "Share").final()).text
    await ann.command("group join", channel=channel).final()
    shared = await share(place.server, ann, note_id, place.guild)
    assert f"Shared in <#{channel.id}>: 1." in shared.text
    await place.server.until(lambda: len(posts(place.guild)) == 1)
    (post,) = posts(place.guild)
    assert "*Photosynthesis · Photosynthesis*" in post.text
    assert "Shared by Ann" in post.text
    assert post.buttons == ["Useful", "Not for me", "To my cards", "Ask the author", "Withdraw"]
    return post


async def ben_votes_and_is_in(place: Place, post: Message) -> None:
    server, ben = place.server, place.ben
    looked = await ben.command("group top", channel=place.channel).final()
    assert "`/group join` takes you in" in looked.text, "who looks is not put in"
    joined = await private(server, ben, post, "Useful")
    assert "You are in this server’s study group now" in joined.text
    assert "▲ 1   ▼ 0" in post.text
    await ben.press(post, "Not for me").final()
    assert "▲ 0   ▼ 1" in post.text
    answered = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
    assert str(post.id) not in {call.answer["id"] for call in server.asked("PATCH", answered)}


async def cards_are_made_and_it_is_shared_again(place: Place, post: Message) -> None:
    app, server, ann, ben, cy = place.app, place.server, place.ann, place.ben, place.cy
    assert "taken back" in (await private(server, ben, post, "Not for me")).text
    assert "the votes are the others’" in (await private(server, ann, post, "Useful")).text
    assert "It is a card of yours" in (await private(server, ben, post, "To my cards")).text
    (card,) = (await cards.list_cards(app, await people.from_discord(app, ben.id))).cards
    assert (card.title, card.note_id) == ("Photosynthesis", None)
    own = await note_of(app, cy)
    await cy.press(post, "To my cards").final()
    await share(server, cy, own, place.guild, "隐藏我的名字")
    await server.until(lambda: "Shared by Ann and without a name: 1" in post.text)
    assert len(posts(place.guild)) == 1
    top = await ben.command("group top", channel=place.channel).final()
    assert "Shared by Ann and without a name: 1" in top.text


async def the_author_is_asked(place: Place, client: PithClient, post: Message, clock: Clock) -> None:
    server, ann = place.server, place.ann
    await place.asked(client, post, "Which **plants**?")
    asked = await server.message(ann.dm_channel, "Ben in Study group asks")
    assert "Which \\*\\*plants\\*\\*?" in asked.text
    told = await place.answered(client, ann, asked, "Answer", "Your answer", "Green ones.")
    assert place.address_of(post) in told.text
    assert "Ann" not in told.text, "a direct message stays, whatever is taken back"
    assert "chloro" not in told.text.lower()
    clock.advance(seconds=1)
    await place.answered(client, ann, asked, "Answer", "Your answer", "Red ones, too.")
    assert "shared this one yourself" in (await ann.press(post, "Ask the author").final()).text


async def ann_takes_back(place: Place, client: PithClient, post: Message) -> None:
    """What Cy shares without a name stays, and so does Cy unnamed."""
    server, ann, cy = place.server, place.ann, place.cy
    assert "You don’t share this" in (await private(server, place.ben, post, "Withdraw")).text
    where = await ann.command("privacy shared").final()
    assert place.address_of(post) in where.text
    await ann.choose(where, "pith:withdraw", [where.walk()[1]["options"][0]["value"]]).final()
    await server.until(lambda: "Ann" not in post.text)
    assert "Shared without a name" in post.text
    await place.asked(client, post, "为什么？")
    asked = await server.message(cy.dm_channel, "Study group")
    unnamed = await place.answered(client, cy, asked, "回答", "你的回答", "So.")
    assert "Cy" not in unnamed.text


async def the_rest_goes_while_discord_is_away(place: Place, client: PithClient, post: Message) -> None:
    app, server, cy = place.app, place.server, place.cy
    await place.ben.command("group leave", channel=place.channel).final()
    await server.until(lambda: "▼ 1" not in post.text)
    server.fail("DELETE", "/channels/{channel_id}/messages/{message_id}", status=503, times=9)
    place.channel.deny(cy, "read_message_history")  # the group is closed to who may not read it
    assert "Pith 能修改时" in (await private(server, cy, post, "Withdraw")).text
    await privacy.erase_all(app, await people.from_discord(app, cy.id))
    await groups.work_once(app, client.for_groups)
    assert len(posts(place.guild)) == 1, "Discord was away"
    server.violations.clear()
    server._front.faults.clear()


async def test_a_group_from_its_set_up_to_what_is_taken_back(
    connect: Connect, server: DiscordServer, ann: User, ben: User, group: Guild, app: App, clock: Clock
) -> None:
    place = Place(server, app, group, ann, ben, server.user("Cy", locale="zh-CN"))
    group.add(place.cy)
    async with connect():
        await it_is_set_up(place)
        post = await ann_shares(place)
        await ben_votes_and_is_in(place, post)
    async with connect() as client:
        await cards_are_made_and_it_is_shared_again(place, post)
        await the_author_is_asked(place, client, post, clock)
        await ann_takes_back(place, client, post)
        await the_rest_goes_while_discord_is_away(place, client, post)
    async with connect() as client:
        clock.advance(minutes=5)
        await groups.work_once(app, client.for_groups)
        assert posts(group) == []


async def test_what_people_write_is_inert_and_who_may_not_see_sees_nothing(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App, clock: Clock
) -> None:
    channel = group.channel("shared")
    eve, dan = server.user("**Eve** @everyone https://evil.example"), server.user("Dan")
    group.add(eve)
    other = server.guild("Other", members=[dan])
    await set_up(server, group, post_in=channel)
    await server.owner.command("group setup", channel=other.channel(), post_in=other.channel()).final()
    await eve.command("group join", channel=channel).final()
    await dan.command("group join", channel=other.channel()).final()
    await share(server, eve, await note_of(app, eve, HOSTILE), group)
    await server.until(lambda: len(posts(group)) == 1)
    (post,) = posts(group)
    assert post.mentions == []
    left = re.sub(r"\\.", "", post.text)  # what is not escaped
    assert not set("@[]<>:#(") & set(left)
    top = await dan.command("group top", channel=other.channel()).final()
    assert "Nobody shared anything in Other this week." in top.text
    channel.deny(group.everyone, "view_channel")
    await server.until(lambda: pith.get_channel(channel.id) is not None)
    hidden = await ann.command("group top", channel=group.channel()).final()
    assert "Pith lacks the right “View Channel”" in hidden.text
    channel.allow(server.app, "view_channel")
    await server.until(lambda: str(pith.get_channel(channel.id)) == channel.name)
    hidden = await ann.command("group top", channel=group.channel()).final()
    assert "no study group here that you can see" in hidden.text
    boss = server.user("Boss")
    group.add(boss)
    group.role("Managers", "manage_guild", (boss,))
    done = await boss.command("group setup", channel=group.channel(), per_day=9).final()
    assert "Sentences a member may share a day: 9" in done.text
    assert await groups.mine(app, await people.from_discord(app, boss.id)) == (), (
        "who manages it sees no more of it"
    )
    person = await people.from_discord(app, eve.id)
    await comes(
        lambda: is_hidden(app, pith, person, hidden=True)
    )  # rights changed: members are asked about at once
    assert await eve.autocomplete("group top", option="group", channel=group.channel()) == []
    (hidden_one,) = await eve.autocomplete("group leave", option="group", channel=group.channel())
    assert hidden_one["name"] == group.name
    readers = group.role("Readers", "", (eve,))
    channel.allow(readers, "view_channel")
    await comes(lambda: is_hidden(app, pith, person, hidden=False))
    group.delete_role(readers)
    await comes(lambda: is_hidden(app, pith, person, hidden=True))
    channel.allow(group.everyone, "view_channel")
    await comes(lambda: is_hidden(app, pith, person, hidden=False))
    group.remove_app()
    await comes(lambda: is_closed(app, person, closed=True))
    await groups.withdraw(app, person, (await groups.shared_by(app, person))[0].share_id)
    group.add_app()
    await comes(lambda: is_closed(app, person, closed=False))
    await groups.work_once(app, pith.for_groups)
    assert posts(group) == [], "what was taken back meanwhile goes now"
    await share_again(server, eve, group, app)
    group.role("Logs", "view_audit_log", (server.app,))
    group.kick(eve)
    await comes(lambda: shares_nothing(app, person))  # at once, where Pith may view the audit log
    await groups.work_once(app, pith.for_groups)
    assert posts(group) == [], "who is kicked takes along what they shared"
    await ann.command("group join", channel=channel).final()
    note_id = await note_of(app, ann)
    await share(server, ann, note_id, group)
    await server.until(lambda: len(posts(group)) == 1)
    await moves_with_what_it_may_take_along(pith, server, ann, group, app, clock)
    await share(server, ann, note_id, group)
    await server.until(lambda: len(posts(group)) == 1)
    server.owner.delete(posts(group)[0])
    of_ann = await people.from_discord(app, ann.id)
    await comes(lambda: shares_nothing(app, of_ann))
    group.kick(ann, ban=True)
    await comes(lambda: is_in_none(app, of_ann))
    of_owner = await people.from_discord(app, server.owner.id)
    assert [one.server_id for one in await groups.mine(app, of_owner)] == [other.id, group.id]
    server.delete_channel(channel)
    await comes(lambda: sees_only(app, pith, of_owner, other))


async def moves_with_what_it_may_take_along(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App, clock: Clock
) -> None:
    """From a channel for all into one for a few, and back."""
    channel, few, of_ann = (
        group.channel("shared"),
        group.channel("few"),
        await people.from_discord(app, ann.id),
    )
    group_id, _ = await groups.in_server(app, group.id)
    passage = await practice.propose(app, of_ann, group_id, (await groups.shared_by(app, of_ann))[0].note_id)
    await practice.show_to_group(app, of_ann, passage.id)
    await practice.show_due(app, pith.show_round)
    when = f"every day at {clock() + timedelta(hours=1):%H:%M}"
    await server.owner.command("digest set", channel=channel, when=when, zone="UTC").final()
    clock.advance(minutes=61)
    await digests.work_once(app, pith.for_groups.show)
    assert len(channel.messages()) == 3, "a post, a passage, a digest"
    few.deny(group.everyone, "view_channel")
    for each in (server.app, ann):
        few.allow(each, "view_channel")
    await comes(lambda: says(server, group, few, "is posted in the new one"))
    await groups.work_once(app, pith.for_groups)
    await practice.show_due(app, pith.show_round)
    assert channel.messages() == [], "nothing of it is told any more to whom the group is closed to"
    assert ["Shared by Ann" in one.text for one in few.messages()] == [True, False]
    assert "Who has marked it: 0" in few.messages()[1].text
    asked = await set_up(server, group, post_in=channel)
    assert "Others may read" in asked.text
    assert "(2)" in asked.text
    assert "Nothing has moved yet" in asked.text
    assert f"Channel: <#{few.id}>" in asked.text
    done = await server.owner.press(asked, "Move, and take it out of the group").final()
    assert "is taken out of the group" in done.text
    assert "as others may see the new channel" in done.text, "and every member can read who did that"
    await groups.work_once(app, pith.for_groups)
    await practice.show_due(app, pith.show_round)
    assert channel.messages() == few.messages() == []
    assert await groups.shared_by(app, of_ann) == ()


async def says(server: DiscordServer, group: Guild, channel: Channel, words: str) -> bool:
    """Whether moving the group there is answered so. Pith may hear of the channel's rights a moment later."""
    return words in (await set_up(server, group, post_in=channel)).text


async def is_closed(app: App, person: Person, *, closed: bool) -> bool:
    (mine,) = await groups.mine(app, person)
    return (mine.gone_at is not None) is closed


async def is_hidden(app: App, pith: PithClient, person: Person, *, hidden: bool) -> bool:
    """In the browser too."""
    await groups.work_once(app, pith.for_groups)
    return (await groups.mine(app, person) == ()) is hidden


async def shares_nothing(app: App, person: Person) -> bool:
    return await groups.shared_by(app, person) == ()


async def sees_only(app: App, pith: PithClient, person: Person, guild: Guild) -> bool:
    await groups.work_once(app, pith.for_groups)
    return [one.server_id for one in await groups.mine(app, person)] == [guild.id]


async def is_in_none(app: App, person: Person) -> bool:
    return await groups.mine(app, person, also_hidden=True) == ()


async def comes(condition: Callable[[], Awaitable[bool]]) -> None:
    """Waits for what the client does when it hears of something."""
    async with asyncio.timeout(30):
        while not await condition():
            await asyncio.sleep(0.01)


async def share_again(server: DiscordServer, user: User, group: Guild, app: App) -> None:
    await user.command("group join", channel=group.channel("shared")).final()
    await share(server, user, await note_of(app, user), group)
    await server.until(lambda: len(posts(group)) == 1)
