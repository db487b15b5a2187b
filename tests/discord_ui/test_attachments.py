"""Files are taken only when they are small enough and kept where the settings say."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.hearing.attachments import is_allowed
from bot.settings import Settings
from tests.conftest import CHINESE
from tests.discord_ui.conftest import CELLS, notes_of
from tests.fakes.discord_server import DiscordServer, User


async def test_a_file_that_is_too_large_is_not_fetched(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(files=[("large.txt", b"a" * 1_000_001)])
    await server.message(ann.dm_channel, "larger than")
    assert server.fetched == []
    assert await notes_of(app, ann) == []


async def test_the_name_its_person_gave_it_is_kept(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    ann.dm(files=[("讲义 第一章.txt", CHINESE.encode())])
    await server.message(ann.dm_channel, "句")
    (note,) = await notes_of(app, ann)
    assert note.file_name == "讲义 第一章.txt"


async def test_a_name_in_a_complaint_is_no_markdown(
    pith: PithClient, server: DiscordServer, ann: User
) -> None:
    ann.dm(files=[("a *bold* name.txt", b"a" * 1_000_001)])
    await server.message(ann.dm_channel, "“a \\*bold\\* name.txt” is larger than")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("38_test.pptx", "slide"),
        ("26_word_sample.docx", ""),
        ("01_multicolumn.pdf", "page 1"),
    ],
)
async def test_real_files_are_condensed(
    name: str, says: str, shared: Path, pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    data = await asyncio.to_thread((shared / "files" / name).read_bytes)
    ann.dm(files=[(name, data)])
    answer = await server.message(ann.dm_channel, "sentences", timeout_s=60)
    (note,) = await notes_of(app, ann)
    assert note.file_name == name
    assert says in answer.text


class TestAnotherHost:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"discord_cdn_hosts": ("cdn.discordapp.com",)})

    async def test_is_not_asked(self, pith: PithClient, server: DiscordServer, ann: User, app: App) -> None:
        ann.dm(files=[("notes.txt", CELLS.encode())])
        await server.message(ann.dm_channel, "a server that Pith does not fetch files from")
        assert server.fetched == []


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://cdn.discordapp.com/attachments/1/2/a.pdf?ex=1", True),
        ("https://media.discordapp.net/a", True),
        ("http://cdn.discordapp.com/a", False),
        ("https://cdn.discordapp.com.example.org/a", False),
        ("https://cdn.discordapp.com@example.org/a", False),
        ("https://cdn.discordapp.com:8443/a", True),
        ("file:///etc/hostname", False),
        ("https://127.0.0.1/a", False),
    ],
)
def test_hosts(url: str, allowed: bool, tmp_path: Path) -> None:
    assert is_allowed(Settings(_env_file=None, data_dir=tmp_path), url) is allowed
