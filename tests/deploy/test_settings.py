"""What deploy/ says about settings and verbs is what the program knows."""

import re
from pathlib import Path

import discord
import pytest

from bot.cli import cli
from bot.settings import Settings, env_example, environment_name, read_settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
RUNBOOK = (DEPLOY / "RUNBOOK.md").read_text()
KNOWN = {environment_name(field) for field in Settings.model_fields}


def test_env_example_is_what_the_settings_make() -> None:
    assert (DEPLOY / "env.example").read_text() == env_example(), (
        "make it anew: .venv/bin/python -m bot.settings > deploy/env.example"
    )


@pytest.mark.parametrize(
    "name",
    ["RUNBOOK.md", "Dockerfile", "compose.yaml", "compose.gpu.yaml", "systemd/pith.service", "env.example"],
)
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"\b(?:PITH_[A-Z][A-Z_]*|DISCORD_TOKEN)\b", (DEPLOY / name).read_text()))
    assert named <= KNOWN


def test_every_verb_in_the_runbook_exists() -> None:
    code = "\n".join(
        "".join(found) for found in re.findall(r"```\w*\n(.+?)```|`([^`\n]+)`", RUNBOOK, re.DOTALL)
    )
    # After `exec` it is the container's name, after -g and -u the group's and the user's.
    named = set(re.findall(r"(?<!-g )(?<!-u )\bpith ([a-z]+)\b(?!:)", code.replace("exec pith ", "")))
    assert {"backup", "doctor", "migrate", "token"} <= named
    assert named <= {command.name for command in cli.registered_commands}


def test_every_file_that_the_runbook_names_is_there() -> None:
    named = {"".join(name) for name in re.findall(r"deploy/([\w./-]*\w)|-f (compose[\w.]+)", RUNBOOK)}
    assert {"env.example", "compose.gpu.yaml"} <= named
    assert {name for name in named if not (DEPLOY / name).exists()} == set()


def test_the_permissions_are_the_ones_listed() -> None:
    number = re.search(r"no others \((\d+)\)", RUNBOOK)
    assert number
    listed = re.search(r"\| permission \| for \|\n\|---\|---\|\n((?:\|.*\n)+)", RUNBOOK)
    assert listed
    words = [name for row in listed[1].splitlines() for name in row.split("|")[1].split(",")]
    wanted = discord.Permissions(
        **{
            {"view_channels": "view_channel"}.get(key, key): True
            for key in (word.strip().lower().replace(" ", "_") for word in words)
        }
    )
    assert int(number[1]) == wanted.value


@pytest.mark.parametrize(
    ("host", "link"), [("0.0.0.0", "http://127.0.0.1:8321"), ("::", "http://[::1]:8321")]
)
def test_the_link_of_one_that_listens_everywhere_can_be_opened(host: str, link: str) -> None:
    assert Settings(_env_file=None, web_host=host).base_url == link


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://Pith.Example.org/", "https://pith.example.org"),
        ("http://[::1]:8321", "http://[::1]:8321"),
        ("http://localhost:8321//", "http://localhost:8321"),
        ("", None),
    ],
)
def test_what_links_begin_with_is_read_as_browsers_write_it(written: str, origin: str | None) -> None:
    assert Settings(_env_file=None, public_url=written).public_url == origin


@pytest.mark.parametrize(
    "written",
    ["pith.example.org", "//pith.example.org", "ftp://pith.example.org", "https://", "https://a b.org",
     "https://pith.example.org/app", "https://me@pith.example.org", "https://pith.example.org:port"],
)  # fmt: skip
def test_what_no_link_can_begin_with_is_said_at_the_start(
    written: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PITH_PUBLIC_URL", written)
    with pytest.raises(SystemExit):
        read_settings()
    assert "PITH_PUBLIC_URL does not fit: " in capsys.readouterr().err
