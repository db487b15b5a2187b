"""Korean dates in whole notes: of examinations and meetings, listed, moved to another day, in tables, under minutes'
own day, and in a note of another language.

Today is Monday, 30 November 2026, eleven in the morning in Seoul.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates import find, in_note, names_a_moment
from bot.texts.dates.said.minutes import held_at
from model import ScoredSentence
from tests.texts.dates import dates_of_lines, day_and_time

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("기말고사는 12월 9일 오전 9시입니다.", ["2026-12-09 09:00"]),
        ("기말고사 일시: 12월 9일(수) 09:00", ["2026-12-09 09:00"]),
        ("12월 9일에 기말고사가 있습니다.", ["2026-12-09"]),
        ("다음 주 화요일에 퀴즈를 봅니다.", ["2026-12-08"]),
        ("면접은 12월 8일 오후 2시에 진행됩니다.", ["2026-12-08 14:00"]),
        ("조별 발표는 12월 10일입니다.", ["2026-12-10"]),
        ("다음 회의: 12월 14일(월) 15:00", ["2026-12-14 15:00"]),
        ("기말시험이 12월 15일로 변경되었습니다.", ["2026-12-15"]),
        ("시험은 12월 15일과 17일에 있습니다.", ["2026-12-15", "2026-12-17"]),
        ("수학 시험은 12월 9일, 영어 시험은 12월 11일입니다.", ["2026-12-09", "2026-12-11"]),
        ("과제는 끝났고, 12월 9일에 기말고사가 있습니다.", ["2026-12-09"]),
        ("12월 3일 시험은 취소되었고, 12월 10일에 시험을 봅니다.", ["2026-12-10"]),
        ("기말고사 안내\n일시: 12월 9일(수) 오전 10시\n장소: 302호", ["2026-12-09 10:00"]),
        ("시험 결과는 12월 9일에 발표됩니다.", []),
        ("합격자 발표는 12월 9일입니다.", []),
        ("12월 1일에 시험을 봤다.", []),
        ("임상시험은 12월 9일에 시작된다.", []),
        ("시험 접수는 12월 9일입니다.", []),
        ("정부는 12월 9일 대책을 발표한다.", []),
        ("정상회의는 12월 9일 서울에서 열린다.", []),
        ("시험이 끝나고 12월 20일에 여행을 갑니다.", []),
        ("만약 시험이 12월 9일이라면 어떻게 하겠습니까?", []),
        ("친구의 시험은 12월 9일이다.", []),
        ("12월 9일에 파티가 있습니다.", []),
        ("시험은 다음 주입니다.", []),
        ("시험지는 12월 9일에 배부됩니다.", []),
    ],
)
def test_the_day_of_an_exam_or_a_meeting_is_kept(sentence: str, days: list[str]) -> None:
    assert [day_and_time(each) for each in dates_of_lines(sentence, "ko", NOW, SEOUL)] == days


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("3월 9일과 3월 11일에 와 주세요.", ["3월 9일", "3월 11일"]),
        ("12월 7일까지 제출하고 12월 9일에 발표하세요.", ["12월 7일까지"]),
        ("12월 4일에서 12월 11일로 미뤄졌습니다.", ["12월 11일"]),
        ("12월 4일 수업이 있고 12월 11일에 쉽니다.", ["12월 4일", "12월 11일"]),
        ("12월 4일 25시까지 제출하세요.", ["12월 4일"]),
    ],
)
def test_of_several_days_those_that_hold(sentence: str, words: list[str]) -> None:
    assert [each.words for each in find(sentence, "ko", NOW, SEOUL)] == words


def test_a_korean_sentence_in_another_note_and_an_english_one_in_a_korean_note() -> None:
    for language, sentence in (("en", "12월 4일까지 제출해 주세요."), ("ko", "Please reply by 12/4.")):
        (found,) = find(sentence, language, NOW, SEOUL)
        assert (day_and_time(found), found.is_last) == ("2026-12-04", True)


def test_days_in_minutes_count_from_the_meeting() -> None:
    minutes = (
        "정기 회의록\n일시: 2026년 11월 23일 14:00\n참석자: 김민수, 이서연\n민수: 금요일까지 견적서 발송"
    )
    assert held_at(minutes, NOW.astimezone(SEOUL)) == datetime(2026, 11, 23, 14, tzinfo=SEOUL)
    (found,) = [each for each in dates_of_lines(minutes, "ko", NOW, SEOUL) if each.is_last]
    assert day_and_time(found) == "2026-11-27"
    assert held_at("회의 안내\n일시: 11월 23일 14:00\n참석자: 전원", NOW.astimezone(SEOUL)) is None


def test_the_cells_under_a_heading_of_what_is_due_are_dates() -> None:
    table = "과제\t마감일\t배점\n보고서\t12/4(금)\t30\n발표 자료\t12월 11일\t40\n퀴즈 1\t제출 완료\t10"
    assert [(each.words, each.is_last) for each in dates_of_lines(table, "ko", NOW, SEOUL)] == [
        ("12/4(금)", True),
        ("12월 11일", True),
    ]


@pytest.mark.parametrize(
    "stamp",
    [
        "2026년 11월 26일 오후 8:11, 김민수 : ",
        "2026. 11. 26. 오후 8:11, 김민수 : ",
        "[2026/11/26, 20:11:03] 김민수: ",
    ],
)
def test_days_count_from_the_message_of_a_chat(stamp: str) -> None:
    text = f"{stamp}내일까지 보내줘"
    said = ScoredSentence(text.index("내일"), len(text), 0.0, 0, 1, "action", ())
    assert [day_and_time(each) for each in in_note(text, [said], "ko", NOW, SEOUL)[0]] == ["2026-11-27"]


def test_hours_are_the_same_everywhere() -> None:
    assert all(map(names_a_moment, ("24시간 이내", "18:00 KST까지")))
    assert not names_a_moment("12월 4일 5시까지")
