"""How it goes: the days to come and the weeks gone by, counted by the person's own days, and drawn."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import fsrs
import pytest
from sqlalchemy import insert

from bot.app import App
from bot.features import people, review
from bot.features.people import Person
from bot.features.review import Chart, Grade
from bot.features.review.charts import DARK, NARROW
from bot.features.review.progress import DAYS, WEEKS, Week
from bot.store.tables import ReviewRow
from tests.conftest import Clock
from tests.features.test_review import fill, note_id

__all__ = ["note_id"]


async def test_the_forecast_counts_each_card_on_its_own_day(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    ada = await people.change_settings(app, ada, time_zone="Asia/Tokyo")
    clock.now = datetime(2026, 3, 2, 18, 59, tzinfo=UTC)  # a minute before four in Tokyo
    await fill(app, ada, note_id, 5)  # a day overdue
    await fill(app, ada, note_id, 2, due_at=clock.now)
    await fill(app, ada, note_id, 3, due_at=clock.now + timedelta(minutes=1))
    await fill(app, ada, note_id, 4, due_at=clock.now + timedelta(days=DAYS - 1))
    await fill(app, ada, note_id, 6, due_at=clock.now + timedelta(days=DAYS - 1, minutes=1))
    await fill(app, ada, note_id, 1, suspended=True)
    found = await review.progress(app, ada)
    assert found.today == date(2026, 3, 2)
    assert found.due == (7, 3, *[0] * (DAYS - 3), 4)
    assert found.new == 3


async def test_true_retention_counts_what_was_known_for_a_day(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    await fill(app, ada, note_id, 10)
    known = [card.id for card in (await review.due(app, ada)).cards if card.front == "?"]
    for place, card_id in enumerate(known):
        await review.grade(app, ada, card_id, Grade.AGAIN if place < 3 else Grade.HARD)
        if place < 3:  # learnt again the same day: that says nothing of memory
            await review.grade(app, ada, card_id, Grade.GOOD)
    clock.advance(days=7)
    found = await review.progress(app, ada)
    assert [(week.asked, week.remembered) for week in found.weeks] == [(0, 0)] * (WEEKS - 2) + [
        (10, 7),
        (0, 0),
    ]
    assert "7 of 10, which is 70 %" in str(review.retention_words(found))
    assert found.weeks[-1].begins_on == found.today - timedelta(days=6)
    nobody = await people.from_discord(app, 2002)
    assert (await review.progress(app, nobody)).asked == 0


@pytest.mark.parametrize(
    ("asked", "remembered", "low", "high"), [(10, 9, 0.596, 0.982), (100, 90, 0.826, 0.945), (1, 1, 0.207, 1)]
)
def test_the_span_is_wilsons(asked: int, remembered: int, low: float, high: float) -> None:
    """Against the values of R's binom::binom.wilson."""
    assert Week(date(2026, 3, 2), asked, remembered).span == pytest.approx((low, high), abs=6e-4)


async def test_charts_are_drawn_also_of_nothing(app: App, ada: Person, note_id: int, clock: Clock) -> None:
    empty = await review.progress(app, ada)
    png = await asyncio.to_thread(review.draw, empty, list(Chart), "png", language="zh_CN")
    assert png.startswith(b"\x89PNG")
    await fill(app, ada, note_id, 40)
    row = {"person_id": ada.id, "card_id": 1, "grade": 3, "before": fsrs.Card(1, fsrs.State.Review).to_dict()}
    async with app.write() as s:
        await s.execute(
            insert(ReviewRow), [row | {"reviewed_at": clock.now - timedelta(days=9 * i)} for i in range(9)]
        )
    found = await review.progress(app, ada)
    for chart, language, words in (
        (Chart.FORECAST, "en", {"+10", "30"}),
        (Chart.RETENTION, "en", {"100 %", "10 Feb"}),
        (Chart.RETENTION, "zh_CN", {"100 %", "2/10"}),
    ):
        svg = await asyncio.to_thread(review.draw, found, [chart], "svg", DARK, NARROW, language=language)
        drawn = ElementTree.fromstring(svg)
        written = {each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")}
        assert words <= written, written
