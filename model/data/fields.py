"""What the fields of a record say, checked: each raises ValueError with words for whoever wrote the line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import filterfalse
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.language import detect_language, main_code

LABELS = ("O", "KEY", "DEFINITION", "ACTION")
UNKNOWN = -1  # nobody said of what kind the sentence is: it takes no part in the loss
KINDS = {"definition": 2, "action": 3, "decision": 3, "term": UNKNOWN}
KNOWN_KINDS = {*KINDS, "none", "key", "problem", "progress"}
"""`term` marks a sentence that holds a defined term and is not its definition: people disagree, so it is unknown.
A decision is an action item (request, commitment, decision, deadline)."""


def sentences_of(given: Mapping[str, Any]) -> list[str]:
    """A record's sentences. Raises ValueError where there are none, or what is said of them does not fit them."""
    sentences = listed_sentences(given)
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


def listed_sentences(given: Mapping[str, Any]) -> list[str]:
    """A record's sentences, whatever is said of them. Raises ValueError where there are none."""
    sentences = given.get("sentences") or given.get("source")
    if not sentences:
        raise ValueError("it has neither “text” nor “sentences”")
    if isinstance(sentences, str):
        raise ValueError("its sentences are one piece: a text belongs into “text”")
    return texts_of("sentences", sentences)


def references_of(given: Mapping[str, Any]) -> list[str]:
    """The summaries that a record is measured by: each of `target`, or else its one `summary`. Raises ValueError."""
    return texts_of("target", given["target"]) if given.get("target") else summary_of(given)


def summary_of(given: Mapping[str, Any]) -> list[str]:
    """A `summary` of one piece or several as one reference, where there is any."""
    summary = " ".join(texts_of("summary", given.get("summary") or []))
    return [summary] if summary else []


def texts_of(key: str, given: object) -> list[str]:
    """A list of texts; one alone is a list of one. Raises ValueError for anything else."""
    found = [given] if isinstance(given, str) else given
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise ValueError(f"its “{key}” is neither a text nor a list of texts")
    return found


def kinds_of(given: Mapping[str, Any]) -> NDArray[np.int64] | None:
    """(S,) label numbers; None where nobody looked for kinds, so that silence is not taken for a no."""
    labels = given.get("kind_labels")
    if not labels or not given.get("glossary", True) or not set(labels) <= KNOWN_KINDS:
        return None
    return np.array([KINDS.get(label, 0) for label in labels], np.int64)


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


def _is_worth(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= 1
