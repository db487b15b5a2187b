"""What stands on a PDF's pages but is no part of its text: running headers and footers, page and line numbers.

Only what repeats is left out; a line that stands on one page is text, wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from bot.documents.pdf_page import Piece

_EDGE = 0.12  # of the height of the text: how far from its top and foot headers and footers stand
_LINE_NUMBERS = 8  # fewer numbers in a column may be anything


def without_edges(pages: dict[int, list[Piece]]) -> dict[int, list[Piece]]:
    """The pages without what repeats at their edges, and without numbers beside each line."""
    edges = {page: [(piece, _keys(piece, page)) for piece in _edges(found)] for page, found in pages.items()}
    counts = Counter(key for found in edges.values() for key in {key for _, keys in found for key in keys})
    often = 2 if len(pages) < 6 else 3
    kept: dict[int, list[Piece]] = {}
    for page, found in pages.items():
        dropped = {id(piece) for piece, keys in edges[page] if max(counts[key] for key in keys) >= often}
        dropped |= {id(piece) for piece, _ in edges[page] if piece.text == str(page)}
        dropped |= {id(piece) for piece in _line_numbers(found)}
        kept[page] = [piece for piece in found if id(piece) not in dropped]
    return kept


def _edges(found: list[Piece]) -> list[Piece]:
    """The pieces near the page's top and foot, and those that stand sideways."""
    upright = [piece for piece in found if not piece.turned]
    if not upright:
        return found
    top, foot = min(p.y0 for p in upright), max(p.y1 for p in upright)
    margin = _EDGE * (foot - top)
    return [p for p in found if p.turned or p.y1 < top + margin or p.y0 > foot - margin]


def _keys(piece: Piece, page: int) -> set[str]:
    """What a running line has in common from page to page: all of it, or all but one number that grows with them.

    Its height is part of the key, in two ways of rounding, so that one that is a little off still meets another.
    """
    text = piece.text.casefold()
    if piece.turned:  # a printer's mark in the margin: no number in it tells anything
        return {re.sub(r"\d+", "#", text)}
    texts = {text}
    for number in re.finditer(r"\d{1,9}", text):
        texts.add(f"{text[: number.start()]}<{int(number[0]) - page}>{text[number.end() :]}")
    if roman := re.fullmatch("[ivxl]+", text):
        texts.add(f"<{_value(roman[0]) - page}>")
    return {f"{round(piece.y0 / 12 + half)}:{half}:{text}" for text in texts for half in (0, 0.5)}


def _value(roman: str) -> int:
    """What a Roman numeral of a preface's pages stands for."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[sign] for sign in roman]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _line_numbers(found: list[Piece]) -> list[Piece]:
    """The column of ascending numbers beside the text, if there is one."""
    columns: dict[int, list[Piece]] = {}
    for piece in found:
        if piece.text.isdecimal() and not piece.turned:
            columns.setdefault(round(piece.x1 / 6), []).append(piece)
    numbers: list[Piece] = []
    for column in columns.values():
        ordered = sorted(column, key=lambda piece: piece.middle)
        steps = [int(b.text) - int(a.text) for a, b in pairwise(ordered)]
        if len(ordered) >= _LINE_NUMBERS and sum(step == 1 for step in steps) >= 0.9 * len(steps):
            numbers += ordered
    beside = [piece for piece in found if not piece.text.isdecimal()]
    left = sum(piece.x0 > max((n.x1 for n in numbers), default=0) for piece in beside)
    return numbers if left >= 0.8 * len(beside) else []
