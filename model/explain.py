"""Why a sentence was chosen, word by word: what each of its words did for its score. Reached through `engine`.

Integrated gradients (Sundararajan et al. 2017) from the sentence with every token left open ([MASK]) to the sentence
as it is, its neighbours staying as they are. Runs in fp32 on a copy of the network, one sentence at a time; where
the network did not read the sentence its words alone are asked (`words.lexical_shares`).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from model import lexical
from model.engine import FOCUS_WEIGHT
from model.head import KEY
from model.network import Foreign
from model.ranker import Ranker, inputs
from model.sentences import Span
from model.words import WordWeight, lexical_shares, pairs_in, weighed, words_of

if TYPE_CHECKING:
    from model.encoder import Encoder
    from model.engine import Plan

STEPS = 4
MOST_WINDOWS = 4  # of one sentence; a longer one has no end of its own, and is explained by its words alone

Target = Callable[[Tensor, int], Tensor]
"""Summed states (H,) of a sentence and how many tokens they are of, to its score, in deviations of its document."""


@dataclass(frozen=True)
class Before:
    """A sentence as the network gets it: the windows `ids` (W, L) that own its T tokens, which are at (`rows`,
    `columns`) in them, in order."""

    ids: Tensor
    present: Tensor  # (W, L)
    rows: Tensor  # (T,)
    columns: Tensor  # (T,)

    def __len__(self) -> int:
        return len(self.rows)

    def without(self, gone: NDArray[np.bool_]) -> Before:
        """The same with some of the sentence's tokens (T,) cut out, what follows moving up."""
        stays = torch.from_numpy(~gone)
        keep = self.present.clone()
        keep[self.rows[~stays], self.columns[~stays]] = False
        ids, present = torch.zeros_like(self.ids), torch.zeros_like(self.present)
        for row, kept in enumerate(keep):
            count = int(kept.sum())
            ids[row, :count], present[row, :count] = self.ids[row, kept], True
        place = keep.cumsum(dim=1) - 1  # (W, L)
        rows, columns = self.rows[stays], self.columns[stays]
        return Before(ids, present, rows, place[rows, columns])


class Explainer:
    """Explains with an fp32 copy of the encoder's network. Use from one thread at a time."""

    def __init__(self, encoder: Encoder, ranker: Ranker | None) -> None:
        self._encoder, self._ranker = encoder, ranker
        self._device = encoder.device
        self.network = copy.deepcopy(encoder.network).float().requires_grad_(False)
        self._words = _word_embedding(self.network)
        self.pieces = encoder.pieces

    def explain(
        self, plan: Plan, start: int, end: int, vectors: NDArray[np.floating]
    ) -> tuple[WordWeight, ...]:
        """The words of the sentence of `plan` that stands at `start`..`end`, in the text's order.

        `vectors` (S, H) are all its sentences', as `Reading` keeps them.
        """
        index = max(range(len(plan.spans)), key=lambda i: _shared(plan.spans[i], start, end))
        begin, sentence = plan.spans[index].start, plan.sentences[index]
        by_character = None
        if plan.text_windows and plan.readable[index]:
            by_character = self._by_network(plan, index, np.asarray(vectors, np.float32))
        if by_character is None:
            by_character = lexical_shares(plan.sentences, index, plan.language, plan.focus)
        spans = words_of(sentence, plan.language, pairs_in(plan.sentences))
        inside = [(a, b) for a, b in spans if start <= begin + a and begin + b <= end]
        return weighed(inside, by_character, begin)

    def _by_network(self, plan: Plan, index: int, vectors: NDArray[np.float32]) -> NDArray[np.float64] | None:
        """(characters,) each token's attribution over the characters it stands for; None for a sentence too long."""
        before = self.before(plan, index)
        if len(before.ids) > MOST_WINDOWS:
            return None
        found = self.attribute(before, self.target(plan, index, vectors))
        return by_characters(found, self.pieces(plan.sentences[index]), len(plan.sentences[index]))

    def before(self, plan: Plan, index: int) -> Before:
        """The sentence as the network gets it."""
        sequences: list[list[int]] = []
        rows: list[int] = []
        columns: list[int] = []
        for window in plan.windows[: plan.text_windows]:
            own = np.flatnonzero(window.rows == index - window.first)
            if len(own):
                sequence, at = self._encoder.sequence(window)
                columns += (own + at.start).tolist()
                rows += [len(sequences)] * len(own)
                sequences.append(sequence)
        ids = torch.zeros(len(sequences), max(map(len, sequences), default=0), dtype=torch.long)
        present = torch.zeros_like(ids, dtype=torch.bool)
        for row, sequence in enumerate(sequences):
            ids[row, : len(sequence)], present[row, : len(sequence)] = torch.tensor(sequence), True
        return Before(
            ids, present, torch.tensor(rows, dtype=torch.long), torch.tensor(columns, dtype=torch.long)
        )

    # --- the network ---

    def embedded(self, before: Before) -> Tensor:
        """The word embeddings (W, L, H) of its windows."""
        return self._words(before.ids.to(self._device)).detach()  # type: ignore[no-any-return]

    def summed(self, before: Before, words: Tensor | None = None) -> Tensor:
        """(H,) the sentence's summed states, with `words` (W, L, H) in the place of its own word embeddings."""
        hook = None
        if words is not None:
            hook = self._words.register_forward_hook(lambda *_: words)
        try:
            states = self.network(before.ids.to(self._device), before.present.to(self._device))  # (W, L, H)
        finally:
            if hook:
                hook.remove()
        return states[before.rows, before.columns].sum(dim=0).cpu()  # type: ignore[no-any-return]

    def value(self, before: Before, target: Target) -> float:
        """The target's score of the sentence."""
        with torch.no_grad():
            return float(target(self.summed(before), len(before)))

    def attribute(self, before: Before, target: Target, steps: int = STEPS) -> NDArray[np.float64]:
        """(T,) integrated gradients of the target over the sentence's tokens, by the midpoint rule.

        Their sum is the score less that of the sentence with every token left open, up to the rule's error.
        """
        words = self.embedded(before)  # (W, L, H)
        empty = words.clone()
        empty[before.rows, before.columns] = self._words.weight[self._encoder.mask_token].detach()
        way = words - empty
        total = torch.zeros_like(words)
        for step in range(steps):
            point = (empty + (step + 0.5) / steps * way).requires_grad_()
            total += torch.autograd.grad(target(self.summed(before, point), len(before)), point)[0]
        found = (total / steps * way).sum(dim=-1)[before.rows, before.columns]  # (T,)
        return found.cpu().double().numpy()

    # --- what is explained ---

    def target(self, plan: Plan, index: int, vectors: NDArray[np.float32]) -> Target:
        """The score of sentence `index`: the trained head's KEY logit, or without one the cosine to the vectors of
        document and section; towards the focus question as `engine` weighs it. All else in the document stays."""
        rows = torch.from_numpy(vectors)  # (S, H) their lengths are lost, and hardly differ
        by_tokens = rows * torch.from_numpy(plan.tokens)[:, None]  # (S, H)
        if self._ranker:
            base = _by_head(self._ranker, plan, index, rows, by_tokens)
        else:
            section = next(part for part in lexical.sections_of(len(rows)) if part.start <= index < part.stop)
            base = _towards(_unit(by_tokens.sum(dim=0)) + _unit(by_tokens[section].sum(dim=0)), rows)
        if not plan.focus:
            return base
        near = _towards(self._question(plan), rows)
        return lambda sums, tokens: base(sums, tokens) + FOCUS_WEIGHT * near(sums, tokens)

    @torch.no_grad()
    def _question(self, plan: Plan) -> Tensor:
        """(H,) the focus question's direction."""
        total = torch.zeros(self._encoder.width)
        for window in plan.windows[plan.text_windows :]:
            sequence, own = self._encoder.sequence(window)
            ids = torch.tensor([sequence], device=self._device)
            total += self.network(ids, None)[0, own].sum(dim=0).cpu()
        return _unit(total)


