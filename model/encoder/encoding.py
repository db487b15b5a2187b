"""Texts to tokens, and windows of tokens to summed states: a tokenizer, networks and the device they run on.

Reached through `engine`. What is in a batch never changes what it gives, but for rounding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from model.encoder.vocabulary import blank_tokens
from model.encoder.windows import For, Window

WINDOW_TOKENS = 256  # special tokens included; less where the checkpoint has fewer positions
OVERLAP_TOKENS = 64
"""MiniLM was trained on texts of at most 256 tokens: windows of 512 chose worse (centrality alone: scitldr.dev
ROUGE-1 33.6 against 33.9, textbooks 37.1 against 38.8) and took longer for each token."""

QUESTION_TOKENS = 32  # of a focus question; what goes on is cut

CPU_BATCH_TOKENS = 1_024
"""As fast for a long note as 4,096 on one core and on two, and what comes meanwhile waits a quarter as long."""

CPU_BF16_BATCH_TOKENS = WINDOW_TOKENS
"""One window alone: on two cores as fast for a long note as 4,096 tokens, and a short one need not wait for padding."""

CUDA_BATCH_TOKENS = 16_384
SHORTEST_ROW = 32
"""In bf16 a kernel's rounding depends on the shape it is given, so there every batch has one of four shapes: rows
of 32, 64, 128 or 256 tokens, as many as the budget holds. Otherwise scores moved by up to 0.0015 with the company
they kept (scitldr.dev, bf16 on a CPU), where 0.001 is promised."""

_SURROGATES = re.compile("[\ud800-\udfff]")


class Encoder:
    """Texts to tokens, windows to sentence sums. Not safe to `encode` from two threads at once."""

    def __init__(self, name: str, space: str, tokenizer: Tokenizer, network: nn.Module, config: Any) -> None:
        self.name = name
        self.spaces = {space: For.CHOICE}
        self.width = int(config["hidden_size"])
        self.device = torch.device("cpu")
        self.dtype = torch.float32
        self.networks = {For.CHOICE: network}
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        special = tokenizer.encode("").ids
        self._before, self._after = special[: len(special) // 2], special[len(special) // 2 :]
        positions = min(WINDOW_TOKENS, int(config["max_position_embeddings"]))
        self.window_tokens = positions - len(special)
        self._blank = blank_tokens(tokenizer)

    @property
    def space(self) -> str:
        """The name of the vector space of what it reads for the choice."""
        return next(iter(self.spaces))

    # --- text ---

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text's token ids, without special tokens. Lone surrogates read as U+FFFD."""
        readable = [_SURROGATES.sub("\ufffd", text) for text in texts]
        return [e.ids for e in self._tokenizer.encode_batch_fast(readable, add_special_tokens=False)]

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Where in `text` each of its tokens stands: (start, end) in characters."""
        readable = _SURROGATES.sub("\ufffd", text)
        return list(self._tokenizer.encode(readable, add_special_tokens=False).offsets)

    @property
    def separator(self) -> int:
        """The token that ends a text; where a checkpoint has none, `mask_token`."""
        return self._after[0] if self._after else self.mask_token

    @property
    def mask_token(self) -> int:
        """The token that stands for a word left open; the unknown one where a checkpoint has none."""
        found = (self._tokenizer.token_to_id(name) for name in ("[MASK]", "<mask>", "[UNK]", "<unk>"))
        return next((number for number in found if number is not None), 0)

    def unread(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """For each tokenized text the share (0..1) of its tokens that tell the network nothing."""
        return np.array([float(self._blank[ids].mean()) if len(ids) else 1.0 for ids in tokens])

    def question(self, focus: str | None) -> tuple[int, ...]:
        """The tokens that stand before each window when a person asks for something; none for None. They take at
        most half of a window."""
        most = min(QUESTION_TOKENS, self.window_tokens // 2 - len(self._after))
        ids = self.tokenize([focus])[0][: max(0, most)] if focus else []
        return (*ids, *self._after) if ids else ()

    def sequence(self, window: Window) -> tuple[list[int], slice]:
        """A window as the network takes it, special tokens and question included, and where its own tokens are."""
        before = [*self._before, *window.question]
        own = slice(window.own.start + len(before), window.own.stop + len(before))
        return [*before, *window.ids.tolist(), *self._after], own

    # --- states ---

    def to(self, device: str, dtype: torch.dtype) -> Encoder:
        """Moves the network; `device` as torch names it."""
        self.device, self.dtype = torch.device(device), dtype
        for network in self.networks.values():
            network.to(self.device, dtype)
        return self

    @property
    def network(self) -> nn.Module:
        """What turns a text's windows into states; trained weights are merged into it, quantisation replaces it."""
        return self.networks[For.CHOICE]

    @network.setter
    def network(self, network: nn.Module) -> None:
        self.networks[For.CHOICE] = network

    def batches(self, windows: Sequence[Window]) -> list[list[int]]:
        """Indices of windows to run together: for the same network, alike in length, at most the device's token budget
        with padding."""
        order = sorted(range(len(windows)), key=lambda i: (windows[i].read_for, len(windows[i].ids)))
        groups: list[list[int]] = []
        for i in order:
            row = self._row(windows[i])
            shares = groups and self._alike(windows[i], windows[groups[-1][0]])
            if not shares or (len(groups[-1]) + 1) * row > self.batch_tokens:
                groups.append([])
            groups[-1].append(i)
        return groups

    def _alike(self, one: Window, other: Window) -> bool:
        same = one.read_for is other.read_for
        return same and (not self._fixed_shapes or self._row(one) == self._row(other))

    @property
    def batch_tokens(self) -> int:
        """How many tokens, padding included, the device takes at once."""
        if self.device.type == "cuda":
            return CUDA_BATCH_TOKENS
        return CPU_BF16_BATCH_TOKENS if self._fixed_shapes else CPU_BATCH_TOKENS

    @property
    def _fixed_shapes(self) -> bool:
        return self.dtype is not torch.float32

    def _row(self, window: Window) -> int:
        """Tokens of the row that a window takes, its special tokens and fixed padding included."""
        length = len(window.question) + len(window.ids) + len(self._before) + len(self._after)
        if not self._fixed_shapes:
            return length
        most = self.window_tokens + len(self._before) + len(self._after)
        return min(most, max(SHORTEST_ROW, 1 << (length - 1).bit_length()))

    @torch.inference_mode()
    def encode(self, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
        """One batch, read for the same. For each window the summed states (window.sentences, H) of its own tokens."""
        network = self.networks[windows[0].read_for]
        length = max(self._row(window) for window in windows)
        size = max(len(windows), self.batch_tokens // length) if self._fixed_shapes else len(windows)
        rows = sum(w.sentences for w in windows)
        ids = torch.zeros(size, length, dtype=torch.long)  # (B, L)
        present = torch.zeros(size, length, dtype=torch.bool)  # (B, L)
        present[len(windows) :, 0] = True  # attention over nothing at all is NaN
        target = torch.full((size, length), rows, dtype=torch.long)  # (B, L)
        at = 0
        for i, window in enumerate(windows):
            sequence, own = self.sequence(window)
            ids[i, : len(sequence)] = torch.tensor(sequence)
            present[i, : len(sequence)] = True
            target[i, own] = torch.from_numpy(window.rows.astype(np.int64)) + at
            at += window.sentences
        full = not self._fixed_shapes and bool(present.all())
        ids, present, target = (self._moved(tensor) for tensor in (ids, present, target))
        states = network(ids, None if full else present)  # (B, L, H)
        sums = torch.zeros(rows + 1, self.width, device=self.device)  # (R + 1, H)
        sums.index_add_(0, target.view(-1), states.reshape(-1, self.width).float())
        found = sums[:rows].cpu().numpy()
        edges = np.cumsum([w.sentences for w in windows])[:-1]
        return list(np.split(found, edges))

    def _moved(self, tensor: torch.Tensor) -> torch.Tensor:
        if self.device.type != "cuda":
            return tensor.to(self.device)
        return tensor.pin_memory().to(self.device, non_blocking=True)


def fastest_dtype(device: str) -> torch.dtype:
    """bf16 on CUDA and on processors with instructions for it; fp32 elsewhere, where bf16 is emulated and slow."""
    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if device.startswith("cuda") or native else torch.float32
