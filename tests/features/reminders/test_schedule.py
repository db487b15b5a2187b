"""The rules of time, over every zone: one delivery for each local day, whatever the clocks and the person do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.features.reminders.schedule import (
    EVERY_DAY,
    GRACE,
    WEEKDAYS,
    Occurrence,
    Schedule,
    Snooze,
    at,
    awake,
    due,
    is_quiet,
    local_date,
    moment,
    next_after,
    next_on,
    replanned,
    snoozed_until,
)

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
TIMES = [time(h, m) for h in range(24) for m in (0, 30)]
DAYS = [FIRST + i * DAY for i in range((LAST - FIRST).days + 1)]


@cache
def changes(zone: str) -> tuple[date, ...]:
    """The local days of 2026–2028 on which the zone's clocks are put on or back."""
    tz = ZoneInfo(zone)
    offsets = [datetime.combine(day, time(), UTC).astimezone(tz).utcoffset() for day in [*DAYS, LAST + DAY]]
    return tuple(
        (datetime.combine(day, time(12), UTC)).astimezone(tz).date()
        for day, before, after in zip(DAYS, offsets, offsets[1:], strict=False)
        if before != after
    )


def unlike() -> Iterator[str]:
    """A zone for each different behaviour on the days around its changes."""
    seen = set()
    for zone in sorted(available_timezones()):
        tz = ZoneInfo(zone)
        offset = datetime(2026, 1, 1, tzinfo=UTC).astimezone(tz).utcoffset()
        if changes(zone) and (key := (offset, changes(zone))) not in seen:
            seen.add(key)
            yield zone


def around(zone: str) -> list[date]:
    return sorted({day + i * DAY for day in changes(zone) for i in (-1, 0, 1)})


def test_every_zone_gives_each_day_one_moment_in_order() -> None:
    for zone in sorted(available_timezones()):
        tz, some = ZoneInfo(zone), random.Random(zone)
        for clock in [time(2, 30), *some.sample(TIMES, 2)]:
            schedule = Schedule(clock, EVERY_DAY, zone)
            for day in {*some.sample(around(zone), min(6, len(around(zone)))), *some.sample(DAYS, 2)}:
                this, following = at(schedule, day), at(schedule, day + DAY)
                assert this < following, (zone, clock, day)
                shown = this.astimezone(tz)
                exact = shown.time() == clock and shown.date() == day
                assert exact or (this - MINUTE).astimezone(tz).utcoffset() != shown.utcoffset(), (zone, day)
                assert next_after(schedule, day, this - MINUTE) == Occurrence(day, this)
                assert next_after(schedule, day, this) == Occurrence(day + DAY, following)


def test_every_change_of_clocks_agrees_with_a_look_at_each_quarter_of_an_hour() -> None:
    """Beside a slow but obvious rule: walk through the day until the clock shows the time, or a later one."""
    zones = list(unlike())
    assert len(zones) > 20
    for zone in zones:
        tz = ZoneInfo(zone)
        for day in changes(zone)[:2]:
            begin = datetime.combine(day - DAY, time(), UTC) - timedelta(hours=15)
            walls = [
                (instant, instant.astimezone(tz).replace(tzinfo=None))
                for instant in (begin + i * MINUTE for i in range(0, 4 * 1440, 15))
            ]
            for clock in TIMES:
                wanted = datetime.combine(day, clock)
                obvious = next(instant for instant, wall in walls if wall >= wanted)
                assert moment(day, clock, tz) == obvious, (zone, day, clock)


@pytest.mark.parametrize(
    ("zone", "on", "clock", "utc"),
    [
        (
            "Europe/Paris",
            date(2026, 3, 29),
            time(2, 30),
            "2026-03-29T01:00",
        ),  # skipped: 3:00 is the first there is
        ("Europe/Paris", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),  # twice: the first
        (
            "Australia/Lord_Howe",
            date(2026, 10, 4),
            time(2, 15),
            "2026-10-03T15:30",
        ),  # half an hour is skipped
        (
            "America/Nuuk",
            date(2026, 3, 28),
            time(23, 30),
            "2026-03-29T01:00",
        ),  # the rest of the evening is skipped
        ("Asia/Shanghai", date(2026, 7, 1), time(8), "2026-07-01T00:00"),
    ],
)
def test_known_changes(zone: str, on: date, clock: time, utc: str) -> None:
    assert moment(on, clock, ZoneInfo(zone)) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_day_that_a_zone_left_out_has_no_delivery() -> None:
    samoa = Schedule(time(8), EVERY_DAY, "Pacific/Apia")
    assert next_on(samoa, date(2011, 12, 30)) == date(2011, 12, 31)


