"""What stands in a reminder: due cards, highlights not seen lately, tasks and deadlines."""

from __future__ import annotations

from datetime import date

from bot.app import App
from bot.features import cards, condense, reminders, review, tasks
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.reminders import (
    deliver_due,
)
from bot.store.tables import DeliveryRow
from model import Budget
from tests.conftest import CHAPTER, Clock
from tests.features.reminders.conftest import Face


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
