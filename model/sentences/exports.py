"""Chats as KakaoTalk and LINE export them: which lines only say the day, and which say when, who and what, though tabs
stand between. Pure, linear; reached by `layout`.

--------------- 2026년 11월 30일 월요일 --------------- over lines such as [이수빈] [오후 2:03] …
2026.11.30 月曜日 · 2026/11/30(月) over lines such as 14:03 田中 …
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SHORTEST_CHARS, LONGEST_CHARS = 11, 80  # of a line that says the day

_DATE = r"20\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\s?\d{1,2}月\s?\d{1,2}日|년\s\d{1,2}월\s\d{1,2}일)"
_OF_WEEK = (
    r"(?:[日月火水木金土]曜日|[월화수목금토일]요일|星期[一二三四五六日天]"
    r"|[(（][日月火水木金土一二三四五六월화수목금토일][)）])"
)
_RULE = re.compile(  # dashes on both sides, or the day of the week alone behind the date
    rf"\s*(?:-{{3,40}}\s{{1,3}}(?:{_DATE}(?:\s?{_OF_WEEK})?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]{2,8} \d{1,2}, 20\d\d)\s{1,3}-{3,40}"
    rf"|(?P<bare>{_DATE}\s?{_OF_WEEK}))\s*$"
)
_MESSAGE = re.compile(r"\s*(?:\d{1,2}:\d\d[\t ]\S|\[[^\[\]]{1,40}\]\s\[[^\[\]]{1,20}\]\s)")
_TABBED = re.compile(r"\s*\d{1,2}:\d\d\t[^\t]{1,40}\t")


def exported(text: str, lines: Sequence[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The indices of those of `lines`, given as (start, end), that say the day of the messages below and nothing else,
    and of the messages that begin with a time and a name between tabs."""
    days: set[int] = set()
    messages: set[int] = set()
    rule, is_under = None, False
    for i, line in enumerate(lines):
        if SHORTEST_CHARS <= line[1] - line[0] <= LONGEST_CHARS and (found := _RULE.match(text, *line)):
            rule, is_under = i, False
            if found["bare"] is None:
                days.add(i)
        elif rule is not None and text[slice(*line)].strip():
            if not is_under and _MESSAGE.match(text, *line) and i - rule <= 2:
                days.add(rule)
                is_under = True
            if is_under and _TABBED.match(text, *line):
                messages.add(i)
    return days, messages
