"""What one shares, what groups one is in, who is in one: lists that keep links whole and say what they leave out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.discord_ui.groups.mine import share_lines
from bot.discord_ui.render import DESCRIPTION_UNITS, first_lines, units
from bot.features import groups, people
from bot.features.groups import Shared
from tests.fakes.discord_server import User

PLACE = (1576203313500651520, 1576188214014640128, 1576188214014640128)
LINK = "https://discord.com/channels/" + "/".join(map(str, PLACE))


def shared(group: str, sentence: str) -> Shared:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Shared(1, 1, 1, group, 1, "Cells", "en", sentence, False, False, at, (PLACE, (1, 2, 3)))


@pytest.mark.parametrize(("count", "length"), [(1, 30), (10, 300), (25, 300), (25, 30)])
@pytest.mark.parametrize("group", ["Biology", "*The* study group_" * 3])
def test_every_line_has_its_link_and_its_sentence(count: int, length: int, group: str) -> None:
    lines = share_lines([shared(group, "a" * length)] * count, "en", DESCRIPTION_UNITS)
    assert units("\n".join(lines)) <= DESCRIPTION_UNITS
    assert len(lines) == count or len(lines) >= 15
    for line in lines:
        about, sentence = line.split("\n")
        assert about.endswith(f" · {LINK}")
        assert len(sentence.strip("> …")) >= min(length, 50)


def test_a_list_that_is_too_long_says_how_many_it_leaves_out() -> None:
    names = [f"▪ member {i} of the group" for i in range(300)]
    lines = first_lines(names, lambda left: f"and {left} more")
    assert lines[-1] == f"and {300 - (len(lines) - 1)} more"
    assert units("\n".join(lines)) <= DESCRIPTION_UNITS < units("\n".join([*lines, names[0]]))
    assert first_lines(names[:5], str) == names[:5]


async def test_who_is_in_many_groups_is_told_how_many_the_list_leaves_out(
    app: App, pith: PithClient, ann: User
) -> None:
    person = await people.from_discord(app, ann.id)
    for i in range(50):
        await groups.make(app, person, f"{i:*<60}", "_" * 60)
    shown = (await ann.command("group list").final()).embeds[0]["description"].split("\n")
    assert all(line.endswith("\\_") for line in shown[:-1])
    assert shown[-1] == f"and {50 - (len(shown) - 1)} more; the browser has them all: /web"
