"""Which lines are headings though no sign says so: by a number, by standing over their text, by naming who speaks.
Pure, linear; reached by `layout`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from model.language import ENDS
from model.list_marks import number_of

HEADING_MAX_CHARS = 80

ENDED = re.compile(rf"[.!?。！？…:：;；؛{ENDS}][\"'”’»」』)\]）】*_]*\s*$")
_INNER_END = re.compile(rf"[.!?]\s|[。！？{ENDS}]")
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|today(?: at)?|yesterday(?: at)?|今天|昨天"
_SPOKE_AT = (
    re.compile(  # marcus  10:07 AM · Olsson, Karin   0:03 · 陈老师 2026-11-27 18:02:11 · Ann — Today at 10:07
        rf"\s*[^\W\d_][^\n.!?:：。！？]{{0,40}}?(?:\s{{2,}}|\t|\s+(?:[—–-]\s+)?\[?(?:{_DATE}),?\s+)"
        r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?\]?\s*$",
        re.IGNORECASE,
    )
)


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, alone between blank lines, is short and ends like no sentence."""
    return end - start <= HEADING_MAX_CHARS and not has_end(text, start, end)


def has_end(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends in `text[start:end]`, or at its end."""
    return bool(ENDED.search(text, start, end) or _INNER_END.search(text, start, end))


def stands_over(text: str, line: tuple[int, int], below: tuple[int, int]) -> bool:
    """Whether the line `below` says what `line`, shorter and ending like no sentence, is the title of."""
    said = text[slice(*below)].strip()
    longer = len(said) > len(text[slice(*line)].strip())
    return is_heading(text, *line) and longer and not said[:1].islower() and bool(ENDED.search(said))


def spoke_at(text: str, start: int, end: int) -> bool:
    """Whether a line says who spoke and when, as chats and meetings are copied, and nothing else."""
    return _SPOKE_AT.match(text, start, end) is not None


def numbered_headings(text: str, lines: Sequence[tuple[int, int]], marks: Mapping[int, int]) -> set[int]:
    """Of the items among `lines`, given as `list_marks` gives them, those whose numbers count headings: short lines
    that end like no sentence, under more than half of which there is text or another list."""
    below = _next_said(text, lines)
    found: set[int] = set()
    for series in _series(text, lines, marks):
        short = all(is_heading(text, marks[i], lines[i][1]) for i in series)
        if short and 2 * sum(_has_text(text, lines, marks, i, below[i]) for i in series) > len(series):
            found.update(series)
    return found


def _series(text: str, lines: Sequence[tuple[int, int]], marks: Mapping[int, int]) -> Iterator[list[int]]:
    """The items that one numbering counts: 1. 2. 3., whatever stands between them."""
    running: dict[str, tuple[int, list[int]]] = {}
    for i in sorted(marks):
        if (found := number_of(text[lines[i][0] : marks[i]])) is None:
            continue
        kind, number = found
        last, series = running.get(kind, (0, []))
        if number != last + 1 and series:
            yield series
            series = []
        running[kind] = (number, [*series, i])
    yield from (series for _, series in running.values())


def _next_said(text: str, lines: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each line the next one that is not blank."""
    found: list[int | None] = [None] * len(lines)
    following = None
    for i in range(len(lines) - 1, -1, -1):
        found[i] = following
        if text[slice(*lines[i])].strip():
            following = i
    return found


def _has_text(
    text: str, lines: Sequence[tuple[int, int]], marks: Mapping[int, int], i: int, below: int | None
) -> bool:
    if below is None:
        return False
    if below in marks:
        kind, inner = (number_of(text[lines[j][0] : marks[j]]) for j in (i, below))
        return (kind and kind[0]) != (inner and inner[0])
    said = text[slice(*lines[below])].strip()
    longer = len(said) > lines[i][1] - marks[i]
    return not said[:1].islower() and (longer or bool(ENDED.search(said)))
