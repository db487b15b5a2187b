"""Tasks: confirmed from a note's action items once; done, due, put off, in files, and nobody else's."""

from __future__ import annotations

import asyncio
import csv
import io
from datetime import date, time

import pytest

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import condense, history, people, reminders, tasks
from bot.features.condense import Pasted, Request
from bot.features.note import Note
from bot.features.people import Person
from bot.features.reminders import today
from bot.features.tasks import Format, Snooze, State, Task
from model import Budget
from tests.conftest import Clock

MINUTES = """# Minutes

The hall was warm. Please hand in the essay by 20 March. Please send the slides by Friday at 3 pm. \
We decided to use blue. Please water the plants. The sky was grey over the hall.
"""
ALL = Request(Budget(sentences=20))


@pytest.fixture
async def note(app: App, ada: Person) -> Note:
    ada = await people.change_settings(app, ada, time_zone="Europe/Paris")
    return await condense.condense(app, ada, Pasted(MINUTES), ALL)


async def confirmed(app: App, person: Person, note: Note) -> tuple[Task, ...]:
    """Everything the note offers, as tasks."""
    found = await tasks.offered(app, person, note.id or 0)
    return await tasks.confirm(app, person, note.id or 0, [each.sentence.index for each in found])


async def coming(app: App, person: Person, on: date) -> list[int | None]:
    """The notes whose deadlines a reminder on that day speaks of."""
    return [each.note_id for each in await today.coming(app, person, on)]


async def listed(app: App, person: Person, state: State | None = None) -> list[str]:
    return [task.words for task in (await tasks.list_tasks(app, person, state)).tasks]


async def test_only_what_asks_to_be_done_is_offered_and_the_next_due_stands_first(
    app: App, ada: Person, bo: Person, note: Note
) -> None:
    found = await tasks.offered(app, ada, note.id or 0)
    assert [each.sentence.text for each in found] == [
        "Please hand in the essay by 20 March.",
        "Please send the slides by Friday at 3 pm.",
        "Please water the plants.",
    ]
    assert [each.deadline and each.deadline.due_on for each in found] == [
        date(2026, 3, 20), date(2026, 3, 6), None,
    ]  # fmt: skip
    assert await listed(app, ada) == []

    made = await confirmed(app, ada, note)
    assert (made[1].due_on, made[1].due_time, made[1].title) == (date(2026, 3, 6), time(15), "Minutes")
    assert await listed(app, ada) == [made[1].words, made[0].words, made[2].words]
    first = await tasks.list_tasks(app, ada, limit=2)
    rest = await tasks.list_tasks(app, ada, limit=2, cursor=first.next_cursor)
    assert [task.id for task in first.tasks + rest.tasks] == [made[1].id, made[0].id, made[2].id]
    assert rest.next_cursor is None

    for act in (
        tasks.offered(app, bo, note.id or 0),
        tasks.confirm(app, bo, note.id or 0, [0]),
        tasks.get(app, bo, made[0].id),
        tasks.done(app, bo, made[0].id),
        tasks.set_due(app, bo, made[0].id, None),
        tasks.snooze(app, bo, made[0].id, None),
        tasks.delete(app, bo, made[0].id),
        tasks.get(app, ada, 2**40),
        tasks.confirm(app, ada, note.id or 0, [999]),
    ):
        with pytest.raises(NotFound):
            await act
    assert await listed(app, bo) == []
    assert await tasks.get(app, ada, made[0].id) == made[0]
    theirs = await condense.condense(app, bo, Pasted(MINUTES), ALL)
    assert {each.task_id for each in await tasks.offered(app, bo, theirs.id or 0)} == {None}


async def test_condensed_again_a_note_gives_no_second_task(app: App, ada: Person) -> None:
    origin = ("discord:5",)
    note = await condense.condense(app, ada, Pasted(MINUTES), ALL, origins=origin)
    made, *twice = await asyncio.gather(*(confirmed(app, ada, note) for _ in range(3)))
    assert twice == [made, made], "pressed thrice at once"
    await tasks.set_due(app, ada, made[0].id, date(2026, 3, 25))
    await tasks.done(app, ada, made[1].id)
    await history.recut(app, ada, note.id or 0, Budget(sentences=2))
    edited = MINUTES.replace("The hall was warm. ", "A new beginning. ").replace("hand in", "HAND  in")
    again = await condense.condense(app, ada, Pasted(edited), ALL, origins=origin)
    assert again.id == note.id
    assert {each.task_id for each in await tasks.offered(app, ada, again.id or 0)} == {t.id for t in made}
    assert await confirmed(app, ada, again) == tuple([await tasks.get(app, ada, task.id) for task in made])
    assert len(await listed(app, ada)) == 3
    await tasks.delete(app, ada, made[0].id)
    assert len(await listed(app, ada)) == 2
    await history.delete_note(app, ada, note.id or 0)
    assert await listed(app, ada) == []


