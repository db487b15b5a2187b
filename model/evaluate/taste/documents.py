"""The documents that simulated people read: as the model reads them, with what their sets say of each sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import model
from model.data import lines_of, read_line, read_records
from model.lexical import terms
from model.reading import Reading, ScoredSentence
from model.training.sets import find

CHOSEN = 5
TOPICS = 100  # directions of the words' space
WINDOW = 100  # sentences of a long document that are read
ELSEWHERE = "forms.dev"
RARE = ("definition", "action", "decision")  # the kinds of which the window read holds most

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Document:
    """One document as the model read it, its labels, what its set holds to be key, and what its sentences are about:
    `subjects` (S, H), by the encoder before training, and `words` (S, D), by what they share. `meanings` (S, H) are
    what a taste sees of them, in a space."""

    reading: Reading
    kinds: tuple[str, ...]
    gold: frozenset[int]
    subjects: NDArray[np.floating]
    words: NDArray[np.floating]
    meanings: tuple[NDArray[np.float32], str]

    def of_kind(self, kind: str) -> Flags:
        return np.array([k == kind for k in self.kinds], bool)

    @property
    def key(self) -> Flags:
        return np.array([i in self.gold for i in range(len(self.reading.sentences))], bool)

    def portrait(self) -> model.Portrait:
        reading = self.reading
        texts = [reading.text[s.start : s.end] for s in reading.sentences]
        scores = [s.score for s in reading.sentences]
        kinds = [s.kind for s in reading.sentences]
        return model.portray(texts, kinds, scores, *self.meanings)

    def chosen(self, taste: model.Taste | None) -> list[int]:
        """The first CHOSEN for one person."""
        reading, ranked = self.reading, self.reading.sentences
        if taste is not None:
            ranked = tuple(model.personal_order(reading.text, ranked, *self.meanings, taste))
        return first(ranked)


def first(sentences: Sequence[ScoredSentence]) -> list[int]:
    return [i for i, s in enumerate(sentences) if s.rank < CHOSEN]


def load(
    data: Path, name: str, count: int, extractor: model.Extractor, before: model.Extractor
) -> list[Document]:
    """Documents of a set, evenly taken, the densest window of each; single sentences are joined by the dozen."""
    lines = lines_of(find(f"{name}.dev", data))
    records = [read_line(*line, lambda _, given: given) for line in lines]
    if all(len(r["sentences"]) == 1 for r in records):  # ordered by kind, so they are mixed
        records = [records[i] for i in np.random.default_rng(0).permutation(len(records))]
        records = [
            {
                "sentences": [r["sentences"][0] for r in records[a:b]],
                "kind_labels": [r["kind_labels"][0] for r in records[a:b]],
            }
            for a, b in pairwise(range(0, len(records), 15))
        ]
    records = records[:: max(1, len(records) // count)][:count]
    parts = [_window(record) for record in records]
    texts = [sentences for sentences, _, _ in parts]
    readings, plain = extractor.read_split(texts), before.read_split(texts)
    shared = words_of(texts)
    return [
        Document(
            reading,
            kinds,
            gold,
            about.vectors.astype(np.float32),
            words,
            extractor.meanings(reading.vectors, reading.space),
        )
        for reading, about, words, (_, kinds, gold) in zip(readings, plain, shared, parts, strict=True)
    ]


def words_of(texts: Sequence[Sequence[str]]) -> list[NDArray[np.floating]]:
    """(S, D) of each text: its sentences by the words that they share with others (latent semantic analysis,
    Deerwester et al. 1990), rows of length 1."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    sentences = [sentence for text in texts for sentence in text]
    weighed = TfidfVectorizer(
        tokenizer=_meaningful, token_pattern=None, sublinear_tf=True, min_df=2
    ).fit_transform(sentences)
    rows = normalize(TruncatedSVD(min(TOPICS, weighed.shape[1] - 1), random_state=0).fit_transform(weighed))
    return np.split(rows, np.cumsum([len(text) for text in texts])[:-1])


def about_other_things(extractor: model.Extractor, data: Path) -> list[Document]:
    """Texts in which nobody wants anything."""
    records = read_records(find(ELSEWHERE, data))
    found = []
    for record, reading in zip(records, extractor.read_split([r.sentences for r in records]), strict=True):
        nothing = np.zeros((len(record.sentences), 1))
        meanings = extractor.meanings(reading.vectors, reading.space)
        kinds = ("none",) * len(record.sentences)
        found.append(Document(reading, kinds, frozenset(), nothing, nothing, meanings))
    return found


def _meaningful(sentence: str) -> list[str]:
    return [term for term in terms(sentence, "en") if term]


def _window(record: Mapping[str, object]) -> tuple[list[str], tuple[str, ...], frozenset[int]]:
    sentences = list(record["sentences"])  # type: ignore[call-overload]
    kinds = list(record.get("kind_labels") or ["none"] * len(sentences))  # type: ignore[call-overload]
    labels = record.get("labels")
    marked = [i for i, label in enumerate(labels) if label] if labels else list(record.get("oracle") or ())  # type: ignore[call-overload, var-annotated, arg-type]
    starts = range(0, max(1, len(sentences) - WINDOW + 1), WINDOW // 2)
    at = max(starts, key=lambda s: sum(k in RARE for k in kinds[s : s + WINDOW]))
    gold = frozenset(i - at for i in marked if at <= i < at + WINDOW)
    return sentences[at : at + WINDOW], tuple(kinds[at : at + WINDOW]), gold
