"""Items of a list that are to be done."""

from __future__ import annotations

import time

import pytest

from model.kinds.lists import to_be_done
from model.sentences import Layout

BULLET, HEADING, PROSE = Layout.BULLET, Layout.HEADING, Layout.PROSE


@pytest.mark.parametrize(
    "heading",
    [
        "Action items",
        "Next steps:",
        "TODO",
        "To do before next week",
        "For next class:",
        "待办",
        "À faire",
        "Próximos pasos",
        "Offene Punkte:",
        "Da fare",
        "A fazer",
        "今後の予定",
    ],
)
def test_items_under_such_a_heading_are_to_be_done(heading: str) -> None:
    said = [
        ("Ruth to email Prof. Hall", BULLET, True),
        ("She is away.", BULLET, False),
        ("[x] book the room", BULLET, False),
        ("Slides ✅", BULLET, False),
        ("Budget: Ben", BULLET, True),
        ("Nothing else was said.", PROSE, False),
        ("A duck", BULLET, False),
    ]
    sentences, layouts = [heading], [HEADING]
    sentences += [sentence for sentence, _, _ in said]
    layouts += [layout for _, layout, _ in said]
    assert list(to_be_done(sentences, layouts)) == [False, *(is_one for _, _, is_one in said)]


@pytest.mark.parametrize("heading", ["Exercises", "Tasks", "The action of enzymes", "Decisions"])
def test_other_lists_are_not(heading: str) -> None:
    assert not any(to_be_done([heading, "Ruth to email Prof. Hall"], [HEADING, BULLET]))


@pytest.mark.parametrize(
    "heading", ["待办事项", "待辦事項", "Action items:"]
)  # 三、待办事项 is an item of a list itself
def test_the_heading_is_none_of_them(heading: str) -> None:
    said = [heading, "Order the pump", "其他事项", "无人反对的意见"]
    assert list(to_be_done(said, [BULLET] * 4)) == [False, True, False, False]


@pytest.mark.parametrize(
    ("heading", "line", "is_one"),
    [
        ("待办事项", "钱伟联调退款接口。", True),
        ("待办事项", "钱伟：联调退款接口。", True),
        ("待办事项", "钱伟已经离开了会场。", False),
        ("待办事项", "江水流过这座城市。", False),
        ("ToDos:", "Lena – Plakate drucken (bis nächsten Dienstag)", True),
        ("Action items", "Tom and Ann: print the posters", True),
        ("Action items", "Nothing else was said.", False),
        ("Action items", "The pump was broken, and Tom left.", False),
        ("The pump", "Lena – Plakate drucken", False),
        ("할 일", "김민수: 포스터 인쇄", True),
        ("할 일", "장소: 학생회관 301호", False),
    ],
)
def test_a_line_without_a_mark_is_one_where_it_names_who_does_it(
    heading: str, line: str, is_one: bool
) -> None:
    assert list(to_be_done([heading, line, "It rained."], [HEADING, PROSE, PROSE])) == [False, is_one, False]


@pytest.mark.parametrize("heading", ["Aufgaben:", "Tareas", "任务分工"])
def test_what_may_head_exercises_heads_tasks_by_name_in_minutes(heading: str) -> None:
    said = [heading, "Lena: Plakate drucken", "Erkläre den Begriff."]
    layouts = [HEADING, BULLET, BULLET]
    assert list(to_be_done(["Protokoll der Sitzung", *said], [HEADING, *layouts])) == [
        False,
        False,
        True,
        False,
    ]
    assert not any(to_be_done(["Die Niere", *said], [HEADING, *layouts]))


@pytest.mark.parametrize(
    ("heading", "item", "following"),
    [
        ("할 일", "이 대리: 고객사 피드백 정리", "결정 사항"),
        ("할 일", "포스터 인쇄", "기타"),
        ("やること", "ポスターの印刷", "決定事項"),
        ("À faire", "Imprimer les affiches", "Décisions"),
    ],
)
def test_a_list_of_tasks_ends_where_minutes_go_on(heading: str, item: str, following: str) -> None:
    said = [heading, item, following, "12月21日"]
    assert list(to_be_done(said, [BULLET] * 4)) == [False, True, False, False]


def test_who_has_which_task_in_korean_minutes() -> None:
    said = ["11월 회의록", "업무 분담", "박 사원: 시나리오 작성", "시나리오를 설명하시오."]
    assert list(to_be_done(said, [HEADING, HEADING, BULLET, BULLET])) == [False, False, True, False]
    assert not any(to_be_done(["세포", *said[1:]], [HEADING, HEADING, BULLET, BULLET]))


def test_it_costs_little_on_any_text() -> None:
    began = time.process_time()
    for piece in ("Aa, ", "Aa Aa ", "钱伟", "next meeting ", "Protokoll", "to do by "):
        list(to_be_done(["待办", piece * 10_000], [HEADING, PROSE]))
    assert time.process_time() - began < 0.5
