"""Documents to measure on: sentences, references, what people marked. Pure but for reading.

A record's fields are those of the training data: `sentences` (or `source`), `summary` or `target`, `labels`,
`oracle`, `kind_labels`, `glossary`, `query`; or `text` with `highlights` or a `summary`, as in a person's own. Where
`rejected` stands beside `highlights`, the person was asked of these sentences alone, and by them alone is measured.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.data import focus_of, from_text, language_of, lines_of, read_line, references_of, sentences_of
from model.reading import ModelError
from model.rouge import greedy_oracle
from model.sentences import Layout

WINDOW_SENTENCES = 120  # a longer labelled document is also measured in even windows of at most this

GOLD_KINDS: dict[str, frozenset[str]] = {
    "definition": frozenset({"definition"}),
    "action": frozenset({"action"}),
}
MASKED_KINDS: dict[str, frozenset[str]] = {
    "definition": frozenset(
        {"term"}
    ),  # a marked term that is not its definition, though it may define another
    "action": frozenset({"decision"}),  # people marked decisions apart; some of them bind somebody to act
}
"""For each kind which of a set's labels are it, and which are neither right nor wrong."""


@dataclass(frozen=True)
class Example:
    """One document of a set. `labels` and `oracle` are indices; `kinds` is empty or one word a sentence."""

    id: str
    sentences: tuple[str, ...]
    references: tuple[str, ...] = ()
    labels: tuple[int, ...] = ()
    oracle: tuple[int, ...] = ()
    focus: str | None = None
    language: str = "en"
    kinds: tuple[str, ...] = ()
    glossary: bool | None = None  # None: the set has no glossaries
    layouts: tuple[Layout, ...] = ()  # of a text that Pith split itself
    asked: tuple[int, ...] | None = None  # the sentences that who marked it was asked of; None: all

    @property
    def targets(self) -> tuple[int, ...]:
        """What a perfect system would choose: the sentences people marked, or else the oracle's."""
        return self.labels or self.oracle

    @property
    def known(self) -> Sequence[int]:
        """The sentences of which is known whether they are targets, ascending: by them alone a choice is judged."""
        return self.asked if self.labels and self.asked is not None else range(len(self.sentences))

    @property
    def is_marked(self) -> bool:
        """Whether people marked some sentences and, where they were asked of a few alone, not all of these."""
        return bool(self.labels) and (self.asked is None or len(self.labels) < len(self.asked))

    def size(self, sentences: int | None) -> int:
        """How many sentences every system may choose."""
        return min(len(self.sentences), sentences or len(self.oracle) or len(self.labels) or 1)

    def digest(self) -> str:
        """Changes when anything that is measured changes."""
        parts = [self.sentences, self.references, self.labels, self.oracle, self.language]
        parts += [] if self.asked is None else [self.asked]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def load_set(path: Path, limit: int | None = None, sentences: int | None = None) -> list[Example]:
    """A set's documents that can be measured, `limit` of them taken evenly.

    The oracle is the record's; where it has none, or `sentences` asks for another length, it is made. Raises
    ModelError for a file or folder that can't be read, a line that is no record, and a set with nothing to measure
    against.
    """
    read = [read_line(file, number, line, read_record) for file, number, line in lines_of(path)]
    examples = [example for example in read if measurable(example)]
    if not examples:
        raise ModelError(f"“{path}” has no references, labels or kinds to measure against.")
    if limit:
        step = max(1.0, len(examples) / limit)
        examples = [examples[int(i * step)] for i in range(min(limit, len(examples)))]
    return [with_oracle(example, sentences) for example in examples]


def read_record(name: str, record: Mapping[str, Any]) -> Example:
    """One line of a set, and what it is called. Raises ValueError for a line that is no record."""
    if "text" in record:
        return _read_text(name, record)
    sentences = sentences_of(record)
    glossary = record.get("glossary")
    return Example(
        id=name,
        sentences=tuple(sentences),
        references=tuple(references_of(record)),
        labels=tuple(i for i, label in enumerate(record.get("labels") or []) if label),
        oracle=tuple(record.get("oracle") or ()),
        focus=focus_of(record, "query"),
        language=language_of(record, " ".join(sentences[:50])),
        kinds=tuple(record.get("kind_labels") or ()),
        glossary=None if glossary is None else bool(glossary),
    )


def _read_text(name: str, record: Mapping[str, Any]) -> Example:
    found = from_text(name, record)
    marked = record.get("highlights") is not None
    return Example(
        found.id,
        tuple(found.sentences),
        tuple(found.references),
        labels=tuple(found.chosen) if marked else (),
        oracle=() if marked else tuple(found.chosen),
        focus=found.focus,
        language=found.language,
        layouts=tuple(found.layouts or ()),
        asked=None if found.unsure is None else tuple((~found.unsure).nonzero()[0].tolist()),
    )


def measurable(example: Example) -> bool:
    """Whether it has sentences, and references, labels or kinds that we know."""
    known = any(set(example.kinds) & (kinds | {"none"}) for kinds in GOLD_KINDS.values())
    return bool(example.sentences) and bool(example.references or example.is_marked or known)


def with_oracle(example: Example, sentences: int | None) -> Example:
    """The example with an oracle of as many sentences as systems may choose; labelled ones stand for it.

    Where nothing matches the references it is the first sentence.
    """
    if not example.references or (sentences is None and example.targets):
        return example
    oracle = greedy_oracle(example.sentences, example.references, example.language, example.size(sentences))
    return replace(example, oracle=oracle or (0,))


def windows_of(example: Example) -> Iterator[Example]:
    """A long labelled document in even windows of at most WINDOW_SENTENCES, those without a label left out."""
    total = len(example.sentences)
    if not example.labels or total <= WINDOW_SENTENCES:
        return
    count = -(-total // WINDOW_SENTENCES)
    for w in range(count):
        start, end = total * w // count, total * (w + 1) // count
        window = Example(
            f"{example.id}#{w}",
            example.sentences[start:end],
            labels=_between(example.labels, start, end),
            language=example.language,
            asked=None if example.asked is None else _between(example.asked, start, end),
        )
        if window.is_marked:
            yield window


def _between(indices: Sequence[int], start: int, end: int) -> tuple[int, ...]:
    return tuple(i - start for i in indices if start <= i < end)


def gold_of_kind(example: Example, kind: str) -> list[bool | None]:
    """For each sentence whether it is of `kind`; None where that is not to be counted.

    In a set with glossaries definitions are known only where there is a glossary.
    """
    if kind == "definition" and example.glossary is False:
        return [None] * len(example.sentences)
    gold, masked = GOLD_KINDS[kind], MASKED_KINDS[kind]
    return [None if label in masked else label in gold for label in example.kinds]


def kinds_in(examples: Sequence[Example]) -> list[str]:
    """The kinds that a set has gold for."""
    there = {label for example in examples for label in example.kinds}
    return [kind for kind, gold in GOLD_KINDS.items() if there & gold]
