"""Fits the weights of `features.everyday` beside the packaged anchor, which stays as it is.

    python -m model.fit_everyday [--data ../shared/data] [--output model/checkpoint/everyday.json] [--half]

Listwise, as the anchor: on the Chinese training sets as they are, and on short notes of theirs with a remark of small
talk that is worth nothing. Every set counts alike, and its notes as much as its documents. With --half every other
document of vcsum, which has no dev set, is left out, and nothing is written. Deterministic; a minute on one CPU.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from model.data import Record, read_records
from model.features import describe as describe_anchor
from model.features.anchor import CHINESE, Anchor, shipped
from model.features.everyday import FEATURES, FILE, LANGUAGE, describe, write
from model.features.remarks import FITTED, notes
from model.lexical import Floats
from model.refusals import in_a_sentence

SETS = ("csl", "d2lzh", "vcsum")
DOCUMENTS, NOTES = 400, 600  # of each set
TEMPERATURE, CHOSEN_SHARE = 0.1, 0.5  # of the target, as `fit_anchor` has it
PENALTY = 1e-3  # of the squared weights, for features of deviation one
STEPS = 200


@dataclass(frozen=True)
class Given:
    """A document: rows (S, K), what the anchor says (S,), the share of the worth of each sentence (S,)."""

    rows: Floats
    anchor: Floats
    target: Floats


def given(anchor: Anchor, sentences: Sequence[str], worth: Sequence[float], chosen: Sequence[int]) -> Given:
    """A document from its sentences, their worth and the chosen ones."""
    soft = np.exp((np.array(worth) - max(worth)) / TEMPERATURE)
    soft /= soft.sum()
    if len(chosen):
        hard = np.isin(np.arange(len(worth)), chosen) / len(chosen)
        soft = (1 - CHOSEN_SHARE) * soft + CHOSEN_SHARE * hard
    base = anchor.score(describe_anchor(sentences, LANGUAGE))
    return Given(describe(sentences, LANGUAGE), base, soft)


def documents(anchor: Anchor, records: Sequence[Record], seed: int) -> list[list[Given]]:
    """The records as they are, and notes of theirs with a remark."""
    whole = [
        given(anchor, record.sentences, record.target.tolist(), record.chosen)
        for record in records[:DOCUMENTS]
        if record.target is not None and len(record.sentences) > 1
    ]
    short = [
        given(anchor, note.sentences, note.worth, note.chosen) for note in notes(records, FITTED, NOTES, seed)
    ]
    return [whole, short]


def load_sets(anchor: Anchor, data: Path, seed: int, half: bool) -> dict[str, list[list[Given]]]:
    """`documents` of the training splits; with `half` of every other one of vcsum."""
    read = {name: read_records(data / f"{name}.train.jsonl.gz", None, seed) for name in SETS}
    if half:
        read["vcsum"] = read["vcsum"][::2]
    return {name: documents(anchor, records, seed) for name, records in read.items()}


def fit(sets: Mapping[str, Sequence[Sequence[Given]]]) -> Floats:
    """The weights (K,)."""
    pool = [(one, 1 / len(part)) for parts in sets.values() for part in parts for one in part]
    rows = np.concatenate([one.rows for one, _ in pool])  # (R, K)
    spread = rows.std(axis=0) + 1e-9
    scaled, base, target = (
        _tensor(rows / spread),
        _tensor(np.concatenate([one.anchor for one, _ in pool])),
        _tensor(np.concatenate([one.target for one, _ in pool])),
    )
    of = torch.repeat_interleave(torch.tensor([len(one.rows) for one, _ in pool]))  # (R,)
    share = _tensor(np.array([weight for _, weight in pool]))
    share = (share / share.sum())[of]
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        logits = base + scaled @ weights
        most = torch.full((len(pool),), -torch.inf, dtype=torch.float64)
        most = most.scatter_reduce(0, of, logits.detach(), "amax")
        sums = torch.zeros(len(pool), dtype=torch.float64).index_add(0, of, torch.exp(logits - most[of]))
        cost = -(share * target * (logits - (sums.log() + most)[of])).sum() + PENALTY * (weights**2).sum()
        cost.backward()  # type: ignore[no-untyped-call]
        return cost

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return np.asarray(weights.detach().numpy() / spread, float)


def _tensor(values: NDArray[np.float64]) -> torch.Tensor:
    return torch.from_numpy(np.asarray(values, np.float64))


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description="Fits what small talk costs in a Chinese note")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--output", type=Path, default=FILE)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--half", action="store_true", help="leave half of vcsum out; writes nothing")
    asked = parser.parse_args()
    weights = fit(load_sets(shipped(CHINESE), asked.data, asked.seed, asked.half))
    if not asked.half:
        recipe = {"sets": SETS, "documents": DOCUMENTS, "notes": NOTES, "seed": asked.seed}
        write(asked.output, weights, recipe)
    print(json.dumps(dict(zip(FEATURES, weights.round(4).tolist(), strict=True))))


if __name__ == "__main__":
    main()
