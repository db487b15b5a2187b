"""Lines to blocks: which lines belong to one paragraph, and what a line is when it is no prose. Pure, linear.

A hard-wrapped paragraph is one block although it has many lines; a heading, a list item, a table's row, a line
of code and a line of a transcript are blocks of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from model.language import HAN
from model.sentences.fences import Place, places
from model.sentences.formulas import formulas
from model.sentences.headings import (
    ENDED,
    GOES_ON,
    has_end,
    is_heading,
    numbered_headings,
    speakers,
    stands_over,
)
from model.sentences.indented import code_lines
from model.sentences.list_marks import list_marks
from model.sentences.table_rows import table_rows


class Layout(StrEnum):
    """What a unit of text is on the page."""

    PROSE = "prose"
    HEADING = "heading"
    TITLE = "title"  # a heading by its number or place alone, and so perhaps a sentence
    BULLET = "bullet"
    CODE = "code"
    TABLE = "table"


ALONE = (Layout.CODE, Layout.TABLE, Layout.HEADING, Layout.TITLE)  # a line of these is a unit by itself


class Block(NamedTuple):
    """`text[start:end]`, possibly of several lines."""

    start: int
    end: int
    layout: Layout


WRAP_MIN_CHARS = 40  # narrower lines are verse, captions or lists, and stay apart
WRAP_MIN_CHARS_HAN = 18
WRAP_MAX_CHARS = 160  # a longer line is a paragraph by itself
RAGGED = 0.82  # how full a line must have been for the break after it to be the wrapping's
NARROW_SHARE = 0.5  # of a paragraph's usual line
LIST_LINES = 3  # as many lines that begin large and end like no sentence are a list without marks
EVEN_CHARS = 2  # by so much lines of a column differ in Chinese
RULE_MIN_CHARS = 8  # "- x" may be a list's shortest item

_LINE = re.compile(r"([^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*)(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)")
_RULE = re.compile(r"[\s\-=_*~|:+#.<>/\\`·•…—–$]*$")
_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_SETTINGS = r"(?:[ \t]+(?:align|position|line|size|region|vertical|[XY][12]):\S+)*[ \t]*\r?$"
_TIMING = re.compile(  # of subtitles, or a number above it
    rf"[ \t]*(?:\d+[ \t]*\r?\n[ \t]*)?{_TIME}[ \t]*-->[ \t]*{_TIME}{_SETTINGS}", re.MULTILINE
)
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")  # Markdown's, alone in its line: markup, as code is
_HASHES = re.compile(r"\s{0,3}#{1,6}\s+")
_SPEAKER = re.compile(
    r"\s*(?:[\[(]?\d{1,2}:\d{2}|[^\W\d_][\w .'’-]{0,30}[:：]\s|[^\W\d_][\w .'’-]{0,11}：|\[[^\]]{1,40}\])"
)
_TURN = re.compile(  # begins no wrapped line: TODO: · >> · [10:30 · 12/11/2026, 18:10 · a time or a bracket alone
    r"\s*(?:[^\W\d_a-z]{3,}[:：]\s|(?:Action|Decision|Deadline|Acuerdo|Tarea|Figure \d+|Table \d+)[:：]\s|>>"
    r"|\[\d{1,2}:\d{2}|\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}"
    r"|(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?|\[[^\]]{1,40}\])\s*$)"
)
_HAN = re.compile(f"[{HAN}]")
_ENTRY = re.compile(r"\s*[^\W_][^.:–—=]{0,40}(?:\s[–—=-]\s|:\s|：)")  # of a glossary
_CLAUSE_END = re.compile(r"[；：]\s*$")


class _Line(NamedTuple):
    start: int  # of what is left after indent and marker
    end: int
    width: int
    layout: Layout
    opens: bool  # begins a block whatever stood before it


def blocks(text: str) -> Iterator[Block]:
    """The text's blocks in order; lines without a letter, a digit or a picture (rules, fences) are left out."""
    paragraph: list[_Line] = []
    lines = [match.span(1) for match in _LINE.finditer(text)]
    rows, marks = table_rows(text, lines), list_marks(text, lines)
    names = speakers(text, lines) - rows
    timings = {i for i, (start, _) in enumerate(lines) if _TIMING.match(text, start)}
    titles = numbered_headings(text, lines, marks)
    fences = list(places(text, lines))
    shown = formulas((i, text[slice(*lines[i])]) for i, place in enumerate(fences) if place is Place.OUTSIDE)
    typed = code_lines(text, lines, marks)
    for i, ((start, end), place) in enumerate(zip(lines, fences, strict=True)):
        code = place is Place.INSIDE or shown.get(i, False) or i in typed
        left_out = place is Place.FENCE or i in shown or i in timings
        if _is_rule(text, start, end) or (left_out and not code):
            line = None
        elif code:
            line = _Line(start, end, end - start, Layout.CODE, True)
        elif i in titles or i in names:
            layout = Layout.TITLE if i in titles else Layout.HEADING
            line = _Line(marks.get(i, start), end, end - start, layout, True)
        else:
            line = _line(text, lines[i : i + 2], paragraph, is_row=i in rows, item=marks.get(i))
            line = line._replace(opens=line.opens or i - 1 in names or i - 1 in timings)
        if line is None or line.opens:
            yield from _paragraph(text, paragraph)
            paragraph = []
        if line is not None and line.layout in ALONE:
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
    start, end = spans[0]
    if name.endswith("：") and abs(above[-1].width - (end - start)) <= EVEN_CHARS:
        return False  # two lines of one column
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
    if len(lines) == 1 and first.layout is Layout.PROSE and not first.opens:
        alone = is_heading(text, first.start, first.end)
        yield Block(first.start, first.end, Layout.HEADING if alone else Layout.PROSE)
        return
    parts = _parts(text, lines)
    for i, part in enumerate(parts):
        layout = _layout(text, part[0], first)
        begins = i == 0 or parts[i - 1][0].layout is Layout.BULLET
        if begins and len(part) == 1 and i + 1 < len(parts) and layout is Layout.PROSE and not part[0].opens:
            below = parts[i + 1]
            titled = stands_over(text, (part[0].start, part[0].end), (below[0].start, below[-1].end))
            layout = Layout.TITLE if titled else layout
        yield Block(part[0].start, part[-1].end, layout)


