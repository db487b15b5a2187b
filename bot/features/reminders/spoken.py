"""Time of day and days of the week as people say them, in English and Chinese: "weekdays at half past seven",
"每天早上八点". Pure. Never guesses: what it can't read to the last word it refuses, and the faces echo what it read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import time
from itertools import product

from bot.errors import Invalid
from bot.features.reminders.schedule import EVERY_DAY, WEEKDAYS

MOST_CHARACTERS = 200
NOON = 12
DAY_MINUTES = 24 * 60
NO_QUIET = frozenset({"none", "no", "off", "never", "-", "无", "没有", "不要", "关", "关闭"})
WEEKEND = EVERY_DAY - WEEKDAYS

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS = {word: i for i, word in enumerate(_ONES, 1)} | {
    "fifteen": 15, "twenty": 20, "twentyfive": 25, "thirty": 30, "forty": 40, "fortyfive": 45, "fifty": 50,
    "half": 30, "quarter": 15, "a quarter": 15,
}  # fmt: skip
_HOUR = rf"(?:[01]?\d|2[0-4]|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_MINUTES = r"(?:fifteen|twenty[ -]five|twenty|thirty|forty[ -]five|forty|fifty|ten|five)"
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
_SCHOOL_DAYS = r"(?:week|work|working|school) ?days?"
_UNTIL = r"\s*(?:-|–|to|through|till|until)\s*"
_PART = r"(?:in the |at )?(?:early |late )?(morning|afternoon|evening|night)s?|(night)ly"
_FILLER = re.compile(
    r"\b(?:remind(?: me)?|please|every|each|all|days?|daily|on|at|the|and|of|in|o.?clock|sharp|from|around|me)\b"
    r"|[\s,.;&/()-]"
)

_CHINESE_ONES = {sign: i for i, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_CHINESE_TENS = re.compile("[一二三四五六七八九两]?十[一二三四五六七八九]?")
_CHINESE_DAYS = {sign: i for i, sign in enumerate("一二三四五六日")} | {"天": 6}
_CHINESE_DAY = r"[一二三四五六日天](?!\s*(?:点|时|刻|分|十|:))"
_WEEK = r"(?:每个?)?(?:周|星期|礼拜)"
_CHINESE_UNTIL = rf"\s*(?:到|至|~|-|—)\s*(?:{_WEEK})?"
_WORKDAYS = r"(?:每个)?(?:工作日|平日|上班日)"
_CHINESE_FILLER = re.compile(
    r"请|提醒我?(?:复习|学习|看书)?|我|每天|每日|天天|从|的|在|钟|每|逢|[\s、,。;和及()]"
)
_SIMPLIFIED = str.maketrans("點週鐘禮兩雙請個時複習學書從無沒關閉", "点周钟礼两双请个时复习学书从无没关闭")


class _Reader:
    """Takes what it understands out of `rest`, one phrase after the other."""

    def __init__(self, words: str) -> None:
        self.rest = words
        self.days: set[int] = set()
        self.but_not: set[int] = set()
        self.unread = ""  # of an exception
        self.times: list[tuple[int, int, int]] = []  # hour and minute as said, and minutes before that
        self.parts: set[str] = set()  # of the day: "morning", "pm"

    def take(self, pattern: str, meaning: Callable[[re.Match[str]], None]) -> None:
        def swallow(match: re.Match[str]) -> str:
            meaning(match)
            return " "

        self.rest = re.sub(pattern, swallow, self.rest)

    def take_exceptions(self, pattern: str, read_days: Callable[[_Reader], None]) -> None:
        """Days that are left out, in the group of `pattern` that matched; what of them is no day stays unread."""

        def but_not(match: re.Match[str]) -> None:
            named = _Reader(match[match.lastindex or 0])
            read_days(named)
            self.but_not |= named.days
            self.unread += named.rest

        self.take(pattern, but_not)

    def add_time(self, hour: int, minute: int = 0, before: int = 0) -> None:
        self.times.append((hour, minute, before))

    def add_noon_or_midnight(self, hour: int) -> None:
        """Which say their half of the day themselves; Friday's midnight (24) is its end."""
        self.add_time(hour)
        self.parts.add("")

    def meant(self, *, as_named: bool = False) -> tuple[time, frozenset[int]]:
        """The time of day and the days. Raises Invalid where there are several times, or there is no such time."""
        shown = {
            _on_the_clock(hour, minute, before, part)
            for hour, minute, before in self.times
            for part in self.parts or [""]
        }
        clocks = {minutes % DAY_MINUTES for minutes in shown}
        if len(clocks) > 1:
            raise Invalid("It comes once a day. Name one time.", about="when")
        days = (self.days or EVERY_DAY) - self.but_not
        if max(shown) >= DAY_MINUTES and not as_named:
            days = {(day + 1) % 7 for day in days}
        return time(*divmod(clocks.pop(), 60)), frozenset(days)


