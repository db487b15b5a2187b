"""Where the second network's bounds lie, as it will be used: what the main head must say for it to read a sentence, and
from where on it is believed. Reached by `fit_kinds`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import checkpoint
from model.data import KINDS, LABELS, UNKNOWN, Record, read_records
from model.encoder import fastest_dtype
from model.engine import Extractor
from model.kinds import sorter
from model.kinds.sorter import COLUMNS, leeways
from model.plan import Plan
from model.ranker import Ranker
from model.reading import ModelError
from model.scoring import looked
from model.training.dev import kind_scores

SETS = {"definition": "openstax.dev", "action": "emailintent.dev"}  # not learnt from
LOST = {"definition": 0.05, "action": 0.015}
"""Which share of those that the second network would find it does not read, at most. To read nearly all that defines,
half of a textbook would have to be read twice; with nearly all that asks in mails, twice as much counts as asked for in
meetings."""
BELOW = 1e-3  # a bound that itself is to be let in
UNHEARD = -1e4  # what was not read
AT_ONCE = 32  # documents


@dataclass(frozen=True)
class Heard:
    """What is said for one kind of each sentence of a set, (S,): by the main head, by the second network, by a cue, and
    by people, whose `kinds` are label numbers."""

    head: NDArray[np.float64]
    told: NDArray[np.float64]
    leeway: NDArray[np.float64]
    kinds: NDArray[np.int64]


def measured(folder: Path, data: Path) -> dict[str, dict[str, float]]:
    """Writes gates and thresholds into the file in `folder`, and answers them and the F1 that is reached with them.
    Raises ModelError where the folder has none."""
    encoder, ranker = checkpoint.load_trained(folder)
    if ranker is None or ranker.sorter is None:
        raise ModelError(f"“{folder}” holds no network for kinds.")
    extractor = Extractor(encoder.to("cpu", fastest_dtype("cpu")), ranker)
    ranker.sorter = replace(ranker.sorter, gates=dict.fromkeys(sorter.KINDS, -np.inf))  # it reads all
    gates, thresholds, reached = {}, {}, {}
    for kind, name in SETS.items():
        heard = hear(extractor, ranker, read_records(data / f"{name}.jsonl.gz"), kind)
        gates[kind] = gate_of(heard, kind)
        reached[name] = best_of(heard, kind, gates[kind])
        thresholds[kind] = round(reached[name][f"{kind}_at"] - BELOW, 3)
    sorter.rebound(folder, gates, thresholds)
    return {"gates": gates, "thresholds": thresholds} | reached


def hear(extractor: Extractor, ranker: Ranker, records: Sequence[Record], kind: str) -> Heard:
    """Reads all sentences of the records by themselves."""
    parts = []
    for begin in range(0, len(records), AT_ONCE):
        some = records[begin : begin + AT_ONCE]
        plans = [extractor.plan_split(record.sentences) for record in some]
        extractor.read_plans(plans)
        parts += [_heard(plan, record, ranker, kind) for plan, record in zip(plans, some, strict=True)]
    return Heard(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _heard(plan: Plan, record: Record, ranker: Ranker, kind: str) -> tuple[NDArray[Any], ...]:
    look, column = looked(plan, ranker), sorter.KINDS.index(kind)
    assert ranker.sorter
    assert look.logits is not None
    again = [window.first for window in plan.again or ()]
    told = np.full(len(plan.sentences), UNHEARD)
    if again:
        told[again] = ranker.sorter.logits(plan.again_sums, plan.again_tokens)[:, column]
    leeway = leeways(plan.sentences, look.cues)[:, column]
    kinds = np.full(len(told), UNKNOWN) if record.kinds is None else record.kinds
    return look.logits[:, COLUMNS[column]], told, leeway, kinds


def gate_of(heard: Heard, kind: str) -> float:
    """The main head's logit below which no more than LOST of what the second network finds by itself lie."""
    at = _best(heard.told, heard.kinds, kind)[f"{kind}_at"]
    found = heard.head[(heard.kinds == KINDS[kind]) & (heard.told >= at)]
    return round(float(np.quantile(found, LOST[kind])) - BELOW, 3)


def best_of(heard: Heard, kind: str, gate: float) -> dict[str, float]:
    """The best F1 over all thresholds, and the threshold, with gate and cues as in use."""
    learnt = np.where(heard.head > gate, heard.told, UNHEARD)
    return _best(np.maximum(learnt, heard.told + heard.leeway), heard.kinds, kind)


def _best(scores: NDArray[np.float64], kinds: NDArray[np.int64], kind: str) -> dict[str, float]:
    table = np.zeros((len(scores), len(LABELS)), np.float32)
    table[:, KINDS[kind]] = scores
    return {name: round(v, 4) for name, v in kind_scores(table, kinds).items() if name.startswith(kind)}
