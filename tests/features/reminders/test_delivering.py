"""Reminders on a real store: once a day, whatever stops in between."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.app import App
from bot.features import condense, reminders
from bot.features.condense import Pasted
from bot.features.people import Person
from bot.features.reminders import (
    Delivery,
    NotSent,
    Refused,
    Snooze,
    State,
    Today,
    Trouble,
    deliver_due,
    deliveries,
    marks,
    sending,
)
from bot.features.reminders.marks import Sent
from bot.store.tables import DeliveryRow, ReminderRow
from tests.conftest import CHAPTER, Clock
from tests.features.reminders.conftest import NINE, Face, states


async def test_a_day_has_one(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    assert await deliver_due(app, face) == 0
    clock.advance(minutes=30)
    await deliver_due(app, face)
    for _ in range(3):
        clock.advance(minutes=5)
        await deliver_due(app, face)
    [(delivery, focus)] = face.sent
    assert (delivery.on, delivery.discord_id, delivery.language) == (date(2026, 3, 2), 1001, "en")
    assert focus.late_for is None
    assert await states(app, reminded) == [State.SENT]


async def test_a_week_has_seven(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    for _ in range(7 * 24):
        clock.advance(hours=1)
        await deliver_due(app, face)
    assert [delivery.on for delivery, _ in face.sent] == [date(2026, 3, 2 + i) for i in range(7)]


async def test_after_downtime_one_comes_late_and_says_so(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(days=4, hours=3)
    await deliver_due(app, face)
    await deliver_due(app, face)
    [(delivery, focus)] = face.sent
    assert delivery.on == date(2026, 3, 6)
    assert focus.late_for == datetime(2026, 3, 6, 9, 30, tzinfo=UTC)


async def test_too_late_is_not_sent(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    clock.advance(hours=9)
    await deliver_due(app, face)
    assert face.sent == []
    known = await reminders.get(app, reminded)
    assert known is not None
    assert known.next is not None
    assert known.next.on == date(2026, 3, 3)


async def test_what_a_stopped_process_held_goes_out_once(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    await deliveries.plan(app)
    [held] = await deliveries.claim(app, 10)  # and here the process ends
    assert await deliver_due(app, face) == 0
    clock.advance(seconds=61)
    await deliver_due(app, face)
    [(again, _)] = face.sent
    assert (again.id, again.nonce, again.attempts) == (held.id, held.nonce, 2)
    late = Sent(held, dm_channel="99", offered=time(8))  # who slept over the end of a lease
    await marks.mark(app, [late])
    await marks.refused(app, held)
    assert await states(app, reminded) == [State.SENT]
    async with app.read() as s:
        row = await s.get_one(ReminderRow, reminded.id)
    assert (row.unanswered, row.dm_channel, row.offered_clock, row.is_on) == (1, "77", None, True)


async def test_what_is_answered_before_it_is_marked_keeps_what_it_showed(
    app: App, reminded: Person, clock: Clock
) -> None:
    clock.advance(minutes=30)
    await deliveries.plan(app)
    [held] = await deliveries.claim(app, 10)
    await reminders.done(app, reminded, held.id)
    await marks.mark(app, [Sent(held, (7,), "99", time(8))])
    assert await states(app, reminded) == [State.DONE]
    async with app.read() as s:
        row, made = await s.get_one(ReminderRow, reminded.id), await s.get_one(DeliveryRow, held.id)
    assert (row.unanswered, row.dm_channel, row.offered_clock, made.highlights) == (0, "99", time(8), [7])


async def test_what_is_snoozed_before_it_is_marked_keeps_what_it_showed(
    app: App, reminded: Person, clock: Clock
) -> None:
    await condense.condense(app, reminded, Pasted(CHAPTER))
    clock.advance(minutes=30)
    shown: list[int] = []

    async def quick(delivery: Delivery, focus: Today) -> str:
        shown.extend(point.highlight_id for point in focus.points)
        await reminders.snooze(app, reminded, delivery.id, Snooze.HOUR)
        return "77"

    await deliver_due(app, quick)
    (made,) = (await reminders.export(app, reminded))["deliveries"]
    assert shown
    assert (made["state"], made["highlights"]) == (State.WAITING, shown)
    (entry,) = await reminders.list_inbox(app, reminded)
    assert entry.again_at == clock.now + timedelta(hours=1)
    clock.advance(hours=1)
    await deliver_due(app, Face())
    (made,) = (await reminders.export(app, reminded))["deliveries"]
    assert made["state"] == State.SENT
    assert made["highlights"]


async def test_without_discord_its_people_are_left_to_who_has_it(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    assert await deliver_due(app, None) == 0
    face.trouble = NotSent(was_tried=False)
    await deliver_due(app, face)
    clock.advance(minutes=9)
    assert await deliver_due(app, None) == 0, "somebody has it in hand"
    face.trouble = None
    [held] = await deliveries.claim(app, 10)
    assert held.attempts == 1, "nothing was asked before"
    clock.advance(minutes=11, seconds=1)
    assert await deliver_due(app, None) == 1
    assert face.sent == []
    [entry] = await reminders.list_inbox(app, reminded)
    assert entry.state is State.SENT


async def test_one_that_hangs_is_waited_for_again_and_holds_up_nobody(
    app: App, reminded: Person, bo: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("POLL_S", 0.01), ("MARKED_AFTER_S", 0.01), ("SEND_TIMEOUT_S", 0.3)):
        monkeypatch.setattr(sending, name, seconds)
    asked, go_on = list[int](), asyncio.Event()

    async def send(delivery: Delivery, focus: Today) -> str:
        asked.append(delivery.person.id)
        if delivery.person.id == reminded.id:
            clock.advance(seconds=20)  # and the next one's moment comes
            await go_on.wait()
        return "5"

    await reminders.turn_on(app, bo, replace(NINE, at=time(9, 31)), "en")
    clock.advance(minutes=30, seconds=40)
    going_on: sending.GoingOn = {}
    await deliver_due(app, send, going_on)
    assert (asked, len(going_on)) == ([reminded.id, bo.id], 1), "not broken off"
    assert await states(app, bo) == [State.SENT]
    clock.advance(seconds=31)
    await deliver_due(app, send, going_on)
    assert asked == [reminded.id, bo.id], "waited for again, not begun anew"
    go_on.set()
    clock.advance(seconds=31)
    await deliver_due(app, send, going_on)
    assert (await states(app, reminded), going_on) == ([State.SENT], {})


async def test_when_all_in_hand_hang_the_others_wait_and_the_loop_goes_on(
    app: App, reminded: Person, bo: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("POLL_S", 0.01), ("SEND_TIMEOUT_S", 0.05), ("IN_HAND", 1), ("CLAIMED_AT_ONCE", 1)):
        monkeypatch.setattr(sending, name, value)
    asked, go_on = list[int](), asyncio.Event()

    async def send(delivery: Delivery, focus: Today) -> str:
        asked.append(delivery.person.id)
        asyncio.get_running_loop().call_later(0.3, go_on.set)
        await go_on.wait()
        return "5"

    await reminders.turn_on(app, bo, NINE, "en")
    clock.advance(minutes=30)
    await deliver_due(app, send)
    assert sorted(asked) == sorted([reminded.id, bo.id])


async def test_two_that_look_at_once_send_one(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    clock.advance(minutes=30)
    await asyncio.gather(*(deliver_due(app, face) for _ in range(4)))
    assert len(face.sent) == 1


async def test_a_face_that_is_away_is_asked_again(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    for trouble in (NotSent(), TimeoutError()):
        face.trouble = trouble
        await deliver_due(app, face)
        clock.advance(seconds=31)
    face.trouble = None
    await deliver_due(app, face)
    assert len(face.sent) == 1


async def test_what_never_got_through_is_let_go(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    face.trouble = NotSent()
    clock.advance(minutes=30)
    await deliver_due(app, face)
    clock.advance(hours=6, minutes=1)
    await deliver_due(app, face)
    assert await states(app, reminded) == [State.MISSED]


async def cannot_be_sent_before(
    begin: time, end: time, app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    """Discord is away until quiet hours have begun; then it is half past ten."""
    await reminders.turn_on(app, reminded, replace(NINE, quiet=(begin, end)), "en")
    face.trouble = NotSent()
    clock.advance(minutes=50)
    await deliver_due(app, face)
    face.trouble = None
    clock.advance(minutes=40)
    await deliver_due(app, face)


async def test_what_could_not_be_sent_before_quiet_hours_waits_for_their_end(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    await cannot_be_sent_before(time(10), time(13), app, reminded, face, clock)
    assert face.sent == [], "it is half past ten"
    clock.advance(hours=2, minutes=30)
    await deliver_due(app, face)
    [(_, focus)] = face.sent
    assert focus.late_for == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


async def test_what_would_come_out_of_quiet_hours_too_late_is_let_go(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    await cannot_be_sent_before(time(10), time(16), app, reminded, face, clock)
    assert (face.sent, await states(app, reminded)) == ([], [State.MISSED])


async def test_what_was_snoozed_keeps_to_quiet_hours_set_since(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    clock.advance(minutes=30)
    await deliver_due(app, face)
    [(first, _)] = face.sent
    await reminders.snooze(app, reminded, first.id, Snooze.HOUR)
    await reminders.turn_on(app, reminded, replace(NINE, quiet=(time(10), time(18))), "en")
    clock.advance(hours=1)
    await deliver_due(app, face)
    assert len(face.sent) == 1, "half past ten"
    [entry] = await reminders.list_inbox(app, reminded)
    assert entry.again_at == datetime(2026, 3, 2, 18, tzinfo=UTC)
    clock.now = datetime(2026, 3, 2, 18, tzinfo=UTC)
    await deliver_due(app, face)
    assert [delivery.turn for delivery, _ in face.sent] == [0, 1]


async def test_closed_messages_pause_it_and_are_told_once(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    face.trouble = Refused()
    clock.advance(minutes=30)
    await deliver_due(app, face)
    known = await reminders.get(app, reminded)
    assert known is not None
    assert (known.is_on, known.trouble) == (False, Trouble.CLOSED)
    told = await asyncio.gather(*[reminders.take_trouble(app, reminded) for _ in range(2)])
    assert set(told) == {Trouble.CLOSED, None}, "told once"
    clock.advance(days=3)
    assert await deliver_due(app, face) == 0