def understand(words: str) -> tuple[time, frozenset[int]]:
    """The time of day and the days meant; without days, every day. Raises Invalid for what it can't read."""
    return _read(words).meant()


def understand_as_named(words: str) -> tuple[time, frozenset[int]]:
    """As `understand`, with the days that are named: Friday of "Friday night at 12", though it is Saturday by then."""
    return _read(words).meant(as_named=True)


def _read(words: str) -> _Reader:
    """All of `words`, read to the last. Raises Invalid."""
    said = _as_written_here(words[: MOST_CHARACTERS + 1])
    reader = _Reader(said)
    chinese = re.search(r"[\u4e00-\u9fff]", said) is not None
    (_read_chinese if chinese else _read_english)(reader)
    left = (_CHINESE_FILLER if chinese else _FILLER).sub("", reader.rest + reader.unread)
    no_day = reader.but_not >= (reader.days or EVERY_DAY)
    if left or len(said) > MOST_CHARACTERS or not reader.times or no_day:
        raise Invalid(
            "I can't read a time in “{words}”. Say it like “weekdays at half past seven” or “每天早上八点”.",
            about="when",
            words=words[:MOST_CHARACTERS],
        )
    return reader


def _as_written_here(words: str) -> str:
    """In small letters and simplified characters, without wide ones."""
    return unicodedata.normalize("NFKC", words).casefold().strip().translate(_SIMPLIFIED)


def understand_quiet(words: str) -> tuple[time, time] | None:
    """Quiet hours as "22:00-7:00", "10 pm to 7 am" or "晚上十点到早上七点" say them; None for "none" and "无".

    Raises Invalid.
    """
    said = _as_written_here(words)
    if said in NO_QUIET:
        return None
    try:
        first, last = map(_read, re.split(r"\s*(?:[-–—~]|\b(?:to|until|till)\b|至|到)\s*", said))
        (begin, days), (end, days_too) = first.meant(), last.meant()
        if bool(first.parts) != bool(last.parts) and not re.search(r"\b0\d", said):
            begin, end = min(
                product(_halves(first, begin), _halves(last, end)), key=lambda both: _minutes_between(*both)
            )
        if begin == end or not days == days_too == EVERY_DAY:
            raise ValueError
    except (Invalid, ValueError):
        raise Invalid("Write quiet hours like 22:00-7:00, or “none” for no quiet hours.") from None
    return begin, end


def _halves(said: _Reader, clock: time) -> list[time]:
    """What a time may be beside one whose half of the day is named: the 1 of "1-3 pm" is 1 pm, the 10 of "10-7 am" is
    10 pm, as fewer hours lie between."""
    if said.parts or not 1 <= said.times[0][0] <= NOON:
        return [clock]
    return [clock.replace(hour=clock.hour % NOON + half) for half in (0, NOON)]


def _minutes_between(begin: time, end: time) -> int:
    """From one to the next time that it is the other, 1 to a day's."""
    passed = 60 * (end.hour - begin.hour) + end.minute - begin.minute
    return passed % DAY_MINUTES or DAY_MINUTES


# 晚上五点 17:00, 半夜五点 5:00
_AFTER_NOON_FROM = {"pm": 0, "afternoon": 0, "evening": 1, "late": 5, "night": 6}
_TWELVE_BEGINS_THE_DAY = ("am", "morning", "dawn")
_NIGHT_GOES_ON_UNTIL = {
    "evening": 1,
    "late": 5,
    "night": 1,
}  # an hour of the next day: 周五晚上一点 is on Saturday


