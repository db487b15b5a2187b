"""Which lines are code though no fence stands around them: set in under a blank line, or typed after a prompt.
Pure, linear; reached by `layout`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

_SET_IN = re.compile(r"(?: {4}|\t)\s*\S")
_PROMPT = re.compile(r"\s*(?:\$ [a-z./~][\w./-]|>>> \S|PS [A-Z]:\\)")
_SIGNS = re.compile(
    r"[;{}]\s*$|[\w\])]\(.*\)|\w\s*(?:[-+*/:|&]?=|==|->|=>|<-)\s*\S|^\s*[@#$<]"
    r"|^\s*(?:from|import|def|class|return|else|try|elif|if|for|while|with)\b.*(?::|$)"
    r"|^\s*(?:pip3?|npm|git|sudo|cd|apt|make|docker|python3?|curl)\s\S"
)


def code_lines(text: str, lines: Sequence[tuple[int, int]], items: Container[int]) -> set[int]:
    """The indices of those of `lines`, given as (start, end), that are code. What stands under one of `items`, the
    indices of list items, is set in because it belongs to that."""
    found = {i for i, line in enumerate(lines) if _PROMPT.match(text, *line)}
    for run in _runs(text, lines, items):
        if 2 * sum(_SIGNS.search(text[slice(*lines[i])]) is not None for i in run) > len(run):
            found.update(run)
    return found


def _runs(text: str, lines: Sequence[tuple[int, int]], items: Container[int]) -> Iterator[list[int]]:
    """Lines that are set in, blank ones between them left out, after a blank line under one that is not."""
    run: list[int] = []
    above, blank = -1, True  # the last line that is not set in, and whether a blank one follows it
    for i, (start, end) in enumerate(lines):
        if not text[start:end].strip():
            blank = True
        elif _SET_IN.match(text, start, end) and (run or (blank and above not in items)):
            run.append(i)
        else:
            if run:
                yield run
            run, above, blank = [], i, False
    if run:
        yield run
