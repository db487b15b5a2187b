"""Messages over REST and the gateway: what is taken, what is refused, what is blanked."""

from __future__ import annotations

import asyncio
import io

import discord
import pytest

from tests.fakes.discord_server import DiscordServer
from tests.fakes_tests.conftest import Bot, least_intents, running


async def test_a_dm_is_heard_and_answered(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    sent = ada.dm("hello", files=[("my notes.txt", b"cells")])
    await server.until(lambda: bot.heard)
    heard = bot.heard[0]
    assert (heard.id, heard.content, heard.author.name, heard.guild) == (sent.id, "hello", "Ada", None)
    assert heard.attachments[0].filename == "my_notes.txt"
    assert await heard.attachments[0].read() == b"cells"
    answer = await heard.reply("hi")
    assert [one.content for one in ada.dm_channel.messages(visible_to=ada)] == ["hello", "hi"]
    await answer.edit(content="hi!")
    assert (await server.message(ada.dm_channel)).versions == ["hi"]
    await answer.delete()
    assert [one.content for one in ada.dm_channel.messages()] == ["hello"]


async def test_content_is_blanked_without_the_intent(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    room = server.guild("Group", members=[ada]).channel()
    ada.send(room, "private", files=[("a.txt", b"a")])
    ada.send(room, "for the app", mention_bot=True)
    await server.until(lambda: len(bot.heard) == 2)
    assert (bot.heard[0].content, bot.heard[0].attachments) == ("", [])
    assert bot.heard[1].content.endswith("for the app")
    over_rest = await bot.heard[0].channel.fetch_message(bot.heard[0].id)
    assert (over_rest.content, over_rest.attachments) == ("", [])
    own = await bot.heard[0].channel.send("mine")
    assert (await own.fetch()).content == "mine"


async def test_history_is_paged_newest_first(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    sent = [ada.dm(str(n)) for n in range(120)]
    channel = await dm_with(bot, ada.id)
    assert [one.content async for one in channel.history(limit=2)] == ["119", "118"]
    assert len([one async for one in channel.history(limit=None)]) == 120
    after = [one.content async for one in channel.history(after=discord.Object(sent[117].id))]
    assert after == ["118", "119"]
    around = [one.id async for one in channel.history(around=discord.Object(sent[50].id), limit=5)]
    assert sorted(around) == [one.id for one in sent[48:53]]


async def dm_with(bot: Bot, user_id: int) -> discord.DMChannel:
    return await (await bot.fetch_user(user_id)).create_dm()


async def test_one_nonce_is_one_message(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    channel = await dm_with(bot, ada.id)
    first = await channel.send("once", nonce="n-1")
    second = await channel.send("once", nonce="n-1")
    assert first.id == second.id
    server.clock.advance(minutes=6)
    assert (await channel.send("once", nonce="n-1")).id != first.id
    assert len(ada.dm_channel.messages()) == 2


async def test_an_answer_lost_on_the_way_was_carried_out(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    channel = await dm_with(bot, ada.id)
    server.fail("POST", "/channels/{channel_id}/messages", status=None)
    with pytest.raises(Exception, match="disconnected"):
        await channel.send("did it arrive?", nonce="n-2")
    await channel.send("did it arrive?", nonce="n-2")
    assert len(ada.dm_channel.messages()) == 1


async def test_closed_dms(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    channel = await dm_with(bot, ada.id)
    server.close_dms(ada)
    with pytest.raises(discord.Forbidden) as told:
        await channel.send("hello")
    assert told.value.code == 50007
    assert server.invalid_requests == 1


async def test_permissions(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    group = server.guild("Group", members=[ada])
    hidden, quiet, past = group.channel("hidden"), group.channel("quiet"), group.channel("past")
    hidden.deny(group.everyone, "view_channel")
    quiet.deny(server.app, "send_messages")
    past.deny(group.everyone, "read_message_history")
    ada.send(past, "before", mention_bot=True)
    await server.until(lambda: bot.heard and len(bot.guilds[0].text_channels) == 4)
    codes = []
    for place in (hidden, quiet):
        with pytest.raises(discord.Forbidden) as told:
            await bot.http.send_message(place.id, params=discord.http.handle_message_parameters("hi"))
        codes.append(told.value.code)
    assert codes == [50001, 50013]
    assert [one async for one in bot.get_channel(past.id).history()] == []
    with pytest.raises(discord.Forbidden) as unread:
        await bot.heard[0].reply("hi")
    assert unread.value.code == 160002
    with pytest.raises(discord.NotFound) as gone:
        await bot.fetch_channel(1)
    assert gone.value.code == 10003
    role = group.role("Readers", "view_channel", members=(server.app,))
    hidden.allow(role, "view_channel")
    await bot.http.send_message(hidden.id, params=discord.http.handle_message_parameters("hi"))


def fields(count: int, value: int = 1) -> discord.Embed:
    embed = discord.Embed()
    for _ in range(count):
        embed.add_field(name="n", value="v" * value)
    return embed


def rows(*labels: str, custom_id: str | None = None) -> discord.ui.View:
    view = discord.ui.View()
    for index, label in enumerate(labels):
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id or f"b{index}"))
    return view


@pytest.mark.parametrize(
    ("message", "place", "code"),
    [
        ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"content": "😀" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"embed": discord.Embed(title="x" * 257)}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        ({"embed": discord.Embed(description="x" * 4097)}, "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
        ({"embed": fields(26)}, "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
        ({"embed": fields(1, 1025)}, "embeds.0.fields.0.value", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [discord.Embed(description="x" * 3001)] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        (
            {"embed": discord.Embed(title="t").set_footer(text="x" * 2049)},
            "embeds.0.footer.text",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ({"embed": discord.Embed(title="t", url="pith")}, "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
        ({"content": "a", "view": rows("x" * 81)}, "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
        (
            {"content": "a", "view": rows("one", "two", custom_id="same")},
            "components.0.components.1.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        ({"content": "a", "view": rows("")}, "components.0.components.0", "BUTTON_COMPONENT_INVALID"),
        (
            {"content": "a", "file": discord.File(io.BytesIO(b"a"), "a.txt", description="x" * 1025)},
            "attachments.0.description",
            "BASE_TYPE_MAX_LENGTH",
        ),
    ],
)
async def test_what_is_too_long_is_refused_where_it_is(message: dict, place: str, code: str) -> None:
    async with DiscordServer() as server, running(server, Bot(least_intents()), connect=False) as bot:
        channel = await dm_with(bot, server.user("Ada").id)
        with pytest.raises(discord.HTTPException) as told:
            await channel.send(**message)
        assert (told.value.status, told.value.code) == (400, 50035)
        tree = server.requests[-1].answer["errors"]
        for step in place.split("."):
            tree = tree[step]
        assert code in [one["code"] for one in tree["_errors"]]
        server.violations.clear()  # most of these break the description too, as they should


async def test_what_just_fits_is_taken(server: DiscordServer, bot: Bot) -> None:
    channel = await dm_with(bot, server.user("Ada").id)
    await channel.send("😀" * 2000)
    await channel.send(embeds=[discord.Embed(description="x" * 3000)] * 2)
    await channel.send("a", view=rows(*["x" * 80] * 25))
    await channel.send("a", files=[discord.File(io.BytesIO(b"a"), f"{n}.txt") for n in range(10)])


async def test_nothing_to_say_and_too_much_to_carry(server: DiscordServer, bot: Bot) -> None:
    channel = await dm_with(bot, server.user("Ada").id)
    with pytest.raises(discord.HTTPException) as empty:
        await channel.send("  \n ")
    assert empty.value.code == 50006
    with pytest.raises(discord.HTTPException) as large:
        await channel.send(file=discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "a.bin"))
    assert (large.value.status, large.value.code) == (413, 40005)


async def test_files_edits_and_pictures(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    channel = await dm_with(bot, ada.id)
    picture = discord.File(io.BytesIO(b"png"), "plot.png", description="a curve that falls")
    sent = await channel.send(
        file=picture, embed=discord.Embed(title="t").set_image(url="attachment://plot.png")
    )
    assert sent.attachments == []
    assert sent.embeds[0].image.url.startswith(server.cdn_url)
    both = await sent.add_files(
        discord.File(io.BytesIO(b"1"), "one.txt"), discord.File(io.BytesIO(b"2"), "two.txt")
    )
    kept = await both.remove_attachments(both.attachments[0])
    assert [one.filename for one in kept.attachments] == ["two.txt"]
    server.clock.advance(hours=25)
    with pytest.raises(discord.NotFound):
        await kept.attachments[0].read()
    fresh = await channel.fetch_message(kept.id)
    assert await fresh.attachments[0].read() == b"2"


async def test_reactions_replies_typing_and_threads(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    room = server.guild("Group", members=[ada]).channel()
    asked = ada.send(room, "look", mention_bot=True)
    await server.until(lambda: bot.heard)
    heard = bot.heard[0]
    await heard.add_reaction("📌")
    ada.react(asked, "📌")
    assert asked.reactions == {"📌": [server.app, ada]}
    with pytest.raises(discord.NotFound):
        await heard.add_reaction("pin")
    async with heard.channel.typing():
        await server.until(lambda: server.typing == [room])
    thread = await heard.create_thread(name="Cells")
    await thread.send("here")
    assert [one.content for one in server.channels[thread.id].messages()] == ["", "here"], (
        "what it began at comes first"
    )
    answer = await heard.reply("seen")
    reply = ada.send(room, "not a mention, but a reply", reply_to=await server.message(room))
    await server.until(lambda: any(one.id == reply.id for one in bot.heard))
    assert bot.heard[-1].content == "not a mention, but a reply"
    assert bot.heard[-1].reference.message_id == answer.id


async def test_edits_and_deletions_by_people_are_told(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    sent = ada.dm("first")
    ada.edit(sent, "second")
    ada.delete(sent)
    await server.until(lambda: bot.deletions)
    assert (bot.edits[0].message.content, bot.deletions[0].message_id) == ("second", sent.id)
    assert ada.dm_channel.messages() == []


async def test_a_chinese_file_name_is_kept_as_a_title(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    ada.dm(files=[("讲义.pdf", b"%PDF")])
    await server.until(lambda: bot.heard)
    assert (bot.heard[0].attachments[0].filename, bot.heard[0].attachments[0].title) == (
        "unknown.pdf",
        "讲义",
    )


async def test_strangers_cannot_be_written_to(server: DiscordServer, bot: Bot) -> None:
    stranger = server.user("Stranger", installed=False)
    channel = await dm_with(bot, stranger.id)
    with pytest.raises(discord.Forbidden) as told:
        await channel.send("hello")
    assert told.value.code == 50278
    server.guild("Group", members=[stranger])
    await channel.send("hello")
    assert len(server.refused) == 1


async def test_a_file_may_be_slow(server: DiscordServer, bot: Bot) -> None:
    server.cdn_open.clear()
    server.user("Ada").dm(files=[("a.txt", b"cells")])
    await server.until(lambda: bot.heard)
    reading = asyncio.create_task(bot.heard[0].attachments[0].read())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(reading), 0.05)
    server.cdn_open.set()
    assert await reading == b"cells"
    assert [one.name for one in server.fetched] == ["a.txt"]
