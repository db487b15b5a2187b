"""Lines that follow each other to blocks: joined where the break between two is only the wrapping's. Pure, linear.

Reached by `layout`. Terms, names, steps and sources, one in each line, are a list though no mark stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from model.language import HAN
from model.sentences.headings import COMMAS, ENDED, GOES_ON, has_end, is_heading, stands_over
from model.sentences.line import WRAP_MIN_CHARS, WRAP_MIN_CHARS_HAN, Block, Layout, Line, narrowest_column
from model.sentences.typed_lines import are_typed

BESIDE_CHARS = 4  # of a line: its end
WRAP_MAX_CHARS = 160  # a longer line is a paragraph by itself
RAGGED = 0.82  # how full a line must have been for the break after it to be the wrapping's
EVEN_CHARS = 3  # by so much lines of Han characters alone differ in a column
NARROW_SHARE = 0.5  # of a paragraph's usual line
LIST_LINES = 3  # as many lines that begin large and end like no sentence are a list without marks

_HAN = re.compile(f"[{HAN}]")
_EXPLAINS = r"[^\W_][^.:–—=]{0,40}(?:\s[–—=-]\s|:\s|：)"
_TERM = re.compile(  # of a glossary, or one and, after the only wide space of its line, what it means
    rf"\s*(?:{_EXPLAINS}|[^\W_](?:(?!  )[^.:–—=]){{0,40}}  +(?=\S)(?!.*  ))"
)
_PICTURE_END = re.compile(r"[\U0001f300-\U0001faff]\s*$")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2}")
_LABEL = re.compile(r"\s*[\w ()（）-]{1,20}：")
_SOURCE = re.compile(r"\s*[^\W\d_a-z].*\d{4}[a-z]?\)\s*$")  # of a list of readings
_CLAUSE_END = re.compile(r"[；：]\s*$")


def paragraph_blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks that `lines`, which follow each other, make."""
    if not lines:
        return
    first = lines[0]
    if len(lines) == 1 and first.layout is Layout.PROSE and not first.opens:
        alone = is_heading(text, first.start, first.end)
        yield Block(first.start, first.end, Layout.HEADING if alone else Layout.PROSE)
        return
    lines = _alike(text, lines)
    terms = _terms(text, lines)
    parts = [[line] for line in lines] if terms is not None else _parts(text, lines)
    for i, part in enumerate(parts):
        layout = _layout(text, part[0], first)
        begins = i == 0 or parts[i - 1][0].layout is Layout.BULLET
        if begins and len(part) == 1 and i + 1 < len(parts) and layout is Layout.PROSE and not part[0].opens:
            below = parts[i + 1]
            titled = i + 1 == terms or (_is_source(text, below[-1]) and _is_title(text, part[0]))
            titled = titled or stands_over(
                text, (part[0].start, part[0].end), (below[0].start, below[-1].end)
            )
            layout = Layout.TITLE if titled else layout
        yield Block(part[0].start, part[-1].end, layout)


