"""How faithful the word weights are: does the score fall without the words said to carry it, and stay with them alone?

    python -m model.evaluate.faithful scitldr.dev openstax.dev [--documents 200] [--methods NAME…] [--data DIR]

Comprehensiveness and sufficiency (DeYoung et al. 2020, ERASER) over one highlight a document: words are cut out of
the sentence before the network, its neighbours stay. Beside the method in use stand those it was chosen from, and
words in random order. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm  # type: ignore[import-untyped]

from model.encoder.network import Foreign
from model.engine import Extractor
from model.evaluate.examples import Example, load_set
from model.evaluate.measures import bootstrap_interval
from model.evaluate.own import named
from model.explain import Before, Explainer, Target
from model.plan import Plan
from model.refusals import at_least, in_a_sentence
from model.training.options import find
from model.words import by_word, lexical_shares, means_something, pairs_in, words_of

SHARES = (
    0.1,
    0.2,
    0.5,
)  # of a sentence's words that are cut out, or kept alone; both measures are means over them
FEWEST_WORDS = 8  # fewer can't be cut in such shares
MOST_SENTENCES = 40  # of a document, its first
MEASURES = ("comprehensiveness", "sufficiency")
RANDOM = "random"
RANDOM_DRAWS = 3

Floats = NDArray[np.float64]


class Case:
    """One highlight of a document: its words, and what its score becomes when only some of them are there."""

    def __init__(self, explainer: Explainer, extractor: Extractor, example: Example) -> None:
        reading = extractor.read_split([example.sentences[:MOST_SENTENCES]], [example.focus])[0]
        self.plan: Plan = extractor.plan_split(example.sentences[:MOST_SENTENCES], example.focus)
        self.explainer, self.example = explainer, example
        pairs = pairs_in(self.plan.sentences)
        words = [words_of(sentence, self.plan.language, pairs) for sentence in self.plan.sentences]
        fit = [i for i in range(len(words)) if len(words[i]) >= FEWEST_WORDS and self.plan.readable[i]]
        if not fit or not self.plan.is_judged:
            raise ValueError("no sentence of this document can be measured")
        self.index = min(fit, key=lambda i: reading.sentences[i].rank)
        self.spans = words[self.index]
        self.sentence = self.plan.sentences[self.index]
        self.before: Before = explainer.before(self.plan, self.index)
        self.target: Target = explainer.target(self.plan, self.index, reading.vectors.astype(np.float32))
        self._known: dict[frozenset[int], float] = {}

    def value(self, gone: frozenset[int]) -> float:
        """The score without some of the words, in deviations of the document's scores."""
        if gone not in self._known:
            cut = self.before.without([self.spans[i] for i in gone])
            self._known[gone] = self.explainer.value(cut, self.target)
        return self._known[gone]

    def name(self) -> str:
        """Another one for other text, another sentence or other weights."""
        return f"{self.example.digest()}:{self.example.focus}:{self.index}:{self.value(frozenset()):.2f}"

    @cached_property
    def erased(self) -> Floats:
        """(words,) how far the score falls without each word."""
        return self.explainer.erased(self.before, self.target, self.spans)

    def by_word(self, tokens: Floats) -> Floats:
        """(words,) from what the tokens (T,) were found to do, each spread evenly over its characters."""
        shares = np.zeros(len(self.sentence))
        for value, (start, end) in zip(tokens, self.before.pieces, strict=True):
            shares[start:end] += value / max(1, end - start)
        return by_word(shares, self.spans)

    def measure(self, weights: Floats) -> tuple[float, float]:
        """Comprehensiveness (higher is better) and sufficiency (lower is better) of `weights` (words,)."""
        order, everything = np.argsort(-weights, kind="stable").tolist(), frozenset(range(len(weights)))
        whole = self.value(frozenset())
        fell, fell_alone = 0.0, 0.0
        for share in SHARES:
            best = frozenset(order[: math.ceil(share * len(order))])
            fell += (whole - self.value(best)) / len(SHARES)
            fell_alone += (whole - self.value(everything - best)) / len(SHARES)
        return fell, fell_alone


# --- methods -------------------------------------------------------------------------------------------------


def left_out(case: Case) -> Floats:
    """What `explain` does: how far the score falls without each word that means something by itself."""
    return case.erased * means_something(case.sentence, case.spans, case.plan.language)


