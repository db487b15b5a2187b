"""Reminders answered: snoozed, stopped, paused; set, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import condense, people, reminders, tasks
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.reminders import (
    Schedule,
    Snooze,
    State,
    deliver_due,
)
from model import Budget
from tests.conftest import Clock
from tests.features.reminders.conftest import NINE, Face, states


async def test_a_snooze_comes_again_and_leaves_the_series(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    await deliver_due(app, face)
    first, _ = face.sent[0]
    snoozed = await reminders.snooze(app, reminded, first.id, Snooze.HOUR)
    assert snoozed.until == clock.now + timedelta(hours=1)
    clock.advance(minutes=59)
    assert await deliver_due(app, face) == 0
    clock.advance(minutes=1)
    await deliver_due(app, face)
    second, focus = face.sent[1]
    assert (second.id, second.on) == (first.id, first.on)
    assert second.nonce != first.nonce
    assert len(second.nonce) <= 25
    assert focus.late_for is None
    clock.now = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    await deliver_due(app, face)
    assert face.sent[2][0].on == date(2026, 3, 3)
    clock.advance(hours=23, minutes=40)
    await reminders.snooze(app, reminded, face.sent[2][0].id, Snooze.TEN_MINUTES)
    clock.advance(hours=2)  # nothing ran meanwhile
    await deliver_due(app, face)
    assert [delivery.on.day for delivery, _ in face.sent[3:]] == [4], "one late one, not two"


async def test_snoozed_to_another_day_it_shows_that_day(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    text = "Please hand in the essay by 2 March. Please send the slides by 3 March."
    note = await condense.condense(app, reminded, Pasted(text), Request(Budget(sentences=5)))
    await tasks.confirm(app, reminded, note.id or 0, [1])
    await reminders.turn_on(app, reminded, replace(NINE, days=frozenset({0})), "en")  # Mondays
    clock.advance(minutes=30)
    await deliver_due(app, face)
    await reminders.snooze(app, reminded, face.sent[0][0].id, Snooze.TOMORROW)
    clock.advance(days=1)
    await deliver_due(app, face)
    (_, first), (_, second) = face.sent
    shown = [(each.on.day, len(each.deadlines), len(each.tasks)) for each in (first, second)]
    assert shown == [(2, 2, 0), (3, 0, 1)]


async def test_a_snooze_till_tomorrow_is_the_next_one(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    await deliver_due(app, face)
    assert (await reminders.snooze(app, reminded, face.sent[0][0].id, Snooze.TOMORROW)).with_next
    clock.advance(days=1)
    await deliver_due(app, face)
    assert [delivery.on.day for delivery, _ in face.sent] == [2, 3]


async def test_a_stop_stops_everything(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    clock.advance(minutes=30)
    await deliver_due(app, face)
    delivery_id = face.sent[0][0].id
    await reminders.snooze(app, reminded, delivery_id, Snooze.HOUR)
    await reminders.stop(app, reminded)
    clock.advance(days=2)
    assert await deliver_due(app, face) == 0
    with pytest.raises(NotFound):
        await reminders.snooze(app, reminded, delivery_id, Snooze.HOUR)


async def test_turned_on_again_on_the_day_there_is_no_second(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    await deliver_due(app, face)
    await reminders.stop(app, reminded)
    again = await reminders.turn_on(app, reminded, replace(NINE, at=time(20)), "en")
    assert again.next is not None
    assert again.next.on == date(2026, 3, 3)


async def test_a_pause_ends_by_itself(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    await reminders.pause(app, reminded, date(2026, 3, 5))
    for _ in range(4 * 24):
        clock.advance(hours=1)
        await deliver_due(app, face)
    assert [delivery.on.day for delivery, _ in face.sent] == [5]
    for wrong in (date(2026, 3, 1), date(2031, 1, 1)):
        with pytest.raises(Invalid):
            await reminders.pause(app, reminded, wrong)
        with pytest.raises(Invalid):
            await reminders.turn_on(app, reminded, replace(NINE, paused_until_on=date(2031, 1, 1)), "en")
    await reminders.snooze(app, reminded, face.sent[0][0].id, Snooze.HOUR)
    paused = await reminders.turn_on(app, reminded, replace(NINE, paused_until_on=date(2026, 3, 9)), "en")
    assert paused.next
    assert paused.next.on.day == 9
    clock.advance(hours=2)
    assert await deliver_due(app, face) == 0, "what was snoozed pauses, too"
    await reminders.stop(app, reminded)
    for until in (date(2026, 3, 8), None):
        with pytest.raises(Invalid):
            await reminders.pause(app, reminded, until)  # which must not turn it on
    known = await reminders.get(app, reminded)
    assert known
    assert not known.is_on
    assert (await reminders.resume(app, reminded)).next


async def test_after_a_week_without_an_answer_there_is_a_last_one(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    for _ in range(12):
        clock.advance(days=1)
        await deliver_due(app, face)
    assert [focus.is_last for _, focus in face.sent] == [False] * 7 + [True]
    known = await reminders.get(app, reminded)
    assert known is not None
    assert not known.is_on


async def test_an_answer_keeps_it_going(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    clock.advance(minutes=30)
    for _ in range(12):
        clock.advance(days=1)
        await deliver_due(app, face)
        await reminders.done(app, reminded, face.sent[-1][0].id)
    assert not any(focus.is_last for _, focus in face.sent)
    assert set(await states(app, reminded)) == {State.DONE}


async def test_without_discord_it_is_in_the_inbox(app: App, face: Face, clock: Clock) -> None:
    person = await people.local(app)
    await reminders.turn_on(app, person, NINE, "en")
    clock.advance(minutes=30)
    await deliver_due(app, face)
    assert face.sent == []
    assert await states(app, person) == [State.SENT]


async def test_nobody_touches_anothers(
    app: App, reminded: Person, bo: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    await deliver_due(app, face)
    delivery_id = face.sent[0][0].id
    await reminders.turn_on(app, bo, NINE, "en")
    for foreign in (
        reminders.done(app, bo, delivery_id),
        reminders.snooze(app, bo, delivery_id, Snooze.HOUR),
    ):
        with pytest.raises(NotFound):
            await foreign


@pytest.mark.parametrize(
    "wrong",
    [
        replace(NINE, zone="Mars/Olympus"),
        replace(NINE, days=frozenset()),
        replace(NINE, days=frozenset({7})),
        replace(NINE, at=time(23), quiet=(time(22), time(7))),
    ],
)
async def test_what_cannot_be_kept_is_refused(app: App, ada: Person, wrong: Schedule) -> None:
    with pytest.raises(Invalid):
        await reminders.turn_on(app, ada, wrong, "en")
    assert await reminders.get(app, ada) is None


async def test_its_time_zone_is_the_persons_until_they_have_another(app: App, ada: Person) -> None:
    async def zone_after(zone: str) -> str | None:
        await reminders.turn_on(app, ada, replace(NINE, zone=zone), "en")
        return (await people.get(app, ada.id)).time_zone

    assert await zone_after("Asia/Shanghai") == "Asia/Shanghai"
    assert await zone_after("Europe/Paris") == "Europe/Paris"
    await people.change_settings(app, ada, time_zone="Asia/Tokyo")
    assert await zone_after("Europe/London") == "Asia/Tokyo"
    in_london = replace(ada, time_zone="Europe/London")
    for before, goes, hour in ((ada, "Europe/London", 9), (in_london, "Asia/Tokyo", 18)):  # today's stays
        await reminders.go_along(app, before, "Asia/Tokyo")
        known = await reminders.get(app, ada)
        assert known
        assert known.next
        assert (known.schedule.zone, known.next.at.astimezone(known.schedule.tz).hour) == (goes, hour)
