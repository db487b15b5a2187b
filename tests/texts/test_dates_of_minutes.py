"""Dates in minutes: “tomorrow” counts from the meeting.

Today is Monday, 30 November 2026, ten in the morning in Shanghai.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import in_note
from model import ScoredSentence

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)


def dates(text: str, language: str, now: datetime = NOW) -> list[str]:
    """What the text's last line names, which asks for something."""
    start = text.rindex("\n") + 1
    said = [ScoredSentence(start, len(text), 0.0, 0, 1, "action", ())]
    found = in_note(text, said, language, now, ZoneInfo("Asia/Shanghai"))
    return [f"{each.due_on}" for each in found.get(0, ())]


ASKED = "请刘洋明天上午和法务部确认。"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (
            "产品部周例会纪要\n\n时间：2026年9月14日 上午10:00\n地点：三号会议室\n出席：李强、张伟",
            "2026-09-15",
        ),
        ("产品部周例会纪要\n\n会议时间：2026 年 9 月 14 日 10:00—11:30", "2026-09-15"),
        ("會議紀要\n日期：2026年9月14日", "2026-09-15"),
        ("会议记录\n一、时间：11月23日（周一）14:00", "2026-11-24"),
        ("周例会\n时间：2026-09-14\n参会人员：李强、张伟", "2026-09-15"),
        ("周例会\n时间：2026-09-14\n地点：三号会议室", "2026-12-01"),  # nobody was there
        ("会议通知\n时间：2026年9月14日\n出席：各部门负责人", "2026-12-01"),
        ("产品部周例会纪要\n时间：2026年12月14日 上午10:00", "2026-12-01"),  # not yet
        ("产品部周例会纪要\n时间：每周一 上午10:00", "2026-12-01"),
        ("产品部周例会纪要" + 20 * "\n李强作了汇报。" + "\n时间：2026年9月14日", "2026-12-01"),
    ],
)
def test_days_in_minutes_count_from_the_meeting(head: str, date: str) -> None:
    assert dates(f"{head}\n{ASKED}", "zh") == [date]


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Minutes of the weekly meeting\nDate: Monday, 14 September 2026", "2026-09-15"),
        ("Weekly meeting\nWhen: 2026-09-14 10:00\nPresent: Ann, Bo", "2026-09-15"),
        ("Meeting minutes\n**Date and time:** September 14, 2026, 10 am", "2026-09-15"),
        ("Protokoll der Sitzung\nDatum: 14.09.2026", "2026-09-15"),
        ("Agenda\nDate: 14 September 2026\nPresent: all", "2026-12-01"),
        ("Open day\nDate: 14 September 2026\nPlace: main hall", "2026-12-01"),
    ],
)
def test_and_in_other_languages(head: str, date: str) -> None:
    asked = (
        ("de", "Bitte bis morgen abgeben.")
        if head.startswith("Prot")
        else ("en", "Please send it by tomorrow.")
    )
    assert dates(f"{head}\n{asked[1]}", asked[0]) == [date]


def test_a_message_that_is_quoted_in_minutes_counts_from_its_own_stamp() -> None:
    head = "产品部周例会纪要\n时间：2026年9月14日\n\n[2026/9/10 20:11] 张三：明天前交。"
    assert dates(head, "zh") == ["2026-09-11"]


def test_a_weekday_that_is_over_by_the_meeting_is_the_next() -> None:
    head = "产品部周例会纪要\n时间：2026年9月14日 15:00\n请于周一上午9点前发我。"
    assert dates(head, "zh") == ["2026-09-21"]
