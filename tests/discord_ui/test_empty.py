"""What a command says where there is nothing to show: why, and what to do about it."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.discord_ui.client import PithClient
from bot.features import cards, condense, people
from bot.features.condense import Pasted
from tests.conftest import CHAPTER
from tests.fakes.discord_server import User


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("history list", "No note has the tag “a\\*b”."),
        ("cards list", "No card is of a note with the tag “a\\*b”."),
        ("review", "Nothing of the tag “a\\*b” is to be reviewed now."),
    ],
)
async def test_of_a_tag_that_nothing_has_only_that_is_said(
    app: App, pith: PithClient, ann: User, command: str, said: str
) -> None:
    person = await people.from_discord(app, ann.id)
    note = await condense.condense(app, person, Pasted(CHAPTER))
    assert note.id
    await cards.add_many(app, person, note.id, [0])
    assert said in (await ann.command(command, tag="a*b").final()).text


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("group leave", "You are in no study group yet."),
        ("group invite", "You manage no circle yet. `/group new` makes one."),
        ("tasks export", "There are no tasks yet."),
    ],
)
async def test_who_has_none_is_told_how_to_come_by_one(
    pith: PithClient, ann: User, command: str, said: str
) -> None:
    assert said in (await ann.command(command).final()).text
