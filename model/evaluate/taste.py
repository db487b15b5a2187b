"""What a person's taste wins: simulated people mark sentences, and their next documents are chosen anew.

    python -m model.evaluate.taste [--data ../shared/data] [--documents 40] [--seeds 24] [--marks 20]

People who prefer a topic (sentences near a few random ones, in the space of the encoder before training, which knows
nothing of what is important, or by the words they share, in which no encoder has a part) or a kind (as the sets label
them, or sentences with digits) keep and drop the highlights of some documents and pick up to two left-out sentences in
each. Measured is the share of the five chosen that they want, over the other documents, before and after. People
without a preference mark at random, or as the set's own gold has it, and are measured against that gold: they must lose
nothing. Beside that, how much of the choice stays in Pith's own texts, which are about other things. The last line is
JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import model
from model.data import lines_of, read_line, read_records
from model.evaluate.own import named, untrained
from model.lexical import terms
from model.reading import Reading, ScoredSentence
from model.refusals import at_least, in_a_sentence
from model.training.options import find

CHOSEN = 5
PICKED = 2  # left-out sentences a person picks in a document
TOPIC_SHARE = 0.2  # of all sentences, how many belong to a topic
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


Wants = Callable[[Document], Flags]


@dataclass(frozen=True)
class Persona:
    """What a person says of sentences, and what they are measured by. `likes` orders what they pick, at random
    where it is None."""

    says: Wants
    wants: Wants
    likes: Callable[[Document], NDArray[np.floating]] | None = None


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


def near_a_topic(
    documents: Sequence[Document], rng: np.random.Generator, about: Callable[[Document], NDArray[np.floating]]
) -> Persona:
    """Somebody who wants the sentences nearest to the mean of three random ones, by what they are `about` (S, D)."""
    vectors = np.concatenate([about(d) for d in documents])
    centre = vectors[rng.choice(len(vectors), 3, replace=False)].mean(axis=0)
    least = np.quantile(vectors @ centre, 1 - TOPIC_SHARE)

    def likes(document: Document) -> NDArray[np.floating]:
        return np.asarray(about(document) @ centre)

    def wants(document: Document) -> Flags:
        return np.asarray(likes(document) > least)

    return Persona(wants, wants, likes)


def of_a_kind(kind: str) -> Persona:
    return Persona(lambda d: d.of_kind(kind), lambda d: d.of_kind(kind))


def with_digits(document: Document) -> Flags:
    reading = document.reading
    texts = [reading.text[s.start : s.end] for s in reading.sentences]
    return np.array([any(character.isdigit() for character in text) for text in texts], bool)


def at_random(rng: np.random.Generator) -> Persona:
    """Somebody without a preference: keeps four highlights of five and picks anything."""

    def says(document: Document) -> Flags:
        chosen = np.array([s.rank < CHOSEN for s in document.reading.sentences])
        return rng.random(len(chosen)) < np.where(chosen, 0.8, 0.03)

    return Persona(says, lambda d: d.key)


def marks_of(
    persona: Persona, documents: Sequence[Document], marks: int, rng: np.random.Generator
) -> list[model.Mark]:
    """What the person says of one document after another, each cut to their taste so far."""
    said: list[model.Mark] = []
    for document in documents:
        wanted = persona.says(document)
        if not wanted.any():
            continue
        portrait = document.portrait()
        chosen = document.chosen(model.fit_taste(said))
        left_out = [i for i in range(len(wanted)) if i not in chosen]
        said += [model.Mark(bool(wanted[i]), portrait.rows([i])) for i in chosen]
        liking = persona.likes(document) if persona.likes else rng.random(len(wanted))
        for i in sorted((i for i in left_out if wanted[i]), key=lambda i: -liking[i])[:PICKED]:
            said.append(model.Mark(True, portrait.rows([i, *model.passed_over(i, left_out)])))
        if len(said) >= marks:
            break
    return said[:marks]


def precision(persona: Persona, documents: Sequence[Document], taste: model.Taste | None) -> float:
    """The share of the CHOSEN that the person wants, over the documents that have any."""
    shares = [
        float(wanted[document.chosen(taste)].mean())
        for document in documents
        if (wanted := persona.wants(document)).any()
    ]
    return float(np.mean(shares)) if shares else 0.0


def measure(
    make: Callable[[np.random.Generator], Persona],
    documents: Sequence[Document],
    seeds: int,
    marks: int,
    others: Sequence[Document] = (),
) -> dict[str, float]:
    """Precision before and after, over `seeds` people of one sort, the share of them whose taste applies, and the share
    of the choice that stays in `others` where it does."""
    before, after, stays, applied = [], [], [], 0
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        order = [documents[i] for i in rng.permutation(len(documents))]
        persona = make(rng)
        shown, unseen = order[: len(order) // 2], order[len(order) // 2 :]
        taste = model.fit_taste(marks_of(persona, shown, marks, rng))
        applied += taste is not None
        before.append(precision(persona, unseen, None))
        after.append(precision(persona, unseen, taste))
        if taste is not None:
            stays += [len({*d.chosen(None)} & {*d.chosen(taste)}) / len(d.chosen(None)) for d in others]
    mean_before, mean_after = float(np.mean(before)), float(np.mean(after))
    relative = 100 * (mean_after / mean_before - 1) if mean_before else float("inf") if mean_after else 0.0
    return {
        "before": mean_before,
        "after": mean_after,
        "relative": relative,
        "applied": applied / seeds,
        "stays elsewhere": float(np.mean(stays)) if stays else 1.0,
    }


@in_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--documents", type=at_least(1), default=40, help="of each set")
    parser.add_argument("--seeds", type=at_least(1), default=24, help="people of each sort")
    parser.add_argument("--marks", type=at_least(1), default=20)
    parser.add_argument("--checkpoint", help="a folder or hub id; default: the shipped weights")
    asked = parser.parse_args()
    extractor = model.load(asked.checkpoint)
    before = untrained(extractor.device)
    books, meetings, mails = (
        load(asked.data, name, asked.documents, extractor, before)
        for name in ("openstax", "ami_icsi", "emailintent")
    )
    others = about_other_things(extractor, asked.data)
    by_subject, by_words = attrgetter("subjects"), attrgetter("words")
    sorts: dict[str, tuple[Callable[[np.random.Generator], Persona], Sequence[Document]]] = {
        "topic, books": (lambda rng: near_a_topic(books, rng, by_subject), books),
        "topic, meetings": (lambda rng: near_a_topic(meetings, rng, by_subject), meetings),
        "topic by words, books": (lambda rng: near_a_topic(books, rng, by_words), books),
        "topic by words, meetings": (lambda rng: near_a_topic(meetings, rng, by_words), meetings),
        "numbers, books": (lambda rng: Persona(with_digits, with_digits), books),
        "definitions, books": (lambda rng: of_a_kind("definition"), books),
        "actions, meetings": (lambda rng: of_a_kind("action"), meetings),
        "decisions, meetings": (lambda rng: of_a_kind("decision"), meetings),
        "actions, mails": (lambda rng: of_a_kind("action"), mails),
        "nothing, books": (at_random, books),
        "nothing, meetings": (at_random, meetings),
        "the set's own gold, books": (lambda rng: Persona(lambda d: d.key, lambda d: d.key), books),
    }
    results = {}
    for name, (make, documents) in sorts.items():
        found = results[name] = measure(make, documents, asked.seeds, asked.marks, others)
        print(
            f"{name:28} {found['before']:.3f} → {found['after']:.3f}  {found['relative']:+.1f} %"
            f"  applied for {found['applied']:.0%}, elsewhere {found['stays elsewhere']:.0%} of the choice stays",
            flush=True,
        )
    line = named(extractor, asked.checkpoint)
    line |= {"marks": asked.marks, "seeds": asked.seeds, "people": results}
    print(json.dumps(line).replace("Infinity", "null"))


if __name__ == "__main__":
    main()
