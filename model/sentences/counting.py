"""What counts as a word, in any script. Pure, linear."""

from __future__ import annotations

import re

from model.language import HAN, KANA, SOUTHEAST

WORD_MAX_CHARS = 100  # a longer run without a space counts as several words

WORD = re.compile(rf"[{HAN}{KANA}]|[{SOUTHEAST}]{{1,5}}|[^\s{HAN}{KANA}{SOUTHEAST}]{{1,{WORD_MAX_CHARS}}}")


def count_words(text: str) -> int:
    """Words as a reader counts them: runs without a space that hold a letter or a digit.

    Chinese and Japanese have no spaces: each Han or kana character is one word, as word processors count them;
    Thai, Lao, Khmer and Burmese are taken at five characters a word.
    """
    return sum(any(map(str.isalnum, word)) for word in WORD.findall(text))
