"""What was spoken and hardly punctuated is cut where a clause begins; what is one sentence stays whole."""

from __future__ import annotations

import time

import pytest

from model.sentences import count_words, split

LECTURE = (
    "so good morning everybody, today we are going to talk about memory, and first of all i want to say how we used to "
    "think about it, for a long time people thought memory is like a filing cabinet, you put something in and later "
    "you take it out and it is the same thing, and that is wrong, memory is not a recording, every time you remember "
    "something you build it again from pieces, so there is a classic experiment, she showed people a film of a car "
    "accident, and then she asked one group how fast the cars were going when they hit each other, now what does that "
    "mean for you when you study, it means that reading your notes again and again is one of the worst things to do"
)
CHINESE = (
    "大家好，今天我们来讲一讲光合作用，光合作用就是植物利用光能把二氧化碳和水变成有机物，并且放出氧气的过程，这个过程分成两个阶段，第一个"
    "阶段叫光反应，发生在类囊体膜上，光反应的产物是氧气，还有ATP和NADPH，第二个阶段叫暗反应，也叫卡尔文循环，发生在叶绿体基质里面，它把"
    "二氧化碳固定成糖，大家注意，暗反应不是说一定要在黑暗里进行，它只是不直接需要光，下面我们看影响光合作用的因素，有光照强度，温度，还有二氧化"
    "碳浓度"
)
LEGAL = (
    "The Supplier shall indemnify the Customer against all losses, which means damages, costs and the fees of its "
    "lawyers, that arise from a claim by a third party; provided that the Customer gives notice of the claim without "
    "delay, leaves its conduct to the Supplier, and gives the help that may be asked of it; and provided further that "
    "no such duty exists where the claim rests on a change made by the Customer, on use with goods of others, or on "
    "use after notice of the claim; in which case the Customer shall bear the whole of its own costs, and those of the "
    "Supplier, to the extent that a court of last resort has found the change, the use or the goods to be the cause of "
    "the claim, and not otherwise."
)


def units(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in split(text, language)]


@pytest.mark.parametrize("times", [1, 2, 3, 5])
def test_a_lecture_with_commas_is_cut_at_them(times: int) -> None:
    pieces = units(", ".join([LECTURE] * times))
    assert len(pieces) >= 3 * times
    assert all(20 <= count_words(piece) <= 60 for piece in pieces)
    assert all(piece.endswith(",") for piece in pieces[:-1])


def test_a_lecture_without_marks_is_cut_before_a_word_that_begins_a_thought() -> None:
    pieces = units(LECTURE.replace(",", ""))
    assert len(pieces) >= 3
    assert {piece.split()[0] for piece in pieces[1:]} <= {"so", "now", "and"}


@pytest.mark.parametrize("text", [CHINESE, CHINESE.replace("，", " ")])
def test_a_chinese_lecture_is_cut_at_its_marks_or_spaces(text: str) -> None:
    pieces = units(text, "zh")
    assert 4 <= len(pieces) <= 9
    assert all(text[text.index(b) - 1] in "， " for b in pieces[1:])


def test_a_chinese_lecture_without_marks_is_cut_between_words() -> None:
    text = CHINESE.replace("，", "")
    pieces = units(text, "zh")
    assert 4 <= len(pieces) <= 9
    for word in ("有机物", "叶绿体", "光合作用", "二氧化碳", "第一个", "大家", "阶段"):
        assert sum(piece.count(word) for piece in pieces) == text.count(word)


def test_japanese_and_thai_are_cut_at_their_own_marks() -> None:
    japanese = "今日は光合成について話しますが、まず葉の中を見て、それから光の役目を考えて、" * 6
    assert all(piece[-1] in "、" for piece in units(japanese, "ja"))
    thai = ("พืชใช้แสงเพื่อสร้างอาหารจากน้ำและอากาศ " * 30).strip()
    assert len(units(thai, "th")) > 3
    assert all(piece.startswith("พืช") for piece in units(thai, "th"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LEGAL, "en"),
        (" ".join(LECTURE.split()[:70]), "en"),
        (" ".join(LECTURE.split()[:110]).capitalize() + ".", "en"),
        ("本文论述了细节与尺度的关系，" * 12 + "并说明了影响。", "zh"),
        ("首先分析了目标的形式；利用曲线提取各条特征，完成分离；" * 8 + "最后验证了方法。", "zh"),
        ("| " + "cell, " * 150 + "| x |", "en"),
    ],
)
def test_what_may_be_one_sentence_or_is_a_row_stays_whole(text: str, language: str) -> None:
    assert units(text, language) == [text]


@pytest.mark.parametrize(
    "unit",
    [
        "so, ",
        "so ",
        "你好，",
        "所以",
        "你 ",
        "，",
        ",",
        "ね、",
        "พืช ",
        "a. . ",
        ". ",
        "?",
        '"?',
        "1111) ",
        "A\n",
        "A.\nB: ",
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_cutting_is_linear(unit: str, language: str) -> None:
    text = "a" + unit * (200_000 // len(unit)) + "a"
    start = time.thread_time()
    split(text, language)
    assert time.thread_time() - start < 8


def test_a_long_text_is_taken_in_parts_that_end_with_a_sentence() -> None:
    said = [f"Leaf number {i} turns {'light ' * 40}into sugar by noon." for i in range(40)]
    text = " ".join(said)
    assert [text[span.start : span.end] for span in split(text, "en")] == said
