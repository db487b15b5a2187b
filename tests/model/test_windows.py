"""Every token is owned by one window, with its neighbours around it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.windows import plan_windows


@given(st.lists(st.integers(0, 90), max_size=30))
def test_every_token_is_owned_once(lengths: list[int]) -> None:
    tokens = [[i + 1] * length for i, length in enumerate(lengths)]
    counts = np.zeros(len(lengths), int)
    total, seen = sum(lengths), 0
    for window in plan_windows(tokens, size=40, overlap=10):
        owned = window.ids[window.own]
        assert len(window.ids) <= 40
        assert (owned == window.rows + window.first + 1).all()
        np.add.at(counts, window.rows + window.first, 1)
        before, after = window.own.start, len(window.ids) - window.own.stop
        assert before == 5 or seen == 0
        seen += len(owned)
        assert after == 5 or seen == total
    assert counts.tolist() == lengths
