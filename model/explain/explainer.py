"""Why a sentence was chosen, word by word: what each of its words did for its score. Reached through `engine`.

Erasure (Li, Monroe & Jurafsky 2016): how far the score falls when the network reads the sentence without a word, its
neighbours staying as they are. Only words with a meaning of their own are weighed: "which" may move the score, but
tells nobody anything. Runs in fp32 on copies of the networks, one sentence at a time; where they did not read the
sentence its words alone are asked (`words.lexical_shares`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from model.encoder import Encoder
from model.explain.before import Before, before_of
from model.explain.networks import Networks
from model.explain.target import Target, target_of
from model.plan import Plan
from model.ranker import Ranker
from model.sentences import Span
from model.words import (
    Place,
    WordWeight,
    by_word,
    lexical_shares,
    means_something,
    pairs_in,
    weighed,
    words_of,
)

MOST_CUTS = 48  # of one sentence
MOST_WINDOWS = 4  # of one sentence; a longer one has no end of its own, and is explained by its words alone


class Explainer:
    """Explains with fp32 copies of the encoder's networks. Use from one thread at a time."""

    def __init__(self, encoder: Encoder, ranker: Ranker | None) -> None:
        self.encoder, self._ranker = encoder, ranker
        self.networks = Networks(encoder)

    def explain(
        self, plan: Plan, start: int, end: int, vectors: NDArray[np.floating]
    ) -> tuple[WordWeight, ...]:
        """The words of the sentence of `plan` that stands at `start`..`end`, in the text's order.

        `vectors` (S, H) are all its sentences', as `Reading` keeps them.
        """
        index = max(range(len(plan.spans)), key=lambda i: _shared(plan.spans[i], start, end))
        begin, sentence = plan.spans[index].start, plan.sentences[index]
        inside = [
            (a, b)
            for a, b in words_of(sentence, plan.language, pairs_in(plan.sentences))
            if start <= begin + a and begin + b <= end
        ]
        meant = means_something(sentence, inside, plan.language)
        found = None
        if plan.is_judged and plan.readable[index]:
            found = self._by_network(plan, index, inside, meant, np.asarray(vectors, np.float32))
        if found is None:
            shares = lexical_shares(plan.sentences, index, plan.language, plan.focus)
            found = by_word(shares, inside) * meant
        return weighed(inside, found, begin)

    def _by_network(
        self,
        plan: Plan,
        index: int,
        words: Sequence[Place],
        meant: NDArray[np.bool_],
        vectors: NDArray[np.float32],
    ) -> NDArray[np.float64] | None:
        """(words,) how far the score falls without each that is `meant`, 0 for others; None for a sentence too long."""
        before = self.before(plan, index)
        if max(len(before.ids), len(before.spoken.ids) if before.spoken else 0) > MOST_WINDOWS:
            return None
        found, asked = (
            np.zeros(len(words)),
            [word for word, is_meant in zip(words, meant, strict=True) if is_meant],
        )
        found[meant] = self.erased(before, self.target(plan, index, vectors), asked)
        return found

    def before(self, plan: Plan, index: int) -> Before:
        """Sentence `index` of `plan` as the networks get it."""
        return before_of(self.encoder, plan, index)

    def target(self, plan: Plan, index: int, vectors: NDArray[np.float32]) -> Target:
        """Its score, by what is left of it; `vectors` (S, H) are the plan's sentences'."""
        return target_of(self.networks, self._ranker, plan, index, vectors)

    @torch.no_grad()
    def value(self, before: Before, target: Target) -> float:
        """The target's score of the sentence."""
        return float(target(self.networks.summed(self.networks.choice, before), before))

    def erased(self, before: Before, target: Target, words: Sequence[Place]) -> NDArray[np.float64]:
        """(words,) how far the score falls without each word, wherever it stands in the sentence; in one of more than
        MOST_CUTS different words neighbours are cut out together and share alike."""
        said = [before.text[start:end].casefold() for start, end in words]
        different = list(dict.fromkeys(said))
        whole, falls = self.value(before, target), dict.fromkeys(said, 0.0)
        for group in np.array_split(np.arange(len(different)), min(len(different), MOST_CUTS) or 1):
            together = {different[i] for i in group}
            places = [word for word, text in zip(words, said, strict=True) if text in together]
            fall = whole - self.value(before.without(places), target)
            falls |= dict.fromkeys(together, fall / max(1, len(together)))
        return np.array([falls[text] for text in said])


def _shared(span: Span, start: int, end: int) -> int:
    """How many characters a sentence and a stretch of text have in common; negative where they lie apart."""
    return min(span.end, end) - max(span.start, start)
