"""Tables with a column of what is due when, as syllabi and plans have them: which cell of a row is its date. Pure.

| Task | Due | Weight |, also with tabs or wide spaces between. A row that says it is done has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model import simplified

_AROUND = r"[\W_]*(?:\([^()]{0,20}\)|（[^（）]{0,20}）)?[\W_]*"
_DUE = re.compile(
    r"[\W_]*(?:due(?: date| by| on| time)?|deadlines?|(?:submit|hand[- ]in|submission|return) (?:by|date|deadline)|ddl"
    r"|abgabe(?:termin|frist|datum)|fällig(?: am| bis)?|bis(?: wann)?|date limite|échéance|à rendre(?: le)?|pour le"
    r"|fecha (?:l[ií]mite|de entrega)|vencimiento|截止(?:日期|时间|日)?"
    r"|提交(?:日期|时间)|期限|时限|到期(?:日期?|时间)?|(?:完成|提交|交付|上交|办理)[时期]限)" + _AROUND,
    re.IGNORECASE,
)
_HANDED_IN = re.compile(  # such a heading, or one of what is handed in
    r"[\W_]*(?:submission|hand[- ]in|return|abgabe|frist|entrega|plazo|rendu"
    r"|(?:计划|预计|要求|拟)?(?:完成|交付|上交)(?:日期|时间|日))" + _AROUND,
    re.IGNORECASE,
)
_DONE = re.compile(
    r"[\W_]*(?:done|completed?|finished|submitted|handed in|closed|erledigt|fertig|abgegeben|fait|rendu|terminé|hecho"
    r"|entregado|已?(?:完成|提交|交)|✓|✔️?|✅)[\W_]*",
    re.IGNORECASE,
)
_RULED = re.compile(r"[\s|:+=-]*$")
_SEPARATORS = (re.compile(r"\|"), re.compile(r"\t"), re.compile(r" {2,}"))
LONGEST_LINE_CHARS = 500
HEADING_CHARS = 40  # of a cell in the first row
FEWEST_CELLS = 2
PREFIX = {"en": "due ", "de": "bis ", "fr": "avant le ", "es": "antes del ", "zh": "截止："}
"""What makes a bare date the last one allowed, in the languages whose dates are read so."""


class Due(NamedTuple):
    """Of one row: from where to where it goes, and where its date stands."""

    start: int
    end: int
    cell_start: int
    cell_end: int


def due_cells(text: str) -> list[Due]:
    """The cells under a heading that says they are dates by which something is due, in the text's order."""
    found: list[Due] = []
    separator: re.Pattern[str] | None = None
    column = width = 0
    for start, line in _lines(text):
        if separator is not None and _RULED.match(line):
            continue
        if separator is not None:
            cells = list(_cells(line, separator))
            if len(cells) == width:
                if not any(_DONE.fullmatch(line[begin:end]) for begin, end in cells):
                    begin, end = cells[column]
                    found.append(Due(start, start + len(line), start + begin, start + end))
                continue
        separator, column, width = _headings(line)
    return found


def due_for(start: int, found: Sequence[Due]) -> Due | None:
    """The row in which the text's `start` lies."""
    at = bisect_right(found, start, key=lambda due: due.start) - 1
    return found[at] if at >= 0 and start < found[at].end else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line[:LONGEST_LINE_CHARS]
        at += len(line) + 1


def _headings(line: str) -> tuple[re.Pattern[str] | None, int, int]:
    """What parts the cells of a table that has `line` over it, which of them holds dates and how many there are; None
    where it is no such line."""
    line = simplified(line)
    for separator in _SEPARATORS:
        cells = list(_cells(line, separator))
        due = [i for i, cell in enumerate(cells) if _DUE.fullmatch(line, *cell)]
        due = due or [i for i, cell in enumerate(cells) if _HANDED_IN.fullmatch(line, *cell)]
        short = all(end - begin <= HEADING_CHARS for begin, end in cells)
        if len(cells) >= FEWEST_CELLS and len(due) == 1 and short:
            return separator, due[0], len(cells)
    return None, 0, 0


def _cells(line: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where each cell begins and ends, without white space around it; empty ones at the edges are none."""
    edges = [0, *(at for between in separator.finditer(line) for at in between.span()), len(line)]
    cells = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        said = line[begin:end]
        cells.append((begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())))
    first = 1 if len(cells) > 1 and cells[0][0] >= cells[0][1] else 0
    last = len(cells) - (1 if len(cells) > 1 and cells[-1][0] >= cells[-1][1] else 0)
    yield from ((min(begin, end), end) for begin, end in cells[first:last])
