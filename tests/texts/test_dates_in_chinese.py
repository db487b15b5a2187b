"""Chinese dates as they are written: with spaces around figures, in traditional characters, explained in brackets, and
such as limit nothing.

Today is Monday, 30 November 2026, ten in the morning in Shanghai.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import chinese, find, in_note, names_a_moment
from model import ScoredSentence
from tests.texts.dates import day_and_time

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def told(sentence: str) -> list[tuple[str, str]]:
    """Each date's words, and the date; with “before” where it is the last one allowed."""
    found = find(sentence, "zh", NOW, SHANGHAI)
    assert all(sentence[each.start : each.end] == each.words for each in found)
    return [
        (
            each.words,
            f"{'before ' * each.is_last}{day_and_time(each)}",
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("原定12月20日交报告。", None),
        ("考试原定于12月20日举行。", None),
        ("会议把原12月20日的安排取消。", None),
        ("考试定于12月20日举行。", "12月20日"),
        ("12月20日起提交报告。", None),
        ("请在12月20日之后提交。", None),
        ("12月20日开始报名。", None),
        ("下周五班交作业", None),
        ("请在12月20日之前提交。", "12月20日之前"),
        ("下周五交作业", "下周五"),
        ("请3号楼的同学注意。", None),
        ("请坐5号线到学校。", None),
        ("请乘12路公交。", None),
        ("请12月3号楼的同学注意。", None),
        ("请3班的同学到5号室。", None),
        ("元旦晚会的节目单请准备好。", None),
        ("国庆节后再议。", None),
        ("国庆前夕请检查。", None),
        ("请于春节前完成。", None),
        ("十一前完成。", None),  # or before eleven
        ("请大家于二十五一前完成。", None),
        ("12月15日前後提交。", "12月15日"),
        ("12月15日前一天提交。", "12月15日"),
        ("每晚十点提交，次日公布。", None),
        ("半天内完成。", None),
    ],
)
def test_a_date_that_limits_nothing(sentence: str, words: str | None) -> None:
    found = find(sentence, "zh", NOW, SHANGHAI)
    assert [each.words for each in found] == ([words] if words else [])


@pytest.mark.parametrize(
    ("sentence", "words", "date"),
    [
        ("请于12 月 15 日前提交。", "12 月 15 日前", "before 2026-12-15"),
        (
            "请于 2026 年 12 月 15 日 18:00 前提交。",
            "2026 年 12 月 15 日 18:00 前",
            "before 2026-12-15 18:00",
        ),
        ("请于 12 月 15 日 下午 3 点 前提交。", "12 月 15 日 下午 3 点 前", "before 2026-12-15 15:00"),
        ("请于 12 月 15 日 8 时 30 分前提交。", "12 月 15 日 8 时 30 分前", "before 2026-12-15 08:30"),
        ("请于 12 月底前提交。", "12 月底前", "before 2026-12-31"),
        ("请于 12 月 5 日至 12 月 8 日报名。", "12 月 5 日至 12 月 8 日", "2026-12-08"),
        ("第 3 章 12 月 15 日前读完。", "12 月 15 日前", "before 2026-12-15"),
        ("请于１２月１５日前提交。", "１２月１５日前", "before 2026-12-15"),
        ("请于２０２６年１２月１５日前提交。", "２０２６年１２月１５日前", "before 2026-12-15"),
        ("请于２０２６／１２／１５前提交。", "２０２６／１２／１５前", "before 2026-12-15"),
        ("ＤＤＬ：１２．８", "ＤＤＬ：１２．８", "before 2026-12-08"),
        ("请于12\u00a0月\u300015\u00a0日前提交。", "12\u00a0月\u300015\u00a0日前", "before 2026-12-15"),
    ],
)
def test_spaces_and_wide_figures_are_read_over(sentence: str, words: str, date: str) -> None:
    assert told(sentence) == [(words, date)]


@pytest.mark.parametrize(
    ("sentence", "words", "date"),
    [
        ("請於下週三下午三點前繳交。", "下週三下午三點前", "before 2026-12-09 15:00"),
        ("期末報告必須在十二月底前確認。", "十二月底前", "before 2026-12-31"),
        ("請於禮拜五之前交。", "禮拜五之前", "before 2026-12-04"),
        ("請於後天兩點前交。", "後天兩點前", "before 2026-12-02 14:00"),
        ("請在兩個小時內回覆。", "兩個小時內", "before 2026-11-30 12:00"),
        ("請在三個工作日內回覆。", "三個工作日內", "before 2026-12-03"),
        ("報名截止時間：12月5號晚上8點", "截止時間：12月5號晚上8點", "before 2026-12-05 20:00"),
        ("請於元旦前完成。", "元旦前", "before 2027-01-01"),
        ("請於聖誕節前完成。", "聖誕節前", "before 2026-12-25"),
    ],
)
def test_traditional_characters_are_read(sentence: str, words: str, date: str) -> None:
    assert told(sentence) == [(words, date)]


