"""Whoever has Discord in Chinese sees Chinese names of commands and options, and is told these and no others."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from babel.messages.pofile import read_po

from bot.discord_ui.client import PithClient
from bot.discord_ui.hearing.tree import CommandWords, Tree

CATALOGUES = Path(__file__).parents[2] / "bot/locales/zh_CN"
SAME = {"webhook"}  # what is said of it in Chinese too
NAME = re.compile(r"[-_'\w]{1,32}")  # as Discord wants names
ADDRESSES = {"openapi", "jobs"}  # of the browser face
COMMAND = re.compile(r"(?<![\w/.:}])/([\w-]+)(?: ([\w-]+))?")

Name = tuple[str, ...]  # of a command, its group's first


def said(payload: Any) -> str:
    found: str = (payload.get("name_localizations") or {}).get("zh-CN") or payload["name"]
    return found


@pytest.fixture
async def commands() -> list[Any]:
    tree = Tree(cast(PithClient, discord.Client(intents=discord.Intents.none())))
    return [await each.get_translated_payload(tree, CommandWords()) for each in tree.get_commands()]


def within(command: Any) -> tuple[list[Any], list[Any]]:
    """Its subcommands, and its options with those of these."""
    below = [each for each in command.get("options", ()) if each["type"] in (1, 2)]
    options = [each for each in command.get("options", ()) if each not in below]
    return below, options + [each for one in below for each in one.get("options", ())]


def named(commands: list[Any]) -> dict[Name, Name]:
    """Each slash command's Chinese name, by its English one."""
    found: dict[Name, Name] = {}
    for command in commands:
        found[(command["name"],)] = (said(command),)
        for each in within(command)[0]:
            found[command["name"], each["name"]] = said(command), said(each)
    return found


async def test_every_command_and_option_has_a_chinese_name_that_discord_takes(commands: list[Any]) -> None:
    for command in commands:
        below, options = within(command)
        for each in [*([command] if command.get("type", 1) == 1 else ()), *below, *options]:
            name = said(each)
            assert NAME.fullmatch(name), name
            assert name == name.lower()
            assert re.search("[\u4e00-\u9fff]", name) or name in SAME, each["name"]
        for each in (command, *below):
            names = [said(option) for option in each.get("options", ())]
            assert len(names) == len(set(names)), each["name"]


async def test_an_option_is_called_by_what_it_means(commands: list[Any]) -> None:
    (condense,) = (each for each in commands if each["name"] == "condense")
    assert said(condense) == "提炼"
    assert [said(option) for option in condense["options"] if option["name"] == "focus"] == ["关注的问题"]


async def test_every_option_in_the_catalogue_is_one(commands: list[Any]) -> None:
    options = {option["name"] for command in commands for option in within(command)[1]}
    kept = {
        entry.id
        for path in CATALOGUES.glob("*.po")
        for entry in read_po(BytesIO(path.read_bytes()))
        if entry.context == "option"
    }
    assert kept == options


async def test_chinese_sentences_name_commands_and_options_as_they_are_registered(
    commands: list[Any],
) -> None:
    chinese = named(commands)
    options = {option["name"]: said(option) for command in commands for option in within(command)[1]}
    entries = [
        (entry.id, str(entry.string))
        for path in CATALOGUES.glob("*.po")
        for entry in read_po(BytesIO(path.read_bytes()))
        if isinstance(entry.id, str) and entry.id
    ]
    told = 0
    for english, translated in entries:
        wanted = [chinese[name] for name in mentioned(english, set(chinese))]
        assert sorted(mentioned(translated, set(chinese.values()))) == sorted(wanted), english
        for option in re.findall(r"`([a-z_]+)`|(?<= )([a-z_]+):https", english):
            name = options["".join(option)]
            assert f"`{name}`" in translated or f" {name}:" in translated, english
        told += len(wanted)
    assert told > 40


def mentioned(sentence: str, known: set[Name]) -> list[Name]:
    """The commands that a sentence names. What looks like one has to be one."""
    found: list[Name] = []
    for first, second in COMMAND.findall(sentence):
        if first in ADDRESSES:
            continue
        assert (first,) in known, sentence
        found.append((first, second) if (first, second) in known else (first,))
    return found
