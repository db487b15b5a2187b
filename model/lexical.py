"""Scores without a network: what the words alone say. Works for every language; the bar the encoder must beat.

`features` gives each sentence of a document its z-scores, `hashed_vectors` a vector space that needs no model.
Everything is deterministic, in any process, and linear in the document's length.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp  # type: ignore[import-untyped]
import snowballstemmer  # type: ignore[import-untyped]
import stopwordsiso
from numpy.typing import NDArray

from model.language import HAN, KANA, MARKS, SOUTHEAST

Floats = NDArray[np.float64]

CHARS_SPACE = "chars"
CHARS_WIDTH = 256
SECTION_SENTENCES = 256  # LSA and centrality look at this much of a long document at once
DAMPING, WALK_STEPS = 0.85, 30  # PageRank's usual damping; 0.85 ** 30 < 0.01
LUHN_GAP_WORDS = 4  # Luhn 1958: significant words this far apart still belong together
TOPICS_SHARE = 0.5  # Steinberger & Jezek 2004: topics whose singular value is at least half the largest

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_THREAD = threading.local()  # a stemmer holds the word it works on
_LETTER = rf"[^\W_{HAN}{KANA}{SOUTHEAST}]"
_MARKED = rf"(?<![\0-\u03ff\u1e00-\u1fff])[{MARKS}]"  # not x̂, which Latin and Greek letters are in formulas
_TOKEN = re.compile(
    rf"[{HAN}{KANA}]+|(?:(?=\w)[{SOUTHEAST}][{MARKS}]*)+"
    rf"|{_LETTER}(?:[\w'’]*{_LETTER})?(?:{_MARKED}(?:[\w'’]*{_LETTER})?)*"
)
_CJK = re.compile(f"[{HAN}{KANA}]")
_UNSPACED = re.compile(f"[{HAN}{KANA}]|[{SOUTHEAST}][{MARKS}]*")


# --- words ---------------------------------------------------------------------------------------------------


@cache
def stopwords(language: str) -> frozenset[str]:
    """The words of a language that carry no meaning of their own; none where no list is known."""
    words = set(stopwordsiso.stopwords(language)) if stopwordsiso.has_lang(language) else set()
    return frozenset(words)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A word in lower case without its endings; as it is where the language has no stemmer."""
    if language not in _STEMMERS:
        return word
    stemmers = _THREAD.__dict__
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_STEMMERS[language])
    return str(stemmers[language].stemWord(word))


def terms(sentence: str, language: str, meant: frozenset[str] = frozenset()) -> list[str]:
    """The sentence's terms in order, "" for each word that carries no meaning of its own; those `meant` carry one.

    Words are lower-cased and stemmed where the language has a stemmer; Chinese, Japanese, Thai, Lao, Burmese and
    Khmer, which write no spaces, become pairs of neighbouring characters (with the marks on them), a pair of two
    function characters counting as empty.
    """
    stop = stopwords(language)
    found: list[str] = []
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", sentence).lower()):
        if not _UNSPACED.match(token):
            empty = (token in stop and token not in meant) or (len(token) == 1 and not token.isdigit())
            found.append("" if empty else stem(token, language))
            continue
        characters = _UNSPACED.findall(token)
        if len(characters) == 1:
            found.append("" if token in stop else token)
        else:
            for first, second in pairwise(characters):
                pair = first + second
                empty = pair not in meant and (pair in stop or (first in stop and second in stop))
                found.append("" if empty else pair)
    return found


# --- features ------------------------------------------------------------------------------------------------


def zscores(values: Floats) -> Floats:
    """Mean 0, deviation 1 over the document; all 0 where every sentence has the same value."""
    spread = values.std() if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


class Counted(NamedTuple):
    """A document's S sentences as terms, "" for the empty ones, and as rows over its T different terms."""

    terms: list[list[str]]
    matrix: sp.csr_matrix  # (S, T) counts
    rows: sp.csr_matrix  # (S, T) tf-idf, rows of length 1
    sections: list[slice]


def count(sentences: Sequence[str], language: str) -> Counted:
    """The document's terms, counted and weighted once for all that is made of them."""
    documents = [terms(sentence, language) for sentence in sentences]
    matrix = _term_matrix(documents)
    return Counted(documents, matrix, weighted(matrix), sections_of(len(sentences)))


def features(sentences: Sequence[str], language: str) -> dict[str, Floats]:
    """Each feature's z-score per sentence, (S,): luhn, topics (LSA), tfidf and lexrank (centrality), early, length."""
    return features_of(count(sentences, language))


def features_of(counted: Counted) -> dict[str, Floats]:
    """As `features`, of a document already counted."""
    documents, matrix, rows, sections = counted
    raw = {
        "luhn": _luhn(documents),
        "topics": _topics_by_section(matrix, sections),
        "tfidf": centrality(rows, sections),
        "lexrank": np.concatenate([_lexrank(rows[section]) for section in sections]),
        "early": -np.log1p(np.arange(len(documents), dtype=float)),
        "length": np.log1p(np.array([len(document) for document in documents], float)),
    }
    return {name: zscores(values) for name, values in raw.items()}