def test_a_festival_of_another_day_elsewhere_is_none() -> None:
    assert told("請於國慶前完成。") == []
    assert told("请于国庆前完成。") == [("国庆前", "before 2026-10-01")]


@pytest.mark.parametrize("calendar", ["农历", "阴历", "旧历", "農曆", "陰曆", "舊曆", "农历丙午年"])
@pytest.mark.parametrize("date", ["十二月十五日前", "12月8日前", "十一月底前", "二十日前"])
def test_a_date_of_the_moon_is_none_of_ours(calendar: str, date: str) -> None:
    assert told(f"请于{calendar}{date}完成。") == []


@pytest.mark.parametrize(
    ("sentence", "words", "date"),
    [
        ("周四19:30线上会议", "周四19:30", "2026-12-03 19:30"),
        ("周四上午十点线上开会", "周四上午十点", "2026-12-03 10:00"),
        ("12月7日20:00线上直播", "12月7日20:00", "2026-12-07 20:00"),
        ("12月15号线下签约", "12月15号", "2026-12-15"),
        ("12月15日线上提交", "12月15日", "2026-12-15"),
        ("明天下午三点路演", "明天下午三点", "2026-12-01 15:00"),
        ("周一班会前交", "周一班会前", "before 2026-11-30"),
        ("12月3日楼下集合", "12月3日", "2026-12-03"),
        ("周五院里开会", "周五", "2026-12-04"),
        ("周三班委开会", "周三", "2026-12-02"),
        ("周五路演", "周五", "2026-12-04"),
    ],
)
def test_what_stands_behind_a_date_takes_it_away_only_where_it_is_counted(
    sentence: str, words: str, date: str
) -> None:
    assert told(sentence) == [(words, date)]


@pytest.mark.parametrize(
    ("sentence", "words", "date"),
    [
        ("请于下周三（12月9日）下午3点前提交。", "下周三（12月9日）下午3点前", "before 2026-12-09 15:00"),
        ("请于下周三 (12 月 9 日) 下午 3 点前提交。", "下周三 (12 月 9 日) 下午 3 点前", "before 2026-12-09 15:00"),
        ("明天（12月1日）下午2点开会。", "明天（12月1日）下午2点", "2026-12-01 14:00"),
        ("今天（11月30日）下午2点开会。", "今天（11月30日）下午2点", "2026-11-30 14:00"),
        ("周日（12.6）晚上10点前交。", "周日（12.6）晚上10点前", "before 2026-12-06 22:00"),
        ("本周五（12月4日 周五）前交齐。", "本周五（12月4日 周五）前", "before 2026-12-04"),
        ("下周三（12月16日）前交。", "下周三（12月16日）前", "before 2026-12-16"),  # written a week ago
        ("论文初稿于12月10日（含）前提交。", "12月10日（含）前", "before 2026-12-10"),
        ("请于12月10日（周四）（含当天）前提交。", "12月10日（周四）（含当天）前", "before 2026-12-10"),
        ("请于12月4日（本周五）下午5点前提交。", "12月4日（本周五）下午5点前", "before 2026-12-04 17:00"),
        ("请于12月6日（农历十月廿八）前提交。", "12月6日（农历十月廿八）前", "before 2026-12-06"),
        ("明天（周二，12月1日）下午2点开会。", "明天（周二，12月1日）下午2点", "2026-12-01 14:00"),
        ("请于12月10日（含10日）前提交。", "12月10日（含10日）前", "before 2026-12-10"),
        ("请交周三（3.4）的笔记。", "周三（3.4）", "2026-12-02"),  # a section, on no Wednesday
        ("请于2026-12-10（周四）17:00前提交。", "2026-12-10（周四）17:00前", "before 2026-12-10 17:00"),
    ],
)  # fmt: skip
def test_a_date_and_what_explains_it_in_brackets_are_one(sentence: str, words: str, date: str) -> None:
    assert told(sentence) == [(words, date)]


