"""Text to sentences with character offsets, per language. Pure, linear in the text's length.

`split` is reached through `Extractor`; it never raises, whatever the characters are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import sentencex  # type: ignore[import-untyped]

from model.language import HAN, KANA
from model.sentences.abbreviations import without_points
from model.sentences.borders import PART_CHARS, goes_on
from model.sentences.layout import blocks
from model.sentences.line import ALONE, Block, Layout
from model.sentences.pieces import END, pieces
from model.sentences.quotations import borders_within, without_ends
from model.sentences.run_in import titles

STRETCH_CHARS = 4_000  # handed to sentencex at once

_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029\t]|[^\S ](?=\.)")
_HAN = re.compile(f"[{HAN}]")
_BEFORE_LATIN = re.compile(f"(?<![。！？!?])[{HAN}{KANA}](?=[A-Za-z])")
_CLOSERS = re.compile(r"[\"'”’»」』)\]】*_]+(?=\s|$)|[」』】〕》〉）]+[”’]*")
_NOTE = re.compile(
    r"(?:\[[^\[\]\s][^\[\]]{0,40}\])+(?=\s|$|[:：]\s{0,3}\d)\s*"
)  # [citation needed], straight behind
_PAGE = re.compile(r"[:：]\s{0,3}\d{1,4}(?:\s?[-–,]\s?\d{1,4})*(?:\[\d{1,3}\])*(?:\s+|$)")  # [5]: 12 The
_FOOTNOTE = r"(?<=[a-z]{4}[.!?])\d{1,3}\s+(?=[A-Z])"
_FULL_STOP = r"[。！？][”」』]?(?=[a-z\d])"
_LETTER = (  # of a formula: of radius r. Reply · but not: either c. Cells or d. None
    r"(?:(?:\b(?:[Rr]adi(?:us|o)|length|side|height|width|[Aa]ngle|point|vector|[Vv]ariable|value|constant|parameter|letter|order|degree"
    r"|Länge|Seite|Höhe|Winkel|Punkt|lado|altura|punto)|[+*/^·×−-])\s?[a-z]|[=<>≤≥∈∉⊂⊆∪∩→]\s?[a-zA-Z]"
    r"|\b(?:is|are|of|by|than|equals)\s[d-hj-oq-uw-z])\.\s+(?=[A-ZÀ-Þ][a-zß-ÿ’']|[IA]\s)"
    r"|\b[a-z]{2,}\s[g-hj-uw-zA-HJ-UW-Z]\.\s+(?=(?:The|This|These|Then|There|If|Let|Suppose|Assume|Thus|Hence|So|Since|Now|We"
    r"|It|Its|For|By|In|On|To|But|And|Here|Each|Every|Any|All|When|Note|Also|Show|Find|Prove|Please|Reply)\s|An?\s[a-z])"
)
_MEASURED = r"(?<=\d)\s?(?:min|sec|hrs?|oz|lbs?|cm|mm|km|kg|ml|ft)\.\s+(?=[A-Z][a-z]+\s[a-z\d])"
_MONTH_END = (  # by 2nd Dec. Tom will
    r"\d(?:st|nd|rd|th)?\s(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.\s+(?=[A-Z][\w’']*\s[a-z])"
)
_OF_SOME = "".join(
    rf"(?<!\b{word}\s)" for word in "the The this This that his His her its their our a each".split()
)
_CALLED = (  # by a letter, as vitamin D is; not: the part A. Smith played
    rf"(?<=[\w,]\s){_OF_SOME}(?:[Vv]itamin[ae]?|[Hh]epatitis|[Ee]patite|[Ii]nfluenza|[Ss]ection|[Pp]art|[Gg]roup|[Pp]lan"
    r"|[Tt]ype|[Cc]lass|[Oo]ption|[Aa]ppendix|[Aa]nnex|[Ee]xhibit|[Ss]chedule|[Rr]oom|[Bb]lock|[Cc]olumn|[Pp]hase|[Gg]rade"
    r"|[Zz]one|[Gg]ate|[Vv]ersion|[Ss]cenario|Abschnitt|Teil|Gruppe|Typ|Klasse|Anhang|Anlage|Raum|[Ss]ección|[Ss]ezione"
    r"|[Gg]rupp?o|[Tt]ipo|[Pp]arte|[Aa]nexo|[Aa]ula|[Ss]ala)\s[A-Z]\.\s+(?=[A-ZÀ-Þ][\w’'-]|[AI]\s)"
)
_ACRONYM = (  # that stands for a title or a state elsewhere: a photo ID. A new one
    r"(?<=[\w,]\s)(?:CA|CT|DC|FY|GA|HR|IA|ID|KY|LA|MO|OK|PA|PC|SC|TV|UK|UT|VA|VT|WY)\.\s+(?=[A-ZÀ-Þ][a-zß-ÿ’']|[AI]\s)"
)
_WORTH = (  # of an exam's question: [2 marks]
    r"[(（\[]\s?\d{1,3}\s?(?:[Mm]arks?|[Pp]oints?|[Pp]ts?|Punkte?|BE|puntos?|punti|分|点|점)\s?[)）\]]"
    rf"(?:\s+(?=[A-ZÀ-Þ])|(?=[{HAN}])|\s*\Z)"
)
_AND_SO_ON = r"(?:т\.\s?[дп]|др(?<=и\sдр)|пр(?<=и\sпр)|ін(?<=і\sін))\.\s+(?=[А-ЯЁІЇЄ])"
_MISSED = re.compile(
    f"{_FOOTNOTE}|{_MONTH_END}|{_MEASURED}|{_FULL_STOP}|{_LETTER}|{_CALLED}|{_ACRONYM}|(?<=[.?!]\\s){_WORTH}"
)
_MISSED_IN = dict.fromkeys(("ru", "uk"), re.compile(f"{_AND_SO_ON}|{_MISSED.pattern}"))
_IS_WORTH = re.compile(_WORTH)
_COUNTS = r"(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})"  # an item of a list within a paragraph
_ITEM = re.compile(rf"(?<!\S)(?:[(（]{_COUNTS}[)）]|[•‣▪●○◦■])(?=\s)|\A{_COUNTS}\)(?=\s)")
_STOPS = (".", "!", "?", "。", "！", "？", "”", '"')
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
    found = list(blocks(readable))
    titled = titles(readable, ((block.start, block.end) for block in found if block.layout not in ALONE))
    return [span for block in found for span in _sentences(readable, block, language, titled)]


def _sentences(text: str, block: Block, language: str, titled: Mapping[int, int]) -> Iterator[Span]:
    """The block's sentences; `titled` says where a title ends that belongs to the one behind it, by where it begins."""
    whole = [(block.start, block.end)]
    said = block.layout not in (Layout.CODE, Layout.TABLE)
    parts = whole if block.layout in ALONE else _with_titles(_segment(text, block, language), titled)
    for start, end in parts:
        for piece_start, piece_end in pieces(text, start, end, said=said):
            span = _trim(text, piece_start, piece_end)
            if span is not None:
                yield Span(*span, block.layout)


