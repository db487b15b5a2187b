"""After training: scores as chances, thresholds for the kinds, and what a classifier's report says of both."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.data import LABELS, UNKNOWN
from model.encoder import Encoder
from model.head import KEY
from model.ranker import UNFITTED, kinds_of
from model.training.classifier import PithForTokenClassification
from model.training.dev import DevDocument, kind_scores, rouge1, score_document

TEXT_SCALES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25)
WORTH_IT = 0.003  # of the share: a smaller scale that costs less is taken, for the anchor holds where no text was seen
LEAST_F1 = {"definition": 0.3, "action": 0.6}
"""A kind that is recognised worse than this is left to the cues. Of definitions less is asked, for half of what counts
as a mistake there is a definition that its book's glossary passes over."""


@dataclass(frozen=True)
class Calibration:
    """As `Ranker` takes them."""

    calibration: tuple[float, float, float]
    thresholds: dict[str, float]


def fuse(
    network: PithForTokenClassification, dev: Mapping[str, Sequence[DevDocument]], encoder: Encoder
) -> float:
    """How much the text is to add to the anchor: the smallest of TEXT_SCALES within WORTH_IT of the best mean share
    of the oracle's ROUGE-1 over the sets; 1 without a set to measure on."""
    network.train(False)
    network.head.text_scale.fill_(1.0)
    shares: dict[float, list[float]] = {scale: [] for scale in TEXT_SCALES}
    for documents in dev.values():
        measured = [d for d in documents if d.size]
        ours = dict.fromkeys(TEXT_SCALES, 0.0)
        for d in measured:
            whole = score_document(network, d.prepared, d.record, encoder)[:, KEY]
            base = network.head.anchor_scale.item() * d.prepared.anchor
            for scale in TEXT_SCALES:
                order = np.argsort(-(base + scale * (whole - base)), kind="stable")[: d.size]
                ours[scale] += rouge1(d.record, order.tolist())
        if measured:
            best = sum(d.best for d in measured)
            for scale in TEXT_SCALES:
                shares[scale].append(ours[scale] / best)
    means = {scale: float(np.mean(found)) for scale, found in shares.items() if found}
    sys.stderr.write(json.dumps({"text_scale": means}) + "\n")
    return min((scale for scale in means if means[scale] >= max(means.values()) - WORTH_IT), default=1.0)


def calibrate(
    network: PithForTokenClassification,
    dev: Mapping[str, Sequence[DevDocument]],
    encoder: Encoder,
    unfitted: tuple[float, float, float] = UNFITTED,
) -> Calibration:
    """Fits the chance that a sentence is one of the oracle's (logistic regression, each set weighing the same), and
    takes each kind's threshold where its F1 is best on the set that has most of it. The chances are `unfitted` where
    no document has an oracle, or each oracle chose all there is."""
    from sklearn.linear_model import LogisticRegression

    network.train(False)
    rows, chosen, weights = [], [], []
    thresholds: dict[str, tuple[int, float]] = {}
    for documents in dev.values():
        logits = [score_document(network, d.prepared, d.record, encoder) for d in documents]
        found = [
            (_calibration_rows(scores[:, KEY]), np.isin(np.arange(len(scores)), d.record.chosen))
            for scores, d in zip(logits, documents, strict=True)
            if d.record.chosen
        ]
        rows += [row for row, _ in found]
        chosen += [hits for _, hits in found]
        total = sum(len(hits) for _, hits in found)
        weights += [np.full(len(hits), 1 / total) for _, hits in found]
        labelled = [i for i, d in enumerate(documents) if d.record.kinds is not None]
        if labelled:
            kinds = np.concatenate([_kinds(documents[i]) for i in labelled])
            best = kind_scores(np.concatenate([logits[i] for i in labelled]), kinds)
            for label in range(KEY + 1, len(LABELS)):
                name, count = LABELS[label].lower(), int((kinds == label).sum())
                sure = best.get(f"{name}_f1", 0.0) >= LEAST_F1[name]
                if sure and count > thresholds.get(name, (0, 0.0))[0]:
                    thresholds[name] = (count, best[f"{name}_at"])
    calibration = unfitted
    if len(np.unique(np.concatenate([[], *chosen]))) == 2:
        fit = LogisticRegression().fit(
            np.concatenate(rows), np.concatenate(chosen), np.concatenate(weights) * len(rows)
        )
        calibration = (float(fit.coef_[0, 0]), float(fit.intercept_[0]), float(fit.coef_[0, 1]))
    return Calibration(calibration, {name: round(at, 4) for name, (_, at) in thresholds.items()})


def _calibration_rows(key: NDArray[np.float32]) -> NDArray[np.float64]:
    """(S, 2) what `Ranker.chances` weighs: a sentence's distance from its document's mean, and log S."""
    return np.column_stack([key - key.mean(), np.full(len(key), np.log(len(key)))]).astype(float)


def _kinds(document: DevDocument) -> NDArray[np.int64]:
    kinds = document.record.kinds
    assert kinds is not None
    return kinds


def classification_reports(
    network: PithForTokenClassification,
    dev: Mapping[str, Sequence[DevDocument]],
    encoder: Encoder,
    thresholds: Mapping[str, float],
) -> str:
    """scikit-learn's classification_report over the dev sets' sentences, and over their tokens, each of which has its
    sentence's label. KEY is predicted for as many sentences as the oracle chose; a kind goes before KEY. Documents of
    which neither is known are left out."""
    from sklearn.metrics import classification_report

    truth, found, tokens = [], [], []
    marked = [
        d for documents in dev.values() for d in documents if d.record.chosen or d.record.kinds is not None
    ]
    if not marked:
        return ""
    for document in marked:
        scores = score_document(network, document.prepared, document.record, encoder)
        wanted = np.zeros(len(scores), np.int64)
        wanted[document.record.chosen] = KEY
        known = np.ones(len(scores), bool)
        if document.record.kinds is not None:
            known = document.record.kinds != UNKNOWN
            wanted = np.where(document.record.kinds > KEY, document.record.kinds, wanted)
        predicted = np.zeros(len(scores), np.int64)
        predicted[np.argsort(-scores[:, KEY], kind="stable")[: len(document.record.chosen)]] = KEY
        for i, kind in enumerate(kinds_of(scores, thresholds)):
            if kind != "key":
                predicted[i] = LABELS.index(kind.upper())
        truth.append(wanted[known])
        found.append(predicted[known])
        tokens.append(document.prepared.tokens[known])
    weights = np.concatenate(tokens)
    parts = []
    for name, repeats in (("sentences", np.ones_like(weights)), ("tokens", weights)):
        report = classification_report(
            np.repeat(np.concatenate(truth), repeats),
            np.repeat(np.concatenate(found), repeats),
            labels=range(len(LABELS)),
            target_names=LABELS,
            zero_division=0,
        )
        parts.append(f"\nover {name}\n{report}")
    return "".join(parts)
