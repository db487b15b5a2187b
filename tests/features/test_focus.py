"""Focus sessions by the hand-moved clock, and what care makes of their check-ins."""

from __future__ import annotations

import ast
import asyncio
import re
from dataclasses import astuple, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from babel import Locale

from bot.app import App, open_app
from bot.errors import Invalid, NotFound
from bot.features import care, focus
from bot.features.focus import Streak, Week
from bot.features.focus.streaks import streak_of
from bot.features.focus.weeks import weeks_of
from bot.features.people import Person
from bot.store.tables import FocusSettingsRow
from model import Extractor
from tests.conftest import Clock


async def test_a_pause_keeps_what_is_left(app: App, ada: Person, clock: Clock) -> None:
    started = await focus.start(app, ada, 25)
    clock.advance(minutes=10)
    assert (await focus.pause(app, ada, started.id)).is_paused
    clock.advance(hours=3)
    assert (await focus.pause(app, ada, started.id)).left == timedelta(minutes=15)
    assert (await focus.extend(app, ada, started.id)).left == timedelta(minutes=20)
    resumed = await focus.resume(app, ada, started.id)
    assert resumed.ends_at == clock.now + timedelta(minutes=20)
    clock.advance(minutes=5)
    stopped = await focus.stop(app, ada, started.id)
    assert (stopped.is_over, stopped.focused) == (True, timedelta(minutes=15))
    clock.advance(minutes=5)
    assert (await focus.stop(app, ada, started.id)).focused == timedelta(minutes=15)
    assert (await focus.this_week(app, ada)).minutes == 15


async def test_a_restart_loses_none(app: App, ada: Person, clock: Clock, extractor: Extractor) -> None:
    started = await focus.start(app, ada, 30)
    clock.advance(minutes=12)
    async with open_app(app.settings, extractor=extractor, clock=clock) as again:
        found = await focus.latest(again, ada)
        assert found
        assert (found.id, found.left) == (started.id, timedelta(minutes=18))
        clock.advance(minutes=18)
        found = await focus.latest(again, ada)
        assert found
        assert (found.is_over, found.focused) == (True, timedelta(minutes=30))


async def test_rounds_and_breaks_follow_from_the_clock(app: App, ada: Person, clock: Clock) -> None:
    """25 and 5, four times; a break counts for nothing, a pause and five minutes more move what comes after."""
    started = await focus.start(app, ada, 25, rounds=5)
    assert started.left == timedelta(minutes=5 * 25 + 3 * 5 + 15)
    ends = [end - clock.now for _, end in started.ends_of_phases()]
    assert [int(end.total_seconds() / 60) for end in ends] == [25, 30, 55, 60, 85, 90, 115, 130, 155]
    assert (await focus.start_usual(app, ada)).id == started.id
    clock.advance(minutes=27)
    (now, *later) = (session := await focus.get(app, ada, started.id)).phases
    assert (now.is_break, now.round, now.left_s, len(later)) == (True, 2, 180, 7)
    assert session.focused == timedelta(minutes=25)
    assert (await focus.pause(app, ada, started.id)).ends_of_phases() == []
    clock.advance(hours=1)
    assert (await focus.extend(app, ada, started.id)).phases[0].left_s == 480
    await focus.resume(app, ada, started.id)
    clock.advance(minutes=8 + 10)
    session = await focus.get(app, ada, started.id)
    assert (session.phases[0].is_break, session.focused) == (False, timedelta(minutes=35))
    for _ in range(16):
        await focus.extend(app, ada, started.id)
    with pytest.raises(Invalid):
        await focus.extend(app, ada, started.id)
    clock.advance(hours=4)
    session = await focus.get(app, ada, started.id)
    assert (session.is_over, session.phases) == (True, ())
    for minutes, rounds, pause in ((0, 1, 5), (25, 13, 5), (25, 4, 0), (100, 3, 5), (-5, 3, 30)):
        with pytest.raises(Invalid):
            await focus.start(app, ada, minutes, rounds, pause)


async def test_a_goal_holds_from_its_week_on_and_the_day_begins_when_it_is_set(
    app: App, ada: Person, clock: Clock
) -> None:
    clock.now = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)  # Monday, three in the morning: still Sunday
    await focus.start(app, ada, 30)
    clock.advance(minutes=30)
    assert str(focus.goal_words(await focus.this_week(app, ada))) == "Focus this week: 30 min"
    await focus.change_settings(app, ada, goal_minutes=120)
    week = await focus.this_week(app, ada)
    assert (week.monday, week.is_met) == (date(2026, 3, 2), False)
    assert str(focus.goal_words(week)) == "Focus this week: 30 of 120 min"
    assert (await focus.change_settings(app, ada, day_begins_hour=3)).goal_minutes == 120
    week = await focus.this_week(app, ada)
    assert (week.monday, week.minutes) == (date(2026, 3, 9), 30)
    await focus.change_settings(app, ada, goal_minutes=30)
    assert (await focus.this_week(app, ada)).is_met
    await focus.change_settings(app, ada, goal_minutes=0)
    assert (await focus.get_settings(app, ada)).goal_minutes is None
    for wish in ({"goal_minutes": 5_001}, {"day_begins_hour": 13}):
        with pytest.raises(Invalid):
            await focus.change_settings(app, ada, **wish)


