"""What can be said of a sentence in a word: defines, dates, asks … Reached through `personal` and `laplace`. Pure.

Patterns know English and Chinese; other languages keep the traits that need no words. A trait's name is kept with
what people said, so a new one may be added but none renamed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PATTERNS: Mapping[str, str] = {
    "date": rf"\b(1[0-9]|20)\d\d\b|\b\d{{1,2}}(st|nd|rd|th)? ({_MONTHS})\b|\b({_MONTHS}) \d|\b({_DAYS})\b"
    r"|\bcentury\b|\d ?[年月日号]|世纪|星期[一二三四五六日天]|周[一二三四五六日]",
    "number": r"\d|\b(percent|half|million|billion|hundred|thousand)\b|百分之|[千百万亿]",
    "question": r"[?？]\s*[\"”’)]*\s*$",
    "example": r"\b(for example|for instance|such as|e\.g\.)|例如|比如|譬如",
    "reason": r"\b(because|therefore|thus|hence|consequently|as a result|leads? to|causes?|due to)\b"
    r"|因为|所以|因此|导致|由于",
}
_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
KINDS = ("definition", "action")
TRAITS = (*KINDS, *_PATTERNS, "long", "early")
HALF = 0.5  # of a deviation: what length and place count, beside traits that a sentence has or has not


def traits_of(texts: Sequence[str], kinds: Sequence[str]) -> NDArray[np.float64]:
    """(S, T) for a document's sentences, in the order of TRAITS: 1 or 0, and half z-scores of length and place.

    What a definition or an action is, the model has said in `kinds`.
    """
    columns = [[float(kind == name) for kind in kinds] for name in KINDS]
    columns += [[float(bool(p.search(text))) for text in texts] for p in _COMPILED.values()]
    lengths = np.log1p([len(text) for text in texts])
    places = -np.log1p(np.arange(len(texts), dtype=float))
    return np.column_stack([*columns, _half_zscores(lengths), _half_zscores(places)])


def _half_zscores(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(HALF * (values - values.mean()) / max(float(values.std()), 1e-9))
