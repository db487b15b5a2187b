"""Which lines stand inside a fence of backticks or tildes, as code does. Pure, linear.

Reached by `layout`. Where nothing closes a fence there is none: one stray line must not turn a note into code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum


class Place(Enum):
    """Where a line stands."""

    OUTSIDE = "outside"
    FENCE = "fence"
    INSIDE = "inside"


_FENCE = re.compile(r"\s*(?P<bullet>(?:[-*+]|\d{1,3}[.)])\s+)?(?P<mark>`{3,}+|~{3,}+)(?P<info>[^`]*)$")
_LANGUAGE = re.compile(r"[ \t]*[\w+.#-]+\s*$")
_INFO = re.compile(
    rf"\s*$|{_LANGUAGE.pattern}|[ \t]*(?:\{{|[\w+.#-]+[ \t]+[\w{{-]+=)"
)  # {r, echo=FALSE} · js title="a.js"


def places(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Each line's place, for lines given as (start, end).

    A fence is closed by a bare line of its own character, at least as long. Tildes straight under words are a
    heading's underline (reStructuredText) and open nothing.
    """
    found = [_FENCE.match(text, *line) for line in lines]
    closed = _closed(found)
    opened, under_words = "", False
    for (start, end), fence, has_end in zip(lines, found, closed, strict=True):
        place = Place.INSIDE if opened else Place.OUTSIDE
        if opened and fence and _is_bare(fence) and fence["mark"].startswith(opened):
            opened, place = "", Place.FENCE
        elif not opened and fence and not (fence["mark"][0] == "~" and _is_bare(fence) and under_words):
            if has_end and _INFO.match(fence["info"]):
                opened, place = fence["mark"], Place.FENCE
            elif _LANGUAGE.match(fence["info"]):
                place = Place.FENCE  # nothing closes it, yet "```python" is no sentence
        said = text[start:end].strip()
        under_words = (
            place is Place.OUTSIDE and bool(said) and said[-1] not in ".:!?" and said[0] not in "#-*+"
        )
        yield place


def _is_bare(fence: re.Match[str]) -> bool:
    return not fence["bullet"] and not fence["info"].strip()


def _closed(found: Sequence[re.Match[str] | None]) -> list[bool]:
    """For each fence whether a line further down could close it."""
    longest = {"`": 0, "~": 0}
    closed = [False] * len(found)
    for i in range(len(found) - 1, -1, -1):
        if fence := found[i]:
            mark = fence["mark"]
            closed[i] = longest[mark[0]] >= len(mark)
            if _is_bare(fence):
                longest[mark[0]] = max(longest[mark[0]], len(mark))
    return closed
