"""The encoder: BERT in a page of torch, and how a checkpoint's folder becomes one.

Written out instead of imported because importing it from transformers takes four seconds, and a person waits for
the first note. Anything that is not just this goes through transformers (`load_encoder`). Reached through `pretrained`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812


class Layer(nn.Module):
    """One BERT layer (Devlin et al. 2019); module names are those of the published weights."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.attention = nn.ModuleDict(
            {
                "self": nn.ModuleDict({name: nn.Linear(width, width) for name in ("query", "key", "value")}),
                "output": nn.ModuleDict(
                    {"dense": nn.Linear(width, width), "LayerNorm": nn.LayerNorm(width, epsilon)}
                ),
            }
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(width, inner)})
        self.output = nn.ModuleDict(
            {"dense": nn.Linear(inner, width), "LayerNorm": nn.LayerNorm(width, epsilon)}
        )

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = states.shape
        own: Any = self.attention["self"]
        query, key, value = (
            own[name](states).view(batch, length, self.heads, -1).transpose(1, 2)  # (B, N, L, H / N)
            for name in ("query", "key", "value")
        )
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)  # (B, N, L, H / N)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)  # (B, L, H)
        out: Any = self.attention["output"]
        states = out["LayerNorm"](states + out["dense"](mixed))  # (B, L, H)
        inner = F.gelu(self.intermediate["dense"](states))  # (B, L, 4H)
        states = self.output["LayerNorm"](states + self.output["dense"](inner))  # (B, L, H)
        return states


def _embedding(rows: int, width: int) -> nn.Embedding:
    """Without first values: drawing them on the meta device imports torch's compiler, which takes two seconds."""
    return nn.Embedding(rows, width, _weight=torch.empty(rows, width))


class Bert(nn.Module):
    """Token ids to token states."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width, epsilon = config["hidden_size"], config.get("layer_norm_eps", 1e-12)
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": _embedding(config["vocab_size"], width),
                "position_embeddings": _embedding(config["max_position_embeddings"], width),
                "token_type_embeddings": _embedding(config.get("type_vocab_size", 2), width),
                "LayerNorm": nn.LayerNorm(width, epsilon),
            }
        )
        heads, inner = config["num_attention_heads"], config["intermediate_size"]
        layers = [Layer(width, heads, inner, epsilon) for _ in range(config["num_hidden_layers"])]
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(layers)})

    def forward(self, ids: Tensor, present: Tensor | None) -> Tensor:
        """`ids` (B, L) and `present` (B, L), False at padding or None where there is none, to states (B, L, H)."""
        parts: Any = self.embeddings
        place = torch.arange(ids.shape[1], device=ids.device)  # (L,)
        states: Tensor = parts["word_embeddings"](ids) + parts["position_embeddings"](place)  # (B, L, H)
        states = parts["LayerNorm"](states + parts["token_type_embeddings"].weight[0])  # (B, L, H)
        mask = None if present is None else present[:, None, None, :]  # (B, 1, 1, L)
        layers: Any = self.encoder["layer"]
        for layer in layers:
            states = layer(states, mask)  # (B, L, H)
        return states


class Foreign(nn.Module):
    """Any other encoder, as transformers loads it, behind the same call."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, present: Tensor | None) -> Tensor:
        """As `Bert.forward`."""
        mask = None if present is None else present.long()  # (B, L)
        states: Tensor = self.model(input_ids=ids, attention_mask=mask).last_hidden_state  # (B, L, H)
        return states


def is_plain(config: Mapping[str, Any]) -> bool:
    """Whether what a config.json describes is the BERT above, and no relative of it."""
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act", "gelu") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and not config.get("is_decoder", False)
        and not config.get("pruned_heads")
    )


def load_bert(folder: Path) -> Bert:
    """The BERT in `folder` (config.json, model.safetensors). Raises ValueError where the weights don't fit."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    with torch.device("meta"):
        bert = Bert(config)
    weights = load_file(folder / "model.safetensors")
    weights = {name.removeprefix("bert."): value.float() for name, value in weights.items()}
    missing, _ = bert.load_state_dict(weights, strict=False, assign=True)
    if missing:
        raise ValueError(f"the weights lack {missing[0]}")
    return bert.eval().requires_grad_(False)
