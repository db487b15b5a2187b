"""Learns what a definition and an action is: the second network, and where its thresholds and gates lie.

    python -m model.fit_kinds [--checkpoint model/checkpoint] [--data ../shared/data] [--bounds]

Low-rank pairs in all layers of the encoder that the checkpoint's weights were trained over, and a head, learn from
single sentences of mails and textbooks. Then bounds are taken as what is learnt will be used (`kinds.bounds`);
`--bounds` takes only those, where the weights beside it were trained anew. A quarter of an hour on one CPU core with
bf16; the last line is JSON.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from model import checkpoint, low_rank
from model.data import KINDS, UNKNOWN, Record, read_records
from model.encoder import Encoder, fastest_dtype, load_encoder
from model.kinds import sorter
from model.kinds.bounds import measured
from model.kinds.sorter import KindHead, Sorter
from model.refusals import in_a_sentence
from model.training.options import over_weights

MAILS, BOOKS = "emailintent.train", "openstax.train"
OFTEN = 2  # a mail's sentence is learnt from, for each time that a textbook's is
OTHERS = 2  # textbook sentences that define nothing, for each that does
EPOCHS, BATCH_TOKENS = 3, 2_048
FIRST_BIAS = -1.0  # most sentences are neither
NOT_KNOWN = -1.0
SEED = 0


@dataclass(frozen=True)
class Example:
    """A sentence's tokens, special ones included, and for each of `sorter.KINDS` 1, 0 or NOT_KNOWN."""

    ids: list[int]
    wanted: tuple[float, float]


def examples(encoder: Encoder, mails: Sequence[Record], books: Sequence[Record], seed: int) -> list[Example]:
    """Of mails it is not known what they define; textbooks ask nobody for anything."""
    chosen = random.Random(seed)  # noqa: S311
    said = [
        (sentence, (NOT_KNOWN, float(kind == KINDS["action"])))
        for record in mails
        for sentence, kind in known(record)
    ]
    written = [pair for record in books for pair in known(record)]
    defining = [(sentence, (1.0, 0.0)) for sentence, kind in written if kind == KINDS["definition"]]
    others = [(sentence, (0.0, 0.0)) for sentence, kind in written if kind != KINDS["definition"]]
    drawn = chosen.sample(others, min(len(others), OTHERS * len(defining)))
    all_of = [*said * OFTEN, *defining, *drawn]
    tokens = encoder.tokenize([sentence for sentence, _ in all_of])
    return [
        Example(encoder.sequence(sorter.alone(0, ids))[0], wanted)
        for ids, (_, wanted) in zip(tokens, all_of, strict=True)
        if ids
    ]


def known(record: Record) -> Iterator[tuple[str, int]]:
    """The sentences of a record whose kind is known, with it."""
    if record.kinds is not None:
        for sentence, kind in zip(record.sentences, record.kinds.tolist(), strict=True):
            if kind != UNKNOWN:
                yield sentence, kind


class Learning(nn.Module):
    """The second network while it learns. Raises ModelError over an encoder that is no BERT."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.head = KindHead(encoder.width)
        self.network = low_rank.network_with_pairs(encoder)
        self.dropout = nn.Dropout(low_rank.DROPOUT)
        self._specials = len(encoder.sequence(sorter.alone(0, []))[0])
        nn.init.zeros_(self.head.labels.weight)
        nn.init.constant_(self.head.labels.bias, FIRST_BIAS)

    def forward(self, batch: Sequence[Example]) -> Tensor:
        """(N, 2) logits."""
        device = self.head.labels.weight.device
        rows = [torch.tensor(example.ids) for example in batch]
        ids = nn.utils.rnn.pad_sequence(rows, batch_first=True).to(device)  # (N, L)
        counts = torch.tensor([len(row) for row in rows], device=device)  # (N,)
        place = torch.arange(ids.shape[1], device=device)[None]  # (1, L)
        before = self._specials // 2
        own = (place >= before) & (place < (counts - (self._specials - before))[:, None])  # (N, L)
        with torch.autocast(device.type, torch.bfloat16, fastest_dtype(device.type) is torch.bfloat16):
            states = self.network(ids, place < counts[:, None])  # (N, L, H)
        summed = (states.float() * own[..., None]).sum(dim=1)  # (N, H)
        mean = summed / own.sum(dim=1, keepdim=True)  # (N, H)
        logits: Tensor = self.head.labels(self.dropout(self.head.normal(mean)))  # (N, 2)
        return logits


def loss_of(logits: Tensor, batch: Sequence[Example]) -> Tensor:
    """Binary cross-entropy, where it is known what a sentence is."""
    wanted = torch.tensor([example.wanted for example in batch], device=logits.device)  # (N, 2)
    told = (wanted != NOT_KNOWN).float()
    lost = F.binary_cross_entropy_with_logits(logits, wanted.clamp_min(0), reduction="none")
    return (lost * told).sum() / told.sum()


def learn(
    learning: Learning, examples: Sequence[Example], epochs: int = EPOCHS, rate: float = low_rank.RATE
) -> list[float]:
    """Trains it, and answers the mean loss of each epoch."""
    chosen = random.Random(SEED)  # noqa: S311
    rounds = [
        low_rank.batches(examples, lambda example: len(example.ids), BATCH_TOKENS, chosen)
        for _ in range(epochs)
    ]
    return low_rank.learn(learning, rounds, lambda batch: loss_of(learning(batch), batch), rate)


def fit(folder: Path, data: Path) -> None:
    """Trains over the encoder of the weights in `folder`, and writes it there without bounds. Raises ModelError."""
    torch.manual_seed(SEED)
    encoder = load_encoder(checkpoint.read_config(folder).encoder)
    mails, books = (read_records(data / f"{name}.jsonl.gz") for name in (MAILS, BOOKS))
    learning = Learning(encoder)
    if torch.cuda.is_available():
        learning.cuda()
    learn(learning, examples(encoder, mails, books, SEED))
    pairs: dict[str, Tensor] = dict(low_rank.pairs_of(learning.network))
    nothing = dict.fromkeys(sorter.KINDS, 0.0)
    sorter.save(folder, pairs, Sorter(learning.head.cpu(), nothing, nothing), encoder.space)


@in_a_sentence()
def main() -> None:
    parser = over_weights("Learns what a definition and an action is")
    parser.add_argument("--bounds", action="store_true", help="only gates and thresholds")
    asked = parser.parse_args()
    with TemporaryDirectory() as made:  # what lies there stays in use until all of it is known
        folder = Path(made) / "checkpoint"
        shutil.copytree(asked.checkpoint, folder)
        if not asked.bounds:
            fit(folder, asked.data)
        found = measured(folder, asked.data)
        written = asked.checkpoint / f".{sorter.FILE}"
        shutil.copyfile(folder / sorter.FILE, written)
        written.replace(asked.checkpoint / sorter.FILE)
    print(json.dumps({"output": str(asked.checkpoint)} | found))


if __name__ == "__main__":
    main()
