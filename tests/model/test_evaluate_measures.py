"""The numbers themselves, against values worked out by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from model.evaluate.examples import (
    Example,
    gold_of_kind,
    load_set,
    measurable,
    read_record,
    windows_of,
    with_oracle,
)
from model.evaluate.measures import (
    auc,
    bootstrap_interval,
    expected_calibration_error,
    judge,
    kind_f1,
    reliability,
    top,
    top_k,
)
from model.evaluate.own import Answer
from model.evaluate.peers import Task
from model.evaluate.peers import answer as answer_of
from model.evaluate.table import calibration, lead_over_best
from model.reading import ModelError
from model.rouge import greedy_oracle, rouge


def test_auc_counts_pairs_in_order_and_ties_half() -> None:
    assert auc([0.1, 0.4, 0.35, 0.8], [2, 3]) == pytest.approx(0.75)
    assert auc([1.0, 1.0, 0.0], [0]) == pytest.approx(0.75)
    assert auc([3, 2, 1], [2]) == 0
    assert auc([1, 2], [0, 1]) is None
    assert auc([1, 2], []) is None


def test_top_takes_the_earlier_of_equals() -> None:
    assert top([0.5, 0.9, 0.5, 0.9], 3) == [0, 1, 3]


def test_top_k_is_precision_and_recall_of_the_choice() -> None:
    found = top_k([0, 1, 2, 3], [1, 3, 5])
    assert found == pytest.approx({"precision": 50, "recall": 200 / 3, "f1": 400 / 7})
    assert top_k([], [1]) == {"precision": 0, "recall": 0, "f1": 0}


def test_calibration_error_is_the_weighted_distance_of_score_and_share() -> None:
    bins = reliability([0.15, 0.25, 0.9, 0.9], [0, 1, 1, 1], bins=2)
    assert [(b.score, b.share, b.count) for b in bins] == [
        (pytest.approx(0.2), 0.5, 2),
        (pytest.approx(0.9), 1, 2),
    ]
    assert expected_calibration_error(bins) == pytest.approx((2 * 0.3 + 2 * 0.1) / 4)
    assert reliability([0.0, 1.0], [0, 1])[-1].count == 1  # a score of exactly 1 has a bin


def test_kinds_leave_masked_sentences_out() -> None:
    found = kind_f1([True, None, False, True, None], [True, True, True, False, False])
    assert (found["precision"], found["recall"], found["f1"]) == (50, 50, 50)
    assert (found["said"], found["gold"], found["sentences"]) == (2, 2, 3)
    assert found["always_f1"] == pytest.approx(80)


def test_a_term_is_neither_definition_nor_not_and_no_glossary_says_nothing() -> None:
    kinds = ("none", "term", "definition")
    known = Example("a", ("x", "y", "z"), kinds=kinds, glossary=True)
    assert gold_of_kind(known, "definition") == [False, None, True]
    unknown = Example("b", ("x", "y", "z"), kinds=kinds, glossary=False)
    assert gold_of_kind(unknown, "definition") == [None, None, None]
    meeting = Example("c", ("x", "y", "z"), kinds=("action", "decision", "key"))
    assert gold_of_kind(meeting, "action") == [True, None, False]


def test_of_several_references_the_one_of_best_rouge1_counts() -> None:
    found = rouge("cats chase mice", ["dogs sleep", "the cat chases a mouse"], "en")
    assert found["rouge1"] == pytest.approx(50)  # cat and chase, by their stems: 2 · 2 / (3 + 5)
    assert found["rouge2"] == pytest.approx(100 * 2 * 1 / (2 + 4))


def test_chinese_is_measured_over_characters() -> None:
    assert rouge("学习方法", ["学习"], "zh")["rouge1"] == pytest.approx(100 * 2 * 2 / (4 + 2))


def test_the_oracle_of_one_sentence_is_the_best_there_is() -> None:
    sentences = ["a b c d e f g h", "wanted words", "wanted words here too"]
    assert greedy_oracle(sentences, ["wanted words here"], "en", 1) == (2,)
    best = max(range(3), key=lambda i: rouge(sentences[i], ["wanted words here"], "en")["rouge1"])
    assert best == 2


def test_the_oracle_stops_when_nothing_is_gained_and_an_examples_is_never_empty() -> None:
    assert greedy_oracle(["one two", "five six", "three four"], ["one two three four"], "en", 3) == (0, 2)
    assert greedy_oracle(["nothing", "alike"], ["other words"], "en", 2) == ()
    assert with_oracle(Example("a", ("nothing", "alike"), ("other words",)), 2).oracle == (0,)


def test_a_given_oracle_stays_unless_another_length_is_asked_for() -> None:
    example = Example("a", ("one two", "three", "one two three"), ("one two three",), oracle=(0, 1))
    assert with_oracle(example, None).oracle == (0, 1)
    assert with_oracle(example, 1).oracle == (2,)
    assert with_oracle(Example("b", ("one", "two"), ("two",)), None).oracle == (1,)


def test_a_record_says_what_it_can_be_measured_by() -> None:
    example = read_record("p", {"source": ["First.", "Second."], "target": ["A", "B"]})
    assert (example.id, example.references, example.labels) == ("p", ("A", "B"), ())
    marked = read_record("m", {"sentences": ["x", "y"], "summary": None, "labels": [0, 1]})
    assert marked.labels == marked.targets == (1,)
    assert not measurable(read_record("r", {"sentences": ["x"], "kind_labels": ["background"]}))
    assert measurable(read_record("k", {"sentences": ["x"], "kind_labels": ["none"]}))


def test_windows_are_even_and_keep_their_labels() -> None:
    sentences = tuple(f"sentence {i}" for i in range(250))
    windows = list(windows_of(Example("m", sentences, labels=(0, 83, 249))))
    assert [len(window.sentences) for window in windows] == [83, 83, 84]
    assert [window.labels for window in windows] == [(0,), (0,), (83,)]
    assert windows[1].sentences[0] == "sentence 83"
    assert not list(windows_of(Example("s", sentences[:120], labels=(1,))))


def test_a_document_is_judged_by_what_it_has() -> None:
    labelled = Example("a", ("x", "y"), labels=(1,))
    assert set(judge(labelled, [0, 1], [1])) == {"precision", "recall", "f1", "auc"}
    assert judge(labelled, [0, 1], [1])["auc"] == 1
    assert set(judge(Example("b", ("x", "y"), ("x",)), [1, 0], [0])) == {"rouge1", "rouge2", "rougeL"}


def test_what_was_not_asked_of_is_left_out(tmp_path: Path) -> None:
    sentences = ["Water boils here.", "Ice melts now.", "Salt is white.", "Tea is hot.", "Milk is cold."]
    given = {"text": " ".join(sentences), "highlights": [sentences[1]], "rejected": [sentences[3]]}
    path = tmp_path / "marked.jsonl"
    path.write_text(json.dumps(given))
    [example] = load_set(path)
    assert (example.labels, example.asked) == ((1,), (1, 3))
    answer = Answer(
        [0.9, 0.6, 0.8, 0.3, 0.7], [0, 3, 1, 4, 2], ["key"] * 5
    )  # 0, 2 and 4: nobody asked of them
    found = judge(example, answer.scores, answer.choice(1), answer.choice(1, example.known))
    assert found == {"precision": 100, "recall": 100, "f1": 100, "auc": 1}
    scores, lead = answer_of(Task(example, "lead", 1, 0))
    assert len(scores) == 5
    assert lead["precision"] == 100  # the first of those that were asked of
    bins = calibration([example], {"ours": [answer]})["ours"]["bins"]
    assert sum(b["count"] for b in bins) == 2
    assert example.digest() != replace(example, asked=None).digest()


def test_where_only_marked_sentences_were_asked_of_nothing_is_told_apart(tmp_path: Path) -> None:
    given = {"text": "One is here. Two is there.", "highlights": ["One is here."], "rejected": []}
    (tmp_path / "marked.jsonl").write_text(json.dumps(given))
    with pytest.raises(ModelError, match="no references, labels or kinds"):
        load_set(tmp_path)
    sentences = tuple(f"sentence {i}" for i in range(250))
    windows = list(windows_of(Example("m", sentences, labels=(0, 83, 249), asked=(0, 1, 83, 249))))
    assert [(window.labels, window.asked) for window in windows] == [((0,), (0, 1))]


def test_the_interval_holds_the_mean_and_knows_certainty() -> None:
    assert bootstrap_interval([2.0] * 5) == (2, 2)
    low, high = bootstrap_interval([0.0, 1.0] * 50)
    assert 0.35 < low < 0.45 < 0.55 < high < 0.65
    assert bootstrap_interval([0.0, 1.0] * 50) == (low, high)


def test_the_lead_is_over_the_peer_of_the_best_mean() -> None:
    def rows(*values: float) -> list[dict[str, float]]:
        return [{"rouge1": value} for value in values]

    peers = dict.fromkeys(("longest", "random", "lsa", "luhn", "lexrank", "textrank"), rows(0, 0))
    lead = lead_over_best({"ours": rows(6, 8), "lead": rows(4, 6), **peers}, "rouge1", 0)
    assert lead == {"peer": "lead", "mean": 2, "low": 2, "high": 2, "relative": 40}
    assert lead_over_best({"ours": rows(6, 8), "lead": rows(4, 6), **peers}, "auc", 0) is None
