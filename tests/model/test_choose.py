"""Budgets hold, and repetition comes last."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.choose import SECTION_SENTENCES, Budget, cut, rank, share_out

BUDGETS = (
    st.builds(Budget, sentences=st.integers(1, 50))
    | st.builds(Budget, ratio=st.floats(0.01, 1))
    | st.builds(Budget, words=st.integers(1, 400))
    | st.just(Budget())
)


@given(st.lists(st.integers(0, 60), max_size=60), BUDGETS, st.randoms())
def test_budgets_hold(words: list[int], budget: Budget, shuffle: object) -> None:
    ranks = list(range(len(words)))
    shuffle.shuffle(ranks)  # type: ignore[attr-defined]
    kept = cut(ranks, words, budget)
    assert kept == sorted(set(kept))
    assert len(kept) <= budget.sentence_limit(len(words))
    if budget.words is not None:
        assert sum(words[i] for i in kept) <= budget.words
    elif words:
        assert len(kept) == budget.sentence_limit(len(words))


def test_a_budget_in_words_buys_words() -> None:
    assert cut([0, 1, 2, 3], [0, 4, 3, 0], Budget(words=4)) == [1]
    assert cut([0, 1], [0, 9], Budget(words=4)) == []
    assert cut([0, 1], [0, 9], Budget(sentences=1)) == [0]


@pytest.mark.parametrize(
    "values", [{"sentences": 0}, {"ratio": 0}, {"ratio": 1.1}, {"words": 0}, {"sentences": 1, "words": 1}]
)
def test_a_budget_that_does_not_fit(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Budget(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texts", "ranks"),
    [
        (["Same.", "same", "Other", "Third"], [0, 3, 2, 1]),
        (["It helps people keep what they read.", "Thus it helps people keep what they read.", "Other"], [0, 2, 1]),
        (["将模型应用于用户的日常活动。", "最后：将模型应用于用户的日常活动。", "其他"], [0, 2, 1]),
        (["Send part 3 to the office by noon.", "Send part 4 to the office by noon.", "Other"], [0, 1, 2]),
        (["", "…", "!"], [0, 1, 2]),
    ],
)  # fmt: skip
def test_repeats_come_last(texts: list[str], ranks: list[int]) -> None:
    assert rank([0.9, 0.8, 0.1, 0.7][: len(texts)], texts) == ranks


@pytest.mark.parametrize(
    ("better", "again"),
    [
        ("The cell divides when a signal arrives.", "A cell divides when the signal arrives"),
        ("The cell divides when a signal arrives.", "THE CELL divides, when a signal arrives!"),
        ("The cell divides when a signal arrives.", "The cell usually divides when a signal arrives."),
        ("The cell divides when a signal arrives.", "> The cell divides - when a signal arrives."),
        ("La célula se divide cuando llega una señal.", "Una célula se divide cuando llega la señal."),
        ("If x > 0 the function is increasing.", "If x>0, the function is increasing."),
        ("将模型应用于用户的日常活动。", "将模型广泛应用于用户的日常活动。"),
        ("将模型应用于用户的日常活动。", "将模型应用于用户日常活动"),
        ("पौधे प्रकाश से पानी और चीनी लेते हैं।", "पौधे प्रकाश से पानी और चीनी लेते हैं"),
    ],
)
def test_what_says_the_same_is_a_repeat(better: str, again: str) -> None:
    assert rank([0.9, 0.8, 0.1], [better, again, "Other"]) == [0, 2, 1]
    assert rank([0.9, 0.8, 0.1], [again, better, "Other"]) == [0, 2, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Motor neurons carry signals from the brain to the muscles.",
            "Sensory neurons carry signals from the muscles to the brain.",
        ),
        (
            "The neurons carry signals from brain to muscles.",
            "The neurons carry signals from muscles to brain.",
        ),
        ("You must take this drug with food.", "You must not take this drug with food."),
        ("You can take this drug with food.", "You can't take this drug with food."),
        ("You must take this drug with food.", "You must take this drug without food."),
        ("Take this drug with food in the morning.", "Take this drug only with food in the morning."),
        ("If x > 0 the function is increasing.", "If x < 0 the function is increasing."),
        ("If x = 1 the function is increasing.", "If x = -1 the function is increasing."),
        ("The pressure ↑ as the volume falls.", "The pressure ↓ as the volume falls."),
        ("Debe tomar este medicamento con comida.", "No debe tomar este medicamento con comida."),
        ("交感神经兴奋时心跳加快，血压升高。", "副交感神经兴奋时心跳加快，血压升高。"),
        ("该药可以和食物一起服用，效果更好。", "该药不可以和食物一起服用，效果更好。"),
        ("捕食者的数量影响猎物的数量变化。", "猎物的数量影响捕食者的数量变化。"),
        ("पौधे प्रकाश से पानी और चीनी लेते हैं।", "पौधे प्रकाश से पानी और चीनी नहीं लेते हैं।"),
    ],
)
def test_an_opposite_is_no_repeat(one: str, other: str) -> None:
    assert rank([0.9, 0.8, 0.1], [one, other, "Other"]) == [0, 1, 2]
    assert rank([0.9, 0.8, 0.1], [other, one, "Other"]) == [0, 1, 2]


@given(st.lists(st.floats(0, 1), max_size=40))
def test_ranks_are_a_permutation(scores: list[float]) -> None:
    ranks = rank(scores, [str(i // 2) for i in range(len(scores))])
    assert sorted(ranks) == list(range(len(scores)))


def test_a_long_text_is_chosen_from_all_along_and_a_short_one_as_it_is() -> None:
    falling = np.linspace(3, -3, 4 * SECTION_SENTENCES)
    best = np.argsort(-share_out(falling), kind="stable")[:32]
    assert best[0] == 0
    taken = np.bincount(best // SECTION_SENTENCES, minlength=4).tolist()
    assert taken == sorted(taken, reverse=True)
    assert 0 < taken[3] < taken[0]
    sections = share_out(np.zeros(4 * SECTION_SENTENCES)).reshape(4, -1)
    assert (sections == sections[0]).all()
    assert (share_out(falling[:SECTION_SENTENCES]) == falling[:SECTION_SENTENCES]).all()
