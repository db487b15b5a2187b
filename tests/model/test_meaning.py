"""How a focus question pulls by its meaning: at a sentence, or at a place where people talk."""

from __future__ import annotations

import numpy as np
import pytest

from model.meaning import AROUND, HEARD, NEAR, REACH, evened, nearness, pull

QUESTION = np.array([1, 0, 0], np.float32)
SUMS = np.array([[3, 0, 0], [0, 2, 0], [-1, 0, 0], [0, 0, 0], [2, 0, 2]], np.float32)
WORDS = np.array([0.0, 5, 0, 0, 0])


def test_what_points_away_or_says_nothing_is_not_pushed_away() -> None:
    assert nearness(SUMS, QUESTION).tolist() == pytest.approx([1, 0, 0, 0, 0.5**0.5])
    assert nearness(SUMS, np.zeros(3, np.float32)).tolist() == [0] * 5
    assert nearness(np.zeros((0, 3), np.float32), QUESTION).tolist() == []


def test_in_writing_a_sentence_is_pulled_at_with_its_neighbours() -> None:
    pulls = pull(WORDS, SUMS, QUESTION, spoken=False)
    assert pulls[0] == pytest.approx(NEAR + AROUND * 3 / 13**0.5)
    assert pulls[1] == pytest.approx(5 + AROUND * 2 / 8**0.5)
    assert pulls[3] == pytest.approx(AROUND * 1 / 5**0.5)


def test_where_people_talk_a_place_is_pulled_at() -> None:
    assert pull(WORDS, SUMS, QUESTION, spoken=True).tolist() == pytest.approx(
        [(5 + HEARD * (1 + 0.5**0.5)) / 5] * 5
    )


def test_a_place_reaches_to_both_sides_and_stops_at_the_ends() -> None:
    values = np.zeros(100)
    values[50] = 1
    found = evened(values)
    assert np.flatnonzero(found).tolist() == list(range(50 - REACH, 51 + REACH))
    assert found[50] == pytest.approx(1 / (2 * REACH + 1))
    assert evened(np.ones(7)).tolist() == pytest.approx([1] * 7)
    assert evened(np.zeros(0)).tolist() == []
