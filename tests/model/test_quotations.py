"""Sentences within a long quotation or bracket; and who said what stands in a short one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest

from model.sentences import split
from model.sentences.quotations import PAIR_CHARS, TITLE_CHARS, without_ends


def units(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text, language)]


SAID = [
    "We came here to work.",
    "We did not come here to be told what to think.",
    "The river and all of the land are ours.",
    "Nobody asked us, and nobody ever does.",
    "We will stay until somebody listens.",
    "That is all that I have to say.",
]


@pytest.mark.parametrize(
    ("opens", "closes"), [('"', '"'), ("“", "”"), ("‘", "’"), ("(", ")"), ("[", "]"), ("«", "»"), ("", "")]
)
def test_a_long_quotation_is_several_sentences(opens: str, closes: str) -> None:
    text = f"He spoke. {opens}{' '.join(SAID)}{closes} Then he sat."
    assert units(text, "en") == ["He spoke.", opens + SAID[0], *SAID[1:-1], SAID[-1] + closes, "Then he sat."]


def test_a_long_quotation_in_other_languages() -> None:
    chinese = [
        "老师说：“我们今天讲光合作用。",
        "它是植物利用光能的过程。",
        "大家要记住它的两个阶段。",
        "作业周三之前交给学习委员。”",
    ]
    assert units("".join(chinese) + "然后下课了。", "zh") == [*chinese, "然后下课了。"]
    german = [
        "Er sagte: „Wir sind alle hierher gekommen, um zu arbeiten und um zu leben.",
        "Der Fluss und das ganze Land gehören uns, und das wird auch so bleiben.",
        "Niemand hat uns jemals gefragt, ob wir das so wollen oder ob wir lieber gehen würden.“",
        "Dann ging er.",
    ]
    assert units(" ".join(german), "de") == german


@pytest.mark.parametrize(
    "text",
    [
        "“We came here to work. We did not come to talk. The river is ours,” he said.",
        "He asked of each of the things that are in the world four questions: “What is it made of?” (its matter), "
        "“What shape does it have?” (its form), “What made it?” (its cause), and, last, “What is its end?” (its end).",
        "The text of it (see ch. 3 and fig. 5. of the book) says that all of the cells of the body make energy out of "
        "the sugar that they are given and that they need oxygen for all of it, but not for some of the other parts.",
    ],
)
def test_a_short_quotation_stays_in_its_sentence(text: str) -> None:
    assert units(text, "en") == [text]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["“Is it far?” Tom asked.", "“Why?” Mrs. Calloway said, and left.", "“Go!” The old man cried."]),
        ("en", ["“Why?” I asked her again.", "“Why?”", "Tom asked her to go.", "“Really?”", "She said nothing."]),
        ("en", ["He left.", "Tom asked.", "“Who?”", "The door opened."]),
        ("zh", ["“好吗？”他问。", "“走吧！”李想小声说。", "“我走了。”他说，“再见。”"]),
        ("zh", ["“你好！”", "他走了。", "“真的吗？”", "小王问我什么时候走。"]),
        ("zh", ["“经济保持扩张。”国家统计局服务业调查中心高级统计师赵某说。", "“走。”", "他说完就走。"]),
        ("zh", ["“会更好。”该公司负责人约翰·史密斯指出，“明年会更好。”", "“好。”会后，她介绍道。"]),
        ("zh", ["「會的。」該公司發言人在聲明中稱。", "「好。」", "他指出，這很重要。", "「走。」他一邊寫一邊問。"]),
        ("zh", ["“很好。”", "这是一本小说。", "“你好。”", "他是公司的顾问。", "“好的。”", "这是他的解释。"]),
        ("zh", ["“走吧。”", "人们对此没有解释。", "“我们会来。”", "她听说。", "“行。”", "这种药的名称。"]),
        ("ja", ["「行くよ。」田中さんは小さな声で言った。", "「はい。」", "彼は昔のことを話した。"]),
        ("es", ["—¿Está lejos? —preguntó Tom.", "—Sí.", "—¡No!", "Ella dijo que no."]),
    ],
)  # fmt: skip
def test_who_said_it_belongs_to_what_was_said(language: str, sentences: list[str]) -> None:
    assert units(("" if language in ("zh", "ja") else " ").join(sentences), language) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["老师问：『谁来回答？』", "没有人举手。"],
        ["『當然！』他說。", "「真的嗎？」她問。", "「好！」老師答，「走吧。」", "「是！」她笑著說。"],
        ["“谁来？”", "没有人回答。", "‘当然！’他说。", "然后走了。"],
        ["《你好，李焕英！》上映了。", "我看了《谁动了我的奶酪？》。", "很好看。", "【注意！】明天停电。"],
        ["他说『你好。我来了。』", "然后坐下。", "「他說『好。』就走了。」", "我不信。"],
    ],
)
def test_chinese_brackets_belong_to_what_they_close(sentences: list[str]) -> None:
    assert units("".join(sentences), "zh") == sentences


@pytest.mark.parametrize(
    ("opens", "closes", "most"),
    [("《", "》", TITLE_CHARS), ("【", "】", TITLE_CHARS), ("『", "』", PAIR_CHARS)],
)
def test_a_title_is_looked_for_no_further_than_one_is_long(opens: str, closes: str, most: int) -> None:
    inside = "好！" * (most // 2)
    for text, is_one in (
        (f"{opens}{inside}{closes}", True),
        (f"{opens}{inside}好{closes}", False),
        (f"{opens}{opens}{inside[1:]}{closes}", True),
    ):
        assert (without_ends(text) != text) is is_one


@pytest.mark.parametrize("piece", ["《", "《好！", "『好。", "『「好。", "』"])
def test_titles_are_looked_through_once(piece: str) -> None:
    once, twice = (calls_of(lambda text=piece * size: units(text, "zh")) for size in (2_000, 4_000))
    assert twice < 2.1 * once


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, those of C as well: on a machine of any speed the same."""
    called = 0

    def count(_frame: FrameType, event: str, _function: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return called


@pytest.mark.parametrize("unit", ["“A b. ", "(a. ", '"A. " ', "“他。", "[", "‘A.’ ", "“A?” Tom "])
def test_looking_into_quotations_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.thread_time()
    split(text, "en")
    assert time.thread_time() - start < 8


def test_not_every_dao_says_something() -> None:
    assert units("“他来了吗？”我不知道。", "zh") == ["“他来了吗？”", "我不知道。"]
    assert units("“他来了吗？”小王问道。", "zh") == ["“他来了吗？”小王问道。"]
