"""What tasks are made from: the sentences of a note that can be asked about, and the terms in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.features.practice.places import Vocabulary
from bot.texts.chinese import content_words
from bot.texts.folding import likeness
from bot.texts.terms import terms_in
from model import main_code

SHORTEST, LONGEST = 20, 300  # characters of a sentence that is asked about; a Chinese one says more in fewer
SHORTEST_HAN = 8
MOST_LINES = 400  # of a note, whose terms are looked for

_ENDS = re.compile(r"[.!?;:…。！？；：][\"'”’»」』）)\]*_]*\s*$")


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
        """From all sentences of a note and their vectors (S, H), what it says twice once; without headings, where its
        sentences are whole."""
        kept = tuple(line for line in _each_once(lines) if askable(line.text))
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
            for term in words_in(line.text, self.language):
                found.setdefault(term.casefold(), term)
        return list(found.values())


def _each_once(lines: Sequence[Line]) -> list[Line]:
    """The first of those that read alike: of two equal answers one would be wrong."""
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(likeness(line.text), line)
    return list(first.values())


def words_in(text: str, language: str) -> list[str]:
    """A sentence's words that carry meaning; in Chinese whole terms of it."""
    if main_code(language) == "zh":
        return content_words(text)
    return [text[start:end] for start, end in terms_in(text, language)]


def askable(text: str) -> bool:
    """Whether a sentence is long enough to say something and short enough to be read at a glance."""
    han = sum("\u3400" <= letter <= "\u9fff" for letter in text)
    return (SHORTEST_HAN if 2 * han > len(text) else SHORTEST) <= len(text) <= LONGEST
