"""Lines to blocks: which lines belong to one paragraph, and what a line is when it is no prose. Pure, linear.

A hard-wrapped paragraph is one block although it has many lines; a heading, a list item, a table's row, a line
of code and a line of a transcript are blocks of their own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from model.sentences.chats import headers, is_typed, left_out, lines_of
from model.sentences.exports import exported
from model.sentences.fences import Place, places
from model.sentences.formulas import formulas
from model.sentences.front_matter import front_matter, slide_counters, without_mark
from model.sentences.headings import numbered_headings, recurring
from model.sentences.indented import code_lines
from model.sentences.line import ALONE, Block, Layout, Line, width_of
from model.sentences.list_marks import list_marks
from model.sentences.paragraphs import paragraph_blocks
from model.sentences.sections import section_marks
from model.sentences.table_rows import table_rows
from model.sentences.turns import speaks

RULE_MIN_CHARS = 8  # "- x" may be a list's shortest item
FEWEST_WRAPPED, WRAPPED_SHARE = 2, 0.8  # of the lines that others follow

_RULE = re.compile(r"[\s\-=_*~|:+#.<>/\\`·•…—–$]*$")
_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_SETTINGS = r"(?:[ \t]+(?:align|position|line|size|region|vertical|[XY][12]):\S+)*[ \t]*\r?$"
_TIMING = re.compile(  # of subtitles, or a number above it
    rf"[ \t]*(?:\d+[ \t]*\r?\n[ \t]*)?{_TIME}[ \t]*-->[ \t]*{_TIME}{_SETTINGS}", re.MULTILINE
)
_PICTURE = re.compile(
    r"\s*!\[(?:[^\]]*\]\([^)]*\)|\[[^\[\]]*\]\])\s*$"
)  # Markdown's, alone in its line: markup, as code is
_FIRST_WORD = re.compile(r"\A(?:[A-Za-zÀ-ɏ’'-]{1,20}|.)")
_HASHES = re.compile(r"\s{0,3}#{1,6}\s+")


def blocks(text: str) -> Iterator[Block]:
    """The text's blocks in order; lines without a letter, a digit or a picture (rules, fences) and those that say
    who spoke, and when, are left out."""
    paragraph: list[Line] = []
    lines = lines_of(text)
    rows, marks = table_rows(text, lines), list_marks(text, lines)
    days, messages = exported(text, lines)
    rows -= messages
    spoke = headers(text, lines, rows)
    names = days.union(left_out(text, lines, spoke))
    typed_below = is_typed(spoke) and not _are_wrapped(text, lines, names)
    rows -= names
    timings = {i for i, (start, _) in enumerate(lines) if _TIMING.match(text, start)}
    titles = numbered_headings(text, lines, marks)
    fences = list(places(text, lines))
    shown = formulas((i, text[slice(*lines[i])]) for i, place in enumerate(fences) if place is Place.OUTSIDE)
    kept = front_matter(text, lines)
    counters = slide_counters(text, lines)
    typed = code_lines(text, lines, marks) | kept
    items = section_marks(text, lines) | marks
    again = recurring(text, lines)
    is_begun = is_said = False  # somebody's words; typed, so that each line is one
    for i, ((start, end), place) in enumerate(zip(lines, fences, strict=True)):
        code = place is Place.INSIDE or shown.get(i, False) or i in typed
        beside = place is Place.FENCE or i in shown or i in timings or i in names
        if _is_rule(text, start, without_mark(text, start, end)) or (beside and not code):
            line = None
        elif code:
            line = Line(start, end, end - start, Layout.CODE, True)
        elif i in titles:
            line = Line(marks.get(i, start), end, width_of(text, start, end), Layout.TITLE, True)
        else:
            line = _line(text, lines[i : i + 2], paragraph, is_row=i in rows, item=items.get(i))
            opens = line.opens or is_begun or is_said or i - 1 in timings or i in counters
            line = line._replace(opens=opens, recurs=i in again)
        is_blank = not text[start:end].strip()
        is_begun, is_said = (
            i in names or (is_begun and is_blank),
            typed_below and (i in names or is_begun or (is_said and not is_blank)),
        )
        if line is None or line.opens:
            yield from paragraph_blocks(text, paragraph)
            paragraph = []
        if line is not None and line.layout in ALONE:
            yield Block(line.start, line.end, line.layout)
        elif line is not None:
            paragraph.append(line)
    yield from paragraph_blocks(text, paragraph)


def _is_rule(text: str, start: int, end: int) -> bool:
    """A line that is drawn: of signs alone, or long and with one letter at its end, as court papers have it."""
    if _RULE.match(text, start, end):
        return True
    drawn = text[start:end].strip()
    return len(drawn) >= RULE_MIN_CHARS and _RULE.fullmatch(drawn[:-1]) is not None


def _are_wrapped(text: str, lines: Sequence[tuple[int, int]], names: Container[int]) -> bool:
    """Whether most lines that others follow end where the next one's first word would not have fitted, as in a
    transcript."""
    said = ["" if i in names else text[slice(*line)].strip() for i, line in enumerate(lines)]
    longest = max(map(len, said), default=0)
    full = [
        len(line) + 1 + len(below) - len(_FIRST_WORD.sub("", below, 1)) > longest
        for line, below in pairwise(said)
        if line and below
    ]
    return len(full) >= FEWEST_WRAPPED and sum(full) >= WRAPPED_SHARE * len(full)


def _line(
    text: str, spans: Sequence[tuple[int, int]], above: Sequence[Line], *, is_row: bool, item: int | None
) -> Line:
    """The first of `spans`, its and the next line's (start, end). `above` are the lines that it may go on with;
    `item` is where a list item's words begin."""
    start, end = spans[0][0], without_mark(text, *spans[0])
    width = width_of(text, start, end)
    if marker := _HASHES.match(text, start, end):
        return Line(marker.end(), end, width, Layout.HEADING, True)
    if _PICTURE.match(text, start, end):
        return Line(start, end, width, Layout.CODE, True)
    if is_row:
        return Line(start, end, width, Layout.TABLE, True)
    if item is not None:
        return Line(item, end, width, Layout.BULLET, True)
    return Line(start, end, width, Layout.PROSE, speaks(text, spans, above))
