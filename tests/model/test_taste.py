"""A taste: a Bayesian fit that finds what is there, invents nothing, and changes an order only by it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model import (
    TRAITS,
    Mark,
    Portrait,
    Reason,
    ScoredSentence,
    Taste,
    favoured_words,
    fit_taste,
    passed_over,
    personal_order,
    portray,
)
from model.evaluate.taste.__main__ import measure
from model.evaluate.taste.documents import Document, words_of
from model.evaluate.taste.personas import Persona
from model.reading import Reading

WIDTH = 24
SPACE = "test"


def portrait(rng: np.random.Generator, sentences: int = 12) -> Portrait:
    vectors = rng.normal(size=(sentences, WIDTH)) / np.sqrt(WIDTH)
    texts = [f"Sentence {'7' if rng.random() < 0.3 else 'seven'} of a document." for _ in range(sentences)]
    return portray(texts, ["key"] * sentences, rng.uniform(0.1, 0.9, sentences), vectors, SPACE)


def marks_by(direction: np.ndarray, count: int = 20) -> list[Mark]:
    """What somebody says who wants what points along `direction`."""
    rng = np.random.default_rng(3)
    found = []
    for i in range(count):
        seen = portrait(rng)
        along = seen.vectors @ direction
        if i % 3:
            found.append(Mark(bool(along[0] > 0), seen.rows([0])))
        else:
            best = int(along.argmax())
            found.append(Mark(True, seen.rows([best, *passed_over(best, range(12))])))
    return found


@pytest.fixture
def direction() -> np.ndarray:
    axis = np.zeros(WIDTH)
    axis[0] = 1.0
    return axis


def test_it_finds_the_direction_a_person_wants(direction: np.ndarray) -> None:
    taste = fit_taste(marks_by(direction))
    assert taste
    learnt = taste.meaning[SPACE]
    assert learnt @ direction / np.linalg.norm(learnt) > 0.7
    assert taste.chance > 0.9


def test_no_marks_few_marks_and_random_marks_are_no_preference() -> None:
    rng = np.random.default_rng(1)
    assert fit_taste([]) is None
    said = [Mark(bool(rng.random() < 0.7), portrait(rng).rows([0])) for _ in range(20)]
    assert fit_taste(said[:1]) is None
    assert fit_taste(said) is None


def test_the_order_of_marks_does_not_matter_and_one_taken_back_leaves_nothing(direction: np.ndarray) -> None:
    said = marks_by(direction)
    taste, turned = fit_taste(said), fit_taste(said[::-1])
    assert taste
    assert turned
    assert turned.meaning[SPACE] == pytest.approx(taste.meaning[SPACE], abs=1e-3)
    assert turned.traits == pytest.approx(taste.traits, abs=1e-3)
    opposite = [replace(mark, wanted=not mark.wanted) for mark in said if len(mark.portrait.log_odds) == 1]
    fit_taste(said + opposite)
    again = fit_taste(said)
    assert again
    assert np.array_equal(again.meaning[SPACE], taste.meaning[SPACE])


def test_the_fit_is_the_posteriors_mode(direction: np.ndarray) -> None:
    """With marks of highlights alone: the gradient of the log posterior, written out, is zero at what Newton found."""
    from model.taste.laplace import HABIT_DEVIATION, TRUST_DEVIATION, _laplace, _Said

    said = _Said.of([mark for mark in marks_by(direction, 30) if len(mark.portrait.log_odds) == 1])
    design = np.column_stack(
        [np.full(len(said.odds), HABIT_DEVIATION), TRUST_DEVIATION * said.odds, said.rows]
    )
    mode, evidence = _laplace(design, said)
    chances = 1 / (1 + np.exp(-(design @ mode + said.odds)))
    assert design.T @ (said.wanted - chances) - mode == pytest.approx(np.zeros(len(mode)), abs=1e-2)
    assert evidence < 0


def test_a_star_weighs_as_much_as_saying_it_twice(direction: np.ndarray) -> None:
    said = marks_by(direction)
    twice = fit_taste([*said, said[1]])
    star = fit_taste([replace(mark, weight=2.0) if mark is said[1] else mark for mark in said])
    assert twice
    assert star
    assert star.meaning[SPACE] == pytest.approx(twice.meaning[SPACE], abs=1e-3)


def test_a_foreign_space_adds_nothing(direction: np.ndarray) -> None:
    taste = fit_taste(marks_by(direction))
    assert taste
    seen = portrait(np.random.default_rng(5))
    elsewhere = replace(seen, space="other", vectors=np.ones((12, 7), np.float32))
    without = Taste({}, taste.traits, taste.chance)
    assert (taste.shift(elsewhere) == without.shift(elsewhere)).all()
    assert (taste.shift(seen) != without.shift(seen)).any()


def test_what_says_little_of_a_sentence_changes_nothing() -> None:
    taste = Taste({SPACE: np.array([2.0, 0.0])}, np.zeros(len(TRAITS)), 1.0)
    rows = np.array([[1.0, 0], [0.4, 0.9], [-0.4, 0.9], [-1, 0]], np.float32)
    seen = Portrait(SPACE, rows, np.zeros((4, len(TRAITS))), np.zeros(4))
    assert taste.shift(seen) == pytest.approx([1.0, 0.0, 0.0, -1.0])


def test_what_asks_for_something_is_not_put_back_by_other_likings() -> None:
    text, scored = sentences([0.8, 0.3, 0.6, 0.4])
    scored[3] = replace(scored[3], kind="action")
    away = Taste({SPACE: np.array([0, 0, 0, -9.0])}, np.zeros(len(TRAITS)), 1.0)
    order = [s.rank for s in personal_order(text, scored, np.eye(4), SPACE, away)]
    assert order == [0, 3, 1, 2] == [s.rank for s in scored]
    drops_them = np.zeros(len(TRAITS))
    drops_them[TRAITS.index("action")] = -2.0
    dropped = personal_order(text, scored, np.eye(4), SPACE, replace(away, traits=drops_them))
    assert dropped[3].rank == 3


def sentences(scores: list[float]) -> tuple[str, list[ScoredSentence]]:
    texts = ["It rained.", "Rome was sacked in 1527.", "Nobody was there.", "The end came."]
    text = " ".join(texts)
    order = sorted(range(4), key=lambda i: -scores[i])
    return text, [
        ScoredSentence(
            text.index(t), text.index(t) + len(t), scores[i], order.index(i), 3, reasons=(Reason.EARLY,)
        )
        for i, t in enumerate(texts)
    ]


def test_an_order_follows_the_taste_and_gives_it_as_a_reason() -> None:
    text, scored = sentences([0.8, 0.3, 0.6, 0.4])
    vectors = np.eye(4)
    assert personal_order(text, scored, vectors, SPACE, None) == scored
    traits = np.zeros(len(TRAITS))
    traits[TRAITS.index("date")] = 6.0
    liked = personal_order(text, scored, vectors, SPACE, Taste({}, traits, 0.9))
    assert liked[1].rank == 0
    assert liked[1].reasons == (Reason.TASTE, Reason.EARLY)
    assert [s.score for s in liked] == [s.score for s in scored]
    marked = personal_order(text, scored, vectors, SPACE, None, {0: False, 3: True})
    assert [s.rank for s in marked] == [3, 2, 1, 0]
    assert marked[3].reasons[0] is Reason.MARKED


def test_words_that_what_was_kept_has_in_common() -> None:
    said = [
        ("The enzyme binds sugar.", "en", 1.0),
        ("Enzymes speed it up.", "en", 1.0),
        ("The weather was fine.", "en", -1.0),
    ]
    assert favoured_words(said) == ["enzyme"]
    assert favoured_words([("光合作用很重要。", "zh", 1.0), ("光合作用需要光。", "zh", 1.0)]) == ["光合作用"]
    stars = ["太阳是十一颗恒星的中心。", "那颗恒星的光走了十一年才到太阳。"]
    assert favoured_words([(text, "zh", 1.0) for text in stars]) == ["太阳", "恒星"]


def documents() -> list[Document]:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(16):
        texts = [f"Thing {i} happened." for i in range(20)]
        text = "\n".join(texts)
        vectors = rng.normal(size=(20, WIDTH))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        scores = rng.uniform(0.05, 0.6, 20)
        order = np.argsort(np.argsort(-scores)).tolist()
        ends = np.cumsum([len(t) + 1 for t in texts]).tolist()
        scored = tuple(
            ScoredSentence(e - 1 - len(t), e - 1, float(s), r, 3)
            for t, e, s, r in zip(texts, ends, scores, order, strict=True)
        )
        reading = Reading(text, "en", scored, vectors.astype(np.float16), SPACE, "test")
        gold = frozenset(np.flatnonzero(scores > 0.5).tolist())
        found.append(Document(reading, ("none",) * 20, gold, vectors, vectors, (vectors, SPACE)))
    return found


def test_sentences_that_share_words_are_near_by_them() -> None:
    first = [
        "The enzymes of a leaf make sugar.",
        "Sugar is made by enzymes in leaves.",
        "Courts hear appeals.",
    ]
    rows = words_of([first, ["An appeal is heard by the courts.", "Sugar and enzymes.", "Nobody was there."]])
    assert [len(each) for each in rows] == [3, 3]
    assert rows[0][0] @ rows[0][1] > 0.9 > rows[0][0] @ rows[0][2]
    assert rows[0][2] @ rows[1][0] > 0.9


def test_twenty_marks_win_much_for_a_preference_and_cost_nothing_without() -> None:
    def first_axis(document: Document) -> np.ndarray:
        return np.asarray(document.reading.vectors[:, 0] > 0.12)

    def model_follower(document: Document) -> np.ndarray:
        return document.key

    prefers = measure(lambda rng: Persona(first_axis, first_axis), documents(), 2, 20)
    assert prefers["after"] >= 1.15 * prefers["before"]
    none = measure(lambda rng: Persona(model_follower, model_follower), documents(), 2, 20)
    assert none["after"] >= 0.99 * none["before"]


def test_a_text_without_sentences_has_no_order_for_anybody(direction: np.ndarray) -> None:
    taste = fit_taste(marks_by(direction))
    assert taste
    nothing = np.zeros((0, WIDTH), np.float16)
    assert personal_order("", (), nothing, SPACE, taste) == []
    assert taste.shift(portray([], [], [], nothing, SPACE)).shape == (0,)
