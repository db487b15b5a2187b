"""Records to learn from, made of what people or their summaries say of a text's sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import rouge
from model.data.fields import (
    focus_of,
    kinds_of,
    language_of,
    listed_sentences,
    references_of,
    sentences_of,
    summary_of,
    texts_of,
)
from model.data.lines import SUFFIXES, files_of, lines_of, numbered, read_line, read_text, some_of
from model.sentences import Layout, Span, split

MAX_ORACLE = 12
PLAIN = (".txt", ".md")


@dataclass(frozen=True)
class Record:
    """One document. `target` (S,) is each sentence's worth, 0..1; `chosen` the sentences to choose; `kinds` (S,);
    `unsure` (S,) says of which sentences nothing is known, so that they take no part in the loss; `layouts` (S,) are
    known where the text itself is."""

    id: str
    sentences: list[str]
    language: str
    references: list[str] = field(default_factory=list)
    target: NDArray[np.float32] | None = None
    chosen: list[int] = field(default_factory=list)
    kinds: NDArray[np.int64] | None = None
    focus: str | None = None
    unsure: NDArray[np.bool_] | None = None
    layouts: list[Layout] | None = None


def read_records(path: Path, limit: int | None = None, seed: int = 0) -> list[Record]:
    """The documents of a file or folder, at most `limit`, drawn at random but always the same for a `seed`.

    Raises ModelError, with the line's number, for a line that is no record.
    """
    lines = lines_of(path)
    return [read_line(file, number, line, _record) for file, number, line in some_of(lines, limit, seed)]


def read_unlabelled(path: Path, limit: int | None = None, seed: int = 0) -> list[tuple[str, str]]:
    """Names and texts of the documents of a file or folder, plain (.txt, .md) or a record a line, whose labels are
    not looked at. `limit`, `seed` and what is raised are as for `read_records`."""
    found: list[tuple[str, str]] = []
    for file in files_of(path, (*PLAIN, *SUFFIXES)):
        if file.name.endswith(SUFFIXES):
            found += [read_line(file, number, line, _unlabelled) for number, line in numbered(file)]
        else:
            found.append((file.name, read_text(file)))
    return some_of([(name, text) for name, text in found if text.strip()], limit, seed)


def _unlabelled(name: str, given: Mapping[str, Any]) -> tuple[str, str]:
    return name, str(given["text"] if "text" in given else "\n".join(listed_sentences(given)))


def _record(name: str, given: Mapping[str, Any]) -> Record:
    return from_text(name, given) if "text" in given else _from_sentences(name, given)


def _from_sentences(name: str, given: Mapping[str, Any]) -> Record:
    sentences = sentences_of(given)
    language = language_of(given, " ".join(sentences[:50]))
    references = references_of(given)
    target, chosen = given.get("soft") or None, given.get("oracle") or []
    if target is None and given.get("labels"):
        target = [float(label) for label in given["labels"]]
        chosen = [i for i, label in enumerate(given["labels"]) if label]
    elif target is None and references:
        target = _matching(soft_targets(sentences, references, language))
    elif target is None and chosen:
        target = [float(i in chosen) for i in range(len(sentences))]
    return Record(
        id=name,
        sentences=sentences,
        language=language,
        references=references,
        target=None if target is None else np.array(target, np.float32),
        chosen=chosen,
        kinds=kinds_of(given),
        focus=focus_of(given, "query"),
    )


def from_text(name: str, given: Mapping[str, Any]) -> Record:
    """A text that somebody marked (`highlights`), or that has a summary. Raises ValueError for another."""
    text = given["text"]
    if not isinstance(text, str):
        raise ValueError("its “text” is no text")
    language = language_of(given, text)
    spans = split(text, language)
    sentences = [text[span.start : span.end] for span in spans]
    references = summary_of(given)
    record = Record(
        name,
        sentences,
        language,
        references,
        focus=focus_of(given, "focus"),
        layouts=[span.layout for span in spans],
    )
    if given.get("highlights") is not None:
        chosen = _marked(text, spans, texts_of("highlights", given["highlights"]))
        target = np.zeros(len(spans), np.float32)
        target[chosen] = 1
        unsure = None
        if given.get("rejected") is not None:
            said = [*chosen, *_marked(text, spans, texts_of("rejected", given["rejected"]))]
            unsure = ~np.isin(np.arange(len(spans)), said)
        return replace(record, target=target, chosen=chosen, unsure=unsure)
    if not references:
        raise ValueError("it has neither “highlights” nor a “summary”")
    (reference,) = references
    parts = [reference[span.start : span.end] for span in split(reference, language)]
    target = np.array(_matching(soft_targets(sentences, parts, language)), np.float32)
    return replace(record, target=target, chosen=greedy_oracle(sentences, reference, language))


def _matching(worth: list[float]) -> list[float]:
    """The same. Raises ValueError where a summary says nothing of any sentence: from that only noise is learnt."""
    if worth and not any(worth):
        raise ValueError("no word of the summary is in the text")
    return worth


def _marked(text: str, spans: Sequence[Span], marks: Sequence[str]) -> list[int]:
    """Indices of the sentences that a mark touches. Raises ValueError for a mark that is blank or not in the text."""
    if absent := [mark for mark in marks if not mark.strip() or mark not in text]:
        raise ValueError(f"“{absent[0]}” is not in the text")
    places = [(text.index(mark), len(mark)) for mark in marks]
    return [
        i
        for i, span in enumerate(spans)
        if any(start < span.end and span.start < start + length for start, length in places)
    ]


# --- targets -------------------------------------------------------------------------------------------------


def soft_targets(sentences: Sequence[str], references: Sequence[str], language: str) -> list[float]:
    """(S,) each sentence's best mean of ROUGE-1, -2 and -L F against one of `references`, 0..1."""
    return [
        max((float(np.mean(list(f.values()))) for f in found), default=0.0)
        for found in rouge.f_measures(sentences, references, language)
    ]


def greedy_oracle(sentences: Sequence[str], reference: str, language: str) -> list[int]:
    """Indices, ascending, whose text together comes closest to `reference`: at most MAX_ORACLE, by ROUGE-1 and -2;
    none where nothing matches."""
    return list(rouge.greedy_oracle(sentences, [reference], language, MAX_ORACLE, orders=(1, 2)))
