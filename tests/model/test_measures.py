"""What the evaluation counts, on numbers that can be checked by hand."""

from __future__ import annotations

import pytest

from model.evaluate.measures import auc, expected_calibration_error, kind_f1, reliability, top, top_k


def test_auc_counts_pairs_and_ties_half() -> None:
    assert auc([3, 2, 1], [0]) == 1
    assert auc([1, 2, 3], [0]) == 0
    assert auc([1, 1, 0], [0]) == pytest.approx(0.75)
    assert auc([1, 2], []) is None


def test_top_takes_the_earlier_of_equals() -> None:
    assert top([1, 2, 2, 0], 2) == [1, 2]
    assert top([1, 1, 1], 1) == [0]


def test_top_k_is_in_per_cent() -> None:
    found = top_k([0, 1], [1, 2, 3])
    assert found == pytest.approx({"precision": 50, "recall": 100 / 3, "f1": 40})


def test_unknown_kinds_are_neither_right_nor_wrong() -> None:
    found = kind_f1([True, None, False, True], [True, True, True, False])
    assert (found["f1"], found["sentences"]) == (pytest.approx(50), 3)


def test_a_score_that_is_the_share_is_calibrated() -> None:
    assert expected_calibration_error(reliability([0.5, 0.5], [1, 0])) == 0
    assert expected_calibration_error(reliability([0.9, 0.9], [0, 0])) == pytest.approx(0.9)
