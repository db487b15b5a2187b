"""Why a sentence was chosen, word by word: what each of its words did for its score. Reached through `engine`.

Erasure (Li, Monroe & Jurafsky 2016): how far the score falls when the network reads the sentence without a word, its
neighbours staying as they are. Only words with a meaning of their own are weighed: "which" may move the score, but
tells nobody anything. Runs in fp32 on a copy of the network, one sentence at a time; where the network did not read
the sentence its words alone are asked (`words.lexical_shares`).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from model import lexical, meaning, questions, spoken, wanted
from model.encoder import Encoder
from model.encoder.windows import For, Window, plan_windows
from model.head import KEY
from model.plan import Plan
from model.ranker import Ranker, inputs
from model.scoring import TALK, is_spoken, where_asking
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


@dataclass(frozen=True)
class Before:
    """A sentence as the network gets it: the windows `ids` (W, L) that own its T tokens, which are at (`rows`,
    `columns`) in them, in order; and its `text`, in which they stand at `pieces`."""

    ids: Tensor
    present: Tensor  # (W, L)
    rows: Tensor  # (T,)
    columns: Tensor  # (T,)
    text: str
    pieces: tuple[Place, ...]  # (T,)
    spoken: Before | None = None  # as the third network gets it, where people talk

    def __len__(self) -> int:
        return len(self.rows)

    def without(self, places: Sequence[Place]) -> Before:
        """The same with what stands at some places cut out: blank in the text, the tokens behind it moving up."""
        gone = np.array([any(a < end and start < b for a, b in places) for start, end in self.pieces], bool)
        stays = torch.from_numpy(~gone)
        keep = self.present.clone()
        keep[self.rows[~stays], self.columns[~stays]] = False
        ids, present = torch.zeros_like(self.ids), torch.zeros_like(self.present)
        for row, kept in enumerate(keep):
            count = int(kept.sum())
            ids[row, :count], present[row, :count] = self.ids[row, kept], True
        place = keep.cumsum(dim=1) - 1  # (W, L)
        rows, columns = self.rows[stays], self.columns[stays]
        text = self.text
        for start, end in places:
            text = text[:start] + " " * (end - start) + text[end:]
        pieces = tuple(piece for piece, is_gone in zip(self.pieces, gone, strict=True) if not is_gone)
        spoken = self.spoken.without(places) if self.spoken else None
        return Before(ids, present, rows, place[rows, columns], text, pieces, spoken)


Target = Callable[[Tensor, Before], Tensor]
"""A sentence's summed states (H,) and the sentence, to its score, in deviations of the head's in its document."""


class Explainer:
    """Explains with an fp32 copy of the encoder's network. Use from one thread at a time."""

    def __init__(self, encoder: Encoder, ranker: Ranker | None) -> None:
        self.encoder, self._ranker = encoder, ranker
        self._device = encoder.device
        self.network = self._copied(For.CHOICE)

    @cached_property
    def _meaning(self) -> nn.Module:
        """What finds what a question means, copied when somebody first asks."""
        return self._copied(For.MEANING) if For.MEANING in self.encoder.networks else self.network

    @cached_property
    def _spoken(self) -> nn.Module:
        """What reads where people talk, copied when the first such text is explained."""
        return self._copied(For.SPOKEN)

    def _copied(self, read_for: For) -> nn.Module:
        return copy.deepcopy(self.encoder.networks[read_for]).float().requires_grad_(False)

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
        """The sentence as the networks get it."""
        talk = [window for window in plan.windows if window.read_for is For.SPOKEN]
        spoken = self._before(plan, index, talk) if talk else None
        return replace(self._before(plan, index, plan.windows[: plan.text_windows]), spoken=spoken)

    def _before(self, plan: Plan, index: int, windows: Sequence[Window]) -> Before:
        sequences: list[list[int]] = []
        rows: list[int] = []
        columns: list[int] = []
        for window in windows:
            own = np.flatnonzero(window.rows == index - window.first)
            if len(own):
                sequence, at = self.encoder.sequence(window)
                columns += (own + at.start).tolist()
                rows += [len(sequences)] * len(own)
                sequences.append(sequence)
        ids = torch.zeros(len(sequences), max(map(len, sequences), default=0), dtype=torch.long)
        present = torch.zeros_like(ids, dtype=torch.bool)
        for row, sequence in enumerate(sequences):
            ids[row, : len(sequence)], present[row, : len(sequence)] = torch.tensor(sequence), True
        sentence = plan.sentences[index]
        pieces = self.encoder.pieces(sentence)
        behind = [(len(sentence), len(sentence))] * (len(rows) - len(pieces))  # a separator stands nowhere
        return Before(
            ids,
            present,
            torch.tensor(rows, dtype=torch.long),
            torch.tensor(columns, dtype=torch.long),
            sentence,
            (*pieces, *behind),
        )

    # --- the network ---

    def summed(self, before: Before) -> Tensor:
        """(H,) the sentence's summed states."""
        return self._summed(self.network, before)

    @torch.no_grad()
    def _summed(self, network: nn.Module, before: Before) -> Tensor:
        states = network(before.ids.to(self._device), before.present.to(self._device))  # (W, L, H)
        return states[before.rows, before.columns].sum(dim=0).cpu()  # type: ignore[no-any-return]

    @torch.no_grad()
    def value(self, before: Before, target: Target) -> float:
        """The target's score of the sentence."""
        return float(target(self.summed(before), before))

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

    # --- what is explained ---

    def target(self, plan: Plan, index: int, vectors: NDArray[np.float32]) -> Target:
        """The score of sentence `index`: the trained head's KEY logit, or without one the cosine to the vectors of
        document and section; and what the focus question's words and meaning add to this sentence alone, without what
        it has of its neighbours'. All else in the document stays."""
        rows = torch.from_numpy(vectors)  # (S, H) their lengths are lost, and hardly differ
        by_tokens = rows * torch.from_numpy(plan.tokens)[:, None]  # (S, H)
        if self._ranker:
            base = _by_head(self._ranker, plan, index, rows, by_tokens, self._talk(plan, index))
        else:
            section = next(part for part in lexical.sections_of(len(rows)) if part.start <= index < part.stop)
            base = _towards(_unit(by_tokens.sum(dim=0)) + _unit(by_tokens[section].sum(dim=0)), rows)
        if not plan.focus:
            return base
        named = _by_words(plan, index, plan.focus)
        meant = self._by_meaning(plan, plan.focus)
        left = 1.0 if is_spoken(plan) else float(where_asking([plan.sentences[index]])[0])
        return lambda sums, before: base(sums, before) + left * (named(before.text) + meant(before.text))

    def _talk(self, plan: Plan, index: int) -> Callable[[Before], Tensor]:
        """What the third network says of a sentence where people talk, in its own deviations; else nothing."""
        head = self._ranker.spoken if self._ranker else None
        if head is None or plan.spoken_sums is None:
            return lambda _: torch.zeros(())
        features = torch.from_numpy(spoken.lengths(plan.sentences)[index : index + 1])  # (1, F)

        def said(before: Before) -> Tensor:
            assert before.spoken
            own = self._summed(self._spoken, before.spoken) / max(1, len(before.spoken))  # (H,)
            logits: Tensor = head(own[None], features)  # (1,)
            return logits[0] / head.spread

        return said

    def _by_meaning(self, plan: Plan, focus: str) -> Callable[[str], float]:
        """What a sentence's own nearness to the focus question adds to it, as if it stood by itself; nothing where
        people talk, as a place is near there."""
        aim = self._embedded(focus)
        weight = 0.0 if is_spoken(plan) else meaning.NEAR

        @cache
        def pulled(text: str) -> float:
            return weight * float(meaning.nearness(self._embedded(text)[None], aim)[0])

        return pulled

    @torch.no_grad()
    def _embedded(self, text: str) -> NDArray[np.float32]:
        """(H,) the text's summed states, of as much as a window holds."""
        (ids,) = self.encoder.tokenize([text])
        if not ids:
            return np.zeros(self.encoder.width, np.float32)
        (window,) = plan_windows([ids[: self.encoder.window_tokens]], self.encoder.window_tokens, 0)
        sequence, own = self.encoder.sequence(window)
        states = self._meaning(torch.tensor([sequence], device=self._device), None)  # (1, L, H)
        found: NDArray[np.float32] = states[0, own].sum(dim=0).cpu().numpy()
        return found


