"""Dates: what a sentence names, by golden tables for each language, and how it is told.

Today is Wednesday, 4 March 2026, nine in the morning in London.
"""

from __future__ import annotations

import time as time_module
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.dates import Deadline, due_words, find
from bot.texts.dates.said.stamps import stamps_in
from tests.texts import dates_elsewhere, dates_in_chinese, dates_in_english, dates_in_korean
from tests.texts.dates import day_and_time

TABLES = (dates_in_english, dates_in_chinese, dates_in_korean, dates_elsewhere)
NAMED = [each for table in TABLES for each in table.NAMED]
NO_DATE = [each for table in TABLES for each in table.NO_DATE]
SURE = [each for table in TABLES for each in table.SURE]

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ZONES = {"en": "Europe/London", "en-US": "America/New_York", "zh": "Asia/Shanghai", "es": "Europe/Madrid",
         "de": "Europe/Berlin", "fr": "Europe/Paris", "ja": "Asia/Tokyo", "pt": "Europe/Lisbon",
         "it": "Europe/Rome", "nl": "Europe/Amsterdam",
         "ru": "Europe/Moscow", "ko": "Asia/Seoul"}  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "is_sure"), SURE)
def test_what_is_a_deadline_in_any_sentence(language: str, sentence: str, is_sure: bool) -> None:
    assert bool(find(sentence, language, NOW, ZoneInfo(ZONES[language]), sure_only=True)) == is_sure


@pytest.mark.parametrize(("language", "sentence", "words", "due"), NAMED)
def test_a_date_is_read_from_the_words_that_name_it(
    language: str, sentence: str, words: str, due: str
) -> None:
    assert [(d.words, day_and_time(d)) for d in find(sentence, language, NOW, ZoneInfo(ZONES[language]))] == [
        (words, due)
    ]


@pytest.mark.parametrize(("language", "sentence"), NO_DATE)
def test_what_names_no_date_has_none(language: str, sentence: str) -> None:
    assert find(sentence, language, NOW, ZoneInfo(ZONES.get(language, "UTC"))) == ()


@pytest.mark.parametrize(
    ("language", "zone", "due"),
    [
        ("en", "Europe/London", "2026-06-05"),
        ("en", "America/New_York", "2026-05-06"),
        ("en", "America/Vancouver", "2026-06-05"),  # CLDR: d/M in Canadian English
        ("en-US", "Europe/Berlin", "2026-05-06"),
        ("en", "UTC", "2026-05-06"),
        ("es", "America/New_York", "2026-06-05"),
        ("de", "America/New_York", "2026-06-05"),
    ],
)
def test_the_place_orders_day_and_month(language: str, zone: str, due: str) -> None:
    words = {"en": "by", "es": "antes del", "de": "bis"}[language[:2]]
    (found,) = find(f"{words} 05/06/2026", language, NOW, ZoneInfo(zone))
    assert day_and_time(found) == due


def test_a_weekday_whose_hour_is_over_is_the_next_where_it_was_said_now() -> None:
    """A note may be older than it is here: there it stays the one that costs a glance."""
    for text, now, due in (
        ("Everybody has to join by Sunday noon.", "2026-03-08 20:00", "2026-03-15"),
        ("Everybody has to join by Sunday noon.", "2026-03-08 11:59", "2026-03-08"),
        ("[08/03/2026, 20:11] Lena: Please join by Sunday noon.", "2026-03-09 09:00", "2026-03-15"),
        ("请在周日中午前报名。", "2026-03-08 20:00", "2026-03-15"),
    ):
        (found,) = find(text, "en", datetime.fromisoformat(now).replace(tzinfo=UTC), ZoneInfo("UTC"))
        assert (f"{found.due_on}", found.due_time) == (due, time(12)), text


def test_an_hour_that_there_is_not_is_no_part_of_a_date() -> None:
    for language, text, words in (
        ("en", "Send it by Friday at 25:00, please.", "by Friday"),
        ("en", "Send it by 25:00 on Friday.", "on Friday"),
        ("zh", "请在周五下午30:00前提交。", "周五"),
    ):
        (found,) = find(text, language, NOW, ZoneInfo("UTC"))
        assert (found.words, day_and_time(found)) == (words, "2026-03-06")
        assert text[found.start : found.end] == words


def test_today_is_the_persons_own() -> None:
    late = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    for zone, due in (("UTC", date(2026, 3, 5)), ("Asia/Shanghai", date(2026, 3, 6))):
        (found,) = find("Please reply by tomorrow.", "en", late, ZoneInfo(zone))
        assert found.due_on == due


@given(
    st.text(max_size=200) | st.lists(st.sampled_from([s for _, s, *_ in NAMED + NO_DATE]), max_size=3).map(" ".join),
    st.sampled_from([*ZONES, "", "-", "zh-Hans", "en_XX"]),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(sorted(available_timezones() & {"UTC", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"})),
)  # fmt: skip
def test_any_text_gives_exact_slices_in_order(text: str, language: str, now: datetime, zone: str) -> None:
    found = find(text, language, now, ZoneInfo(zone))
    assert all(text[d.start : d.end] == d.words != "" for d in found)
    assert [d.start for d in found] == sorted({d.start for d in found})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "due Fri 6 Mar 2026, 15:00 — “by Friday at 3”"),
        ("zh_CN", "截止 2026年3月6日周五 15:00——“by Friday at 3”"),
    ],
)
def test_it_is_told_with_the_words_it_came_from(language: str, words: str) -> None:
    due = Deadline("by  Friday\nat 3", 0, 14, date(2026, 3, 6), time(15), is_last=True)
    assert due_words(due, language) == words
    assert due_words(due, language, due.due_on) == words
    assert "due" not in due_words(Deadline("on Friday", 0, 9, date(2026, 3, 6)), "en", date(2026, 3, 7))


def test_what_was_due_is_said_to_be_over() -> None:
    due = Deadline("by Friday at 3", 0, 14, date(2026, 3, 6), time(15), is_last=True)
    assert due_words(due, "en", date(2026, 3, 7)) == "was due Fri 6 Mar 2026, 15:00 — “by Friday at 3”"
    assert due_words(due, "zh_CN", date(2026, 3, 7)) == "原定 2026年3月6日周五 15:00 截止——“by Friday at 3”"


@pytest.mark.parametrize(
    "piece",
    [
        "[14/02/2026, 20:11] a: by the ",
        " \n",
        "April 9: due ",
        "a ",
        "a: ",
        "due by 5",
        "Friday the ",
        "\n[1/1/26, 1:11] ",
        "\nAb cd 2026-01-01 1:11:11",
        "小王 ",
        "from 9 to ",
        "9-11-",
        "due 9-11 am ",
        "a\u00a0",
        "exam on the 11th, ",
        "december the twenty ",
        "at nine thirty ",
        "on Friday (4 May ",
        "\n小王 2026-01-01 ",
        "12월 7일 ",
        "12월 7일~",
        "12/7 ",
        "다음 주 ",
        "3일 이내 ",
        "제출 마감 ",
        "오후 3시 ",
        "내일 했",
    ],
)
def test_stamps_and_dates_cost_little_on_any_text(piece: str) -> None:
    began = time_module.process_time()
    stamps_in(piece * 20_000, NOW, "DMY")
    find(piece * 20_000, "en", NOW, ZoneInfo("UTC"))
    find(piece * 20_000, "ko", NOW, ZoneInfo("UTC"))
    find("April 9: " + piece * 20_000, "en", NOW, ZoneInfo("UTC"))
    assert time_module.process_time() - began < 1
