"""A sentence's words with their offsets, how weights of its characters become weights of its words, and what the
words alone say of it. Pure, no network.

Chinese and Japanese write no spaces: Chinese is cut into jieba's words, Japanese where its document gives a reason to,
and into pairs where it gives none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model import lexical
from model.focus import questions
from model.language import HAN, KANA, MARKS, main_code

LONGEST_RUN = 4  # characters of a word in a script without spaces that no dictionary has
OFTEN = 2  # a pair of characters that a text writes so many times belongs together

NOT_CHINESE = ("ja", "ko")  # that have words of Han characters of their own

_UNSPACED = re.compile(f"[{HAN}{KANA}]")
_HAN_ONLY = re.compile(f"[{HAN}]+")
_MARK = re.compile(f"[{MARKS}]")
_IN_NUMBER = re.compile(r"(?<=\d)[,:：](?=\d)")
_RUNS = re.compile("h+|w(?:j?w)*")

Floats = NDArray[np.float64]
Place = tuple[int, int]
"""From where to where something stands, in characters."""


@dataclass(frozen=True, slots=True)
class WordWeight:
    """One word of a text, `text[start:end]`, and how much it did for its sentence's score: -1..1, the largest of a
    sentence being 1 or -1."""

    start: int
    end: int
    weight: float


def words_of(sentence: str, language: str, pairs: Counter[str] | None = None) -> list[tuple[int, int]]:
    """(start, end) of each word, in order, without the punctuation around them.

    `pairs` counts the pairs of neighbouring characters in the document, for scripts without spaces.
    """
    found: list[tuple[int, int]] = []
    for run in _RUNS.finditer(_classes(sentence)):
        if run[0][0] == "w":
            found.append(run.span())
        else:
            found += _written_together(sentence, *run.span(), language, pairs or Counter())
    return found


def _classes(sentence: str) -> str:
    """`_class_of` each character; what stands in a number joins: 1,640, 3,5 and 17:00 are one word."""
    found = list(map(_class_of, sentence))
    for mark in _IN_NUMBER.finditer(sentence):
        found[mark.start()] = "j"
    return "".join(found)


def _class_of(character: str) -> str:
    """h: of a script without spaces; w: of a word, marks on letters included; j: joins two; else a dot."""
    if _UNSPACED.match(character):
        return "h"
    if character.isalnum() or _MARK.match(character):
        return "w"
    return "j" if character in "'’-_.·" else "."


def _written_together(
    sentence: str, start: int, end: int, language: str, pairs: Counter[str]
) -> Iterator[Place]:
    """A run cut into its words; a long one that only seems to be a word is cut further."""
    if main_code(language) in NOT_CHINESE or not _HAN_ONLY.fullmatch(sentence, start, end):
        yield from _guessed(sentence, start, end, language, pairs)
        return
    import rjieba  # 30 MB, when first wanted

    at = start
    for word in rjieba.cut(sentence[start:end]):
        stop = at + len(word)
        if len(word) > LONGEST_RUN and rjieba.cut(word, hmm=False) != [word]:
            yield from _guessed(sentence, at, stop, language, pairs)
        else:
            yield at, stop
        at = stop


def _guessed(
    sentence: str, start: int, end: int, language: str, pairs: Counter[str]
) -> Iterator[tuple[int, int]]:
    """A run cut: function characters stand alone, repeated pairs stay together, what is left becomes pairs."""
    empty = [lexical.terms(character, language) == [""] for character in sentence[start:end]]
    often = [pairs[a + b] >= OFTEN for a, b in pairwise(sentence[start:end])]
    at, size = 0, end - start
    while at < size:
        stretch = 1
        while not empty[at] and stretch < LONGEST_RUN and at + stretch < size and not empty[at + stretch]:
            last = at + stretch - 1
            opens = (
                last + 1 < len(often) and often[last + 1]
            )  # a repeated pair begins with the next character
            if not often[last] and (stretch > 1 or opens):
                break
            stretch += 1
        yield start + at, start + at + stretch
        at += stretch


def pairs_in(sentences: Sequence[str]) -> Counter[str]:
    """How often each pair of neighbouring characters of a script without spaces is written."""
    return Counter(
        a + b for s in sentences for a, b in pairwise(s) if _UNSPACED.match(a) and _UNSPACED.match(b)
    )


def means_something(sentence: str, words: Sequence[Place], language: str) -> NDArray[np.bool_]:
    """(words,) whether each has a meaning of its own, as "leaf" has and "which" has not."""
    return np.array([any(questions.terms(sentence[start:end], language)) for start, end in words], bool)


def by_word(by_character: Floats, words: Sequence[Place]) -> Floats:
    """(words,) sums over each word's characters."""
    return np.array([by_character[start:end].sum() for start, end in words])


