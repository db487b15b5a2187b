"""Which entries of a vocabulary tell a network nothing. Pure; reached through `encoding`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

UNKNOWN_TOKENS = ("[UNK]", "<unk>")
LATIN = "\u024f"  # the last letter of the Latin blocks
_HAN_TOKEN = re.compile("[\u3400-\u9fff]")


def blank_tokens(tokenizer: Tokenizer) -> NDArray[np.bool_]:
    """(V,) which vocabulary entries tell nothing: the unknown token, and single letters of a script of which there is
    hardly anything else (Russian in an English vocabulary). Single Han characters do carry meaning."""
    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    letters: dict[str, list[int]] = {}
    longer: Counter[str] = Counter()
    for token, number in vocabulary.items():
        word = token.removeprefix("##").removeprefix("▁")
        for script in {_script(letter) for letter in word if letter > LATIN and letter.isalpha()}:
            if len(word) > 1:
                longer[script] += 1
            elif not _HAN_TOKEN.match(word):
                letters.setdefault(script, []).append(number)
    blank = np.zeros(max(vocabulary.values()) + 1, bool)
    blank[[vocabulary[token] for token in UNKNOWN_TOKENS if token in vocabulary]] = True
    for script, numbers in letters.items():
        blank[numbers] = longer[script] < len(numbers)
    return blank


def _script(letter: str) -> str:
    """The first word of its name in Unicode: GREEK, HANGUL, HIRAGANA …"""
    return unicodedata.name(letter, "").partition(" ")[0]
