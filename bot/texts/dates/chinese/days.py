"""Which day, and which time of it, a Chinese date names that `chinese` found. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.texts.dates.chinese.grammar import (
    AFTERNOON,
    DAYS,
    DIGITS,
    FESTIVALS,
    FIRST_OF_THE_REPUBLIC,
    GUESSED,
    HALF_A_MONTH,
    HALF_AN_HOUR,
    LEAST_YEAR,
    MIDDAY,
    MORNING_FROM,
    NIGHT,
    TENS,
    UNITS,
    WEEKDAYS,
    YEAR_SIGNS,
    ZONES_HERE,
    N,
)
from bot.texts.dates.found import (
    MOST_COUNTED,
    SUNDAY,
    in_the_evening,
    in_week,
    later,
    month_later,
    not_over,
    nth_weekday,
    of_day,
    on_weekday,
    with_year,
)
from bot.texts.dates.tongue import Unit


def _number(signs: str) -> int:
    """11, 十一, 二十三, 〇五, or 二〇二六 read sign by sign; of two that are guessed between, the last: 十二三, 两三.
    Raises ValueError where it is none."""
    if signs.isdigit():
        return int(signs)
    if len(signs) < YEAR_SIGNS:
        signs = GUESSED.sub("", signs)
    try:
        if "十" in signs:
            tens, _, ones = signs.partition("十")
            return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)
        return int("".join(str(DIGITS[sign]) for sign in signs))
    except KeyError as error:  # 二三四十
        raise ValueError(f"{signs} is no number") from error


def day_and_clock(
    match: re.Match[str], now: datetime, day_before: date | None, *, is_said: bool
) -> tuple[date, time | None] | None:
    """What a match of PHRASE names; None where there is no such day, or where it is counted from one that nobody
    named. `day_before` is the day named before it in the sentence, which 次日 follows."""
    try:
        found = _date(match, now, day_before)
        if found is None:
            return None
        day, clock = found[0], _clock(match) or found[1]
        if match["inner"] and (explained := _explained(match, day)):
            return explained, clock
        if match["weekday"] and not match["which"] and is_said:
            zone = ZoneInfo(ZONES_HERE[match["zone"]]) if match["zone"] else now.tzinfo
            day = not_over(day, clock, zone, now)
        return day, clock
    except ValueError:  # 2月30日
        return None


def listed(match: re.Match[str], last: date) -> Iterator[tuple[int, int, date]]:
    """The days of 12月5、6日 but for its last one: where each stands, and what it is."""
    month_end = match.string.index("月", match.start("listed"), match.end("listed")) + 1
    for day in re.finditer(
        rf"{N}[日号]?(?=[、和及与（(周星礼])", match.string[: match.end("listed")][month_end:]
    ):
        try:
            found = last.replace(day=_number(day[0].rstrip("日号")))
        except ValueError:
            continue
        start = match.start("listed") if not day.start() else month_end + day.start()
        yield start, month_end + day.end(), found


def _date(match: re.Match[str], now: datetime, day_before: date | None) -> tuple[date, time | None] | None:
    """Raises ValueError where there is none."""
    today = now.date()
    if match["figures"] or match["short"]:
        parts = [int(part) for part in re.split(r"\s*[-/.]\s*", match["figures"] or match["short"])]
        return (date(*parts) if match["figures"] else _nearest(today, *parts)), None
    if match["nth_weekday"]:
        return _nth_weekday(match, today), None
    if match["month"] or match["that_month"]:
        return _in_month(match, today), None
    if day_only := match["range_day"] or match["listed_day"]:
        month = _number(re.match(N, match["range"] or match["listed"])[0])  # type: ignore[index]  # it begins with it
        return _nearest(today, month, _number(day_only[:-1])), None
    if match["day_only"]:
        number = _number(match["day_only"][:-1])
        return today.replace(day=number) if number >= today.day else _next_month(today, number), None
    if match["festival"]:
        month, day = FESTIVALS[match["festival"]]
        year = _year(match["festival_year"], today)
        return (_nearest(today, month, day) if year is None else date(year, month, day)), None
    if match["next_day"]:
        return (day_before + timedelta(days=1), None) if day_before else None
    return _relative(match, now)


def _explained(match: re.Match[str], day: date) -> date | None:
    """The date in brackets behind a day that is counted, which says which one is meant: 下周三（12月9日）. None where
    the day before them is a date itself, or 3.4 is of another weekday. Raises ValueError where there is none."""
    if any(match[name] for name in ("figures", "short", "month", "that_month", "range_day", "listed_day")):
        return None
    parts = [_number(part) for part in re.split(r"[-/.年月]", match["inner"].rstrip("日号"))]
    explained = date(*parts) if len(parts) > 2 else _nearest(day, *parts)
    is_told = "月" in match["inner"] or len(parts) > 2
    return explained if is_told or explained.weekday() == day.weekday() else None


def _nearest(today: date, month: int, day: int) -> date:
    """That day of the year that fits. Raises ValueError where there is none."""
    return with_year(today, lambda year: date(year, month, day))


def _next_month(today: date, day: int) -> date:
    return month_later(today, 1, 1).replace(day=day)


def _in_month(match: re.Match[str], today: date) -> date:
    """A day of a month that is named, or its end, or the last of ten days. Raises ValueError where there is none."""
    named, day = match["that_month"], match["day"]

    def day_of(first: date) -> date:
        return month_later(first, 0, TENS[day]) if day in TENS else first.replace(day=_number(day[:-1]))

    if named:
        return day_of(month_later(today, named.count("下"), 1))
    month = _number(match["month"])
    if (year := _year(match["year"], today)) is not None:
        return day_of(date(year, month, 1))
    return with_year(today, lambda year: day_of(date(year, month, 1)))


def _nth_weekday(match: re.Match[str], today: date) -> date:
    """12月的第一个周一. Raises ValueError where there is none."""
    nth = _number(match["nth"]) if match["nth"] else -1
    weekday, that = WEEKDAYS[match["nth_weekday"]], match["nth_that_month"]
    if (year := _year(match["nth_year"], today)) and that is None:
        if year < today.year:
            raise ValueError(f"{year} is over")
        return nth_weekday(year, _number(match["nth_month"]), weekday, nth)
    if that is not None:
        first = month_later(today, that.count("下"), 1)
        return nth_weekday(first.year, first.month, weekday, nth)
    return with_year(today, lambda year: nth_weekday(year, _number(match["nth_month"]), weekday, nth))


def _year(words: str | None, today: date) -> int | None:
    if words is None:
        return None
    relative = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}
    if words in relative:
        return today.year + relative[words]
    year = _number(words[:-1].rpartition("国")[2])
    return year + FIRST_OF_THE_REPUBLIC - 1 if year < LEAST_YEAR else year


def _relative(match: re.Match[str], now: datetime) -> tuple[date, time | None] | None:
    """What is counted from today."""
    today = now.date()
    which = match["which"] or ""
    weeks = which.count("下")
    if match["weekday"]:
        weekday = WEEKDAYS[match["weekday"]]
        return (in_week(today, weekday, weeks) if which else on_weekday(today, weekday)), None
    if match["week_end"] or which:
        if match["week_end"] is None and which.startswith("下"):  # 下周前: before it begins
            return in_week(today, SUNDAY, weeks - 1), None
        return in_week(today, SUNDAY, weeks), None
    if said := match["next_week"]:
        return later(now, Unit.START_OF_WEEK if said.endswith("初") else Unit.END_OF_WEEK, said.count("下"))
    if said := match["month_end"] or match["next_month"]:
        return later(now, Unit.START_OF_MONTH if said.endswith("初") else Unit.END_OF_MONTH, said.count("下"))
    if match["year_end"]:
        return later(now, Unit.END_OF_YEAR, int(match["year_end"].startswith("明")))
    if match["today"]:
        return later(now, Unit.DAY, DAYS[match["today"]])
    if match["counted"] is None:
        return None
    is_half = match["counted"] == "半"
    count = 0 if is_half else _number(match["counted"])
    if is_half or match["and_half"]:
        if UNITS[match["unit"]] is Unit.HOUR:
            return later(now + HALF_AN_HOUR, Unit.HOUR, count)
        return (month_later(today, count) + HALF_A_MONTH, None) if match["unit"] == "月" else None
    return later(now, UNITS[match["unit"]], count) if count <= MOST_COUNTED else None


def _clock(match: re.Match[str]) -> time | None:
    """下午三点 15:00, 三点半 and 3:30 15:30, 0点 the day's first minute, 晚上12点 its last; a part of the day alone is
    no time of it."""
    part = match["part"] or ""
    if match["digital"]:
        hour, minute = (int(number) for number in re.split("[:：]", match["digital"]))
        if half := (match["half"] or "").lower():
            return of_day(hour % 12 + (12 if half == "p" else 0), minute)
    elif match["hour"]:
        said = match["minute"]
        hour = _number(match["hour"])
        minute = {"半": 30, "一刻": 15, "三刻": 45}.get(said) or (_number(said) if said else 0)
    elif match["part_only"] in MIDDAY:
        return time(12)
    elif match["part_only"] == "午夜":
        return time(23, 59)
    else:
        return None
    after_noon = part in AFTERNOON or (part in MIDDAY and hour < MORNING_FROM)
    is_exact = match["zone"] or match["figures"] or (match["hour"] or match["digital"]).startswith("0")
    if not part and not is_exact and 0 < hour < MORNING_FROM:
        after_noon = True
    if part in NIGHT:
        return in_the_evening(hour, minute)
    return of_day(hour + 12 if after_noon and hour < 12 else hour, minute)
