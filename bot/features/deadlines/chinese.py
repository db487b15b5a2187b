"""Dates in Chinese: rules of our own, for dateparser reads hardly any of them ("11月30日" comes out as the 4th). Pure.

下周五前 · 11月30日之前 · 明天下午三点 · 本周三 · 月底前 · 三天内. A week runs from Monday to Sunday.
Japanese dates in figures (11月30日まで) are found by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.features.deadlines.chinese_grammar import (
    AFTER_NTH,
    AFTERNOON,
    AS_OF,
    DAYS,
    DIGITS,
    GUESSED,
    HALF_A_MONTH,
    LOOKED_BACK_CHARS,
    MIDDAY,
    MORNING_FROM,
    MOVED,
    NAMED_FOR,
    NEVER_AFTER,
    NEVER_BEFORE,
    NIGHT,
    NOT_TOMORROW,
    NUMERAL,
    PHRASE,
    TENS,
    UNITS,
    WAS,
    WEEKDAYS,
    YEAR_SIGNS,
    ZONES_HERE,
    N,
)
from bot.features.deadlines.found import (
    MOST_COUNTED,
    SUNDAY,
    Deadline,
    from_zone,
    in_the_evening,
    in_week,
    is_likely,
    later,
    month_later,
    not_over,
    nth_weekday,
    of_day,
    on_weekday,
    with_year,
)
from bot.features.deadlines.tongues import Unit


def find(text: str, now: datetime, *, sure_only: bool, is_said: bool) -> Iterator[Deadline]:
    """The dates in `text`, in its order. `now` is aware, in the person's own zone. `sure_only` and `is_said` as in
    `search`."""
    for match in PHRASE.finditer(text):
        if sure_only and not _is_sure(match):
            continue
        found = _read(match, now, is_said=is_said) if _is_meant(match) else None
        if found is None or not is_likely(found[0], now.date()):
            continue
        day, clock = found
        words = match[0][: _without_clock(match)] if clock is None else match[0]
        words = words.rstrip(" ,，")
        if match["today"] and day == now.date() and clock == time(0):
            clock = time(23, 59)  # 今天零点前 is what is left of today
        if clock and match["zone"]:
            day, clock = from_zone(day, clock, ZONES_HERE[match["zone"]], now)
        is_last = bool(
            match["last_before"] or match["last_after"] or match["week_end"] == "内" or _within(match)
        )
        end = match.start() + len(words)
        yield Deadline(words, match.start(), end, day, clock, is_last)


def _is_sure(match: re.Match[str]) -> bool:
    """DDL：12.8, 截止时间为周五, 最晚12月3日, 李四：12/8前; not 党在7月1日前, nor 截止12月31日，公司共有."""
    is_day = any(match[name] for name in ("day", "range_day", "figures", "weekday", "nth_weekday"))
    is_short = match["short"] and (match["last_before"] or "/" in match["short"])
    if not is_day and not is_short:
        return False
    named = match["last_after"] and NAMED_FOR.match(match.string) is not None
    return bool(named or (match["last_before"] and not AS_OF.fullmatch(match["last_before"])))


def _is_moved(text: str, end: int) -> bool:
    """Whether another date is said to be in its place."""
    verb = MOVED.match(text, end)
    other = verb and PHRASE.match(text, verb.end())
    return bool(other and NEVER_BEFORE.match(text, other.end()) is None)


def _without_clock(match: re.Match[str]) -> int | None:
    """Where the date ends whose time there is none of (25点)."""
    starts = [match.start(name) for name in ("part", "hour", "digital") if match[name]]
    return min(starts) - match.start() if starts else None


def _within(match: re.Match[str]) -> bool:
    return (match["then"] or "").endswith("内")


def _is_meant(match: re.Match[str]) -> bool:
    """Not for what recurs, what is over, what begins there, and words that only look like a date (5号楼, 后天性)."""
    text, start, end = match.string, match.start(), match.end()
    last = match["last_before"] or match["last_after"]
    before = text[max(0, start - LOOKED_BACK_CHARS) : start]
    if _is_moved(text, end) or WAS.search(before):
        return False
    if not match["last_before"] and NEVER_AFTER.search(before):
        return False
    if not match["last_before"] and _goes_on(match, before):
        return False
    if match["weekday"] and AFTER_NTH.search(before):
        return False
    if not last and not match["then"] and NEVER_BEFORE.match(text, end):
        return False
    if match["day_only"] or match["short"]:
        return bool(last)
    if match["today"]:
        is_bare = match["hour"] is None and match["digital"] is None and not last
        if match["today"] == "后" and NOT_TOMORROW.match(text, end):
            return False
        if match["today"] == "今" and is_bare and (start == 0 or text[end : end + 1] == "的"):
            return False
    return not (match["counted"] and before.endswith(("后", "起")))


def _goes_on(match: re.Match[str], before: str) -> bool:
    """Whether a numeral before it makes it a longer one or a count (13月, 两周一次, 三周前); not 高三周五前."""
    numeral = NUMERAL.search(before)
    if numeral is None:
        return False
    first = match[0][0]
    if match["weekday"] and not match["which"]:
        return not (match["last_after"] or match["hour"] or match["digital"])
    if first in "年月周星礼":
        return True
    return first.isdecimal() if numeral["figure"] else first in DIGITS


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


def _read(match: re.Match[str], now: datetime, *, is_said: bool) -> tuple[date, time | None] | None:
    try:
        found = _date(match, now)
        if found is None:
            return None
        day, clock = found[0], _clock(match) or found[1]
        if match["weekday"] and not match["which"] and is_said:
            zone = ZoneInfo(ZONES_HERE[match["zone"]]) if match["zone"] else now.tzinfo
            day = not_over(day, clock, zone, now)
        return day, clock
    except ValueError:  # 2月30日
        return None


def _date(match: re.Match[str], now: datetime) -> tuple[date, time | None] | None:
    """Raises ValueError where there is none."""
    today = now.date()
    if match["figures"] or match["short"]:
        parts = [int(part) for part in re.split(r"\s*[-/.]\s*", match["figures"] or match["short"])]
        return (date(*parts) if match["figures"] else _nearest(today, *parts)), None
    if match["nth_weekday"]:
        return _nth_weekday(match, today), None
    if match["month"] or match["that_month"]:
        return _in_month(match, today), None
    if match["range_day"]:
        month = _number(re.match(N, match["range"])[0])  # type: ignore[index]  # the pattern begins with it
        return _nearest(today, month, _number(match["range_day"][:-1])), None
    if match["day_only"]:
        number = _number(match["day_only"][:-1])
        return today.replace(day=number) if number >= today.day else _next_month(today, number), None
    return _relative(match, now)


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
    return today.year + relative[words] if words in relative else _number(words[:-1])


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
