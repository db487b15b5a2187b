"""What a line of a text, and a block of lines, is. Pure; reached by the other files of this folder."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from model.language import HAN

WRAP_MIN_CHARS = 40  # narrower lines are verse, captions or lists, and stay apart
WRAP_MIN_CHARS_HAN = 18

_HAN = re.compile(f"[{HAN}]")
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]|[“”‘’…—]")


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


class Line(NamedTuple):
    start: int  # of what is left after indent and marker
    end: int
    width: float  # `width_of` it
    layout: Layout
    opens: bool  # begins a block whatever stood before it
    recurs: bool = False  # stands elsewhere as well, as a name over what somebody says does


def narrowest_column(text: str, line: Line) -> int:
    """Below how many characters no column of text is, in the script of the line."""
    return WRAP_MIN_CHARS_HAN if _HAN.search(text, line.start, line.end) else WRAP_MIN_CHARS


def width_of(text: str, start: int, end: int) -> float:
    """How many characters wide a line is; beside Han ones, Latin letters are half as wide as those."""
    wide = len(_WIDE.findall(text, start, end)) if _HAN.search(text, start, end) else 0
    return (end - start + wide) / 2 if wide else end - start
