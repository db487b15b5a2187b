"""One set's results: every system's means, how sure the lead over the best peer is, kinds and calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import compress
from typing import Any

import numpy as np

from model.evaluate.examples import Example, gold_of_kind, kinds_in, windows_of
from model.evaluate.measures import (
    bootstrap_interval,
    expected_calibration_error,
    judge,
    kind_f1,
    reliability,
)
from model.evaluate.own import OURS, UNFOCUSED, UNTRAINED, Answer, System
from model.evaluate.peers import ORACLE, PEERS, Kept, Measures, answer_peers

Rows = dict[str, list[Measures]]
COLUMNS = ("rouge1", "rouge2", "rougeL", "share", "precision", "recall", "f1", "auc", "auc_windows")


def measure_set(
    name: str,
    examples: Sequence[Example],
    own: Mapping[str, System],
    kept: Kept,
    *,
    sentences: int | None = None,
    seed: int = 0,
    workers: int = 0,
) -> dict[str, Any]:
    """Everything measured on one set: `systems`, `differences`, `parts`, `kinds`, `calibration` where they apply."""
    asked = [example.focus is not None for example in examples]
    answers = {s: read(examples) for s, read in own.items() if s != UNFOCUSED or any(asked)}
    result: dict[str, Any] = {"documents": len(examples)}
    if any(example.references or example.is_marked for example in examples):
        rows = _own_rows(examples, answers, sentences)
        rows |= answer_peers(name, examples, sentences, kept, seed, workers)
        result |= summary(rows, seed, shared=any(example.oracle for example in examples))
        if any(asked) and not all(asked):
            parts = {"with a question": asked, "without": [not a for a in asked]}
            result["parts"] = {
                part: {"documents": sum(mask)} | summary(_only(rows, mask), seed)
                for part, mask in parts.items()
            }
        result["calibration"] = calibration(examples, answers)
    if windows := [window for example in examples for window in windows_of(example)]:
        read = {s: system(windows) for s, system in own.items() if s in answers}
        rows = _own_rows(windows, read, None)
        rows |= answer_peers(f"{name}/windows", windows, None, kept, seed, workers)
        result["windows"] = {"documents": len(windows)} | summary(rows, seed)
        for system, row in result["windows"]["systems"].items():
            if "auc" in row:
                result["systems"][system]["auc_windows"] = row["auc"]
    if kinds := kinds_in(examples):
        result["kinds"] = {kind: _kind(examples, answers, kind) for kind in kinds}
    return result


def _own_rows(
    examples: Sequence[Example], answers: Mapping[str, Sequence[Answer]], sentences: int | None
) -> Rows:
    return {
        system: [
            judge(e, a.scores, a.choice(size := e.size(sentences)), a.choice(size, e.known))
            for e, a in zip(examples, found, strict=True)
        ]
        for system, found in answers.items()
    }


def _only(rows: Rows, mask: Sequence[bool]) -> Rows:
    return {system: list(compress(row, mask)) for system, row in rows.items()}


# --- over documents ------------------------------------------------------------------------------------------


def summary(rows: Rows, seed: int, shared: bool = True) -> dict[str, Any]:
    """Each system's means, and the lead over the best peer.

    With `shared` also the share (0..100) of the oracle's ROUGE-1: not where labelled sentences stand for the oracle,
    since people did not choose them to match the references.
    """
    table = {system: _means(found) for system, found in rows.items()}
    reachable = table.get(ORACLE, {}).get("rouge1")
    if reachable and shared:
        for row in table.values():
            row["share"] = 100 * row["rouge1"] / reachable
    leads = {measure: lead_over_best(rows, measure, seed) for measure in ("rouge1", "auc")}
    return {"systems": table, "differences": {m: lead for m, lead in leads.items() if lead}}


def _means(found: Sequence[Measures]) -> dict[str, float]:
    names = [name for name in COLUMNS if any(name in measures for measures in found)]
    return {n: float(np.mean([measures[n] for measures in found if n in measures])) for n in names}


def lead_over_best(rows: Rows, measure: str, seed: int) -> dict[str, Any] | None:
    """Ours minus the peer of the best mean, over the same documents, with a paired bootstrap's 95 % interval.

    None where nothing has the measure. `relative` is in per cent of the peer's mean.
    """
    both = [i for i, measures in enumerate(rows[OURS]) if measure in measures]
    if not both:
        return None
    means = {peer: float(np.mean([rows[peer][i][measure] for i in both])) for peer in PEERS}
    best = max(means, key=lambda peer: means[peer])
    gains = [rows[OURS][i][measure] - rows[best][i][measure] for i in both]
    low, high = bootstrap_interval(gains, seed)
    mean = float(np.mean(gains))
    relative = 100 * mean / means[best] if means[best] else 0.0
    return {"peer": best, "mean": mean, "low": low, "high": high, "relative": relative}


# --- over sentences ------------------------------------------------------------------------------------------


def calibration(
    examples: Sequence[Example], answers: Mapping[str, Sequence[Answer]]
) -> dict[str, dict[str, Any]]:
    """For the scores of ours, read as the probability of being a target: ECE (0..1) and the reliability bins."""
    found = {}
    for system in (OURS, UNTRAINED):
        if system not in answers:
            continue
        pairs = [
            (answer.scores[i], i in targets)
            for example, answer in zip(examples, answers[system], strict=True)
            if (targets := set(example.targets))
            for i in example.known
        ]
        bins = reliability([score for score, _ in pairs], [hit for _, hit in pairs])
        found[system] = {"ece": expected_calibration_error(bins), "bins": [asdict(b) for b in bins]}
    return found


def _kind(
    examples: Sequence[Example], answers: Mapping[str, Sequence[Answer]], kind: str
) -> dict[str, dict[str, float]]:
    gold = [wanted for example in examples for wanted in gold_of_kind(example, kind)]
    return {
        system: kind_f1(gold, [said == kind for answer in answers[system] for said in answer.kinds])
        for system in (OURS, UNTRAINED)
        if system in answers
    }
