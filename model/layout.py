"""Lines to blocks: which lines belong to one paragraph, and what a line is when it is no prose. Pure, linear.

A hard-wrapped paragraph is one block although it has many lines; a heading, a list item, a table's row, a line
of code and a line of a transcript are blocks of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from model.fences import Place, places
from model.language import ENDS, HAN
from model.list_marks import list_marks
from model.table_rows import table_rows


class Layout(StrEnum):
    """What a unit of text is on the page."""

    PROSE = "prose"
    HEADING = "heading"
    BULLET = "bullet"
    CODE = "code"
    TABLE = "table"


class Block(NamedTuple):
    """`text[start:end]`, possibly of several lines."""

    start: int
    end: int
    layout: Layout


WRAP_MIN_CHARS = 40  # narrower lines are verse, captions or lists, and stay apart
WRAP_MIN_CHARS_HAN = 18
WRAP_MAX_CHARS = 160  # a longer line is a paragraph by itself
RAGGED = 0.82  # how full a line must have been for the break after it to be the wrapping's
HEADING_MAX_CHARS = 80
RULE_MIN_CHARS = 8  # "- x" may be a list's shortest item

_LINE = re.compile(r"([^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*)(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)")
_RULE = re.compile(r"[\s\-=_*~|:+#.<>/\\`·•…—–$]*$")
_DOLLARS = re.compile(r"[ \t]*\$\$[ \t]*$")  # such lines stand around a formula
_CLOSING = re.compile(r"\n[ \t]*\$\$[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")  # Markdown's, alone in its line: markup, as code is
_HASHES = re.compile(r"\s{0,3}#{1,6}\s+")
_SPEAKER = re.compile(r"\s*(?:[\[(]?\d{1,2}:\d{2}|[^\W\d_][\w .'’-]{0,30}[:：]\s|\[[^\]]{1,40}\])")
_TURN = re.compile(  # what no wrapped sentence begins a line with: TODO: · >> · [10:30 · a time or a bracket alone
    r"\s*(?:[^\W\d_a-z]{3,}[:：]\s|(?:Action|Decision|Deadline|Acuerdo|Tarea|Figure \d+|Table \d+)[:：]\s|>>"
    r"|\[\d{1,2}:\d{2}|(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?|\[[^\]]{1,40}\])\s*$)"
)
ENDED = re.compile(rf"[.!?。！？…:：;；؛{ENDS}][\"'”’»」』)\]）】*_]*\s*$")
_INNER_END = re.compile(rf"[.!?]\s|[。！？{ENDS}]")
_HAN = re.compile(f"[{HAN}]")


class _Line(NamedTuple):
    start: int  # of what is left after indent and marker
    end: int
    width: int
    layout: Layout
    opens: bool  # begins a block whatever stood before it


def blocks(text: str) -> Iterator[Block]:
    """The text's blocks in order; lines without a letter, a digit or a picture (rules, fences) are left out."""
    paragraph: list[_Line] = []
    formula = False
    lines = [match.span(1) for match in _LINE.finditer(text)]
    rows, marks = table_rows(text, lines), list_marks(text, lines)
    for i, ((start, end), place) in enumerate(zip(lines, places(text, lines), strict=True)):
        fenced = place is Place.INSIDE
        if place is Place.FENCE:
            line = None
        elif not fenced and _DOLLARS.match(text, start, end) and (formula or _CLOSING.search(text, end)):
            formula = not formula
            line = None
        elif _is_rule(text, start, end):
            line = None
        elif fenced or formula:
            line = _Line(start, end, end - start, Layout.CODE, True)
        else:
            line = _line(text, lines[i : i + 2], paragraph, is_row=i in rows, item=marks.get(i))
        if line is None or line.opens:
            yield from _paragraph(text, paragraph)
            paragraph = []
        if line is not None and line.layout in (Layout.CODE, Layout.TABLE, Layout.HEADING):
            yield Block(line.start, line.end, line.layout)
        elif line is not None:
            paragraph.append(line)
    yield from _paragraph(text, paragraph)


