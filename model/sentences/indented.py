"""Which lines are code though no fence stands around them: set in under a blank line, or typed after a prompt.
Pure, linear; reached by `layout`. Prose that is set in, as books and mails have it, is none."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

LOOKED_AT_CHARS = 200  # of a line
_SET_IN = re.compile(r"(?: {4}|\t)\s*\S")
_COMMAND = (
    r"(?:(?:pip3?|npm|npx|git|sudo|apt|apt-get|brew|docker|python3?|curl|wget)\s\S"
    r"|(?:cd|ls|make|mkdir|echo|export)\s.{0,80}[-./$\"'=\d])"
)
_PROMPT = re.compile(
    rf"\s*(?:\$ (?:{_COMMAND}|[a-z][\w-]{{0,30}} .{{0,80}}?(?: -|[./])\w)"
    r"|>>> (?:from [\w.]+ import\b|import [\w.]+\s*$|def \w+\(|for \w+ in .{1,80}:\s*$|[\w.]+ ?= ?\S|[\w.]+\())"
)
_SIGNS = re.compile(
    rf"\s*(?:{_COMMAND}|[\w.\[\]]+\s*(?:[-+*/|&]?=|:=|<-)\s*\S|[\w.]+\([^()]{{0,80}}\)[;:]?\s*$"
    r"|#include\b|@\w+\s*$|</?\w+[^<>]{0,80}>\s*$|(?:def|class|for|if|while|elif|else|try|except|with)\b.{0,120}:\s*$"
    r"|from [\w.]+ import\b|import [\w.]+\s*$|[^;{}]{0,120}[=()][^;{}]{0,80}[;{]\s*$|[{}\])]+[;,]?\s*$)",
    re.ASCII,
)
_PROSE = re.compile(
    r"[.!?,;:][\"'”’)]?\s+[\"'“‘(]?[A-Za-z]+ [a-z]+ [a-z]|[a-z]{2}[.!?]\s*$|[。！？，；]|(?:\S+\s+){14}"
    r"|(?:[A-Za-z]{2,} ){2}[a-z]{2,}"  # three words in a row, or two that explain a term: ATP = energy carrier
    r"|\s=\s+(?!(?:not|new|await|yield|lambda|typeof|function|async|delete)\b)(?:[a-z]{2,}|\d+) [a-z]{2,}\s*$"
)
_QUOTES = re.compile(
    r"\s*(?:#|//|--|/?\*)|.*[\"']|\s*(?:import|from|for|while|if|pip3?|npm|apt|git|sudo|docker)\b"
)  # has words, and is code


def code_lines(text: str, lines: Sequence[tuple[int, int]], items: Container[int]) -> set[int]:
    """The indices of those of `lines`, given as (start, end), that are code. What stands under one of `items`, the
    indices of list items, is set in because it belongs to that."""
    found = {i for i, line in enumerate(lines) if _PROMPT.match(text, *line)}
    for run in _runs(text, lines, items):
        said = [text[lines[i][0] : min(lines[i][1], lines[i][0] + LOOKED_AT_CHARS)] for i in run]
        signs = sum(_SIGNS.match(line) is not None for line in said)
        if 2 * signs > len(run) and not any(_PROSE.search(line) and not _QUOTES.match(line) for line in said):
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
