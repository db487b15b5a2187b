"""What stands beside a text is known by its heading, its label or its words, and chosen last."""

from __future__ import annotations

import pytest

from model.asides import in_asides, is_aside
from model.blend import form_costs
from model.sentences import Layout, split


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
    ],
)
def test_the_text_itself_is_none(sentence: str) -> None:
    assert not is_aside(sentence)


@pytest.mark.parametrize(
    "heading", ["References", "7. Exercises", "参考文献", "## See also [edit]", "Literatur:"]
)
def test_what_stands_under_such_a_heading_is_beside_the_text(heading: str) -> None:
    text = f"Cells need sugar.\n\n{heading}\n\nOne, A. The cell. 1990.\nTwo, B. Sugar. 1991.\n\n# Then\n\nThey divide."
    spans = split(text, "en")
    sentences = [text[s.start : s.end] for s in spans]
    beside = list(in_asides(sentences, [s.layout for s in spans]))
    first, last = sentences.index("Cells need sugar."), sentences.index("Then")
    assert beside == [first < i < last for i in range(len(spans))]
    costs = form_costs(sentences, [s.layout for s in spans])
    assert costs[first] == costs[-1] == 0
    assert min(costs[first + 1 : last]) >= 3


def test_a_text_in_one_line_each_knows_the_heading_too() -> None:
    sentences = ["Cells need sugar.", "References", "One, A. The cell. 1990."]
    assert list(in_asides(sentences, [Layout.PROSE] * 3)) == [False, True, True]