@pytest.mark.parametrize(
    ("sentence", "words", "date"),
    [
        (
            "資料を12月10日（木）17時までに返信してください。",
            "12月10日（木）17時までに",
            "before 2026-12-10 17:00",
        ),
        ("12月18日(金)までに提出してください。", "12月18日(金)までに", "before 2026-12-18"),
        ("説明会は12月15日（火）10時から行います。", "12月15日（火）10時", "2026-12-15 10:00"),
        ("12/10（木）17時まで", "12/10（木）17時まで", "before 2026-12-10 17:00"),
        ("12月10日（木曜日）午後3時までに", "12月10日（木曜日）午後3時までに", "before 2026-12-10 15:00"),
        ("12月10日木曜日の午前10時に", "12月10日木曜日の午前10時", "2026-12-10 10:00"),
        ("12月10日（木）午前中まで", "12月10日（木）午前中まで", "before 2026-12-10"),
        ("12月5日（土）〜6日（日）に", "12月5日（土）〜6日（日）", "2026-12-06"),
        ("提出期限：12月10日（木）17時", "提出期限：12月10日（木）17時", "before 2026-12-10 17:00"),
        ("締切は12月10日です。", "締切は12月10日", "before 2026-12-10"),
        ("12月10日（木）必着", "12月10日（木）必着", "before 2026-12-10"),
        ("金曜日までに提出してください。", "金曜日までに", "before 2026-12-04"),
        ("来週の金曜日までに", "来週の金曜日までに", "before 2026-12-11"),
        ("再来週の月曜15時から", "再来週の月曜15時", "2026-12-14 15:00"),
        ("明後日までに送ってください。", "明後日までに", "before 2026-12-02"),
        ("今週中にお願いします。", "今週中", "before 2026-12-06"),
        ("来月10日までに", "来月10日までに", "before 2026-12-10"),
        ("今月末までに", "今月末までに", "before 2026-11-30"),
        ("1週間以内に返信してください。", "1週間以内", "before 2026-12-07"),
        ("24時間以内に返信してください。", "24時間以内", "before 2026-12-01 10:00"),
        ("受付は1月18日（月）から22日（金）まで", "1月18日（月）から22日（金）まで", "before 2027-01-22"),
        ("後日ご連絡します。", None, None),
        ("毎週金曜日に提出します。", None, None),
        ("先週の金曜日に提出しました。", None, None),
        ("請於12/10(四)17:00前繳交。", "12/10(四)17:00前", "before 2026-12-10 17:00"),
        ("请于下周周五前交。", "下周周五前", "before 2026-12-11"),
        ("上周周五交的。", None, None),
        ("每周周五交。", None, None),
        ("12月3日(日常用品)", "12月3日", "2026-12-03"),
    ],
)
def test_japanese_dates_and_bare_weekdays_in_brackets(
    sentence: str, words: str | None, date: str | None
) -> None:
    assert told(sentence) == ([(words, date)] if words else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("元旦前完成。", [("元旦前", "before 2027-01-01")]),
        ("2028年元旦前完成。", [("2028年元旦前", "before 2028-01-01")]),
        ("请于五一劳动节前完成。", [("五一劳动节前", "before 2027-05-01")]),
        ("五一前交。", [("五一前", "before 2027-05-01")]),
        ("请在圣诞节前提交。", [("圣诞节前", "before 2026-12-25")]),
        ("双十二当天上线。", [("双十二当天", "2026-12-12")]),
        ("元旦上午9点集合。", [("元旦上午9点", "2027-01-01 09:00")]),
        ("半小时内回复。", [("半小时内", "before 2026-11-30 10:30")]),
        ("请在一个半小时内回复。", [("一个半小时内", "before 2026-11-30 11:30")]),
        (
            "12月5日报到，次日上午9点开会。",
            [("12月5日", "2026-12-05"), ("次日上午9点", "2026-12-06 09:00")],
        ),
        ("12月5、6日加班。", [("12月5", "2026-12-05"), ("6日", "2026-12-06")]),
        (
            "12月5日、6日和7日下午2点加班。",
            [("12月5日", "2026-12-05 14:00"), ("6日", "2026-12-06 14:00"), ("7日下午2点", "2026-12-07 14:00")],
        ),
        ("12月5、6日前交。", [("12月5、6日前", "before 2026-12-06")]),
    ],
)  # fmt: skip
def test_festivals_and_short_forms(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "期末報告的題目必須在十一月底前跟助教確認。",
        "報名表：十二月十五日交給助教，截止日期不變。",
        "报名截止于 12 月 15 日 18:00。",
    ],
)
def test_what_speaks_of_a_deadline_is_looked_at_in_a_note_however_it_is_written(sentence: str) -> None:
    said = [ScoredSentence(0, len(sentence), 0.0, 0, 1, "key", ())]
    assert in_note(sentence, said, "zh", NOW, SHANGHAI)


def test_an_hour_is_a_moment_everywhere() -> None:
    assert all(map(names_a_moment, ["半小时内", "兩個小時內", "17:30（北京時間）"]))


@pytest.mark.parametrize(
    "piece",
    [
        "1 月 ",
        "金曜日",
        "来週の",
        "1日（木）",
        "締切",
        "12 ",
        "12月5、",
        "周三（",
        "（含）",
        "5日（12.6）",
        "農曆",
        "元旦",
        "次日",
        "１ ",
        "下週",
        "12/1（",
        "民国115年1",
        "本日中",
        "于1-1",
    ],
)
def test_it_costs_little_on_any_text(piece: str) -> None:
    began = time.process_time()
    list(chinese.find(piece * 5_000, NOW, sure_only=False, is_said=True))
    assert time.process_time() - began < 1
