"""What can be said of a sentence without a network, as a row of numbers: place, size, words, neighbours, cues.

`describe` is what the anchor and the trained head read. It works in every language, looks at this document alone,
and takes time linear in its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp  # type: ignore[import-untyped]
from numpy.typing import NDArray

from model import lexical
from model.features import cues
from model.language import HAN, KANA
from model.lexical import Floats, zscores
from model.sentences import Layout, count_words
from model.sentences.headings import ENDED
from model.traditional import read_as_simplified

LIMIT = 4.0  # every value lies in -LIMIT..LIMIT
PART_SENTENCES = 800  # nearly all documents that the weights were fitted on are shorter
CHARS_BUCKETS = 1 << 15  # for hashed character n-grams; what collides is far below what centrality resolves

_PLACE = ("early", "late", "place", "log_place", "size", "opening", "closing")
_SIZE = ("length", "words", "typical")
_CENTRAL = ("luhn", "topics", "tfidf", "lexrank", "chars", "common", "introduces", "before", "after", "title")
_SURFACE = (
    "plain",
    "numbers",
    "symbols",
    "quoted",
    "question",
    "leads_in",
    "unended",
    "bullet",
    "grid",
    "repeat",
)
_SPOKEN = ("speech",)
FEATURES: tuple[str, ...] = (
    *_PLACE,
    *_SIZE,
    *_CENTRAL,
    *_SURFACE,
    *_SPOKEN,
    *(f"cue_{kind}" for kind in cues.KINDS),
)
"""The columns of `describe`, in order. In z-scores of the document unless said here. `place`: -1 first … 1 last;
`log_place`, `words`: a logarithm, scaled to about -2..2; `size`, `typical`, `speech`: the same for all of a document,
its number of sentences, their mean `words`, how many sound spoken; from `quoted` to `repeat` and the cues: 0 or 1,
but `symbols` and `numbers`, which are shares, 0..4."""

_BULLET = re.compile(r"\s*(?:[-*+•‣▪●○◦■–—·]\s+|[(（]?(?:\d{1,3}|[a-z])[.)）]\s+|[①-⑳])")
_QUOTED = re.compile(r"[“\"«「『《][^”\"»」』》]{2,40}[”\"»」』》]|[(（][^)）]{2,40}[)）]")
_GRID = re.compile(r"[{}<>|\\=_$`~^]|\t| {3}")
LEADS_IN = re.compile(r"[:：][\s*_]*$")
_ASKS = re.compile(r"[?？؟፧][\"'”’」』)）]*\s*$")
_CJK = re.compile(f"[{HAN}{KANA}]")


def describe(
    sentences: Sequence[str], language: str, layouts: Sequence[Layout] | None = None
) -> NDArray[np.float32]:
    """(S, F) rows for a document's sentences, columns as in FEATURES, finite, in -LIMIT..LIMIT.

    Without `layouts` every sentence is prose, except where its own characters say otherwise.
    """
    if not sentences:
        return np.zeros((0, len(FEATURES)), np.float32)
    lowered = [unicodedata.normalize("NFKC", sentence).lower() for sentence in sentences]
    counted = lexical.count(sentences, language)
    columns: dict[str, Floats] = lexical.features_of(counted)
    columns |= _surface(sentences, lowered, counted, layouts or [Layout.PROSE] * len(sentences))
    columns |= _place(columns["heading"] > 0)
    columns |= _lengths(sentences)
    columns |= _neighbours(counted, columns["heading"] > 0)
    columns |= _spread(counted)
    columns["chars"] = zscores(lexical.centrality(_character_rows(lowered), counted.sections))
    columns |= _cues(lowered, language)
    matrix = np.column_stack([columns[name] for name in FEATURES])
    return np.clip(np.nan_to_num(matrix), -LIMIT, LIMIT).astype(np.float32)


# --- place and size ------------------------------------------------------------------------------------------


def _place(headings: NDArray[np.bool_]) -> dict[str, Floats]:
    """Where in the document; `opening` and `closing` are the first and last sentence of it and of each section.

    A longer document than the weights were fitted on has its places counted in even parts, as several documents
    have: else a book's key sentences would all stand in its first chapter.
    """
    parts = [
        _place_in_part(part.stop - part.start) for part in lexical.sections_of(len(headings), PART_SENTENCES)
    ]
    places = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    bounds = np.concatenate([[True], headings[:-1]]) & ~headings
    closing = np.concatenate([headings[1:], [True]]) & ~headings
    return places | {"opening": bounds.astype(float), "closing": closing.astype(float)}


def _place_in_part(total: int) -> dict[str, Floats]:
    at = np.arange(total, dtype=float)
    return {
        "early": zscores(-np.log1p(at)),
        "late": zscores(-np.log1p(at[::-1])),
        "place": 2 * at / max(1, total - 1) - (total > 1),
        "log_place": (np.log1p(at) - 2.5) / 1.5,
        "size": np.full(total, (np.log(total) - 3.5) / 1.5),
    }


def _lengths(sentences: Sequence[str]) -> dict[str, Floats]:
    words = (np.log1p([count_words(sentence) for sentence in sentences]) - 3) / 0.6
    return {"words": words, "typical": np.full(len(words), words.mean())}


# --- words ---------------------------------------------------------------------------------------------------


def _neighbours(counted: lexical.Counted, headings: NDArray[np.bool_]) -> dict[str, Floats]:
    """Cosines to the sentence before, the one after, and the heading above (the first sentence where none is)."""
    rows = counted.rows
    total = rows.shape[0]
    at = np.arange(total)
    above = np.maximum.accumulate(np.where(headings, at, 0))
    before = _cosines(rows, rows[np.maximum(at - 1, 0)])
    before[0] = before[1:].mean() if total > 1 else 0
    title = _cosines(rows, rows[above])
    own = above == at
    title[own] = title[~own].mean() if not own.all() else 0
    after = np.append(before[1:], before[1:].mean() if total > 1 else 0)
    return {"before": zscores(before), "after": zscores(after), "title": zscores(title)}


def _cosines(rows: sp.csr_matrix, others: sp.csr_matrix) -> Floats:
    return np.asarray(rows.multiply(others).sum(axis=1), float).ravel()


def _spread(counted: lexical.Counted) -> dict[str, Floats]:
    """How common the sentence's terms are in the document (SumBasic, Nenkova & Vanderwende 2005), and how many it
    is the first to use of those that come back."""
    matrix = counted.matrix
    held = sp.csr_matrix((np.ones(len(matrix.data)), matrix.indices, matrix.indptr), shape=matrix.shape)
    frequency = np.asarray(held.sum(axis=0)).ravel()  # (T,)
    terms = np.maximum(np.diff(held.indptr), 1)  # (S,)
    first = np.full(matrix.shape[1], matrix.shape[0])
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(held.indptr))
    np.minimum.at(first, held.indices, rows)
    introduced = np.bincount(first[frequency > 1], minlength=matrix.shape[0])[: matrix.shape[0]]
    return {
        "common": zscores((held @ np.log1p(frequency)) / terms),
        "introduces": zscores(np.log1p(introduced.astype(float))),
    }


def _character_rows(lowered: Sequence[str]) -> sp.csr_matrix:
    """(S, CHARS_BUCKETS) tf-idf of hashed character n-grams: pairs in Chinese and Japanese, runs of four elsewhere."""
    text = "\n".join(lowered) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    breaks = np.fromiter((len(line) + 1 for line in lowered), int, len(lowered))
    owner = np.repeat(np.arange(len(lowered)), breaks)
    dense = np.frombuffer(_CJK.sub("\x01", text).encode("utf-32-le", "surrogatepass"), np.uint32) == 1
    grams, owners = [], []
    for size in (2, 4):
        stretch = max(0, len(codes) - size + 1)
        hashed = np.zeros(stretch, np.uint64)
        ideographs = np.ones(stretch, bool)
        for k in range(size):
            hashed = (hashed ^ codes[k : k + stretch]) * np.uint64(1099511628211)  # FNV-1a
            ideographs &= dense[k : k + stretch]
        whole = owner[:stretch] == owner[size - 1 :]
        wanted = whole & (ideographs if size == 2 else ~ideographs)
        grams.append((hashed[wanted] >> np.uint64(20)) % np.uint64(CHARS_BUCKETS))
        owners.append(owner[:stretch][wanted])
    columns = np.concatenate(grams, dtype=np.int64, casting="unsafe")
    places = (np.concatenate(owners), columns)
    matrix = sp.csr_matrix((np.ones(len(columns)), places), shape=(len(lowered), CHARS_BUCKETS))
    matrix.sum_duplicates()
    return lexical.weighted(matrix)


# --- marks and cues ------------------------------------------------------------------------------------------


def _surface(
    sentences: Sequence[str], lowered: Sequence[str], counted: lexical.Counted, layouts: Sequence[Layout]
) -> dict[str, Floats]:
    size = np.array([max(1, len(sentence)) for sentence in sentences], float)
    terms = np.array([max(1, len(found)) for found in counted.terms], float)
    unended = _flags(ENDED.search(s) is None for s in sentences)
    of = {layout: _flags(given is layout for given in layouts) for layout in Layout}
    seen: set[str] = set()
    bullets = _flags(_BULLET.match(s) is not None for s in lowered)
    symbols = np.array([len(_GRID.findall(sentence)) for sentence in sentences])
    grid = np.maximum(np.maximum(of[Layout.TABLE], of[Layout.CODE]), symbols / size > 0.05)
    return {
        "heading": of[Layout.HEADING],
        "plain": zscores(np.array([found.count("") for found in counted.terms]) / terms),
        "numbers": 10 * np.array([sum(map(str.isdigit, s)) for s in lowered]) / size,
        "symbols": 10 * symbols / size,
        "quoted": _flags(_QUOTED.search(s) is not None for s in sentences),
        "question": _flags(_ASKS.search(s) is not None for s in sentences),
        "leads_in": _flags(LEADS_IN.search(s) is not None for s in sentences),
        "unended": np.maximum(unended, of[Layout.HEADING]),
        "bullet": _telling(np.maximum(of[Layout.BULLET], bullets), of[Layout.HEADING] + of[Layout.TITLE] > 0),
        "grid": grid.astype(float),
        "repeat": _flags(_again(sentence, seen) for sentence in lowered),
    }


def _telling(flags: Floats, headings: NDArray[np.bool_]) -> Floats:
    """None where all sentences but headings have it: it tells no one apart, yet weights move with place."""
    others = flags[~headings]
    return np.zeros_like(flags) if len(others) > 1 and others.all() else flags


def _again(sentence: str, seen: set[str]) -> bool:
    known = sentence in seen
    seen.add(sentence)
    return known


def _flags(values: Iterable[bool]) -> Floats:
    return np.array(list(values), float)


def _cues(lowered: Sequence[str], language: str) -> dict[str, Floats]:
    if language == "zh":
        lowered = list(map(read_as_simplified, lowered))
    found = {kind: np.zeros(len(lowered)) for kind in cues.KINDS}
    for kind, pattern in cues.patterns(language).items():
        find = pattern.match if kind == "opener" else pattern.search
        found[kind] = _flags(find(sentence) is not None for sentence in lowered)
    speech = np.full(len(lowered), 4 * found["spoken"].mean() - 1)
    return {f"cue_{kind}": flags for kind, flags in found.items()} | {"speech": speech}