def _alike(text: str, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those of Latin letters alone as wide as they are among lines that are mostly Chinese or Japanese."""
    east = [_HAN.search(text, line.start, line.end) is not None for line in lines]
    if all(east) or 2 * sum(east) <= len(lines):
        return lines
    return [
        line if is_east else line._replace(width=line.width / 2)
        for line, is_east in zip(lines, east, strict=True)
    ]


def _terms(text: str, lines: Sequence[Line]) -> int | None:
    """With which of `lines` a list of terms begins, each with what it means: 0, or 1 under a title; None where they are
    no such list."""
    are_terms = [_TERM.match(text, line.start, line.end) is not None for line in lines]
    if not all(are_terms[1:]) or any(GOES_ON.search(text[line.start : line.end]) for line in lines[:-1]):
        return None
    if are_terms[0]:
        return 0 if len(lines) >= LIST_LINES else None
    return 1 if len(lines) > LIST_LINES and _is_title(text, lines[0]) else None


def _is_title(text: str, line: Line) -> bool:
    """Whether the line may be the title of a list."""
    said = text[line.start : line.end].rstrip()
    return is_heading(text, line.start, line.end) and not said[:1].islower() and not said.endswith(COMMAS)


def _parts(text: str, lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that belong together."""
    widths = [line.width for line in lines]
    column, usual = max(widths), median(widths)
    parts = [[lines[0]]]
    is_even = not _LATIN.search(text, lines[0].start, lines[-1].end)
    listed = _is_bare_list(text, lines, column, is_even=is_even) or are_typed(text, lines)
    sources = [_is_source(text, line) for line in lines]
    has_sources = any(one and other for one, other in pairwise(sources))
    wrapped = any(_begins_small(text, line) for line in lines[1:])
    heads = set(_heads(text, lines, column))
    for i, ((line, following), is_source) in enumerate(zip(pairwise(lines), sources, strict=False), 1):
        narrowest = 0 if line is lines[0] else NARROW_SHARE * usual
        apart = (
            listed
            or i in heads
            or (has_sources and is_source and not _begins_small(text, following))
            or (line.layout is Layout.BULLET and _ends_item(text, line, following, wrapped=wrapped))
        )
        if not apart and _wraps(text, line, following, column, narrowest, is_even=is_even):
            parts[-1].append(following)
        else:
            parts.append([following])
    return parts


def _heads(text: str, lines: Sequence[Line], column: float) -> Iterator[int]:
    """Which of `lines` are short and stand between one that is not and one that begins large, though no full stop ends
    any: a glossary's next word."""
    for i in range(1, len(lines) - 1):
        above, line, below = lines[i - 1 : i + 2]
        said = text[above.start : above.end].rstrip()
        if (
            above.width > NARROW_SHARE * column > line.width
            and text[line.start].isupper()
            and text[below.start].isupper()
            and not (said.endswith(COMMAS) or GOES_ON.search(said))
            and _is_title(text, line)
            and not GOES_ON.search(text[line.start : line.end])
        ):
            yield i


def _layout(text: str, line: Line, first: Line) -> Layout:
    """What a line that begins a part is: indented under an item, it is still the item's."""
    return first.layout if text[line.start].isspace() else line.layout


def _is_source(text: str, line: Line) -> bool:
    return _SOURCE.match(text, line.start, line.end) is not None


def _begins_small(text: str, line: Line) -> bool:
    return text[line.start : line.end].lstrip()[:1].islower()


def _is_bare_list(text: str, lines: Sequence[Line], column: float, *, is_even: bool) -> bool:
    """Names or steps, one in each line, without a mark before them or a full stop behind, that don't fill a column."""
    is_han = is_even and _HAN.search(text, lines[0].start, lines[0].end) is not None
    narrowest = max(RAGGED * column, column - EVEN_CHARS if is_han else 0)
    full = column >= narrowest_column(text, lines[0]) and all(line.width >= narrowest for line in lines[:-1])
    goes_on = any(
        _begins_small(text, line)
        or has_end(text, line.start, line.end)
        or (line is not lines[-1] and GOES_ON.search(text[line.start : line.end]))
        for line in lines
    )
    return len(lines) >= LIST_LINES and not full and not goes_on


def _ends_item(text: str, item: Line, following: Line, *, wrapped: bool) -> bool:
    """Whether the line that follows an item's begins something new though no full stop stands between them: it isn't
    set in and begins large or with a label. In a paragraph that is known to be `wrapped` any word may begin a line.
    """
    said = text[item.start : item.end]
    if text[following.start].isspace():
        return False
    if ENDED.search(said):
        return True
    if _begins_small(text, following) or GOES_ON.search(said) or said.rstrip().endswith(COMMAS):
        return False
    begins_large = text[following.start].isupper()
    return (begins_large and not wrapped) or _LABEL.match(text, following.start, following.end) is not None


def _wraps(text: str, line: Line, following: Line, column: float, narrowest: float, *, is_even: bool) -> bool:
    """Whether the line ended because the next word had no room in the column; one narrower than `narrowest` ended by
    itself, though a small letter follows. In a column that `is_even` lines hold Han characters alone."""
    if line.width > WRAP_MAX_CHARS or line.recurs or following.recurs:
        return False
    ended = ENDED.search(text, line.start, line.end) is not None
    said = text[line.start : line.end].rstrip()
    after = text[following.start : min(following.end, following.start + WRAP_MAX_CHARS)].lstrip()
    if after[:1].islower() and not ended:
        return line.opens or line.width > narrowest or said.endswith(",")
    han = _HAN.match(after) is not None
    if han and _CLAUSE_END.search(text, line.start, line.end):
        return False
    among_han = han or _HAN.search(text, max(line.start, line.end - BESIDE_CHARS), line.end) is not None
    if column < (WRAP_MIN_CHARS_HAN if among_han else WRAP_MIN_CHARS):
        return False
    if han and is_even and line.width < column - EVEN_CHARS and not said.endswith(COMMAS):
        return False
    if _PICTURE_END.search(text, max(line.start, line.end - BESIDE_CHARS), line.end):
        return False
    word = 1 if han else len(_HAN.split(after.split(None, 1)[0], maxsplit=1)[0]) / (1 + among_han)
    return line.width + 1 + word > RAGGED * min(column, WRAP_MAX_CHARS)
