"""Chinese subtitles without full stops: a cue is a clause, and a sentence ends where its words say so."""

from __future__ import annotations

import pytest

from bot import documents


def subtitles(lines: list[str], step_s: int) -> str:
    return "\n\n".join(
        f"{i + 1}\n00:{i * step_s // 60:02}:{i * step_s % 60:02},000 --> "
        f"00:{(i + 1) * step_s // 60:02}:{(i + 1) * step_s % 60:02},000\n{line}"
        for i, line in enumerate(lines)
    )


@pytest.mark.parametrize(
    ("step_s", "paragraphs"),
    [
        (
            4,
            [
                ["大家好，欢迎来到宏观经济学"],
                ["今天我们讲的是通货膨胀"],
                ["通货膨胀指的是一个经济体中", "物价水平的持续普遍上涨"],
                ["注意 是持续的 普遍的上涨"],
                ["如果只是猪肉涨价 那不叫通货膨胀"],
                ["嗯 那么通货膨胀是怎么产生的呢"],
                ["弗里德曼说 通货膨胀无论何时何地都是一种货币现象"],
                ["也就是说 货币供应量的增长快于产出的增长 物价就会上涨"],
                ["好 我们先休息十分钟"],
            ],
        ),
        (
            3,
            [
                ["各位同学早上好 我们继续上节课的内容"],
                ["上次我们讲到了", "光合作用的光反应阶段"],
                ["那么今天我们来看暗反应"],
                ["暗反应也叫做卡尔文循环", "它发生在叶绿体的基质里", "不需要光的直接参与", "但需要光反应产生的", "ATP"],
                ["首先二氧化碳被固定", "形成三碳化合物"],
                ["然后三碳化合物被还原", "生成糖类"],
                ["大家明白了吗"],
                ["没有问题的话", "我们来做一道题"],
            ],
        ),
        (2, [["你真的要走吗？"], ["是的！"], ["為什麼不再等等", "他不會回來了"], ["大家都這麼說"]]),
    ],
)  # fmt: skip
def test_a_sentence_of_several_cues_stays_whole(step_s: int, paragraphs: list[list[str]]) -> None:
    text = subtitles([cue for cues in paragraphs for cue in cues], step_s)
    assert documents.from_text(text).text.split("\n\n") == [" ".join(cues) for cues in paragraphs]


def test_each_sentence_says_when_it_begins() -> None:
    document = documents.from_text(subtitles(["大家好欢迎来上课", "今天我们讲的是通货膨胀", "好 休息"], 4))
    at = [document.location(document.text.index(word)).time for word in ("大家", "今天", "好 休")]
    assert at == ["0:00", "0:04", "0:08"]


def test_cues_with_commas_or_full_stops_are_joined_by_nothing() -> None:
    commas = ["它说的是，", "物体在不受外力时，", "保持静止，"]
    assert documents.from_text(subtitles(commas, 3)).text == "".join(commas)
    stops = ["它说的是", "物体不受外力时", "保持静止。"]
    assert documents.from_text(subtitles(stops, 3)).text == "".join(stops)
