"""Documents to learn from: sentences, and what people or their summaries say of each. Pure; imports no torch.

Three forms of JSON line are read (gzipped or not): the sets' own (`sentences` with `soft`, `oracle`, `labels` or
`kind_labels`; SciTLDR's `source` with `target`), a person's marked text (`text`, `highlights`, and a `summary` to
measure by where there is one), and a text with a summary (`text`, `summary`), from which targets are made. A folder
is read as every *.jsonl in it. A mark or a summary may be one text or a list of texts. Where marked text has `rejected`
beside `highlights`, as `model.label` writes it, the person was asked of these sentences only, and nothing is learnt
from the others. Empty `highlights` say that nothing in the text is key, which the loss "soft" learns; the others
compare a text's sentences, and `material` says how many texts teach them nothing. `read_unlabelled` reads texts of
which nobody said anything.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import filterfalse
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from model import rouge
from model.language import detect_language, main_code
from model.reading import ModelError
from model.sentences import Layout, Span, split

LABELS = ("O", "KEY", "DEFINITION", "ACTION")
UNKNOWN = -1  # nobody said of what kind the sentence is: it takes no part in the loss
KINDS = {"definition": 2, "action": 3, "decision": 3, "term": UNKNOWN}
KNOWN_KINDS = {*KINDS, "none", "key", "problem", "progress"}
"""`term` marks a sentence that holds a defined term and is not its definition: people disagree, so it is unknown.
A decision is an action item (request, commitment, decision, deadline)."""

MAX_ORACLE = 12
SUFFIXES = (".jsonl", ".jsonl.gz")
PLAIN = (".txt", ".md")

Item = TypeVar("Item")


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
    return [read_line(file, number, line, _record) for file, number, line in _some(lines, limit, seed)]


def read_unlabelled(path: Path, limit: int | None = None, seed: int = 0) -> list[tuple[str, str]]:
    """Names and texts of the documents of a file or folder, plain (.txt, .md) or a record a line, whose labels are
    not looked at. `limit`, `seed` and what is raised are as for `read_records`."""
    found: list[tuple[str, str]] = []
    for file in _files(path, (*PLAIN, *SUFFIXES)):
        if file.name.endswith(SUFFIXES):
            found += [read_line(file, number, line, _unlabelled) for number, line in _lines(file)]
        else:
            found.append((file.name, read_text(file)))
    return _some([(name, text) for name, text in found if text.strip()], limit, seed)


def read_text(file: Path) -> str:
    """A plain file's text. Raises ModelError."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"“{file}” can't be read: {error}") from error


def lines_of(path: Path) -> list[tuple[Path, int, str]]:
    """The lines that are not blank of a file or of every .jsonl in a folder, each with its file and number. Raises
    ModelError."""
    return [(file, number, line) for file in _files(path, SUFFIXES) for number, line in _lines(file)]


def _files(path: Path, suffixes: tuple[str, ...]) -> list[Path]:
    files = sorted(p for p in path.rglob("*") if p.name.endswith(suffixes)) if path.is_dir() else [path]
    if not files:
        raise ModelError(f"There is no {suffixes[0]} file in “{path}”.")
    return files


def _some(items: list[Item], limit: int | None, seed: int) -> list[Item]:
    if limit is not None and limit < len(items):
        return random.Random(seed).sample(items, limit)  # noqa: S311
    return items


def _unlabelled(name: str, given: Mapping[str, Any]) -> tuple[str, str]:
    return name, str(given["text"] if "text" in given else "\n".join(_sentences(given)))


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    opener: Any = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8-sig") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ModelError(f"“{file}” can't be read: {error}") from error


def read_line(file: Path, number: int, line: str, make: Callable[[str, dict[str, Any]], Item]) -> Item:
    """What `make` makes of a line's name, its `id` or else file and line, and its fields. Raises ModelError, with
    file and line, where it is no JSON object or `make` raises ValueError for it."""
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise ValueError("it is no JSON object")
        return make(str(given.get("id") or given.get("paper_id") or f"{file.name}:{number}"), given)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ModelError(f"Line {number} of “{file}” is no JSON: {error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = error if type(error) is ValueError else repr(error)
        raise ModelError(f"Line {number} of “{file}” is no record: {why}.") from error


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
        kinds=_kinds(name, given),
        focus=focus_of(given, "query"),
    )


