"""ROUGE as google's rouge-score counts it, for several references and in any script, and the oracle that it defines.

Training (`model.data`, `model.training.dev`) and measuring (`model.evaluate`) both count by it. What a token is follows
from the references: Latin words as rouge-score takes them, stemmed; Chinese and Japanese characters; words of any other
script as they are written, and characters where a script has no spaces. rouge-score is imported when first wanted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

from model.language import HAN, KANA, MARKS, SOUTHEAST, main_code

ROUGE = ("rouge1", "rouge2", "rougeL")
CHARACTER_LANGUAGES = ("zh", "ja")
STEMS, CHARACTERS, WORDS = "stems", "characters", "words"

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿﬀ-ﬆＡ-Ｚａ-ｚ]")
_UNSPACED = f"{HAN}{KANA}{SOUTHEAST}"
_WORD = re.compile(rf"(?=\w)[{_UNSPACED}][{MARKS}]*|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{MARKS}])*")

Tokens = list[str]
Grams = Counter[tuple[str, ...]]


class Tokenizer(Protocol):
    """What rouge-score asks of one."""

    def tokenize(self, text: str) -> Tokens: ...


class _Characters:
    """For Chinese and Japanese: each character, and each run of Latin letters or digits."""

    def tokenize(self, text: str) -> Tokens:
        return re.findall(r"[a-z0-9]+|[^\W_]", text.lower())


class _Words:
    """For scripts other than Latin: each word with its marks, and each character where there are no spaces."""

    def tokenize(self, text: str) -> Tokens:
        return _WORD.findall(unicodedata.normalize("NFC", text.lower()))


def tokens_are(references: Iterable[str], language: str) -> str:
    """What is counted where `references` are compared with: STEMS, CHARACTERS or WORDS.

    rouge-score's own tokens are of a to z and digits alone, so that they serve where most letters are Latin.
    """
    if main_code(language) in CHARACTER_LANGUAGES:
        return CHARACTERS
    letters = latin = 0
    for reference in references:
        letters += len(_LETTER.findall(reference))
        latin += len(_LATIN.findall(reference))
    return WORDS if 2 * latin < letters else STEMS


@cache
def _tokenizer(kind: str) -> Tokenizer:
    if kind == CHARACTERS:
        return _Characters()
    if kind == WORDS:
        return _Words()
    from rouge_score.tokenizers import DefaultTokenizer  # type: ignore[import-untyped]

    stems: Tokenizer = DefaultTokenizer(use_stemmer=True)
    return stems


class _Cut:
    """For rouge-score, which asks for the same reference's tokens with each text: what is given are tokens already."""

    def tokenize(self, tokens: Tokens) -> Tokens:
        return tokens


@cache
def _scorer(measures: tuple[str, ...]) -> Any:
    from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]  # seconds: it imports all of NLTK

    return RougeScorer(list(measures), tokenizer=_Cut())


def f_measures(
    texts: Sequence[str], references: Sequence[str], language: str, measures: tuple[str, ...] = ROUGE
) -> list[list[dict[str, float]]]:
    """For each of `texts`, against each of `references`, the F (0..1) of each of `measures`."""
    tokenizer, scorer = _tokenizer(tokens_are(references, language)), _scorer(measures)
    wanted = [tokenizer.tokenize(reference) for reference in references]
    found = []
    for tokens in map(tokenizer.tokenize, texts):
        scored = [scorer.score(reference, tokens) for reference in wanted]
        found.append([{name: float(score[name].fmeasure) for name in measures} for score in scored])
    return found


def rouge(text: str, references: Sequence[str], language: str) -> dict[str, float]:
    """ROUGE-1, -2 and -L F (0..100) of `text` against the reference of best ROUGE-1."""
    best = max(f_measures([text], references, language)[0], key=lambda found: found["rouge1"])
    return {name: 100 * value for name, value in best.items()}


# --- the oracle ----------------------------------------------------------------------------------------------


def greedy_oracle(
    sentences: Sequence[str],
    references: Sequence[str],
    language: str,
    size: int,
    orders: Sequence[int] = (1,),
) -> tuple[int, ...]:
    """At most `size` indices, ascending, whose text together comes closest to one of `references`.

    Each is the one that adds most to the mean F of ROUGE-N, N in `orders`, of equals the earlier, until none adds any
    (Nallapati et al. 2017, SummaRuNNer): empty where nothing matches; for one sentence the best there is.
    """
    tokenizer = _tokenizer(tokens_are(references, language))
    tokens = [tokenizer.tokenize(sentence) for sentence in sentences]
    wanted = [[Counter(_grams(tokenizer.tokenize(r), n)) for n in orders] for r in references]
    chosen: list[int] = []
    reached = 0.0
    while len(chosen) < min(size, len(sentences)):
        held = _Held([token for i in chosen for token in tokens[i]], wanted, orders)
        values = {
            i: held.value_with(own, sum(len(tokens[k]) for k in chosen if k < i))
            for i, own in enumerate(tokens)
            if i not in chosen
        }
        best = max(values, key=lambda i: (values[i], -i))
        if values[best] <= reached:
            break
        reached, chosen = values[best], sorted([*chosen, best])
    return tuple(chosen)


class _Held:
    """The tokens of what is chosen so far, and what they have in common with each reference."""

    def __init__(self, tokens: Tokens, wanted: Sequence[Sequence[Grams]], orders: Sequence[int]) -> None:
        self._tokens, self._wanted, self._orders = tokens, wanted, orders
        self._grams = [Counter(_grams(tokens, n)) for n in orders]
        self._common = [[(h & w).total() for h, w in zip(self._grams, row, strict=True)] for row in wanted]
        # the two differ in their last bits, by which equals are told apart: targets and results stay what they were
        self._f = _f if len(orders) == 1 else _f_in_steps

    def value_with(self, own: Tokens, at: int) -> float:
        """The mean F against the closest reference with `own` put in at a place."""
        changes = [self._change(own, at, n) for n in self._orders]
        lengths = [max(0, len(self._tokens) + len(own) - n + 1) for n in self._orders]
        return max(
            sum(
                self._f(common + _gain(held, change, want), length, want.total())
                for common, held, change, want, length in zip(
                    row, self._grams, changes, wanted, lengths, strict=True
                )
            )
            / len(lengths)
            for row, wanted in zip(self._common, self._wanted, strict=True)
        )

    def _change(self, own: Tokens, at: int, order: int) -> Grams:
        """How often each n-gram is there more, or less."""
        before, after = self._tokens[max(0, at - order + 1) : at], self._tokens[at : at + order - 1]
        change = Counter(_grams([*before, *own, *after], order))
        change.subtract(_grams([*before, *after], order))
        return change


def _grams(tokens: Sequence[str], order: int) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[k:] for k in range(order)), strict=False)


def _gain(held: Grams, change: Grams, wanted: Grams) -> int:
    """What a change of n-grams adds to their overlap with `wanted`."""
    return sum(
        min(held[gram] + more, wanted[gram]) - min(held[gram], wanted[gram])
        for gram, more in change.items()
        if gram in wanted
    )


def _f(overlap: int, held: int, wanted: int) -> float:
    """F, 0..1, of so many n-grams in common."""
    return 2 * overlap / max(1, held + wanted)


def _f_in_steps(overlap: int, held: int, wanted: int) -> float:
    """The same as rouge-score comes to it."""
    precision, recall = overlap / max(1, held), overlap / max(1, wanted)
    return 2 * precision * recall / (precision + recall) if overlap else 0.0
