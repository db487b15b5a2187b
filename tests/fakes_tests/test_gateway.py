"""The gateway: who may connect, what is replayed, and how a session ends."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from tests.fakes.discord_server import MESSAGE_CONTENT, DiscordServer
from tests.fakes_tests.conftest import Bot, aimed_at, least_intents, running


async def test_what_is_missed_while_the_line_is_cut_is_replayed(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    server.drop_gateway()
    ada.dm("while you were away")
    await server.until(lambda: bot.resumes == 1 and bot.heard)
    assert [one.content for one in bot.heard] == ["while you were away"]
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    ada.dm("and now")
    await server.until(lambda: len(bot.heard) == 2)


async def test_a_reconnect_asked_for_resumes(server: DiscordServer, bot: Bot) -> None:
    server.ask_reconnect()
    await server.until(lambda: bot.resumes == 1)
    assert server.gateway.identified == 1


async def test_an_invalid_session_loses_what_came_meanwhile(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    server.invalidate_session()
    ada.dm("lost on the gateway")
    await server.until(lambda: server.gateway.identified == 2 and server.gateway.connected)
    ada.dm("heard again")
    await server.until(lambda: bot.heard)
    assert [one.content for one in bot.heard] == ["heard again"]
    channel = bot.heard[0].channel
    assert [one.content async for one in channel.history()] == ["heard again", "lost on the gateway"]


async def test_guilds_and_channels_are_told_of(server: DiscordServer, bot: Bot) -> None:
    group = server.guild("Group", members=[server.user("Ada")])
    await server.until(lambda: bot.guilds)
    notes = group.channel("notes")
    await server.until(lambda: bot.get_channel(notes.id))
    assert bot.guilds[0].me.id == server.app.id
    assert {one.name for one in bot.guilds[0].text_channels} == {"general", "notes"}
    notes.deny(group.everyone, "send_messages")
    await server.until(lambda: not bot.get_channel(notes.id).permissions_for(bot.guilds[0].me).send_messages)


async def test_a_privileged_intent_must_be_switched_on(server: DiscordServer) -> None:
    intents = least_intents()
    intents.message_content = True
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(server, Bot(intents)):
            pass


async def test_with_the_intent_content_is_shown() -> None:
    intents = least_intents()
    intents.message_content = True
    async with (
        DiscordServer(privileged_intents=MESSAGE_CONTENT) as server,
        running(server, Bot(intents)) as bot,
    ):
        ada = server.user("Ada")
        ada.send(server.guild("Group", members=[ada]).channel(), "for all")
        await server.until(lambda: bot.heard)
        assert bot.heard[0].content == "for all"
        assert (await bot.application_info()).flags.gateway_message_content_limited


async def test_a_wrong_token_is_refused(server: DiscordServer) -> None:
    with aimed_at(server):
        async with Bot(least_intents()) as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.login("wrong")


async def test_shards_share_the_guilds() -> None:
    async with DiscordServer(shards=2) as server, aiohttp.ClientSession() as session:
        first, second = server.guild("One"), server.guild("Two")
        for number in (0, 1):
            async with session.ws_connect(f"{server.gateway_url}?v=10&encoding=json") as socket:
                assert (await socket.receive_json())["op"] == 10
                await socket.send_json({"op": 2, "d": identity(server) | {"shard": [number, 2]}})
                ready = await socket.receive_json()
                mine = [str(one.id) for one in (first, second) if (one.id >> 22) % 2 == number]
                assert [one["id"] for one in ready["d"]["guilds"]] == mine


def identity(server: DiscordServer) -> dict[str, object]:
    return {"token": server.token, "intents": 1 << 12, "properties": {}}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"op": 2, "d": {"token": "wrong", "intents": 0, "properties": {}}}, 4004),
        ({"op": 2, "d": {"token": "test-token", "intents": 1 << 40, "properties": {}}}, 4013),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 77, "d": {}}, 4001),
        ({"d": {}}, 4002),
    ],
)
async def test_wrong_frames_close_the_line(
    server: DiscordServer, frame: dict[str, object], code: int
) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.gateway_url}?v=10") as socket:
        await socket.receive_json()
        await socket.send_json(frame)
        closing = await socket.receive()
        assert (closing.type, closing.data) == (aiohttp.WSMsgType.CLOSE, code)


async def test_a_client_without_a_heartbeat_is_let_go_and_may_resume(server: DiscordServer) -> None:
    server.gateway.heartbeat_interval_ms = 20
    url = f"{server.gateway_url}?v=10"
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            await socket.receive_json()
            await socket.send_json({"op": 2, "d": identity(server)})
            ready = await socket.receive_json()
            closing = await socket.receive()
            assert closing.data == 4009
        server.gateway.heartbeat_interval_ms = 40_000
        server.user("Ada").dm("missed")
        async with session.ws_connect(url) as socket:
            await socket.receive_json()
            resume = {"token": server.token, "session_id": ready["d"]["session_id"], "seq": ready["s"]}
            await socket.send_json({"op": 6, "d": resume})
            replayed = [await socket.receive_json() for _ in range(2)]
            assert [(one["t"], one["s"]) for one in replayed] == [("MESSAGE_CREATE", 2), ("RESUMED", 3)]


async def test_a_session_unknown_to_discord_is_invalid(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.gateway_url}?v=10") as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": {"token": server.token, "session_id": "gone", "seq": 1}})
        assert await socket.receive_json() == {"op": 9, "s": None, "t": None, "d": False}


async def test_waiting_in_vain_tells_what_happened(server: DiscordServer) -> None:
    with pytest.raises(AssertionError, match="a gateway connection did not come"):
        await server.connected(timeout_s=0.02)
    await asyncio.sleep(0)
