"""Learns what carries a talk: the third network, from meetings of which people kept some sentences.

    python -m model.fit_spoken [--checkpoint model/checkpoint] [--data ../shared/data]

Low-rank pairs in all layers of the encoder that the checkpoint's weights were trained over, and a head, learn from the
windows of meetings, each sentence for itself. Half an hour on one CPU core with bf16; the last line is JSON, with the
AUC on meetings that were not learnt from.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from model import checkpoint, low_rank, spoken
from model.data import Record, read_records
from model.encoder import OVERLAP_TOKENS, Encoder, fastest_dtype, load_encoder
from model.encoder.windows import plan_windows
from model.engine import Extractor
from model.evaluate.measures import auc
from model.reading import ModelError
from model.refusals import in_a_sentence
from model.spoken import SpokenHead
from model.training.options import over_weights

MEETINGS, DEV = "ami_icsi.train", "ami_icsi.dev"
EPOCHS, BATCH_TOKENS = 2, 2_048
OWN_SHARE = 0.5  # a sentence is learnt from in a window that holds so much of it
SEED = 0


@dataclass(frozen=True)
class Example:
    """A window, its tokens with the special ones `ids`, the sentence of each token (-1: none), and of those sentences
    the features (R, F), whether people kept them (R,), and which are whole enough to learn from (R,)."""

    ids: list[int]
    rows: NDArray[np.int64]
    features: NDArray[np.float32]
    kept: NDArray[np.float32]
    learnt: NDArray[np.bool_]


def examples(encoder: Encoder, records: Sequence[Record]) -> list[Example]:
    """The windows of records that people chose from."""
    found = []
    for record in records:
        tokens = spoken.separated(encoder.tokenize(record.sentences), encoder.separator)
        features = spoken.lengths(record.sentences)
        kept = np.zeros(len(tokens), np.float32)
        kept[record.chosen] = 1
        counts = np.array([len(ids) for ids in tokens])
        for window in plan_windows(tokens, encoder.window_tokens, OVERLAP_TOKENS):
            here = slice(window.first, window.first + window.sentences)
            learnt = np.bincount(window.rows, minlength=window.sentences) >= OWN_SHARE * counts[here]
            if not learnt.any():
                continue
            ids, own = encoder.sequence(window)
            rows = np.full(len(ids), -1, np.int64)
            rows[own] = window.rows
            found.append(Example(ids, rows, features[here], kept[here], learnt))
    return found


class Learning(nn.Module):
    """The third network while it learns. Raises ModelError over an encoder that is no BERT."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.network, self.head = low_rank.network_with_pairs(encoder), SpokenHead(encoder.width)

    def forward(self, batch: Sequence[Example]) -> Tensor:
        """(R,) logits of all sentences of a batch's windows."""
        device = self.head.outer.weight.device
        ids = nn.utils.rnn.pad_sequence([torch.tensor(e.ids) for e in batch], batch_first=True)  # (B, L)
        firsts = np.cumsum([0, *(len(e.kept) for e in batch)]).tolist()
        rows = [
            torch.from_numpy(np.where(e.rows < 0, firsts[-1], e.rows + f))
            for e, f in zip(batch, firsts, strict=False)
        ]
        owner = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=firsts[-1])  # (B, L)
        counts = torch.tensor([len(e.ids) for e in batch])
        present = (torch.arange(ids.shape[1])[None] < counts[:, None]).to(device)  # (B, L)
        with torch.autocast(device.type, torch.bfloat16, fastest_dtype(device.type) is torch.bfloat16):
            states = self.network(ids.to(device), present)  # (B, L, H)
        flat, owner = states.float().flatten(0, 1), owner.flatten().to(device)
        sums = flat.new_zeros(firsts[-1] + 1, flat.shape[1]).index_add(0, owner, flat)[:-1]  # (R, H)
        tokens = torch.bincount(owner, minlength=firsts[-1] + 1)[:-1, None].clamp_min(1)  # (R, 1)
        features = torch.from_numpy(np.concatenate([e.features for e in batch])).to(device)
        logits: Tensor = self.head(sums / tokens, features)
        return logits


def loss_of(logits: Tensor, batch: Sequence[Example]) -> Tensor:
    """Binary cross-entropy over the sentences that are learnt from."""
    kept = torch.from_numpy(np.concatenate([e.kept for e in batch])).to(logits.device)
    learnt = torch.from_numpy(np.concatenate([e.learnt for e in batch])).to(logits.device)
    return F.binary_cross_entropy_with_logits(logits[learnt], kept[learnt])


def fit(folder: Path, data: Path) -> None:
    """Trains over the encoder of the weights in `folder`, and writes it there without its spread. Raises ModelError."""
    torch.manual_seed(SEED)
    encoder = load_encoder(checkpoint.read_config(folder).encoder)
    learning = Learning(encoder)
    if torch.cuda.is_available():
        learning.cuda()
    given, chosen = examples(encoder, read_records(data / f"{MEETINGS}.jsonl.gz")), random.Random(SEED)  # noqa: S311
    rounds = [low_rank.batches(given, lambda e: len(e.ids), BATCH_TOKENS, chosen) for _ in range(EPOCHS)]
    low_rank.learn(learning, rounds, lambda batch: loss_of(learning(batch), batch))
    pairs: dict[str, Tensor] = dict(low_rank.pairs_of(learning.network))
    spoken.save(folder, pairs, learning.head.cpu(), encoder.space)


def measured(folder: Path, records: Sequence[Record]) -> tuple[float, float]:
    """How far the logits of the network in `folder` deviate in these meetings, and their AUC: means over meetings.
    Raises ModelError where none of them is a talk of which people kept some."""
    encoder, ranker = checkpoint.load_trained(folder)
    extractor = Extractor(encoder.to("cpu", fastest_dtype("cpu")), ranker)
    spreads: list[float] = []
    areas: list[float] = []
    for record in records:
        plan = extractor.plan_split(record.sentences)
        extractor.read_once([plan])
        if ranker and ranker.spoken and plan.spoken_sums is not None:
            logits = ranker.spoken.logits(plan.spoken_sums, plan.tokens, plan.sentences)
            if (area := auc(logits, record.chosen)) is not None:
                spreads.append(float(logits.std()))
                areas.append(area)
    if not areas:
        raise ModelError(
            "There is no talk among the meetings to measure by of which people kept some sentences."
        )
    return float(np.mean(spreads)), float(np.mean(areas))


@in_a_sentence()
def main() -> None:
    asked = over_weights("Learns what carries a talk").parse_args()
    dev = read_records(asked.data / f"{DEV}.jsonl.gz")  # before half an hour is spent
    with TemporaryDirectory() as made:  # what lies there stays in use until all of it is known
        folder = Path(made) / "checkpoint"
        shutil.copytree(asked.checkpoint, folder)
        fit(folder, asked.data)
        spread, area = measured(folder, dev)
        spoken.respread(folder, asked.checkpoint, spread)
    print(json.dumps({"output": str(asked.checkpoint), "spread": round(spread, 3), "auc": round(area, 4)}))


if __name__ == "__main__":
    main()
