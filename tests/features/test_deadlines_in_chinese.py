"""Chinese dates that limit nothing: what a thing was once set for, and when one begins."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.features.deadlines import find

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("原定3月20日交报告。", None),
        ("考试原定于3月20日举行。", None),
        ("会议把原3月20日的安排取消。", None),
        ("考试定于3月20日举行。", "3月20日"),
        ("3月20日起提交报告。", None),
        ("请在3月20日之后提交。", None),
        ("3月20日开始报名。", None),
        ("下周五班交作业", None),
        ("请在3月20日之前提交。", "3月20日之前"),
        ("下周五交作业", "下周五"),
    ],
)
def test_a_date_that_limits_nothing(sentence: str, words: str | None) -> None:
    found = find(sentence, "zh", NOW, ZoneInfo("Asia/Shanghai"))
    assert [each.words for each in found] == ([words] if words else [])
