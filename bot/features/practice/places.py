"""Places of terms in sentences, and which other terms of the note could stand there and still be read as one. Pure.

What could stand in a place was seen in one like it: in English and Chinese as the noun that carries its phrase, after
the same sort of word and in the same number; in other languages with the same capital and ending. Of these, those come
first that were seen between the same two words, then beside one of them: "an *argument* with", "an *inference* with".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.texts import chinese, english
from bot.texts.terms import HAN, terms_in
from model import main_code

_NAMES = frozenset(("nr", "ns", "nt"))  # sorts of Chinese nouns: people, places, bodies
_LISTED = re.compile("、|和|与|及|或|以及")

Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """`text`, the slice start:end of its sentence. `form` is what another term must have been seen as to stand here."""

    start: int
    end: int
    text: str
    form: Form


def places_in(sentence: str, language: str) -> list[Place]:
    """The places of terms in a sentence, in order."""
    tongue = main_code(language)
    if tongue == "en":
        found = english.nouns_in(sentence)
    elif tongue == "zh":
        found = chinese.nouns_in(sentence)
    else:
        spans = terms_in(sentence, language)
        found = [(start, end, _look(sentence[start:end])) for start, end in spans]
    return [Place(start, end, sentence[start:end], form) for start, end, form in found]


def _look(term: str) -> Form:
    return "capital" if term[0].isupper() else "small", term[-1]


class Vocabulary:
    """The terms of a note, and the forms and neighbours that each was seen with in it."""

    def __init__(self, sentences: Iterable[str], language: str) -> None:
        self.language = language
        self._forms: dict[str, set[Form]] = defaultdict(set)
        self._beside: dict[str, set[str]] = defaultdict(set)
        self._written: dict[str, str] = {}
        self._listed: set[frozenset[str]] = set()
        for sentence in sentences:
            places = places_in(sentence, language)
            for place, after in pairwise(places):
                if _LISTED.fullmatch(sentence, place.end, after.start):
                    self._listed.add(frozenset((place.text, after.text)))
            for place in places:
                term = place.text.casefold()
                self._forms[term].add(place.form)
                self._beside[term].update(_neighbours(place, sentence))
                self._written.setdefault(term, place.text)

    def fitting(self, place: Place, sentence: str) -> list[str]:
        """The terms that could stand in a place of `sentence`, those seen in the most similar company first.

        None that the sentence holds already, and no other form of the term itself.
        """
        folded, own = sentence.casefold(), place.text.casefold()
        company = _neighbours(place, sentence) | self._beside.get(own, set())
        found = [
            term
            for term, forms in self._forms.items()
            if place.form in forms and term not in folded and not kin(term, own)
        ]
        found.sort(key=lambda term: (-len(company & self._beside[term]), unlike(own, term)))
        return [self._written[term] for term in found]

    def of_kind(self, place: Place, sentence: str) -> list[str]:
        """Of the fitting terms those that say something of the same kind, so that the sentence stays one that might be
        true. In Chinese, where no vectors tell: other people, places and bodies, what is listed beside the term, and
        what ends alike, as 线粒体 and 叶绿体 do."""
        fitting = self.fitting(place, sentence)
        if main_code(self.language) != "zh" or place.form[0] in _NAMES:
            return fitting
        return [
            term
            for term in fitting
            if term[-1] == place.text[-1] or frozenset((term, place.text)) in self._listed
        ]


_NEXT = re.compile(r"\W*(\w+)")
_LAST = re.compile(r"(\w+)\W*$")


def _neighbours(place: Place, sentence: str) -> set[str]:
    """The words on both sides, each and both together; in Chinese the letters."""
    before, after = _LAST.search(sentence[: place.start]), _NEXT.match(sentence[place.end :])
    left, right = before[1].lower() if before else "", after[1].lower() if after else ""
    if re.match(f"[{HAN}]", place.text):
        left, right = left[-1:], right[:1]
    return {f"{left} …", f"… {right}", f"{left} … {right}"}


def unlike(term: str, other: str) -> tuple[bool, bool, int]:
    """How unlike two terms look: as a name, by their ending, by length."""
    return other[0].isupper() != term[0].isupper(), other[-1] != term[-1], abs(len(other) - len(term))


def kin(one: str, other: str) -> bool:
    """Whether two words are forms of one, as far as their letters tell."""
    return one in other or other in one or (len(one) > 5 and one[:5] == other[:5])
