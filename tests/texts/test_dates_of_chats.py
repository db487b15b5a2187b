"""Dates in chats: which line is a message's stamp, in what order of day and month, and what counts from it.

Today is Wednesday, 4 March 2026, nine in the morning in London.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import find
from bot.texts.dates.said.stamps import is_chat, stamps_in
from tests.texts.dates import day_and_time

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)  # a Sunday


@pytest.mark.parametrize(
    ("zone", "line", "due"),
    [
        ("Europe/London", "[14/02/2026, 20:11:03] Lena: are we doing it on sunday?", "2026-02-15"),
        ("Europe/London", "\u200e[14.02.26, 20:11:03] Lena: are we doing it on sunday?", "2026-02-15"),
        ("America/New_York", "[2/14/26, 8:11:03\u202fPM] Lena: send it tomorrow.", "2026-02-15"),
        ("America/New_York", "14/02/2026, 20:11 - Lena: send it tomorrow.", "2026-02-15"),
        ("Europe/London", "[03/04/2026, 20:11] Lena: send it tomorrow.", "2026-03-05"),  # 3 April is to come
        ("Asia/Shanghai", "[2026/2/14 20:11] 张三：明天前交。", "2026-02-15"),
        ("Europe/London", "2026-02-14 20:11:03 Lena: send it in an hour.", "2026-02-14 21:11"),
        ("Europe/Madrid", "14/02/2026, 8:11 p. m. - Lena: send it tomorrow.", "2026-02-15"),
        ("Europe/Madrid", "14/02/2026, 8:11\u00a0p.\u00a0m. - Lena: send it in an hour.", "2026-02-14 21:11"),
        ("Europe/Paris", "14/02/2026 à 20:11 - Léa: send it tomorrow.", "2026-02-15"),
        ("Asia/Shanghai", "2026/2/14 下午8:11 - 小王: 一小时内交。", "2026-02-14 21:11"),
        ("Asia/Shanghai", "[2026/2/14 下午8:11] 小王: 明天前交。", "2026-02-15"),
        ("Asia/Shanghai", "[2026/2/14 中午12:11] 小王: 一小时内交。", "2026-02-14 13:11"),
        ("Asia/Shanghai", "[2026/2/14 凌晨12:11] 小王: 一小时内交。", "2026-02-14 01:11"),
        ("Asia/Shanghai", "小王 2026-02-14 20:11:03\n明天前交。", "2026-02-15"),
        ("Asia/Shanghai", "于洋 (二班) 2026-02-14 20:11:03\n明天前交。", "2026-02-15"),
        ("Europe/London", "Lena M. 2026-02-14 20:11:03\nsend it tomorrow.", "2026-02-15"),
        ("Europe/London", "Essay due 2026-03-05 08:11:03\nsend it early.", "2026-03-05 08:11"),
        ("Asia/Shanghai", "截止时间 2026-03-05 08:11:03\n请交。", "2026-03-05 08:11"),
        ("Asia/Shanghai", "作业提交 2026-03-05 08:11:03\n请准时。", "2026-03-05 08:11"),
        ("Europe/London", "[14/02/2026, 20:11] Lena: nice", None),
        ("Europe/London", "[14/02/2024, 20:11] Lena: send it tomorrow.", None),  # long over
        ("Europe/London", "[20/03/2026, 20:11] Lena: exam", "2026-03-20 20:11"),  # no message is to come
        ("Europe/London", "2026-03-01 20:11 was due", "2026-03-01 20:11"),
    ],
)
def test_a_message_of_a_chat_counts_from_its_own_stamp(zone: str, line: str, due: str | None) -> None:
    found = [day_and_time(d) for d in find(line, "zh" if "Shanghai" in zone else "en", NOW, ZoneInfo(zone))]
    assert found == ([due] if due else [])


@pytest.mark.parametrize(
    ("zone", "text", "due"),
    [
        ("America/New_York", "12/01/2026, 10:00 - Exam: bring pencils", "2026-12-01 10:00"),
        (
            "America/New_York",
            "12/01/2026, 10:00 - Exam: bring pencils, please register by Friday",
            "2026-12-04",
        ),
        ("Europe/London", "03/12/2026, 18:00 - Team A: submit by Friday", "2026-12-04"),
        (
            "Europe/London",
            "11/26/2026, 18:00 - Lena: submit it tomorrow",
            "2026-11-27",
        ),  # there is no month 26
        (
            "Europe/London",
            "[11/12/2026, 18:00] Lena: submit it",
            "2026-12-11 18:00",
        ),  # 12 November is too long gone
        ("Europe/London", "[11/12/2026, 18:00] Lena: submit it on Friday", "2026-12-04"),
    ],
)
def test_a_line_of_a_timetable_is_no_message(zone: str, text: str, due: str) -> None:
    assert due in [day_and_time(d) for d in find(text, "en", LATE, ZoneInfo(zone))]


@pytest.mark.parametrize(
    ("zone", "text", "written"),
    [
        ("America/New_York", "04/04/2026, 20:11 - Lena: hey\n05/04/2026, 9:00 - Tom: yes",
            ["2026-04-04 20:11", "2026-04-05 09:00"]),
        ("Europe/London", "04/04/2026, 20:11 - Lena: hey\n04/05/2026, 9:00 - Tom: yes",
            ["2026-04-04 20:11", "2026-04-05 09:00"]),
        ("America/New_York", "05/04/2026, 20:11 - Lena: hey\n04/04/2026, 9:00 - Tom: yes",
            ["2026-04-04 09:00"]),  # not one after the other
        ("America/New_York", "05/04/2026, 9:00 - Lena: hey\n05/04/2026, 9:00 - Tom: yes",
            ["2026-04-05 09:00", "2026-04-05 09:00"]),
        ("America/New_York", "05/04/2026, 9:00 - Lena: hey", []),  # one line says too little
        ("America/New_York", "04/05/2026, 9:00 - Lena: hey\n12/05/2026, 9:00 - Tom: yes", ["2026-04-05 09:00"]),
        ("America/New_York", "05/04/2026, 9:00 - Lena: hey\n13/04/2026, 9:00 - Tom: yes", ["2026-04-05 09:00"]),
        ("America/New_York", "05/02/2026, 10:00 - Exam: rivers\n05/03/2026, 10:00 - Exam: seas", []),
    ],
)  # fmt: skip
def test_stamps_are_ordered_alike_in_one_text(zone: str, text: str, written: list[str]) -> None:
    now = datetime(2026, 4, 5, 21, tzinfo=ZoneInfo(zone))
    order = "DMY" if "London" in zone else "MDY"
    assert [f"{each.at:%Y-%m-%d %H:%M}" for each in stamps_in(text, now, order)] == written


def test_a_timetable_is_no_chat() -> None:
    timetable = "12/01/2026, 10:00 - Exam: bring pencils\n12/02/2026, 10:00 - Exam: bring paper"
    assert not is_chat(timetable, LATE)
    assert is_chat(timetable, LATE.replace(year=2027))
    assert is_chat("[28/11/2026, 20:11:03] Lena: hey\n[28/11/2026, 20:12:03] Tom: yes", LATE)
    assert is_chat(
        "05/04/2026, 20:11 - Lena: hey\n05/04/2026, 20:12 - Tom: yes", LATE.replace(month=4, day=5)
    )


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("2026-03-03 21:03", "2026-03-03 21:03"),
        ("2026年3月3日 下午9:03", "2026-03-03 21:03"),
        ("3月3日 21:03", "2026-03-03 21:03"),
        ("12月31日 21:03", "2025-12-31 21:03"),
        ("昨天 21:03", "2026-03-03 21:03"),
        ("今天 8:03", "2026-03-04 08:03"),
        ("昨日 午後9:03", "2026-03-03 21:03"),
        ("어제 오후 9:03", "2026-03-03 21:03"),
        ("Gestern 21:03", "2026-03-03 21:03"),
        ("gestern um 21:03", "2026-03-03 21:03"),
        ("Hier à 21:03", "2026-03-03 21:03"),
        ("Aujourd’hui 8:03", "2026-03-04 08:03"),
        ("Ayer 21:03", "2026-03-03 21:03"),
        ("Yesterday at 9:03 PM", "2026-03-03 21:03"),
        ("13月41日 21:03", None),
    ],
)
def test_a_day_above_a_message_is_the_last_such(when: str, at: str | None) -> None:
    chat = f"张小雨 {when}\n大家好！\n\n张小雨 {when}\n明天前交。"
    stamps = stamps_in(chat, NOW, "DMY")
    assert [f"{each.at:%Y-%m-%d %H:%M}" for each in stamps] == 2 * ([at] if at else [])
    assert all(chat[each.start : each.end] == f"张小雨 {when}" for each in stamps)


def test_the_day_may_stand_below_the_name() -> None:
    chat = (
        "Anna Weber\nGestern 16:20\nBis morgen bitte.\nTom Li\nGestern 16:24\nGut.\nAnna Weber\n08:05\nDanke."
    )
    assert [f"{each.at:%m-%d %H:%M}" for each in stamps_in(chat, NOW, "DMY")] == [
        "03-03 16:20",
        "03-03 16:24",
        "03-04 08:05",
    ]