def every_word_left_out(case: Case) -> Floats:
    """How far the score falls without each word."""
    return case.erased


def integrated(steps: int) -> Callable[[Case], Floats]:
    """Integrated gradients (Sundararajan et al. 2017), from every token left open ([MASK]) to the sentence as it is."""
    return lambda case: case.by_word(integrated_gradients(case, steps))


def integrated_gradients(case: Case, steps: int) -> Floats:
    """(T,) by the midpoint rule. Their sum is the score less that of the sentence with every token left open."""
    before, words = case.before, _embedded(case)  # (W, L, H)
    empty = words.clone()
    empty[before.rows, before.columns] = (
        _word_embedding(case).weight[case.explainer.encoder.mask_token].detach()
    )
    way, total = words - empty, torch.zeros_like(words)
    for step in range(steps):
        total += _gradient(case, empty + (step + 0.5) / steps * way)
    found = (total / steps * way).sum(dim=-1)[before.rows, before.columns]
    return found.cpu().double().numpy()


def gradient_by_input(case: Case) -> Floats:
    """The gradient at the sentence as it is, times its embeddings."""
    words = _embedded(case)
    found = (_gradient(case, words) * words).sum(dim=-1)[case.before.rows, case.before.columns]
    return case.by_word(found.cpu().double().numpy())


def _word_embedding(case: Case) -> Any:
    """The module that turns token ids into vectors, of our BERT and of transformers' encoders."""
    network: Any = case.explainer.networks.choice
    if isinstance(network, Foreign):
        return network.model.get_input_embeddings()
    return network.embeddings["word_embeddings"]


def _embedded(case: Case) -> Tensor:
    """The word embeddings (W, L, H) of the sentence's windows."""
    words = _word_embedding(case)
    return words(case.before.ids.to(words.weight.device)).detach()  # type: ignore[no-any-return]


def _gradient(case: Case, words: Tensor) -> Tensor:
    """(W, L, H) of the score at `words` (W, L, H), in the place of the windows' own word embeddings."""
    point, before, device = words.clone().requires_grad_(), case.before, words.device
    hook = _word_embedding(case).register_forward_hook(lambda *_: point)
    try:
        states = case.explainer.networks.choice(before.ids.to(device), before.present.to(device))  # (W, L, H)
    finally:
        hook.remove()
    sums = states[before.rows, before.columns].sum(dim=0).cpu()
    return torch.autograd.grad(case.target(sums, before), point)[0]


def words_alone(case: Case) -> Floats:
    """Shares of the tf-idf centrality: what is shown where there is no network."""
    plan = case.plan
    return by_word(lexical_shares(plan.sentences, case.index, plan.language, plan.focus), case.spans)


@torch.no_grad()
def rollout(case: Case) -> Floats:
    """Attention rollout (Abnar & Zuidema 2020): how much attention of the sentence's tokens flows to each of them."""
    explainer, before = case.explainer, case.before
    network: Any = explainer.networks.choice
    layers = network.encoder["layer"]
    said: list[Tensor] = []
    hooks = [
        layer.attention["self"][name].register_forward_hook(lambda _, __, out: said.append(out))
        for layer in layers
        for name in ("query", "key")
    ]
    explainer.networks.summed(explainer.networks.choice, before)
    for hook in hooks:
        hook.remove()
    flow = torch.eye(before.ids.shape[1]).expand(len(before.ids), -1, -1)  # (W, L, L)
    for layer, query, key in zip(layers, said[::2], said[1::2], strict=True):
        split = (*query.shape[:2], layer.heads, -1)
        q, k = query.view(split).transpose(1, 2), key.view(split).transpose(1, 2)  # (W, N, L, H / N)
        scores = (q @ k.transpose(2, 3)) / math.sqrt(q.shape[-1])  # (W, N, L, L)
        attention = scores.masked_fill(~before.present[:, None, None, :], -math.inf).softmax(-1).mean(dim=1)
        flow = (attention / 2 + torch.eye(attention.shape[-1]) / 2) @ flow
    own = torch.zeros(before.ids.shape)
    own[before.rows, before.columns] = 1
    found = (own[:, None, :] @ flow)[:, 0][before.rows, before.columns]  # (T,)
    return case.by_word(found.double().numpy())


