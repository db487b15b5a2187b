"""Which sentences say again what a better one has said, by their words alone. Pure.

Reached by `choose`. Words and not vectors: those of a trained encoder are alike for any two sentences of one subject.
It must never take an opposite for a repeat: what repeats is chosen after everything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp  # type: ignore[import-untyped]

from model.language import HAN, KANA, MARKS

REPEAT_COSINE = 0.85  # two sentences say the same when they have this much of their words in common
COMPARED = 1_000  # of the best, with one another; below them only exact repeats are found

_SIGN = (
    r"[<>=+±×÷≤≥≠≈∈∉⊂⊆∪∩∧∨¬∀∃→←↔⇒⇐⇔↑↓−√∞∂∑∏∫%‰°€£¥]|\$(?=\d)"
    r"|(?<!\w)-(?=\s?(?:\d|[^\W\d_]\b))"  # a minus; other hyphens are punctuation
)
_WORD = re.compile(rf"[{HAN}{KANA}]|[^\W_{HAN}{KANA}]+(?:[{MARKS}]+[^\W_{HAN}{KANA}]*)*|{_SIGN}")
_MARKUP = re.compile(r"[\s>+=-]*(?=[^\W\d_])")  # of a quotation or a list, before the first word

_ARTICLES = frozenset(
    """a an the el la los las un una unos unas der die das den dem des ein eine einen einem einer eines le les une il
    gli 的 了 着 地 得 也 就 则 則 又""".split()
)
_TURNING = frozenset(
    """not no never none neither nor without t cannot non hardly scarcely barely rarely seldom few little less least
    only except if unless false
    no nunca jamás ni sin tampoco nada nadie ningún ninguna ninguno solo sólo salvo excepto si menos falso
    nicht kein keine keinen keinem keiner keines nie niemals ohne weder noch nur kaum wenn außer selten
    ne pas jamais sans rien aucun aucune seulement sauf
    não nem sem nenhum nenhuma non mai senza nessun nessuno nessuna niet geen nooit zonder ikke inte aldrig uten uden
    utan nie nigdy bez не нет ни никогда без değil نہیں नहीं न मत बिना لا ليس ليست لم لن غير دون
    不 没 沒 非 未 无 無 否 勿 莫 反 副 除 仅 僅 只 ぬ ず ん""".split()
)
"""Words that make another statement of one they are added to."""


def exact_repeats(order: Sequence[int], texts: Sequence[str]) -> set[int]:
    """Those of `order`, best first, that have the same words and signs as a better one, whatever the punctuation."""
    seen: set[str] = set()
    repeats: set[int] = set()
    for i in order:
        said = " ".join(_words(texts[i])) or texts[i]
        if said in seen:
            repeats.add(i)
        seen.add(said)
    return repeats


def near_repeats(order: Sequence[int], texts: Sequence[str]) -> set[int]:
    """Those of `order`, best first, that a better one repeats but for articles and a few added words.

    Each is compared with all others: `order` should have no more than COMPARED.
    """
    said = [[word for word in _words(texts[i]) if word not in _ARTICLES] for i in order]
    held = _held(said)  # (K, T)
    sizes = np.asarray(held.sum(axis=1)).ravel()  # (K,)
    shared = (held @ held.T).tocoo()
    one, other = sizes[shared.row], sizes[shared.col]
    close = (shared.data > REPEAT_COSINE * np.sqrt(one * other)) & (shared.data == np.minimum(one, other))
    repeats: set[int] = set()
    for better, place in sorted(zip(shared.row[close].tolist(), shared.col[close].tolist(), strict=True)):
        if better < place and not {better, place} & repeats and _says_the_same(said[better], said[place]):
            repeats.add(place)
    return {order[place] for place in repeats}


def _words(text: str) -> list[str]:
    """Words, single characters where no space parts words, and the signs of formulas, in order."""
    lowered = text.casefold()
    begins = _MARKUP.match(lowered)
    return _WORD.findall(lowered, begins.end() if begins else 0)


def _held(said: Sequence[Sequence[str]]) -> sp.csr_matrix:
    """(K, T) 1 where a sentence holds a word."""
    number: dict[str, int] = {}
    rows, columns = [], []
    for row, words in enumerate(said):
        held = set(words)
        rows += [row] * len(held)
        columns += [number.setdefault(word, len(number)) for word in held]
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(said), max(1, len(number))))


def _says_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the longer is the shorter with words added, none of which turns it, counts or is a formula's.

    One Chinese character is no word added but makes another of its word: 交感神经, 副交感神经.
    """
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if not all(word in rest for word in short):
        return False
    added = Counter(long) - Counter(short)
    if added.total() == 1 and len(min(added)) == 1:
        return False
    return not any(word in _TURNING or not word[0].isalpha() for word in added)
