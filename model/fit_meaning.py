"""Learns to tell what a sentence means from the states of trained weights (`meaning_head`).

    python -m model.fit_meaning [SET…] [--dev SET…] [--checkpoint model/checkpoint] [--data ../shared/data]

The encoder as it came is the teacher: texts are read by both networks, and the head learns the directions of the
teacher's states and how near they lie to each other. Half of the rows are read as with a focus question, since a note
may have one. No labels are looked at, and no score of a sentence changes. Ten minutes on two CPU cores; the
last line is JSON, with cosines on sets that were not learnt from.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm  # type: ignore[import-untyped]

from model import meaning_head
from model.data import Record, read_records
from model.encoder.windows import For
from model.engine import Extractor
from model.focus.meaning import unit_rows
from model.meaning_head import MeaningHead
from model.reading import ModelError
from model.refusals import in_a_sentence
from model.training.options import over_weights
from model.training.sets import find

SETS = (
    "forms.train",
    "openstax.train",
    "qmsum.train",
    "scitldr.train",
    "ami_icsi.train",
    "emailintent.train",
    "techspec.train",
    "carpentries.train",
)
DEV = ("forms.dev",)
OF_EACH, OF_DEV = 8_000, 1_000  # sentences of a set
TOGETHER = 120  # sentences of a document
SHORTEST = 3  # tokens of a sentence that means something
EPOCHS, BATCH, RATE, WEIGHT_DECAY, DROPOUT = 20, 512, 2e-3, 0.01, 0.1
NEARNESS = 5.0  # what it counts how near sentences lie to each other, beside where each lies
SEED = 0

States = NDArray[np.float32]


def read(extractor: Extractor, sets: Sequence[str], data: Path, most: int) -> tuple[States, States]:
    """Directions of trained states (N, H), and of the teacher's (N, H): each sentence twice, read without a question
    and with one. Of each set up to `most` sentences, and all of the last document. Raises ModelError for a set that
    the encoder can't read."""
    chosen = random.Random(SEED)  # noqa: S311
    found = []
    for name in sets:
        records = [record for record in read_records(find(name, data), seed=SEED) if record.sentences]
        chosen.shuffle(records)
        total = 0
        for record in tqdm(records, name, mininterval=5, leave=False):
            found.append(_read(extractor, record, chosen))
            total += len(found[-1][0]) // 2
            if total >= most:
                break
        if not total:
            raise ModelError(f"Of “{name}” the encoder can read nothing.")
    trained, taught = zip(*found, strict=True)
    return np.concatenate(trained), np.concatenate(taught)


def _read(extractor: Extractor, record: Record, chosen: random.Random) -> tuple[States, States]:
    """A part of a document, read without a question and with one: its own, or one of its sentences."""
    begin = chosen.randrange(max(1, len(record.sentences) - TOGETHER + 1))
    sentences = record.sentences[begin : begin + TOGETHER]
    question = record.focus or chosen.choice(sentences)
    plain, asked = extractor.plan_split(sentences), extractor.plan_split(sentences, question)
    extractor.read_once([plain, asked])
    says = plain.readable & (plain.tokens >= SHORTEST) & asked.meaning_sums.any(axis=1)  # (S,)
    trained = unit_rows(np.concatenate([plain.sums[says], asked.sums[says]]))
    return trained, np.tile(unit_rows(asked.meaning_sums[says]), (2, 1))


def learn(head: MeaningHead, trained: States, taught: States, epochs: int = EPOCHS) -> list[float]:
    """Trains it, and answers the mean loss of each epoch."""
    torch.manual_seed(SEED)
    given, wanted = torch.from_numpy(trained), torch.from_numpy(taught)
    dropout = nn.Dropout(DROPOUT)
    head.inner.register_forward_hook(lambda _, __, hidden: dropout(hidden))
    nn.init.zeros_(head.outer.weight)
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=WEIGHT_DECAY)
    rounds = -(-len(given) // BATCH)
    decay = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=epochs * rounds + 1)
    lost = []
    for number in range(epochs):
        losses = []
        for batch in torch.split(torch.randperm(len(given)), BATCH):
            loss = loss_of(head(given[batch]), wanted[batch])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            decay.step()
            losses.append(loss.item())
        lost.append(sum(losses) / len(losses))
        sys.stderr.write(json.dumps({"epoch": number, "loss": lost[-1]}) + "\n")
    dropout.eval()
    return lost


def loss_of(said: Tensor, wanted: Tensor) -> Tensor:
    """How far directions (N, H) are from those `wanted`, and their cosines with each other from theirs."""
    near: Tensor = (1 - (said * wanted).sum(dim=1)).mean()
    return near + NEARNESS * (said @ said.T - wanted @ wanted.T).square().mean()


@in_a_sentence()
def main() -> None:
    parser = over_weights("Learns to tell what a sentence means")
    parser.add_argument("sets", nargs="*", default=SETS, metavar="SET", help="what it learns from")
    parser.add_argument("--dev", nargs="*", default=DEV, metavar="SET", help="what it is measured by")
    asked = parser.parse_args()
    for name in [*asked.sets, *asked.dev]:
        find(name, asked.data)  # before anything is read
    extractor = Extractor.from_checkpoint(asked.checkpoint)
    space = next((name for name, read_for in extractor.spaces.items() if read_for is For.MEANING), None)
    if space is None:
        raise ModelError(f"“{asked.checkpoint}” holds no trained weights to learn meanings over.")
    trained, taught = read(extractor, asked.sets, asked.data, OF_EACH)
    head = MeaningHead(space, trained.shape[1])
    lost = learn(head, trained, taught)
    cosines = {}
    for name in asked.dev:
        given, wanted = read(extractor, [name], asked.data, OF_DEV)
        cosines[name] = round(float((head.meanings(given) * wanted).sum(axis=1).mean()), 3)
    meaning_head.save(asked.checkpoint, head)
    print(json.dumps({"output": str(asked.checkpoint), "loss": round(lost[-1], 4), "cosines": cosines}))


if __name__ == "__main__":
    main()