def _parts(text: str, lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines that belong together."""
    widths = [line.width for line in lines]
    column, usual = max(widths), median(widths)
    parts = [[lines[0]]]
    listed = _is_bare_list(text, lines, column)
    for line, following in pairwise(lines):
        narrowest = 0 if line is lines[0] else NARROW_SHARE * usual
        if not listed and _wraps(text, line, following, column, narrowest):
            parts[-1].append(following)
        else:
            parts.append([following])
    return parts


def _layout(text: str, line: _Line, first: _Line) -> Layout:
    """What a line that begins a part is: indented under an item, it is still the item's."""
    return first.layout if text[line.start].isspace() else line.layout


def _is_bare_list(text: str, lines: Sequence[_Line], column: int) -> bool:
    """Terms, names or steps, one in each line, without a mark before them or a full stop behind; lines that fill a
    column are a list only if each explains a term."""
    full = column >= _narrow(text, lines[0].start) and all(
        line.width > RAGGED * column for line in lines[:-1]
    )
    entries = all(_ENTRY.match(text, line.start, line.end) for line in lines)
    goes_on = any(
        text[line.start : line.end].lstrip()[:1].islower()
        or has_end(text, line.start, line.end)
        or (line is not lines[-1] and GOES_ON.search(text[line.start : line.end]))
        for line in lines
    )
    return len(lines) >= LIST_LINES and (entries or not full) and not goes_on


def _wraps(text: str, line: _Line, following: _Line, column: int, narrowest: float) -> bool:
    """Whether the line ended because the next word had no room in the column; one narrower than `narrowest` ended by
    itself, though a small letter follows."""
    if line.width > WRAP_MAX_CHARS:
        return False
    ended = ENDED.search(text, line.start, line.end) is not None
    if ended and line.layout is Layout.BULLET and not text[following.start].isspace():
        return False
    after = text[following.start : min(following.end, following.start + WRAP_MAX_CHARS)].lstrip()
    if after[:1].islower() and not ended:
        said = text[line.start : line.end].rstrip()
        return line.opens or line.width > narrowest or said.endswith(",")
    han = _HAN.match(after) is not None
    if han and _CLAUSE_END.search(text, line.start, line.end):
        return False
    if column < (WRAP_MIN_CHARS_HAN if han else WRAP_MIN_CHARS):
        return False
    word = 1 if han else len(after.split(None, 1)[0])
    return line.width + 1 + word > RAGGED * min(column, WRAP_MAX_CHARS)
