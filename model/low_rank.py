"""Low-rank pairs beside linear layers that stay as they are (LoRA, Hu et al. 2021), while they learn.

Over `network.Bert`, whose layers are named as on disk; `learner` takes peft's, for any encoder that transformers loads.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from model.encoder import Encoder
from model.encoder.network import Bert
from model.reading import ModelError

RANK, SCALE = 16, 2.0  # of the pairs, and how much their product adds
DROPOUT = 0.1
RATE, WEIGHT_DECAY, WARM_UP, CLIP, DECAY = 1e-3, 0.01, 0.1, 1.0, 0.99

Example = TypeVar("Example")


class Paired(nn.Module):
    """A linear layer W and a pair beside it: x ↦ W x + scale · B A x, where B begins with zeros."""

    def __init__(self, fixed: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.fixed, self.scale = fixed.requires_grad_(False), scale
        self.lora_A = nn.Parameter(torch.randn(rank, fixed.in_features) / math.sqrt(fixed.in_features))
        self.lora_B = nn.Parameter(torch.zeros(fixed.out_features, rank))

    def forward(self, states: Tensor) -> Tensor:
        """(…, I) to (…, O)."""
        added = F.linear(F.linear(states, self.lora_A), self.lora_B)  # (…, O)
        found: Tensor = self.fixed(states) + self.scale * added
        return found


def add_pairs(network: nn.Module, rank: int, scale: float) -> None:
    """Puts a pair beside every linear layer of `network`; nothing else learns."""
    network.requires_grad_(False)
    linear = [name for name, module in network.named_modules() if isinstance(module, nn.Linear)]
    for name in linear:
        above, _, last = name.rpartition(".")
        setattr(network.get_submodule(above), last, Paired(network.get_submodule(name), rank, scale))  # type: ignore[arg-type]


def network_with_pairs(encoder: Encoder) -> Bert:
    """The encoder's own network, in which pairs learn, and its states fall out now and then. Raises ModelError over an
    encoder that is no BERT."""
    network = encoder.network
    if not isinstance(network, Bert):
        raise ModelError(f"“{encoder.name}” is no BERT: nothing can be learnt beside its layers.")
    add_pairs(network, RANK, SCALE)
    dropout = nn.Dropout(DROPOUT)
    network.add_module("dropout", dropout)
    layers: Any = network.encoder["layer"]
    for layer in layers:
        layer.register_forward_hook(lambda _, __, states: dropout(states))
    return network


def batches(
    examples: Sequence[Example], length: Callable[[Example], int], tokens: int, chosen: random.Random
) -> list[list[Example]]:
    """All examples, those alike in `length` together, up to so many `tokens` with padding, in another order each
    time."""
    order = sorted(examples, key=lambda example: (length(example) // 4, chosen.random()))
    found: list[list[Example]] = [[]]
    for example in order:
        if (len(found[-1]) + 1) * length(example) > tokens and found[-1]:
            found.append([])
        found[-1].append(example)
    chosen.shuffle(found)
    return found


def learn(
    learning: nn.Module,
    rounds: Sequence[Sequence[list[Example]]],
    loss_of: Callable[[list[Example]], Tensor],
    rate: float = RATE,
) -> list[float]:
    """Trains what learns in a module, epoch after epoch of batches: its running mean is what stays. Answers the mean
    loss of each epoch."""
    learns = [value for value in learning.parameters() if value.requires_grad]
    means = [value.detach().clone() for value in learns]
    optimizer = torch.optim.AdamW(learns, rate, weight_decay=WEIGHT_DECAY)
    total = sum(map(len, rounds))
    decay = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min((i + 1) / (WARM_UP * total), (total - i) / ((1 - WARM_UP) * total))
    )
    learning.train()
    lost = []
    for number, found in enumerate(rounds):
        losses = []
        for batch in found:
            loss = loss_of(batch)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learns, CLIP)
            optimizer.step()
            decay.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            for mean, value in zip(means, learns, strict=True):
                mean.lerp_(value.detach(), 1 - DECAY)
        lost.append(sum(losses) / len(losses))
        sys.stderr.write(json.dumps({"epoch": number, "loss": lost[-1]}) + "\n")
    with torch.no_grad():
        for mean, value in zip(means, learns, strict=True):
            value.copy_(mean)
    learning.eval()
    return lost


def pairs_of(network: nn.Module) -> Iterator[tuple[str, nn.Parameter]]:
    """What learns, by the names that `checkpoint` reads: NAME.lora_A and NAME.lora_B."""
    return ((name, value) for name, value in network.named_parameters() if ".lora_" in name)


def of_head(head: nn.Module) -> dict[str, Tensor]:
    """A head's weights, as they lie in one file with the pairs of its network."""
    return {f"head.{name}": value for name, value in head.state_dict().items()}


def parted(weights: Mapping[str, Tensor], head: nn.Module) -> dict[str, Tensor]:
    """Fills the head from such a file's weights, to be used and not to learn, and answers the pairs. Raises ValueError
    where these are not whole, RuntimeError for the weights of another head."""
    pairs = {name: value for name, value in weights.items() if not name.startswith("head.")}
    halves = [{n.removesuffix(end) for n in pairs if n.endswith(end)} for end in (".lora_A", ".lora_B")]
    if not halves[0] or halves[0] != halves[1]:
        raise ValueError("its pairs are not whole")
    head.load_state_dict({n.removeprefix("head."): v for n, v in weights.items() if n.startswith("head.")})
    head.eval().requires_grad_(False)
    return pairs
