"""Lines of a PDF's page to paragraphs: what was wrapped is joined, what was divided is made whole."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.documents.pdf_page import HYPHEN, Piece, rows

_BULLET = re.compile(r"[•‣▪●◦■□–—*\uf0b7\uf0a7-]\s+(?=\S)")
_ITEM = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|\[\d+\])\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;。！？：；…][\"'”’»)\]）」』]*$")
LEADER = re.compile(r"(?:\. ?){5,}")  # the dots between an entry and its page in a table of contents
_CELL_GAP = 1.8  # of the type size: what no line of text has between its words
_CJK = "\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_CJK_JOINT = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")


@dataclass(slots=True)
class Line:
    """One line of a region, its pieces joined; `cells` is more than one where it looks like a row of a table."""

    text: str
    x0: float
    x1: float
    y0: float
    size: float
    tallest: float
    bold: bool
    cells: list[str]

    @property
    def first_width(self) -> float:
        """About how wide its first word is: what would have had to fit on the line before."""
        width = (self.x1 - self.x0) / max(len(self.text), 1)
        if re.match(f"[{_CJK}]", self.text):
            return width
        return width * (len(self.text.split(" ", 1)[0]) + 1)


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, as one text; `parts` are (page, text), more than one across a page break.

    `divided` says that the text ends amid a word, with a hyphen that the break put there.
    """

    parts: list[tuple[int, str]]
    size: float
    bold: bool
    lines: int
    is_table: bool = False
    is_heading: bool = False
    divided: bool = False

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.parts)


def lines(region: list[Piece]) -> list[Line]:
    """A region's lines from the top."""
    found = []
    for row in rows(region):
        cells = [row[0].text]
        is_table = any(b.x0 - a.x1 > _CELL_GAP * b.size for a, b in pairwise(row)) and len(row[0].text) > 3
        for piece in row[1:]:
            if is_table:
                cells.append(piece.text)
            else:
                cells[-1] += " " + piece.text
        longest = max(row, key=lambda p: len(p.text))
        bold = all(p.bold for p in row)
        x1 = max(p.x1 for p in row)
        text = _CJK_JOINT.sub("", " ".join(cells))
        found.append(
            Line(text, row[0].x0, x1, longest.y0, longest.size, max(p.tallest for p in row), bold, cells)
        )
    return found


def paragraphs(region: list[Line], page: int, known: Collection[str]) -> list[Paragraph]:
    """The paragraphs of a region; `known` are the document's words, by which divided ones are made whole."""
    if not region:
        return []
    pitch = median([b.y0 - a.y0 for a, b in pairwise(region)] or [0])
    if len(region) < 6:  # too few to tell how far apart this region's lines are
        pitch = min(pitch or region[0].size, 1.4 * region[0].size)
    left = _usual([line.x0 for line in region])
    right = sorted(line.x1 for line in region)[-1 - len(region) // 20]
    groups = [[region[0]]]
    for before, line in pairwise(region):
        if _starts_anew(groups[-1], before, line, pitch, left, right):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [paragraph for group in groups for paragraph in [_paragraph(group, page, known)] if paragraph.text]


def _usual(values: list[float]) -> float:
    """The value most are within a point of: a column's left edge, for one."""
    counts: dict[int, int] = {}
    for value in values:
        counts[round(value)] = counts.get(round(value), 0) + 1
    return max(counts, key=lambda value: (counts[value], -value))


def _starts_anew(
    group: list[Line], before: Line, line: Line, pitch: float, left: float, right: float
) -> bool:
    """Whether `line` begins a paragraph: by its distance, type, indent or bullet, or an early end before it."""
    down = line.y0 - before.y0
    if (len(line.cells) > 1) != (len(before.cells) > 1):
        return True
    if len(line.cells) > 1:
        return down > 2.2 * max(pitch, line.size)
    if down > 1.3 * max(pitch, 1.05 * line.size) or down < -before.size:
        return True
    if _BULLET.match(line.text) or LEADER.search(before.text) or not _is_alike(before, line):
        return True
    bold = all(one.bold for one in group)
    if bold != line.bold and (bold or right - before.x1 > line.first_width):
        return True
    centred = abs((before.x0 + before.x1) - (line.x0 + line.x1)) < line.size and bold and line.bold
    if centred and before.x0 > left + line.size:
        return False
    if _ITEM.match(line.text) and (_SENTENCE_END.search(before.text) or _ITEM.match(group[0].text)):
        return True
    goes_on = line.text[:1].islower() and not _SENTENCE_END.search(before.text)
    ends_early = not goes_on and right - before.x1 > 1.15 * line.first_width + 0.3 * line.size
    indent = 0.7 * line.size
    if line.x0 - before.x0 > indent and line.x0 - left > indent:
        return ends_early or bool(_SENTENCE_END.search(before.text) and not _ITEM.match(before.text))
    hangs = len(group) > 1 and group[1].x0 - group[0].x0 > indent
    return ends_early or (hangs and before.x0 - line.x0 > indent)


def _is_alike(before: Line, line: Line) -> bool:
    """Whether two lines are set in one type size; small capitals or a big bullet in one of them don't matter."""
    sizes = ((before.size, line.size), (before.tallest, line.tallest))
    return any(0.87 < b / max(a, 0.1) < 1.15 for a, b in sizes)


def _paragraph(group: list[Line], page: int, known: Collection[str]) -> Paragraph:
    size = max(group, key=lambda line: len(line.text)).size
    bold = all(line.bold for line in group)
    if len(group[0].cells) > 1:
        text = "\n".join(" | ".join(line.cells) for line in group)
        return Paragraph([(page, text)], size, bold, len(group), is_table=True)
    text = group[0].text
    for line in group[1:]:
        text = before_more(text, line.text, known) + line.text
    divided = text.endswith(HYPHEN)
    text = text.replace(HYPHEN, "-")
    if bullet := _BULLET.match(text):
        text = "- " + text[bullet.end() :]
    return Paragraph([(page, text.strip())], size, bold, len(group), divided=divided)


def before_more(text: str, more: str, known: Collection[str]) -> str:
    """`text` such that the line `more` can follow at once: with a space, or none where a word or link goes on.

    A hyphen that divides a word goes away, unless the document writes that word with one elsewhere.
    """
    divided = re.search(r"([^\W_]*)[-\xad]$", text)
    if divided and (text.endswith(HYPHEN) or re.search(r"[^\W\d_]-$", text)):
        tail = re.match(r"[^\W_]+", more)
        whole = text[:-1]
        if not tail or not tail[0][0].islower():
            return whole + "-"
        one, two = (divided[1] + joint + tail[0] for joint in ("", "-"))
        return whole + "-" if two.lower() in known and one.lower() not in known else whole
    if re.search(r"\w-$|\S[–—]$|://(?:\S*[/=&_-])?$|\w@$", text):
        return text
    if re.search(f"[{_CJK}]$", text) and starts_cjk(more):
        return text
    return text + " "


def is_open(text: str) -> bool:
    """Whether a paragraph that ends a column or page may go on after it."""
    return not _SENTENCE_END.search(text)


def starts_cjk(text: str) -> bool:
    """Whether it begins with a character of a script without small letters and spaces."""
    return re.match(f"[{_CJK}]", text) is not None
