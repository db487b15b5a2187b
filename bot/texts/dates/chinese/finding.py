"""Dates in Chinese: rules of our own, for dateparser reads hardly any of them ("11月30日" comes out as the 4th). Pure.

下周五前 · 11月30日之前 · 明天下午三点 · 下周三（12月9日）下午3点前 · 月底前 · 三天内 · 元旦前. A week runs from
Monday to Sunday. Japanese dates (11月30日（月）まで, 金曜日までに) are found by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from fractions import Fraction

from bot.texts.dates.chinese.days import day_and_clock, listed
from bot.texts.dates.chinese.grammar import (
    AFTER_NTH,
    AS_OF,
    BEFORE_CLOCK,
    DIGITS,
    ELSEWHERE_OTHERWISE,
    HANDED_IN,
    IN_FIGURES_AFTER,
    IN_FIGURES_BEFORE,
    IN_WEEKDAYS,
    LOOKED_BACK_CHARS,
    MOST_DAYS,
    MOST_MONTHS,
    MOVED,
    NAMED_FOR,
    NEVER_AFTER,
    NEVER_BEFORE,
    NOT_TOMORROW,
    NUMBERED,
    NUMERAL,
    NUMERALS_END,
    OF_SHARES,
    OF_WEEKDAY,
    PHRASE,
    SHARE,
    WAS,
    ZONES_HERE,
)
from bot.texts.dates.chinese.script import Script, as_read
from bot.texts.dates.found import Deadline, from_zone, is_likely


def find(written: str, now: datetime, *, sure_only: bool, is_said: bool) -> Iterator[Deadline]:
    """The dates in what is `written`, in its order. `now` is aware, in the person's own zone. `sure_only` and `is_said`
    as in `search`."""
    script = as_read(written)
    day_before: date | None = None
    for match in PHRASE.finditer(script.text):
        if not _is_meant(match) or _is_kept_otherwise(match, written, script):
            continue
        found = day_and_clock(match, now, day_before, is_said=is_said)
        if found is None or not is_likely(found[0], now.date()) or _is_of_another_weekday(match, found[0]):
            continue
        day_before = found[0]
        if not sure_only or _is_sure(match):
            for start, end, day, clock, is_last in _named(match, *found, now):
                begin, stop = script.at[start], script.end_of(end)
                yield Deadline(written[begin:stop], begin, stop, day, clock, is_last)


def is_handed_in(text: str, end: int) -> bool:
    """Whether something is handed in on the day that ends at `end`: 纸质版下周一交到办公室."""
    return HANDED_IN.match(as_read(text[end : end + LOOKED_BACK_CHARS]).text) is not None


def _named(
    match: re.Match[str], day: date, clock: time | None, now: datetime
) -> Iterator[tuple[int, int, date, time | None, bool]]:
    """Where each date of the phrase stands in what is read, what it is, and whether it is the last one allowed."""
    words = match[0][: _without_clock(match)] if clock is None else match[0]
    end = match.start() + len(words.rstrip(" ,，"))
    if match["today"] and day == now.date() and clock == time(0):
        clock = time(23, 59)  # 今天零点前 is what is left of today
    if clock and match["zone"]:
        day, clock = from_zone(day, clock, ZONES_HERE[match["zone"]], now)
    is_last = bool(
        match["last_before"] or match["last_after"] or match["week_end"] in ("内", "中") or _within(match)
    )
    start = match.start()
    if match["listed"] and not is_last:  # 12月5、6日 are two days; before them is before the last
        for begin, stop, each in listed(match, day):
            yield begin, stop, each, clock, False
        start = match.start("listed_day")
    yield start, end, day, clock, is_last


def _is_sure(match: re.Match[str]) -> bool:
    """DDL：12.8, 截止时间为周五, 最晚12月3日, 李四：12/8前; not 党在7月1日前, nor 截止12月31日，公司共有."""
    days = ("day", "range_day", "listed_day", "figures", "weekday", "nth_weekday", "inner")
    is_short = match["short"] and (match["last_before"] or "/" in match["short"])
    if not any(match[name] for name in days) and not is_short:
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
    return any((match[name] or "").endswith(("内", "中")) for name in ("then", "year_end", "month_end"))


def _is_kept_otherwise(match: re.Match[str], written: str, script: Script) -> bool:
    """Whether it is a festival of another day where it is written so."""
    if match["festival"] not in ELSEWHERE_OTHERWISE:
        return False
    start, end = match.span("festival")
    return written[script.at[start] : script.end_of(end)] != match["festival"]


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
    if (match["weekday"] or match["week_end"]) and AFTER_NTH.search(before):
        return False
    if not last and not match["then"] and _limits_nothing(text, end):
        return False
    has_time = match["hour"] or match["digital"]
    if match["short"]:
        return bool(last) or _is_day_in_figures(match, before)
    if match["day_only"]:
        return bool(last)
    if match["festival"]:
        part = match["part_only"] or ""  # 元旦晚 may be 元旦晚会
        return bool(last or has_time or match["festival_day"] or len(part) > 1)
    if match["today"]:
        is_bare = not has_time and not last and not match["inner"]
        if match["today"] == "后" and NOT_TOMORROW.match(text, end):
            return False
        if match["today"] == "今" and is_bare and (start == 0 or text[end : end + 1] == "的"):
            return False
    return not (match["counted"] and before.endswith(("后", "起")))


def _is_day_in_figures(match: re.Match[str], before: str) -> bool:
    """Whether 12/10 is a day that nobody calls the last: with the weekday that it is behind it, where something is to
    be handed in on it, or an exam is; no fraction."""
    month, day = (int(part) for part in re.split(r"[/.-]", match["short"]))
    end = match.end("short")
    if not (1 <= month <= MOST_MONTHS and 1 <= day <= MOST_DAYS):
        return False
    return bool(
        OF_WEEKDAY.match(match.string, end)
        or (
            "/" in match["short"]
            and IN_FIGURES_AFTER.search(before)
            and IN_FIGURES_BEFORE.match(match.string, end)
            and not _is_share(match.string, end)
        )
    )


def _is_share(text: str, end: int) -> bool:
    """Whether the fraction that ends at `end` is one, as the text speaks of shares or its fractions are a whole."""
    if BEFORE_CLOCK.match(text, end):
        return False
    shares = [Fraction(int(part), int(whole)) for part, whole in SHARE.findall(text) if int(whole)]
    return OF_SHARES.search(text) is not None or sum(shares) == 1


def _is_of_another_weekday(match: re.Match[str], day: date) -> bool:
    """Whether 12/10（三）, which is a Thursday, is no date."""
    if not match["short"] or match["last_before"] or match["last_after"]:
        return False
    said = OF_WEEKDAY.match(match.string, match.end("short"))
    sign = said and next(filter(None, said.groups()))
    return sign is not None and IN_WEEKDAYS[sign] != day.weekday()


def _limits_nothing(text: str, end: int) -> bool:
    """Whether what begins at `end` says that something begins on the day, or what its figure counts."""
    is_numeral = text[end - 1] in NUMERALS_END
    return bool(NEVER_BEFORE.match(text, end) or (is_numeral and NUMBERED.match(text, end)))


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
