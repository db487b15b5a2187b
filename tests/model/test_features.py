"""What is said of a sentence: finite in any text, the same wherever it stands in the set, and right on plain cases."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model import lexical
from model.features import rows as features
from model.sentences import Layout

SENTENCES = [
    "In this paper we propose a new way to count plants.",
    "Photosynthesis is defined as the process by which plants turn light into energy.",
    "For example, a plant in the dark turns no light into energy.",
    "Is there any other energy?",
    "For example, a plant in the dark turns no light into energy.",
]


def column(matrix: np.ndarray, name: str) -> list[float]:
    return [float(value) for value in matrix[:, features.FEATURES.index(name)]]


@given(
    st.lists(st.text(st.characters(exclude_categories=()), max_size=40), max_size=12),
    st.sampled_from(["en", "zh", "es", "ja", "xx"]),
)
@settings(max_examples=60)
def test_every_text_gets_finite_rows(sentences: list[str], language: str) -> None:
    matrix = features.describe(sentences, language)
    assert matrix.shape == (len(sentences), len(features.FEATURES))
    assert matrix.dtype == np.float32
    assert np.isfinite(matrix).all()
    assert (abs(matrix) <= features.LIMIT).all()


def test_cues_and_marks_are_seen() -> None:
    matrix = features.describe(SENTENCES, "en")
    assert column(matrix, "cue_claim") == [1, 0, 0, 0, 0]
    assert column(matrix, "cue_definition") == [0, 1, 0, 0, 0]
    assert column(matrix, "cue_example") == [0, 0, 1, 0, 1]
    assert column(matrix, "question") == [0, 0, 0, 1, 0]
    assert column(matrix, "repeat") == [0, 0, 0, 0, 1]
    assert column(matrix, "opening") == [1, 0, 0, 0, 0]


def test_ends_are_seen_in_scripts_with_their_own() -> None:
    matrix = features.describe(
        ["هل الماء حياة؟", "पानी जीवन है।", "پانی زندگی ہے۔", "Ջուրը կյանք է։", "पानी"], "hi"
    )
    assert column(matrix, "question") == [1, 0, 0, 0, 0]
    assert column(matrix, "unended") == [0, 0, 0, 0, 1]


def test_cues_in_chinese_and_spanish() -> None:
    chinese = features.describe(
        ["本文提出一种新方法。", "光合作用是指植物把光变成能量。", "例如向日葵。"], "zh"
    )
    assert column(chinese, "cue_claim") == [1, 0, 0]
    assert column(chinese, "cue_definition") == [0, 1, 0]
    assert column(chinese, "cue_example") == [0, 0, 1]
    spanish = features.describe(["La energía se define como trabajo.", "Por ejemplo, el sol."], "es")
    assert column(spanish, "cue_definition") == [1, 0]
    assert column(spanish, "cue_example") == [0, 1]


def test_layout_is_taken_from_the_page() -> None:
    page = [Layout.HEADING, Layout.PROSE, Layout.BULLET, Layout.HEADING, Layout.CODE]
    matrix = features.describe(["Light", "Plants use light.", "Plants grow.", "Dark", "x = 1"], "en", page)
    assert column(matrix, "bullet") == [0, 0, 1, 0, 0]
    assert column(matrix, "grid") == [0, 0, 0, 0, 1]
    assert column(matrix, "opening") == [0, 1, 0, 0, 1]
    assert column(matrix, "closing") == [0, 0, 1, 0, 1]


def test_a_mark_before_every_line_tells_no_line_apart() -> None:
    prose = features.describe(SENTENCES, "en")
    listed = features.describe(SENTENCES, "en", [Layout.BULLET] * len(SENTENCES))
    assert (listed == prose).all()
    titled = [Layout.HEADING, *[Layout.BULLET] * (len(SENTENCES) - 1)]
    assert column(features.describe(SENTENCES, "en", titled), "bullet") == [0, 0, 0, 0, 0]
    some = [Layout.PROSE, Layout.BULLET, Layout.BULLET, Layout.PROSE, Layout.PROSE]
    assert column(features.describe(SENTENCES, "en", some), "bullet") == [0, 1, 1, 0, 0]


def test_the_words_of_the_blend_keep_their_values() -> None:
    matrix = features.describe(SENTENCES, "en")
    for name, values in lexical.features(SENTENCES, "en").items():
        assert np.allclose(column(matrix, name), np.clip(values, -features.LIMIT, features.LIMIT), atol=1e-6)


def test_character_ngrams_find_the_odd_one_out_without_a_word_list() -> None:
    sentences = ["แมวกินปลาในบ้าน", "ปลาในบ้านแมวกิน", "แมวกินปลา", "ฝนตกหนักมาก"]
    assert np.argmin(column(features.describe(sentences, "th"), "chars")) == 3


def test_a_book_is_placed_as_several_documents_are() -> None:
    total = 2 * features.PART_SENTENCES
    matrix = features.describe([f"Sentence {i}." for i in range(total)], "en")
    for name in ("early", "late", "place", "log_place"):
        places = column(matrix, name)
        assert places[: total // 2] == places[total // 2 :]
        assert len(set(places)) > 1
