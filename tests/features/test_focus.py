"""Focus sessions by the hand-moved clock, and what care makes of their check-ins."""

from __future__ import annotations

import ast
import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.errors import Invalid, NotFound
from bot.features import care, focus
from bot.features.people import Person
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
    assert await focus.minutes_this_week(app, ada) == 15


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


def test_care_reads_no_notes_and_every_place_has_its_source() -> None:
    tree = ast.parse(Path(care.__file__).read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith(("bot", "model"))} == {"bot.locales"}
    assert care.places()
    assert all(each.source.startswith("https://") for each in care.places())


async def test_the_export_holds_the_check_in(app: App, ada: Person) -> None:
    session = await focus.start(app, ada)
    await focus.stop(app, ada, session.id)
    await focus.check_in(app, ada, session.id, attention=4, mood=5, word=" calm ")
    (kept,) = await focus.export(app, ada)
    assert (kept["attention"], kept["mood"], kept["word"]) == (4, 5, "calm")
