"""`/web`, `/settings`, `/privacy` and `/help`."""

from __future__ import annotations

import json
import re

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import people
from tests.conftest import CHAPTER
from tests.discord_ui.conftest import CELLS, notes_of
from tests.fakes.discord_server import DiscordServer, Guild, User


async def test_web_gives_a_link_that_signs_in_to_the_person_alone(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild, app: App
) -> None:
    answer = await ann.command("web", channel=group.channel()).final()
    assert answer.ephemeral
    found = re.search(r"sign-in\?key=(\S+)", answer.text)
    assert found
    signed_in = await people.redeem_sign_in_link(app, found[1])
    assert signed_in == await people.from_discord(app, ann.id)


async def test_settings_are_shown_and_changed(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    shown = await ann.command("settings").final()
    assert "Language: as your Discord has it" in shown.text
    called = {
        "shang": "Shanghai",
        "北京": "Shanghai",
        "上海": "Shanghai",
        "日本": "Tokyo",
        "hong k": "Hong_Kong",
    }
    for typed, city in called.items():
        choices = await ann.autocomplete("settings", option="time_zone", typed=typed)
        assert choices[0]["value"] == f"Asia/{city}"
    changed = await ann.command(
        "settings", language="zh_CN", time_zone="Asia/Shanghai", length="short"
    ).final()
    assert "Asia/Shanghai" in changed.text
    assert "语言" in changed.text
    person = await people.from_discord(app, ann.id)
    assert (person.language, person.time_zone, person.length.sentences) == ("zh_CN", "Asia/Shanghai", 3)
    answer = await ann.command("condense", text=CHAPTER).final()
    assert "3 句" in answer.text


async def test_the_language_goes_back_to_what_discord_says(
    pith: PithClient, server: DiscordServer, app: App
) -> None:
    mei = server.user("Mei", locale="zh-CN")
    assert "Language: English" in (await mei.command("settings", language="en").final()).text
    assert "与你的 Discord 相同" in (await mei.command("settings", language="discord").final()).text
    assert (await people.from_discord(app, mei.id)).language is None


async def test_an_unknown_time_zone_is_refused_kindly(
    pith: PithClient, server: DiscordServer, ann: User
) -> None:
    answer = await ann.command("settings", time_zone="Mars/Olympus").final()
    assert "Europe/Paris" in answer.text


async def test_privacy_gives_everything_as_a_file(
    pith: PithClient, server: DiscordServer, ann: User, group: Guild
) -> None:
    await ann.command("condense", text=CELLS).final()
    answer = await ann.command("privacy export", channel=group.channel()).final()
    assert answer.ephemeral
    assert json.loads(answer.files[0].data)["notes"][0]["text"] == CELLS


async def test_erasing_takes_the_typed_word(
    pith: PithClient, server: DiscordServer, ann: User, app: App
) -> None:
    await ann.command("condense", text=CELLS).final()
    form = await ann.command("privacy erase").form()
    left = await ann.submit(form, {"Type “erase” to go on": "eraze"}).final()
    assert "Nothing was erased" in left.text
    assert len(await notes_of(app, ann)) == 1
    form = await ann.command("privacy erase").form()
    gone = await ann.submit(form, {"Type “erase” to go on": "Erase"}).final()
    assert "is gone" in gone.text
    assert await notes_of(app, ann) == []


async def test_help_shows_what_to_do(pith: PithClient, server: DiscordServer, ann: User) -> None:
    assert "/privacy" in (await ann.command("help").final()).text
    mei = server.user("Mei", locale="zh-CN")
    assert "提炼" in (await mei.command("help").final()).text
