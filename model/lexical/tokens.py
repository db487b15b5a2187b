"""A sentence's terms: its words without endings, in the scripts with spaces and in those without. Pure."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

import snowballstemmer  # type: ignore[import-untyped]
import stopwordsiso

from model.language import HAN, KANA, MARKS, SOUTHEAST

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_THREAD = threading.local()  # a stemmer holds the word it works on
_LETTER = rf"[^\W_{HAN}{KANA}{SOUTHEAST}]"
_MARKED = rf"(?<![\0-\u03ff\u1e00-\u1fff])[{MARKS}]"  # not x̂, which Latin and Greek letters are in formulas
_TOKEN = re.compile(
    rf"[{HAN}{KANA}]+|(?:(?=\w)[{SOUTHEAST}][{MARKS}]*)+"
    rf"|{_LETTER}(?:[\w'’]*{_LETTER})?(?:{_MARKED}(?:[\w'’]*{_LETTER})?)*"
)
_UNSPACED = re.compile(f"[{HAN}{KANA}]|[{SOUTHEAST}][{MARKS}]*")


def tokens(sentence: str) -> list[str]:
    """Its words in lower case, in order; what is written without spaces is one."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", sentence).lower())


@cache
def stopwords(language: str) -> frozenset[str]:
    """The words of a language that carry no meaning of their own; none where no list is known."""
    words = set(stopwordsiso.stopwords(language)) if stopwordsiso.has_lang(language) else set()
    return frozenset(words)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A word in lower case without its endings; as it is where the language has no stemmer."""
    if language not in _STEMMERS:
        return word
    stemmers = _THREAD.__dict__
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_STEMMERS[language])
    return str(stemmers[language].stemWord(word))


def terms(sentence: str, language: str, meant: frozenset[str] = frozenset()) -> list[str]:
    """The sentence's terms in order, "" for each word that carries no meaning of its own; those `meant` carry one.

    Words are lower-cased and stemmed where the language has a stemmer; Chinese, Japanese, Thai, Lao, Burmese and
    Khmer, which write no spaces, become pairs of neighbouring characters (with the marks on them), a pair of two
    function characters counting as empty.
    """
    stop = stopwords(language)
    found: list[str] = []
    for token in tokens(sentence):
        if not _UNSPACED.match(token):
            empty = (token in stop and token not in meant) or (len(token) == 1 and not token.isdigit())
            found.append("" if empty else stem(token, language))
            continue
        characters = _UNSPACED.findall(token)
        if len(characters) == 1:
            found.append("" if token in stop else token)
        else:
            for first, second in pairwise(characters):
                pair = first + second
                empty = pair not in meant and (pair in stop or (first in stop and second in stop))
                found.append("" if empty else pair)
    return found
