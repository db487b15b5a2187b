"""Traditional characters are read as simplified ones: for cues, with every offset where it was."""

from __future__ import annotations

import numpy as np
import pytest

from model.features.rows import FEATURES, describe
from model.traditional import pairs, read_as_simplified, simplified


def test_one_character_stands_for_one() -> None:
    assert simplified("供給與需求：線粒體，臺灣。") == "供给与需求：线粒体，台湾。"
    assert len(pairs()) > 2000
    assert not set(pairs()) & set(pairs().values())  # so that twice is as good as once


@pytest.mark.parametrize("text", ["著名的乾坤大挪移，瞭望塔。", "Plain text.", "生物课", ""])
def test_simplified_text_stays_as_it_is(text: str) -> None:
    assert read_as_simplified(text) == text


def test_cues_are_seen_in_traditional_text_as_in_simplified() -> None:
    traditional = [
        "本研究旨在探討供給。",
        "結論是這樣。",
        "例如，如圖所示。",
        "結果顯著優於對照。",
        "這種現象稱為擴散。",
    ]
    of_cues = [i for i, name in enumerate(FEATURES) if name.startswith("cue_")]
    rows = [
        describe(sentences, "zh")[:, of_cues] for sentences in (traditional, [*map(simplified, traditional)])
    ]
    assert rows[0].any()
    assert np.array_equal(rows[0], rows[1])