def sections_of(total: int, most: int = SECTION_SENTENCES) -> list[slice]:
    """A document of `total` sentences in even sections of at most `most`."""
    count = max(1, -(-total // most))
    edges = [total * i // count for i in range(count + 1)]
    return [slice(start, end) for start, end in pairwise(edges)]


def _term_matrix(documents: Sequence[Sequence[str]]) -> sp.csr_matrix:
    """(S, T) counts of the terms that are not empty."""
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    starts = [0]
    for document in documents:
        columns += [vocabulary.setdefault(term, len(vocabulary)) for term in document if term]
        starts.append(len(columns))
    shape = (len(documents), max(1, len(vocabulary)))
    matrix = sp.csr_matrix((np.ones(len(columns)), columns, starts), shape=shape)
    matrix.sum_duplicates()
    return matrix


def _luhn(documents: Sequence[Sequence[str]]) -> Floats:
    """Luhn 1958: the densest run of words that the document uses more than once, squared count over length."""
    counts = Counter(term for document in documents for term in document if term)
    return np.array([_luhn_one([counts[t] > 1 if t else False for t in document]) for document in documents])


def _luhn_one(significant: Sequence[bool]) -> float:
    best, start, count, last = 0.0, -1, 0, -1
    for i, holds in enumerate(significant):
        if not holds:
            continue
        if start < 0 or i - last > LUHN_GAP_WORDS:
            start, count = i, 0
        count, last = count + 1, i
        if last > start:
            best = max(best, count * count / (last - start + 1))
    return best


def weighted(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Rows of length 1, weighted (1 + log tf) · log(1 + S / df)."""
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    weights = np.log1p(matrix.shape[0] / np.maximum(frequency, 1))
    weighted = matrix.copy()
    weighted.data = (1 + np.log(weighted.data)) * weights[weighted.indices]
    return sp.csr_matrix(_unit_rows(weighted))


def _unit_rows(matrix: sp.csr_matrix) -> sp.csr_matrix:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.diags(1 / np.maximum(norms, 1e-12)) @ matrix


def centrality(rows: sp.csr_matrix, sections: Sequence[slice]) -> Floats:
    """Cosine to the centroid: half of the whole document, half of the section around."""
    whole = _to_centroid(rows)
    if len(sections) == 1:
        return whole
    return np.asarray(whole + np.concatenate([_to_centroid(rows[section]) for section in sections])) / 2


def _to_centroid(rows: sp.csr_matrix) -> Floats:
    centroid = np.asarray(rows.sum(axis=0)).ravel()
    return np.asarray(rows @ centroid, np.float64) / max(float(np.linalg.norm(centroid)), 1e-12)


def _lexrank(rows: sp.csr_matrix) -> Floats:
    """Continuous LexRank (Erkan & Radev 2004): where a walk along similar sentences of the section ends up.

    Scaled by the number of sentences, so that 1 is average in a section of any size.
    """
    similar = (rows @ rows.T).toarray()
    np.fill_diagonal(similar, 0)
    steps = similar / np.maximum(similar.sum(axis=1, keepdims=True), 1e-12)
    walk = np.full(len(similar), 1 / len(similar))
    for _ in range(WALK_STEPS):
        walk = (1 - DAMPING) / len(similar) + DAMPING * (steps.T @ walk)
    return np.asarray(walk * len(similar))


def _topics_by_section(matrix: sp.csr_matrix, sections: Sequence[slice]) -> Floats:
    return np.concatenate([_topics(matrix[section]) for section in sections])


def _topics(matrix: sp.csr_matrix) -> Floats:
    """Latent semantic analysis (Steinberger & Jezek 2004): length in the space of the main topics.

    The section's Gram matrix has at most SECTION_SENTENCES rows, so its exact eigenvectors are cheap and,
    unlike a random projection, the same every time.
    """
    counts = matrix.copy()
    counts.data = 1 + np.log(counts.data)
    gram = (counts @ counts.T).toarray()
    values, vectors = np.linalg.eigh(gram)
    main = values >= TOPICS_SHARE**2 * max(values[-1], 1e-12)
    return np.asarray(np.sqrt(np.maximum((vectors[:, main] ** 2 * values[main]).sum(axis=1), 0)))


# --- vectors -------------------------------------------------------------------------------------------------


def hashed_vectors(sentences: Sequence[str]) -> NDArray[np.float32]:
    """(S, CHARS_WIDTH) counts of hashed character n-grams, rows of length 1: the vector space "chars".

    Chinese and Japanese give single characters and pairs, other scripts runs of three and four (a space
    stands at each end). Signed hashing (Weinberger et al. 2009) keeps collisions from adding up.
    """
    return np.stack([_hashed(s) for s in sentences]) if sentences else np.zeros((0, CHARS_WIDTH), np.float32)


def _hashed(sentence: str) -> NDArray[np.float32]:
    words = " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", sentence).lower()))
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
