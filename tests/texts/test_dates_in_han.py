"""Chinese and Japanese dates in figures, by the years of the Republic, and within a day, a month or a year.

Today is Monday, 30 November 2026, ten in the morning in Shanghai.
"""

from __future__ import annotations

import pytest

from tests.texts.test_dates_in_chinese import told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("请于12/10交报告。", [("12/10", "2026-12-10")]),
        ("请于12/10（周四）交报告。", [("12/10（周四）", "2026-12-10")]),
        ("期中考12/10（四）考第1～5章。", [("12/10（四）", "2026-12-10")]),
        ("期中考12/10 9:00开考", [("12/10 9:00", "2026-12-10 09:00")]),
        ("期末考 1/8 14:00", [("1/8 14:00", "2027-01-08 14:00")]),
        ("考试时间：12/10，地点另行通知", [("12/10", "2026-12-10")]),
        ("下次12.10（周四）集合", [("12.10（周四）", "2026-12-10")]),
        ("请在12-10之前提交材料。", [("12-10之前", "before 2026-12-10")]),
        # fractions, sections, pages
        ("请于12/10（周五）交报告。", []),  # a Thursday
        ("请于1/2处折叠。", []),
        ("已知x等于1/2，小于3/4。", []),
        ("期末考1/2章内容", []),
        ("第3/4（四）节", []),
        ("見3.4（四）", []),
        ("看完3-5前的内容", []),
        ("请于13/40交报告。", []),
        ("期末考占1/2，小测1/4。", []),
        ("平时2/5，期末考3/5。", []),
        ("面试1/2，笔试1/2", []),
        ("期末考1/8，平时成绩下周五公布", [("1/8", "2027-01-08"), ("下周五", "2026-12-11")]),
    ],
)
def test_a_day_in_figures_is_one_where_words_say_so(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("請於民國115年12月4日前繳交。", [("民國115年12月4日前", "before 2026-12-04")]),
        ("請於中華民國116年1月4日前繳交。", [("中華民國116年1月4日前", "before 2027-01-04")]),
        ("請於115年12月4日前繳交。", [("115年12月4日前", "before 2026-12-04")]),
        ("公元115年12月4日前，", []),
        ("民国38年10月1日前", []),
    ],
)
def test_a_year_of_the_republic(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("請於十二月四日或之前交回。", [("十二月四日或之前", "before 2026-12-04")]),
        ("請於12月4日或以前交回。", [("12月4日或以前", "before 2026-12-04")]),
        ("本日中にご返信ください。", [("本日中に", "before 2026-11-30")]),
        ("本日18時までにご返信ください。", [("本日18時までに", "before 2026-11-30 18:00")]),
        ("年内に提出してください。", [("年内", "before 2026-12-31")]),
        ("请于年内完成。", [("年内", "before 2026-12-31")]),
        ("请本月内完成。", [("本月内", "before 2026-11-30")]),
        ("今月中に提出してください。", [("今月中", "before 2026-11-30")]),
        ("本日、東京に行きました。", []),
        ("5年内完成。", []),
        ("三年内完成。", []),
        ("年内的目标很多。", []),
    ],
)
def test_what_is_due_within_a_day_a_month_or_a_year(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "电子版请于12月11日前发到邮箱，纸质版下周一交到办公室。",
            [("12月11日前", "before 2026-12-11"), ("下周一", "2026-12-07")],
        ),
        ("请于12月11日前报名，12月15日交流会。", [("12月11日前", "before 2026-12-11")]),
        ("请于12月11日前报名，12月15日比赛。", [("12月11日前", "before 2026-12-11")]),
    ],
)
def test_what_is_handed_in_besides_keeps_its_day(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected
