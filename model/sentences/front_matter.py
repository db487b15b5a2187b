"""What a program for notes writes into a text that is no prose: front matter at its head, comments, marks of blocks,
and the counter of a slide. Pure, linear; reached by `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_LINES = 60  # of front matter
COUNTER_CHARS = 12

_FENCE = re.compile(r"\ufeff?---\s*$")
_CLOSES = re.compile(r"(?:---|\.\.\.)\s*$")
_ENTRY = re.compile(r"[\w\"'][\w .\"'-]{0,40}:(?:\s|$)|\s+\S|- \S|#|\s*$")
_KEY = re.compile(r"[\w\"'][\w .\"'-]{0,40}:(?:\s|$)")
_COMMENT = re.compile(r"\s*%%[^%].{0,2000}%%\s*$")
_BLOCK_MARK = re.compile(r"(?:(?<=[.!?。！？)\]*_])\s+|^\s*)\^[A-Za-z0-9][A-Za-z0-9-]{1,40}\s*$")
_COUNTER = re.compile(r"\s*(\d{1,3})\s?/\s?(\d{1,3})\s*$")  # 6/24


def front_matter(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The indices of those of `lines`, given as (start, end), that are front matter between rules at the text's head,
    or a comment; of the former the rules as well."""
    comments: set[int] = set()
    if "%%" in text:
        comments = {i for i, line in enumerate(lines) if _COMMENT.match(text, *line)}
    if not lines or not _FENCE.match(text, *lines[0]):
        return comments
    for i, line in enumerate(lines[1 : MOST_LINES + 2], 1):
        if _CLOSES.match(text, *line):
            has_key = any(_KEY.match(text, *each) for each in lines[1:i])
            return comments | (set(range(i + 1)) if has_key else set())
        if not _ENTRY.match(text, *line):
            break
    return comments


def without_mark(text: str, start: int, end: int) -> int:
    """Where the line `text[start:end]` ends, without the mark that a link to it names: It is so. ^loop"""
    at = text.rfind("^", start, end)
    if at < 0:
        return end
    found = _BLOCK_MARK.search(text[start:end], max(0, at - start - 2))
    return start + found.start() if found else end


def slide_counters(text: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The indices of those of `lines` that say which slide of how many it is, over a blank line or at the end."""
    return {
        i
        for i, line in enumerate(lines)
        if 0 < line[1] - line[0] <= COUNTER_CHARS
        and (found := _COUNTER.match(text, *line))
        and 0 < int(found[1]) <= int(found[2])
        and (i + 1 == len(lines) or not text[slice(*lines[i + 1])].strip())
    }
