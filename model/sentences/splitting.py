"""Text to sentences with character offsets, per language. Pure, linear in the text's length.

`split` is reached through `Extractor`; it never raises, whatever the characters are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import sentencex  # type: ignore[import-untyped]

from model.language import HAN
from model.sentences.layout import ALONE, Block, Layout, blocks
from model.sentences.list_marks import MONTHS
from model.sentences.pieces import END, pieces

STRETCH_CHARS = 4_000  # handed to sentencex at once
NEAR_CHARS = 40  # before a border: what is looked at to tell whether it is one

_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029\t]")
_HAN = re.compile(f"[{HAN}]")
_ENUMERATOR = re.compile(r"^\W*(?:\d{1,3}|[a-zA-Z])[.．)]\s*$")
_ABBREVIATED = re.compile(  # before a number
    r"\b(?:vols?|approx|ca|figs?|eqs?|secs?|sect|ch|chap|pp|art|tab|refs?|thm|def|prop|lem|cor|ex|tel|págs?|núm|kl|abb"
    r"|рис|табл|стр|гл)\.\s*$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^\W*(?:Prof|Dr|Mr|Mrs|Ms|St)\.\s*$|(?<!\w)د\.\s*$")
_MEASURE = re.compile(r"\d\s?(?:tbsp|tsp|oz|lbs?|pcs|pkg)\.\s*$")
_INITIAL = re.compile(r"\b(?:por|par|von|van)\s+[A-ZÀ-Þ]\.\s*$")
_ERA = re.compile(r"\d\s(?:[ad]\.|v\.|n\.)\s*$")  # 44 a. C., 44 v. Chr.
_POINTED = frozenset(
    "de da nb nn no fi et cs sk pl hu hr sl lv is".split()
)  # languages that write 2. for second
_NUMBERED = re.compile(r"(?<![\d.,])\d{1,4}\.\s*$")
_DAY = re.compile(r"(?<![\d.,])(?:[12]?\d|3[01])\.\s*$")
_ORDINAL = re.compile(  # der 2. Weltkrieg
    r"\b(?:der|die|das|den|dem|des|[iaz]m|zum|zur|vom|beim)\s+\d{1,2}\.\s*$", re.IGNORECASE
)
_ON_DAY = re.compile(r"(?<!^)\b(?:am|vom|bis zum)\s+\d{1,2}\.\s*$")
_COUNTED = re.compile(
    r"(?:Tage?s?|Mal|\w*[Ss]emester|\w*spieltag|\w*jahrestag|Jahrhundert\w*|Platz|Stock|Ende)\b"
)
_BEGINS = re.compile(  # a sentence, and no noun that is counted
    r"(?:Danach|Dann|Da|Dort|Hier|Heute|Morgen|Später|Jetzt|Nun|So|Doch|Aber|Und|Auch|Nur|Leider|Bitte|Außerdem|Zudem"
    r"|Daher|Deshalb|Dabei|Damit|Dazu|Anschließend|Ich|Wir|Ihr|Er|Sie|Es|Man|Wer|Was|Wo|Wie|Warum|Der|Die|Das|Den|Dem"
    r"|Diese[rsmn]?|Jede[rsmn]?|Alle|Viele|Beide|Keine?|Niemand|Eine?|Mein|Unser|Sein|In|Im|Am|An|Auf|Bei|Bis|Ab|Seit"
    r"|Mit|Nach|Vor|Von|Für|Zu|Zum|Zur|Um|Über|Als|Ob|Falls|Wenn|Weil|Ist|War|El|La|Los|Las|Le|Les|Un|Una|En|Se|Que"
    r"|Il|Elle|On|Ce|Cette|Dans|Puis|Après)\b"
)
_MONTH = re.compile(MONTHS)
_SAID = re.compile(  # what follows a quotation in Japanese and Korean
    r"(?:と(?!ても|ころ|き|にかく|りわけ|りあえず|なりの|くに|はい|うとう|んでも|つぜん)|って|라고|하고|고\s)"
)
_CLOSERS = re.compile(r"[\"'”’»」』)\]】*_]+(?=\s|$)")
_UNSPACED = re.compile(r"[a-z\d/\\_.~@#`-]")
_FOOTNOTE = r"(?<=[a-z]{4}[.!?])\d{1,3}\s+(?=[A-Z])"
_FULL_STOP = r"[。！？][”」』]?(?=[a-z\d])"
_MISSED = re.compile(f"{_FOOTNOTE}|{_FULL_STOP}")
_SPACES = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
_UNSEEN = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0)
_OUTSIDE = _SPACES + "".join(map(chr, _UNSEEN))


class Span(NamedTuple):
    """One unit of a text: `text[start:end]`, without outer white space."""

    start: int
    end: int
    layout: Layout = Layout.PROSE


def split(text: str, language: str) -> list[Span]:
    """The text's sentences in order, not overlapping.

    Lone surrogates are read as U+FFFD, which sentencex (UTF-8) can take; offsets are those of `text`.
    """
    readable = _SURROGATES.sub("\ufffd", text)
    return [span for block in blocks(readable) for span in _sentences(readable, block, language)]


def _sentences(text: str, block: Block, language: str) -> Iterator[Span]:
    whole = [(block.start, block.end)]
    said = block.layout not in (Layout.CODE, Layout.TABLE)
    for start, end in whole if block.layout in ALONE else _segment(text, block, language):
        for piece_start, piece_end in pieces(text, start, end, said=said):
            span = _trim(text, piece_start, piece_end)
            if span is not None:
                yield Span(*span, block.layout)


def _segment(text: str, block: Block, language: str) -> list[tuple[int, int]]:
    source = _BREAKS.sub(" ", text[block.start : block.end])
    if language in ("zh", "ja") and not _HAN.search(source):
        language = "en"  # an English paragraph in a Chinese note: "Dr. Smith" is one name
    segments = [
        part
        for stretch in _stretches(source)
        for segment in sentencex.segment(language, stretch)
        for part in _at_missed_ends(segment)
    ]
    if sum(map(len, segments)) != len(source):
        return [(block.start, block.end)]
    parts: list[tuple[int, int]] = []
    at, before = block.start, ""
    for segment in segments:
        start, end = at, at + len(segment)
        if before and not before[-1].isspace() and (closed := _CLOSERS.match(segment)):
            start += closed.end()  # ‘‘Really?’ and ’: the quote ends with its sentence
            parts[-1] = (parts[-1][0], start)
        if parts and _goes_on(before, segment, language):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
        at, before = end, segment
    return parts


def _goes_on(before: str, segment: str, language: str) -> bool:
    """Whether sentencex has parted what belongs together."""
    if not any(map(str.isalnum, segment)) and not _has_picture(segment):
        return True
    near = before[-NEAR_CHARS:]
    if (segment[0] in ":;," and before.rstrip().endswith(".")) or _TITLE.search(near):
        return True
    if _ENUMERATOR.search(near):  # "1." belongs to what it numbers
        return True
    if _ABBREVIATED.search(near):  # "Vol. 85"
        return segment[0].isdigit()
    if _MEASURE.search(near):  # 2 tbsp. olive oil
        return segment[0].islower()
    if language in _POINTED and _NUMBERED.search(near):
        return segment[0].islower() or _is_counted(near, segment, language)
    if _INITIAL.search(near) or _ERA.search(near):
        return segment[0].isupper() and not _BEGINS.match(segment)
    if language in ("ja", "ko") and before.rstrip()[-1:] in '」』"”':
        return _SAID.match(segment) is not None
    return before.endswith(".") and _UNSPACED.match(segment) is not None  # "../data"


def _is_counted(near: str, segment: str, language: str) -> bool:
    """Whether a month or, in German, another noun follows its number: 11. Dezember, der 2. Weltkrieg."""
    if _DAY.search(near) and _MONTH.match(segment):
        return True
    if language != "de" or _ORDINAL.search(near) is None or _BEGINS.match(segment):
        return False
    return _ON_DAY.search(near) is None or _COUNTED.match(segment) is not None


def _at_missed_ends(segment: str) -> Iterator[str]:
    """The segment, parted where a footnote's number stands after the end of a sentence: `action.6 The`, and where a
    Chinese or Japanese one is followed by a number or a small letter: `成立。1912年`."""
    start = 0
    for end in _MISSED.finditer(segment):
        yield segment[start : end.end()]
        start = end.end()
    yield segment[start:]


def _stretches(source: str) -> Iterator[str]:
    """The source in pieces that end with a sentence where they can.

    sentencex looks for the partner of each quote and bracket: a million opening quotes took it six minutes.
    """
    start = 0
    while len(source) - start > STRETCH_CHARS:
        window = source[start : start + STRETCH_CHARS]
        ends = [match.end() for match in END.finditer(window, STRETCH_CHARS // 2)]
        end = start + (ends[-1] if ends else window.rfind(" ") + 1 or STRETCH_CHARS)
        yield source[start:end]
        start = end
    yield source[start:]


def _has_picture(segment: str) -> bool:
    return any(ord(character) >= 0x1F000 for character in segment)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    unit = text[start:end]
    left = unit.lstrip(_OUTSIDE)
    if not left:
        return None
    start = end - len(left)
    end = start + len(left.rstrip(_OUTSIDE))
    return start, end
