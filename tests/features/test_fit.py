"""Intervals fitted to one's own memory: whose log is looked at, what is made of it, and that it can be switched off."""

from __future__ import annotations

import asyncio
import itertools
import random
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from sqlalchemy import delete, insert, update

from bot.app import App
from bot.errors import NotFound
from bot.features import people, review
from bot.features.people import Person
from bot.features.review import Grade, fit, fitting
from bot.features.review.fitting import Found, Grading
from bot.features.review.memory import NEWEST, log_of
from bot.store.tables import CardRow, ReviewRow
from tests.conftest import Clock
from tests.features.test_review import memory, note_id

__all__ = ["note_id"]

LITTLE = {8: 0.5, 10: 0.3}  # a recall makes a memory last less long than with most people
OWN = tuple(LITTLE.get(place, usual) for place, usual in enumerate(DEFAULT_PARAMETERS))


def simulated(cards: int, days: int) -> list[Grading]:
    """The log of somebody whose memory is `OWN`, asked at the usual intervals."""
    chance = random.Random(1)
    asking, mind = fsrs.Scheduler(enable_fuzzing=False), fsrs.Scheduler(OWN, enable_fuzzing=False)
    log = []
    for card_id in range(1, cards + 1):
        now = datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(days=card_id % (days // 2))
        ends = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
        asked = remembered = fsrs.Card(card_id)
        while now < ends:
            knows = chance.random() < mind.get_card_retrievability(remembered, now)
            learning = remembered.last_review is None or (now - remembered.last_review).days < 1
            grade = fsrs.Rating.Good if learning or knows else fsrs.Rating.Again
            asked, _ = asking.review_card(asked, grade, now)
            remembered, _ = mind.review_card(remembered, grade, now)
            log.append(Grading(card_id, grade.value, now.timestamp()))
            now = asked.due
    return log


def test_the_loss_of_what_is_foreseen_is_least_for_the_memory_it_comes_from() -> None:
    log = simulated(120, 90)
    usual, own = (fitting.loss(log, each, 0.0) for each in (DEFAULT_PARAMETERS, OWN))
    assert own < usual
    assert fitting.loss(log[:2], OWN, 0.0) == float("inf"), "nothing was asked after a day or more"


def test_what_is_found_foresees_the_newest_grades_better() -> None:
    log = simulated(60, 60)
    assert 400 <= len(log) < 500
    found = fitting.fit(log)
    assert found.is_better
    assert found.own < 0.9 * found.usual
    assert found.parameters[10] < DEFAULT_PARAMETERS[10]


async def test_a_child_fits_and_a_log_too_short_changes_nothing() -> None:
    nothing = await fit._in_child([Grading(1, 3, 0.0), Grading(1, 3, 600.0)])
    assert (nothing.usual, nothing.better, nothing.is_better) == (float("inf"), 0.0, False)
    assert nothing.parameters == pytest.approx(DEFAULT_PARAMETERS)
    assert fitting.fit([]) == nothing


async def test_reading_a_long_log_lets_others_go_on(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    before = {"last_review": None}
    row = {"person_id": ada.id, "card_id": 1, "grade": 3, "before": before, "reviewed_at": clock.now}
    async with app.write() as s:
        for _ in range(NEWEST // 80):
            await s.execute(insert(ReviewRow), [row] * 80)
    assert len(await log_of(app, ada)) == NEWEST  # else the guard of the loop complains


async def test_a_long_log_is_looked_at_once_until_it_has_grown(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    row = {"person_id": ada.id, "card_id": 1, "grade": 3, "before": {}, "reviewed_at": clock.now}

    async def add(count: int) -> None:
        async with app.write() as s:
            for start in range(0, count, 80):
                await s.execute(insert(ReviewRow), [row] * min(80, count - start))

    await add(fit.ENOUGH - 1)
    assert await fit.grown(app) == []
    await add(1)
    assert [person.id for person in await fit.grown(app)] == [ada.id]
    await review.change_settings(app, ada, fitted=False)
    assert await fit.grown(app) == []
    await review.change_settings(app, ada, fitted=True)
    async with app.write() as s:
        await s.execute(update(ReviewRow).values(grade=9))
    both = await asyncio.gather(*(fit.fit(app, ada) for _ in range(2)), return_exceptions=True)
    assert both.count(None) == 1, "two processes that look at once begin it once"
    assert any(isinstance(each, ValueError) for each in both), "what is no grade can't be fitted"
    assert await review.last_fit(app, ada) is None
    assert await fit.grown(app) == [], "a failure is not tried again and again"
    await add(fit.ENOUGH // 4)
    assert [person.id for person in await fit.grown(app)] == [ada.id]
    async with app.write() as s:
        await s.execute(update(ReviewRow).values(grade=3))
    kept = await fit.keep(app, ada, Found(OWN, 0.4, 0.399))
    assert (kept.parameters, kept.grades) == (None, fit.ENOUGH * 5 // 4)
    assert await fit.grown(app) == []
    await add(fit.ENOUGH // 2)
    assert [person.id for person in await fit.grown(app)] == [ada.id]


async def test_what_is_kept_changes_intervals_and_what_is_remembered_until_switched_off(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    card_id, *_ = (card.id for card in (await review.due(app, ada)).cards)
    for grade in (Grade.GOOD, Grade.GOOD, Grade.HARD, Grade.GOOD):
        await review.grade(app, ada, card_id, grade)
        clock.advance(days=1, hours=-1)
    usual, shown = await memory(app, card_id), await review.show(app, ada, card_id)
    await fit.keep(app, ada, Found(OWN, 0.5, 0.46))
    own = await memory(app, card_id)
    assert (await review.get_settings(app, ada)).parameters == OWN
    assert (own.due, own.state, own.last_review) == (usual.due, usual.state, usual.last_review)
    assert own.stability
    assert usual.stability
    assert own.stability < usual.stability
    assert (await review.show(app, ada, card_id)).intervals[Grade.GOOD] < shown.intervals[Grade.GOOD]
    await review.change_settings(app, ada, fitted=False)
    assert await memory(app, card_id) == usual
    assert "8 % better" in str(review.fit_words(await review.last_fit(app, ada)))
    await review.change_settings(app, ada, fitted=True)
    assert await memory(app, card_id) == own
    await review.change_settings(app, ada, fitted=False)
    await review.grade(app, ada, card_id, Grade.GOOD)
    await review.change_settings(app, ada, fitted=True)
    await review.undo(app, ada)
    assert await memory(app, card_id) == own, "taken back, it is not as other parameters had it"
    await people.erase(app, ada)
    with pytest.raises(NotFound):
        await fit.keep(app, ada, Found(OWN, 0.5, 0.46))


async def test_the_log_has_whole_histories_and_nights_as_days(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    one, two, _ = (card.id for card in (await review.due(app, ada)).cards)
    clock.now = datetime(2026, 3, 2, 22, tzinfo=UTC)
    for hours in (0, 1, 8):
        clock.advance(hours=hours)
        await review.grade(app, ada, one, Grade.GOOD)
        await review.grade(app, ada, two, Grade.GOOD)
    async with app.write() as s:
        first = ReviewRow.before["last_review"].as_string().is_(None)
        await s.execute(delete(ReviewRow).where(ReviewRow.card_id == two, first))
    log = await log_of(app, ada)
    assert {each.card_id for each in log} == {one}
    steps = [(b.at_s - a.at_s) / 3_600 for a, b in itertools.pairwise(log)]
    assert steps == [1, 24]
    async with app.read() as s:
        assert await s.get(CardRow, two)
