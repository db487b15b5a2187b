"""What no reader wants by itself stands below the sentences; every sentence that has a reason says one."""

from __future__ import annotations

import numpy as np
import pytest

import model
from model.features import describe
from model.features.blend import at_an_edge, form_costs, reasons
from model.reading import Reason
from model.sentences import Layout


@pytest.mark.parametrize(
    "text",
    [
        "We use the following inference parameters:",
        "**There are three kinds:**",
        "以下是一个简单的构建公式：",
        "Figure 3: A leaf under the microscope.",
        "Tab. 2.1 – Yields by year.",
        "图 2：叶子的结构。",
        "© 2024 The authors. All rights reserved.",
        "AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation",
        "GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007",
        "v. : No. 07-1315",
        "page 12",
    ],
)
def test_what_says_nothing_by_itself_costs(text: str) -> None:
    assert form_costs([text], [Layout.PROSE]) > 1


@pytest.mark.parametrize(
    "text",
    [
        "There are three kinds: green, red and blue.",
        "Figure 3 shows that the leaves are green.",
        "Table salt is sodium chloride and nothing else.",
        "图论研究由点和线组成的图形。",
        "so the leaves are green because of its chlorophyll",
        "The Battle of Hastings Ended Anglo-Saxon Rule in England.",
        "光合作用在叶绿体中进行",
    ],
)
def test_a_sentence_costs_nothing(text: str) -> None:
    assert form_costs([text], [Layout.PROSE]) == 0


@pytest.mark.parametrize(
    "frame",
    [
        "在 2026年11月26日周四 09:05，张伟 <zhang@example.com> 写道：",
        'At 2026-11-20 10:11:12, "教务处" <office@example.com> wrote:',
        "2026年11月26日 上午9:05，张伟 <zhang@example.com> 写道：",
    ],
)
def test_what_frames_older_mail_stands_below_what_that_says(frame: str) -> None:
    said = ["收到，我明天上午把合同发给法务，最晚周四给您答复。", frame, "> 请尽快确认合同第三条的付款方式。"]
    costs = form_costs(said, [Layout.PROSE] * 3)
    assert costs[0] == 0
    assert costs[2] < costs[1]


def test_the_row_that_names_the_columns_stands_below_the_others() -> None:
    rows = ["| 阶段 | 场所 | 产物 |", "| 糖酵解 | 细胞质基质 | 丙酮酸 |", "| 电子传递链 | 线粒体内膜 | 水 |"]
    costs = form_costs(
        ["细胞呼吸有三个阶段。", *rows, "它在线粒体中释放出大量的能量。"],
        [Layout.PROSE, *[Layout.TABLE] * 3, Layout.PROSE],
    )
    assert costs[1] > costs[2] == costs[3] > costs[4] == 0


def test_who_was_there_stands_below_what_was_said() -> None:
    said = [
        "时间：2026年9月14日上午10:00，三号会议室",
        "出席：李强、张伟、陈静、刘洋",
        "会议决定系统于9月28日上线。",
    ]
    costs = form_costs(said, [Layout.PROSE] * 3)
    assert costs[1] > 3 > costs[0]
    assert costs[2] == 0


def test_the_fewer_its_words_the_further_a_sentence_or_an_item_stands_back() -> None:
    said = ["Not so.", "Plants make sugar.", "Plants make sugar from light.", "光合作用"]
    costs = form_costs(said, [Layout.PROSE] * 4)
    assert costs[0] > costs[1] > costs[2] > 0
    assert 0 < form_costs(["a rubber band"], [Layout.BULLET]) < form_costs(["a band"], [Layout.BULLET])


def test_few_long_words_are_not_brief() -> None:
    said = [
        "광합성은 식물이 빛을 에너지로 바꾸는 과정이다.",
        "Grundlagenforschung braucht Beharrlichkeit und Zeit.",
    ]
    assert list(form_costs(said, [Layout.PROSE] * 2)) == [0, 0]


def test_all_items_of_a_list_without_brief_ones_cost_alike() -> None:
    items = ["Green leaves that grow in the shade of trees", "Leaves of grass that stand on the open meadow"]
    assert len(set(form_costs(items, [Layout.BULLET] * 2))) == 1


def test_in_a_text_in_capitals_they_make_no_title() -> None:
    loud = [
        "PLANTS TURN LIGHT INTO SUGAR WITH THEIR LEAVES.",
        "THE CHLOROPHYLL OF LEAVES (SEE THE PAGES BELOW)",
        "LIGHT IS ABSORBED BY IT ALL THROUGH THE DAY.",
    ]
    prose = [Layout.PROSE] * 3
    assert list(form_costs(loud, prose)) == [0, 0, 0]
    said = [text.capitalize() if text.endswith(".") else text for text in loud]
    assert list(form_costs(said, prose)) == [0, 2, 0]
    chinese = ["深度学习用GPU训练模型。", "GNU GENERAL PUBLIC LICENSE"]
    assert list(form_costs(chinese, prose[:2])) == [0, 2]


def test_the_strongest_reason_is_given_where_none_is_clear() -> None:
    parts = {"central": np.array([0.9, 0.1, -1.0]), "luhn": np.array([0.5, 0.05, -0.5])}
    found = reasons(parts, 1.0, np.ones(3, bool))
    assert found == [(Reason.CENTRAL, Reason.KEYWORDS), (Reason.CENTRAL,), ()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_place_in_the_middle_is_no_reason(extractor: model.Extractor, language: str) -> None:
    said = {"en": "The water of town {} comes from the lake. ", "zh": "第{}个城市的水来自那个大湖。"}[
        language
    ]
    sentences = extractor.read("".join(said.format(i) for i in range(20)), language=language).sentences
    assert len(sentences) == 20
    assert not any(Reason.EARLY in one.reasons for one in sentences[4:16])


def test_places_at_an_edge() -> None:
    rows = describe([f"Town {i} has water." for i in range(10)], "en")
    assert at_an_edge(rows).tolist() == [True, True, *[False] * 6, True, True]


@pytest.mark.parametrize("mark", ["[4]", " [citation needed]", " 🎉", "²", "12"])
def test_a_mark_behind_the_full_stop_makes_no_scrap(mark: str) -> None:
    said = ["Cells divide by mitosis."]
    assert form_costs([said[0] + mark], [Layout.PROSE]) == form_costs(said, [Layout.PROSE])


def test_where_nothing_ends_with_a_full_stop_a_brief_line_is_no_scrap() -> None:
    listed = [
        "Book flights by Friday",
        "Exam on May 3",
        "Somebody could look at whether the old tent is still dry",
    ]
    stopped = [f"{line} for all of us who go there." for line in listed]
    alone = form_costs(listed, [Layout.BULLET] * 3)[0]
    assert alone < form_costs([*listed, *stopped], [Layout.BULLET] * 3 + [Layout.PROSE] * 3)[0]
    assert alone < 1