async def test_sent_again_as_another_note_it_is_the_same_task_for_the_same_date(
    app: App, ada: Person, note: Note, clock: Clock
) -> None:
    essay, slides, plants = await confirmed(app, ada, note)
    await tasks.done(app, ada, plants.id)
    clock.advance(days=7)
    again = await condense.condense(app, ada, Pasted(MINUTES), ALL)
    known = [each.task_id for each in await tasks.offered(app, ada, again.id or 0)]
    assert known == [essay.id, None, None], "by Friday is another Friday now, and plants want water again"
    later = await confirmed(app, ada, again)
    assert later[0].id == essay.id
    assert later[1].due_on == date(2026, 3, 13)
    assert slides.id not in {task.id for task in later}


async def test_a_task_stays_with_another_note_that_asks_for_the_same(
    app: App, ada: Person, note: Note, clock: Clock
) -> None:
    again = await condense.condense(app, ada, Pasted(MINUTES.replace("# Minutes", "# The same")), ALL)
    essay, slides, plants = await confirmed(app, ada, note)
    await tasks.set_due(app, ada, essay.id, date(2026, 3, 25))
    await tasks.done(app, ada, slides.id)
    await tasks.done(app, ada, plants.id)
    friday, known = date(2026, 3, 6), {essay.id, slides.id, None}
    assert await coming(app, ada, friday) == [], "what is done is done in every note that says it"
    before = [each.task_id for each in await tasks.offered(app, ada, again.id or 0)]
    await history.delete_note(app, ada, note.id or 0)
    assert [each.task_id for each in await tasks.offered(app, ada, again.id or 0)] == before
    assert set(before) == known, "watered plants want water again"
    moved = await tasks.get(app, ada, essay.id)
    assert (moved.uid, moved.title, moved.due_on) == (essay.uid, "The same", date(2026, 3, 25))
    assert (await tasks.get(app, ada, slides.id)).is_done
    assert await coming(app, ada, friday) == []
    await history.delete_note(app, ada, again.id or 0)
    assert await listed(app, ada) == []


async def test_a_task_of_another_note_leaves_other_deadlines_of_that_day_alone(
    app: App, ada: Person, note: Note
) -> None:
    other = await condense.condense(app, ada, Pasted("Please bring the flag by Friday at 3 pm."), ALL)
    for task in await confirmed(app, ada, note):
        await tasks.done(app, ada, task.id)
    assert await coming(app, ada, date(2026, 3, 6)) == [other.id]


async def test_two_sentences_of_a_note_that_name_the_same_words_are_two_deadlines(
    app: App, ada: Person
) -> None:
    both = "请在3月6日前提交报告。请在3月6日前打扫房间。"
    note = await condense.condense(app, ada, Pasted(both), ALL)
    report, _ = await confirmed(app, ada, note)
    await tasks.done(app, ada, report.id)
    (due,) = await today.coming(app, ada, date(2026, 3, 4))
    assert due.deadline.start > both.index("报告")


