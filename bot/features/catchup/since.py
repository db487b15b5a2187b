"""Since when, as people say it: "two hours", "yesterday 6pm", "monday", "昨晚八点", "三天前". Pure.

Never guesses: what it can't read to the last word it refuses. Times of day and days of the week are read as those of
reminders are, on the asker's clock; a moment is always one that is over.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Invalid
from bot.features.reminders import EVERY_DAY
from bot.features.reminders.schedule import moment
from bot.features.reminders.spoken import understand_as_named
from model import simplified

MOST_CHARACTERS = 100
LONGEST = timedelta(days=366)
_UNITS = {
    "minute": 1,
    "min": 1,
    "hour": 60,
    "hr": 60,
    "h": 60,
    "day": 1440,
    "d": 1440,
    "week": 10080,
    "w": 10080,
    "month": 43200,
}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_NUMBERS = {word: i for i, word in enumerate(_ONES)} | {
    "a": 1, "an": 1, "the": 1, "last": 1, "past": 1, "couple of": 2, "a couple of": 2, "a few": 3, "few": 3,
    "half an": 0.5,
}  # fmt: skip
# "just now": its last hour tells rather too much than too little
_JUST_NOW = ("刚才", "刚刚", "从刚才", "从刚才起", "从刚才开始")
_BACK = r"(?:(?:since |for |from )?(?:the )?(?:last |past )?|in (?:the )?(?:last |past ))"  # not "in 2 hours"
_AGO = re.compile(
    rf"{_BACK}"
    rf"(\d{{1,4}}(?:\.\d)?|half an|a couple of|couple of|a few|few|{'|'.join(_ONES)}|an?|)\s*"
    r"(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|w|months?)(?: ago| back)?"
)
_HOURS_AND_MINUTES = re.compile(
    rf"{_BACK}"
    r"(\d{1,3})\s*(?:h|hrs?|hours?)\s*(?:and )?"
    r"(\d{1,2})\s*(?:m|mins?|minutes?)(?: ago| back)?"
)
_LEADING = re.compile(r"^(?:since|from|after|starting|as of|自从?|从)\s*")
_TRAILING = re.compile(r"(?:\s+onwards?|\s*(?:以来|以后|之后|开始|起|到现在))$")
_IN_FIGURES = re.compile(
    r"(0?[1-9]|[12]\d|3[01])\.\s?(0?[1-9]|1[0-2])\."
)  # with both points: 20.30 is a time
_NO_TIME = re.compile(r"(?:19|20)\d\d|in (?!the ).*")  # a year, else 2025 were 25 past eight; "in 2 days"
_DAYS_BACK = {"today": 0, "yesterday": 1, "今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "大前天": 3}
_ALONE = {
    "this morning": "today 5:00", "this afternoon": "today 12:00", "this evening": "today 18:00",
    "tonight": "today 18:00", "last night": "yesterday 20:00", "this week": "monday", "midnight": "today",
    "今早": "今天5点", "今天早上": "今天5点", "今晚": "今天18点", "今天晚上": "今天18点", "昨晚": "昨天20点",
    "昨天晚上": "昨天20点", "本周": "周一", "这周": "周一", "这个星期": "周一", "这星期": "周一",
}  # fmt: skip
_BEFORE_A_TIME = {
    "last night": "yesterday night", "this morning": "today morning", "this afternoon": "today afternoon",
    "this evening": "today evening", "tonight": "today night",
    "今早": "今天早上", "今晚": "今天晚上", "昨晚": "昨天晚上",
}  # fmt: skip
_NIGHT = re.compile(r"evening|night|晚|夜")
WEEKEND, BEGINS_WEEKEND = frozenset({5, 6}), frozenset({5})  # 0 is Monday
NIGHT_ENDS = time(5)  # until then it is the night of the day before
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_HAN_NUMBER = {sign: i for i, sign in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "半": 0.5,
    "几": 3,
    "上": 1,
}
_HAN_UNITS = {
    "分钟": 1,
    "小时": 60,
    "钟头": 60,
    "天": 1440,
    "日": 1440,
    "周": 10080,
    "星期": 10080,
    "礼拜": 10080,
    "月": 43200,
}
_HAN_AGO = re.compile(
    r"(?:最近|过去|近|这)?\s*(\d{1,4}|[上一二两三四五六七八九半几]|[二三四五六七八九]?十[一二三四五六七八九]?)\s*(个半|个)?"
    r"(分钟|小时|钟头|天|日|周|星期|礼拜|月)(?:以?前|之前|内|以?来)?"
)
_PARTS_OF_DAY = {
    "morning": "5:00", "afternoon": "12:00", "evening": "18:00", "night": "20:00", "noon": "12:00",
    "早上": "5点", "早晨": "5点", "上午": "5点", "中午": "12点", "下午": "12点", "傍晚": "18点", "晚上": "18点",
    "夜里": "20点",
}  # fmt: skip
_PART_OF_DAY = re.compile(rf"(.+?)(?: at| in the|的)?\s*(?<!mid)({'|'.join(_PARTS_OF_DAY)})")


def read_since(words: str, now: datetime, zone: ZoneInfo | None) -> datetime:
    """The moment meant, before `now` (aware). Raises Invalid for what it can't read, for what is to come or too long
    ago, and where a clock is meant and `zone` is not known."""
    narrow = simplified(unicodedata.normalize("NFKC", words[: MOST_CHARACTERS + 1]).casefold())
    said = narrow.strip(" !。！")
    said = said if _IN_FIGURES.match(_LEADING.sub("", said)) else said.strip(" .")
    back = _ago(said)
    at = now - back if back is not None else _on_the_clock(said, words, now, zone)
    if at > now or now - at > LONGEST:
        raise _not_lately()
    return at


def _not_lately() -> Invalid:
    return Invalid("That is not in the last year. Name a time that is over.")


def _ago(said: str) -> timedelta | None:
    if said in _JUST_NOW:
        return timedelta(hours=1)
    if match := _AGO.fullmatch(said):
        number = float(match[1]) if match[1][:1].isdigit() else _NUMBERS.get(match[1], 1)
        unit = match[2] if match[2] in _UNITS else match[2].rstrip("s")
        return timedelta(minutes=number * _UNITS[unit])
    if match := _HOURS_AND_MINUTES.fullmatch(said):
        return timedelta(hours=int(match[1]), minutes=int(match[2]))
    if (match := _HAN_AGO.fullmatch(said)) and said not in ("上日", "上天"):
        number = float(match[1]) if match[1].isdigit() else _han_number(match[1])
        return timedelta(minutes=(number + 0.5 * (match[2] == "个半")) * _HAN_UNITS[match[3]])
    return None


def _han_number(signs: str) -> float:
    """Up to 99; 上 ("the last") is one."""
    tens, ten, ones = signs.rpartition("十")
    return 10 * bool(ten) * (_HAN_NUMBER[tens] if tens else 1) + (_HAN_NUMBER[ones] if ones else 0)


def _on_the_clock(said: str, words: str, now: datetime, zone: ZoneInfo | None) -> datetime:
    if zone is None:
        raise Invalid("Say where you are, too: choose a time zone beside the time.")
    rest = _TRAILING.sub("", _LEADING.sub("", said))
    rest = _ALONE.get(rest, rest)
    if rest not in _BEFORE_A_TIME and (match := _PART_OF_DAY.fullmatch(rest)):
        rest = f"{match[1]} {_PARTS_OF_DAY[match[2]]}"
    for spoken, meaning in _BEFORE_A_TIME.items():
        if rest.startswith(spoken):
            rest = meaning + rest[len(spoken) :]
    here = now.astimezone(zone)
    on, rest = _date_in(rest, here.date())
    if on is not None and abs(on - here.date()) > LONGEST + timedelta(days=1):
        raise _not_lately()  # before it is reckoned with: a day later the calendar may end
    unreadable = Invalid(
        "I can't read a time in “{words}”. Say it like “yesterday 6pm”, “3 hours” or “昨晚八点”.",
        words=words[:MOST_CHARACTERS],
    )
    if on is None and _NO_TIME.fullmatch(rest):
        raise unreadable
    try:
        clock, days = understand_as_named(rest or "0:00") if on else _weekday(rest)
    except Invalid:
        raise unreadable from None
    is_past_midnight = clock < NIGHT_ENDS and _NIGHT.search(rest) is not None
    later = timedelta(days=int(is_past_midnight))
    if on is None:
        on = _latest(rest, days, here.date())
        days = BEGINS_WEEKEND if days == WEEKEND else days
        while on.weekday() not in days or moment(on + later, clock, zone) > now:
            on -= timedelta(days=1)
    return moment(on + later, clock, zone)


def _latest(rest: str, days: frozenset[int], today: date) -> date:
    """The last day that may be meant: of 上周三 and "last weekend" in the week before, of "last monday" not today."""
    if days == EVERY_DAY or not rest.startswith(("last", "上")):
        return today
    if re.match(r"上个?(?:周|星期|礼拜)", rest) or days == WEEKEND:
        return today - timedelta(days=today.weekday() + 1)
    return today - timedelta(days=1)


def _weekday(rest: str) -> tuple[time, frozenset[int]]:
    """A time of day, the last one that is over; a day of the week without one is its beginning."""
    last = re.sub(r"^(?:last|this|上(?!午)个?|这个?|本)\s*(?=\w)", "", rest)
    try:
        return understand_as_named(last)
    except Invalid:
        clock, days = understand_as_named(
            f"{last} 0点" if re.search(r"[\u4e00-\u9fff]", last) else f"{last} 0:00"
        )
        if days == EVERY_DAY:
            raise
        return clock, days


def _date_in(rest: str, today: date) -> tuple[date | None, str]:
    """The date that is named, and what is said beside it; one without a year is the last such."""
    for name, back in _DAYS_BACK.items():
        if rest.startswith(name):
            return today - timedelta(days=back), rest.removeprefix(name).strip(" ,，的")
    if match := re.match(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})[日号]?", rest):
        return _date(int(match[1]), int(match[2]), int(match[3])), rest[match.end() :].strip(" ,，t的")
    found = None
    if match := re.match(r"(\d{1,2})月(\d{1,2})[日号]?", rest):
        found = int(match[1]), int(match[2])
    elif match := _IN_FIGURES.match(rest):
        found = int(match[2]), int(match[1])
    elif match := re.match(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}", rest):
        found = _MONTHS.index(match[2]) + 1, int(match[1])
    elif match := re.match(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?\b", rest):
        found = _MONTHS.index(match[1]) + 1, int(match[2])
    if found is None or match is None:
        return None, rest
    on = _last_such(today, *found)
    return on, rest[match.end() :].strip(" ,，的")


def _last_such(today: date, month: int, day: int) -> date:
    """The last such day that is over, or today; the 29th of February may lie years back."""
    _date(2024, month, day)
    years = (
        year for year in range(today.year, today.year - 9, -1) if month != 2 or day != 29 or isleap(year)
    )
    return next(on for year in years if (on := date(year, month, day)) <= today)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Invalid("There is no such day in the calendar.") from None
