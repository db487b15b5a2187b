"""Batches of a mixture of sets: documents cut into the windows of use, as many as a budget of padded tokens holds.

A batch is drawn from one set, so that its windows are alike in length. What is drawn depends on the seed, the
epoch and the batch's number alone: a resumed run sees what it would have seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from model.data import LABELS, UNKNOWN, Record
from model.encoder import OVERLAP_TOKENS, Encoder
from model.encoder.windows import Window, plan_windows
from model.language import main_code
from model.ranker import inputs
from model.reading import ModelError

MOST_WINDOWS = 6  # of one document in a batch, drawn at random from a longer one
OWN_SHARE = 0.5  # a sentence takes part when this much of it lies in the drawn windows
MOST_EMPTY = 10_000  # documents without a token, drawn for one batch
JOINED = 8  # records of a single sentence stand together in documents of up to this many, half of the time
KINDLESS = LABELS.index("KEY")  # what comes after it is a definition or an action
RARE_WEIGHT = 5.0  # of a window that holds one of those, over one without: a textbook defines in few places
STRAY_SHARE = 0.005  # of the batches, below which a language is what a few words were taken for
LEARNT_SHARE = 0.1  # of the batches, from which on a language counts as one that was learnt from
CHOSEN_SHARE = 0.5  # of the target that lies on the chosen sentences; the rest follows each one's worth


@dataclass(frozen=True)
class Recipe:
    """How a set is used: its share of the batches, how sharp its target is, how much its kinds count."""

    share: float
    temperature: float = 0.1
    kind_weight: tuple[float, float] = (0.0, 0.0)  # DEFINITION, ACTION


@dataclass(frozen=True)
class Prepared:
    """A record as the network takes it: windows, and per sentence what `Piece` needs."""

    windows: list[Window]
    tokens: NDArray[np.int64]  # (S,)
    features: NDArray[np.float32]  # (S, F)
    anchor: NDArray[np.float32]  # (S,)


def prepare(record: Record, encoder: Encoder) -> Prepared:
    """Tokenises, cuts into windows and describes."""
    tokens = encoder.tokenize(record.sentences)
    described, anchored = inputs(record.sentences, record.language, record.focus, record.layouts)
    return Prepared(
        plan_windows(tokens, encoder.window_tokens, OVERLAP_TOKENS, encoder.question(record.focus)),
        np.array([len(ids) for ids in tokens]),
        described,
        anchored,
    )


@dataclass(frozen=True)
class Piece:
    """Some windows of one document, and the sentences in them: rows of everything below."""

    ids: list[list[int]]  # per window, special tokens included
    rows: list[list[int]]  # the sentence of each token, -1 for none
    features: NDArray[np.float32]  # (R, F)
    anchor: NDArray[np.float32]  # (R,)
    target: NDArray[np.float32]  # (R,) sums to 1, or all 0 where nothing is known
    kinds: NDArray[np.int64]  # (R,)
    sentences: NDArray[np.int64]  # (R,) their numbers in the document
    worth: NDArray[np.float32]  # (R,) 0..1, UNKNOWN where nothing is known or not enough was drawn
    unsure: NDArray[np.bool_]  # (R,) takes no part in the loss: nobody knows, or not enough was drawn


def piece(
    record: Record, prepared: Prepared, encoder: Encoder, recipe: Recipe, picked: Sequence[int]
) -> Piece:
    """The windows `picked`, in order."""
    ids, rows = [], []
    found: dict[int, int] = {}
    owned: dict[int, int] = {}
    for k in picked:
        window = prepared.windows[k]
        sequence, own = encoder.sequence(window)
        row = [-1] * len(sequence)
        for place, sentence in zip(
            range(own.start, own.stop), (window.rows + window.first).tolist(), strict=True
        ):
            row[place] = found.setdefault(sentence, len(found))
            owned[sentence] = owned.get(sentence, 0) + 1
        ids.append(sequence)
        rows.append(row)
    sentences = np.array(list(found), np.int64)  # (R,)
    whole = np.array([owned[s] >= OWN_SHARE * prepared.tokens[s] for s in found], bool)  # (R,)
    kinds = np.full(len(sentences), UNKNOWN) if record.kinds is None else record.kinds[sentences]
    unsure = ~whole if record.unsure is None else ~whole | record.unsure[sentences]
    worth = np.full(len(sentences), UNKNOWN) if record.target is None else record.target[sentences]
    return Piece(
        ids,
        rows,
        prepared.features[sentences],
        prepared.anchor[sentences],
        _target(record, recipe, sentences, ~unsure),
        np.where(whole, kinds, UNKNOWN),
        sentences,
        np.where(unsure, UNKNOWN, worth).astype(np.float32),
        unsure,
    )


def _target(
    record: Record, recipe: Recipe, sentences: NDArray[np.int64], known: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """(R,) half on the chosen of the `known` (R,) sentences, half a softmax of each one's worth; sums to 1, or all 0
    where none of them is worth anything: no one is best."""
    if record.target is None or not record.target[sentences][known].any():
        return np.zeros(len(sentences), np.float32)
    worth = np.where(known, record.target[sentences] / recipe.temperature, -np.inf)
    soft = np.exp(worth - worth.max())
    soft /= soft.sum()
    chosen = known & np.isin(sentences, record.chosen)
    if chosen.any():
        soft = (1 - CHOSEN_SHARE) * soft + CHOSEN_SHARE * chosen / chosen.sum()
    return np.asarray(soft, np.float32)


def _likely(record: Record, windows: Sequence[Window], recipe: Recipe) -> NDArray[np.float64]:
    """(W,) how likely each window is drawn: where kinds count, one that holds a rare kind is drawn more often."""
    weights = np.ones(len(windows))
    if record.kinds is not None and max(recipe.kind_weight) > 0:
        rare = record.kinds > KINDLESS
        weights += [RARE_WEIGHT * rare[w.first : w.first + w.sentences].any() for w in windows]
    return np.asarray(weights / weights.sum())


class Batch(dict[str, Tensor]):
    """What `PithForTokenClassification.forward` takes, by name."""


def collate(batches: Sequence[tuple[list[Piece], Recipe]]) -> Batch:
    """Pieces to one batch of tensors: windows (W, L), sentences (R, …), documents numbered in order."""
    pieces = [(p, recipe) for group, recipe in batches for p in group]
    ids = [window for p, _ in pieces for window in p.ids]
    length = max(len(window) for window in ids)
    total = sum(len(p.anchor) for p, _ in pieces)
    input_ids = torch.zeros(len(ids), length, dtype=torch.long)  # (W, L)
    mask = torch.zeros(len(ids), length, dtype=torch.long)  # (W, L)
    sentence_of = torch.full((len(ids), length), total)  # (W, L)
    at, first = 0, 0
    for p, _ in pieces:
        for window, rows in zip(p.ids, p.rows, strict=True):
            input_ids[at, : len(window)] = torch.tensor(window)
            mask[at, : len(window)] = 1
            row = torch.tensor(rows)
            sentence_of[at, : len(window)] = torch.where(row < 0, total, row + first)
            at += 1
        first += len(p.anchor)
    sizes = torch.tensor([len(p.anchor) for p, _ in pieces])
    weights = torch.tensor([recipe.kind_weight for _, recipe in pieces])  # (D, 2)
    return Batch(
        input_ids=input_ids,
        attention_mask=mask,
        sentence_of=sentence_of,
        document_of=torch.repeat_interleave(torch.arange(len(pieces)), sizes),
        features=torch.from_numpy(np.concatenate([p.features for p, _ in pieces])),
        anchor=torch.from_numpy(np.concatenate([p.anchor for p, _ in pieces])),
        target=torch.from_numpy(np.concatenate([p.target for p, _ in pieces])),
        kinds=torch.from_numpy(np.concatenate([p.kinds for p, _ in pieces])),
        kind_weight=torch.repeat_interleave(weights, sizes, dim=0),
        worth=torch.from_numpy(np.concatenate([p.worth for p, _ in pieces])),
        unsure=torch.from_numpy(np.concatenate([p.unsure for p, _ in pieces])),
    )


class Mixture(Dataset[tuple[list[Piece], Recipe]]):
    """`batches` batches an epoch, each of one set, drawn by the sets' shares."""

    def __init__(
        self,
        sets: Mapping[str, Sequence[Record]],
        recipes: Mapping[str, Recipe],
        encoder: Encoder,
        batch_tokens: int,
        batches: int,
        seed: int = 0,
    ) -> None:
        self._names = list(sets)
        self._sets, self._recipes, self._encoder = dict(sets), recipes, encoder
        self._weigh()
        self._batch_tokens, self._batches, self._seed = batch_tokens, batches, seed
        self._prepared: dict[tuple[str, int], Prepared] = {}  # by set and place in it
        self.epoch = 0  # set by the trainer

    def __len__(self) -> int:
        return self._batches

    def __getitem__(self, number: int) -> tuple[list[Piece], Recipe]:
        chance = np.random.default_rng([self._seed, self.epoch, number])
        name = self._names[chance.choice(len(self._names), p=self._shares)]
        pieces: list[Piece] = []
        windows, longest, empty = 0, 0, 0
        while windows * longest < self._batch_tokens:
            drawn, prepared = self._draw(name, chance)
            if not prepared.windows:
                if (empty := empty + 1) > MOST_EMPTY:
                    raise ModelError(f"There is hardly a text that the encoder can read in “{name}”.")
                continue
            left = self._batch_tokens - windows * longest
            most = max(1, min(MOST_WINDOWS, left // self._encoder.window_tokens))
            count = min(len(prepared.windows), most)
            likely = _likely(drawn, prepared.windows, self._recipes[name])
            picked = sorted(chance.choice(len(likely), count, replace=False, p=likely).tolist())
            pieces.append(piece(drawn, prepared, self._encoder, self._recipes[name], picked))
            windows += count
            longest = max(longest, *map(len, pieces[-1].ids))
        return pieces, self._recipes[name]

    def languages(self) -> tuple[list[str], list[str]]:
        """The main codes of those that at least LEARNT_SHARE of the batches are in, or half as many as are in the most
        frequent one; and those of others, but for what a stray text is taken for."""
        found: Counter[str] = Counter()
        for name, share in zip(self._names, self._shares.tolist(), strict=True):
            for record in self._sets[name]:
                found[main_code(record.language)] += share / len(self._sets[name])
        fewest = min(LEARNT_SHARE, max(found.values(), default=0) / 2)
        learnt = {code for code, share in found.items() if share >= fewest}
        others = {code for code, share in found.items() if share >= STRAY_SHARE}
        return sorted(learnt), sorted(others - learnt)

    def replace(self, name: str, taught: Sequence[tuple[Record, Prepared]]) -> None:
        """Takes other documents for a set; of none it draws nothing."""
        self._sets[name] = [record for record, _ in taught]
        self._prepared = {key: prepared for key, prepared in self._prepared.items() if key[0] != name}
        self._prepared |= {(name, number): prepared for number, (_, prepared) in enumerate(taught)}
        self._weigh()

    def _weigh(self) -> None:
        shares = np.array([self._recipes[name].share if self._sets[name] else 0.0 for name in self._names])
        self._shares = shares / shares.sum()

    def _draw(self, name: str, chance: np.random.Generator) -> tuple[Record, Prepared]:
        records = self._sets[name]
        number = int(chance.integers(len(records)))
        record = records[number]
        if len(record.sentences) > 1 or record.kinds is None or chance.random() < 0.5:
            if (name, number) not in self._prepared:
                self._prepared[name, number] = prepare(record, self._encoder)
            return record, self._prepared[name, number]
        others = [records[i] for i in chance.integers(len(records), size=chance.integers(1, JOINED))]
        joined = [record, *(other for other in others if len(other.sentences) == 1)]
        together = Record(
            id="",
            sentences=[r.sentences[0] for r in joined],
            language=record.language,
            kinds=np.array([UNKNOWN if r.kinds is None else r.kinds[0] for r in joined]),
        )
        return together, prepare(together, self._encoder)
