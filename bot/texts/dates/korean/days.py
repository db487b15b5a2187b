"""Which day, and which time of it, a Korean date names that `korean` found. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.texts.dates.found import (
    MOST_COUNTED,
    NOON,
    SUNDAY,
    in_the_evening,
    in_week,
    later,
    month_later,
    not_over,
    of_day,
    on_weekday,
    with_year,
)
from bot.texts.dates.korean.grammar import (
    AFTERNOON,
    DAYS,
    HOURS,
    MIDDLE_OF_MONTH,
    MORNING,
    MORNING_FROM,
    NIGHT,
    SPANS,
    UNITS,
    WEEKDAYS,
    ZONES_HERE,
)
from bot.texts.dates.tongue import Unit

_CENTURY = 2000
_THIS = ("이번", "금주", "이달", "금월", "당월")
_COMING = ("오는", "돌아오는", "다가오는")


def day_and_clock(
    match: re.Match[str], now: datetime, day_before: date | None, *, is_said: bool
) -> tuple[date, time | None] | None:
    """What a match of PHRASE names; None where there is no such day. `day_before` is the day named before it in the
    sentence, of whose month 17 is in 12월 15일과 17일."""
    found: tuple[date, time | None] | None
    try:
        if match["listed_day"]:
            found = (day_before.replace(day=int(match["listed_day"])), None) if day_before else None
        else:
            found = _date(match, now)
        if found is None:
            return None
        day, clock = found[0], _clock(match) or found[1]
        if match["inner"] and not _is_date(match):  # 다음 주 금요일(12월 11일)
            return _in_figures(match["inner"], day), clock
        if match["weekday"] and not match["which"] and is_said:
            zone = ZoneInfo(ZONES_HERE[match["zone"]]) if match["zone"] else now.tzinfo
            day = not_over(day, clock, zone, now)
        return day, clock
    except ValueError:  # 2월 30일
        return None


def has_clock(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("hour", "digital", "noon"))


def _is_date(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("day", "month_part", "figures", "short", "from"))


def _date(match: re.Match[str], now: datetime) -> tuple[date, time | None] | None:
    """Raises ValueError where there is none."""
    today = now.date()
    if match["day"] or match["month_part"]:
        return _in_month(match, today), None
    if match["figures"] or match["short"]:
        return _in_figures(match["figures"] or match["short"], today, match["from"]), None
    if day := match["range_day"] or match["range_day_apart"] or match["range_day_from"]:
        return _in_range(match, int(day), today), None
    if match["day_only"]:
        number = int(match["day_only"].rstrip("일"))
        if match["from"]:
            return _in_range(match, number, today), None
        first = today.replace(day=1) if number >= today.day else month_later(today, 1, 1)
        return first.replace(day=number), None
    if match["weekday"] or match["short_weekday"]:
        return _on_weekday(match, today), None
    return _relative(match, now)


def _in_month(match: re.Match[str], today: date) -> date:
    """A day of a month, or its beginning, its middle, its end. Raises ValueError where there is none."""
    part = match["month_part"]

    def day_of(first: date) -> date:
        if part is None:
            return first.replace(day=int(match["day"]))
        return month_later(first, 0, {"초": 1, "초순": 10, "중순": MIDDLE_OF_MONTH}.get(part, 31))

    if match["that_month"]:
        return day_of(month_later(today, _is_next(match["that_month"]), 1))
    month = int(match["month"])
    year = int(match["year"]) if match["year"] else None
    if match["near_year"]:
        year = today.year + (match["near_year"] == "내년")
    if year is None and match["from_year"]:
        year = int(match["from_year"]) + (month < int(match["from_month"] or month))
    if year is not None:
        return day_of(date(year, month, 1))
    return with_year(today, lambda year: day_of(date(year, month, 1)))


def _in_figures(said: str, today: date, begins: str | None = None) -> date:
    """2026. 12. 4., '26.12.4, 12/4; without a year that of what it `begins` with, or the one that fits. Raises
    ValueError where there is none."""
    parts = [int(each) for each in re.findall(r"\d+", said)]
    if len(parts) > 2:
        year, month, day = parts
        return date(year if year >= _CENTURY else _CENTURY + year, month, day)
    month, day = parts
    told = re.match(r"(20\d\d)\D{1,3}(\d{1,2})", begins or "")
    if told:
        return date(int(told[1]) + (month < int(told[2])), month, day)
    return with_year(today, lambda year: date(year, month, day))


def _in_range(match: re.Match[str], day: int, today: date) -> date:
    """9 of 12월 7일~9일. Raises ValueError where there is none, or no month before it."""
    month = match["from_month"] or match["from_short"]
    if month is None:
        raise ValueError("of no month")
    if match["from_year"]:
        return date(int(match["from_year"]), int(month), day)
    return with_year(today, lambda year: date(year, int(month), day))


def _on_weekday(match: re.Match[str], today: date) -> date:
    which = match["which"] or match["short_which"]
    weekday = WEEKDAYS[match["weekday"] or match["short_weekday"]]
    if which is None:
        return on_weekday(today, weekday)
    if which in _COMING:
        return on_weekday(today + timedelta(days=1), weekday)
    return in_week(today, weekday, _is_next(which))


def _is_next(said: str) -> int:
    """How many weeks or months later it is."""
    if said.startswith("다다음"):
        return 2
    return 0 if said.startswith(_THIS) else 1


def _relative(match: re.Match[str], now: datetime) -> tuple[date, time | None] | None:
    """What is counted from today."""
    today = now.date()
    if match["whole_month"]:
        return later(now, Unit.END_OF_MONTH, _is_next(match["whole_month"]))
    if match["weekend"]:
        return in_week(today, SUNDAY, _is_next(match["weekend_of"] or "이번")), None
    if match["week"]:
        weeks = _is_next(match["week"])
        last = match["last_after"] or ""
        if "전" in last and weeks:  # before it begins
            return in_week(today, SUNDAY, weeks - 1), None
        return later(now, Unit.START_OF_WEEK if match["week_part"] == "초" else Unit.END_OF_WEEK, weeks)
    if match["month_end"]:
        return later(now, Unit.END_OF_MONTH, 0)
    if match["year_end"] or match["next_end"]:
        return later(now, Unit.END_OF_YEAR, int((match["year_end"] or match["next_end"]).startswith("내년")))
    if match["today"]:
        return later(now, Unit.DAY, DAYS[match["today"]])
    if match["span"]:
        count, unit = SPANS[re.sub(r"\s", "", match["span"])]
    elif match["counted"]:
        count = int(match["counted"])
        unit = Unit.WORKDAY if match["workdays"] else UNITS[match["unit"]]
    else:
        return None
    return later(now, unit, count) if count <= MOST_COUNTED else None


def _clock(match: re.Match[str]) -> time | None:
    """오후 3시 반 and 3시 반 15:30, 오전 12시 the day's first minute, 자정 and 밤 12시 its last; a part of the day is
    no time of it."""
    part = match["part"] or ""
    if match["noon"]:
        return time(NOON) if match["noon"] == "정오" else time(23, 59)
    if match["digital"]:
        hour, minute = map(int, match["digital"].split(":"))
        if half := (match["half"] or "").lower():
            return of_day(hour % 12 + (12 if half == "p" else 0), minute)
        is_exact = match["digital"].startswith("0")
    elif match["hour"]:
        said = match["hour"].removesuffix("시").strip()
        hour = int(said) if said.isdecimal() else HOURS[said]
        minute = 30 if match["minute"] == "반" else int(match["minute"] or 0)
        is_exact = said.startswith("0")
    else:
        return None
    if part in NIGHT:
        return in_the_evening(hour, minute)
    if part in MORNING:
        return of_day(0 if hour == NOON else hour, minute)
    is_after_noon = part in AFTERNOON or (
        not is_exact and not match["zone"] and not match["figures"] and 0 < hour < MORNING_FROM
    )
    return of_day(hour + NOON if is_after_noon and hour < NOON else hour, minute)
