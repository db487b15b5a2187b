"""Lines with a number of several levels, as minutes and contracts have them: 2.3 The Tenant shall pay. Pure, linear.

Reached by `layout`. A heading keeps its number, and so does a title that stands at the beginning of its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.language import HAN, KANA
from model.sentences.headings import NUMBERED_HAN, NUMBERED_WORDS, is_brief, is_heading
from model.sentences.run_in import NUMBERED

_QUANTITY = r"[MBT]r?illi|Mio\b|Mrd\b|[KMGT]?[BLWV]\b(?!\.)"
_MARK = re.compile(
    rf"\s*(?P<over>[1-9]\d?(?:\.[1-9]\d?){{0,2}})\.(?P<own>[1-9]\d?)\.?"
    rf"(?:\s+(?=[\"“„«‘']?[A-ZÀ-ÖØ-ÞА-Я])(?!{_QUANTITY})|\s*(?=[“「]?(?![万萬亿億千百倍])[{HAN}{KANA}]))"
)

_HAN = re.compile(f"[{HAN}{KANA}]")


def section_marks(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each of `lines`, given as (start, end), that is such an item: its index, and where its words begin in the
    text. A number that none counts up to or on from, or of which there is no first, is a quantity: 2.3 Million people;
    in Chinese and Japanese it is a day, 12.2, where there is no 1.1."""
    found = {i: mark for i, line in enumerate(lines) if (mark := _MARK.match(text, *line))}
    numbers = {(mark["over"], int(mark["own"])) for mark in found.values()}
    return {
        i: mark.end()
        for i, mark in found.items()
        if ("1" if _HAN.match(text, mark.end()) and "." not in mark["over"] else mark["over"], 1) in numbers
        and {(mark["over"], int(mark["own"]) + by) for by in (-1, 1)} & numbers
        and not NUMBERED.match(text, *lines[i])
        and not _is_heading(text, lines, i, mark.end())
    }


def _is_heading(text: str, lines: Sequence[tuple[int, int]], i: int, begins: int) -> bool:
    """Whether the line, whose words begin at `begins`, is short and ends like no sentence, or asks; where it isn't
    alone, it may be wrapped, and is a heading only if it is brief."""
    end = lines[i][1]
    title = text[begins:end].strip()
    is_alone = i + 1 == len(lines) or not text[slice(*lines[i + 1])].strip()
    if not is_heading(text, begins, begins + len(title.rstrip("?？"))):
        return False
    return is_alone or is_brief(title, NUMBERED_WORDS, NUMBERED_HAN)
