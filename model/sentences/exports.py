"""Chats as KakaoTalk and LINE export them: which lines only say the day, and which say when, who and what, though tabs
stand between. Pure, linear; reached by `layout`.

--------------- 2026년 11월 30일 월요일 --------------- over lines such as [이수빈] [오후 2:03] …
2026.11.30 月曜日 · 2026/11/30(月) over lines such as 14:03 田中 …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from model.sentences.clocks import are_planned

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
_MESSAGE = re.compile(r"\s*(?P<clock>\d{1,2}:\d\d)(?P<gap>[\t ])(?P<name>[^\s:：]{1,40})[\t ]\S")


def exported(text: str, lines: Sequence[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The indices of those of `lines`, given as (start, end), that say the day of the messages below and nothing else,
    and of the messages that begin with a time and a name between tabs."""
    rules = {
        i: found["bare"] is not None
        for i, line in enumerate(lines)
        if SHORTEST_CHARS <= line[1] - line[0] <= LONGEST_CHARS and (found := _RULE.match(text, *line))
    }
    if not rules:
        return set(), set()
    days = {i for i, is_bare in rules.items() if not is_bare}
    messages: set[int] = set()
    bare = sorted(rules.keys() - days)
    for rule, end in pairwise([*bare, len(lines)]):
        said = {i: found for i in range(rule + 1, end) if (found := _MESSAGE.match(text, *lines[i]))}
        if _talk(list(said.values())):
            days.add(rule)
            messages |= {i for i, found in said.items() if found["gap"] == "\t"}
    return days, messages


def _talk(said: Sequence[re.Match[str]]) -> bool:
    """Whether somebody speaks twice, and not in fives of minutes as a programme of a day has it."""
    names = {each["name"] for each in said}
    return len(names) < len(said) and not are_planned([each["clock"] for each in said])
