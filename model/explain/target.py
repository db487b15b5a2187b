"""What is explained: one sentence's score, as a function of what is left of it. All else in the document stays.

It follows what `scoring` gives the sentence: by the trained head or, without one, by centrality, and what the focus
question adds. Reached through `explainer`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model import lexical, spoken
from model.explain.before import Before
from model.explain.networks import Networks
from model.focus import meaning, questions, wanted
from model.focus.heads import heads
from model.head import KEY
from model.plan import Plan
from model.ranker import Ranker, inputs
from model.scoring import TALK, is_spoken, where_asking

Target = Callable[[Tensor, Before], Tensor]
"""A sentence's summed states (H,) and the sentence, to its score, in deviations of the head's in its document."""


def target_of(
    networks: Networks, ranker: Ranker | None, plan: Plan, index: int, vectors: NDArray[np.float32]
) -> Target:
    """The score of sentence `index`: the trained head's KEY logit, or without one the cosine to the vectors of
    document and section; and what the focus question's words and meaning add to this sentence alone, without what
    it has of its neighbours'. All else in the document stays."""
    rows = torch.from_numpy(vectors)  # (S, H) their lengths are lost, and hardly differ
    by_tokens = rows * torch.from_numpy(plan.tokens)[:, None]  # (S, H)
    if ranker:
        base = _by_head(ranker, plan, index, rows, by_tokens, talk(networks, ranker, plan, index))
    else:
        section = next(part for part in lexical.sections_of(len(rows)) if part.start <= index < part.stop)
        base = _towards(_unit(by_tokens.sum(dim=0)) + _unit(by_tokens[section].sum(dim=0)), rows)
    if not plan.focus:
        return base
    named = _by_words(plan, index, plan.focus)
    meant = by_meaning(networks, plan, plan.focus)
    left = 1.0 if is_spoken(plan) else float(where_asking([plan.sentences[index]])[0])
    return lambda sums, before: base(sums, before) + left * (named(before.text) + meant(before.text))


def talk(networks: Networks, ranker: Ranker | None, plan: Plan, index: int) -> Callable[[Before], Tensor]:
    """What the third network says of a sentence where people talk, in its own deviations; else nothing."""
    head = ranker.spoken if ranker else None
    if head is None or plan.spoken_sums is None:
        return lambda _: torch.zeros(())
    features = torch.from_numpy(spoken.lengths(plan.sentences)[index : index + 1])  # (1, F)

    def said(before: Before) -> Tensor:
        assert before.spoken
        own = networks.summed(networks.spoken, before.spoken) / max(1, len(before.spoken))  # (H,)
        logits: Tensor = head(own[None], features)  # (1,)
        return logits[0] / head.spread

    return said


def by_meaning(networks: Networks, plan: Plan, focus: str) -> Callable[[str], float]:
    """What a sentence's own nearness to the focus question adds to it, as if it stood by itself; nothing where
    people talk, as a place is near there."""
    aim = networks.embedded(focus)
    weight = 0.0 if is_spoken(plan) else meaning.NEAR

    @cache
    def pulled(text: str) -> float:
        return weight * float(meaning.nearness(networks.embedded(text)[None], aim)[0])

    return pulled


def _by_head(
    ranker: Ranker,
    plan: Plan,
    index: int,
    rows: Tensor,
    by_tokens: Tensor,
    said: Callable[[Before], Tensor],
) -> Target:
    """The head's KEY logit, with the share of the text that counts in use, and what is `said` beside it. A head with
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
        learnt = share * (logits[0, KEY] - base[index]) + loud * said(before)
        found: Tensor = (base[index] + learnt) / spread
        return found

    return key


def _towards(aim: Tensor, rows: Tensor) -> Target:
    """The part of a sentence's direction that lies along `aim` (H,)."""
    spread = _spread(rows @ aim)
    return lambda sums, _: _unit(sums) @ aim / spread


def _by_words(plan: Plan, index: int, focus: str) -> Callable[[str], float]:
    """What the focus question's words add to a sentence, by its text with some of its words left."""
    over = heads(plan.text, plan.spans)
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
