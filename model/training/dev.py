"""How well a network chooses while it learns: the share of the oracle's ROUGE-1 on some documents of each dev set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from model.data import LABELS, UNKNOWN, Record
from model.encoder import Encoder
from model.head import KEY
from model.rouge import f_measures
from model.training.classifier import PithForTokenClassification
from model.training.mixture import Prepared, Recipe, collate, piece, prepare

BATCH_WINDOWS = 64  # read at once: a book has a thousand


@dataclass(frozen=True)
class DevDocument:
    """A document with what the oracle reaches on it: `best` ROUGE-1 F with `size` sentences."""

    record: Record
    prepared: Prepared
    size: int
    best: float


def dev_documents(records: Sequence[Record], encoder: Encoder) -> list[DevDocument]:
    """Those with a summary or a kind to measure against. A record without an oracle is measured on one sentence."""
    found = []
    for record in records:
        size, best = 0, 0.0
        if record.references and record.sentences:
            size = len(record.chosen) or 1
            choices = [record.chosen] if record.chosen else [[i] for i in range(len(record.sentences))]
            best = max(rouge1(record, choice) for choice in choices)
        if best or (record.kinds is not None and (record.kinds != UNKNOWN).any()):
            found.append(DevDocument(record, prepare(record, encoder), size, best))
    return found


def rouge1(record: Record, choice: Sequence[int]) -> float:
    """ROUGE-1 F, 0..1, of the chosen sentences against the reference they come closest to."""
    text = " ".join(record.sentences[i] for i in sorted(choice))
    [found] = f_measures([text], record.references, record.language, ("rouge1",))
    return max(f["rouge1"] for f in found)


@torch.inference_mode()
def score_document(
    network: PithForTokenClassification, prepared: Prepared, record: Record, encoder: Encoder
) -> NDArray[np.float32]:
    """Logits (S, 4) of the whole document; a sentence without a token gets zeros."""
    whole = piece(record, prepared, encoder, Recipe(0.0), range(len(prepared.windows)))
    batch = {name: value.to(network.device) for name, value in collate([([whole], Recipe(0.0))]).items()}
    batch.pop("target")
    logits = network(**batch, at_once=BATCH_WINDOWS).hidden_states[0].float().cpu().numpy()  # (R, 4)
    scores = np.zeros((len(record.sentences), len(LABELS)), np.float32)
    scores[whole.sentences] = logits
    return scores


def report(
    network: PithForTokenClassification, sets: Mapping[str, Sequence[DevDocument]], encoder: Encoder
) -> dict[str, Any]:
    """For each set `share` of the oracle's ROUGE-1, and the best F1 of DEFINITION and ACTION over all thresholds."""
    was_training = network.training
    network.train(False)
    table: dict[str, Any] = {}
    for name, documents in sets.items():
        ours, best = 0.0, 0.0
        logits, kinds = [], []
        for document in documents:
            scores = score_document(network, document.prepared, document.record, encoder)
            if document.size:
                order = np.argsort(-scores[:, KEY], kind="stable")[: document.size]
                ours += rouge1(document.record, order.tolist())
                best += document.best
            if document.record.kinds is not None:
                logits.append(scores)
                kinds.append(document.record.kinds)
        row = {}
        if best:
            row["share"] = ours / best
        if kinds:
            row |= kind_scores(np.concatenate(logits), np.concatenate(kinds))
        table[name] = row
    network.train(was_training)
    return table


def mean_share(table: Mapping[str, Mapping[str, float]]) -> float:
    """The mean share of the oracle's ROUGE-1 over a report's sets, 0..1; 0 where none is measured."""
    return float(np.mean([row["share"] for row in table.values() if "share" in row] or [0.0]))


def kind_scores(logits: NDArray[np.float32], kinds: NDArray[np.int64]) -> dict[str, float]:
    """For each kind that occurs, the best F1 over all thresholds and the logit at which it is reached."""
    known = kinds != UNKNOWN
    found: dict[str, float] = {}
    for label in (KEY + 1, KEY + 2):
        wanted = kinds[known] == label  # (N,)
        if not wanted.any():
            continue
        order = np.argsort(-logits[known, label], kind="stable")
        hits = np.cumsum(wanted[order])
        f1 = 2 * hits / (np.arange(1, len(hits) + 1) + wanted.sum())
        at = int(f1.argmax())
        found |= {
            f"{LABELS[label].lower()}_f1": float(f1[at]),
            f"{LABELS[label].lower()}_at": float(logits[known, label][order][at]),
        }
    return found