def lived_through(schedule: Schedule, begin: datetime, end: datetime, step: timedelta) -> list[Occurrence]:
    """What is delivered when somebody looks every `step`."""
    made, planned, now = [], next_after(schedule, local_date(schedule, begin), begin), begin
    while now <= end:
        if planned is not None and planned.at <= now:
            delivery, planned = due(schedule, planned, now)
            made += [delivery] if delivery else []
        now += step
    return made


def test_each_wanted_day_of_three_years_has_one_delivery() -> None:
    for zone in ("Europe/Paris", "America/Nuuk", "Africa/Casablanca", "Australia/Lord_Howe", "Africa/Cairo"):
        schedule = Schedule(time(0, 30), WEEKDAYS, zone)
        begin = datetime.combine(FIRST, time(), UTC) - DAY
        made = lived_through(schedule, begin, datetime.combine(LAST, time(), UTC) + DAY, timedelta(hours=1))
        dates = [each.on for each in made if FIRST <= each.on <= LAST]
        assert dates == [day for day in DAYS if day.weekday() in WEEKDAYS], zone


def test_around_each_change_every_zone_has_one_delivery_for_each_wanted_day() -> None:
    """Somebody looks up to an hour after each moment, and now and then again."""
    for zone in sorted(available_timezones()):
        some = random.Random(zone)
        for day in some.sample(changes(zone), min(2, len(changes(zone)))):
            days = frozenset(some.sample(range(7), 4)) | {day.weekday()}
            schedule = Schedule(some.choice(TIMES), days, zone)
            first, last = day - 2 * DAY, day + 2 * DAY
            begin = moment(first, time(), schedule.tz) - MINUTE
            planned, now, made = next_after(schedule, first, begin), begin, list[date]()
            while planned is not None and planned.on <= last:
                now = max(now, planned.at) + some.randint(0, 60) * MINUTE
                if planned.at <= now:
                    delivery, planned = due(schedule, planned, now)
                    made += [delivery.on] if delivery else []
            wanted = [first + i * DAY for i in range(5)]
            assert made == [each for each in wanted if each.weekday() in days], (zone, day)


def test_after_downtime_there_is_one_late_delivery_or_none() -> None:
    schedule = Schedule(time(8), EVERY_DAY, "UTC")
    planned = Occurrence(date(2026, 5, 1), datetime(2026, 5, 1, 8, tzinfo=UTC))
    back = datetime(2026, 5, 9, 10, tzinfo=UTC)
    made, following = due(schedule, planned, back)
    assert made == Occurrence(date(2026, 5, 9), datetime(2026, 5, 9, 8, tzinfo=UTC))
    assert following == Occurrence(date(2026, 5, 10), datetime(2026, 5, 10, 8, tzinfo=UTC))
    made, following = due(schedule, planned, back + GRACE)
    assert made is None
    assert following is not None
    assert following.on == date(2026, 5, 10)


def test_a_late_delivery_waits_for_the_end_of_quiet_hours_or_is_let_go() -> None:
    schedule = Schedule(time(21), EVERY_DAY, "UTC", quiet=(time(22), time(2)))
    planned = Occurrence(date(2026, 5, 1), datetime(2026, 5, 1, 21, tzinfo=UTC))
    back = datetime(2026, 5, 1, 23, tzinfo=UTC)
    assert due(schedule, planned, back)[0] == planned
    assert awake(schedule, back) == datetime(2026, 5, 2, 2, tzinfo=UTC)
    long_night = Schedule(time(21), EVERY_DAY, "UTC", quiet=(time(22), time(7)))
    assert due(long_night, planned, back)[0] is None


def test_quiet_hours_may_go_over_midnight() -> None:
    night = (time(22), time(7))
    assert [is_quiet(night, time(h)) for h in (21, 22, 0, 6, 7)] == [False, True, True, True, False]
    assert [is_quiet((time(9), time(17)), time(h)) for h in (8, 9, 16, 17)] == [False, True, True, False]
    assert not is_quiet(None, time(3))


def test_a_pause_ends_on_its_date() -> None:
    schedule = Schedule(time(8), EVERY_DAY, "UTC", paused_until_on=date(2026, 5, 8))
    assert next_on(schedule, date(2026, 5, 1)) == date(2026, 5, 8)
    assert next_on(schedule, date(2026, 6, 1)) == date(2026, 6, 1)
    assert next_on(Schedule(time(8), frozenset(), "UTC"), date(2026, 5, 1)) is None


