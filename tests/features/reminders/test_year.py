"""A year of one person: both changes of the clocks, a pause, snoozes, reviews, a task, and a week of silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.app import App
from bot.features import cards, condense, reminders, review, tasks
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.reminders import Delivery, Schedule, Snooze, Today, deliver_due
from model import Budget
from tests.conftest import CHAPTER, Clock
from tests.features.reminders.conftest import Face

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
NIGHT = time(2, 30)  # which one Sunday skips and another has twice
TWICE_A_WEEK = Schedule(NIGHT, frozenset({2, 6}), BERLIN.key)
ON_WEDNESDAYS = Schedule(NIGHT, frozenset({2}), BERLIN.key)
FIRST, LAST = date(2026, 3, 4), date(2027, 3, 3)
WEDNESDAYS_FROM = date(2026, 11, 30)
PAUSED, AGAIN = date(2026, 6, 8), date(2026, 7, 1)
SILENT, LAST_WORD, BACK = date(2026, 8, 2), date(2026, 8, 26), date(2026, 10, 5)  # seven, and the last one
ESSAY_DONE = date(2026, 5, 11)  # a week after it was due
SNOOZED = {date(2026, 4, 12), date(2026, 10, 25), date(2027, 1, 20)}  # the second in the night that is longer


def expected() -> list[date]:
    """The local days that have a reminder."""
    days = [FIRST + i * DAY for i in range((LAST - FIRST).days + 1)]
    return [
        day
        for day in days
        if day.weekday() in ((2,) if day >= WEDNESDAYS_FROM else (2, 6))
        and not PAUSED <= day < AGAIN
        and not LAST_WORD < day < BACK
    ]


async def live_through(day: date, app: App, person: Person, clock: Clock, face: Face) -> None:
    """One day: what comes is answered, but in the silent weeks; what is due is reviewed, and done on its day."""
    reminder, known = await reminders.get(app, person), len(face.sent)
    clock.now = datetime.combine(day, NIGHT, BERLIN).astimezone(UTC)
    if reminder and reminder.next and reminder.next.on == day:
        clock.now = reminder.next.at
    await deliver_due(app, face)
    new = [delivery for delivery, _ in face.sent[known:]]
    if new and not SILENT <= day < BACK:
        if day in SNOOZED:
            await reminders.snooze(app, person, new[0].id, Snooze.HOUR)
            clock.advance(hours=1)
            await deliver_due(app, face)
        for card in face.sent[-1][1].cards:
            await review.grade(app, person, card.id, review.Grade.GOOD)
        await reminders.done(app, person, new[0].id)
    if day.day < 7:  # at noon nothing comes
        clock.advance(hours=9)
        assert await deliver_due(app, face) == 0


async def test_a_year_has_one_for_each_day_of_its_schedule_and_none_else(
    app: App, ada: Person, clock: Clock, face: Face
) -> None:
    note = await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(sentences=5)))
    await cards.add_many(app, ada, note.id or 0, [h.index for h in note.highlights])
    asked = await condense.condense(app, ada, Pasted("Please hand in the essay by 4 May."))
    [essay] = await tasks.confirm(app, ada, asked.id or 0, [0])
    await reminders.turn_on(app, ada, TWICE_A_WEEK, "en")
    day = FIRST
    while day <= LAST:
        if day == PAUSED:
            await reminders.pause(app, ada, AGAIN)
        if day == BACK:
            known = await reminders.get(app, ada)
            assert known
            assert not known.is_on
            await reminders.turn_on(app, ada, TWICE_A_WEEK, "en")
        if day == WEDNESDAYS_FROM:
            await reminders.turn_on(app, ada, ON_WEDNESDAYS, "en")
        if day == ESSAY_DONE:
            await tasks.done(app, ada, essay.id)
        if day.weekday() in (2, 6):
            await live_through(day, app, ada, clock, face)
        day += DAY
        clock.now = datetime.combine(day, NIGHT, BERLIN).astimezone(UTC) - timedelta(hours=3)
    came = [delivery.on for delivery, _ in face.sent if delivery.turn == 0]
    assert came == expected()
    assert {delivery.on for delivery, _ in face.sent if delivery.turn} == SNOOZED
    moments = {delivery.on: delivery.scheduled_at for delivery, _ in face.sent}
    assert moments[date(2026, 3, 29)] == datetime(2026, 3, 29, 1, 0, tzinfo=UTC), (
        "the first moment after the skip"
    )
    assert moments[date(2026, 10, 25)] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "the first of the two"
    assert [delivery.on for delivery, focus in face.sent if focus.is_last] == [LAST_WORD]
    sensible(face.sent)
    with_essay = [
        delivery.on for delivery, focus in face.sent if essay.id in [task.id for task in focus.tasks]
    ]
    assert with_essay == [date(2026, 5, 6), date(2026, 5, 10)]
    with_cards = [delivery.on for delivery, focus in face.sent if focus.cards and not delivery.turn]
    assert len(with_cards) >= 5
    assert with_cards[-1] - with_cards[-2] > with_cards[1] - with_cards[0], (
        "reviews come seldomer as time goes on"
    )


def sensible(sent: list[tuple[Delivery, Today]]) -> None:
    for delivery, focus in sent:
        assert focus.on == delivery.on
        assert focus.late_for is None
        assert not focus.is_empty
        shown = [card.sentence for card in focus.cards] + [point.text for point in focus.points]
        assert len(set(shown)) == len(shown) <= 3
        assert len(focus.cards) <= focus.cards_due <= 5
        assert all(delivery.on <= due.deadline.due_on <= delivery.on + 7 * DAY for due in focus.deadlines)
