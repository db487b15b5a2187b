"""What a question wants to be told, and which sentences tell it."""

import pytest

import model
from model.focus.wanted import NEARLY, PULL, pull


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When is the homework due?", "Hand it in by Friday, 5 pm."),
        ("What is the deadline?", "Please transfer it before the end of January."),
        ("Bis wann muss man zahlen?", "Zahlen Sie bitte bis zum 15. Oktober."),
        ("截止日期是什么时候？", "报告请于12月20日前提交。"),
        ("When is the exam?", "The exam is on November 12."),
        ("When did he resign?", "He resigned in 1867."),
        ("When did he land?", "He landed in 1066."),
        ("When is it?", "It is on 28/2 or 4/30."),
        ("几点开始？", "三点说明会开始。"),
        ("과제 언제까지야?", "과제는 12월 14일(월) 오후 6시까지 LMS에 제출해 주세요."),
        ("마감이 언제예요?", "보고서는 금요일까지 내세요."),
        ("시험은 언제 봐요?", "기말시험은 12월 18일 금요일 오전 10시에 치러집니다."),
        ("시험은 어디서 봐요?", "시험은 인문관 302호에서 봅니다."),
        ("참가비는 얼마예요?", "한 사람에 2만 원입니다."),
        ("몇 명이 가나요?", "모두 12명이 갑니다."),
        ("いつまでに出せばいいですか", "レポートは12月4日(金)17時までに提出してください。"),
        ("締め切りは？", "申し込みは12月2日〆切です。"),
        ("会議はいつですか", "会議は金曜日の10時に始まります。"),
        ("どこでやりますか", "本社5階の会議室で行います。"),
        ("参加費はいくらですか", "参加費は2000円です。"),
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
        ("What is due on Monday?", "Hand it in by Monday."),
        ("essay deadline", "Hand it in by Monday."),
        ("Are there any deadlines?", "Hand it in by Monday."),
        ("Wann ist die Abgabefrist?", "Die Arbeit kommt bis zum 15.10. ins Fach."),
        ("Wann ist Ferienbeginn?", "Sie beginnen am 15.10. und enden bald."),
        ("报名截止到什么时候？", "请于12月20日前报名。"),
        ("几点交作业？", "上午九点提交。"),
        ("晚上几点？", "三点半集合。"),
        ("从几点到几点上课", "8点上课。"),
        ("几点钟吃饭？", "午饭在十二点。"),
        ("会议时间？", "下午三点提出建议。"),
        ("出生日期", "他生于1881年。"),
        ("时间", "下周三见。"),
        ("考试地点在哪", "请到体育馆集合。"),
        ("在哪个教室考？", "教室A203。"),
        ("约好在哪见？", "我们在学校门口见。"),
        ("What time of day is best?", "Come at 9 am."),
        ("When did it happen, and why?", "It happened in 1867."),
        ("Where’s the exam?", "You will sit it in the main hall."),
        ("Where do we meet?", "Come to 12 Baker Street."),
        ("Wo ist die Prüfung?", "Sie ist im 2. Stock."),
        ("Où est-ce ?", "C'est rue Victor Hugo."),
        ("How much is the fee?", "It comes to 40 euros."),
        ("How much water does it need?", "It needs two litres."),
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
    "question", ["When and where is the exam?", "Where is it, and when?", "考试时间和地点？"]
)
def test_all_that_is_wanted_counts(question: str) -> None:
    said = ["The exam is on May 3.", "You will sit in room 204.", "Bring a pen."]
    assert pull(said, question).tolist() == [PULL, PULL, 0]


def test_what_is_asked_in_a_row_is_all_wanted() -> None:
    said = ["The exam is on May 3.", "You will sit in room 204.", "It comes to two euros.", "Bring a pen."]
    assert pull(said, "where, when and how much?").tolist() == [PULL, PULL, PULL, 0]