METHODS: Mapping[str, Callable[[Case], Floats]] = {
    "left out": left_out,
    "every word left out": every_word_left_out,
    "integrated 4": integrated(4),
    "integrated 16": integrated(16),
    "rollout": rollout,
    "gradient": gradient_by_input,
    "words alone": words_alone,
}


# --- the measuring -------------------------------------------------------------------------------------------


def measure(
    cases: Sequence[Case], methods: Sequence[str], seed: int, kept: Path | None = None
) -> dict[str, dict[str, float]]:
    """For each method and for random order the mean of both measures, with 95 % intervals over documents.

    What is measured is added to the file `kept`, a line each, and what stands there already is not measured again.
    """
    source = np.random.default_rng(seed)
    known = _read(kept)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in (*methods, RANDOM)}
    for case in tqdm(cases, "explaining", mininterval=5, leave=False):
        orders = [source.random(len(case.spans)) for _ in range(RANDOM_DRAWS)]
        for name, values in found.items():
            key = f"{case.name()}:{name}" + (f":{seed}" if name == RANDOM else "")
            if key not in known:
                weighed = orders if name == RANDOM else [METHODS[name](case)]
                fell, fell_alone = np.mean([case.measure(weights) for weights in weighed], axis=0).tolist()
                known[key] = (fell, fell_alone)
                if kept:
                    with kept.open("a", encoding="utf-8") as file:
                        file.write(json.dumps({"case": key, "values": known[key]}) + "\n")
            values.append(known[key])
    return {name: _row(values, seed) for name, values in found.items()}


def _read(kept: Path | None) -> dict[str, tuple[float, float]]:
    """What a stopped run had measured; its last line may be torn."""
    known: dict[str, tuple[float, float]] = {}
    for line in kept.read_text(encoding="utf-8").splitlines() if kept and kept.exists() else ():
        with suppress(json.JSONDecodeError):
            row = json.loads(line)
            known[row["case"]] = (row["values"][0], row["values"][1])
    return known


def _row(values: Sequence[tuple[float, float]], seed: int) -> dict[str, float]:
    row: dict[str, float] = {}
    for name, column in zip(MEASURES, np.array(values).T, strict=True):
        low, high = bootstrap_interval(column, seed)
        row |= {name: float(column.mean()), f"{name}_low": low, f"{name}_high": high}
    return row


def cases_of(extractor: Extractor, sets: Sequence[Sequence[Example]], documents: int) -> list[Case]:
    """One case each of at most so many documents, as many of each set."""
    cases = []
    for examples in sets:
        share = documents // len(sets)
        step = max(1, len(examples) // max(1, share))
        for example in examples[::step][:share]:
            try:
                cases.append(Case(extractor.explainer, extractor, example))
            except ValueError:  # it has no sentence that can be measured
                continue
    return cases


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("sets", nargs="+", metavar="SET", help="a file, a folder, or a name under --data")
    add("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    add("--documents", type=at_least(1), default=200, help="how many, of all sets together")
    add("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    add("--checkpoint", help="a folder or hub id; default: the shipped weights")
    add("--device", default="auto")
    add("--seed", type=at_least(0), default=0)
    add(
        "--keep",
        type=Path,
        metavar="FILE",
        help="keeps what is measured; a run that was stopped goes on there",
    )
    asked = parser.parse_args()
    sets = [load_set(find(name, asked.data)) for name in asked.sets]
    extractor = Extractor.from_checkpoint(asked.checkpoint, asked.device)
    cases = cases_of(extractor, sets, asked.documents)
    result = measure(cases, asked.methods, asked.seed, asked.keep)
    print(" " * 15 + "".join(f"{name:>22}" for name in MEASURES))
    for name, row in result.items():
        cells = (f"{row[m]:.3f} [{row[f'{m}_low']:.2f}, {row[f'{m}_high']:.2f}]" for m in MEASURES)
        print(f"{name:15}" + "".join(f"{cell:>22}" for cell in cells))
    about = named(extractor, asked.checkpoint)
    about |= {"sets": asked.sets, "documents": len(cases), "seed": asked.seed}
    print(json.dumps(about | {"methods": result}))


if __name__ == "__main__":
    main()
