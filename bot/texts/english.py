"""English nouns that carry their phrase, found by where they stand. Pure.

A word counts after an article, another determiner or a preposition, and before the end of its phrase: a full stop, a
preposition, a verb form. "the **energy** of", but not "the **energy** level", "to **study** the" or "is **ready** for".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.texts.terms import LEAST_LETTERS, common_words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CODE = re.compile(r"[_|\\{}<>=@#`~^*]|::|\[[^\]]*\]|https?:")
_TO = re.compile(r"\b(?:to|can|could|may|might|must|shall|should|will|would|not) $", re.IGNORECASE)
_NEXT = re.compile(r" ([^\W\d_]+)")
_PROSE_ENDS = re.compile(r"[.!?][\"”’')\]]*\s*$")

_ARTICLES = {"a": "a", "an": "an"}
_DETERMINERS = frozenset(
    "the this these those its their our your my his her each every some any no many most few several both all "
    "two three four five one such whose another".split()
)
_BEFORE = frozenset(
    "of in for with by from between on about into through under against within without during among via beyond "
    "across upon despite regarding toward towards".split()
)
_AFTER = frozenset(
    "of in is are was were has have had can could may might will would should must does do did but that which who "
    "whom when where while because if as to for with by from on at into than through under between within without "
    "during before after not be been against among until unless since via".split()
)
_LISTED = frozenset({"and", "or"})
_LIGHT = frozenset(
    "example instance general particular fact addition terms kind kinds sort sorts type types rest result results "
    "latter former following above reason reasons idea ideas thing things matter means sense sake respect regard "
    "amount variety majority minority range series lack lots bit pair couple half figure table section chapter "
    "future past present course both total whole same other others own such better best worse more less least".split()
)
_PLURALS = frozenset(
    "people data children criteria phenomena spectra men women media bacteria feet teeth mice".split()
)
_NOT_NOUNS = re.compile(r"(?:ly|ed|est|ive|ous|able|ible|ful|less|ary|ish|ical|ial|tic|ular|wise|ward)$")
_SELDOM_NOUNS = re.compile(rf"{_NOT_NOUNS.pattern}|ing$|ory$|['’]", re.IGNORECASE)
_NOUNS_ALL_THE_SAME = frozenset(  # whose ending says something else
    "forest harvest interest request contest protest quest guest chest nest crest seed speed feed weed breed deed "
    "memory theory history category factory laboratory territory inventory directory trajectory repository boundary "
    "summary dictionary library vocabulary secretary salary glossary motive archive narrative perspective objective "
    "initiative alternative derivative table cable variable vegetable family supply assembly anomaly material trial "
    "chemical plastic arithmetic statistic fish reward steward building meaning feeling training learning "
    "reading writing teaching ceiling wing king ring spring string evening morning beginning".split()
)
_ABSTRACT = re.compile(r"(?:[ts]ion|ment|ity|ness|[ae]nce|[ae]ncy|ism|ship|hood|logy|ing|ics|ure)s?$")
_CALENDAR = (
    frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    frozenset(
        "January February March April May June July August September October November December".split()
    ),
)


def nouns_in(sentence: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """(start, end, form) of each such noun: its form is its shape, number, sort and the sort of word before it.

    None in what is no prose: code, a table's row, a heading.
    """
    if _CODE.search(sentence) or not _PROSE_ENDS.search(sentence):
        return []
    words = list(_WORD.finditer(sentence))
    found = []
    for at in range(1, len(words)):
        form = _form(sentence, words, at)
        if form is not None:
            found.append((*words[at].span(), form))
    return found


def likely_nouns(sentence: str, words: Iterable[re.Match[str]]) -> list[str]:
    """Those of a sentence's `words` that its wording or their ending does not make something else: no adverb, no
    adjective, no verb after “to” or “may”. Names are among them."""
    sure = {sentence[start:end] for start, end, _ in nouns_in(sentence)}
    return [
        word[0]
        for word in words
        if word[0] in sure
        or word[0].lower() in _NOUNS_ALL_THE_SAME
        or (word.start() and word[0][0].isupper())
        or not (_SELDOM_NOUNS.search(word[0]) or _is_verb(sentence, word))
    ]


def _is_verb(sentence: str, word: re.Match[str]) -> bool:
    """After “to” what goes on with its object: “to store the energy”, not “to energy in the cell”."""
    goes_on = _NEXT.match(sentence, word.end())
    return bool(goes_on and goes_on[1].lower() not in _AFTER and _TO.search(sentence[: word.start()]))


def _form(sentence: str, words: list[re.Match[str]], at: int) -> tuple[str, ...] | None:
    word, before = words[at][0], words[at - 1][0].lower()
    if sentence[words[at - 1].end() : words[at].start()] != " ":
        return None
    if word.capitalize() != word and word.lower() != word:
        return None  # an abbreviation, a name of code
    if word[0].isupper():
        return _name_form(sentence, words, at)
    if not _is_noun(word) or not _ends_phrase(sentence, words, at):
        return None
    number = "many" if word in _PLURALS or re.search(r"[^sui]s$", word) else "one"
    if before in _ARTICLES:
        left = _ARTICLES[before]
    elif before in _DETERMINERS:
        left = "the"
    elif before in _BEFORE:
        left = "bare"
    else:
        return None
    if word.endswith("ing") and left == "bare":
        return None  # "by making"
    return "small", number, "abstract" if _ABSTRACT.search(word) else "thing", left


def _is_noun(word: str) -> bool:
    return (
        len(word) >= LEAST_LETTERS
        and "’" not in word
        and "'" not in word
        and "-" not in word
        and word not in _LIGHT
        and word not in common_words("en")
        and (word in _NOUNS_ALL_THE_SAME or not _NOT_NOUNS.search(word))
    )


def _ends_phrase(sentence: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether nothing of the same phrase follows. An "and" may go on with another adjective, but not after many."""
    rest = sentence[words[at].end() :]
    if not rest.startswith(" "):
        return bool(re.match(r"[.,;:!?)”\"]+(?:\s|$)", rest))
    after = words[at + 1][0].lower() if at + 1 < len(words) else ""
    if sentence[words[at].end() + 1 : words[at].end() + 2] in ("(", "—", "–"):
        return True
    return after in _AFTER or (after in _LISTED and words[at][0].endswith("s"))


def _name_form(sentence: str, words: list[re.Match[str]], at: int) -> tuple[str, ...] | None:
    """A name of one word, after a preposition or as a possessor; months and days change among themselves."""
    name = words[at][0]
    for number, those in enumerate(_CALENDAR):
        if name in those:
            return "calendar", str(number)
    before, after = words[at - 1][0], words[at + 1][0] if at + 1 < len(words) else ""
    gap = sentence[words[at].end() :][:1]
    if before[0].isupper() or (gap == " " and after[:1].isupper()) or len(name) < LEAST_LETTERS:
        return None
    if name.endswith(("’s", "'s")):
        return "name", "possessor"
    if before.lower() not in _BEFORE or gap not in ("", " ", ".", ",", ";", ":", ")"):
        return None
    return "name", before.lower(), "many" if name.endswith("s") else "one"