def _by_head(
    ranker: Ranker,
    plan: Plan,
    index: int,
    rows: Tensor,
    by_tokens: Tensor,
    talk: Callable[[Before], Tensor],
) -> Target:
    """The head's KEY logit, with the share of the text that counts in use, and what `talk` says beside it. A head with
    layers across sentences is asked as if this one stood alone."""
    given, anchors = inputs(plan.sentences, plan.language, plan.focus, plan.layouts)
    features, anchor = torch.from_numpy(given), torch.from_numpy(anchors)  # (S, F), (S,)
    whole = by_tokens.sum(dim=0) / max(1, int(plan.tokens.sum()))  # (H,)
    with torch.no_grad():
        alone = torch.arange(len(rows))
        keys = ranker.head(rows, whole.expand_as(rows), features, anchor, alone)[:, KEY]  # (S,)
    base = torch.from_numpy(ranker.anchored(anchors))  # (S,)
    share = ranker.text_share(base[plan.readable].numpy(), keys[plan.readable].double().numpy())
    spread, loud = _spread(base + share * (keys - base)), TALK * float(base.std(correction=0))

    def key(sums: Tensor, before: Before) -> Tensor:
        own = (sums / max(1, len(before)))[None]  # (1, H)
        here = slice(index, index + 1)
        logits = ranker.head(own, whole[None], features[here], anchor[here], torch.zeros(1, dtype=torch.long))
        learnt = share * (logits[0, KEY] - base[index]) + loud * talk(before)
        found: Tensor = (base[index] + learnt) / spread
        return found

    return key


