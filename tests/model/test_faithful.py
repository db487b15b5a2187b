"""The measure of faithfulness: it tells words that carry from words that do not, and its methods do as they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.engine import Extractor
from model.evaluate.examples import Example
from model.evaluate.faithful.__main__ import RANDOM, measure
from model.evaluate.faithful.attribution import METHODS, integrated_gradients
from model.evaluate.faithful.cases import Case

SENTENCES = (
    "Photosynthesis turns the light of the sun into the sugar that a plant lives on.",
    "Plants need photosynthesis, and the chlorophyll of their green leaves makes it work every day.",
    "My neighbour mentioned photosynthesis on Tuesday.",
    "It was late.",
)


QUESTION = "What happens on Tuesday?"


WITHOUT = pytest.mark.parametrize("case", [None], indirect=True)
WITH_A_QUESTION = pytest.mark.parametrize("case", [QUESTION], indirect=True)


@pytest.fixture(scope="module")
def case(extractor: Extractor, request: pytest.FixtureRequest) -> Case:
    return Case(extractor.explainer, extractor, Example("a", SENTENCES, focus=request.param))


@WITH_A_QUESTION
def test_integrated_gradients_are_complete(case: Case) -> None:
    ids = case.before.ids.clone()
    ids[case.before.rows, case.before.columns] = case.explainer.encoder.mask_token
    case_without = replace(case.before, ids=ids)
    whole, nothing = (case.explainer.value(b, case.target) for b in (case.before, case_without))
    assert abs(whole - nothing) > 0.2
    assert integrated_gradients(case, 20).sum() == pytest.approx(whole - nothing, rel=0.1, abs=0.1)


@WITHOUT
def test_the_best_order_cannot_be_beaten_by_its_reverse(case: Case) -> None:
    best = METHODS["left out"](case)
    assert case.measure(best)[0] > case.measure(-best)[0]
    assert case.measure(best)[1] < case.measure(-best)[1]


@WITH_A_QUESTION
def test_every_method_weighs_every_word_and_what_is_kept_is_not_measured_again(
    case: Case, tmp_path: Path
) -> None:
    names, kept = (
        [name for name in METHODS if name not in ("integrated 16", "every word left out")],
        tmp_path / "kept",
    )
    found = measure([case], names, seed=0, kept=kept)
    assert set(found) == {*names, RANDOM}
    assert all(np.isfinite(list(row.values())).all() for row in found.values())
    lines = kept.read_text().splitlines(keepends=True)
    assert len(lines) == len(found)
    kept.write_text("".join(lines[:-1]) + lines[-1][:20])  # a run that was stopped while it wrote
    assert measure([case], names, seed=0, kept=kept) == found
    again = kept.read_text().splitlines(keepends=True)
    assert again[:-1] == lines[:-1]
    assert again[-1].endswith(lines[-1])
