"""Which lines are rows of a table, told by their bars, tabs or columns and by the lines next to them. Pure, linear.

Reached by `layout`. A bar alone makes no table: P(A|B), |S| and a | b are mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

FEWEST = 2  # tabs, or bars, in a row

_IN_BRACKETS = re.compile(r"\([^()|]*\|[^()|]*\)|\{[^{}|]*\|[^{}|]*\}")  # P(A | B) and {x | x > 0}
_BETWEEN_SPACES = re.compile(r"(?<!\S)\|(?!\S)")
_GAP = re.compile(r"[^\s.!?] {2,}(?=\S)")  # between cells; after a full stop it is only how somebody types
_PAIR = re.compile(r"[^|]*\S \| \S[^|]*")  # two cells
_CELL_WORDS = 4
_CELL_END = re.compile(r"[.!?]\s|[。！？]")
_RULED = re.compile(r"[\s|:+-]*$")  # |---|:--:|


def table_rows(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The indices of those of `lines`, given as (start, end), that are rows of tables.

    A row of cells between bars begins and ends with one, or a line next to it is a row of as many, or of another
    number where cells were merged, or is ruled. Two cells, with one bar between spaces, make a row where a line next
    to it has two as well. Cells set apart by spaces begin where those of a line next to it begin.
    """
    barred = {
        i: _IN_BRACKETS.sub("", text[start:end].strip())
        for i, (start, end) in enumerate(lines)
        if text.find("|", start, end) >= 0
    }
    rows = {i for i, line in barred.items() if line.startswith("| ") and line.endswith(" |")}
    for i, line in barred.items():
        if i - 1 in barred and _are_of_one_table(barred[i - 1], line):
            rows |= {i - 1, i}
    rows = {i for i in rows if barred[i].count("|") >= FEWEST}
    pairs = {i for i, line in barred.items() if _PAIR.fullmatch(line) and _are_cells(line.split("|"))}
    rows |= {i for i in pairs if {i - 1, i + 1} & pairs}
    rows |= _in_columns(text, lines)
    return rows | {i for i, (start, end) in enumerate(lines) if text.count("\t", start + 1, end) >= FEWEST}


def _are_of_one_table(line: str, following: str) -> bool:
    pair = (line, following)
    if line.count("|") == following.count("|") or all(map(_BETWEEN_SPACES.search, pair)):
        return True
    return any(_RULED.match(each) and "-" in each for each in pair)


def _are_cells(parts: Sequence[str]) -> bool:
    return not any(_CELL_END.search(part) or len(part.split()) > _CELL_WORDS for part in parts)


def _in_columns(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The indices of lines with cells, three at least, that begin where those of a line next to it do; the words of
    justified lines do not."""
    cells = {
        i: {gap.end() for gap in _GAP.finditer(text[start:end])}
        for i, (start, end) in enumerate(lines)
        if text.find("  ", start, end) >= 0
    }
    pairs = [(i, i + 1) for i in cells if i + 1 in cells and _align(cells[i], cells[i + 1])]
    return {i for pair in pairs for i in pair}


def _align(one: set[int], other: set[int]) -> bool:
    return len(one) >= FEWEST and one == other
