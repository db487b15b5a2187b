"""Small talk in a Chinese note stands behind its matter; every other text stays as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import model
from model.data import Record
from model.features import everyday
from model.features.remarks import FITTED, HELD_OUT, notes

NOTE = [
    "注意力训练是通过反复练习来提高专注力的方法。",
    "昨天下午我们去公园散步了。",
    "研究表明，每天练习二十分钟可以明显改善记忆力。",
    "食堂的面条很好吃。",
    "在教育领域，注意力训练帮助学生抓住课文的要点。",
]


def test_a_remark_is_not_chosen_before_the_matter(extractor: model.Extractor) -> None:
    (reading,) = extractor.read_split([NOTE])
    ranks = [sentence.rank for sentence in reading.sentences]
    assert {ranks[1], ranks[3]} == {3, 4}
    said = everyday.score(NOTE, "zh")
    assert said[1] < said[[0, 2, 4]].min()


@pytest.mark.parametrize(
    ("sentences", "language"),
    [
        (NOTE, "ja"),
        (["We had noodles.", "Light becomes sugar."], "en"),
        (["光合作用將光能轉變為化學能。", "我們昨天在這裡喫麵。"], "zh"),
        ([], "zh"),
    ],
)
def test_other_texts_get_nothing(sentences: list[str], language: str) -> None:
    assert everyday.score(sentences, language).tolist() == [0.0] * len(sentences)


def test_a_word_taught_late_and_one_that_is_not_taught() -> None:
    rows = everyday.describe(["吃面条。", "叶绿素。", "。", "好吃吧。"], "zh")
    column = dict(zip(everyday.FEATURES, rows.T, strict=True))
    assert column["level"][0] < column["level"][1] == everyday.NOT_TAUGHT / 2
    assert (rows[2, 0] * 2, rows[2, 1]) == everyday.NOTHING_SAID
    assert (column["particles"] > 0).tolist() == [False, False, False, True]


def test_weights_for_other_features_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "everyday.json"
    everyday.write(file, everyday.shipped(), {"seed": 0})
    assert np.allclose(everyday.load(file), everyday.shipped())
    file.write_text(file.read_text(encoding="utf-8").replace("level", "height"), encoding="utf-8")
    with pytest.raises(model.ModelError, match="can't be used"):
        everyday.load(file)


def test_a_remark_stands_anywhere_but_first() -> None:
    record = Record(
        "one", [f"第{i}句。" for i in range(20)], "zh", target=np.arange(20, dtype=np.float32), chosen=[3, 8]
    )
    given = notes([record], HELD_OUT, most=9, seed=0)
    assert given == notes([record], HELD_OUT, most=9, seed=0)
    assert not set(FITTED) & set(HELD_OUT)
    for note in given:
        assert note.sentences[note.remark] in HELD_OUT
        assert note.remark > 0
        assert note.worth[note.remark] == 0
        assert {note.sentences[i] for i in note.chosen} <= {"第3句。", "第8句。"}