async def test_settings_write_only_what_differs(app: App, ada: Person, clock: Clock) -> None:
    for goal, kept in ((0, 0), (60, 1), (60, 1), (90, 2), (90, 2)):
        await focus.change_settings(app, ada, goal_minutes=goal, day_begins_hour=0)
        assert len((await focus.export(app, ada))["goals"]) == kept
        clock.advance(days=7)
    clock.now = datetime(2026, 5, 4, 1, tzinfo=UTC)  # a Monday
    await focus.change_settings(app, ada, goal_minutes=30)
    await focus.change_settings(app, ada, goal_minutes=40, day_begins_hour=2)  # and Sunday again
    assert (await focus.this_week(app, ada)).goal_minutes == 40
    assert (await focus.get_settings(app, ada)).goal_minutes == 40
    for hour, read in ((17, 12), (18, 0), (22, 0)):  # kept when they were allowed
        async with app.write() as s:
            await s.merge(FocusSettingsRow(person_id=ada.id, day_begins_hour=hour))
        assert (await focus.get_settings(app, ada)).day_begins.hour == read


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ("", (0, 0, False)),
        (".", (0, 0, False)),
        ("x", (1, 0, False)),
        ("x.", (1, 0, False)),  # the present week is never held against anybody
        ("x.x", (1, 0, False)),
        ("xxx.", (3, 0, False)),
        ("xxxx.", (4, 1, False)),
        ("xxxx..", (4, 0, True)),
        ("xxxx.x", (5, 0, True)),
        ("xxxx...", (0, 0, False)),
        ("xxxx.xxxx", (8, 1, False)),
        ("x" * 13, (13, 2, False)),
        ("x" * 12 + "...", (12, 0, True)),
        ("x" * 12 + "..x..", (0, 0, False)),
    ],
)
def test_weeks_in_a_row_with_freezes(weeks: str, expected: tuple[int, int, bool]) -> None:
    made = [Week(date(2026, 3, 2), 6000 * (each == "x"), 1, 60) for each in weeks]
    assert astuple(streak_of(made)) == expected


async def test_weeks_count_by_the_goal_of_their_time(app: App, ada: Person, clock: Clock) -> None:
    assert await focus.streak(app, ada) == Streak()
    for goal in (None, 20, 90, 25):
        await focus.start(app, ada, 25)
        clock.advance(days=7)
        if goal:
            await focus.change_settings(app, ada, goal_minutes=goal)
    await focus.start(app, ada, 25)
    clock.advance(minutes=30)
    # 25 minutes each: no goal, no goal, 20, 90, 25
    assert [str(line) for line in focus.streak_words(await focus.streak(app, ada))] == ["Weeks in a row: 1"]
    await focus.change_settings(app, ada, goal_minutes=26)
    assert focus.streak_words(await focus.streak(app, ada)) == []


async def test_weeks_far_back_are_counted_from_their_own_mornings(
    app: App, ada: Person, clock: Clock
) -> None:
    """In Paris, where a day begins at four; on 30 March 2025 the clocks went forward, on 26 October back."""
    person = replace(ada, time_zone="Europe/Paris")
    for month, day, hour, minute in (
        (3, 24, 2, 59),
        (3, 24, 3, 0),
        (3, 31, 1, 59),
        (3, 31, 2, 0),
        (10, 27, 2, 0),
        (10, 27, 2, 58),
    ):
        clock.now = datetime(2025, month, day, hour, minute, tzinfo=UTC)
        await focus.start(app, person, 1)
    clock.advance(minutes=1)
    async with app.read() as s:
        assert [week.sessions for week in await weeks_of(s, person, clock.now, 2)] == [0, 2]
    clock.now = datetime(2026, 4, 6, 2, 0, tzinfo=UTC)
    await focus.start(app, person, 25)
    clock.advance(seconds=30)
    async with app.read() as s:
        weeks = await weeks_of(s, person, clock.now, 60)
    assert len(weeks) == 60
    assert [(week.monday, week.seconds, week.sessions) for week in weeks if week.seconds] == [
        (date(2025, 3, 17), 60, 1),
        (date(2025, 3, 24), 120, 2),
        (date(2025, 3, 31), 60, 1),
        (date(2025, 10, 20), 120, 2),
        (date(2026, 4, 6), 30, 0),
    ]