MORNING = datetime(2026, 5, 4, 10, tzinfo=UTC)  # a Monday


def test_an_earlier_time_set_on_the_day_leaves_todays_where_it_was() -> None:
    before = Schedule(time(18), EVERY_DAY, "UTC")
    planned = next_after(before, MORNING.date(), MORNING)
    after = Schedule(time(8), EVERY_DAY, "UTC")
    assert replanned(after, planned, None, MORNING) == planned
    delivered = replanned(after, None, MORNING.date(), MORNING)
    assert delivered is not None
    assert delivered.on == date(2026, 5, 5)


def test_a_later_time_set_after_todays_gives_no_second() -> None:
    later = replanned(Schedule(time(20), EVERY_DAY, "UTC"), None, MORNING.date(), MORNING)
    assert later == Occurrence(date(2026, 5, 5), datetime(2026, 5, 5, 20, tzinfo=UTC))


def test_todays_is_sent_at_once_where_its_moment_would_be_tomorrow() -> None:
    planned = Occurrence(date(2026, 5, 4), datetime(2026, 5, 5, 3, tzinfo=UTC))  # 20:00 in Los Angeles
    now = datetime(2026, 5, 4, 21, tzinfo=UTC)  # 22:00 in London
    assert replanned(Schedule(time(20), EVERY_DAY, "Europe/London"), planned, None, now) == Occurrence(
        date(2026, 5, 4), now
    )


PLACES = [
    "Pacific/Kiritimati",
    "Asia/Tokyo",
    "Europe/Paris",
    "America/Nuuk",
    "America/Los_Angeles",
    "Pacific/Niue",
]
change = st.tuples(st.integers(0, 3000), st.sampled_from(PLACES), st.sampled_from(TIMES))


@given(st.lists(change, min_size=1, max_size=8), st.integers(0, 1000))
@example(
    [
        (1181, "Pacific/Niue", time(7)),
        (1041, "Pacific/Kiritimati", time()),
        (221, "America/Los_Angeles", time(7)),
        (951, "Pacific/Kiritimati", time(3, 30)),
    ],
    260,
)
def test_changes_of_zone_and_time_give_neither_two_nor_none(
    moves: list[tuple[int, str, time]], start: int
) -> None:
    """Whoever flies about and sets their reminder anew has one a day; without one pass two days and a flight at most.

    Each further flight in between may put it off once more: it can skip the date that was to come.
    """
    now = datetime(2026, 3, 27, tzinfo=UTC) + start * MINUTE
    schedule = Schedule(time(12), EVERY_DAY, "Europe/Paris")
    planned, last_on, made = replanned(schedule, None, None, now), None, []
    for flights, (minutes, zone, clock) in enumerate([*moves, (6000, "Europe/Paris", time(12))]):
        for _ in range(0, minutes, 10):
            now += 10 * MINUTE
            if planned is not None and planned.at <= now:
                delivery, planned = due(schedule, planned, now)
                assert delivery is not None
                made.append((delivery.on, now, flights))
                last_on = delivery.on
        today_was_to_come = planned is not None and planned.on == now.astimezone(ZoneInfo(zone)).date()
        schedule = Schedule(clock, EVERY_DAY, zone)
        planned = replanned(schedule, planned, last_on, now)
        assert planned is not None
        assert not today_was_to_come or planned.on == local_date(schedule, now)
    dates = [on for on, _, _ in made]
    assert len(set(dates)) == len(dates)
    assert dates == sorted(dates)
    for (_, earlier, before), (_, later, after) in pairwise(made):
        assert later - earlier <= 2 * DAY + max(1, after - before) * timedelta(hours=26)


@pytest.mark.parametrize(
    ("how_long", "hour", "expected"),
    [
        (Snooze.TEN_MINUTES, 8, "2026-05-04T08:10"),
        (Snooze.HOUR, 8, "2026-05-04T09:00"),
        (Snooze.EVENING, 8, "2026-05-04T19:00"),
        (Snooze.EVENING, 20, "2026-05-04T21:00"),
        (Snooze.HOUR, 21, "2026-05-05T07:00"),  # not in quiet hours
        (Snooze.TOMORROW, 20, "2026-05-05T08:00"),
    ],
)
def test_a_snooze_is_as_long_as_it_says(how_long: Snooze, hour: int, expected: str) -> None:
    schedule = Schedule(time(8), EVERY_DAY, "UTC", quiet=(time(22), time(7)))
    now = datetime(2026, 5, 4, hour, tzinfo=UTC)
    assert snoozed_until(schedule, how_long, now) == datetime.fromisoformat(expected).replace(tzinfo=UTC)