def _towards(aim: Tensor, rows: Tensor) -> Target:
    """The part of a sentence's direction that lies along `aim` (H,)."""
    spread = _spread(rows @ aim)
    return lambda sums, _: _unit(sums) @ aim / spread


def _by_words(plan: Plan, index: int, focus: str) -> Callable[[str], float]:
    """What the focus question's words add to a sentence, by its text with some of its words left."""
    over = questions.heads(plan.text, plan.spans)
    pull = questions.pull(plan.sentences, focus, plan.language, over)
    asked = questions.asked_terms(focus, plan.language)
    tells = not is_spoken(plan)

    known: dict[frozenset[str], float] = {}  # what the sentence is pulled with some of the words left

    def by_words(text: str) -> float:
        told = float(wanted.pull([text], focus, is_found=not pull.by_rarity)[0]) if tells else 0.0
        if text == plan.sentences[index]:
            return told + float(pull.values[index])
        left = frozenset(questions.held_of(text, asked, plan.language))
        if left not in known:
            changed = [*plan.sentences[:index], text, *plan.sentences[index + 1 :]]
            known[left] = float(questions.pull(changed, focus, plan.language, over).values[index])
        return told + known[left]

    return by_words


def _unit(vector: Tensor) -> Tensor:
    found: Tensor = vector / vector.norm().clamp_min(1e-9)
    return found


def _spread(scores: Tensor) -> float:
    """The deviation of a document's scores (S,); 1 where there is none."""
    spread = float(scores.std(correction=0))
    return spread if spread > 1e-6 else 1.0


def _shared(span: Span, start: int, end: int) -> int:
    """How many characters a sentence and a stretch of text have in common; negative where they lie apart."""
    return min(span.end, end) - max(span.start, start)
