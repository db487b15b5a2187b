"""What the model made of one text: every sentence with its score, its rank and the reasons for it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from model.choose import Budget, cut


class ModelError(Exception):
    """The model can't do what was asked; its text is a sentence for a person."""


class ModelBusy(ModelError):
    """The queue in front of the model is full; the same request may go through a moment later."""


class Reason(StrEnum):
    """Why a sentence was scored as it was, strongest first in `ScoredSentence.reasons`; faces put it in words."""

    CENTRAL = "central"  # says what much of the text is about
    KEYWORDS = "keywords"  # holds the words the text keeps coming back to
    TOPIC = "topic"  # carries one of the text's main topics
    EARLY = "early"  # stands early, where a text says what it is about
    INFORMATIVE = "informative"  # says much
    SIGNAL = "signal"  # says by its words that it matters: "in short", "is called", "must"
    FOCUS = "focus"  # close to what the person asked for
    LEARNT = "learnt"  # reads like what people kept of the texts the model was trained on
    TASTE = "taste"  # like what this person kept before; see `taste`
    MARKED = "marked"  # this person said that it matters


class Stage(StrEnum):
    """Where a text is on its way through the model; reported with (done, total)."""

    WAITING = "waiting"
    SCORING = "scoring"


OnStage = Callable[[Stage, int, int], None]
"""Called as (stage, done, total). Called from the worker's thread."""

READ_ONCE, READ_AGAIN = (
    4,
    1,
)  # the parts of the time that reading a text and reading some of it again take, about


def told_of_reading(on_stage: OnStage | None) -> OnStage | None:
    """What is told while a text is read: it is not all."""
    if on_stage is None:
        return None
    return lambda stage, done, total: on_stage(stage, READ_ONCE * done, (READ_ONCE + READ_AGAIN) * total)


def told_of_reading_again(on_stage: OnStage | None) -> OnStage | None:
    """What is told while some of a text is read again."""
    if on_stage is None:
        return None
    return lambda stage, done, total: on_stage(
        stage, READ_ONCE * total + READ_AGAIN * done, (READ_ONCE + READ_AGAIN) * total
    )


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """One sentence of a text: `text[start:end]`, its score (0..1) and its rank (0 is chosen first)."""

    start: int
    end: int
    score: float
    rank: int
    words: int
    kind: str = "key"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class KeySentence:
    """A chosen sentence: `text == source[start:end]`; `index` counts the source's sentences from 0."""

    text: str
    start: int
    end: int
    index: int
    score: float
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read once, to be cut to any length without running the model again.

    `vectors` is (S, H) float16 with rows of length 1, in the vector space named `space`: vectors of
    different spaces can't be compared.
    """

    text: str
    language: str
    sentences: tuple[ScoredSentence, ...]
    vectors: NDArray[np.float16]
    space: str
    model: str

    def cut(self, budget: Budget) -> list[KeySentence]:
        """The best sentences within `budget`, in source order."""
        return cut_sentences(self.text, self.sentences, budget)


def cut_sentences(text: str, sentences: Sequence[ScoredSentence], budget: Budget) -> list[KeySentence]:
    """As `Reading.cut`, for sentences that were kept without their vectors."""
    chosen = cut([s.rank for s in sentences], [s.words for s in sentences], budget)
    return [
        KeySentence(text[s.start : s.end], s.start, s.end, i, s.score, s.kind)
        for i, s in ((i, sentences[i]) for i in chosen)
    ]
