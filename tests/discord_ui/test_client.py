"""Connecting, registering commands once, and closing in order."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.discord_ui.client import CannotStart, PithClient, intents_for
from bot.settings import Settings
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import Connect, notes_of
from tests.fakes.discord_server import DiscordServer, User

COMMANDS = "/applications/{application_id}/commands"


def test_the_least_intents_unless_told_otherwise(settings: Settings) -> None:
    asked = {name for name, wanted in intents_for(settings) if wanted}
    assert asked == {"guilds", "guild_messages", "dm_messages", "moderation"}, "none of them is privileged"
    more = settings.model_copy(update={"message_content": True})
    assert {name for name, wanted in intents_for(more) if wanted} == asked | {
        "message_content",
        "guild_reactions",
    }


async def test_commands_are_registered_once_with_their_chinese_names(
    connect: Connect, server: DiscordServer
) -> None:
    async with connect():
        pass
    async with connect():
        pass
    (call,) = server.asked("PUT", COMMANDS)
    commands: list[Any] = list(server.commands[None].values())
    names = [command["name"] for command in commands]
    assert len(names) == len(set(names))
    assert {"condense", "history", "remind", "settings", "help"} <= set(names)
    for command in commands:
        in_servers_alone = command["name"] in ("catchup", "Catch me up from here", "channel", "digest")
        assert command["contexts"] == ([0] if in_servers_alone else [0, 1, 2])
        assert command["integration_types"] == ([0] if in_servers_alone else [0, 1])
        assert command["name_localizations"]["zh-CN"]
    assert call


class TestAWrongToken:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"discord_token": SecretStr("wrong")})

    async def test_is_a_sentence(self, app: App) -> None:
        with pytest.raises(CannotStart, match="DISCORD_TOKEN"):
            await PithClient(app).work()


class TestARefusedIntent:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"message_content": True})

    async def test_is_a_sentence(self, app: App) -> None:
        with pytest.raises(CannotStart, match="PITH_MESSAGE_CONTENT"):
            await PithClient(app).work()


async def test_discord_out_of_reach_is_tried_again(connect: Connect, server: DiscordServer) -> None:
    server.fail("GET", "/users/@me", status=None)
    server.fail("GET", "/gateway/bot", status=None)
    async with connect() as client:
        assert client.connected


async def test_commands_that_discord_refuses_do_not_keep_pith_out(
    connect: Connect, server: DiscordServer, ann: User
) -> None:
    server.fail("PUT", COMMANDS, status=403)
    async with connect():
        ann.dm(CHAPTER)
        await server.message(ann.dm_channel, "sentences")
    async with connect():
        assert "condense" in {command["name"] for command in server.commands[None].values()}


async def test_closing_finishes_what_is_in_hand(
    connect: Connect, server: DiscordServer, ann: User, app: App
) -> None:
    async with connect():
        asked = ann.command("condense", text=CHAPTER)
        await asked.answered()
    assert "sentences" in (await asked.final()).text
    assert len(await notes_of(app, ann)) == 1
    assert not [task for task in asyncio.all_tasks() if "pith" in repr(task.get_coro()).lower()]


async def test_a_dropped_connection_shows_and_comes_back(pith: PithClient, server: DiscordServer) -> None:
    assert pith.connected
    server.drop_gateway()
    await server.until(lambda: not pith.connected)
    await server.until(lambda: pith.connected, timeout_s=15)


async def test_what_comes_too_late_is_no_bug(
    pith: PithClient, server: DiscordServer, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    ann.command("condense", text=CHAPTER)
    server.clock.advance(seconds=4)
    await server.until(lambda: "could not be answered in time" in caplog.text)
    assert "broke" not in caplog.text
    assert ann.dm_channel.messages() == []


async def test_a_bug_is_told_with_an_id_and_nothing_else(
    pith: PithClient, server: DiscordServer, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await ann.command("history open", note="9" * 18).final()
    assert answer.text == "There is no such note."
    async with pith.app.write() as s:
        connection = await s.connection()
        await connection.exec_driver_sql("DROP TABLE tags")
    answer = await ann.command("history list").final()
    assert "Something broke here (" in answer.text
    incident = answer.text.split("(")[1].split(")")[0]
    assert incident in caplog.text
