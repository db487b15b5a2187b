"""Dates in Korean: rules of our own, for its particles say what a date is for, and stand behind it. Pure.

12월 4일(금) 오후 5시까지 · 12/4(금) 17:00 · 2026. 12. 4.까지 · 다음 주 금요일 전까지 · 내일 정오까지 · 사흘 안에
· 이달 말까지 · 12월 7일~9일, whose last day counts. A week runs from Monday to Sunday, and a month stands before
its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise

from bot.texts.dates.found import Deadline, from_zone, is_likely
from bot.texts.dates.korean.days import day_and_clock, has_clock
from bot.texts.dates.korean.grammar import (
    COUNTED_FROM,
    FROM_NOW,
    GOES_ON,
    LOOKED_BACK_CHARS,
    MOVED,
    MOVED_TO,
    NAMED_FOR,
    NEVER_AFTER,
    NEVER_BEFORE,
    OF_THEN,
    OF_WEEKDAYS,
    PAST,
    PHRASE,
    PLANNED,
    ZONES_HERE,
)

_CLAUSE_END = re.compile(r"[.!?;,\n]")
_BETWEEN = re.compile(r"[^.!?\n]{0,20}")
_AMONG = ("중", "중에")  # 5일, 6일 중 하루; not 이번 주 중, 6일 중으로
_DAYS = ("day", "listed_day", "figures", "short", "weekday", "range_day", "range_day_apart", "range_day_from")
_LISTS = re.compile(r"[\s,·]{0,3}(?:과|와|및|이나|나|또는)?\s{0,2}")
_LATER = ("후", "뒤")
CLAUSE_CHARS = 120


def find(text: str, now: datetime, *, sure_only: bool, is_said: bool) -> Iterator[Deadline]:
    """The dates in `text`, in its order. `now` is aware, in the person's own zone. `sure_only` and `is_said` as in
    `search`."""
    found: list[Deadline] = []
    day_before: date | None = None
    for match in PHRASE.finditer(text):
        if _is_among(match):
            _leave_out_listed(found, text, match.start())
            continue
        if not _is_meant(match):
            continue
        named = day_and_clock(match, now, day_before, is_said=is_said)
        if named is None or not is_likely(named[0], now.date()):
            continue
        day_before = named[0]
        if not sure_only or _is_sure(match):
            found.append(_deadline(match, *named, now))
    gone = {i for i, (one, other) in enumerate(pairwise(found)) if _is_moved(text, one, other)}
    yield from (each for i, each in enumerate(found) if i not in gone)


def _is_among(match: re.Match[str]) -> bool:
    """Whether it is the last of several days of which one is to be chosen."""
    return (match["last_after"] or "").strip() in _AMONG and any(match[name] for name in _DAYS)


def _leave_out_listed(found: list[Deadline], text: str, end: int) -> None:
    """Take from `found` the days that are listed before `end`."""
    while found and _LISTS.fullmatch(text, found[-1].end, end):
        end = found.pop().start


def _deadline(match: re.Match[str], day: date, clock: time | None, now: datetime) -> Deadline:
    text, start, end = match.string, match.start(), match.end()
    if clock is None and has_clock(match):  # 25시 is not of what is read
        end = min(match.start(name) for name in ("part", "hour", "digital", "noon") if match[name])
    end = start + len(text[start:end].rstrip(" ,\t\u00a0"))
    if clock and match["zone"]:
        day, clock = from_zone(day, clock, ZONES_HERE[match["zone"]], now)
    then = match["span_then"] or match["then"]
    is_last = bool(match["last_before"] or match["last_after"] or (then and then not in _LATER))
    return Deadline(text[start:end], start, end, day, clock, is_last)


def _is_sure(match: re.Match[str]) -> bool:
    """마감: 12월 4일, 제출 기한은 금요일, 민수: 12/8까지; not 조선은 7월 1일까지."""
    if not any(match[name] for name in ("day", "figures", "short", "weekday", "from")):
        return False
    if match["last_before"] is not None:
        return True
    return match["last_after"] is not None and NAMED_FOR.match(match.string) is not None


def _is_moved(text: str, one: Deadline, other: Deadline) -> bool:
    """Whether another date is said to be in its place: 수요일에서 금요일로, 수요일 회의가 금요일로 변경."""
    if MOVED.fullmatch(text, one.end, other.start):
        return True
    beside = _BETWEEN.fullmatch(text, one.end, other.start)
    return bool(beside and MOVED_TO.match(text, other.end))


def _is_meant(match: re.Match[str]) -> bool:
    """Not for what recurs, what is over, what begins there, and what only looks so (오늘날, 3일간, 평점 4.3)."""
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - LOOKED_BACK_CHARS) : start]
    last = match["last_before"] or match["last_after"]
    if not match["last_before"] and (NEVER_AFTER.search(before) or OF_WEEKDAYS.search(before)):
        return False
    if NEVER_BEFORE.match(text, end) or (not match["last_before"] and _is_over(text, end)):
        return False
    if not has_clock(match) and GOES_ON.match(text, end):
        return False
    if match["short"]:
        return _is_short_meant(match)
    if match["day_only"] or match["weekend"]:
        return bool(last or match["coming"] or match["weekend_of"])
    if match["week"] and match["week"].startswith(("이번", "금주")):
        return bool(last or match["week_part"])
    if match["counted"] or match["span"]:
        is_later = (match["then"] or match["span_then"]) in _LATER
        return FROM_NOW.search(before) is not None if is_later else COUNTED_FROM.search(before) is None
    if match["today"] in ("오늘", "금일") and not (last or has_clock(match) or match["part_only"]):
        return start > 0 and text[end : end + 1] not in ("은", "도")
    return True


def _is_short_meant(match: re.Match[str]) -> bool:
    """12/4까지, 12.4(금), 12. 4. 17:00; not 3/4 이상, nor 평점 4.3까지."""
    behind = match.string[match.end("short") :]
    is_named = re.match(r"\.?\s?[(（]\s?[월화수목금토일]", behind) is not None
    if match["last_before"] or match["from"] or is_named or has_clock(match):
        return True
    is_dotted = "." in match["short"]
    return bool(match["last_after"]) and not (is_dotted and not behind.startswith("."))


def _is_over(text: str, end: int) -> bool:
    """Whether what is told of the day was: 12월 4일에 개최되었다; not 12월 4일까지 내기로 했다."""
    if OF_THEN.match(text, end):
        return True
    closing = _CLAUSE_END.search(text, end, end + CLAUSE_CHARS)
    stop = closing.start() if closing else end + CLAUSE_CHARS
    past = PAST.search(text, end, stop)
    return past is not None and PLANNED.search(text[end : past.start() + 1][-16:]) is None
