"""English nouns by where they stand, and the words whose endings make them something else."""

from __future__ import annotations

import re

import pytest

from bot.texts.english import likely_nouns, nouns_in


@pytest.mark.parametrize(
    ("sentence", "nouns"),
    [
        ("The nurse cared for the injured in the hall.", ["hall"]),
        ("It depends on the beautiful of life.", ["life"]),
        ("We stored the energy in its cells.", ["energy", "cells"]),
        (
            "It keeps the seed in a forest, and the glossary of the archive.",
            ["seed", "forest", "glossary", "archive"],
        ),
        ("It depends on the vegetable with a perspective of fish.", ["vegetable", "perspective", "fish"]),
    ],
)
def test_an_adjective_or_verb_form_is_no_noun(sentence: str, nouns: list[str]) -> None:
    assert [sentence[start:end] for start, end, _ in nouns_in(sentence)] == nouns


def test_adverbs_adjectives_and_verb_forms_are_seldom_nouns() -> None:
    sentence = "Plants quickly store visible energy, and leaves wilt without watering history."
    words = re.finditer(r"\w+", sentence)
    found = set(likely_nouns(sentence, words))
    assert {"energy", "leaves", "history"} <= found
    assert found.isdisjoint({"quickly", "visible", "watering"})
