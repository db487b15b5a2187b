"""One task of a round: what is asked, how an answer to it is taken and marked. Pure.

It is kept whole with its round, so that it stays the same after a restart and while its note changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any

from bot.errors import Invalid
from bot.features.practice.alter import Change

ENOUGH_AGREEMENT = 0.5  # F1: half of the choice is the model's


class Sort(StrEnum):
    """What a round asks for."""

    MARK = "mark"
    POINT = "point"
    BLANK = "blank"
    ORDER = "order"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Swap:
    """A term of an option, its slice start:end, and another that could stand there."""

    option: int
    start: int
    end: int
    term: str
    instead: str


@dataclass(frozen=True, slots=True)
class Task:
    """`answer` holds places in `options`: those to choose or, to put in order, all of them in their order.

    `indices` are the options' places in the note where they are its sentences. For a sentence that was altered
    `altered` is the slice of it that was changed, and `original` what stands in the note. `swaps` are other
    changes of a term that were possible; they are not kept.
    """

    sort: Sort
    options: tuple[str, ...]
    answer: tuple[int, ...]
    text: str = ""  # what is asked about, where it isn't the options
    original: str = ""
    indices: tuple[int, ...] = ()
    altered: tuple[int, int] | None = None
    change: Change | None = None
    swaps: tuple[Swap, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "swaps"}

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