async def test_done_and_put_off(app: App, ada: Person, note: Note, clock: Clock) -> None:
    ada = await people.get(app, ada.id)
    essay, slides, plants = await confirmed(app, ada, note)
    friday = date(2026, 3, 6)
    assert await tasks.due_by(app, ada, date(2026, 3, 5), 5) == ((), 0)
    assert await tasks.due_by(app, ada, friday, 5) == ((slides,), 1)
    assert await tasks.due_by(app, ada, date(2026, 3, 21), 5) == ((slides, essay), 2)
    assert await tasks.due_by(app, ada, date(2026, 3, 20), 1) == ((essay,), 2), "the day's own come first"
    assert (await tasks.snooze(app, ada, slides.id, date(2026, 3, 7))).snoozed_until_on == date(2026, 3, 7)
    assert await tasks.due_by(app, ada, friday, 5) == ((), 0)
    await tasks.done(app, ada, essay.id)
    found, _ = await tasks.due_by(app, ada, date(2026, 3, 20), 5)
    assert [task.id for task in found] == [slides.id]
    await tasks.done(app, ada, essay.id, is_done=False)
    await tasks.snooze(app, ada, slides.id, None)

    await tasks.done(app, ada, slides.id)
    clock.advance(hours=1)
    finished = await tasks.done(app, ada, plants.id)
    assert finished.done_at == clock.now
    clock.advance(hours=1)
    assert await tasks.done(app, ada, plants.id) == finished, "done twice is done once"
    assert await listed(app, ada, State.DONE) == [plants.words, slides.words], "the last done first"
    assert (await tasks.done(app, ada, slides.id, is_done=False)).done_at is None
    assert slides.words in await listed(app, ada, State.OPEN)

    off = await tasks.snooze_for(app, ada, slides.id, Snooze.TOMORROW)
    assert off.snoozed_until_on == date(2026, 3, 3)
    assert await listed(app, ada, State.LATER) == [slides.words]
    assert slides.words not in await listed(app, ada, State.OPEN)
    clock.advance(hours=12, minutes=30)  # half past midnight in Paris
    assert await listed(app, ada, State.LATER) == []
    assert slides.words in await listed(app, ada, State.OPEN)
    for no_day_to_come in (date(2026, 3, 3), date(2126, 1, 1)):
        with pytest.raises(Invalid):
            await tasks.snooze(app, ada, slides.id, no_day_to_come)
    assert (await tasks.snooze(app, ada, slides.id, None)).snoozed_until_on is None


async def test_due_when_one_says(app: App, ada: Person, note: Note, clock: Clock) -> None:
    ada = await people.get(app, ada.id)
    essay, _, _ = await confirmed(app, ada, note)
    clock.advance(hours=14, minutes=30)  # half past midnight in Paris, on the 3rd
    for words, language, day, at in (
        ("2026-03-05", "zh_CN", date(2026, 3, 5), None),
        ("friday at 3 pm", "en", date(2026, 3, 6), time(15)),
        ("明天下午三点", "en", date(2026, 3, 4), time(15)),
        ("8 tonight", "en", date(2026, 3, 3), time(20)),
        ("today at 5 pm", "en", date(2026, 3, 3), time(17)),
        ("今天", "zh_CN", date(2026, 3, 3), None),
        ("3/5", "zh_CN", date(2026, 3, 5), None),
        ("2026/3/5", "en", date(2026, 3, 5), None),
        ("end of the month", "zh_CN", date(2026, 3, 31), None),
    ):
        on = await tasks.understand_due(app, ada, words, language)
        assert on == (day, at)
        changed = await tasks.set_due(app, ada, essay.id, *on)
        assert (changed.due_on, changed.due_time) == on
    assert (await tasks.set_due(app, ada, essay.id, None)).due_on is None
    with pytest.raises(Invalid, match="bananas"):
        await tasks.understand_due(app, ada, "bananas", "en")
    for on, at in ((date(1999, 1, 1), None), (date(9999, 1, 1), None), (None, time(9))):
        with pytest.raises(Invalid):
            await tasks.set_due(app, ada, essay.id, on, at)
    await tasks.set_due(app, ada, essay.id, date(2026, 3, 5))
    clock.advance(days=400)
    overdue = await tasks.set_due(app, ada, essay.id, date(2026, 3, 5), time(9))
    assert (overdue.due_on, overdue.due_time) == (date(2026, 3, 5), time(9)), "only a new day is looked at"


