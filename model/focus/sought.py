"""What a search in many texts looks for by words: those that a query asks about, and where a text has them. Pure.

Chinese, written without spaces, is looked for by the words of jieba's dictionary, in any text that holds their
characters; a word of a spaced script by its stem, where a word begins, so that "art" is in no "part".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from model import lexical
from model.focus.questions import about, asked_terms
from model.language import HAN, KANA, SOUTHEAST, detect_language, main_code

MOST_WORDS = 24  # of a query; the longest
SHORT = 3  # letters; of a stem that is no longer all have to stand in a text

_UNSPACED = re.compile(f"[{HAN}{KANA}{SOUTHEAST}]")
_HAN = re.compile(f"[{HAN}]")
_LETTER = rf"[^\W_{HAN}{KANA}{SOUTHEAST}]"
_WORD = re.compile(f"{_LETTER}+")


@dataclass(frozen=True)
class Word:
    """A word of a query: `form` is what it is known by, its stem where it has one; `part` stands in every text that has
    the word."""

    form: str
    part: str
    language: str

    def count(self, text: str) -> int:
        """How often a text in lower case has it."""
        if self._pattern is None:
            return text.count(self.form)
        found = self._pattern.findall(text)
        return sum(lexical.stem(word, self.language) == self.form for word in found)

    def place(self, text: str) -> int:
        """Where a text in lower case has it first; -1 where it has not."""
        if self._pattern is None:
            return text.find(self.form)
        found = self._pattern.finditer(text)
        return next((m.start() for m in found if lexical.stem(m[0], self.language) == self.form), -1)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if _UNSPACED.search(self.form):
            return None
        return re.compile(f"(?<!{_LETTER}){re.escape(self.part)}{_LETTER}*")


def sought(query: str) -> tuple[Word, ...]:
    """The words that a query in lower case asks about, in its order; none where it has no word."""
    language = main_code(detect_language(query))
    if language != "ja" and _HAN.search(query):
        words = _of_chinese(query)
    else:
        asked = asked_terms(query, language)
        spaced = (_spaced(word, language) for word in _WORD.findall(query))
        words = [word for word in spaced if word.form in asked]
        words += [
            Word(term, term, language) for term in sorted(asked, key=query.find) if _UNSPACED.match(term)
        ]
    return _longest({word.form: word for word in words}.values())


def _of_chinese(query: str) -> list[Word]:
    """Those of the query's Chinese words that are not empty, and the words of other scripts among them."""
    import rjieba  # 30 MB, when first wanted

    said = about(query, "zh").encode(errors="replace").decode()
    words = [word for word in rjieba.cut(said, hmm=False) if any(map(str.isalnum, word))]
    empty = lexical.stopwords("en") | {word for word in lexical.stopwords("zh") if len(word) == 1}
    return [
        Word(word, word, "zh") if _UNSPACED.match(word) else _spaced(word, "en")
        for word in [word for word in words if word not in empty] or words
    ]


def _spaced(word: str, language: str) -> Word:
    """Study, studies, studied: they share "stud"."""
    form = lexical.stem(word, language)
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(word, form, strict=False))
    part = "".join(letter for letter, _ in shared) or word
    return Word(form, part.removesuffix("i") if len(part) > SHORT else part, language)


def _longest(words: Iterable[Word]) -> tuple[Word, ...]:
    found = list(words)
    kept = {word.form for word in sorted(found, key=lambda word: -len(word.form))[:MOST_WORDS]}
    return tuple(word for word in found if word.form in kept)
