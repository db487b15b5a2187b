"""Fits the anchor's weights on the training sets, and measures them on sets they were fitted without.

    python -m model.fit_anchor [--data ../shared/data] [--output model/checkpoint] [--without SET …]
    python -m model.fit_anchor --left-out

Listwise: a softmax over a document's sentences is to share its worth out as its target does. A set counts as FITS says,
however many documents it has. With --left-out nothing is written: each set is scored by weights fitted without it, and
the last line is JSON. Runs on one CPU in about two minutes; the table takes longer for the peers.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.data import Record, read_records
from model.evaluate.examples import Example, load_set, windows_of
from model.evaluate.measures import judge, top
from model.evaluate.own import read_lexical
from model.evaluate.peers import peer_scores
from model.features import FEATURES, describe
from model.features.anchor import CHINESE, ENGLISH, FOLDER, MODERATORS, OTHER, Anchor, moderated, write
from model.refusals import in_a_sentence
from model.training.sets import find

EVERY = (
    "openstax", "scitldr", "qmsum", "carpentries", "scisumm", "techspec", "ami_icsi", "openstax_es", "d2lzh", "csl",
    "vcsum",
)  # fmt: skip
Counts = Mapping[str, float]
NEAREST = {"openstax": 1, "openstax_es": 1, "forms": 1, "forms_other": 2, "forms_zh": 1}
"""The sets that are most like what is read in other languages."""
FITS: Mapping[str, tuple[Counts, ...]] = {
    ENGLISH: (dict.fromkeys(EVERY, 1) | {"forms": 0}, dict.fromkeys(EVERY, 1) | {"forms": 2}),
    CHINESE: (
        dict.fromkeys(EVERY, 0.6)
        | {"csl": 5, "scitldr": 1.5, "d2lzh": 2, "forms_zh": 2, "vcsum": 1, "forms": 1, "forms_other": 2},
    )
    * 3,
    OTHER: (NEAREST, NEAREST, NEAREST | {"openstax_es": 2, "qmsum": 1, "scisumm": 1, "carpentries": 1}),
}
"""Of each file of weights the fits whose mean it is, and how much each set counts in them. By what it draws one fit
alone moves a set's share by up to a point; with the forms alone in it proposals and lessons lose two to three."""
SETS = (*EVERY, "forms", "forms_zh", "forms_other")
MEASURED = {
    "scitldr.dev": 1, "openstax.test": None, "qmsum.dev": None, "carpentries.test": None, "scisumm.dev": None,
    "techspec.test": None, "ami_icsi.dev": None, "openstax_es.train": None, "vcsum.train": None, "d2lzh.train": None,
    "d2lzh.dev": None, "d2lzh.test": None, "csl.dev": 1,
}  # fmt: skip
"""Where the weights are measured, and how many sentences are chosen there; None: as many as the oracle has."""
FILES = {"vcsum": CHINESE, "d2lzh": CHINESE, "csl": CHINESE, "openstax_es": OTHER}
"""By which weights a set is scored; all others by ENGLISH."""
PEERS = ("lead", "luhn", "lexrank", "textrank")
MOST_SENTENCES = 700  # of a measured document: the peers are quadratic
WINDOW = 120  # a labelled document is fitted in even windows of at most this, as it is measured

DOCUMENTS = 400  # of each set
TEMPERATURE, CHOSEN_SHARE = 0.1, 0.5  # of the target, as `training.mixture` has it
EPOCHS, BATCH, RATE, DECAY = 12, 192, 3e-2, 1e-3


@dataclass(frozen=True)
class Fitted:
    """A document to fit on: rows (S, F), the share of the worth of each sentence (S,)."""

    rows: NDArray[np.float32]
    target: NDArray[np.float32]


# --- documents -----------------------------------------------------------------------------------------------


