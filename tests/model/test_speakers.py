"""Who spoke, and when: a chat, a transcript, minutes."""

from __future__ import annotations

import pytest

from model import chat_headers
from model.sentences import Layout
from tests.model.units import layouts, texts


@pytest.mark.parametrize(
    "lines",
    [
        ["Anna: Hello there", "Bob: Hi"],
        ["Anna: we ought to look at the budget again before the end of May", "Bob: and at the plan"],
        ["anna: we ought to look at the budget again before the end of May", "bob: and at the plan"],
        [
            "Anna: we ought to look at the whole of the budget again and\nthen at all that we had planned for May",
            "Bob: and at the plan",
        ],
        [
            "The meeting of the whole committee on 4 May 2024",
            "Anna: we ought to look at the budget before the end of May",
            "Bob: and at the plan",
        ],
        ["main idea: cells need energy", "next idea: membranes hold them"],
        ["The whole of the first part ends here.", "clear conclusion: nothing more is needed"],
        ["0:05 and so we come to the cell and to what it does", "0:09 with the sugar it makes"],
        ["[10:30] and so we come to the cell and to what it does", "[10:31] with the sugar it makes"],
        [">> and so we come to the cell and to what it does", ">> with the sugar it makes"],
        ["0:05\nand so we come to the cell and to what it does", "0:09\nwith the sugar it makes"],
        ["[Music]\nand so we come to the cell and to what it does", "[Applause]"],
    ],
)
def test_speakers_begin_units(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "After all of these weeks the committee came to a single and\n"
        "clear conclusion: no further tests are needed before the spring.",
        "This was already shown for the cells of many plants in\n[12] and later for those of animals.",
        "This was already shown for the cells of many plants by\n(12:30) and later for those of animals.",
        "The train to the north left the station that day at\n10:30 and was late in every town it came to.",
        "note that we came in the end to a single and to a\nclear conclusion: no further tests are needed.",
        "Note: we came in the end to a single and also to a\nclear conclusion: no further tests are needed.",
        "Nach all diesen Wochen kam der Ausschuss zu folgendem\nErgebnis: keine weiteren Versuche sind nötig.",
        "- This was already shown for the cells of many plants in\n  [12] and later for those of animals.",
    ],
)
def test_a_sentence_goes_on_over_a_colon_a_time_and_a_citation(text: str) -> None:
    assert texts(text) == [text.removeprefix("- ")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The programme of the congress of cell biology of the university\n9:00 The dean says a few words to all who"
         " came\n10:00 The first lecture is on the energy of cells", 3),
        ("speaker 1: so the main thing is that the cells make energy out of sugar\nspeaker 2: and they need oxygen for"
         " it or else they make lactic acid\nspeaker 1: right", 3),
        ("Termine der Vorlesung\n1. Oktober: Einführung\n8. Oktober: Die Mitochondrien", 3),
        ("Anna wants to order a new microscope for the laboratory in the basement\nTODO: ask the dean", 2),
    ],
)  # fmt: skip
def test_times_speakers_dates_and_tasks_are_units_of_their_own(text: str, units: int) -> None:
    assert texts(text) == text.split("\n")
    assert len(texts(text)) == units


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:05,000 --> 00:00:09,200\nand so we come to the cell\n\n"
        "2\n00:00:09,200 --> 00:00:12,000\nwith the sugar it makes",
        "00:05.000 --> 00:09.200 align:start\nand so we come to the cell\n\n00:09.200 --> 00:12.000\n"
        "with the sugar it makes",
    ],
)
def test_when_something_was_spoken_is_no_part_of_it(text: str) -> None:
    assert layouts(text) == [
        ("and so we come to the cell", Layout.PROSE),
        ("with the sugar it makes", Layout.PROSE),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "marcus  10:07 AM",
        "Olsson, Karin   0:03",
        "陈老师 2026-11-27 18:02:11",
        "Ann — Today at 10:07",
        "Ann — 11/26/2026 10:07 AM",
        "张小雨 11月29日 21:03",
        "张小雨 昨天 下午9:03",
        "2026-11-29 21:04:01 李明",
    ],
)
def test_who_spoke_and_when_is_no_part_of_what_was_said(heading: str) -> None:
    assert layouts(f"{heading}\non it.\n\n{heading}\ndone") == [
        ("on it.", Layout.PROSE),
        ("done", Layout.PROSE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The committee moved the vote to\nthe next session, which they scheduled on 12/12/2026 10:30\nas many asked.",
        "Hand in your essay by today at 17:00\nand send a copy of it.",
        "Physics exam\t09:00\nHistory exam\t10:00",
        "Ann  9:00\nBob  13:00\nAnn  17:00\nCall the office.",
        "Berlin  10:05\nHamburg  11:40\nBremen  12:10",
        "期末考试时间 2026-12-20 09:00\n请带好学生证。\n交论文时间 2026-12-22 18:00\n电子版发到邮箱。",
        "marcus  10:07 AM\nalone",
    ],
)
def test_a_time_at_the_end_names_no_speaker(text: str) -> None:
    assert chat_headers(text) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["小王：报告周五之前写完啊", "小李：好的我写完发给你", "小张：图表我来做"],
        ["时间：11月27日15:30", "地点：三楼会议室"],
        ["Department of History, University of Wexmoor", "Subject: Essay deadline and office hours"],
        ["Universidad de Altavista · Facultad de Derecho", "Asunto: Entrega del trabajo final y examen"],
        ["12/11/2026, 18:10 - Ana: are we on for tonight", "12/11/2026, 18:11 - Ben: yes"],
    ],
)
def test_what_each_says_stays_apart(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_what_somebody_says_under_their_name_is_no_heading() -> None:
    assert layouts("marcus  10:03 AM\nsame error as yesterday\n\nmarcus  10:06 AM\n\nahh") == [
        ("same error as yesterday", Layout.PROSE),
        ("ahh", Layout.PROSE),
    ]
    chat = [
        "priya  10:06 AM",
        "we need it before the demo on thursday",
        "marcus  10:07 AM",
        "on it.",
        "priya  10:08 AM",
    ]
    assert texts("\n".join(chat)) == chat[1::2]


def test_a_short_line_that_comes_again_is_no_end_of_a_wrapped_one() -> None:
    log = "大家注意，周五的班会改到下周一晚上，地点还是教三201\n李想\n好的收到，我和刘洋一起去\n李想\n作业交了吗"
    assert texts(log) == log.split("\n")
    chat = "we moved all of the meeting to Monday, it is in room 201\nDana Reed\nthanks for that\nDana Reed\nnoted"
    assert texts(chat) == chat.split("\n")
    wrapped = (
        "The committee of the town went on to talk with those of\nit.\n\nThey had come for the sake of\nit."
    )
    assert len(texts(wrapped)) == 2
    named = "The committee of the town had been to see all those who live in\nCambridge.\n\n"
    assert len(texts(2 * named)) == 2
    answers = [
        f"so the {part} of what we wanted to say is that it would be flat on both\nYeah." for part in "ABC"
    ]
    assert texts("\n".join(answers)) == [line for answer in answers for line in answer.split("\n")]