def _by_head(ranker: Ranker, plan: Plan, index: int, rows: Tensor, by_tokens: Tensor) -> Target:
    """The head's KEY logit. A head with layers across sentences is asked as if this one stood alone."""
    given, anchors = inputs(plan.sentences, plan.language, plan.focus, plan.layouts)
    features, anchor = torch.from_numpy(given), torch.from_numpy(anchors)  # (S, F), (S,)
    whole = by_tokens.sum(dim=0) / max(1, int(plan.tokens.sum()))  # (H,)
    with torch.no_grad():
        alone = torch.arange(len(rows))
        keys = ranker.head(rows, whole.expand_as(rows), features, anchor, alone)[:, KEY]  # (S,)
    spread = _spread(keys)

    def key(sums: Tensor, tokens: int) -> Tensor:
        own = (sums / max(1, tokens))[None]  # (1, H)
        here = slice(index, index + 1)
        logits = ranker.head(own, whole[None], features[here], anchor[here], torch.zeros(1, dtype=torch.long))
        found: Tensor = logits[0, KEY] / spread
        return found

    return key


def _towards(aim: Tensor, rows: Tensor) -> Target:
    """The part of a sentence's direction that lies along `aim` (H,)."""
    spread = _spread(rows @ aim)
    return lambda sums, tokens: _unit(sums) @ aim / spread


def _unit(vector: Tensor) -> Tensor:
    found: Tensor = vector / vector.norm().clamp_min(1e-9)
    return found


def _spread(scores: Tensor) -> float:
    """The deviation of a document's scores (S,); 1 where there is none."""
    spread = float(scores.std(correction=0))
    return spread if spread > 1e-6 else 1.0


def by_characters(
    found: NDArray[np.float64], pieces: list[tuple[int, int]], length: int
) -> NDArray[np.float64]:
    """(length,) what tokens (T,) were found to do, each spread evenly over the characters it stands for."""
    shares = np.zeros(length)
    for value, (start, end) in zip(found, pieces, strict=True):
        shares[start:end] += value / max(1, end - start)
    return shares


def _shared(span: Span, start: int, end: int) -> int:
    """How many characters a sentence and a stretch of text have in common; negative where they lie apart."""
    return min(span.end, end) - max(span.start, start)


def _word_embedding(network: nn.Module) -> Any:
    """The module that turns token ids into vectors, of our BERT and of transformers' encoders."""
    if isinstance(network, Foreign):
        return network.model.get_input_embeddings()
    embeddings: Any = network.embeddings
    return embeddings["word_embeddings"]
