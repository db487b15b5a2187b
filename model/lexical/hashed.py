"""Vectors that need no model: a sentence's hashed character n-grams, the vector space "chars". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.language import HAN, KANA
from model.lexical.tokens import tokens

CHARS_SPACE = "chars"
CHARS_WIDTH = 256

_CJK = re.compile(f"[{HAN}{KANA}]")


def hashed_vectors(sentences: Sequence[str]) -> NDArray[np.float32]:
    """(S, CHARS_WIDTH) counts of hashed character n-grams, rows of length 1: the vector space "chars".

    Chinese and Japanese give single characters and pairs, other scripts runs of three and four (a space
    stands at each end). Signed hashing (Weinberger et al. 2009) keeps collisions from adding up.
    """
    return np.stack([_hashed(s) for s in sentences]) if sentences else np.zeros((0, CHARS_WIDTH), np.float32)


def _hashed(sentence: str) -> NDArray[np.float32]:
    words = " ".join(tokens(sentence))
    codes = np.array([ord(c) for c in f" {words} "], dtype=np.uint64)
    vector = np.zeros(CHARS_WIDTH)
    ideographs = np.array([_CJK.match(c) is not None for c in f" {words} "])
    for size in (1, 2, 3, 4):
        if len(codes) < size:
            break
        windows = np.lib.stride_tricks.sliding_window_view(codes, size)  # (N, size)
        dense = np.lib.stride_tricks.sliding_window_view(ideographs, size).all(axis=1)
        grams = windows[dense] if size < 3 else windows[~dense]
        if not len(grams):
            continue
        hashed = np.full(len(grams), 1469598103934665603 + size, np.uint64)
        for column in grams.T:
            hashed = (hashed ^ column) * np.uint64(1099511628211)  # FNV-1a
        hashed ^= hashed >> np.uint64(29)
        signs = np.where(hashed >> np.uint64(40) & np.uint64(1), 1.0, -1.0)
        np.add.at(vector, (hashed % np.uint64(CHARS_WIDTH)).astype(np.int64), signs)
    vector = np.sign(vector) * np.sqrt(np.abs(vector))
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), np.float32)
