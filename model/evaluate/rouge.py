"""ROUGE as google's rouge-score counts it, for several references and for Chinese, and the oracle that it defines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

ROUGE = ("rouge1", "rouge2", "rougeL")
CHARACTER_LANGUAGES = ("zh", "ja")


class _Characters:
    """rouge-score's tokenizer for Chinese: each character, and each run of letters or digits."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"[a-z0-9]+|[^\W_]", text.lower())


@cache
def _tokenizer(language: str) -> Any:
    if language in CHARACTER_LANGUAGES:
        return _Characters()
    from rouge_score.tokenizers import DefaultTokenizer  # type: ignore[import-untyped]

    return DefaultTokenizer(use_stemmer=True)


@cache
def _scorer(language: str) -> Any:
    from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]  # seconds: it imports all of NLTK

    return RougeScorer(list(ROUGE), tokenizer=_tokenizer(language))


def rouge(text: str, references: Sequence[str], language: str) -> dict[str, float]:
    """ROUGE-1, -2 and -L F (0..100) of `text` against the reference of best ROUGE-1; words are stemmed."""
    scorer = _scorer(language if language in CHARACTER_LANGUAGES else "en")
    scored = [scorer.score(reference, text) for reference in references]
    best = max(scored, key=lambda score: score["rouge1"].fmeasure)
    return {name: 100 * float(best[name].fmeasure) for name in ROUGE}


def greedy_oracle(
    sentences: Sequence[str], references: Sequence[str], language: str, size: int
) -> tuple[int, ...]:
    """At most `size` indices, ascending, each the one that adds most ROUGE-1 F; stops when none adds any.

    For one sentence that is the best there is. Never empty: without any match it is the first sentence.
    """
    tokenizer = _tokenizer(language if language in CHARACTER_LANGUAGES else "en")
    wanted = [Counter(tokenizer.tokenize(reference)) for reference in references]
    counts = [Counter(tokenizer.tokenize(sentence)) for sentence in sentences]
    chosen: list[int] = []
    held: Counter[str] = Counter()
    reached = -1.0
    while len(chosen) < min(size, len(sentences)):
        gains = {i: _best_f(held + counts[i], wanted) for i in range(len(sentences)) if i not in chosen}
        best = max(gains, key=lambda i: (gains[i], -i))
        if gains[best] <= reached:
            break
        chosen, held, reached = [*chosen, best], held + counts[best], gains[best]
    return tuple(sorted(chosen))


def _best_f(held: Counter[str], references: Sequence[Counter[str]]) -> float:
    return max(2 * (held & wanted).total() / max(1, held.total() + wanted.total()) for wanted in references)