def _on_the_clock(hour: int, minute: int, before: int, part: str) -> int:
    """The minutes since the named day began, `before` minutes before an hour and minute, given the part of the day that
    was said with them: a whole day's for Friday night at 12. Raises Invalid for a time that there is not."""
    if not (0 <= hour <= 24 and 0 <= minute <= 59 and 0 <= before <= 59):
        raise _no_such_time()
    if part == "noon":
        part = "pm" if hour < 3 else ""
    before_noon = before and part == "morning"  # ten to twelve in the morning
    if hour == NOON and (part in _TWELVE_BEGINS_THE_DAY or part in _NIGHT_GOES_ON_UNTIL) and not before_noon:
        hour = 0
    elif _AFTER_NOON_FROM.get(part, NOON) <= hour < NOON:
        hour += NOON
    if hour < _NIGHT_GOES_ON_UNTIL.get(part, 0):
        hour += 24
    minutes = 60 * hour + minute - before
    return minutes if minutes >= 0 else minutes + DAY_MINUTES


def _no_such_time() -> Invalid:
    return Invalid("There is no such time of day. Name one between 0:00 and 23:59.", about="when")


def _number(word: str) -> int:
    compact = word.strip().replace("-", "").replace(" ", "") if word != "a quarter" else word
    return int(compact) if compact.isdecimal() else _NUMBERS[compact]


def _read_english(reader: _Reader) -> None:
    def part(match: re.Match[str]) -> None:
        said = next(filter(None, match.groups()))
        reader.parts.add({"a": "am", "p": "pm", "night": "late"}.get(said, said))

    def past(match: re.Match[str]) -> None:
        minutes, hour = _number(match[1]), _number(match[3])
        if match[2] not in ("to", "before"):
            reader.add_time(hour, minutes)
        else:
            reader.add_time(hour, 0, minutes)

    item = rf"(?:{_SCHOOL_DAYS}|weekends?|{_DAY}(?:{_UNTIL}{_DAY})?)"
    joined = rf"{item}(?:(?:[\s,./&]|\b(?:and|or|on|the)\b)*{item})*"
    reader.take_exceptions(
        rf",?\s*\b(?:except|excluding|but not|not)\b(?: for| on| the)*\s+({joined})\b", _read_english_days
    )
    _read_english_days(reader)
    reader.take(rf"\b(?:{_PART})\b", part)
    reader.take(r"\b(?:noon|midday)\b", lambda _: reader.add_noon_or_midnight(12))
    reader.take(r"\b(?:12 )?midnight\b", lambda _: reader.add_noon_or_midnight(24))
    reader.take(r"(?<=[\d\s])(?:(a)\.?m\b\.?|(p)\.?m\b\.?)", part)
    minutes = rf"(half|a quarter|quarter|{_MINUTES}|[1-5]?\d)(?: minutes?)?"
    reader.take(rf"\b{minutes} (past|after|to|before) ({_HOUR})\b", past)
    reader.take(rf"\bhalf ({_HOUR})\b", lambda m: reader.add_time(_number(m[1]), 30))
    reader.take(r"\b([01]?\d|2[0-4])[:.h]([0-5]\d)(?!\d)", lambda m: reader.add_time(int(m[1]), int(m[2])))
    reader.take(r"\b([01]\d|2[0-3])([0-5]\d)\b", lambda m: reader.add_time(int(m[1]), int(m[2])))
    reader.take(rf"\b({_HOUR})[ -]({_MINUTES})\b", lambda m: reader.add_time(_number(m[1]), _number(m[2])))
    reader.take(rf"\b({_HOUR})(?:h|\b)", lambda m: reader.add_time(_number(m[1])))


def _read_english_days(reader: _Reader) -> None:
    def span(match: re.Match[str]) -> None:
        reader.days.update(_span(*(_NAMES.index(match[i][:3]) for i in (1, 2))))

    reader.take(r"\b(?:every day|everyday|each day|daily)\b", lambda _: reader.days.update(EVERY_DAY))
    reader.take(rf"\b{_SCHOOL_DAYS}\b", lambda _: reader.days.update(WEEKDAYS))
    reader.take(r"\bweekends?\b", lambda _: reader.days.update(WEEKEND))
    reader.take(rf"\b{_DAY}{_UNTIL}{_DAY}\b", span)
    reader.take(rf"\b{_DAY}\b", lambda m: reader.days.add(_NAMES.index(m[1][:3])))


def _span(first: int, last: int) -> set[int]:
    """The days of the week from one to another, both included."""
    return {(first + i) % 7 for i in range((last - first) % 7 + 1)}


