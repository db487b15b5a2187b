"""The five attention tasks, made from a note's sentences. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.features.practice.alter import Change, alter, swaps_in
from bot.features.practice.material import MOST_LINES, Line, Material, words_in
from bot.features.practice.places import Place, Vocabulary, places_in
from bot.features.practice.staircase import between
from bot.features.practice.task import Sort, Swap, Task
from bot.texts.terms import resembling

GAP = "____"
MOST_PLACES, MOST_OTHERS = 6, 10  # of a passage whose terms are compared, and terms for each
LIKEST = 3  # places that are drawn from


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
        terms, folded = words_in(line.text, material.language), line.text.casefold()
        for term in rng.sample(terms, len(terms)):
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
            return replace(
                task,
                options=options,
                original=changed.original,
                altered=slice_,
                change=change,
                swaps=_swaps(passage, vocabulary, rng) if change is Change.TERM else (),
            )
    return None


def _swaps(passage: Sequence[Line], vocabulary: Vocabulary, rng: random.Random) -> tuple[Swap, ...]:
    """What else could be changed in a passage: a few places, drawn, and a few terms for each."""
    places = [
        (at, start, end, others)
        for at, line in enumerate(passage)
        for start, end, others in swaps_in(line.text, vocabulary)
    ]
    drawn = rng.sample(places, min(MOST_PLACES, len(places)))
    return tuple(
        Swap(at, start, end, passage[at].text[start:end], instead)
        for at, start, end, others in drawn
        for instead in others[:MOST_OTHERS]
    )


def likelier(task: Task, likeness: Sequence[float], rng: random.Random) -> Task:
    """The task with another of its `swaps` made, one of those whose two terms are most alike by the `likeness` of each:
    of every place the best, and of the best places one drawn."""
    best: dict[tuple[int, int], tuple[float, Swap]] = {}
    for swap, alike in zip(task.swaps, likeness, strict=True):
        place = swap.option, swap.start
        if place not in best or alike > best[place][0]:
            best[place] = alike, swap
    ranked = sorted(best.values(), key=lambda each: -each[0])[:LIKEST]
    swap = rng.choice(ranked)[1]
    [altered] = task.answer
    said = [task.original if at == altered else option for at, option in enumerate(task.options)]
    original = said[swap.option]
    said[swap.option] = original[: swap.start] + swap.instead + original[swap.end :]
    if len(set(said)) < len(said):
        return task
    slice_ = (swap.start, swap.start + len(swap.instead))
    return replace(task, options=tuple(said), answer=(swap.option,), original=original, altered=slice_)


MAKERS: Mapping[Sort, Callable[[Material, float, random.Random], Task | None]] = {
    Sort.MARK: _mark,
    Sort.POINT: _point,
    Sort.BLANK: _blank,
    Sort.ORDER: _order,
    Sort.ALTERED: _altered,
}
