"""The hour at which a person usually answers: offered once, where it is clear and clearly another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.app import App
from bot.errors import NotFound
from bot.features import reminders
from bot.features.people import Person
from bot.features.reminders import EVERY_DAY, Schedule, deliver_due
from bot.features.reminders.usual import ENOUGH, usual_time
from tests.conftest import Clock
from tests.features.reminders.conftest import Face

EIGHT = Schedule(time(8), EVERY_DAY, "Asia/Shanghai")


def answers(*clocks: str) -> list[datetime]:
    """Moments of as many days, by the clock in Shanghai."""
    days = [datetime.fromisoformat(f"2026-03-02T{clock}+08:00") for clock in clocks]
    return [(day + timedelta(days=i)).astimezone(UTC) for i, day in enumerate(days)]


@pytest.mark.parametrize(
    ("clocks", "usual"),
    [
        (["19:20"] * ENOUGH, time(19, 15)),
        (["19:20"] * (ENOUGH - 1), None),
        (["19:05", "19:50", "18:40", "19:20", "19:31", "19:10", "08:03", "12:00"], time(19)),
        (["08:04"] * 20, None),
        (["08:59"] * 20, None),
        (["09:10"] * 20, time(9)),
        (["00:20"] * 9, time(0, 15)),
        (["07:10"] * 9, time(7)),
        (["07:40"] * 9, None),
        (["06:30"] * 9, time(6, 30)),
        (["09:00", "12:00", "15:00", "18:00", "21:00"] * 3, None),
    ],
)
def test_it_takes_enough_answers_near_one_another_and_far_from_the_time_set(
    clocks: list[str], usual: time | None
) -> None:
    assert usual_time(EIGHT, answers(*clocks)) == usual
    quiet = Schedule(EIGHT.at, EIGHT.days, EIGHT.zone, (time(23), time(7)))
    if usual in (time(0, 15), time(6, 30)):
        assert usual_time(quiet, answers(*clocks)) is None


async def days_answered(app: App, person: Person, clock: Clock, face: Face, days: int) -> list[time | None]:
    """So many days on which the reminder is answered ten hours after it came; what each offered."""
    offered = []
    for _ in range(days):
        known = await reminders.get(app, person)
        assert known
        assert known.next
        clock.now = known.next.at
        await deliver_due(app, face)
        offered.append(face.sent[-1][1].offered)
        clock.advance(hours=10)
        await reminders.done(app, person, face.sent[-1][0].id)
    return offered


async def test_it_is_offered_once_and_taken(app: App, reminded: Person, clock: Clock, face: Face) -> None:
    offered = await days_answered(app, reminded, clock, face, ENOUGH + 3)
    assert offered == [None] * ENOUGH + [time(19, 30)] + [None] * 2
    with pytest.raises(NotFound):
        await reminders.accept_offer(app, reminded, time(7))  # an old message's
    moved = await reminders.accept_offer(app, reminded, time(19, 30))
    assert (moved.schedule.at, moved.offered) == (time(19, 30), None)
    assert moved.next
    assert moved.next.at == datetime(2026, 3, 13, 19, 30, tzinfo=UTC)
    with pytest.raises(NotFound):
        await reminders.decline_offer(app, reminded)
    exported = await reminders.export(app, reminded)
    assert exported["deliveries"][0]["answered_at"] == "2026-03-02T19:30:00+00:00"
    assert exported["reminder"]["offered_at"] == "2026-03-10T09:30:00+00:00"


async def test_after_a_no_it_is_not_offered_for_two_months(
    app: App, reminded: Person, clock: Clock, face: Face
) -> None:
    await days_answered(app, reminded, clock, face, ENOUGH + 1)
    known = await reminders.get(replace(app, clock=lambda: clock() + timedelta(days=61)), reminded)
    assert known
    assert known.offered is None, "an offer does not stand for ever"
    assert (await reminders.decline_offer(app, reminded)).schedule.at == time(9, 30)
    clock.advance(days=45)  # three weeks before it may be asked again
    await deliver_due(app, face)
    offered = await days_answered(app, reminded, clock, face, 20)
    assert offered[:13] == [None] * 13
    assert [at for at in offered if at] == [time(19, 30)]
