"""Practice rounds kept: begun, resumed after a restart, answered once, their person's alone; marks that teach."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

import model
from bot.app import App, open_app
from bot.errors import Empty, Invalid, NotFound
from bot.features import condense, history, people, personalise, practice
from bot.features.condense import Pasted, Upload
from bot.features.people import Person
from bot.features.practice import Sort, rounds, staircase, tasks
from bot.features.practice.alter import Change
from bot.settings import Settings
from bot.store.tables import HighlightRow
from tests.conftest import CHAPTER, CHINESE, Clock


async def kept(app: App, person: Person, text: str) -> int:
    note = await condense.condense(app, person, Pasted(text))
    assert note.id
    return note.id


@pytest.mark.parametrize("text", [CHAPTER, CHINESE], ids=["english", "chinese"])
async def test_every_sort_comes_in_turn_and_gives_feedback(app: App, ada: Person, text: str) -> None:
    await kept(app, ada, text)
    seen = []
    for _ in Sort:
        begun = await practice.begin(app, ada)
        assert begun.is_open
        done = await practice.answer(app, ada, begun.id, begun.task.answer)
        assert done.succeeded
        assert all(line.to("zh_CN") != line.to("en") for line in practice.feedback(done))
        assert practice.question(done.task).to("zh_CN") != practice.question(done.task).to("en")
        seen.append(done.sort)
    assert set(seen) == set(Sort)
    standing = await practice.standing(app, ada)
    assert [each.rounds for each in standing.sorts] == [1] * len(Sort)
    assert {each.level for each in standing.sorts} == {staircase.START + staircase.UP}
    assert [score for _, score in standing.agreement] == [1.0]


async def test_a_heading_that_asks_is_no_sentence_of_a_passage(app: App, ada: Person) -> None:
    text = CHINESE.replace("# 注意力训练\n", "# 课堂笔记\n\n## 三、注意力训练为什么重要？\n")
    note = await condense.condense(app, ada, Upload("note.md", text.encode()))
    assert "三、注意力训练为什么重要？" in [one.text for one in note.sentences]
    for _ in range(4):
        begun = await practice.begin(app, ada, Sort.MARK)
        assert not [option for option in begun.task.options if "为什么" in option]
        await practice.answer(app, ada, begun.id, begun.task.answer)


async def test_it_goes_on_after_a_restart(
    settings: Settings, extractor: model.Extractor, clock: Clock
) -> None:
    async with open_app(settings, extractor=extractor, clock=clock) as app:
        ada = await people.from_discord(app, 1)
        await kept(app, ada, CHAPTER)
        begun = await practice.begin(app, ada, Sort.ORDER)
    async with open_app(settings, extractor=extractor, clock=clock) as app:
        assert await practice.begin(app, ada) == begun
        assert await practice.begin(app, ada, Sort.ORDER) == begun
        assert (await practice.standing(app, ada)).open_id == begun.id
        done = await practice.answer(app, ada, begun.id, begun.task.answer)
        assert (await practice.get(app, ada, begun.id)) == done


async def test_it_is_answered_once_and_one_is_open_at_most(app: App, ada: Person) -> None:
    await kept(app, ada, CHAPTER)
    left = await practice.begin(app, ada, Sort.BLANK)
    begun = await practice.begin(app, ada, Sort.POINT)
    with pytest.raises(NotFound):
        await practice.answer(app, ada, left.id, (0,))
    with pytest.raises(Invalid):
        await practice.answer(app, ada, begun.id, (99,))
    wrong = ((begun.task.answer[0] + 1) % len(begun.task.options),)
    both = await asyncio.gather(*(practice.answer(app, ada, begun.id, wrong) for _ in range(2)))
    assert both[0] == both[1] == await practice.answer(app, ada, begun.id, begun.task.answer)
    assert not both[0].succeeded
    [level] = [s.level for s in (await practice.standing(app, ada)).sorts if s.rounds]
    assert level == staircase.START - staircase.DOWN
    fresh = await practice.begin(app, ada, Sort.POINT)
    assert fresh.id != begun.id
    assert (await practice.begin(app, ada, Sort.POINT, afresh=True)).id != fresh.id


async def test_it_is_nobody_elses_and_goes_with_its_note(app: App, ada: Person, bo: Person) -> None:
    with pytest.raises(Empty):
        await practice.begin(app, ada)
    note_id = await kept(app, ada, CHAPTER)
    begun = await practice.begin(app, ada, Sort.MARK)
    for attempt in (
        practice.get(app, bo, begun.id),
        practice.answer(app, bo, begun.id, (0,)),
        practice.begin(app, bo, Sort.MARK, note_id),
        practice.get(app, ada, 2**40),
    ):
        with pytest.raises(NotFound):
            await attempt
    with pytest.raises(Empty):
        await practice.begin(app, bo)
    await history.delete_note(app, ada, note_id)
    with pytest.raises(NotFound):
        await practice.answer(app, ada, begun.id, (0,))


async def test_an_altered_sentence_is_never_a_highlight(
    app: App, ada: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_id = await kept(app, ada, CHAPTER)
    before = await history.open_note(app, ada, note_id)
    monkeypatch.setattr(tasks, "LIKEST", 1)
    monkeypatch.setattr(rounds, "PATIENCE_S", 60)
    begun = await practice.begin(app, ada, Sort.ALTERED)
    while begun.task.change is not Change.TERM:
        clock.advance(seconds=1)  # another draw
        begun = await practice.begin(app, ada, Sort.ALTERED, afresh=True)
    assert begun.task.altered is not None
    start, end = begun.task.altered
    assert begun.task.options[begun.task.answer[0]][start:end] in ("land", "leaf", "sugar")
    await practice.answer(app, ada, begun.id, begun.task.answer)
    assert await history.open_note(app, ada, note_id) == before
    altered = begun.task.options[begun.task.answer[0]]
    assert altered not in CHAPTER
    assert begun.task.original in CHAPTER
    async with app.read() as s:
        assert altered not in list(await s.scalars(select(HighlightRow.text)))


async def test_small_notes_hide_no_larger_one(app: App, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    large = await kept(app, ada, CHAPTER)
    small = await kept(app, ada, "Milk is white. Bread is brown. The shop opens at nine.")
    monkeypatch.setattr(rounds, "NOTES_TRIED", 1)
    assert (await practice.begin(app, ada, Sort.MARK)).note_id == large
    for wish in ({"note_id": small}, {"sort": Sort.MARK, "note_id": small}):
        with pytest.raises(Empty, match="no such round can be made"):
            await practice.begin(app, ada, **wish)


async def test_marks_teach_only_those_who_agree(app: App, ada: Person) -> None:
    note_id = await kept(app, ada, CHAPTER)
    begun = await practice.begin(app, ada, Sort.MARK)
    await practice.answer(app, ada, begun.id, (0, 1))
    assert await personalise.marks_of(app, ada, note_id) == {}
    await practice.switch_teaching(app, ada, teaches=True)
    assert (await practice.standing(app, ada)).teaches
    begun = await practice.begin(app, ada, Sort.MARK)
    await practice.answer(app, ada, begun.id, (0, 1))
    marks = await personalise.marks_of(app, ada, note_id)
    assert set(marks) == {begun.task.indices[0], begun.task.indices[1]}
    assert all(verdict.wanted for verdict in marks.values())
