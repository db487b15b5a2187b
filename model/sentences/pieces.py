"""A unit that is too long to be a sentence, to pieces: what was spoken, and hardly punctuated. Pure, linear.

Reached by `splitting`. A piece begins where a clause does, at best with a word that opens a new thought; where nothing
says so, between words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from model.language import ENDS, HAN, KANA, SOUTHEAST
from model.sentences.counting import WORD
from model.sentences.headings import ENDED

OPEN_WORDS, OPEN_HAN = 80, 120  # the most in a unit that ends like no sentence
SENTENCE_WORDS, SENTENCE_HAN = 120, 180  # and in one that does: in textbooks and proposals none was longer
PARTED_WORDS = 150  # unless it has a semicolon, or a number in brackets, for each so many,
TOO_LONG_WORDS = 400  # and is not as long as this: nobody writes such a sentence
FEWEST_WORDS, PIECE_WORDS, MOST_WORDS = 20, 40, 60  # in a piece: forty are about ten seconds of speech
NEAR_CHARS = 10  # behind a place in Chinese: what tells whether a word begins there

END = re.compile(
    rf"(?<!\W\w)[.!?][\"'”’)\]]*\s+(?=\W{{0,9}}[^\W\d_a-z])|[。！？][”’」』）]*|[{ENDS}]\s*"
)  # of a sentence, where it is plain

_EAST = re.compile(f"[{HAN}{KANA}]")
_KANA = re.compile(f"[{KANA}]")
_PART = re.compile(r"[;；]|[(（](?:[a-z]|[ivx]{2,4}|\d{1,2}|[一二三四五六七八九十])[)）]")
_MARK = re.compile(  # between clauses; in Chinese and Thai a space is one, and in Japanese what lists elsewhere
    rf"[,;:][\"'”’)\]]*\s+|(?<=[{HAN}])[,;:](?=[{HAN}])|[，；：][”’」』）]*\s*|(?<=[{HAN}])[ \u3000]+(?=[{HAN}])"
    rf"|(?<=[{SOUTHEAST}]) +(?=[{SOUTHEAST}])|(?<=[{KANA}])、"
)
_LATIN_OPENER = (
    r"so(?! (?:much|many|far|that|called|long|on)\b)|but|okay|ok|and (?:then|so|now)|now (?:what|let|the|we|i|if)"
    r"|let[’']?s|let me|for example|for instance|in other words|that means|finally|first of all"
    r"|(?:and )?the (?:first|second|third|next|last|other|main|important|interesting) (?:thing|point|question|part|one)"
    r"|así que|entonces|pero|y luego|por ejemplo|es decir|por eso|donc|alors|et puis|par exemple|c[’']est-à-dire"
    r"|und dann|und jetzt|das heißt|zum beispiel"
)
_OPENER = re.compile(
    rf"\b(?:{_LATIN_OPENER})\b|那么|所以|但是|可是|不过|然后|接下来|接着|下面|首先|其次|最后|另外|此外|因此|于是|而且|也就是说|总之"
    r"|大家(?=[注看想记])|第[一二三四五六七八九十]个?",
    re.IGNORECASE,
)
_JOINER = re.compile(
    r"(?:and|because|if|when|while|although|y|porque|cuando|et|parce que|quand|und|weil|wenn)\b"
    r"|因为|如果|并且|虽然|还有|它|这个|我们",
    re.IGNORECASE,
)


def pieces(text: str, start: int, end: int, *, said: bool = True) -> Iterator[tuple[int, int]]:
    """The unit `text[start:end]` itself, or pieces of about PIECE_WORDS words where it is too long to be a sentence or,
    where it isn't `said`, a line of code or of a table."""
    at = start
    if end - start > OPEN_WORDS:
        words = [word.start() for word in WORD.finditer(text, start, end) if any(map(str.isalnum, word[0]))]
        if len(words) > (_most_words(text, start, end, len(words)) if said else TOO_LONG_WORDS):
            for edge in _edges(text, words, end):
                yield at, edge
                at = edge
    yield at, end


def _most_words(text: str, start: int, end: int, count: int) -> int:
    """How many words the unit, which has `count`, may have to be one sentence."""
    east = 2 * len(_EAST.findall(text, start, end)) > count
    if not ENDED.search(text, start, end):
        return OPEN_HAN if east else OPEN_WORDS
    if PARTED_WORDS * len(_PART.findall(text, start, end)) >= count:
        return TOO_LONG_WORDS
    return SENTENCE_HAN if east else SENTENCE_WORDS


def _edges(text: str, words: Sequence[int], end: int) -> Iterator[int]:
    """Where the pieces but the first begin, for words that begin at `words`."""
    ends = {mark.end() for mark in END.finditer(text, words[0], end)}
    marks = sorted(ends.union(mark.end() for mark in _MARK.finditer(text, words[0], end)))
    at, first = words[0], 0
    while len(words) - first > MOST_WORDS:
        left = len(words) - first
        lowest = words[first + FEWEST_WORDS]
        highest = words[first + min(MOST_WORDS, left - FEWEST_WORDS)]
        wanted = first + min(PIECE_WORDS, left // 2)
        found = marks[bisect_left(marks, lowest) : bisect_left(marks, highest + 1)]
        found = [edge for edge in found if edge in ends or _OPENER.match(text, edge)] or found
        found = found or _between_words(text, at, lowest, highest) or [words[wanted]]
        at = min(found, key=lambda edge: abs(bisect_left(words, edge) - wanted))
        first = bisect_left(words, at)
        yield at


def _between_words(text: str, start: int, lowest: int, highest: int) -> list[int]:
    """The places from `lowest` to `highest` at which a word begins: where there are some, those alone that open a
    thought, or else a clause. `start` is one, before them."""
    window = text[start : highest + NEAR_CHARS]
    if _EAST.search(window, lowest - start) is None:
        borders = [match.start() for match in WORD.finditer(text, start, highest + 1)]
    elif _KANA.search(window):  # a hiragana before anything else ends a word with its particles
        borders = [match.end() + start for match in re.finditer(r"[ぁ-ん](?=[^ぁ-んー])", window)]
    else:
        borders = list(_chinese_borders(window, start))
    borders = [border for border in borders if lowest <= border <= highest]
    for opener in (_OPENER, _JOINER):
        if opening := [border for border in borders if opener.match(text, border)]:
            return opening
    return borders


def _chinese_borders(window: str, start: int) -> Iterator[int]:
    import rjieba  # 30 MB, when first wanted

    for word in rjieba.cut(window):
        yield start
        start += len(word)
