"""What a day, a week and a year came to: where time is cut, and what falls into which piece."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageColor
from sqlalchemy import insert

from bot.app import App
from bot.features import cards, condense, focus, review
from bot.features.condense import Pasted
from bot.features.focus import Panel, Picture, Piece, Span
from bot.features.focus.picture import cut, place_of, spread
from bot.features.people import Person
from bot.features.review import Grade
from bot.features.review.charts import LIGHT, NARROW, WIDE
from bot.store.tables import PracticeRoundRow
from tests.conftest import CHAPTER, Clock


@pytest.mark.parametrize(
    ("span", "now", "count", "first"),
    [
        (Span.DAY, datetime(2026, 3, 9, 2, tzinfo=UTC), 24, datetime(2026, 3, 8, 3, tzinfo=UTC)),
        (Span.DAY, datetime(2026, 3, 29, 0, tzinfo=UTC), 23, datetime(2026, 3, 28, 3, tzinfo=UTC)),
        (Span.WEEK, datetime(2026, 3, 9, 2, tzinfo=UTC), 7, datetime(2026, 3, 2, 3, tzinfo=UTC)),
        (Span.YEAR, datetime(2026, 3, 9, 4, tzinfo=UTC), 52, datetime(2025, 3, 17, 3, tzinfo=UTC)),
    ],
)
def test_time_is_cut_by_the_persons_own_days(span: Span, now: datetime, count: int, first: datetime) -> None:
    """In Paris, where a day begins at four; on 29 March the clocks go forward and that night has an hour less."""
    bounds = cut(span, now, "Europe/Paris", time(4))
    assert (len(bounds) - 1, bounds[0]) == (count, first)
    assert bounds == sorted(set(bounds))
    assert bounds[0] <= now < bounds[-1]


def test_a_share_of_nothing_is_something_to_show() -> None:
    piece = Piece(datetime(2026, 3, 9, 4, tzinfo=UTC), asked=3, agreements=[0.0])
    picture = Picture(Span.WEEK, ZoneInfo("UTC"), (piece,))
    assert picture.panels() == [Panel.RETENTION, Panel.AGREEMENT]
    assert "0 %" in str(focus.panel_words(picture, Panel.RETENTION))


def test_a_session_is_spread_over_the_hours_it_took() -> None:
    bounds = cut(Span.DAY, datetime(2026, 3, 9, 9, tzinfo=UTC), None, time(4))
    at = datetime(2026, 3, 9, 8, 50, tzinfo=UTC)
    assert place_of(bounds, at) == 4
    assert spread(bounds, at, (1500, 300, 1500), 3300) == {4: 600, 5: 900 + 1500}
    assert spread(bounds, at, (1500, 300, 1500), 1700) == {4: 600, 5: 900}
    last = bounds[-1] - timedelta(minutes=5)
    assert spread(bounds, last, (1500,), 1500) == {23: 1500}


async def test_a_day_and_its_week_and_year(app: App, ada: Person, clock: Clock) -> None:
    assert (await focus.look_back(app, ada, Span.WEEK)).panels() == []
    note = await condense.condense(app, ada, Pasted(CHAPTER))
    card = await cards.add(app, ada, note.id or 0, 0)
    await review.grade(app, ada, card.id, Grade.EASY)
    clock.now = datetime(2026, 3, 12, 9, 50, tzinfo=UTC)  # Thursday of the week after
    await review.grade(app, ada, card.id, Grade.HARD)
    session = await focus.start(app, ada, 25, rounds=2)
    clock.advance(minutes=40)
    await focus.stop(app, ada, session.id)
    await focus.check_in(app, ada, session.id, attention=4)
    row = {"person_id": ada.id, "note_id": note.id, "sort": "mark", "level": 3.0, "task": {}, "given": [0]}
    times = {"began_at": clock.now, "answered_at": clock.now}
    async with app.write() as s:
        await s.execute(insert(PracticeRoundRow), [{**row, **times, "score": score} for score in (0.5, 0.9)])
    day, week, year = [await focus.look_back(app, ada, span) for span in Span]
    assert [round(minutes or 0) for minutes in day.lines(Panel.FOCUS)[0]][5:8] == [10, 25, 0]
    assert [piece.minutes for piece in week.pieces] == [0, 0, 0, 35, 0, 0, 0]
    assert [(piece.sessions, piece.reviews) for piece in year.pieces[-2:]] == [(0, 1), (1, 1)]
    assert [piece.retention for piece in year.pieces[-2:]] == [None, 1.0]
    assert week.lines(Panel.AGREEMENT)[0][3] == pytest.approx(70)
    assert week.lines(Panel.CHECK_INS) == [[None] * 3 + [4.0] + [None] * 3, [None] * 7]
    said = [str(focus.panel_words(week, panel)) for panel in week.panels()]
    assert said[0] == "Focus: 35 min, sessions: 1"
    assert "attention 4.0 and mood –" in said[-1]
    seen = str(focus.panel_alt(week, Panel.FOCUS, "en"))
    assert seen == "Minutes of focus, from 9 Mar 2026 to 15 Mar 2026: 35 (12 Mar)"
    seen = str(focus.panel_alt(week, Panel.CHECK_INS, "en"))
    assert seen == "Attention and mood, 1 to 5, from 9 Mar 2026 to 15 Mar 2026: 4/– (12 Mar)"
    weeks = [Piece(clock.now + timedelta(days=7 * place), reviews=place) for place in range(10)]
    seen = str(focus.panel_alt(Picture(Span.YEAR, ZoneInfo("UTC"), tuple(weeks)), Panel.REVIEWS, "en"))
    assert seen == "Reviews, from 12 Mar 2026 to 14 May 2026: between 0 and 9, most of all 14 May 2026"


@pytest.mark.parametrize(
    ("language", "width", "days"),
    [
        ("en", WIDE, ["9 Mar", "10 Mar", "11 Mar"]),
        ("en", NARROW, ["9 Mar", "11 Mar"]),
        ("zh_CN", WIDE, ["3/9", "3/10", "3/11"]),
    ],
)
def test_days_are_drawn_as_the_language_writes_them(language: str, width: float, days: list[str]) -> None:
    pieces = tuple(Piece(datetime(2026, 3, 9 + place, 4, tzinfo=UTC), reviews=9) for place in range(3))
    picture = Picture(Span.WEEK, ZoneInfo("UTC"), pieces)
    svg = focus.draw_picture(picture, [Panel.REVIEWS], "svg", LIGHT, width, language=language)
    written = [each.text for each in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert [each for each in written if not (each or "").isdecimal()] == days


def test_attention_is_seen_where_mood_is_the_same() -> None:
    piece = Piece(datetime(2026, 3, 9, 4, tzinfo=UTC), attentions=[4], moods=[4])
    picture = Picture(Span.WEEK, ZoneInfo("UTC"), (piece,))
    drawn = Image.open(BytesIO(focus.draw_picture(picture, [Panel.CHECK_INS], "png", language="en"))).convert(
        "RGB"
    )
    colours = {colour for _, colour in drawn.getcolors(2**24) or []}
    assert {ImageColor.getrgb(LIGHT.accent), ImageColor.getrgb(LIGHT.ink)} <= colours