async def test_the_clock_of_a_task_is_that_of_where_its_person_turns_out_to_be(app: App, ada: Person) -> None:
    """3 pm was said before anybody knew in which zone; later moves are theirs to make."""
    kept = await condense.condense(app, ada, Pasted(MINUTES), ALL)
    essay, slides, _ = await confirmed(app, ada, kept)
    call = await condense.condense(app, ada, Pasted("Please join the call on Friday at 5 pm UTC."), ALL)
    (join,) = await confirmed(app, ada, call)
    before, ada = ada, await people.change_settings(app, ada, time_zone="Asia/Shanghai")
    await reminders.go_along(app, before, "Asia/Shanghai")
    placed = await tasks.get(app, ada, slides.id)
    assert (placed.due_time, placed.zone, placed.changes) == (time(15), "Asia/Shanghai", 1)
    assert [(await tasks.get(app, ada, each.id)).changes for each in (essay, join)] == [0, 0]
    before, ada = ada, await people.change_settings(app, ada, time_zone="Europe/Paris")
    await reminders.go_along(app, before, "Europe/Paris")
    assert (await tasks.get(app, ada, slides.id)).zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("words", "language", "day", "at"),
    [
        ("fri", "en", date(2026, 3, 6), None), ("Mon", "en", date(2026, 3, 2), None),
        ("on sun", "en", date(2026, 3, 8), None), ("by wed", "en", date(2026, 3, 4), None),
        ("fri 3pm", "en", date(2026, 3, 6), time(15)), ("tue 9am", "en", date(2026, 3, 3), time(9)),
        ("fri 3pm UTC", "en", date(2026, 3, 6), time(16)), ("fri", "zh_CN", date(2026, 3, 6), None),
        ("5 march", "en", date(2026, 3, 5), None), ("15 may", "en", date(2026, 5, 15), None),
        ("may 15", "en", date(2026, 5, 15), None), ("the 5th", "en", date(2026, 3, 5), None),
        ("in a fortnight", "en", date(2026, 3, 16), None), ("3 days", "en", date(2026, 3, 5), None),
        ("two weeks", "en", date(2026, 3, 16), None), ("in eleven days", "en", date(2026, 3, 13), None),
        ("in thirty days", "en", date(2026, 4, 1), None), ("in two weeks’ time", "en", date(2026, 3, 16), None),
        ("a week today", "en", date(2026, 3, 9), None), ("a week from tomorrow", "en", date(2026, 3, 10), None),
        ("tomorrow half past three", "en", date(2026, 3, 3), time(15, 30)),
        ("Please, on Friday.", "en", date(2026, 3, 6), None), ("it is due on friday", "en", date(2026, 3, 6), None),
        ("6 March (Friday)", "en", date(2026, 3, 6), None), ("friday eod", "en", date(2026, 3, 6), None),
        ("2026-03-10T14:00:00", "en", date(2026, 3, 10), time(14)),
        ("2026-03-10 6:00", "en", date(2026, 3, 10), time(6)),
        ("move to friday", "en", date(2026, 3, 6), None), ("改到周五，谢谢", "zh_CN", date(2026, 3, 6), None),
        ("Fri 6 Mar 2026, 15:00", "en", date(2026, 3, 6), time(15)),
        ("2026年3月6日周五 15:00", "zh_CN", date(2026, 3, 6), time(15)),
        ("下下个月5号", "zh_CN", date(2026, 5, 5), None), ("一个半月后", "zh_CN", date(2026, 4, 17), None),
        ("下週五", "zh_CN", date(2026, 3, 13), None), ("後天下午三點", "zh_CN", date(2026, 3, 4), time(15)),
        ("請於下週五之前繳交。", "zh_CN", date(2026, 3, 13), None), ("下週五", "en", date(2026, 3, 13), None),
        ("5 月 15 日", "zh_CN", date(2026, 5, 15), None), ("五一", "zh_CN", date(2026, 5, 1), None),
        ("5-15", "zh_CN", date(2026, 5, 15), None), ("5-15 18:00", "zh_CN", date(2026, 5, 15), time(18)),
        ("明年元旦", "zh_CN", date(2027, 1, 1), None), ("3月5、6日", "zh_CN", date(2026, 3, 6), None),
        ("请在周五之前交。", "zh_CN", date(2026, 3, 6), None), ("到下周一再提醒我", "zh_CN", date(2026, 3, 9), None),
    ],
)  # fmt: skip
async def test_where_a_day_is_asked_for_short_words_are_enough(
    app: App, ada: Person, words: str, language: str, day: date, at: time | None
) -> None:
    """Today is Monday, 2 March."""
    ada = await people.change_settings(app, ada, time_zone="Europe/Paris")
    assert await tasks.understand_due(app, ada, words, language) == (day, at)


@pytest.mark.parametrize(
    "words",
    ["a week on friday", "friday or monday", "not before friday", "fri or mon", "friday 3", "two days before friday",
     "6 March, thursday", "mon, 6 march", "thursday, march 6", "may", "march", "I may go on friday",
     "周五或周六前", "不是周五", "12月5日前后", "下午三点周五", "tomorrow 25:00", "25:00 tomorrow", "friday 25pm",
     "friday at 3:60", "dec 5 24:30", "2026-12-05 25:00", "明天25点", "周五下午30:00前",
     "12-15-18", "13-15", "春节", "农历十二月十五日"],
)  # fmt: skip
async def test_a_part_of_what_was_typed_is_not_taken_for_all_of_it(app: App, ada: Person, words: str) -> None:
    for language in ("en", "zh_CN"):
        with pytest.raises(Invalid, match=f"No day in “{words}”"):
            await tasks.understand_due(app, ada, words, language)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("元旦", date(2027, 1, 1)),
        ("圣诞节", date(2026, 12, 25)),
        ("12-15", date(2026, 12, 15)),
        ("1-5", date(2027, 1, 5)),
    ],
)
async def test_a_festival_and_a_day_without_its_year_are_those_to_come(
    app: App, ada: Person, clock: Clock, words: str, day: date
) -> None:
    clock.now = clock.now.replace(month=11, day=30)
    assert await tasks.understand_due(app, ada, words, "zh_CN") == (day, None)


