"""When a mail was sent, as its first lines or the line above what it answers say it. Pure.

Tue, 3 Nov 2026 14:02:11 +0100 · Tuesday, November 3, 2026 2:02 PM · Dienstag, 3. November 2026 14:02 ·
mardi 3 novembre 2026 à 14:02 · 2026年11月3日 下午2:02 · 03.11.2026 14:02 · 11/3/2026 2:02 PM
Reached by `mails`, and by `bot.texts.dates`, which counts “tomorrow” in a mail from there.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene jän gen sty янв oca", "feb fév fev lut фев şub", "mar mär mrz mrt мар", "apr avr abr kwi апр nis",
            "may mai mag mei maj ма", "jun juin giu cze июн haz", "jul juil lug lip июл tem",
            "aug aoû aou ago sie авг ağu", "sep set wrz сен eyl", "oct okt ott out paź окт eki", "nov lis ноя kas",
            "dec dez déc dic gru дек ara",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<name>(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[^\W\d_]{{0,9}})\.?"
_DAY = r"(?P<day>\d{1,2})(?:\.|er|st|nd|rd|th)?"
_YEAR = r"(?P<year>20\d\d)"
_DAYS = tuple(
    re.compile(rf"(?<!\d){day}", re.IGNORECASE)
    for day in (
        rf"{_DAY}\s(?:de\s)?{_MONTH},?\s(?:del?\s)?{_YEAR}",
        rf"{_MONTH}\s{_DAY},?\s{_YEAR}",
        rf"{_YEAR}\s?[-/.年년]\s?(?P<month>\d{{1,2}})\s?[-/.月월]\s?{_DAY}",
        rf"(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}(?!\d)",
    )
)
_CLOCK = re.compile(
    r"(?P<part>上午|下午|晚上|中午|凌晨|오전|오후)?\s?(?<!\d)(?P<hour>\d{1,2})[:h：](?P<minute>\d\d)(?::\d\d)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?(?P<sign>[+-])(?P<offset>\d\d):?(?P<minutes>\d\d)(?!\d)|\s?(?P<utc>GMT|UTC|Z)\b)?",
    re.IGNORECASE,
)
NEAR_CHARS = 24  # between a day and its clock
HALVES = {"下午": "p", "晚上": "p", "上午": "a", "凌晨": "a", "오전": "a", "오후": "p"}
NOON = 12  # where only the day is told


def sent_at(line: str, *, month_first: bool = False) -> datetime | None:
    """The time that the line tells with its year, aware where it tells the offset too; None where it tells none.

    `month_first`: 3/11/2026 is in March; the other counts where there is no such month.
    """
    days = [found for day in _DAYS if (found := day.search(line))]
    if not days:
        return None
    found = min(days, key=lambda day: day.start())
    said = found.groupdict()
    hour, minute, zone = _clock(line, found)
    for month, day in _readings(said, month_first=month_first):
        try:
            return datetime(int(said["year"]), month, day, hour, minute, tzinfo=zone)
        except ValueError:
            continue
    return None


def _readings(said: dict[str, str], *, month_first: bool) -> list[tuple[int, int]]:
    if "name" in said:
        name = said["name"].lower()
        month = next(number for short, number in _BY_LENGTH if name.startswith(short))
        return [(month, int(said["day"]))]
    if "month" in said:
        return [(int(said["month"]), int(said["day"]))]
    first, second = int(said["first"]), int(said["second"])
    both = [(second, first), (first, second)]
    return both[::-1] if month_first and said["mark"] == "/" else both


_BY_LENGTH = sorted(_MONTHS.items(), key=lambda each: -len(each[0]))


def _clock(line: str, day: re.Match[str]) -> tuple[int, int, timezone | None]:
    """The clock behind the day, or straight before it; else noon."""
    near = _CLOCK.search(line, day.end(), day.end() + NEAR_CHARS)
    near = near or _CLOCK.search(line, max(0, day.start() - NEAR_CHARS), day.start())
    if near is None:
        return NOON, 0, None
    hour, minute = int(near["hour"]), int(near["minute"])
    half = (near["half"] or "").lower() or HALVES.get(near["part"] or "")
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half == "p" else 0)
    zone = UTC if near["utc"] else None
    if near["offset"]:
        offset = timedelta(hours=int(near["offset"]), minutes=int(near["minutes"]))
        if offset < timedelta(hours=24):
            zone = timezone(offset if near["sign"] == "+" else -offset)
    return (hour, minute, zone) if hour < 24 and minute < 60 else (NOON, 0, None)