def test_who_asks_for_the_last_day_does_not_ask_for_any() -> None:
    said = ["The exam is on May 3.", "Hand it in by Friday."]
    for question in ("When is the homework due?", "What is the deadline?", "截止日期？"):
        assert pull(said, question).tolist() == [PULL * NEARLY, PULL]


@pytest.mark.parametrize(
    "question",
    [
        "Why did it rain?",
        "When in doubt, who helps?",
        "光合作用是什么",
        "the dates",
        "What was the collapse due to?",
        "À quoi est due la crise ?",
        "What is a deadline of a process?",
        "What happens after the deadline?",
        "Was ist eine Frist?",
        "Why is it due?",
        "What time complexity does merge sort have?",
        "What room for improvement is there?",
        "How much is known about what people pay?",
        "作者对读书提出了几点建议？",
        "我们得到哪几点启示？",
        "谈几点看法",
        "任何时候都可以吗？",
        "如何时刻保持专注？",
        "考试在几号楼？",
        "什么是时间？",
        "时间和空间的关系",
        "他为什么选择那个地点？",
        "他的优点体现在哪里？",
        "这首诗好在哪里？",
        "思想感情表现在哪些方面？",
    ],
)
def test_another_question_wants_none_of_it(question: str) -> None:
    said = ["It is by Friday, May 3 in room 4 and costs 5 euros.", "他周三在学校门口花了五元，12月20日前。"]
    assert not pull(said, question).any()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where does photosynthesis take place?", "He put it into stock."),
        ("언제 시작하나요?", "이 방법은 시간이 걸린다."),
        ("과제 언제까지야?", "시험 범위는 7장부터 12장까지입니다."),
        ("얼마나 걸리나요?", "이것은 좋은 방법이다."),
        ("いつ始まりますか", "この方法は時間がかかる。"),
        ("いつもの店はどう？", "12月4日に行った。"),
        ("언제나 그런가요?", "12월 4일에 갔다."),
        ("Where does photosynthesis take place?", "Few rue the day."),
        ("Where does photosynthesis take place?", "The sea floor is dark."),
        ("Where does photosynthesis take place?", "The room I like has a street below."),
        ("在哪儿考？", "图书馆很大。"),
        ("在哪儿考？", "那个地点很重要。"),
        ("在哪儿考？", "现在图书馆很大，公园2020年建成。"),
        ("When is it?", "Section 1.2. covers it."),
        ("When is it?", "The current is 1000 A."),
        ("When is it?", "Version 1.2 has 3/4 of it."),
        ("When is it?", "It is 15/16 as long."),
        ("几点开始？", "全文分成五点说明。"),
        ("几点开始？", "这要分成三点方面。"),
        ("几点开始？", "他提出三点建议。"),
        ("几点开始？", "这3点原因很重要。"),
        ("几点开始？", "以上三点很重要。"),
        ("几点开始？", "第三点，要多读书。"),
        ("几点开始？", "共提三点整改意见。"),
        ("几点开始？", "一共三点：多读、多写、多想。"),
    ],
)
def test_what_tells_something_else_is_not_pulled_at(question: str, said: str) -> None:
    assert not pull([said], question).any()


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


def test_a_date_alone_is_no_reason_but_the_question_s_words_are(extractor: model.Extractor) -> None:
    text = "他们1月3日去。我们2月3日走。报告6月3日交。祝大家愉快。下雨了。天气很冷。"
    asked = extractor.read(text, focus="什么时候交报告？").sentences
    assert [model.Reason.FOCUS in sentence.reasons for sentence in asked] == [
        False,
        False,
        True,
        *[False] * 3,
    ]


def test_what_answers_is_chosen_before_what_asks(extractor: model.Extractor) -> None:
    said = (
        "We met by the river. What did the dam cost the town? The dam cost the town nine million. It rained."
    )
    (best,) = extractor.extract(
        said, budget=model.Budget(sentences=1), focus="What did the dam cost the town?"
    )
    assert said[best.start : best.end].endswith("nine million.")