async def test_figures_that_another_language_orders_otherwise_are_no_day(app: App, ada: Person) -> None:
    with pytest.raises(Invalid, match="No day in"):
        await tasks.understand_due(app, ada, "12-11", "en")


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("mon 3pm", "en", date(2026, 3, 9)), ("monday at noon", "en", date(2026, 3, 9)),
        ("mon 10pm", "en", date(2026, 3, 2)), ("mon 3pm ET", "en", date(2026, 3, 2)),
        ("monday", "en", date(2026, 3, 2)), ("today at noon", "en", date(2026, 3, 2)),
        ("周一下午三点", "zh_CN", date(2026, 3, 9)), ("本周一中午", "zh_CN", date(2026, 3, 2)),
    ],
)  # fmt: skip
async def test_a_weekday_whose_hour_is_over_is_the_next(
    app: App, ada: Person, clock: Clock, words: str, language: str, day: date
) -> None:
    """It is Monday, 2 March, eight in the evening in Paris."""
    ada = await people.change_settings(app, ada, time_zone="Europe/Paris")
    clock.now = clock.now.replace(hour=19)
    assert (await tasks.understand_due(app, ada, words, language))[0] == day


async def test_to_a_calendar_with_uids_that_stay(app: App, ada: Person, note: Note, clock: Clock) -> None:
    ada = await people.get(app, ada.id)
    essay, slides, plants = await confirmed(app, ada, note)
    before = (await tasks.export_tasks(app, ada, Format.CALENDAR, "en")).data.decode()
    assert before.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert before.count("BEGIN:VTODO") == 3
    for line in (
        f"UID:task-{slides.uid}@pith",
        "SUMMARY:Please send the slides by Friday at 3 pm.",
        "DUE:20260306T140000Z",  # three in the afternoon in Paris
        "DUE;VALUE=DATE:20260320",
        "STATUS:NEEDS-ACTION",
    ):
        assert f"\r\n{line}\r\n" in before
    clock.advance(hours=1)
    await tasks.done(app, ada, plants.id)
    after = (await tasks.export_tasks(app, ada, Format.CALENDAR, "en")).data.decode()
    assert f"\r\nCOMPLETED:{clock.now:%Y%m%dT%H%M%SZ}\r\n" in after
    assert after.count("\r\nSEQUENCE:1\r\n") == 1
    assert after.count("\r\nSEQUENCE:0\r\n") == 2
    for task in (essay, slides, plants):
        assert f"UID:task-{task.uid}@pith\r\n" in after


async def test_to_a_table_and_to_markdown(app: App, ada: Person, clock: Clock) -> None:
    text = "# =cmd|x\n\nPlease send *the* list by 20 March. The rest of it was about other things entirely."
    note = await condense.condense(app, ada, Pasted(text), ALL)
    (task,) = await confirmed(app, ada, note)
    table = (await tasks.export_tasks(app, ada, Format.CSV, "en")).data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["due_date"], row["due_time"], row["uid"]) == ("2026-03-20", "", task.uid)
    assert row["note"].startswith("'="), "no spreadsheet runs it"
    clock.advance(days=18)
    page = (await tasks.export_tasks(app, ada, Format.MARKDOWN, "zh_CN")).data.decode()
    assert "*(截止 2026年3月20日周五 · " in page, "on its day it is not over yet"
    clock.advance(days=1)
    page = (await tasks.export_tasks(app, ada, Format.MARKDOWN, "zh_CN")).data.decode()
    assert "*(原定 2026年3月20日周五 截止 · " in page
    await tasks.done(app, ada, task.id)
    page = (await tasks.export_tasks(app, ada, Format.MARKDOWN, "zh_CN")).data.decode()
    assert page.startswith(r"- [x] Please send \*the\* list by 20 March. *(截止 2026年3月20日周五 · ")
