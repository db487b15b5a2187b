"""Which lines are rows of a table, told by their bars or tabs and by the lines next to them. Pure, linear.

Reached by `layout`. A bar alone makes no table: P(A|B), |S| and a | b are mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

FEWEST = 2  # tabs, or bars, in a row

_IN_BRACKETS = re.compile(r"\([^()|]*\|[^()|]*\)|\{[^{}|]*\|[^{}|]*\}")  # P(A | B) and {x | x > 0}
_BETWEEN_SPACES = re.compile(r"(?<!\S)\|(?!\S)")
_RULED = re.compile(r"[\s|:+-]*$")  # |---|:--:|


def table_rows(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The indices of those of `lines`, given as (start, end), that are rows of tables.

    A row of cells between bars begins and ends with one, or a line next to it is a row of as many, or of another
    number where cells were merged, or is ruled.
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
    return rows | {i for i, (start, end) in enumerate(lines) if text.count("\t", start + 1, end) >= FEWEST}


def _are_of_one_table(line: str, following: str) -> bool:
    pair = (line, following)
    if line.count("|") == following.count("|") or all(map(_BETWEEN_SPACES.search, pair)):
        return True
    return any(_RULED.match(each) and "-" in each for each in pair)
