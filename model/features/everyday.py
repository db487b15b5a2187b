"""How far a Chinese sentence's words are from everyday talk: what the anchor is given besides where the encoder can't
read, so that small talk stands behind the matter of a short note.

A term is taught late and yet written often. “面条” and “散步” are taught early; “了”, “吧” and “啊” are of
speech. Levels are those of 国际中文教育中文水平等级标准 (GF0025-2021), frequencies and parts of speech
jieba's. The weights are numbers in `checkpoint/everyday.json`, which `python -m model.fit_everyday` makes. Every other
language gets zeros. No network, no torch; linear in the text's length.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from model.language import HAN
from model.lexical import Floats, stopwords
from model.reading import ModelError

LANGUAGE = "zh"
FEATURES = ("level", "frequency", "particles", "change")
"""The columns of `describe`: the mean level of the words with a meaning of their own (1 taught first … 7, 10 for a word
that is not taught), half of it; the mean logarithm of how often they are written; ten times the shares of final
particles and interjections (吧, 啊) and of 了 among all words."""

FILE = Path(__file__).parents[1] / "checkpoint" / "everyday.json"
LEVELS = Path(__file__).parents[1] / "checkpoint" / "word_levels.zh.txt"
NOT_TAUGHT = 10
NOTHING_SAID = (4.0, 8.0)  # level and frequency of a sentence of function words alone: about the mean
FOREIGN_SHARE = (
    0.15  # of characters that no taught word has: traditional ones, of which the list says nothing
)
SPOKEN_TAGS = ("y", "e", "o")  # jieba's: final particles, interjections, sounds
LONE_TAGS = "pcueyrdmqf"  # a single character of these: prepositions, pronouns, measures … is no term

_HAN = re.compile(f"[{HAN}]")


@cache
def levels() -> Mapping[str, int]:
    """Each taught word's level, 1..7 (seven stands for seven to nine)."""
    lines = LEVELS.read_text(encoding="utf-8").splitlines()
    taught = [line.split() for line in lines if not line.startswith("#")]
    return {word: level for level, words in enumerate(taught, 1) for word in words}


@cache
def _taught_characters() -> frozenset[str]:
    return frozenset(character for word in levels() for character in word)


@lru_cache(maxsize=100_000)
def _frequency(word: str) -> float:
    """log(1 + how often jieba's corpus has the word): what it would take to keep a word whole is one more than that."""
    import rjieba  # 30 MB, when first wanted

    return math.log(max(1, rjieba.suggest_freq(word)))


def describe(sentences: Sequence[str], language: str) -> Floats:
    """(S, K) rows for a document's sentences, columns as in FEATURES; zeros in other languages and scripts."""
    if language != LANGUAGE or _foreign(sentences):
        return np.zeros((len(sentences), len(FEATURES)))
    return np.array([_row(sentence) for sentence in sentences], float).reshape(-1, len(FEATURES))


def _foreign(sentences: Sequence[str]) -> bool:
    written = Counter(character for sentence in sentences for character in _HAN.findall(sentence))
    unknown = sum(count for character, count in written.items() if character not in _taught_characters())
    return unknown > FOREIGN_SHARE * written.total()


def _row(sentence: str) -> list[float]:
    import rjieba

    words = [
        (word, tag)
        for word, tag in rjieba.tag(sentence.encode(errors="replace").decode(), hmm=False)
        if _HAN.search(word)
    ]
    meant = [word for word, tag in words if not _empty(word, tag)]
    level, frequency = NOTHING_SAID
    if meant:
        level = sum(levels().get(word, NOT_TAUGHT) for word in meant) / len(meant)
        frequency = sum(map(_frequency, meant)) / len(meant)
    share = 10 / max(1, len(words))
    particles = sum(tag.startswith(SPOKEN_TAGS) for _, tag in words)
    change = sum(tag == "ul" for _, tag in words)
    return [level / 2, frequency, particles * share, change * share]


def _empty(word: str, tag: str) -> bool:
    return word in stopwords(LANGUAGE) or (len(word) == 1 and tag[0] in LONE_TAGS)


# --- weights -------------------------------------------------------------------------------------------------


def score(sentences: Sequence[str], language: str) -> Floats:
    """Logits (S,) to add to the anchor's; zeros where `describe` says nothing."""
    rows = describe(sentences, language)
    return rows @ shipped() if rows.any() else np.zeros(len(rows))


@cache
def shipped() -> Floats:
    """The packaged weights (K,). Raises ModelError for a file that was made for other features."""
    return load(FILE)


def load(file: Path) -> Floats:
    """Raises ModelError, with a sentence, for a file that `write` did not make for these features."""
    try:
        given = json.loads(file.read_text(encoding="utf-8"))["weights"]
        weights = np.array([given[name] for name in FEATURES], float)
        if len(given) != len(FEATURES) or not np.isfinite(weights).all():
            raise ValueError("it was made for other features")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The weights in “{file}” can't be used: {error}") from error
    return weights


def write(file: Path, weights: Floats, recipe: Mapping[str, object]) -> None:
    """Writes the weights, to four decimals, and how they were made."""
    given = dict(zip(FEATURES, np.round(weights, 4).tolist(), strict=True))
    file.write_text(json.dumps({"recipe": recipe, "weights": given}) + "\n", encoding="utf-8")
