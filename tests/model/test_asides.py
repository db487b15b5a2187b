"""What stands beside a text is known by its heading, its label or its words, and chosen last."""

from __future__ import annotations

import time

import pytest

from model.features.asides import in_asides, is_aside
from model.features.blend import form_costs
from model.sentences import split


@pytest.mark.parametrize(
    "sentence",
    [
        "Figure 10.3 The active site of an enzyme closes around its substrate.",
        "Fig. 7.2 Delegates of the congress",
        "图3-2 线粒体的结构",
        "图1　各行业的增长",
        "Table 2 Growth by country",
        "Read more: Five things to know about prices",
        "Keywords: cell, sugar, light",
        "关键词：细胞；光合作用",
        "【责任编辑:某某】",
        "2026-11-28 09:12 来源：某社 作者：某某",
        "This e-mail and any attachments are confidential.",
        "Please consider the environment before printing this e-mail.",
        "未经许可，不得转载。",
    ],
)
def test_an_aside_is_known_by_its_words(sentence: str) -> None:
    assert is_aside(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Figure 3 shows how the cell divides.",
        "图1显示了增长。",
        "Sites use cookies to remember who signed in.",
        "source: where a river begins",
        "The observer can then call unsubscribe().",
        "Photosynthesis needs light: without it plants die.",
        "Watch the sky at night.",
        "图 3 展示了光合作用的过程。",
        "图1 显示，温度越高，反应越快",
        "Credit: the ability of a customer to pay later",
        "Keywords: reserved words are those of the language itself.",
        "作者：某某，原名某某某，是一位作家",
        "来源：该词源于古希腊语",
        "Users must be able to unsubscribe from the list.",
        "委托作品的版权归受托人所有。",
        "请扫描下方二维码提交期末作业。",
        "Click here to submit your essay by Friday.",
        "We use cookies to carry a session identifier.",
        "Sources: Citrus fruit and peppers contain the most of it.",
    ],
)
def test_the_text_itself_is_none(sentence: str) -> None:
    assert not is_aside(sentence)


@pytest.mark.parametrize(
    "heading", ["References", "References[edit]", "参考文献", "## See also [edit]", "Literatur:"]
)
def test_what_stands_under_such_a_heading_is_beside_the_text(heading: str) -> None:
    opening, end = (
        "Cells need sugar as fuel for all that they do.",
        "They divide as soon as they have grown enough.",
    )
    text = f"{opening}\n\n{heading}\n\nOne, A. The cell. 1990.\nTwo, B. Sugar. 1991.\n\n# Then\n\n{end}"
    spans = split(text, "en")
    sentences = [text[s.start : s.end] for s in spans]
    beside = list(in_asides(sentences, [s.layout for s in spans]))
    first, last = sentences.index(opening), sentences.index("Then")
    assert beside == [first < i < last for i in range(len(spans))]
    costs = form_costs(sentences, [s.layout for s in spans])
    assert costs[first] == costs[-1] == 0
    assert min(costs[first + 1 : last]) >= 3


def test_a_line_of_prose_is_such_a_heading_over_a_reference() -> None:
    text = "Cells need sugar.\nReferences\n^ One, A. The cell. 1990.\n[2] Two, B. Sugar."
    spans = split(text, "en")
    beside = list(in_asides([text[s.start : s.end] for s in spans], [s.layout for s in spans]))
    assert beside[0] is False
    assert all(beside[1:])


@pytest.mark.parametrize(
    "text",
    [
        "The course has parts:\n\n- Lectures\n- Exercises\n- Readings\n\nThe cell is the unit of life.",
        "1. 预习\n2. 练习\n3. 复习\n\n细胞是生命的基本单位。",
        "Contents\nThe cell\nSugar\nReferences\n\nThe cell is the unit of life.",
        "Exercises:\n- Run a mile.\n- Swim.\n\nThe cell is the unit of life.",
        "Exercises:\nBend the knees.\nRest makes pain worse.",
    ],
)
def test_a_word_of_the_text_is_no_such_heading(text: str) -> None:
    spans = split(text, "en")
    assert not list(in_asides([text[s.start : s.end] for s in spans], [s.layout for s in spans]))[-1]


@pytest.mark.parametrize(
    "piece",
    [
        "# Source: A " + ("1" * 99 + ",") * 390 + "!\n\n",
        "# References" + " " * 20_000 + "x\n\n",
        "References" + " " * 2_000 + "x.\n\n",
        "图 1 " * 500 + "\n\n",
    ],
)
def test_asides_cost_little_on_any_text(piece: str) -> None:
    spans = split(text := piece * (200_000 // len(piece)), "en")
    started = time.process_time()
    form_costs([text[s.start : s.end] for s in spans], [s.layout for s in spans])
    assert time.process_time() - started < 5