def sentences_of(given: Mapping[str, Any]) -> list[str]:
    """A record's sentences. Raises ValueError where there are none, or what is said of them does not fit them."""
    sentences = _sentences(given)
    for key in ("soft", "labels", "kind_labels"):
        said = given.get(key) or []
        if said and len(said) != len(sentences):
            raise ValueError(f"it has {len(sentences)} sentences, and {len(said)} values in “{key}”")
        if key != "kind_labels" and (wrong := next(filterfalse(_is_worth, said), None)) is not None:
            raise ValueError(f"its “{key}” holds {wrong!r}, and worths are numbers from 0 to 1")
    oracle = given.get("oracle") or []
    if not isinstance(oracle, list):
        raise ValueError("its “oracle” is no list of sentences' numbers")
    for i in oracle:
        if not (isinstance(i, int) and 0 <= i < len(sentences)):
            raise ValueError(f"its “oracle” names sentence {i!r}, and there are {len(sentences)}, from 0 on")
    return sentences


def _is_worth(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= 1


def _sentences(given: Mapping[str, Any]) -> list[str]:
    sentences = given.get("sentences") or given.get("source")
    if not sentences:
        raise ValueError("it has neither “text” nor “sentences”")
    if isinstance(sentences, str):
        raise ValueError("its sentences are one piece: a text belongs into “text”")
    return _texts("sentences", sentences)


def references_of(given: Mapping[str, Any]) -> list[str]:
    """The summaries that a record is measured by: each of `target`, or else its one `summary`. Raises ValueError."""
    return _texts("target", given["target"]) if given.get("target") else _summary(given)


def _summary(given: Mapping[str, Any]) -> list[str]:
    """A `summary` of one piece or several as one reference, where there is any."""
    summary = " ".join(_texts("summary", given.get("summary") or []))
    return [summary] if summary else []


def _texts(key: str, given: object) -> list[str]:
    """A list of texts; one alone is a list of one. Raises ValueError for anything else."""
    found = [given] if isinstance(given, str) else given
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise ValueError(f"its “{key}” is neither a text nor a list of texts")
    return found


def _kinds(name: str, given: Mapping[str, Any]) -> NDArray[np.int64] | None:
    """(S,) label numbers; None where nobody looked for kinds, so that silence is not taken for a no."""
    labels = given.get("kind_labels")
    if not labels or not given.get("glossary", True) or not set(labels) <= KNOWN_KINDS:
        return None
    return np.array([KINDS.get(label, 0) for label in labels], np.int64)


def from_text(name: str, given: Mapping[str, Any]) -> Record:
    """A text that somebody marked (`highlights`), or that has a summary. Raises ValueError for another."""
    text = given["text"]
    if not isinstance(text, str):
        raise ValueError("its “text” is no text")
    language = language_of(given, text)
    spans = split(text, language)
    sentences = [text[span.start : span.end] for span in spans]
    references = _summary(given)
    record = Record(
        name,
        sentences,
        language,
        references,
        focus=focus_of(given, "focus"),
        layouts=[span.layout for span in spans],
    )
    if given.get("highlights") is not None:
        chosen = _marked(text, spans, _texts("highlights", given["highlights"]))
        target = np.zeros(len(spans), np.float32)
        target[chosen] = 1
        unsure = None
        if given.get("rejected") is not None:
            said = [*chosen, *_marked(text, spans, _texts("rejected", given["rejected"]))]
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


def language_of(given: Mapping[str, Any], text: str) -> str:
    """The language that a record names, or else that of its `text`. Raises ValueError."""
    named = given.get("language")
    if named and not isinstance(named, str):
        raise ValueError("its “language” is no language's code")
    return main_code(named) if named else detect_language(text)


def focus_of(given: Mapping[str, Any], key: str) -> str | None:
    """The question that a record was marked for, if any. Raises ValueError."""
    asked = given.get(key)
    if asked is not None and not isinstance(asked, str):
        raise ValueError(f"its “{key}” is no text")
    return asked


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