def documents(record: Record) -> list[Fitted]:
    """The record as it is fitted on; a long one that people labelled in windows; nothing where nothing is known."""
    if record.target is None or len(record.sentences) < 2:
        return []
    long = not record.references and len(record.sentences) > WINDOW
    count = -(-len(record.sentences) // WINDOW) if long else 1
    edges = [len(record.sentences) * i // count for i in range(count + 1)]
    found = []
    for start, end in pairwise(edges):
        chosen = np.isin(np.arange(start, end), record.chosen)
        if not long or chosen.any():
            layouts = record.layouts and record.layouts[start:end]
            rows = describe(record.sentences[start:end], record.language, layouts)
            found.append(Fitted(rows, _shares(record.target[start:end], chosen)))
    return found


def _shares(worth: NDArray[np.float32], chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """(S,) half on the chosen sentences, half a softmax of every sentence's worth; sums to 1."""
    soft = np.exp((worth - worth.max()) / TEMPERATURE)
    soft /= soft.sum()
    if chosen.any():
        soft = (1 - CHOSEN_SHARE) * soft + CHOSEN_SHARE * chosen / chosen.sum()
    return np.asarray(soft, np.float32)


def load_sets(data: Path, names: Iterable[str], limit: int, seed: int) -> dict[str, list[Fitted]]:
    """At most `limit` documents of each set, drawn at random."""
    found = {}
    for name in names:
        records = read_records(find(f"{name}.train", data), limit, seed)
        drawn = [document for record in records for document in documents(record)]
        found[name] = random.Random(seed).sample(drawn, min(limit, len(drawn)))  # noqa: S311
    return found


# --- fitting -------------------------------------------------------------------------------------------------


def fit(sets: Mapping[str, Sequence[Fitted]], fits: Sequence[Counts], seed: int) -> Anchor:
    """The mean of the weights that fit those of `sets` that the `fits` name. Deterministic for a seed."""
    alike = [fits[:i].count(counts) for i, counts in enumerate(fits)]  # each of those draws for itself
    found = [_fit_once(sets, counts, seed + more) for counts, more in zip(fits, alike, strict=True)]
    return Anchor(np.mean(found, axis=0))


def _fit_once(sets: Mapping[str, Sequence[Fitted]], counts: Counts, seed: int) -> NDArray[np.float64]:
    pool = [
        (document, counts[name] / len(drawn))
        for name, drawn in sets.items()
        if name in counts
        for document in drawn
    ]
    chances = np.array([weight for _, weight in pool])
    chances /= chances.sum()
    source = np.random.default_rng(seed)
    weights = torch.zeros(1 + len(MODERATORS), len(FEATURES), requires_grad=True)
    steps = EPOCHS * len(pool) // BATCH
    optimizer = torch.optim.AdamW([weights], lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    for _ in range(steps):
        drawn = [pool[i][0] for i in source.choice(len(pool), BATCH, p=chances)]
        loss = listwise(weights, drawn)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    return weights.detach().double().numpy()


def listwise(weights: Tensor, drawn: Sequence[Fitted]) -> Tensor:
    """Mean cross-entropy of the documents' targets and the softmax of their scores."""
    rows = np.concatenate([document.rows for document in drawn]).astype(float)  # (R, F)
    target = torch.from_numpy(np.concatenate([document.target for document in drawn]))  # (R,)
    of = torch.repeat_interleave(torch.tensor([len(document.rows) for document in drawn]))  # (R,)
    by = torch.from_numpy(moderated(rows)).float() @ weights  # (R, F)
    logits = (torch.from_numpy(rows).float() * by).sum(dim=1)  # (R,)
    most = torch.full((len(drawn),), -torch.inf).scatter_reduce(0, of, logits.detach(), "amax")
    sums = torch.zeros(len(drawn)).index_add(0, of, torch.exp(logits - most[of]))
    return -(target * (logits - (sums.log() + most)[of])).sum() / len(drawn)


# --- measuring -----------------------------------------------------------------------------------------------


def load_measured(data: Path, name: str, limit: int) -> list[Example]:
    """The set's documents; of labelled ones their windows."""
    examples = load_set(data / f"{name}.jsonl.gz", limit, MEASURED[name])
    windows = [window for example in examples for window in windows_of(example)]
    return [example for example in windows or examples if len(example.sentences) <= MOST_SENTENCES]


def share(examples: Sequence[Example], scores: Sequence[Sequence[float]], sentences: int | None) -> float:
    """ROUGE-1 as a share (0..100) of the oracle's on the same number of sentences; AUC (0..100) of labelled ones."""
    chosen = [judge(e, s, top(s, e.size(sentences))) for e, s in zip(examples, scores, strict=True)]
    if not examples[0].references:
        return 100 * float(np.mean([found["auc"] for found in chosen if "auc" in found]))
    best = [judge(e, [0.0] * len(e.sentences), e.targets)["rouge1"] for e in examples]
    return 100 * float(np.mean([found["rouge1"] for found in chosen])) / float(np.mean(best))


def measure(name: str, examples: Sequence[Example], anchors: Mapping[str, Anchor]) -> dict[str, float]:
    """`share` of each of `anchors`, of the lexical blend and of the peers."""
    described = [describe(e.sentences, e.language) for e in examples]
    scores = {
        system: [anchor.score(rows).tolist() for rows in described] for system, anchor in anchors.items()
    }
    scores["lexical"] = [read_lexical(example).scores for example in examples]
    for peer in PEERS:
        scores[peer] = [peer_scores(peer, example) for example in examples]
    return {system: round(share(examples, found, MEASURED[name]), 1) for system, found in scores.items()}


def table(data: Path, sets: Mapping[str, list[Fitted]], limit: int, seed: int) -> dict[str, dict[str, float]]:
    """For each of MEASURED what `measure` says of weights fitted on all sets and on all but the measured one."""

    @cache
    def fitted(file: str, without: str) -> Anchor:
        return fit({name: drawn for name, drawn in sets.items() if name != without}, FITS[file], seed)

    found: dict[str, dict[str, float]] = {}
    for name in MEASURED:
        left_out = name.split(".")[0]
        file = FILES.get(left_out, ENGLISH)
        examples = load_measured(data, name, limit)
        anchors = {"left out": fitted(file, left_out), "fitted": fitted(file, "")}
        found[name] = measure(name, examples, anchors)
        print(
            f"{name:20}" + "  ".join(f"{key} {value:.1f}" for key, value in found[name].items()), flush=True
        )
    return found


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description="Fits the anchor's weights")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--output", type=Path, default=FOLDER, help="the folder for the three files of weights"
    )
    parser.add_argument("--limit", type=int, default=DOCUMENTS, help="documents of each set")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--without", nargs="*", default=[], choices=SETS, help="sets to leave out")
    parser.add_argument("--left-out", action="store_true", help="measure on sets left out; writes nothing")
    asked = parser.parse_args()
    names = [name for name in SETS if name not in asked.without]
    sets = load_sets(asked.data, names, asked.limit, asked.seed)
    if asked.left_out:
        print(json.dumps(table(asked.data, sets, asked.limit, asked.seed)))
        return
    for file, fits in FITS.items():
        counted = [name for name in names if any(name in fit for fit in fits)]
        recipe = {"sets": counted, "documents": asked.limit, "seed": asked.seed}
        write(asked.output / file, fit(sets, fits, asked.seed), recipe)


if __name__ == "__main__":
    main()