def _with_titles(parts: Sequence[tuple[int, int]], titled: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    begun, title_end = None, -1
    for i, (start, end) in enumerate(parts):
        if begun is None:
            begun, title_end = start, titled.get(start, -1)
        if end > title_end or i + 1 == len(parts):
            yield begun, end
            begun = None


def _segment(text: str, block: Block, language: str) -> list[tuple[int, int]]:
    source = _BREAKS.sub(" ", text[block.start : block.end])
    if language in ("zh", "ja") and not _HAN.search(source):
        language = "en"  # an English paragraph in a Chinese note: "Dr. Smith" is one name
    lengths = [
        len(part)
        for stretch in _stretches(_as_read(source, language))
        for segment in _segments(stretch, language)
        for part in _at_missed_ends(segment, language)
    ]
    if sum(lengths) != len(source):
        return [(block.start, block.end)]
    segments = [source[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]
    parts = _joined(source, segments, language)
    return [
        (block.start + start + begins, block.start + start + ends)
        for start, end in parts
        for begins, ends in _within(source[start:end], language)
    ]


def _segments(stretch: str, language: str) -> Iterator[str]:
    """sentencex's, of the lengths they have in the stretch. It keeps all that follows an item's mark as one: (3) Bread
    was dear. The king came."""
    for segment in sentencex.segment(language, stretch):
        if _ITEM.match(segment):
            yield from sentencex.segment(language, _ITEM.sub(lambda mark: "X" * len(mark[0]), segment))
        else:
            yield segment


def _as_read(source: str, language: str) -> str:
    """The source as sentencex reads it best, of the same length: titles end no sentence, 『』 are quotes, and a Latin
    word is one though a Chinese or Japanese character stands before it, so that abbreviations are known: 是Mr. Smith.
    """
    read = without_points(without_ends(source), language)
    return _BEFORE_LATIN.sub(" ", read) if language in ("zh", "ja") else read


def _within(unit: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a unit that is one only for the quotation or bracket in it."""
    borders = [0, *borders_within(unit, language), len(unit)]
    if len(borders) == 2:
        return [(0, len(unit))]
    return _joined(unit, [unit[start:end] for start, end in pairwise(borders)], language)


def _joined(source: str, segments: Sequence[str], language: str) -> list[tuple[int, int]]:
    """The segments, those that belong together as one: (start, end) in the source."""
    parts: list[tuple[int, int]] = []
    at, before = 0, ""
    for segment in segments:
        start, end = at, at + len(segment)
        if before and not before[-1].isspace() and (closed := _CLOSERS.match(segment)):
            start += closed.end()  # ‘‘Really?’ and ’: the quote ends with its sentence
            parts[-1] = (parts[-1][0], start)
            before, segment = before + closed[0], segment[closed.end() :]
        elif before.endswith(_STOPS) and (note := _NOTE.match(segment)):
            start += note.end()
            parts[-1] = (parts[-1][0], start)
            before, segment = before + note[0], segment[note.end() :]
            if page := _PAGE.match(segment):
                start += page.end()
                parts[-1] = (parts[-1][0], start)
        elif before and (worth := _IS_WORTH.match(segment)):
            start += worth.end()
            parts[-1] = (parts[-1][0], start)
        elif before.endswith("]") and (page := _PAGE.match(segment)):  # of what is cited
            start += page.end()
            parts[-1] = (parts[-1][0], start)
        if start == end:
            continue
        if parts and goes_on(
            source[max(parts[-1][0], start - PART_CHARS) : start], before, segment, language
        ):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
        at, before = end, segment
    return parts


def _at_missed_ends(segment: str, language: str) -> Iterator[str]:
    """The segment, parted where a footnote's number stands after the end of a sentence: `action.6 The`, and where a
    Chinese or Japanese one is followed by a number or a small letter: `成立。1912年`."""
    start = 0
    for end in _MISSED_IN.get(language, _MISSED).finditer(segment):
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


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    unit = text[start:end]
    left = unit.lstrip(_OUTSIDE)
    if not left:
        return None
    start = end - len(left)
    end = start + len(left.rstrip(_OUTSIDE))
    return start, end
