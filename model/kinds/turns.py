"""A sentence's turns of phrase: runs of its function words, in which every other word is only its shape. Pure.

"Could you send Anna the draft?" is `^ could you send W the draft ? $`: what a sentence does shows in these, whatever
it speaks of. Which of them ask for something is learnt (`fit_turns`), and added to what the head says.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import scipy.sparse as sp  # type: ignore[import-untyped]
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors import numpy as safetensors

from model.reading import ModelError

FILE = "turns.safetensors"

BUCKETS = 1 << 14  # for hashed turns
LONGEST = 4  # of a turn, in words and marks
MOST_WORDS = 80  # of a sentence: what comes later says little of its kind

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*(?:-[A-Za-z]+)*|\d[\d.,]*|[^\sA-Za-z0-9]")
_ENDINGS = ("tion", "ity", "ism", "ing", "ed", "ly", "s")
_TELLING = frozenset(
    """attend book bring call called charge check complete concept condition confirm consists contact copy deadline
    decided decision defined defines degree denotes describes discuss draft due email ensure extent field finish
    follow form forward friday hand include includes including involves kind known law lunch mail measure meet
    meeting method monday plan prepare principle process property provide quantity rate refer referred refers
    remind reply review rule schedule send set sign sort state study submit system tell term termed terms theory
    thursday time today tomorrow tonight tuesday type types update upload wednesday week""".split()
)
"""Words that are no function words and yet tell what a sentence does: those of defining and of errands."""


@cache
def _kept() -> frozenset[str]:
    import stopwordsiso

    return _TELLING | frozenset(stopwordsiso.stopwords("en"))


def skeleton(sentence: str) -> list[str]:
    """Function words and marks as they are, other words as shapes, those in lower case together as one."""
    shape = ["^"]
    for word in _WORD.findall(sentence)[:MOST_WORDS]:
        lowered = word.lower().replace("’", "'")
        if lowered in _kept():
            shape.append(lowered)
        elif word[0].isdigit():
            shape.append("9")
        elif not word[0].isalpha():
            shape.append(word)
        elif word.isupper() and len(word) > 1:
            shape.append("A")
        else:
            ending = next((e for e in _ENDINGS if lowered.endswith(e) and len(lowered) > len(e) + 2), "")
            found = ("W" if word[0].isupper() else "w") + ending
            if not found == shape[-1] == "w":
                shape.append(found)
    return [*shape, "$"]


def turns(sentences: Sequence[str]) -> sp.csr_matrix:
    """(S, BUCKETS) which turns each English sentence has, rows of length 1."""
    columns: list[int] = []
    ends = [0]
    for sentence in sentences:
        words = skeleton(sentence)
        found = {
            zlib.crc32(" ".join(words[i : i + size]).encode(errors="replace")) % BUCKETS
            for size in range(1, LONGEST + 1)
            for i in range(len(words) - size + 1)
        }
        columns += sorted(found)
        ends.append(len(columns))
    sizes = np.diff(ends)
    values = np.repeat(1 / np.sqrt(sizes), sizes)
    return sp.csr_matrix((values, columns, ends), shape=(len(sentences), BUCKETS))


@dataclass(frozen=True)
class Turns:
    """What each turn says for a sentence being an action, `weights` (BUCKETS,), and what none at all does."""

    weights: NDArray[np.float32]
    base: float

    def logits(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """(S,) from English sentences."""
        return np.asarray(turns(sentences) @ self.weights.astype(float) + self.base)


def save(folder: Path, found: Turns) -> None:
    """Writes it in fp16 beside a checkpoint's weights."""
    tensors = {"action": found.weights.astype(np.float16), "base": np.array([found.base], np.float16)}
    (folder / FILE).write_bytes(safetensors.save(tensors))


def load(folder: Path) -> Turns | None:
    """None where the folder has none. Raises ModelError for one that can't be read."""
    if not (folder / FILE).is_file():
        return None
    try:
        tensors = safetensors.load_file(folder / FILE)
        if tensors["action"].shape != (BUCKETS,) or tensors["base"].shape != (1,):
            raise ValueError("it was fitted on other turns; fit it again")
        return Turns(tensors["action"].astype(np.float32), float(tensors["base"][0]))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(f"“{folder / FILE}” can't be read: {error}") from error
