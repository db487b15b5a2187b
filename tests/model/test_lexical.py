"""Scores by words alone: the same in every process, for every language."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model import lexical

SENTENCES = ["Plants absorb light.", "Light drives reactions in plants.", "He left."]


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), min_size=1, max_size=12))
@settings(max_examples=60)
def test_features_are_finite(sentences: list[str]) -> None:
    for values in lexical.features(sentences, "en").values():
        assert values.shape == (len(sentences),)
        assert np.isfinite(values).all()
    norms = np.linalg.norm(lexical.hashed_vectors(sentences), axis=1)
    assert ((norms < 1e-6) | (abs(norms - 1) < 1e-4)).all()


def test_terms() -> None:
    assert lexical.terms("The plants' lights are running!", "en") == ["", "plant", "light", "", "run"]
    assert lexical.terms("这是光合作用", "zh") == ["", "", "光合", "合作", "作用"]


def test_a_sentence_of_the_topic_beats_an_aside() -> None:
    features = lexical.features(SENTENCES, "en")
    for name in ("luhn", "tfidf", "lexrank", "topics"):
        assert features[name].argmin() == 2


def test_hashed_vectors_are_the_same_everywhere() -> None:
    vector = lexical.hashed_vectors(["light"])[0]
    assert int(np.argmax(vector)) == 22
    near = lexical.hashed_vectors(["光合作用", "什么是光合作用", "量子力学"])
    assert near[0] @ near[1] > 0.5 > near[0] @ near[2]


def test_long_documents_are_read_in_sections() -> None:
    sections = lexical.sections_of(1_000)
    assert [s.start for s in sections[1:]] == [s.stop for s in sections[:-1]]
    assert max(s.stop - s.start for s in sections) <= lexical.SECTION_SENTENCES
