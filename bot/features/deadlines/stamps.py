"""When a message of a copied chat was written: its line begins with it, and it is no date that the message names. Pure.

[14/02/2026, 20:11:03] Lena: … · 14/02/2026, 20:11 - Lena: … · 2026-02-14 20:11:03 Lena: … · [2/14/26, 8:11 PM] Lena: …
14/02/2026, 8:11 p. m. - Lena: … · 14/02/2026 à 20:11 - Léa: …
2026/11/24 下午8:11 - 小王: … · a line "小王 2026-11-24 20:11:03" above the message
What is not over yet is no such stamp, but a line of a timetable: 12/01/2026, 10:00 - Exam: bring pencils
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

_DAY = (
    r"(?:(?P<year>20\d\d)(?P<mark>[-/.年])(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"|(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<last>(?:20)?\d\d))"
)
_GAP = r"[ \u00a0\u202f]"
_CLOCK = (
    r"(?P<part>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<seconds>:\d\d)?"
    rf"(?:{_GAP}?(?P<half>[AaPp])\.?{_GAP}?[Mm]\b\.?)?"
)
_WHEN = rf"{_DAY},?{_GAP}{{1,2}}(?:(?:à|at|um|a las?|alle|às){_GAP})?{_CLOCK}"
_NAMES_A_TIME = (  # and no speaker: "Due 2026-12-08 23:59:59"
    r"(?i:due|deadline|until|till?|by|before|after|from|to|at|on|(?:end|close|open|start)(?:s|ed)?|begins?|date|time|exam"
    r"|(?:creat|updat|modifi|submitt|post|publish)ed|available|frist|abgabe|bis|vor|ab|am|um|fecha|hasta|desde|avant"
    r"|jusqu.{0,4}|depuis)(?!\w)|\S{0,20}(?:截[止至]|之前|为止|时间|日期|到期|[提上]交|考试|开始|结束|更新|修改|发布|创建)"
)
_STAMP = re.compile(
    rf"[ \t\u200e\u200f]*(?:(?:\[{_WHEN}\]|"
    + re.sub(r"\?P<(\w+)>", r"?P<bare_\1>", rf"{_WHEN}(?:{_GAP}[-–]|(?<=:\d\d:\d\d))")
    + r")[ ]{1,2}(?=[^\s:：][^\n:：]{0,40}[:：])"
    # in a line of its own, behind one to three words
    rf"|(?=[^\W\d_])(?:(?!{_NAMES_A_TIME})[^\s:：,，。;；]{{1,24}}{_GAP}{{1,2}}){{1,3}}"
    + re.sub(r"\?P<(\w+)>", r"?P<above_\1>", rf"{_DAY}{_GAP}{{1,2}}{_CLOCK}")
    + r"(?<=:\d\d:\d\d)(?=[ \t\r]*\n[ \t]*\S))"
)
_LINE_END = re.compile(r"\n")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
LONGEST_CHARS = 4_000  # of a message
_HALVES = {"凌晨": "a", "清晨": "a", "早上": "a", "上午": "a", "下午": "p", "傍晚": "p", "晚上": "p"}
MORNING_TO = 10  # 中午 may begin at ten
NOT_YET = timedelta(days=1)  # zones differ
LATELY = timedelta(days=7)  # a chat is mostly copied soon
LOOKED_AT_CHARS = 60  # of a message, to tell it from another


class Stamp(NamedTuple):
    """Where it stands in a text, and when it says that the message was written, on the person's clock."""

    start: int
    end: int
    at: datetime


def _written(match: re.Match[str], now: datetime, order: str) -> datetime | None:
    """`order` is "DMY" or "MDY"; the other counts where the day would be none."""
    said = _said(match)
    hour, minute = int(said["hour"]), int(said["minute"])
    if half := said.get("half", "").lower() or _HALVES.get(said.get("part", "")):
        hour = hour % 12 + (12 if half == "p" else 0)
    elif said.get("part") and hour < MORNING_TO:  # 中午1:05
        hour += 12
    for day, month, year in _readings(said, order):
        try:
            return datetime.combine(date(year, month, day), time(hour, minute), now.tzinfo)
        except ValueError:
            continue
    return None


def _said(match: re.Match[str]) -> dict[str, str]:
    return {name.rpartition("_")[2]: value for name, value in match.groupdict().items() if value}


def _readings(said: dict[str, str], order: str) -> list[tuple[int, int, int]]:
    if "year" in said:
        return [(int(said["day"]), int(said["month"]), int(said["year"]))]
    first, second, year = int(said["first"]), int(said["second"]), int(said["last"]) % 100 + 2000
    day_first = [(first, second, year), (second, first, year)]
    return day_first if order == "DMY" else day_first[::-1]


def stamps_in(text: str, now: datetime, order: str) -> list[Stamp]:
    """The stamps of all lines, in the text's order. Day and month are as its own stamps order them, where one says it
    or they are lately written messages only so."""
    found = [match for start in _line_starts(text) if (match := _STAMP.match(text, start))]
    told = [said for match in found if (said := _order_told(match))]
    written = [_written(match, now, told[-1] if told else order) for match in found]
    if not told and any(at and at > now + NOT_YET for at in written):
        swapped = [_written(match, now, "MDY" if order == "DMY" else "DMY") for match in found]
        if _are_lately_written(found, swapped, now):
            written = swapped
    both = zip(found, written, strict=True)
    return [Stamp(match.start(), match.end(), at) for match, at in both if at and at <= now + NOT_YET]


def _order_told(match: re.Match[str]) -> str | None:
    said = _said(match)
    if "first" in said and max(int(said["first"]), int(said["second"])) > 12:  # no month
        return "DMY" if int(said["first"]) > 12 else "MDY"
    return None


def _are_lately_written(
    found: Sequence[re.Match[str]], written: Sequence[datetime | None], now: datetime
) -> bool:
    """Whether they may be messages, each after the other; a single one only in the brackets of an export."""
    times = [at for at in written if at is not None]
    if len(times) < len(written) or times != sorted(times):
        return False
    lines = {each.string[each.start() : each.end() + LOOKED_AT_CHARS].partition("\n")[0] for each in found}
    is_export = all(each["hour"] is not None for each in found)
    return now - LATELY <= times[-1] <= now + NOT_YET and (len(lines) > 1 or is_export)


def is_chat(text: str, now: datetime) -> bool:
    """Whether several of its lines begin with the stamp of a time that is over `now` (aware)."""
    return all(len(stamps_in(text, now, order)) > 1 for order in ("DMY", "MDY"))


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def stamp_for(text: str, start: int, stamps: Sequence[Stamp]) -> Stamp | None:
    """The stamp of the message in which the text's `start` lies: the last above it, with no empty line between."""
    at = bisect_right(stamps, start, key=lambda stamp: stamp.start) - 1
    if (
        at < 0
        or start - stamps[at].end > LONGEST_CHARS
        or _EMPTY_LINE.search(text, stamps[at].end, max(start, stamps[at].end))
    ):
        return None
    return stamps[at]
