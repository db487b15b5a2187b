"""One highlight of a document, to be measured: its words, and its score when only some of them are there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.engine import Extractor
from model.evaluate.examples import Example
from model.explain import Before, Explainer, Target
from model.plan import Plan
from model.words import by_word, pairs_in, words_of

SHARES = (0.1, 0.2, 0.5)
"""Of a sentence's words that are cut out, or kept alone; both measures are means over them."""

FEWEST_WORDS = 8  # fewer can't be cut in such shares
MOST_SENTENCES = 40  # of a document, its first

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
