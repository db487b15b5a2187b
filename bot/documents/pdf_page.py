"""One page of a PDF as pieces of lines with their boxes, in the order in which they are read.

A piece is a run of words on one line without a wide gap. `pieces` finds them; `in_reading_order` finds the columns.
Coordinates are points; y grows downwards, and sideways text has been turned upright.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import pi
from statistics import median
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

HYPHEN = "\xad"  # stands at a line's end where a word was divided
_DIVIDED = ("\ufffe", "\x02", "\xad")  # what pdfium writes there
_WIDE_GAP = 0.9  # of the type size: more than any space between words, less than between columns
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|cmbx|cmssbx|[-,]bd", re.I)
_NAME_BYTES = 128
_EMPTY_BAND = 1.3  # of the type size; lines set double leave less


@dataclass(slots=True)
class Piece:
    """Words on one line. `size` is the height of most of its type, `tallest` of the highest; `turned` is text
    across the page's own direction."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    bold: bool
    turned: bool = False
    tallest: float = 0.0

    @property
    def size(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    def beside(self, other: Piece) -> bool:
        """Whether both stand on one line: at least half of the lower one's height is shared."""
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return shared >= 0.5 * min(self.size, other.size)


def pieces(page: pdfium.PdfPage) -> list[Piece]:
    """The page's pieces in the order in which the file draws them."""
    found: list[Piece] = []
    words = list(_words(page.get_textpage()))
    upright = Counter(quarter for quarter, _ in words).most_common(1)[0][0] if words else 0
    last_quarter = upright
    for quarter, word in words:
        word.turned = quarter != upright
        last = found[-1] if found else None
        if last is not None and quarter == last_quarter and _continues(last, word):
            _extend(last, word)
        else:
            found.append(word)
        last_quarter = quarter
    return found


def _continues(last: Piece, word: Piece) -> bool:
    gap = word.x0 - last.x1
    size = max(last.size, word.size)
    return last.beside(word) and -0.3 * size <= gap <= _WIDE_GAP * size and not last.text.endswith(HYPHEN)


def _extend(last: Piece, word: Piece) -> None:
    last.tallest = max(last.tallest, word.tallest)
    if len(word.text) > len(last.text):  # a bullet or a raised number must not set the line's height
        last.y0, last.y1, last.bold = word.y0, word.y1, word.bold
    elif len(word.text) > 1:
        last.bold = last.bold and word.bold
    last.text += " " + word.text
    last.x1 = max(last.x1, word.x1)


def _words(textpage: Any) -> Iterator[tuple[int, Piece]]:
    """Each word with the quarter turns of its writing direction."""
    start = 0
    letters: list[str] = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        char = chr(code) if code < 0x110000 else "\ufffd"
        if char in _DIVIDED:
            char = HYPHEN
        if not char.isspace() and char != "\0":
            if not letters:
                start = index
            letters.append(char)
        if letters and (char.isspace() or char == HYPHEN):
            yield _word(textpage, start, index - char.isspace(), "".join(letters))
            letters = []
    if letters:
        yield _word(textpage, start, start + len(letters) - 1, "".join(letters))


def _word(textpage: Any, first: int, last: int, text: str) -> tuple[int, Piece]:
    quarter = round(max(raw.FPDFText_GetCharAngle(textpage, first), 0.0) / (pi / 2)) % 4
    x0, x1, y0, y1 = _box(textpage, first, quarter)
    if last > first:
        end_x0, end_x1, end_y0, end_y1 = _box(textpage, last, quarter)
        if text[0].isdigit() and y1 - y0 < 0.85 * (end_y1 - end_y0):  # a note's raised number
            text = re.sub(r"^\d+(?=[^\W\d])", r"\g<0> ", text)
        if min(y1, end_y1) - max(y0, end_y0) > 0:  # else it ends on another line, and its start stands for it
            x0, x1, y0, y1 = min(x0, end_x0), max(x1, end_x1), min(y0, end_y0), max(y1, end_y1)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return quarter, Piece(text, x0, x1, y0, y1, _is_bold(textpage, first), tallest=y1 - y0)


def _is_bold(textpage: Any, index: int) -> bool:
    """By the weight of a character's font, or by its name where the file gives no weight."""
    if raw.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, _NAME_BYTES, ctypes.byref(flags))
    return _BOLD_NAME.search(name.value) is not None


