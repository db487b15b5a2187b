"""When a message of a copied chat was written: its line begins with it, or a line above it says so, and it is no date
that the message names. Pure.

[14/02/2026, 20:11:03] Lena: … · 14/02/2026, 20:11 - Lena: … · 2026-02-14 20:11:03 Lena: … · [2/14/26, 8:11 PM] Lena: …
14/02/2026, 8:11 p. m. - Lena: … · 14/02/2026 à 20:11 - Léa: …
2026/11/24 下午8:11 - 小王: … · 2026년 11월 24일 오후 8:11, 민수 : …
or lines such as “小王 2026-11-24 20:11:03” above the message (`model.chat_headers`)
What is not over yet is no such stamp, but a line of a timetable: 12/01/2026, 10:00 - Exam: bring pencils
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.texts.dates.appointments import speaks_of_appointment
from model import chat_headers

_DAY = (
    r"(?:(?P<year>20\d\d)(?P<mark>[-/.年]|년 |\. )(?P<month>\d{1,2})(?:[-/.月]|월 |\. )(?P<day>\d{1,2})[日일.]?"
    r"|(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<last>(?:20)?\d\d))"
)
_GAP = r"[ \u00a0\u202f]"
_CLOCK = (
    r"(?:(?P<part>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|午前|午後|오전|오후)\s?)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<seconds>:\d\d)?"
    rf"(?:{_GAP}?(?P<half>[AaPp])\.?{_GAP}?[Mm]\b\.?)?"
)
_WHEN = rf"{_DAY},?{_GAP}{{1,2}}(?:(?:à|at|um|a las?|alle|às){_GAP})?{_CLOCK}"
_STAMP = re.compile(
    rf"[ \t\u200e\u200f]*(?:(?:\[{_WHEN}\]|"
    + re.sub(r"\?P<(\w+)>", r"?P<bare_\1>", rf"{_WHEN}(?:{_GAP}[-–]|(?<=:\d\d:\d\d))")
    + r")[ ]{1,2}(?=[^\s:：][^\n:：]{0,40}[:：])"
    + re.sub(r"\?P<(\w+)>", r"?P<kakao_\1>", rf"|{_WHEN},[ ](?=[^\n:]{{1,40}} : ))")
)
_DAYS_BACK = (
    dict.fromkeys(
        ("今天", "今日", "오늘", "today", "heute", "aujourd'hui", "hoy", "oggi", "hoje", "vandaag"), 0
    )
    | dict.fromkeys(
        ("昨天", "昨日", "어제", "yesterday", "gestern", "hier", "ayer", "ieri", "ontem", "gisteren"), 1
    )
    | dict.fromkeys(("前天", "그제", "vorgestern", "avant-hier", "anteayer"), 2)
)
_ABOVE = re.compile(  # what a line above a message says
    rf"(?:{_DAY}|(?P<near_month>\d{{1,2}})月(?P<near_day>\d{{1,2}})日"
    rf"|(?P<back>{'|'.join(_DAYS_BACK)})(?: (?:at|um|à|a las?|alle|às))?),?\s*{_CLOCK}",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"\n")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
LONGEST_CHARS = 4_000  # of a message
_HALVES = dict.fromkeys("凌晨 清晨 早上 上午 午前 오전".split(), "a") | dict.fromkeys(
    "下午 傍晚 晚上 午後 오후".split(), "p"
)
MORNING_TO = 10  # 中午 may begin at ten
NOT_YET = timedelta(days=1)  # zones differ
LATELY = timedelta(days=7)  # a chat is mostly copied soon
LOOKED_AT_CHARS = 60  # of a message, to tell it from another
_NAMED_FIRST = re.compile(r"\[[^\[\]\n]{1,30}\] \[(?:오전|오후) \d{1,2}:\d\d\] ")  # under the line of a day
_SPEAKER = re.compile(r"([^\s:：][^\n:：]{0,40})[:：]\s*")


class Stamp(NamedTuple):
    """Where it stands in a text, and when it says that the message was written, on the person's clock. `is_apart`: with
    an empty line below it, so that one in the message does not end that."""

    start: int
    end: int
    at: datetime
    is_apart: bool = False


class _Found(NamedTuple):
    start: int
    end: int
    said: dict[str, str]
    is_export: bool = False  # in brackets, as only programs write
    is_apart: bool = False


def _written(said: dict[str, str], now: datetime, order: str) -> datetime | None:
    """`order` is "DMY" or "MDY"; the other counts where the day would be none."""
    hour, minute = int(said["hour"]), int(said["minute"])
    if half := said.get("half", "").lower() or _HALVES.get(said.get("part", "")):
        hour = hour % 12 + (12 if half == "p" else 0)
    elif said.get("part") and hour < MORNING_TO:  # 中午1:05
        hour += 12
    for day, month, year in _readings(said, now, order):
        try:
            return datetime.combine(date(year, month, day), time(hour, minute), now.tzinfo)
        except ValueError:
            continue
    return None


def _said(match: re.Match[str]) -> dict[str, str]:
    return {name.rpartition("_")[2]: value for name, value in match.groupdict().items() if value}


def _readings(said: dict[str, str], now: datetime, order: str) -> list[tuple[int, int, int]]:
    if "back" in said:
        day = now - timedelta(days=_DAYS_BACK[said["back"].lower()])
        return [(day.day, day.month, day.year)]
    if "month" in said and "year" not in said:  # the last such day
        latest, told = now + NOT_YET, (int(said["month"]), int(said["day"]))
        return [(told[1], told[0], latest.year - (told > (latest.month, latest.day)))]
    if "year" in said:
        return [(int(said["day"]), int(said["month"]), int(said["year"]))]
    first, second, year = int(said["first"]), int(said["second"]), int(said["last"]) % 100 + 2000
    day_first = [(first, second, year), (second, first, year)]
    return day_first if order == "DMY" else day_first[::-1]


def stamps_in(text: str, now: datetime, order: str) -> list[Stamp]:
    """The stamps of all lines, in the text's order. Day and month are as its own stamps order them, where one says it
    or they are lately written messages only so."""
    found = _found_in(text)
    told = [order_told for each in found if (order_told := _order_told(each.said))]
    written = [_written(each.said, now, told[-1] if told else order) for each in found]
    if not told and any(at and at > now + NOT_YET for at in written):
        swapped = [_written(each.said, now, "MDY" if order == "DMY" else "DMY") for each in found]
        if _are_lately_written(text, found, swapped, now):
            written = swapped
    both = zip(found, written, strict=True)
    return [Stamp(each.start, each.end, at, each.is_apart) for each, at in both if at and at <= now + NOT_YET]


def _found_in(text: str) -> list[_Found]:
    """At the beginnings of lines, and above what is said."""
    found = {
        match.start(): _Found(match.start(), match.end(), _said(match), match["hour"] is not None)
        for start in _line_starts(text)
        if (match := _STAMP.match(text, start))
    }
    above = [(header, _ABOVE.search(header.when.replace("’", "'"))) for header in chat_headers(text)]
    is_near = any(said and said["back"] for _, said in above)  # a time alone is today's beside “yesterday”
    for header, said in above:
        said = said or (_ABOVE.search(f"today {header.when}") if is_near else None)
        if said is not None:
            is_apart = _EMPTY_LINE.match(text, header.end) is not None
            found[header.start] = _Found(header.start, header.end, _said(said), is_apart=is_apart)
    return [found[start] for start in sorted(found)]


def _order_told(said: dict[str, str]) -> str | None:
    if "first" in said and max(int(said["first"]), int(said["second"])) > 12:  # no month
        return "DMY" if int(said["first"]) > 12 else "MDY"
    return None


def _are_lately_written(
    text: str, found: Sequence[_Found], written: Sequence[datetime | None], now: datetime
) -> bool:
    """Whether they may be messages, each after the other; a single one only in the brackets of an export."""
    times = [at for at in written if at is not None]
    if len(times) < len(written) or times != sorted(times):
        return False
    lines = {text[each.start : each.end + LOOKED_AT_CHARS].partition("\n")[0] for each in found}
    is_export = all(each.is_export for each in found)
    return now - LATELY <= times[-1] <= now + NOT_YET and (len(lines) > 1 or is_export)


def without_stamp(line: str) -> str:
    """What a message says, without when and by whom; a line of a timetable, or without a stamp, as it is."""
    if named := _NAMED_FIRST.match(line):
        return line[named.end() :]
    stamp = _STAMP.match(line)
    speaker = stamp and _SPEAKER.match(line, stamp.end())
    return line[speaker.end() :] if speaker and not speaks_of_appointment(speaker[1]) else line


def is_chat(text: str, now: datetime) -> bool:
    """Whether several of its lines begin with the stamp of a time that is over `now` (aware)."""
    return all(len(stamps_in(text, now, order)) > 1 for order in ("DMY", "MDY"))


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def stamp_for(text: str, start: int, stamps: Sequence[Stamp]) -> Stamp | None:
    """The stamp of the message in which the text's `start` lies: the last above it, with no empty line between, but for
    those that follow it wherever the text's messages stand so."""
    at = bisect_right(stamps, start, key=lambda stamp: stamp.start) - 1
    if at < 0 or start - stamps[at].end > LONGEST_CHARS:
        return None
    stamp = stamps[at]
    is_over = not stamp.is_apart and _EMPTY_LINE.search(text, stamp.end, max(start, stamp.end))
    return None if is_over else stamp
