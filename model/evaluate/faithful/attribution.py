"""Methods that say how much each word of a case does for its score: the one in use, and those it was chosen from."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from model.encoder.network import Foreign
from model.evaluate.faithful.cases import Case, Floats
from model.words import by_word, lexical_shares, means_something


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
