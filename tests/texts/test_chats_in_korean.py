"""Chats as KakaoTalk exports them: each message a sentence of its own, said when its stamp or the day above it says.

Today is Monday, 30 November 2026, eleven in the morning in Seoul.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts.dates.said.heads import heads_in
from bot.texts.dates.said.stamps import without_stamp
from bot.texts.defined import subject
from model.features.exports import notices, said_in
from model.kinds.lists import to_be_done
from model.sentences import Layout, split
from tests.texts.dates import dates_of_lines, day_and_time

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")
EXPORTED = """조별과제방 님과 카카오톡 대화
저장한 날짜 : 2026-11-30 09:12:03

--------------- 2026년 11월 28일 토요일 ---------------
[김민수] [오후 8:11] 발표는 모레야
[이서연] [오후 8:12] 나는 자료 조사 끝났어
--------------- 2026년 11월 29일 일요일 ---------------
[박지훈] [오전 10:03] 발표 리허설은 화요일 7시"""
FROM_A_PHONE = """2026년 11월 28일 오후 8:11, 김민수 : 자료 정리됐어?
2026년 11월 28일 오후 8:12, 이서연 : 나는 끝났어
2026년 11월 28일 오후 8:15, 박지훈 : 리허설은 모레 오후 8시"""


def test_a_message_is_a_sentence_and_a_line_that_only_says_the_day_none() -> None:
    for text in (EXPORTED, FROM_A_PHONE):
        said = [line for line in text.split("\n") if line and not line.startswith("---")]
        assert [text[span.start : span.end] for span in split(text, "ko")] == said


def test_days_count_from_the_day_of_the_message() -> None:
    assert [f"{head.at:%m-%d}" for head in heads_in(EXPORTED, NOW.astimezone(SEOUL))] == ["11-28", "11-29"]
    found = dates_of_lines(EXPORTED, "ko", NOW, SEOUL)
    assert [day_and_time(each) for each in found] == ["2026-11-30", "2026-12-01 07:00"]
    assert [day_and_time(each) for each in dates_of_lines(FROM_A_PHONE, "ko", NOW, SEOUL)] == [
        "2026-11-30 20:00"
    ]
    for no_day in ("시험 일정\n2026년 11월 28일\n내일 오후 2시 면접", "[시험] 11월 28일\n시험은 내일"):
        assert heads_in(no_day, NOW.astimezone(SEOUL)) == []


def test_what_is_said_is_told_from_who_said_it() -> None:
    assert said_in("[김민수] [오후 8:11] 내일 봐") == "내일 봐"
    assert said_in("2026년 11월 28일 오후 8:11, 김민수 : 내일 봐").strip() == "내일 봐"
    assert without_stamp("2026년 11월 28일 오후 8:11, 김민수 : 내일 봐") == "내일 봐"
    assert without_stamp("[김민수] [오후 8:11] 내일 봐") == "내일 봐"
    assert list(notices(EXPORTED.split("\n"))) == [True, True, False, True, False, False, True, False]
    pictures = ["[민수] [오전 10:02] 사진", "2026년 11월 28일 오후 8:11, 민수 : 사진 3장"]
    said = ["사진", "[민수] [오전 10:02] 사진 찍자", "2026년 11월 28일 오후 8:11, 민수 : 사진 줘"]
    assert list(notices([*pictures, *said])) == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("과제 제출 기한: 2026. 12. 11.(금) 18:00까지 내세요.", 1),
        ("접수는 2026. 12. 7.(월) ~ 12. 11.(금) 18:00까지입니다.", 1),
        ("신청은 12. 11. 까지입니다.", 1),
        ("안건 1. 겨울 봉사활동\n- 날짜를 정함.", 2),
        ("가. 시험장에 일찍 온다.", 1),
        ("이 문제는 1. 그래서 졌다.", 2),
        ("점수는 12. 그래서 졌다.", 2),
        ("그 해는 2026. 다음 해는 알 수 없다.", 2),
    ],
)
def test_the_points_of_a_day_in_figures_and_of_a_number_end_no_sentence(text: str, count: int) -> None:
    assert len(split(text, "ko")) == count


def test_what_stands_under_a_heading_of_tasks_is_to_be_done() -> None:
    said = ["3. 할 일", "박지훈: 견적 문의", "포스터 인쇄 (완료)", "회의는 끝났다."]
    layouts = [Layout.BULLET, Layout.BULLET, Layout.BULLET, Layout.PROSE]
    assert list(to_be_done(said, layouts)) == [False, True, False, False]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("확산이란 물질이 농도가 높은 곳에서 낮은 곳으로 이동하는 현상을 말한다.", "확산"),
        ("물이 반투막을 통해 이동하는 현상을 삼투라고 한다.", "삼투"),
        ("이를 항상성이라고 합니다.", "항상성"),
        ("국내총생산(GDP)은 한 나라에서 생산된 가치를 합한 것을 말합니다.", "국내총생산"),
        ("이 법에서 “근로자”란 임금을 목적으로 근로를 제공하는 사람을 말한다.", "근로자"),
        ("이는 경기가 회복되는 것을 의미한다.", None),
        ("삼투란 무엇인가?", None),
    ],
)
def test_what_a_sentence_defines(sentence: str, term: str | None) -> None:
    assert subject(sentence, "ko") == term