def weighed(words: Sequence[Place], found: Floats, offset: int = 0) -> tuple[WordWeight, ...]:
    """What was found of each word, scaled to -1..1; `offset` is where the sentence stands."""
    largest = float(np.abs(found).max(initial=0.0))
    scale = 1 / largest if largest > 1e-12 else 0.0
    return tuple(
        WordWeight(offset + start, offset + end, round(float(value) * scale, 4))
        for (start, end), value in zip(words, found, strict=True)
    )


def lexical_shares(sentences: Sequence[str], index: int, language: str, focus: str | None = None) -> Floats:
    """What each character of one sentence adds to the sentence's tf-idf centrality, (characters,).

    A term's part of the cosine to the document's centroid, as `lexical` weighs it, is spread over its characters.
    With `focus` its share of the question's terms (as `questions.overlap`) is added.
    """
    asked = questions.asked_terms(focus, language) if focus else frozenset()
    counts = [Counter(t for t in _terms(s, language, asked) if t) for s in sentences]
    frequency = Counter(term for count in counts for term in count)
    rarity = {term: math.log1p(len(sentences) / frequency[term]) for term in counts[index]}
    sentence = sentences[index]
    centroid = dict.fromkeys(rarity, 0.0)
    for count in counts:
        row = {t: (1 + math.log(n)) * math.log1p(len(sentences) / frequency[t]) for t, n in count.items()}
        length = math.hypot(*row.values())
        for term in row.keys() & rarity.keys():
            centroid[term] += row[term] / length
    parts = {t: (1 + math.log(counts[index][t])) * rarity[t] * centroid[t] for t in rarity}
    total = sum(parts.values()) or 1.0
    total_asked = sum(rarity[t] for t in rarity.keys() & asked) or 1.0
    worth = {t: part / total + (t in asked) * rarity[t] / total_asked for t, part in parts.items()}
    return _spread(sentence, language, asked, {t: value / counts[index][t] for t, value in worth.items()})


def _terms(sentence: str, language: str, asked: frozenset[str]) -> list[str]:
    """As `lexical.terms`, what is `asked` about not being empty."""
    plain = lexical.terms(sentence, language)
    if not asked:
        return plain
    about = questions.terms(sentence, language)
    return [term if term in asked else other for term, other in zip(about, plain, strict=True)]


def _spread(sentence: str, language: str, asked: frozenset[str], worth: dict[str, float]) -> Floats:
    """Each occurrence's worth over the characters it is written with."""
    shares = np.zeros(len(sentence))
    for run in _RUNS.finditer(_classes(sentence)):
        found = _terms(sentence[run.start() : run.end()], language, asked)
        width = run.end() - run.start()
        if run[0][0] == "h" and len(found) == width - 1:
            for i, pair in enumerate(found, run.start()):
                shares[i : i + 2] += worth.get(pair, 0.0) / 2
        else:
            shares[run.start() : run.end()] += sum(worth.get(term, 0.0) for term in found) / width
    return shares