async def test_two_starts_at_once_make_one_session(app: App, ada: Person) -> None:
    made = await asyncio.gather(*(focus.start(app, ada) for _ in range(2)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in made) == ["Invalid", "Session"]


async def test_one_that_is_over_makes_room_and_changes_no_more(app: App, ada: Person, clock: Clock) -> None:
    first = await focus.start(app, ada, 25)
    clock.advance(minutes=25)
    for change in (focus.pause, focus.resume, focus.extend):
        with pytest.raises(NotFound):
            await change(app, ada, first.id)
    assert (await focus.start(app, ada)).id != first.id


async def test_sessions_of_others_and_misfits_are_refused(app: App, ada: Person, bo: Person) -> None:
    session = await focus.start(app, ada)
    for change in (focus.get, focus.pause, focus.resume, focus.extend, focus.stop, focus.check_in):
        with pytest.raises(NotFound):
            await change(app, bo, session.id)
    with pytest.raises(Invalid):
        await focus.check_in(app, ada, session.id, mood=3)
    with pytest.raises(Invalid):
        await focus.start(app, bo, 241)


async def low(app: App, person: Person, mood: int) -> care.Offer | None:
    session = await focus.start(app, person)
    await focus.stop(app, person, session.id)
    await focus.check_in(app, person, session.id, attention=3)
    return await focus.check_in(app, person, session.id, mood=mood)


async def test_care_offers_once_for_several_low_ones(app: App, ada: Person) -> None:
    moods = (4, 2, 1, 2, 1, 1, 4, 1, 1, 2)
    offered = [await low(app, ada, mood) is not None for mood in moods]
    assert [place for place, is_offer in enumerate(offered) if is_offer] == [3, 9]


async def test_the_same_mood_told_twice_has_the_same_offer(app: App, ada: Person) -> None:
    await low(app, ada, 1)
    await low(app, ada, 1)
    offer = await low(app, ada, 2)
    session = await focus.latest(app, ada)
    assert offer
    assert session
    assert await focus.check_in(app, ada, session.id, mood=2) == offer
    assert await focus.check_in(app, ada, session.id, mood=1) is None


async def test_care_offers_once_for_a_row_whose_questions_are_answered_late(app: App, ada: Person) -> None:
    ids = []
    for _ in range(6):
        ids.append((session := await focus.start(app, ada)).id)
        await focus.stop(app, ada, session.id)
    offered = []
    for place in (0, 1, 3, 2, 4, 5):  # the third one's message is answered after the fourth's
        offer = await focus.check_in(app, ada, ids[place], attention=3, mood=1)
        offered += [place] if offer else []
    assert offered == [3]


def test_care_reads_no_notes_and_every_place_has_its_source() -> None:
    tree = ast.parse(Path(care.__file__).read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith(("bot", "model"))} == {"bot.locales"}
    found = care.places()
    assert [(each.country, each.name) for each in found] == sorted(
        {(each.country, each.name) for each in found}
    )
    countries = {each.country for each in found}
    assert "" in countries
    assert all(
        re.fullmatch("[A-Z]{2}", each) and each in Locale("en").territories for each in countries - {""}
    )
    for each in found:
        assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[\w./-]*)?", each.source)
        assert each.contact in each.source or re.fullmatch(r"[0-9 -]{3,16}", each.contact)


@pytest.mark.parametrize(
    ("time_zone", "language", "first"),
    [
        ("Asia/Shanghai", "en", "12356"),
        ("Asia/Chongqing", None, "12356"),  # another name of the same zone
        ("Asia/Hong_Kong", "zh_CN", "2896 0000"),
        ("Europe/Dublin", "en", "116 123"),
        ("Europe/Brussels", "en", "106"),
        ("US/Pacific", "en", "988"),
        (None, "zh_CN", "12356"),
        ("PRC", "en", "12356"),
        ("UTC", "en", "findahelpline.com"),
        ("UTC", "zh_CN", "12356"),
        (None, "zh-TW", "1925"),
        (None, "zh", "findahelpline.com"),
        (None, "en-US", "findahelpline.com"),  # read everywhere
        ("CET", "zh_CN", "findahelpline.com"),  # the clock of many countries, which babel takes for Belgium's
        ("WET", "en", "findahelpline.com"),
        ("HST", "en", "findahelpline.com"),
        ("Africa/Lagos", "en", "findahelpline.com"),
        ("nowhere", None, "findahelpline.com"),
    ],
)
def test_care_names_the_places_of_ones_own_country(
    time_zone: str | None, language: str | None, first: str
) -> None:
    offer = care.offer([1, 1], 1, [], time_zone, language)
    assert offer
    assert offer.places[0].contact == first
    assert offer.places[-1].contact == "findahelpline.com"
    assert len({each.country for each in offer.places}) <= 2


async def test_the_export_holds_the_check_in(app: App, ada: Person) -> None:
    session = await focus.start(app, ada)
    await focus.stop(app, ada, session.id)
    await focus.check_in(app, ada, session.id, attention=4, mood=5, word=" calm ")
    (kept,) = (await focus.export(app, ada))["sessions"]
    assert (kept["attention"], kept["mood"], kept["word"]) == (4, 5, "calm")