def _box(textpage: Any, index: int, quarter: int) -> tuple[float, float, float, float]:
    """A character's box as (x0, x1, y0, y1), turned so that its text runs to the right and lines go down."""
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect))
    xs, ys = (rect.left, rect.right), (rect.bottom, rect.top)
    across, down = (
        (xs, [-y for y in ys]),
        ([-y for y in ys], [-x for x in xs]),
        ([-x for x in xs], ys),
        (ys, xs),
    )[quarter]
    return min(across), max(across), min(down), max(down)


def in_reading_order(found: list[Piece]) -> list[list[Piece]]:
    """The page's regions (a column, or what spans columns) one after the other, each with its pieces.

    Where a strip runs down between text on both sides, the left side is read before the right; what crosses the
    strip (a title, a wide figure's caption) parts what is above it from what is below, and so does an empty band.
    """
    gutter = _gutter(found)
    if gutter is None:
        return [found] if found else []
    above, below = _parted(found)
    if above:
        return in_reading_order(above) + in_reading_order(below)
    crossing = sorted((p for p in found if p.x0 < gutter < p.x1), key=lambda p: p.middle)
    heights = [p.middle for p in crossing]
    bands: list[tuple[list[Piece], list[Piece]]] = [([], []) for _ in range(len(crossing) + 1)]
    for piece in found:
        if not piece.x0 < gutter < piece.x1:
            bands[bisect(heights, piece.middle)][piece.x0 >= gutter].append(piece)
    regions: list[list[Piece]] = []
    spanning: list[Piece] = []
    for (left, right), crosser in zip(bands, [*crossing, None], strict=True):
        if left or right:
            regions += [spanning] if spanning else []
            regions += in_reading_order(left) + in_reading_order(right)
            spanning = []
        if crosser is not None:
            spanning.append(crosser)
    return regions + ([spanning] if spanning else [])


def _parted(found: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """What is above and below the first empty band across all of the page; nothing above where there is none."""
    ordered = sorted(found, key=lambda p: p.y0)
    least = _EMPTY_BAND * median([p.size for p in found] or [0])
    foot = ordered[0].y1 if ordered else 0
    for at, piece in enumerate(ordered):
        if piece.y0 - foot > least:
            return ordered[:at], ordered[at:]
        foot = max(foot, piece.y1)
    return [], ordered


def _gutter(found: list[Piece]) -> float | None:
    """The x of a strip between two columns of running text; None where there is one column, or a table."""
    if len(found) < 6:
        return None
    left, right = min(p.x0 for p in found), max(p.x1 for p in found)
    width = int(right - left) + 1
    if not 20 < width < 20_000:
        return None
    steps = [0.0] * (width + 2)  # how much higher the stack of text over a point is than over the one before
    for piece in found:
        steps[int(piece.x0 - left)] += piece.size
        steps[int(piece.x1 - left) + 1] -= piece.size
    most = 0.5 * sum(p.size for p in found)
    least = 0.4 * median(p.size for p in found)
    best: tuple[float, float] | None = None
    stack, run_start = 0.0, 0
    stacks = []
    for step in steps:
        stack += step
        stacks.append(round(stack, 1))
    for at in range(1, width + 1):
        if stacks[at] != stacks[run_start]:
            x = left + (run_start + at) / 2
            lowest = stacks[run_start] <= most and at - run_start >= least
            if lowest and (best is None or stacks[run_start] < best[0]) and _parts_columns(found, x):
                best = (stacks[run_start], x)
            run_start = at
    return best[1] if best else None


def _parts_columns(found: list[Piece], x: float) -> bool:
    """Whether what stands on each side of x reads as lines of a column, not as cells of a table."""
    for side in ([p for p in found if p.x1 <= x], [p for p in found if p.x0 >= x]):
        if len(side) < 3:
            return False
        width = max(p.x1 for p in side) - min(p.x0 for p in side)
        letters = sum(len(p.text) for p in side) / len(side)
        filled = sum(p.x1 - p.x0 for p in side) / (width * len(rows(side)))
        if (letters < 12 or filled < 0.55) if len(side) >= 5 else (letters < 25 or filled < 0.75):
            return False
    return True


def rows(side: list[Piece]) -> list[list[Piece]]:
    """Pieces by the lines they stand on, from the top, each line from the left."""
    found: list[list[Piece]] = []
    for piece in sorted(side, key=lambda p: p.middle):
        if found and found[-1][0].beside(piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in found]
