"""Reminders on a real store: once a day, whatever stops in between."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import cards, condense, people, reminders, review, tasks
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.reminders import (
    Delivery,
    NotNow,
    Refused,
    Schedule,
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
from model import Budget
from tests.conftest import CHAPTER, Clock
from tests.features.reminders.conftest import NINE, Face


async def states(app: App, person: Person) -> list[str]:
    exported = await reminders.export(app, person)
    return [each["state"] for each in exported["deliveries"]]


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
    for _ in range(7 * 48):
        clock.advance(minutes=30)
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
    face.trouble = NotNow(was_tried=False)
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
    for trouble in (NotNow(), TimeoutError()):
        face.trouble = trouble
        await deliver_due(app, face)
        clock.advance(seconds=31)
    face.trouble = None
    await deliver_due(app, face)
    assert len(face.sent) == 1


async def test_what_never_got_through_is_let_go(app: App, reminded: Person, face: Face, clock: Clock) -> None:
    face.trouble = NotNow()
    clock.advance(minutes=30)
    await deliver_due(app, face)
    clock.advance(hours=6, minutes=1)
    await deliver_due(app, face)
    assert await states(app, reminded) == [State.MISSED]


async def test_closed_messages_pause_it_and_are_told_once(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    face.trouble = Refused()
    clock.advance(minutes=30)
    await deliver_due(app, face)
    known = await reminders.get(app, reminded)
    assert known is not None
    assert (known.is_on, known.trouble) == (False, Trouble.CLOSED)
    assert await reminders.take_trouble(app, reminded) is Trouble.CLOSED
    assert await reminders.take_trouble(app, reminded) is None
    clock.advance(days=3)
    assert await deliver_due(app, face) == 0


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


async def test_due_cards_come_first_and_are_not_given_away(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    note = await condense.condense(app, reminded, Pasted(CHAPTER), Request(Budget(sentences=3)))
    await condense.condense(app, reminded, Pasted("Rivers carry sand. Seas keep it. Wind moves it on."))
    await cards.add_many(app, reminded, note.id or 0, [h.index for h in note.highlights])
    for card in (await review.due(app, reminded)).cards:
        await review.grade(app, reminded, card.id, review.Grade.EASY)
    await review.grade(app, reminded, card.id, review.Grade.AGAIN)
    clock.advance(minutes=30)
    await deliver_due(app, face)
    (focus,) = [focus for _, focus in face.sent]
    assert (len(focus.cards), focus.cards_due, len(focus.points)) == (1, 1, 2)
    assert focus.cards[0].sentence not in [point.text for point in focus.points]
    (entry,) = await reminders.list_inbox(app, reminded)
    assert entry.focus.cards_due == 1
    await review.grade(app, reminded, card.id, review.Grade.GOOD)
    (entry,) = await reminders.list_inbox(app, reminded)
    assert entry.focus.cards_due == 0


async def test_highlights_are_new_ones_until_all_were_shown(
    app: App, reminded: Person, face: Face, clock: Clock
) -> None:
    for i in range(2):
        await condense.condense(app, reminded, Pasted(f"{CHAPTER}\n\nPart {i} ends here."))
    shown = []
    clock.advance(minutes=30)
    for _ in range(3):
        clock.advance(days=1)
        await deliver_due(app, face)
        points = face.sent[-1][1].points
        assert len(points) == 2  # one of each note
        shown += [point.highlight_id for point in points]
        await reminders.done(app, reminded, face.sent[-1][0].id)
    assert len(set(shown)) == len(shown)
    async with app.read() as s:
        row = await s.get_one(DeliveryRow, face.sent[-1][0].id)
    assert row.highlights == shown[-2:]


async def test_a_task_comes_when_it_is_due_and_its_deadline_no_more(
    app: App, reminded: Person, clock: Clock, face: Face
) -> None:
    text = "Please hand in the essay by 3 March. Please send the slides by 5 March."
    note = await condense.condense(app, reminded, Pasted(text), Request(Budget(sentences=5)))
    essay, slides = await tasks.confirm(app, reminded, note.id or 0, [0, 1])
    clock.advance(minutes=30)
    shown = []
    for _ in range(4):
        clock.advance(days=1)
        await deliver_due(app, face)
        today = face.sent[-1][1]
        shown.append(
            ([task.id for task in today.tasks], [due.deadline.due_on.day for due in today.deadlines])
        )
        if clock.now.day == 4:
            await tasks.done(app, reminded, essay.id)
            await tasks.set_due(app, reminded, slides.id, date(2026, 3, 6))
    assert shown == [([essay.id], [5]), ([essay.id], [5]), ([], []), ([slides.id], [])]
    (newest, *_) = await reminders.list_inbox(app, reminded)
    assert [task.id for task in newest.focus.tasks] == [slides.id]
    calendar = await reminders.feed(app, await reminders.renew(app, reminded))
    (event,) = [
        each for each in calendar.split("BEGIN:VEVENT") if "UID:reminder-" not in each and "UID:" in each
    ]
    assert f"UID:task-due-{slides.uid}@pith\r\n" in event, "the one that is done is gone"
    assert "DTSTART;VALUE=DATE:20260306\r\n" in event
    assert "SUMMARY:Please send the slides by 5 March.\r\n" in event


async def test_once_reminders_are_off_the_last_one_lists_nothing_that_is_over(
    app: App, reminded: Person, clock: Clock, face: Face
) -> None:
    await condense.condense(app, reminded, Pasted("请在3月6日前提交报告。请在3月20日前打扫房间。"))
    clock.advance(minutes=30)
    await deliver_due(app, face)
    await reminders.stop(app, reminded)

    async def days() -> list[int]:
        (entry,) = await reminders.list_inbox(app, reminded)
        return [due.deadline.due_on.day for due in entry.focus.deadlines]

    assert await days() == [6]
    clock.advance(days=8)
    assert await days() == []
    clock.advance(days=4)
    assert await days() == [20]
