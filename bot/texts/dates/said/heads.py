"""When a chat or notes were written, as a line of their own at the head says it, and what stands under more such lines:
“tomorrow” counts from there. Pure.

【高数学习小组】11月28日 · 11月28日 周六 · 【高数群 2026年】11月28日 · 【高数群 2026年11月28日】 · 2026-11-28 09:12
-------- 2026년 11월 28일 토요일 --------
Other languages have theirs in `heads_in_words`. What is not over yet is no such day, but that of a timetable; nor is
one that something is at: 【考试】11月28日
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from bot.texts.dates.found import with_year
from bot.texts.dates.said.heads_in_words import noted_at
from bot.texts.dates.said.stamps import NOT_YET, Stamp
from model import simplified

_LINE = re.compile(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)
_PREFACE = re.compile(r"\s*(?:.{1,40}카카오톡 대화|저장한 날짜 ?: ?.{1,40})\s*$")
LONGEST_CHARS = 60
TITLE_LINES = 2  # that may stand above the day of a recording
_OTHERWISE = (
    r"考|试|截[止至]|ddl|due|deadline|时间|日程|安排|活动|会议|比赛|答辩|面试|讲座|交|시험|고사|마감|제출|일정"
    r"|회의|모임|발표|면접|안내|공지"
)
_IN_BRACKETS = rf"(?:[【\[（(《「](?:(?!{_OTHERWISE})[^】\]）)》」]){{0,30}}[】\]）)》」])"
_HEAD = re.compile(
    rf"\s*(?:-{{5,20}}\s?)?(?P<before>{_IN_BRACKETS})?\s*(?:[【\[（(]\s*(?:(?!{_OTHERWISE})[^\d\s，。:：]){{0,20}}\s*)?"
    r"(?:(?P<year>20\d\d)\s?[-/.年년]\s?)?(?P<month>1[0-2]|0?[1-9])(?(year)\s?[-/.月월]|\s?[月월])\s?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?(year)[日号일]?|\s?[日号일])"
    r"(?:\s*[,，]?\s*[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?|\s?[(（]?[월화수목금토일](?:요일)?[)）]?(?=\s|$))?"
    r"(?:\s{0,3}(?<!\d)(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)(?:[:：][0-5]\d)?)?"
    rf"\s*[】\]）)]?\s*(?P<behind>{_IN_BRACKETS})?\s*[:：]?\s*(?:-{{5,20}}\s*)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d(?!\d)")


def heads_in(text: str, now: datetime, *, month_first: bool = False) -> list[Stamp]:
    """The lines that say so, in the text's order, where the first of its lines is one; those to come as well, which
    end what is under one before. `now` is aware, on the person's clock; `month_first`: 3/11/2026 is in March."""
    found: list[Stamp] = []
    titles = 0
    for line in _LINE.finditer(text):
        if not found and _PREFACE.match(line[0]):
            continue
        is_first = bool(found) or titles == 0
        head = _head(text, line, now) if is_first else None
        at = head.at if head else noted_at(line[0], now, is_first=is_first, month_first=month_first)
        titles += 1
        if at is not None:
            found.append(head or Stamp(line.start(), line.end(), at))
        elif not found and titles > TITLE_LINES:
            return []
    return found


def head_for(start: int, heads: Sequence[Stamp], now: datetime) -> Stamp | None:
    """The head under which the text's `start` lies."""
    at = bisect_right(heads, start, key=lambda head: head.start) - 1
    return heads[at] if at >= 0 and heads[at].at <= now + NOT_YET else None


def _head(text: str, line: re.Match[str], now: datetime) -> Stamp | None:
    if line.end() - line.start() > LONGEST_CHARS:
        return None
    match = _HEAD.match(simplified(line[0]))
    day = match and _day(match, now.date())
    if not match or not day:
        return None
    at = time(int(match["hour"]), int(match["minute"])) if match["hour"] else time()
    return Stamp(line.start(), line.end(), datetime.combine(day, at, now.tzinfo))


def _day(match: re.Match[str], today: date) -> date | None:
    """Without a year of its own of the one in brackets beside it, else the last such day or the next."""
    month, day = int(match["month"]), int(match["day"])
    year = next(_years(match["year"], match["before"], match["behind"]), None)
    try:
        return date(year, month, day) if year else with_year(today, lambda year: date(year, month, day))
    except ValueError:
        return None


def _years(*said: str | None) -> Iterator[int]:
    yield from (int(year[0]) for each in said if each and (year := _YEAR.search(each)))
