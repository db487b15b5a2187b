"""The anchor: the packaged weights fit the features, choose sensibly, and can be fitted and told apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import model
from model import fit_everyday
from model.features import FEATURES, anchor, describe, everyday
from model.fit_anchor import Fitted, fit

SENTENCES = [
    "Photosynthesis is the process by which plants turn light energy into chemical energy.",
    "It takes place in the chloroplasts of plant cells, where chlorophyll absorbs light energy.",
    "See figure 3 for an example.",
    "Yes.",
    "Plants turn the chemical energy of photosynthesis into growth.",
]


def test_packaged_weights_prefer_what_carries_the_text() -> None:
    scores = anchor.score(describe(SENTENCES, "en"), "en")
    assert scores.shape == (len(SENTENCES),)
    assert scores.argmax() == 0
    assert scores[3] < scores[[0, 1]].min()
    assert scores[2] < scores[[0, 1]].min()


def test_contributions_add_up_to_the_score() -> None:
    rows = describe(SENTENCES, "en")
    shares = anchor.shipped().contributions(rows)
    assert shares.shape == rows.shape
    assert np.allclose(shares.sum(axis=1), anchor.score(rows, "en"))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = describe(SENTENCES, "en")
    anchor.write(tmp_path / "anchor.json", anchor.shipped(), {"seed": 0})
    assert np.allclose(anchor.load(tmp_path / "anchor.json").score(rows), anchor.score(rows, "en"))


@pytest.mark.parametrize(
    ("old", "new"),
    [('"early"', '"late?"'), ('"size"', '"sizes"'), ('"tfidf": [', '"tfidf": [1, '), ("{", "")],
)
def test_weights_for_other_features_are_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (anchor.FOLDER / anchor.ENGLISH).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "anchor.json").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(model.ModelError, match="can't be used"):
        anchor.load(tmp_path / "anchor.json")


def test_fitting_finds_the_feature_that_matters() -> None:
    source = np.random.default_rng(0)
    at = FEATURES.index("luhn")
    drawn = []
    for _ in range(1000):
        rows = source.normal(size=(8, len(FEATURES))).astype(np.float32)
        worth = np.exp(2 * rows[:, at])
        drawn.append(Fitted(rows, (worth / worth.sum()).astype(np.float32)))
    fitted = fit({"one": drawn[:500], "two": drawn[500:]}, [{"one": 1, "two": 1}], seed=0)
    rows = source.normal(size=(200, len(FEATURES))).astype(np.float32)
    assert np.corrcoef(fitted.score(rows), rows[:, at])[0, 1] > 0.8


def test_fitting_finds_what_matters_beside_the_anchor() -> None:
    source = np.random.default_rng(0)
    drawn = []
    for _ in range(300):
        rows, anchor = source.normal(size=(6, len(everyday.FEATURES))), source.normal(size=6)
        worth = np.exp(anchor + 0.7 * rows[:, 0] - 0.4 * rows[:, 2])
        drawn.append(fit_everyday.Given(rows, anchor, worth / worth.sum()))
    assert np.allclose(
        fit_everyday.fit({"one": [drawn[:100]], "two": [drawn[100:]]}), [0.7, 0, -0.4, 0], atol=0.05
    )
