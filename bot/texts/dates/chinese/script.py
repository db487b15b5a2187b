"""A Chinese text as its dates are read: in simplified characters and narrow figures, without the spaces that are set
around those. Pure, linear.

12 月 15 日 · １２月１５日 · 下週五 · 来週の金曜日
"""

from __future__ import annotations

import re
from typing import NamedTuple

from model import simplified

_WIDE = range(0xFF01, 0xFF5F)
_NARROW = {ord("\u3000"): " ", ord("\u00a0"): " "} | {
    wide: narrow for wide in _WIDE if (narrow := chr(wide - 0xFEE0)).isalnum() or narrow in "/.-~"
}  # fmt: skip
_GAPS = re.compile(
    r"(?<=\d)[ \t]{1,3}(?=[年月日号点时分])|(?<=[年月])[ \t]{1,3}(?=\d)|(?<=[点时])[ \t]{1,3}(?=\d{1,2}[ \t]?分)"
    r"|(?<=[午上晨晚夜里])[ \t]{1,3}(?=\d{1,2}[ \t]{0,3}[:：点时])"
)


_DAY_OF_WEEK = re.compile(r"([月火水木金土日])曜(日?)")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa曜]")
_WHICH = re.compile(r"(再来|来|今)(?=[周月])")
_LATER = re.compile(r"(?<!明)后日")  # some day, where 明后日 is the day after tomorrow
_IN_CHINESE = dict(zip("月火水木金土日", "一二三四五六日", strict=True)) | {
    "再来": "下下",
    "来": "下",
    "今": "本",
}


class Script(NamedTuple):
    """What is read, and where each of its signs, and its end, stands in what was written."""

    text: str
    at: tuple[int, ...]

    def end_of(self, end: int) -> int:
        """Where that ends in what was written which ends at `end` in what is read: before a gap, not behind it."""
        return self.at[end - 1] + 1 if end else 0


def as_read(written: str) -> Script:
    plain = _in_chinese(simplified(written).translate(_NARROW))
    pieces: list[str] = []
    at: list[int] = []
    start = 0
    for gap in _GAPS.finditer(plain):
        pieces.append(plain[start : gap.start()])
        at.extend(range(start, gap.start()))
        start = gap.end()
    at.extend(range(start, len(plain) + 1))
    return Script("".join((*pieces, plain[start:])), tuple(at))


def _in_chinese(japanese: str) -> str:
    """来周の金曜日 as 下周の星期五, sign for sign."""
    if _KANA.search(japanese) is None:
        return japanese
    named = _DAY_OF_WEEK.sub(lambda day: ("星期" if day[2] else "周") + _IN_CHINESE[day[1]], japanese)
    return _LATER.sub("后に", _WHICH.sub(lambda which: _IN_CHINESE[which[1]], named))
