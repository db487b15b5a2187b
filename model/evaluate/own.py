"""Pith's own answers: the extractor's, the same without the focus question, and the words' alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tqdm import tqdm  # type: ignore[import-untyped]

from model.evaluate.examples import Example
from model.features import anchor, describe, everyday

if TYPE_CHECKING:
    from model.engine import Extractor

OURS, UNFOCUSED, UNTRAINED, LEXICAL = "ours", "no question", "untrained", "lexical"
TOGETHER = 16  # documents read in one call, so that short ones share batches


@dataclass(frozen=True)
class Answer:
    """One document's scores (0..1), the order of choosing (0 first) and kinds, each (S,)."""

    scores: list[float]
    ranks: list[int]
    kinds: list[str]

    def choice(self, size: int, among: Iterable[int] | None = None) -> list[int]:
        """The `size` indices chosen, of all or of those `among`, ascending."""
        which = range(len(self.ranks)) if among is None else among
        return sorted(sorted(which, key=lambda i: self.ranks[i])[:size])


System = Callable[[Sequence[Example]], list[Answer]]


def systems(extractor: Extractor, untrained: Extractor | None = None) -> dict[str, System]:
    """Ours by name. `untrained` is the packaged encoder without what training added."""
    found: dict[str, System] = {
        OURS: lambda examples: read(extractor, examples),
        UNFOCUSED: lambda examples: read(extractor, examples, focused=False),
    }
    if untrained is not None:
        found[UNTRAINED] = lambda examples: read(untrained, examples)
    found[LEXICAL] = lambda examples: [read_lexical(example) for example in examples]
    return {name: remembered(system) for name, system in found.items()}


def remembered(system: System) -> System:
    """The same, but a document that several checks ask about is read once."""
    known: dict[Example, Answer] = {}

    def answers(examples: Sequence[Example]) -> list[Answer]:
        fresh = [example for example in dict.fromkeys(examples) if example not in known]
        known.update(zip(fresh, system(fresh), strict=True))
        return [known[example] for example in examples]

    return answers


def untrained(device: str) -> Extractor:
    """The packaged encoder under the hand-fitted blend: Pith before any training."""
    from model.encoder import fastest_dtype, load_encoder
    from model.engine import Extractor

    return Extractor(load_encoder(None).to(device, fastest_dtype(device)))


def named(extractor: Extractor, checkpoint: str | None) -> dict[str, Any]:
    """What is measured, for the results: the encoder, the weights as they were asked for, and the space of their
    vectors, which tells any two weights apart."""
    return {"model": extractor.name, "checkpoint": checkpoint or "shipped", "space": extractor.space}


def read(extractor: Extractor, examples: Sequence[Example], focused: bool = True) -> list[Answer]:
    """The extractor's answers, with each example's focus question or without."""
    answers = []
    for start in tqdm(range(0, len(examples), TOGETHER), "reading", mininterval=2, leave=False):
        part = examples[start : start + TOGETHER]
        questions = [example.focus if focused else None for example in part]
        layouts = [example.layouts for example in part]
        for reading in extractor.read_split([example.sentences for example in part], questions, layouts):
            found = reading.sentences
            answers.append(Answer([s.score for s in found], [s.rank for s in found], [s.kind for s in found]))
    return answers


def read_lexical(example: Example) -> Answer:
    """Our score without the network, the focus question and the care for repetition."""
    rows = describe(example.sentences, example.language, example.layouts or None)
    own = anchor.score(rows, example.language) + everyday.score(example.sentences, example.language)
    scores = own.tolist()
    ranks = [0] * len(scores)
    for place, i in enumerate(sorted(range(len(scores)), key=lambda i: (-scores[i], i))):
        ranks[i] = place
    return Answer(scores, ranks, ["key"] * len(scores))
