"""Review: py-fsrs's own histories, grades taken back exactly, a day's share of a backlog."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import fsrs
import pytest
from sqlalchemy import insert, select

from bot.app import App
from bot.errors import Invalid, NotFound, Outdated
from bot.features import cards, condense, people, review, tags
from bot.features.condense import Pasted, Request
from bot.features.people import Person
from bot.features.review import Grade, ReviewSettings
from bot.features.review.memory import COLUMNS, memory_of
from bot.features.review.rules import after, day_of, interval_words, most_retrievable, share
from bot.store.tables import CardRow
from model import Budget
from tests.conftest import CHAPTER, Clock

HISTORIES = [
    [3, 3, 3, 3, 3, 3],
    [1, 1, 3, 3, 3, 1, 3, 3],
    [4, 4, 4],
    [2, 2, 2, 3, 4, 1, 2, 3],
    [3, 1, 3, 1, 3, 1, 3],
]


@pytest.fixture
async def note_id(app: App, ada: Person) -> int:
    note = await condense.condense(app, ada, Pasted(CHAPTER), Request(Budget(sentences=3)))
    await cards.add_many(app, ada, note.id or 0, [h.index for h in note.highlights])
    return note.id or 0


async def memory(app: App, card_id: int) -> fsrs.Card:
    async with app.read() as s:
        return memory_of((await s.execute(select(*COLUMNS).where(CardRow.id == card_id))).one())


@pytest.mark.parametrize("history", HISTORIES)
async def test_a_history_is_py_fsrss_own(
    app: App, ada: Person, note_id: int, clock: Clock, history: list[int]
) -> None:
    card_id = (await review.due(app, ada)).cards[0].id
    golden = fsrs.Scheduler(enable_fuzzing=False)
    expected = await memory(app, card_id)
    for rating in history:
        clock.now = max(expected.due, clock.now) + timedelta(hours=1, microseconds=7)
        expected, _ = golden.review_card(expected, fsrs.Rating(rating), clock.now)
        promised = (await review.show(app, ada, card_id)).intervals[Grade(rating)]
        graded = await review.grade(app, ada, card_id, Grade(rating))
        assert await memory(app, card_id) == expected
        assert graded.due_at == clock.now + promised == expected.due


async def test_histories_are_those_that_py_fsrs_holds_itself_to(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    """Its own golden numbers (tests/test_basic.py, test_review_card and test_memo_state): they also tell of a py-fsrs
    that reckons otherwise."""
    card, other, _ = (await review.due(app, ada)).cards
    began, days = clock.now, []
    for rating in (3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3):
        card = await review.grade(app, ada, card.id, Grade(rating))
        days.append((card.due_at - clock.now).days)
        clock.now = card.due_at
    assert days == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
    clock.now = began
    for rating, later in zip((1, 3, 3, 3, 3, 3), (0, 0, 1, 3, 8, 21), strict=True):
        clock.advance(days=later)
        await review.grade(app, ada, other.id, Grade(rating))
    remembered = await memory(app, other.id)
    assert remembered.stability == pytest.approx(53.62691, abs=1e-4)
    assert remembered.difficulty == pytest.approx(6.3574867, abs=1e-4)


async def test_the_wished_retention_counts(app: App, ada: Person, note_id: int, clock: Clock) -> None:
    card_id = (await review.due(app, ada)).cards[0].id
    loose, strict = [], []
    for wish, found in ((0.8, loose), (0.95, strict)):
        await review.change_settings(app, ada, retention=wish)
        found.append((await review.show(app, ada, card_id)).intervals[Grade.EASY])
    assert loose > strict


async def test_undo_is_exact_back_to_the_new_card(app: App, ada: Person, note_id: int, clock: Clock) -> None:
    one, two = (card.id for card in (await review.due(app, ada)).cards[:2])
    before = []
    for card_id, grade in ((one, 3), (two, 1), (one, 3), (one, 1), (two, 4), (one, 2)):
        before.append((card_id, await memory(app, card_id), await cards.get(app, ada, card_id)))
        await review.grade(app, ada, card_id, Grade(grade))
        clock.advance(days=3, microseconds=1)
    for card_id, remembered, card in reversed(before):
        assert (await review.undo(app, ada)).id == card_id
        assert await memory(app, card_id) == remembered
        assert await cards.get(app, ada, card_id) == card
    with pytest.raises(NotFound):
        await review.undo(app, ada)


async def test_undo_takes_back_the_grade_that_it_names_and_no_other(
    app: App, ada: Person, note_id: int
) -> None:
    one, two = (card.id for card in (await review.due(app, ada)).cards[:2])
    assert (await review.due(app, ada)).last_review_id is None
    await review.grade(app, ada, one, Grade.GOOD)
    first = (await review.due(app, ada)).last_review_id
    await review.grade(app, ada, two, Grade.GOOD)
    second = (await review.due(app, ada)).last_review_id
    with pytest.raises(Outdated):
        await review.undo(app, ada, first)
    assert (await review.undo(app, ada, second)).id == two
    with pytest.raises(Outdated):
        await review.undo(app, ada, second)
    assert (await cards.get(app, ada, one)).grades == 1
    assert (await review.undo(app, ada, first)).id == one
    with pytest.raises(Outdated):
        await review.undo(app, ada, first)


async def test_a_button_pressed_twice_counts_once(app: App, ada: Person, note_id: int) -> None:
    card = (await review.due(app, ada)).cards[0]
    graded = await review.grade(app, ada, card.id, Grade.GOOD, seen=card.grades)
    with pytest.raises(Outdated):
        await review.grade(app, ada, card.id, Grade.GOOD, seen=card.grades)
    assert await cards.get(app, ada, card.id) == graded


async def test_buried_until_the_persons_morning_suspended_until_resumed(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    ada = await people.change_settings(app, ada, time_zone="Asia/Tokyo")
    first, second, third = (await review.due(app, ada)).cards
    buried = await review.bury(app, ada, first.id)
    await review.suspend(app, ada, second.id)
    assert buried.buried_until_at == datetime(2026, 3, 3, 4, tzinfo=ZoneInfo("Asia/Tokyo"))
    session = await review.due(app, ada)
    assert session.cards == (third,)
    assert session.next_at == buried.buried_until_at
    assert (await review.bury(app, ada, first.id, buried=False)) == first
    assert (await review.due(app, ada)).cards == (first, third)
    await review.bury(app, ada, first.id)
    clock.now = buried.buried_until_at
    assert {card.id for card in (await review.due(app, ada)).cards} == {first.id, third.id}
    await review.suspend(app, ada, second.id, suspended=False)
    assert len((await review.due(app, ada)).cards) == 3


async def test_by_tag_and_what_comes_next(app: App, ada: Person, note_id: int, clock: Clock) -> None:
    await tags.set_tags(app, ada, note_id, ["plants"])
    session = await review.due(app, ada, tag="#Plants")
    assert len(session.cards) == 3
    assert (await review.due(app, ada, tag="stones")).cards == ()
    for card in session.cards:
        await review.grade(app, ada, card.id, Grade.GOOD)
    over = await review.due(app, ada)
    assert (over.cards, over.done_today) == ((), 3)
    assert over.next_at == clock.now + timedelta(minutes=10)
    clock.advance(minutes=10)
    assert len((await review.due(app, ada)).cards) == 3


async def fill(app: App, person: Person, note_id: int, count: int, **columns: Any) -> None:
    """Cards in the middle of their life, one day overdue and more, each less well known than the one before."""
    now = app.clock()
    row = {
        "person_id": person.id, "note_id": note_id, "kind": "recall", "sentence": "", "front": "?", "back": "!",
        "state": fsrs.State.Review.value, "step": None, "difficulty": 5.0, "created_at": now, "grades": 3,
    }  # fmt: skip
    rows = [
        row
        | {
            "stability": 400.0 - i / 10,
            "due_at": now - timedelta(days=1),
            "last_review_at": now - timedelta(days=90),
        }
        for i in range(count)
    ]
    async with app.write() as s:
        for start in range(0, count, 100):
            await s.execute(insert(CardRow), [each | columns for each in rows[start : start + 100]])


async def test_a_thousand_overdue_are_spread_most_retrievable_first(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    await fill(app, ada, note_id, 1_000)
    first = await review.due(app, ada)
    assert (len(first.cards), first.later, first.days, first.new_later) == (60, 940, 16, 3)
    await review.change_settings(app, ada, daily_cap=15)
    seen: list[int] = []
    for left in (1_000, 985):
        session = await review.due(app, ada)
        assert (len(session.cards), session.later) == (15, left - 15)
        for card in session.cards:
            await review.grade(app, ada, card.id, Grade.EASY)
            seen.append(card.id)
        done = await review.due(app, ada)
        assert (done.cards, done.later) == ((), left - 15)
        clock.advance(days=1)
    assert seen == sorted(seen), "the best remembered come first, day after day"


async def test_the_cap_counts_a_card_once_and_the_day_renews_it(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    await review.change_settings(app, ada, daily_cap=2)
    first = await review.due(app, ada)
    assert (len(first.cards), first.new_later) == (2, 1)
    await review.grade(app, ada, first.cards[0].id, Grade.AGAIN)
    clock.advance(minutes=2)
    again = await review.due(app, ada)
    assert [card.id for card in again.cards] == [card.id for card in first.cards], (
        "being learnt, it is not capped"
    )
    for card in again.cards:
        await review.grade(app, ada, card.id, Grade.EASY)
    done = await review.due(app, ada)
    assert (done.cards, done.new_later, done.done_today) == ((), 1, 2)
    assert done.next_at == datetime(2026, 3, 3, 4, tzinfo=UTC)
    clock.now = done.next_at
    (renewed,) = {card.id for card in (await review.due(app, ada)).cards} - {c.id for c in first.cards}
    assert (await cards.get(app, ada, renewed)).grades == 0


def test_new_cards_wait_for_a_backlog_and_are_few_a_day() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    new = [fsrs.Card(card_id=i, due=now) for i in range(50)]
    old = [
        fsrs.Card(100 + i, fsrs.State.Review, None, 10.0 + i, 5.0, now, now - timedelta(days=30))
        for i in range(5)
    ]
    cap = ReviewSettings(daily_cap=10)
    assert share([*new, *old], cap, 0, 0, now).today == (104, 103, 102, 101, 100, 0, 1, 2, 3, 4)
    assert share([*new, *old], cap, 6, 0, now) == share([*old, *new], replace(cap, daily_cap=4), 0, 0, now)
    assert share([*new, *old], cap, 6, 0, now).today == (104, 103, 102, 101)
    assert len(share(new, ReviewSettings(), 5, 5, now).today) == 15
    assert most_retrievable(old, -1, now, cap) == []


async def test_a_card_is_due_from_its_days_morning_and_a_night_is_a_day(
    app: App, ada: Person, note_id: int, clock: Clock
) -> None:
    card_id, other, third = (card.id for card in (await review.due(app, ada)).cards)
    for each in (other, third):
        await review.suspend(app, ada, each)
    clock.now = datetime(2026, 3, 2, 23, tzinfo=UTC)
    for _ in range(2):
        learnt = await review.grade(app, ada, card_id, Grade.GOOD)
    clock.now = datetime.combine(learnt.due_at.date(), time(3, 59), UTC)
    session = await review.due(app, ada)
    assert (session.cards, session.next_at) == ((), clock.now + timedelta(minutes=1))
    clock.advance(minutes=1)
    assert [card.id for card in (await review.due(app, ada)).cards] == [card_id]

    noon_in_tokyo = datetime(2026, 3, 2, 3, tzinfo=UTC)
    known = fsrs.Card(card_id, fsrs.State.Review, None, 1.0, 5.0, noon_in_tokyo, noon_in_tokyo)
    for hours, counted_hours in ((15, 15), (16, 24), (24, 24), (30, 30)):
        now, counted = (noon_in_tokyo + timedelta(hours=each) for each in (hours, counted_hours))
        golden, _ = fsrs.Scheduler(enable_fuzzing=False).review_card(known, fsrs.Rating.Good, counted)
        graded = after(Grade.GOOD, known, now, ReviewSettings(), "Asia/Tokyo")
        assert (graded.stability, graded.last_review) == (golden.stability, now)
        assert graded.due - now == golden.due - counted


@pytest.mark.parametrize(
    ("now", "zone", "begins", "ends"),
    [
        ("2026-03-02T03:59", None, "2026-03-01T04:00", "2026-03-02T04:00"),
        ("2026-03-02T04:00", None, "2026-03-02T04:00", "2026-03-03T04:00"),
        ("2026-03-28T12:00", "Europe/Paris", "2026-03-28T03:00", "2026-03-29T02:00"),
        ("2026-10-25T12:00", "Europe/Paris", "2026-10-25T03:00", "2026-10-26T03:00"),
    ],
)
def test_a_day_begins_at_four_by_the_persons_clock(
    now: str, zone: str | None, begins: str, ends: str
) -> None:
    def at(moment: str) -> datetime:
        return datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert day_of(at(now), zone) == (at(begins), at(ends))


def test_a_day_of_25_hours_is_one_day() -> None:
    """Graded at half past four, a card of one day comes at half past three, by the clock that was put back."""
    berlin = ZoneInfo("Europe/Berlin")
    at = datetime(2026, 10, 24, 4, 30, tzinfo=berlin).astimezone(UTC)
    known = fsrs.Card(1, fsrs.State.Relearning, 0, 0.5, 5.0, at, at - timedelta(minutes=10))
    due = after(Grade.GOOD, known, at, ReviewSettings(), "Europe/Berlin").due
    assert due == datetime(2026, 10, 25, 4, tzinfo=berlin)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ({"seconds": 10}, "1 min"),
        ({"minutes": 10}, "10 min"),
        ({"minutes": 59, "seconds": 40}, "1 h"),
        ({"hours": 5}, "5 h"),
        ({"hours": 23, "minutes": 40}, "1 d"),
        ({"days": 12}, "12 d"),
        ({"days": 61}, "2 mo"),
        ({"days": 550}, "1.5 y"),
    ],
)
def test_intervals_in_words(interval: dict[str, int], words: str) -> None:
    assert str(interval_words(timedelta(**interval))) == words


@pytest.mark.parametrize(
    "wish", [{"daily_cap": 0}, {"daily_cap": 1_001}, {"retention": 0.5}, {"retention": 1.0}]
)
async def test_settings_out_of_bounds_change_nothing(app: App, ada: Person, wish: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        await review.change_settings(app, ada, automatic=True, **wish)
    assert await review.get_settings(app, ada) == ReviewSettings()


async def test_settings_changed_at_once_are_all_kept(app: App, ada: Person) -> None:
    wishes: list[dict[str, Any]] = [
        {"daily_cap": 15}, {"retention": 0.8}, {"automatic": True}, {"starred": False}, {"fitted": False},
    ]  # fmt: skip
    await asyncio.gather(*(review.change_settings(app, ada, **wish) for wish in wishes))
    assert await review.get_settings(app, ada) == ReviewSettings(True, 15, 0.8, False, False)


async def test_the_export_holds_cards_and_grades(app: App, ada: Person, note_id: int) -> None:
    card = (await review.due(app, ada)).cards[0]
    await review.grade(app, ada, card.id, Grade.HARD)
    kept = await review.export(app, ada)
    assert len(kept["cards"]) == 3
    assert kept["reviews"][0]["grade"] == 2
    assert kept["settings"]["daily_cap"] == 60
