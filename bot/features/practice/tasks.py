"""The five attention tasks: made from a note's sentences, and marked. Pure.

A task is kept whole with its round, so that it stays the same after a restart and while its note changes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.errors import Invalid
from bot.features.practice.alter import Change, alter
from bot.features.practice.places import Place, Vocabulary, places_in
from bot.features.practice.staircase import between
from bot.features.practice.terms import resembling, terms_in

GAP = "____"
SHORTEST, LONGEST = 20, 300  # characters of a sentence that is asked about; a Chinese one says more in fewer
SHORTEST_HAN = 8
MOST_LINES = 400  # of a note, whose terms are looked for
ENOUGH_AGREEMENT = 0.5  # F1: half of the choice is the model's


_ENDS = re.compile(r"[.!?;:…。！？；：][\"'”’»」』）)\]*_]*\s*$")


class Sort(StrEnum):
    """What a round asks for."""

    MARK = "mark"
    POINT = "point"
    BLANK = "blank"
    ORDER = "order"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a note as tasks are made from it: its place in the note, and its rank, 0 being the first chosen."""

    index: int
    text: str
    rank: int


@dataclass(frozen=True, slots=True)
class Material:
    """A note's sentences that can be asked about, in their order; `vectors` (L, H) say what is near."""

    language: str
    lines: tuple[Line, ...]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, language: str, lines: Sequence[Line], vectors: NDArray[np.floating[Any]]) -> Material:
        """From all sentences of a note and their vectors (S, H); without headings, where its sentences are whole."""
        kept = tuple(line for line in lines if askable(line.text))
        whole = tuple(line for line in kept if _ENDS.search(line.text))
        kept = whole if 2 * len(whole) > len(kept) else kept
        return cls(language, kept, vectors[[line.index for line in kept]].astype(np.float32))

    def vocabulary(self, near: int = 0) -> Vocabulary:
        """The terms of the lines around place `near`; of a whole book they would take too long."""
        start = max(0, near - MOST_LINES // 2)
        return Vocabulary([line.text for line in self.lines[start : start + MOST_LINES]], self.language)

    def terms(self) -> list[str]:
        """Each word that carries meaning once, as it is first written; for languages and notes with nothing better."""
        found: dict[str, str] = {}
        for line in self.lines[:MOST_LINES]:
            for start, end in terms_in(line.text, self.language):
                term = line.text[start:end]
                found.setdefault(term.casefold(), term)
        return list(found.values())


def askable(text: str) -> bool:
    """Whether a sentence is long enough to say something and short enough to be read at a glance."""
    han = sum("\u3400" <= letter <= "\u9fff" for letter in text)
    return (SHORTEST_HAN if 2 * han > len(text) else SHORTEST) <= len(text) <= LONGEST


@dataclass(frozen=True, slots=True)
class Task:
    """`answer` holds places in `options`: those to choose or, to put in order, all of them in their order.

    `indices` are the options' places in the note where they are its sentences. For a sentence that was altered
    `altered` is the slice of it that was changed, and `original` what stands in the note.
    """

    sort: Sort
    options: tuple[str, ...]
    answer: tuple[int, ...]
    text: str = ""  # what is asked about, where it isn't the options
    original: str = ""
    indices: tuple[int, ...] = ()
    altered: tuple[int, int] | None = None
    change: Change | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Task:
        return cls(
            sort=Sort(kept["sort"]),
            options=tuple(kept["options"]),
            answer=tuple(kept["answer"]),
            text=kept["text"],
            original=kept["original"],
            indices=tuple(kept["indices"]),
            altered=(kept["altered"][0], kept["altered"][1]) if kept["altered"] else None,
            change=Change(kept["change"]) if kept["change"] else None,
        )

    @property
    def most(self) -> int:
        """How many options may be chosen; in a passage to mark as many as the model chose, so that all is no answer."""
        return {Sort.MARK: len(self.answer), Sort.ORDER: len(self.options)}.get(self.sort, 1)

    def check(self, given: Sequence[int]) -> tuple[int, ...]:
        """The answer as it is kept. Raises Invalid where it does not fit the task."""
        chosen = tuple(given)
        if len(set(chosen)) != len(chosen) or not set(chosen) <= set(range(len(self.options))):
            raise Invalid("Choose each of them once at most.")
        if self.sort is Sort.ORDER and len(chosen) != len(self.options):
            raise Invalid("Give each sentence a place of its own.")
        if self.sort is Sort.MARK and not 0 < len(chosen) <= self.most:
            raise Invalid("Choose 1 to {count} sentences.", count=self.most)
        if self.sort not in (Sort.ORDER, Sort.MARK) and len(chosen) != 1:
            raise Invalid("Choose one of them.")
        return tuple(sorted(chosen)) if self.sort is Sort.MARK else chosen

    def score(self, given: Sequence[int]) -> float:
        """0..1: F1 against the model's choice; the share of pairs in their order (Kendall, 1938); else right or not."""
        if self.sort is Sort.MARK:
            return 2 * len(set(given) & set(self.answer)) / (len(given) + len(self.answer))
        if self.sort is Sort.ORDER:
            place = {option: at for at, option in enumerate(given)}
            pairs = [place[a] < place[b] for a, b in combinations(self.answer, 2)]
            return sum(pairs) / len(pairs)
        return float(tuple(given) == self.answer)

    def succeeded(self, score: float) -> bool:
        return score >= (ENOUGH_AGREEMENT if self.sort is Sort.MARK else 1.0)


def make(sort: Sort, material: Material, level: float, rng: random.Random) -> Task | None:
    """A task as hard as `level`, or None where the note does not hold one."""
    return MAKERS[sort](material, level, rng)


def _mark(material: Material, level: float, rng: random.Random) -> Task | None:
    """A passage, longer the harder; about a third of it is the answer."""
    passage = _passage(material, round(between(level, 5, 10)), 4, rng)
    if not passage:
        return None
    first = sorted(range(len(passage)), key=lambda at: passage[at].rank)[: max(1, round(len(passage) / 3))]
    return _over(Sort.MARK, passage, tuple(sorted(first)))


def _over(sort: Sort, lines: Sequence[Line], answer: tuple[int, ...]) -> Task:
    return Task(sort, tuple(line.text for line in lines), answer, indices=tuple(line.index for line in lines))


def _passage(material: Material, most: int, least: int, rng: random.Random) -> list[Line]:
    """Sentences that follow each other, `most` of them where there are so many; none where there are not `least`.

    A heading or a very long sentence between them is passed over.
    """
    size = min(most, len(material.lines))
    if size < least:
        return []
    start = rng.randrange(len(material.lines) - size + 1)
    return list(material.lines[start : start + size])


def _point(material: Material, level: float, rng: random.Random) -> Task | None:
    """A sentence of the best third among some of the last half: more of them and nearer in meaning, the harder."""
    ranked = sorted(range(len(material.lines)), key=lambda at: material.lines[at].rank)
    best, last = ranked[: max(1, len(ranked) // 3)], ranked[len(ranked) // 2 :]
    count = round(between(level, 2, 4))
    if len(ranked) < 4 or len(last) < 2:
        return None
    target = rng.choice(best)
    nearness = material.vectors[last] @ material.vectors[target]
    farthest_first = [last[at] for at in np.argsort(nearness, kind="stable")]
    start = round(between(level, 0, max(0, len(last) - count)))
    chosen = sorted([target, *farthest_first[start : start + count]])
    return _over(Sort.POINT, [material.lines[at] for at in chosen], (chosen.index(target),))


def _blank(material: Material, level: float, rng: random.Random) -> Task | None:
    """A term of an important sentence is left out; the terms beside it look more like it, the harder.

    They are terms that could stand there; only where the note has too few of these, any of its words.
    """
    vocabulary = material.vocabulary()
    best = sorted(material.lines[:MOST_LINES], key=lambda line: line.rank)
    best = best[: max(3, len(best) // 2)]
    order = rng.sample(best, len(best))
    for line in order:
        places = places_in(line.text, material.language)
        for place in rng.sample(places, len(places)):
            if _is_inside_another(place, places, line.text):
                continue
            if task := _gap(line, place.text, vocabulary.fitting(place, line.text), level, rng):
                return task
    words = material.terms()
    for line in order:
        spans = terms_in(line.text, material.language)
        for start, end in rng.sample(spans, len(spans)):
            term, folded = line.text[start:end], line.text.casefold()
            others = [word for word in words if word.casefold() not in folded and word[:4] != term[:4]]
            if task := _gap(line, term, resembling(term, others), level, rng):
                return task
    return None


def _is_inside_another(place: Place, places: Sequence[Place], sentence: str) -> bool:
    """Whether the term also stands inside a longer word of the sentence, where its gap would look odd."""
    return sentence.casefold().count(place.text.casefold()) > sum(each.text == place.text for each in places)


def _gap(line: Line, term: str, similar: list[str], level: float, rng: random.Random) -> Task | None:
    """The task with `term` left out of the line, among the first of the `similar`; None where there are too few."""
    if len(similar) < 2:
        return None
    count = round(between(level, 2, 5))
    nearest = similar[: max(count, round(between(level, len(similar), count)))]
    options = [term, *rng.sample(nearest, min(count, len(nearest)))]
    rng.shuffle(options)
    gap = _without(line.text, term)
    return Task(Sort.BLANK, tuple(options), (options.index(term),), gap, line.text, indices=(line.index,))


def _without(sentence: str, term: str) -> str:
    """`sentence` with a gap wherever `term` stands in it, inside longer words too: none may give it away."""
    parts, at, folded, wanted = [], 0, sentence.casefold(), term.casefold()
    if len(folded) != len(sentence):
        return sentence.replace(term, GAP)
    while (found := folded.find(wanted, at)) >= 0:
        parts += [sentence[at:found], GAP]
        at = found + len(term)
    return "".join([*parts, sentence[at:]])


def _order(material: Material, level: float, rng: random.Random) -> Task | None:
    """Sentences that stand side by side, shuffled; more of them, the harder, if so many stand side by side."""
    for size in range(round(between(level, 3, 6)), 2, -1):
        starts = [
            at
            for at in range(len(material.lines) - size + 1)
            if material.lines[at + size - 1].index - material.lines[at].index == size - 1
        ]
        if starts:
            break
    else:
        return None
    start, places = rng.choice(starts), list(range(size))
    while places == sorted(places):
        rng.shuffle(places)
    lines = [material.lines[start + place] for place in places]
    return _over(Sort.ORDER, lines, tuple(places.index(place) for place in range(size)))


def _altered(material: Material, level: float, rng: random.Random) -> Task | None:
    """A passage with one sentence changed; longer, the harder."""
    passage = _passage(material, round(between(level, 3, 7)), 3, rng)
    if not passage:
        return None
    vocabulary = material.vocabulary(material.lines.index(passage[0]))
    known = {line.text for line in material.lines}
    kinds = list(Change)
    rng.shuffle(kinds)
    for at in rng.sample(range(len(passage)), len(passage)):
        for change in kinds:
            changed = alter(passage[at].text, material.language, change, vocabulary, rng)
            if changed is None or changed.text in known:
                continue
            task = _over(Sort.ALTERED, passage, (at,))
            options = (*task.options[:at], changed.text, *task.options[at + 1 :])
            slice_ = (changed.start, changed.start + len(changed.instead))
            return replace(task, options=options, original=changed.original, altered=slice_, change=change)
    return None


MAKERS: Mapping[Sort, Callable[[Material, float, random.Random], Task | None]] = {
    Sort.MARK: _mark,
    Sort.POINT: _point,
    Sort.BLANK: _blank,
    Sort.ORDER: _order,
    Sort.ALTERED: _altered,
}