def _chinese_number(signs: str) -> int:
    """A number below 100, in digits or in signs such as 二十五. Raises Invalid for 九九十, which is none."""
    if signs.isdecimal() and signs.isascii():
        return int(signs)
    tens, ten, ones = signs.rpartition("十")
    if not ten:
        return int("".join(str(_CHINESE_ONES[sign]) for sign in signs))
    if not _CHINESE_TENS.fullmatch(signs):
        raise _no_such_time()
    return 10 * (_CHINESE_ONES[tens] if tens else 1) + (_CHINESE_ONES[ones] if ones else 0)


_CHINESE_PARTS = {
    "凌晨": "dawn", "清晨": "forenoon", "早上": "forenoon", "早晨": "forenoon", "上午": "forenoon", "早": "forenoon",
    "中午": "noon", "正午": "noon", "下午": "afternoon", "傍晚": "evening", "晚上": "late", "晚": "late",
    "夜里": "night", "半夜": "night", "午夜": "night", "深夜": "night",
}  # fmt: skip


def _read_chinese(reader: _Reader) -> None:
    def said_with(part: str | None) -> None:
        if part:
            reader.parts.add(_CHINESE_PARTS[part])

    def clock(match: re.Match[str]) -> None:
        said_with(match[1])
        after = (match[3] or "").removesuffix("分")
        minute = {"": 0, "半": 30, "一刻": 15, "三刻": 45, "整": 0}.get(after)
        reader.add_time(
            _chinese_number(match[2]),
            _chinese_number(after.lstrip("零〇") or "0") if minute is None else minute,
        )

    def short_of(match: re.Match[str]) -> None:
        said_with(match["part"])
        minutes = (match["first"] or match["last"]).removesuffix("分")
        before = 15 if minutes == "一刻" else _chinese_number(minutes)
        reader.add_time(_chinese_number(match["hour"]), 0, before)

    item = rf"(?:{_WEEK}末|双休日|{_WORKDAYS}|{_WEEK}{_CHINESE_DAY}(?:{_CHINESE_UNTIL}{_CHINESE_DAY})?|{_CHINESE_DAY})"
    joined = rf"{item}(?:[\s、,和及]*{item})*"
    reader.take_exceptions(rf"除(?:了|去)?({joined})(?:以外|之外|外)?|({joined})除外", _read_chinese_days)
    _read_chinese_days(reader)
    parts = "|".join(sorted(_CHINESE_PARTS, key=len, reverse=True))
    after = rf"半|一刻|三刻|整|{_CHINESE_NUMBER}分?"
    part, hour = rf"(?P<part>{parts})?[\s,的]*", rf"(?P<hour>{_CHINESE_NUMBER})点钟?"
    reader.take(rf"{part}差(?P<first>一刻|{_CHINESE_NUMBER}分)钟?\s*{hour}(?P<last>)", short_of)
    reader.take(rf"{part}(?P<first>){hour}\s*差(?P<last>一刻|{_CHINESE_NUMBER}分)钟?", short_of)
    reader.take(rf"({parts})?[\s,的]*({_CHINESE_NUMBER})\s*(?:点钟?|时|:)\s*({after})?", clock)
    reader.take(r"正午|中午", lambda _: reader.add_noon_or_midnight(12))
    reader.take(r"午夜", lambda _: reader.add_noon_or_midnight(24))
    reader.take(r"零点", lambda _: reader.add_noon_or_midnight(0))


def _read_chinese_days(reader: _Reader) -> None:
    reader.take(r"每天|每日|天天", lambda _: reader.days.update(EVERY_DAY))
    reader.take(_WORKDAYS, lambda _: reader.days.update(WEEKDAYS))
    reader.take(rf"{_WEEK}末|双休日", lambda _: reader.days.update(WEEKEND))
    reader.take(
        rf"{_WEEK}({_CHINESE_DAY}){_CHINESE_UNTIL}({_CHINESE_DAY})",
        lambda m: reader.days.update(_span(_CHINESE_DAYS[m[1]], _CHINESE_DAYS[m[2]])),
    )
    reader.take(
        rf"{_WEEK}{_CHINESE_DAY}(?:[、,和及 ]*(?:{_WEEK})?{_CHINESE_DAY})*",
        lambda m: reader.days.update(_CHINESE_DAYS[s] for s in m[0] if s in _CHINESE_DAYS),
    )
