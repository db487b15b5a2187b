"""Times as people say them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.features.reminders.schedule import EVERY_DAY, WEEKDAYS, Schedule
from bot.features.reminders.spoken import understand, understand_quiet
from bot.features.reminders.words import when_words

WEEKEND = {5, 6}


@pytest.mark.parametrize(
    ("words", "clock", "days"),
    [
        ("weekdays at half past seven", time(7, 30), WEEKDAYS),
        ("every day at 8", time(8), EVERY_DAY),
        ("8am", time(8), EVERY_DAY),
        ("every day at 8 except Monday", time(8), EVERY_DAY - {0}),
        ("at half past seven except on weekends", time(7, 30), WEEKDAYS),
        ("weekdays, but not Tuesdays and Fridays, at 9", time(9), {0, 2, 3}),
        ("除了周末每天早上八点", time(8), WEEKDAYS),
        ("除星期一、三外每天晚上九点", time(21), {1, 3, 4, 5, 6}),
        ("8am except sat/sun", time(8), WEEKDAYS),
        ("8am except Sat. & Sun.", time(8), WEEKDAYS),
        ("8am except mon-fri", time(8), WEEKEND),
        ("8am (except weekends and Mondays)", time(8), {1, 2, 3, 4}),
        ("8am except Mondays and weekends", time(8), {1, 2, 3, 4}),
        ("every day at 8 except on Monday and on Tuesday", time(8), EVERY_DAY - {0, 1}),
        ("8am except weds and suns", time(8), EVERY_DAY - {2, 6}),
        ("除了周末和周一,每天八点", time(8), {1, 2, 3, 4}),
        ("除了周一和周末每天八点", time(8), {1, 2, 3, 4}),
        ("除了工作日早上九点", time(9), WEEKEND),
        ("每天八点（周末除外）", time(8), WEEKDAYS),
        ("除周一到周三外八点", time(8), {3, 4, 5, 6}),
        ("除了周末三点", time(3), WEEKDAYS),
        ("早上八点差五分", time(7, 55), EVERY_DAY),
        ("每天下午3点1刻", time(15, 15), EVERY_DAY),
        ("每天下午3点3刻", time(15, 45), EVERY_DAY),
        ("每天差1刻8点", time(7, 45), EVERY_DAY),
        ("一、三、五早上8点", time(8), {0, 2, 4}),
        ("每一三五早上八点", time(8), {0, 2, 4}),
        ("二、四 20:00", time(20), {1, 3}),
        ("除了一、三早上8点", time(8), EVERY_DAY - {0, 2}),
        ("差五分零点", time(23, 55), EVERY_DAY),
        ("半夜差五分零点", time(23, 55), EVERY_DAY),
        ("5 to 0", time(23, 55), EVERY_DAY),
        ("中午差五分两点", time(13, 55), EVERY_DAY),
        ("晚上差五分十二点", time(23, 55), EVERY_DAY),
        ("上午差五分十二点", time(11, 55), EVERY_DAY),
        ("ten to twelve in the morning", time(11, 50), EVERY_DAY),
        ("ten to one", time(0, 50), EVERY_DAY),
        ("five to twelve am", time(23, 55), EVERY_DAY),
        ("five to twelve pm", time(11, 55), EVERY_DAY),
        ("8 am except school days", time(8), WEEKEND),
        ("five to twelve at night", time(23, 55), EVERY_DAY),
        ("早上差五分八点", time(7, 55), EVERY_DAY),
        ("每天差一刻一点", time(0, 45), EVERY_DAY),
        ("at 7:30 pm on weekends", time(19, 30), WEEKEND),
        ("Mondays, Wednesdays and Fridays at 18:15", time(18, 15), {0, 2, 4}),
        ("mon-fri 7.45", time(7, 45), WEEKDAYS),
        ("Saturday to Monday at noon", time(12), {5, 6, 0}),
        ("quarter to eight in the evening", time(19, 45), EVERY_DAY),
        ("a quarter past six", time(6, 15), EVERY_DAY),
        ("twenty-five to nine p.m.", time(20, 35), EVERY_DAY),
        ("seven thirty every weekday", time(7, 30), WEEKDAYS),
        ("nine o'clock", time(9), EVERY_DAY),
        ("remind me at ten at night", time(22), EVERY_DAY),
        ("12 am", time(0), EVERY_DAY),
        ("midnight", time(0), EVERY_DAY),
        ("Friday midnight", time(0), {5}),  # its end, as of Friday night at 12
        ("Fridays at 12 midnight", time(0), {5}),
        ("周五午夜", time(0), {5}),
        ("周五零点", time(0), {4}),
        ("Friday at 12 noon", time(12), {4}),
        ("19h30", time(19, 30), EVERY_DAY),
        ("five past five in the morning", time(5, 5), EVERY_DAY),
        ("tue thu 6 p.m.", time(18), {1, 3}),
        ("每天早上八点", time(8), EVERY_DAY),
        ("工作日早上七点半", time(7, 30), WEEKDAYS),
        ("周一三五晚上8点", time(20), {0, 2, 4}),
        ("星期一、星期三下午三点一刻", time(15, 15), {0, 2}),
        ("周末上午十点", time(10), WEEKEND),
        ("周一到周五 19：30", time(19, 30), WEEKDAYS),
        ("请每天晚上九点二十五分提醒我", time(21, 25), EVERY_DAY),
        ("每天中午十二点", time(12), EVERY_DAY),
        ("礼拜天中午", time(12), {6}),
        ("每晚十点", time(22), EVERY_DAY),
        ("八点零五分", time(8, 5), EVERY_DAY),
        ("every morning at 8", time(8), EVERY_DAY),
        ("each Sunday evening, 7:30", time(19, 30), {6}),
        ("nightly at ten", time(22), EVERY_DAY),
        ("12:30 in the morning", time(0, 30), EVERY_DAY),
        ("Mon/Wed 0815", time(8, 15), {0, 2}),
        ("晚上12点", time(0), EVERY_DAY),
        ("晚上一点", time(1), EVERY_DAY),
        ("晚上24点", time(0), EVERY_DAY),
        ("every evening at midnight", time(0), EVERY_DAY),
        ("every night at 5 pm", time(17), EVERY_DAY),
        ("凌晨12点半", time(0, 30), EVERY_DAY),
        ("上午12点", time(12), EVERY_DAY),
        ("Friday night at 12", time(0), {5}),
        ("at 30 minutes past 8", time(8, 30), EVERY_DAY),
        ("at 45 past seven pm", time(19, 45), EVERY_DAY),
        ("7:30 pm", time(19, 30), EVERY_DAY),
        ("Fri and Sun at 12 at night", time(0), {5, 0}),
        ("weekdays except Monday, at 12 at night", time(0), {2, 3, 4, 5}),
        ("Friday night at 12:30", time(0, 30), {5}),
        ("周五晚上12点", time(0), {5}),
        ("周五晚上一点", time(1), {5}),
        ("周日24点", time(0), {0}),
        ("周五半夜两点", time(2), {4}),
        ("周五凌晨12点", time(0), {4}),
        ("Friday 12 am", time(0), {4}),
        ("Friday night at five to twelve", time(23, 55), {4}),
        ("周五差五分零点", time(23, 55), {4}),
        ("Friday night at 11", time(23), {4}),
        ("每个工作日，早上七点半提醒我复习", time(7, 30), WEEKDAYS),
        ("週一到週五早上七點半提醒我複習", time(7, 30), WEEKDAYS),
    ],
)
def test_it_is_understood(words: str, clock: time, days: set[int]) -> None:
    assert understand(words) == (clock, frozenset(days))


@pytest.mark.parametrize(
    "words",
    [
        "", "soon", "every day", "每天", "every other day at 8", "at 8 and at 20", "at 25:00",
        "weekends at 8 except weekends", "every day except at 8", "除了周末", "差五分", "差七十分八点", "差五分25点",
        "8 am except the 3rd", "除了周末、三八点",
        "每天九九十点", "十九九点", "十十点", "八点十九九分", "差九九十分八点", "零十点",
        "in 5 minutes", "at 8:75", "x" * 5000, "每天早上和晚上", "八点和九点", "25点", "every 2 days at 8",
        "8 am and 8 pm", "at 8 in the morning and in the evening", "周一早上8点和晚上8点",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused(words: str) -> None:
    with pytest.raises(Invalid):
        understand(words)


@pytest.mark.parametrize("words", ["8 at 30", "8 at 26", "at 30", "at 45", "every hour at 55"])
def test_minutes_alone_are_no_hour_that_there_is_not(words: str) -> None:
    with pytest.raises(Invalid, match="I can't read a time in"):
        understand(words)


@pytest.mark.parametrize(
    "words",
    [
        "25:00", "every day at 24:30", "12:75", "weekdays at 8:60", "99h30", "at 25", "25 pm", "30 o'clock", "25h",
        "7 am and 25:00", "二十五点", "每天24点30分", "12:75 每天", "八点七十分",
    ],
)  # fmt: skip
def test_a_time_that_there_is_not_is_named_as_that(words: str) -> None:
    with pytest.raises(Invalid, match="There is no such time of day") as refused:
        understand(words)
    assert refused.value.about == "when"


@pytest.mark.parametrize(
    ("words", "quiet"),
    [
        ("22-7", (time(22), time(7))),
        ("22:00 – 06:30", (time(22), time(6, 30))),
        ("10 pm to 7 am", (time(22), time(7))),
        ("晚上十点半到早上七点", (time(22, 30), time(7))),
        ("1-3 pm", (time(13), time(15))),
        ("from one to three pm", (time(13), time(15))),
        ("1 to 3 in the afternoon", (time(13), time(15))),
        ("1.30-3 pm every day", (time(13, 30), time(15))),
        ("half past one to 3 pm", (time(13, 30), time(15))),
        ("10 to 7 in the morning", (time(22), time(7))),
        ("1 pm to 3", (time(13), time(15))),
        ("下午一点到三点", (time(13), time(15))),
        ("晚上十点到七点", (time(22), time(7))),
        ("01:00-3 pm", (time(1), time(15))),
        ("10 to 6", (time(10), time(6))),
        ("10 pm to noon", (time(22), time(12))),
        ("noon to 2 pm", (time(12), time(14))),
        ("midnight to 7 am", (time(0), time(7))),
        ("noon to 2", (time(12), time(14))),
        ("晚上十点到正午", (time(22), time(12))),
        ("10-7 am", (time(22), time(7))),
        ("10:30 to 11 p.m.", (time(22, 30), time(23))),
        ("12-2pm", (time(12), time(14))),
        ("22-7 am", (time(22), time(7))),
        ("None", None),
        ("无", None),
        ("沒有", None),
    ],
)
def test_quiet_hours_are_understood(words: str, quiet: tuple[time, time] | None) -> None:
    assert understand_quiet(words) == quiet


@pytest.mark.parametrize("words", ["22", "22-25", "at night", "7-7", "1-2-3", "22点到", "weekdays 22-7"])
def test_what_are_no_quiet_hours_is_refused(words: str) -> None:
    with pytest.raises(Invalid, match="quiet hours"):
        understand_quiet(words)


@given(st.text(max_size=60))
def test_whatever_is_said_is_read_or_refused(words: str) -> None:
    try:
        clock, days = understand(words)
    except Invalid:
        return
    assert isinstance(clock, time)
    assert days <= EVERY_DAY


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("days", [{0}, {0, 3}, {0, 1, 2, 3, 4}, {5, 6}, {0, 1, 2, 4, 6}, set(range(7))])
@pytest.mark.parametrize("at", [time(0), time(7, 5), time(12), time(23, 59)])
def test_what_a_field_shows_is_read_back(language: str, days: set[int], at: time) -> None:
    schedule = Schedule(at, frozenset(days), "UTC")
    assert understand(when_words(schedule, language)) == (at, days)


@given(st.times(), st.sampled_from(["每天{}", "every day at {}", "weekdays {}", "周末{}"]))
def test_a_clock_time_is_itself(clock: time, sentence: str) -> None:
    assert understand(sentence.format(f"{clock:%H:%M}"))[0] == clock.replace(second=0, microsecond=0)
