"""Practice in Discord: the menu, the buttons in their order, and both after a restart."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import App
from bot.discord_ui import render
from bot.discord_ui.client import PithClient
from bot.discord_ui.practice.rounds import told
from bot.discord_ui.practice.together import for_all
from bot.features import condense, people, practice
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.features.practice import Sort, Task
from bot.features.practice.alter import Change
from tests.conftest import CHAPTER, CHINESE
from tests.discord_ui.conftest import Connect
from tests.fakes.discord_server import DiscordServer, Guild, User


@pytest.fixture
async def person(app: App, ann: User) -> Person:
    return await people.from_discord(app, ann.id)


async def open_round(app: App, person: Person) -> practice.Round:
    found = (await practice.standing(app, person)).open_id
    assert found
    return await practice.get(app, person, found)


async def test_each_sort_with_a_menu_is_answered(
    pith: PithClient, app: App, ann: User, person: Person, group: Guild
) -> None:
    assert "nothing to practise" in (await ann.command("practice start").final()).text
    assert "no rounds yet" in (await ann.command("practice progress").final()).text
    note = await condense.condense(app, person, Pasted(CHAPTER))
    choices = await ann.autocomplete("practice start", option="note", typed="photo")
    assert choices[0]["value"] == str(note.id)
    for sort in (Sort.MARK, Sort.POINT, Sort.BLANK, Sort.ALTERED):
        shown = await ann.command(
            "practice start", sort=sort.value, note=str(note.id), channel=group.channel()
        ).final()
        assert shown.ephemeral
        assert "Photosynthesis" not in shown.embeds[0]["title"], "that may be what is asked for"
        one = await open_round(app, person)
        values = [str(at) for at in one.task.answer]
        told = await ann.choose(shown, "Choose your answer", values).final()
        assert told.embeds[0]["title"].endswith(" · Photosynthesis")
        assert ("agreement 100 of 100" if sort is Sort.MARK else "That's right.") in told.text
        assert ("Altered. Your note says:" in told.text) == (sort is Sort.ALTERED)
        assert told.buttons == ["Next round", "Once more of this sort"]
    shown = await ann.press(told, "Once more of this sort").final()
    assert "altered" in shown.text
    progress = await ann.command("practice progress").final()
    assert "█" in progress.text
    assert "on average over" in progress.text
    assert "no such note" in (await ann.command("practice start", note="what").final()).text


async def test_the_order_is_pressed_and_taken_back_across_a_restart(
    connect: Connect, app: App, ann: User, person: Person, group: Guild
) -> None:
    await condense.condense(app, person, Pasted(CHAPTER))
    async with connect():
        shown = await ann.command("practice start", sort="order").final()
        one = await open_round(app, person)
        first, second, *_ = [str(at + 1) for at in one.task.answer]
        shown = await ann.press(shown, second).final()
        assert f"So far: {second}" in shown.text
    async with connect():
        shown = await ann.press(shown, "Undo").final()
        assert "So far" not in shown.text
        for at in one.task.answer:
            shown = await ann.press(shown, str(at + 1)).final()
        assert "That's right." in shown.text
        assert (await ann.press(shown, "Next round").final()).text
    assert first != second


async def test_it_speaks_chinese(pith: PithClient, app: App, server: DiscordServer) -> None:
    mei = server.user("Mei", locale="zh-CN")
    person = await people.from_discord(app, mei.id)
    await condense.condense(app, person, Pasted(CHINESE))
    shown = await mei.command("practice start", sort="blank").final()
    assert "缺的是哪个词？" in shown.text
    one = await open_round(app, person)
    told = await mei.choose(shown, "选择你的回答", [str(one.task.answer[0])]).final()
    assert "对了。" in told.text


async def test_marks_teach_when_it_is_turned_on(
    pith: PithClient, app: App, ann: User, person: Person, group: Guild
) -> None:
    assert "counts" in (await ann.command("practice teach", learn=True).final()).text
    assert (await practice.standing(app, person)).teaches
    assert "nothing is learnt" in (await ann.command("practice teach", learn=False).final()).text
    assert not (await practice.standing(app, person)).teaches


@pytest.mark.parametrize("sentence", ["Salt and light " * 20, "*_snake_case_* " * 20, "盐与光、" * 75])
def test_the_longest_sentences_hide_neither_the_answer_nor_whose_choice_it_was(sentence: str) -> None:
    def told_of(sort: Sort, count: int, answer: tuple[int, ...], given: tuple[int, ...], **more: Any) -> str:
        options = tuple(f"{sentence[:298]}{at}." for at in range(count))
        task = Task(sort, options, answer, **more)
        one = practice.Round(1, 1, "A title", "en", 10.0, task, given, 0.5)
        said = told(one, "en").embeds[0].description
        assert said
        assert render.units(said) <= render.DESCRIPTION_UNITS
        return said

    original = f"{sentence[:240]} twelve."
    said = told_of(Sort.ALTERED, 7, (6,), (6,), original=original, altered=(0, 4), change=Change.NUMBER)
    assert f"Your note says:** {render.inert(original)}" in said
    assert said.count("~~") == 2
    assert "*(✓ · you)*" in said
    said = told_of(Sort.MARK, 10, tuple(range(10)), tuple(range(10)))
    assert said.count("*(the model · you)*") == 10


@pytest.mark.parametrize("sentence", ["Salt and light " * 20, "*_snake_case_* " * 20])
def test_the_longest_sentences_of_a_group_hide_no_choice(sentence: str) -> None:
    task = Task(Sort.MARK, (sentence[:300],) * 10, tuple(range(10)))
    one = practice.GroupRound(
        1, 1, "Lab", "A" * 60, "A title", "en", task, False, False, False, True, None, 120, (100,) * 10, None, None
    )  # fmt: skip
    said = for_all(one, "en").embeds[0].description
    assert said
    assert said.count("*(chosen by 100 of 120 · the model)*") == 10
    assert said.endswith("Who has marked it: 120*")
    assert render.units(said) < render.DESCRIPTION_UNITS
