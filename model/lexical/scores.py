"""What a document's words alone say of each of its sentences: how central it is, how early and how long. Pure.

Linear in the document's length, which is looked at in sections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp  # type: ignore[import-untyped]
from numpy.typing import NDArray

from model.lexical.tokens import terms

Floats = NDArray[np.float64]

SECTION_SENTENCES = 256  # LSA and centrality look at this much of a long document at once
DAMPING, WALK_STEPS = 0.85, 30  # PageRank's usual damping; 0.85 ** 30 < 0.01
LUHN_GAP_WORDS = 4  # Luhn 1958: significant words this far apart still belong together
TOPICS_SHARE = 0.5  # Steinberger & Jezek 2004: topics whose singular value is at least half the largest


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
