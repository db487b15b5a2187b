"""What a question wants to be told, and which sentences tell it."""

import pytest

import model
from model.wanted import NEARLY, PULL, pull


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When is the homework due?", "Hand it in by Friday, 5 pm."),
        ("What is the deadline?", "Please transfer it before the end of January."),
        ("Bis wann muss man zahlen?", "Zahlen Sie bitte bis zum 15. Oktober."),
        ("截止日期是什么时候？", "报告请于12月20日前提交。"),
        ("When is the exam?", "The exam is on November 12."),
        ("When did he resign?", "He resigned in 1867."),
        ("Wann ist der Elternabend?", "Er ist am 22. Oktober."),
        ("Quand est-ce ouvert ?", "Nous ouvrons à 9h30."),
        ("什么时候考试？", "考试安排在1月8日。"),
        ("几点开始？", "下午两点开始。"),
        ("Where is the exam?", "You will sit in room 204."),
        ("在哪儿考？", "地点是三楼。"),
        ("How much does it cost?", "It comes to 40 euros."),
        ("多少钱？", "每人交45元。"),
        ("How often should I clean it?", "Clean it every two weeks."),
        ("能待多久？", "最多六小时。"),
    ],
)
def test_a_sentence_that_tells_what_is_wanted_is_pulled_at(question: str, told: str) -> None:
    assert pull([told, "It was fun.", "祝大家愉快，有一点冷，注意保暖。"], question).tolist() == [PULL, 0, 0]


def test_what_may_be_meant_pulls_less() -> None:
    assert pull(["The exam is on May 3.", "Bring a pen."], "What is the deadline?").tolist() == [
        PULL * NEARLY,
        0,
    ]
    assert pull(["一小时八十。", "不见不散。"], "多少钱？").tolist() == [PULL * NEARLY, 0]


@pytest.mark.parametrize(
    "question", ["Why did it rain?", "When in doubt, who helps?", "光合作用是什么", "the dates"]
)
def test_another_question_wants_none_of_it(question: str) -> None:
    assert not pull(["It is on May 3 in room 4 and costs 5 euros."], question).any()


CHINESE = """同学们好，新学期开始了，希望大家一切顺利。
本学期的课程论文题目已经发到群里了，大家可以自己选。
期末报告请于12月20日前提交到教学平台，逾期每天扣五分。
报告不少于三千字，要有参考文献。
期末考试安排在1月8日上午九点，地点是教三楼201。
祝大家学习愉快，天气冷了注意保暖。"""

ENGLISH = """Hi everyone, welcome back, I hope you had a good break.
Chapter four is about enzymes, and we'll go slowly through it.
Problem set 3 is on the course page; please hand it in by Friday, 5 pm.
The midterm is on November 12 in room 204, closed book.
Each lab report counts fifteen points.
It's going to be a fun term."""


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (CHINESE, "什么时候交？", "12月20日前"),
        (CHINESE, "截止日期是什么时候？", "12月20日前"),
        (CHINESE, "在哪儿考？", "1月8日"),
        (ENGLISH, "When is the homework due?", "by Friday"),
        (ENGLISH, "What is the deadline?", "by Friday"),
        (ENGLISH, "When is the exam?", "November 12"),
    ],
)
def test_the_answer_is_chosen(extractor: model.Extractor, text: str, question: str, answer: str) -> None:
    (best,) = extractor.extract(text, budget=model.Budget(sentences=1), focus=question)
    assert answer in text[best.start : best.end]


def test_what_answers_is_chosen_before_what_asks(extractor: model.Extractor) -> None:
    said = (
        "We met by the river. What did the dam cost the town? The dam cost the town nine million. It rained."
    )
    (best,) = extractor.extract(
        said, budget=model.Budget(sentences=1), focus="What did the dam cost the town?"
    )
    assert said[best.start : best.end].endswith("nine million.")
