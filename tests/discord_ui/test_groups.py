"""Groups on Discord: set up, shared into, voted on, asked about, taken back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.groups.setup import change_line
from bot.features import cards, condense, groups, people, privacy
from bot.features.condense import Pasted
from bot.features.groups import Change
from tests.conftest import CHAPTER, Clock
from tests.discord_ui.conftest import Connect
from tests.fakes.discord_server import Channel, DiscordServer, Guild, Message, User


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
    assert "\n*Photosynthesis*\n" in post.text
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


def test_a_change_is_told_as_the_language_writes_it(clock: Clock) -> None:
    change = Change("channel_id", None, "5", "Ann", clock.now)
    told = {language: change_line(change, language).rpartition(" · ")[2] for language in ("en", "zh_CN")}
    assert told == {"en": "channel: – → <#5>", "zh_CN": "频道：– → <#5>"}
