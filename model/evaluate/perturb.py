"""Whether the choice stays where it was when the text is written worse: case, typos, punctuation, OCR, bullets.

Each perturbation rewrites one sentence, so that a document keeps its sentences and choices can be compared by index.
Deterministic: the same seed and sentence give the same typos in any process.
"""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from model.evaluate.examples import Example
from model.evaluate.measures import judge
from model.evaluate.own import LEXICAL, OURS, UNTRAINED, Answer, System
from model.language import HAN, KANA

Perturbation = Callable[[str, random.Random], str]

CONFUSED = {
    "rn": "m", "m": "rn", "cl": "d", "d": "cl", "vv": "w", "w": "vv", "li": "h", "l": "1", "I": "l", "1": "l",
    "O": "0", "0": "O", "S": "5", "e": "c", "t": "f", "u": "n",
}  # fmt: skip
"""What OCR takes for what: shapes that look alike in print."""
CONFUSED_SHARE = (
    0.06  # of places where one of them stands; about 2 % of English text's characters, a poor scan
)
BROKEN_SHARE = 0.05  # of long words, by a line's end that was not mended
BROKEN_MIN_CHARS = 8
BULLETS = ("• ", "- ", "* ")

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_CONFUSED = re.compile("|".join(sorted(map(re.escape, CONFUSED), key=len, reverse=True)))
_LONG_WORD = re.compile(rf"[^\W\d_{HAN}{KANA}]{{{BROKEN_MIN_CHARS},}}")
_INSIDE_WORD = re.compile(r"(?<=\w)['’-](?=\w)")


def _neighbours(letter: str) -> str:
    """The keys beside a letter on its row of an English keyboard; any letter for other scripts."""
    for row in _KEYS:
        if (place := row.find(letter.lower())) >= 0:
            return row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    return string.ascii_lowercase


def typos(share: float) -> Perturbation:
    """In `share` of the letters a slip, each kind equally likely: Damerau's (1964) transposition, omission,
    insertion (here a doubled letter) and substitution, which make 80 % of typing errors."""

    def slip(sentence: str, source: random.Random) -> str:
        letters, i = list(sentence), 0
        while i < len(letters):
            if letters[i].isalpha() and source.random() < share:
                kind = source.choice(("swap", "drop", "double", "neighbour"))
                if kind == "swap" and i + 1 < len(letters):
                    letters[i], letters[i + 1] = letters[i + 1], letters[i]
                    i += 1
                elif kind == "drop":
                    letters[i] = ""
                elif kind == "double":
                    letters[i] *= 2
                else:
                    letters[i] = source.choice(_neighbours(letters[i]))
            i += 1
        return "".join(letters)

    return slip


def without_punctuation(sentence: str, source: random.Random) -> str:
    """Every mark gone, except inside a word."""
    inside = {match.start() for match in _INSIDE_WORD.finditer(sentence)}
    kept = (
        c if i in inside or not unicodedata.category(c).startswith("P") else " "
        for i, c in enumerate(sentence)
    )
    return " ".join("".join(kept).split())


def ocr(sentence: str, source: random.Random) -> str:
    """Letters taken for others, and words broken by a hyphen that ended a line."""

    def confuse(match: re.Match[str]) -> str:
        return CONFUSED[match[0]] if source.random() < CONFUSED_SHARE else match[0]

    def split(match: re.Match[str]) -> str:
        if source.random() >= BROKEN_SHARE:
            return match[0]
        place = source.randint(3, len(match[0]) - 3)
        return f"{match[0][:place]}- {match[0][place:]}"

    return _CONFUSED.sub(confuse, _LONG_WORD.sub(split, sentence))


def bulleted(sentence: str, source: random.Random) -> str:
    """A list's mark in front."""
    return source.choice(BULLETS) + sentence


PERTURBATIONS: dict[str, Perturbation] = {
    "lower case": lambda sentence, source: sentence.lower(),
    "upper case": lambda sentence, source: sentence.upper(),
    "typos 2 %": typos(0.02),
    "typos 5 %": typos(0.05),
    "no punctuation": without_punctuation,
    "OCR noise": ocr,
    "bullets": bulleted,
}


def perturbed(example: Example, name: str, seed: int = 0) -> Example:
    """The example with every sentence rewritten; one that would end up empty stays as it was."""
    rewrite = PERTURBATIONS[name]
    sentences = [
        rewrite(sentence, random.Random(f"{seed}:{name}:{i}:{sentence}")).strip() or sentence  # noqa: S311
        for i, sentence in enumerate(example.sentences)
    ]
    return replace(example, sentences=tuple(sentences))


# --- measured ------------------------------------------------------------------------------------------------


def overlap(first: Sequence[int], second: Sequence[int]) -> dict[str, float]:
    """How alike two choices are, 0..100: `same`, the share of the first that is in the second, and Jaccard's index."""
    a, b = set(first), set(second)
    return {"same": 100 * len(a & b) / max(1, len(a)), "jaccard": 100 * len(a & b) / max(1, len(a | b))}


def measure_robustness(
    examples: Sequence[Example],
    own: Mapping[str, System],
    sentences: int | None,
    seed: int,
    changes: Sequence[str] = tuple(PERTURBATIONS),
) -> dict[str, Any]:
    """For each of `changes` and each system, means over the documents that leave a choice.

    `same` and `jaccard` compare the choice with that from the clean text, `by_chance` is the `same` of two random
    choices, `rouge1_lost` is what the clean sentences lose in ROUGE-1 when chosen by the perturbed ones' scores.
    """
    examples = [example for example in examples if len(example.sentences) > example.size(sentences)]
    if not examples:
        return {"documents": 0, "systems": {}}
    chance = float(np.mean([100 * example.size(sentences) / len(example.sentences) for example in examples]))
    worse = {name: [perturbed(example, name, seed) for example in examples] for name in changes}
    table: dict[str, dict[str, dict[str, float]]] = {}
    for system in (OURS, UNTRAINED, LEXICAL):
        if (read := own.get(system)) is None:
            continue
        clean = read(examples)
        table[system] = {
            name: _moved(examples, clean, read(texts), sentences) for name, texts in worse.items()
        }
    return {"documents": len(examples), "by_chance": chance, "systems": table}


def _moved(
    examples: Sequence[Example], clean: Sequence[Answer], worse: Sequence[Answer], sentences: int | None
) -> dict[str, float]:
    rows = []
    for example, before, after in zip(examples, clean, worse, strict=True):
        first, second = before.choice(example.size(sentences)), after.choice(example.size(sentences))
        row = overlap(first, second)
        if example.references:
            was, now = (judge(example, before.scores, choice)["rouge1"] for choice in (first, second))
            row["rouge1_lost"] = was - now
        rows.append(row)
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: float(np.mean([row[key] for row in rows if key in row])) for key in keys}
