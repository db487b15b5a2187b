"""Rate limits, tokens, command registration, and the check against Discord's own description."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from tests.fakes.discord import openapi
from tests.fakes.discord_server import DiscordServer, Limit
from tests.fakes_tests.conftest import Bot, least_intents, running
from tests.fakes_tests.test_messages import dm_with

MESSAGES = "/channels/{channel_id}/messages"


async def test_too_many_requests_are_told_to_wait_and_come_again(server: DiscordServer, bot: Bot) -> None:
    ada = server.user("Ada")
    channel = await dm_with(bot, ada.id)
    server.limit("POST", MESSAGES, requests=1, per_s=0.05)
    await bot.http.send_message(channel.id, params=discord.http.handle_message_parameters("one"))
    server.rate_limits.take(
        "POST", MESSAGES, {"channel_id": str(channel.id)}, exempt=True
    )  # someone else's share
    await channel.send("two")
    assert [one.content for one in ada.dm_channel.messages()] == ["one", "two"]
    assert 429 in [one.status for one in server.asked("POST", MESSAGES)]


async def test_the_global_limit() -> None:
    async with DiscordServer(global_limit=Limit(5, 0.2)) as server, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {server.token}"}
        for _ in range(6):
            async with session.get(f"{server.api_url}/users/@me", headers=headers) as answer:
                status, told = answer.status, dict(answer.headers)
        assert status == 429
        assert told["X-RateLimit-Scope"] == "global"
        assert 0 < float(told["Retry-After"]) <= 0.2
        assert server.invalid_requests == 1


async def test_only_the_right_token_opens_the_api(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {"Authorization": "Bot wrong"}):
            async with session.get(f"{server.api_url}/users/@me", headers=headers) as answer:
                assert answer.status == 401
                assert await answer.json() == {"message": "401: Unauthorized", "code": 0}


def command(**more: object) -> dict[str, object]:
    return {"name": "condense", "description": "Condense notes", "type": 1} | more


def option(**more: object) -> dict[str, object]:
    return {"type": 3, "name": "text", "description": "What to condense"} | more


@pytest.mark.parametrize(
    ("commands", "place", "code"),
    [
        ([command(name="Condense")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        ([command(name="con dense")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        ([command(), command()], "1.name", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
        ([command(description="")], "0.description", "BASE_TYPE_REQUIRED"),
        ([command(name_localizations={"zh": "提炼"})], "0.name_localizations.zh", "BASE_TYPE_CHOICES"),
        (
            [command(options=[option(choices=[{"name": "", "value": "a"}])])],
            "0.options.0.choices.0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            [command(options=[option(), option(name="file", type=11, required=True)])],
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        ([command(contexts=[3])], "0.contexts", "BASE_TYPE_CHOICES"),
        (
            [{"name": "Condense", "type": 3, "description": "x"}],
            "0.description",
            "APPLICATION_COMMAND_CONTEXT_MENU",
        ),
    ],
)
async def test_commands_are_checked(commands: list[dict[str, object]], place: str, code: str) -> None:
    async with DiscordServer() as server, running(server, Bot(least_intents()), connect=False) as bot:
        with pytest.raises(discord.HTTPException) as told:
            await bot.http.bulk_upsert_global_commands(server.app.id, commands)
        assert told.value.code == 50035
        tree = server.requests[-1].answer["errors"]
        for step in place.split("."):
            tree = tree[step]
        assert code in [one["code"] for one in tree["_errors"]]
        assert server.commands == {}
        server.violations.clear()


async def test_commands_keep_their_ids_and_guilds_their_own(server: DiscordServer, bot: Bot) -> None:
    guild = server.guild("Group")
    first = await bot.http.bulk_upsert_global_commands(
        server.app.id, [command(name_localizations={"zh-CN": "提炼"})]
    )
    second = await bot.http.bulk_upsert_global_commands(server.app.id, [command(description="Better")])
    assert (first[0]["id"], second[0]["description"]) == (second[0]["id"], "Better")
    await bot.http.bulk_upsert_guild_commands(server.app.id, guild.id, [command(name="local")])
    assert [one["name"] for one in await bot.http.get_guild_commands(server.app.id, guild.id)] == ["local"]


async def test_a_request_unknown_to_discord_fails_the_test(server: DiscordServer, bot: Bot) -> None:
    channel = await dm_with(bot, server.user("Ada").id)
    if openapi.load() is None:
        pytest.skip("Discord's description is not here")
    route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=channel.id)
    await bot.http.request(route, json={"content": "a", "colour": 1})
    with pytest.raises(discord.HTTPException):
        await bot.http.request(discord.http.Route("GET", "/nothing"))
    with pytest.raises(AssertionError, match=r"(?s)'colour' is not described.*/nothing: no such route"):
        server.check()
    server.violations.clear()