def _is_rule(text: str, start: int, end: int) -> bool:
    """A line that is drawn: of signs alone, or long and with one letter at its end, as court papers have it."""
    if _RULE.match(text, start, end):
        return True
    drawn = text[start:end].strip()
    return len(drawn) >= RULE_MIN_CHARS and _RULE.fullmatch(drawn[:-1]) is not None


def _line(
    text: str, spans: Sequence[tuple[int, int]], above: Sequence[_Line], *, is_row: bool, item: int | None
) -> _Line:
    """The first of `spans`, its and the next line's (start, end). `above` are the lines that it may go on with;
    `item` is where a list item's words begin."""
    start, end = spans[0]
    width = end - start
    if marker := _HASHES.match(text, start, end):
        return _Line(marker.end(), end, width, Layout.HEADING, True)
    if _PICTURE.match(text, start, end):
        return _Line(start, end, width, Layout.CODE, True)
    if is_row:
        return _Line(start, end, width, Layout.TABLE, True)
    if item is not None:
        return _Line(item, end, width, Layout.BULLET, True)
    return _Line(start, end, width, Layout.PROSE, _speaks(text, spans, above))


def _speaks(text: str, spans: Sequence[tuple[int, int]], above: Sequence[_Line]) -> bool:
    """Whether somebody's words begin here, as a transcript has them, and it is not wrapping that put a colon, a
    time or a citation near the line's beginning."""
    if _TURN.match(text, *spans[0]):
        return True
    speaker = _SPEAKER.match(text, *spans[0])
    if speaker is None or not above or ENDED.search(text, above[-1].start, above[-1].end):
        return speaker is not None
    name = speaker[0].strip()
    short = above[-1].width < _narrow(text, above[-1].start)
    in_turn = above[0].opens and above[0].layout is Layout.PROSE
    after_name = in_turn and len(above) == 1
    first = _SPEAKER.match(text, above[0].start, above[0].end) if in_turn else None
    if name[0].islower():
        among_names = first is not None and first[0].strip()[0].islower()
        return among_names or (after_name and (short or " " not in name))
    following = _SPEAKER.match(text, *spans[-1]) if len(spans) > 1 else None
    if name[0].isalpha():
        among_turns = in_turn or (following is not None and not following[0].strip()[0].islower())
    else:  # a time or a bracket, among its own kind
        among_turns = any(one is not None and not one[0].strip()[0].isalpha() for one in (first, following))
    return short or after_name or among_turns


def _narrow(text: str, at: int) -> int:
    """Below how many characters no column of text is, in the script that stands at `at`."""
    return WRAP_MIN_CHARS_HAN if _HAN.match(text, at) else WRAP_MIN_CHARS


def _paragraph(text: str, lines: list[_Line]) -> Iterator[Block]:
    """Consecutive lines, joined where the break between two of them is only the wrapping's."""
    if not lines:
        return
    first = lines[0]
    if len(lines) == 1 and first.layout is Layout.PROSE and _is_heading(text, first):
        yield Block(first.start, first.end, Layout.HEADING)
        return
    column = max(line.width for line in lines)
    start, end = first.start, first.end
    for line, following in pairwise(lines):
        if not _wraps(text, line, following, column):
            yield Block(start, end, first.layout)
            start = following.start
        end = following.end
    yield Block(start, end, first.layout)


def _is_heading(text: str, line: _Line) -> bool:
    """A short line alone between blank ones that ends like no sentence."""
    if line.width > HEADING_MAX_CHARS or line.opens:
        return False
    return not ENDED.search(text, line.start, line.end) and not _INNER_END.search(text, line.start, line.end)


def _wraps(text: str, line: _Line, following: _Line, column: int) -> bool:
    """Whether the line ended because the next word had no room in the column."""
    if line.width > WRAP_MAX_CHARS:
        return False
    after = text[following.start : min(following.end, following.start + WRAP_MAX_CHARS)].lstrip()
    if after[:1].islower() and not ENDED.search(text, line.start, line.end):
        return True
    han = _HAN.match(after) is not None
    if column < (WRAP_MIN_CHARS_HAN if han else WRAP_MIN_CHARS):
        return False
    word = 1 if han else len(after.split(None, 1)[0])
    return line.width + 1 + word > RAGGED * min(column, WRAP_MAX_CHARS)
