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
    r"|提交(?:日期|时间)|期限|时限|到期(?:日期?|时间)?|(?:제출\s?)?마감(?:일시?|기한)?|(?:제출|신청|납부|처리|완료)\s?(?:기한|일)|기한|(?:完成|提交|交付|上交|办理)[时期]限)"
    + _AROUND,
    re.IGNORECASE,
)
_HANDED_IN = re.compile(  # such a heading, or one of what is handed in
    r"[\W_]*(?:submission|hand[- ]in|return|abgabe|frist|entrega|plazo|rendu"
    r"|(?:计划|预计|要求|拟)?(?:完成|交付|上交)(?:日期|时间|日))" + _AROUND,
    re.IGNORECASE,
)
_DAY = re.compile(r"[\W_]*(?:date|datum|termin|fecha|日期|时间|日付|날짜|일자|일시)" + _AROUND, re.IGNORECASE)
_HAS_WORDS = re.compile(r"[^\W\d_]{2}")
_MONEY = r"(?:[$€£¥元]|\b(?:eur|usd|gbp|chf|cny|rmb|jpy|cad|aud|euros?|dollars?|pounds?)\b)"
_COUNTED = (
    r"(?:days?|weeks?|months?|tagen?|wochen?|monaten?|jours?|semaines?|mois|días?|semanas?|mes(?:es)?|天|周)"
)
_SEASON = (
    r"(?:spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_NOTHING = re.compile(  # is due, or nothing that is told; or a sum of money is, or it is said otherwise when
    r"[\W_]*(?:none|nothing|tb[ad]|n/?a|asap|ongoing|weekly|daily|next|see|yes|no|ja|nein|sí|oui|non|(?:un)?paid"
    r"|overdue|immediately|cancell?ed|postponed|waived|pending|holidays?|überfällig|sofort|ferien|vacances|vacaciones"
    r"|(?:net|on|at|in|within|after|upon)(?= )|keine?|nichts|nada|ningun[oa]|rien|aucune?)\b(?!-).{0,30}"
    r"|[\W_]*(?:late|open|break|offen)\W*|[\W_]*(?:无|没有|待定|暂无|放假|逾期|已过期).{0,10}"
    rf"|(?:(?:early|mid|late|end of)[ -])?{_SEASON}\b[\W\d]*|\d{{1,3}} ?{_COUNTED}\b.*"
    rf"|\D{{0,20}}{_MONEY}\s?\d.*|.{{0,20}}\d\s?{_MONEY}.*",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"[\W_]*(?:done|completed?|finished|submitted|handed in|closed|erledigt|fertig|abgegeben|fait|rendu|terminé|hecho"
    r"|entregado|已?(?:完成|提交|交)|완료|제출\s?완료|✓|✔️?|✅)[\W_]*",
    re.IGNORECASE,
)
_RULED = re.compile(r"[\s|:+=-]*$")
_SEPARATORS = (re.compile(r"\|"), re.compile(r"\t"), re.compile(r" {2,}"))
_PARTS = re.compile(
    r"[|\t,;()，；（）]|[ ](?=(?:by|at|from|um|von|bis|à|a las?) |\d{1,2}(?:[:.]\d\d)?[ ]?(?:[ap]\.?m|Uhr|h\b|[–-]))",
    re.IGNORECASE,
)
MOST_PARTS = 8
LONGEST_LINE_CHARS = 500
HEADING_CHARS = 40  # of a cell in the first row
FEWEST_CELLS = 2
PREFIX = {"en": "due ", "de": "bis ", "fr": "avant le ", "es": "antes del ", "zh": "截止：", "ko": "마감: "}
"""What makes a bare date the last one allowed, in the languages whose dates are read so."""


class Due(NamedTuple):
    """Of one row: from where to where it goes, where its date stands, and where the day of the row, if it has one
    besides, on which is due what stands in place of a date."""

    start: int
    end: int
    cell_start: int
    cell_end: int
    day: tuple[int, int] | None = None

    def names_what(self, text: str) -> bool:
        """Whether words stand in place of a date that say what is due."""
        cell = text[self.cell_start : self.cell_end]
        return (
            self.day is not None
            and bool(_HAS_WORDS.search(cell))
            and not _NOTHING.fullmatch(simplified(cell).strip())
        )


def due_cells(text: str) -> list[Due]:
    """The cells under a heading that says they are dates by which something is due, in the text's order."""
    found: list[Due] = []
    separator: re.Pattern[str] | None = None
    column = width = 0
    day: int | None = None
    for start, line in _lines(text):
        if separator is not None and _RULED.match(line):
            continue
        if separator is not None:
            cells = list(_cells(line, separator))
            if len(cells) == width:
                if not any(_DONE.fullmatch(line[begin:end]) for begin, end in cells):
                    begin, end = cells[column]
                    on = None if day is None else (start + cells[day][0], start + cells[day][1])
                    found.append(Due(start, start + len(line), start + begin, start + end, on))
                continue
        separator, column, width, day = _headings(line)
    return found


def due_for(start: int, found: Sequence[Due]) -> Due | None:
    """The row in which the text's `start` lies."""
    at = bisect_right(found, start, key=lambda due: due.start) - 1
    return found[at] if at >= 0 and start < found[at].end else None


def hours_in(row: str) -> list[str]:
    """The parts of what a row says that may begin with a time: Final paper, 5 pm · Midterm (in class, 10:00–11:15)."""
    return [part.strip() for part in _PARTS.split(row) if any(map(str.isdigit, part))][:MOST_PARTS]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line[:LONGEST_LINE_CHARS]
        at += len(line) + 1


def _headings(line: str) -> tuple[re.Pattern[str] | None, int, int, int | None]:
    """What parts the cells of a table that has `line` over it, which of them holds dates, how many there are, and which
    holds the row's day, if one does; None where it is no such line."""
    line = simplified(line)
    for separator in _SEPARATORS:
        cells = list(_cells(line, separator))
        due = [i for i, cell in enumerate(cells) if _DUE.fullmatch(line, *cell)]
        due = due or [i for i, cell in enumerate(cells) if _HANDED_IN.fullmatch(line, *cell)]
        short = all(end - begin <= HEADING_CHARS for begin, end in cells)
        days = [i for i, cell in enumerate(cells) if i not in due and _DAY.fullmatch(line, *cell)]
        if len(cells) >= FEWEST_CELLS and len(due) == 1 and short:
            return separator, due[0], len(cells), days[0] if len(days) == 1 else None
    return None, 0, 0, None


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
