"""Which lines stand in a displayed formula, as Markdown and LaTeX write them. Pure, linear; reached by `layout`.

Where nothing closes a formula there is none: one stray sign must not turn a note into mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_ENVIRONMENT = r"\{(?:equation|align|aligned|gather|multline|eqnarray|displaymath)\*?\}"


class _Sort(NamedTuple):
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    shown: bool  # whether the lines that open and close it hold some of it


_SORTS = (
    _Sort(re.compile(r"\$\$$"), re.compile(r"\$\$$"), False),
    _Sort(re.compile(r"\\\[$"), re.compile(r"\\\][.,;]?$"), False),
    _Sort(re.compile(rf"\\begin{_ENVIRONMENT}"), re.compile(rf".*\\end{_ENVIRONMENT}[.,;]?$"), True),
)
_WHOLE = re.compile(rf"(?:\$\$.+\$\$|\\\[.+\\\]|\\begin{_ENVIRONMENT}.*\\end{_ENVIRONMENT})[.,;]?$")


def formulas(lines: Iterable[tuple[int, str]]) -> dict[int, bool]:
    """For each of `lines`, given as (index, what it says), that belongs to a formula: whether it holds some of it or
    is only a sign around it."""
    said = [(i, line.strip()) for i, line in lines]
    last = {sort: max((i for i, line in said if sort.closes.match(line)), default=-1) for sort in _SORTS}
    found: dict[int, bool] = {}
    inside: _Sort | None = None
    for i, line in said:
        if inside:
            ends = inside.closes.match(line) is not None
            found[i] = inside.shown or not ends
            inside = None if ends else inside
        elif _WHOLE.match(line):
            found[i] = True
        else:
            inside = next((sort for sort in _SORTS if sort.opens.match(line) and last[sort] > i), None)
            if inside:
                found[i] = inside.shown
    return found
