"""Days and times as English says them: “weekdays at half past seven”, “Friday night at 12”. Pure."""

from __future__ import annotations

import re

from bot.features.reminders.reader import WEEKEND, Reader, span
from bot.features.reminders.schedule import EVERY_DAY, WEEKDAYS

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS = {word: i for i, word in enumerate(_ONES, 1)} | {
    "fifteen": 15, "twenty": 20, "twentyfive": 25, "thirty": 30, "forty": 40, "fortyfive": 45, "fifty": 50,
    "half": 30, "quarter": 15, "a quarter": 15,
}  # fmt: skip
_NO_HOUR = r"(?:2[5-9]|[3-9]\d)"  # is read as well, to be refused for what it is
_HOUR = rf"(?:[01]?\d|2[0-4]|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_MINUTES = r"(?:fifteen|twenty[ -]five|twenty|thirty|forty[ -]five|forty|fifty|ten|five)"
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
_SCHOOL_DAYS = r"(?:week|work|working|school) ?days?"
_UNTIL = r"\s*(?:-|–|to|through|till|until)\s*"
_PART = r"(?:in the |at )?(?:early |late )?(morning|afternoon|evening|night)s?|(night)ly"
FILLER = re.compile(
    r"\b(?:remind(?: me)?|please|every|each|all|days?|daily|on|at|the|and|of|in|o.?clock|sharp|from|around|me)\b"
    r"|[\s,.;&/()-]"
)


def _number(word: str) -> int:
    compact = word.strip().replace("-", "").replace(" ", "") if word != "a quarter" else word
    return int(compact) if compact.isdecimal() else _NUMBERS[compact]


def read(reader: Reader) -> None:
    """Takes days and times out of it, the longest phrases first."""

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
        rf",?\s*\b(?:except|excluding|but not|not)\b(?: for| on| the)*\s+({joined})\b", _read_days
    )
    _read_days(reader)
    reader.take(rf"\b(?:{_PART})\b", part)
    reader.take(r"\b(?:noon|midday)\b", lambda _: reader.add_noon_or_midnight(12))
    reader.take(r"\b(?:12 )?midnight\b", lambda _: reader.add_noon_or_midnight(24))
    no_hour = (
        rf"(?<![\d:.])({_NO_HOUR})(?:h\b|(?=\s?(?:[ap]\.?m|o.?clock)\b))"
        rf"|(?<=\bat )(?<!\d at )(?![345][05]\b)({_NO_HOUR})(?![\w:.]| (?:minutes?|past|after|to|before)\b)"
    )
    reader.take(no_hour, lambda m: reader.add_time(int(m[1] or m[2])))
    reader.take(r"(?<=[\d\s])(?:(a)\.?m\b\.?|(p)\.?m\b\.?)", part)
    minutes = rf"(half|a quarter|quarter|{_MINUTES}|[1-5]?\d)(?: minutes?)?"
    reader.take(rf"\b{minutes} (past|after|to|before) ({_HOUR})\b", past)
    reader.take(rf"\bhalf ({_HOUR})\b", lambda m: reader.add_time(_number(m[1]), 30))
    reader.take(r"\b(\d{1,2})[:h](\d\d)(?!\d)", lambda m: reader.add_time(int(m[1]), int(m[2])))
    reader.take(r"\b([01]?\d|2[0-4])\.([0-5]\d)(?!\d)", lambda m: reader.add_time(int(m[1]), int(m[2])))
    reader.take(r"\b([01]\d|2[0-3])([0-5]\d)\b", lambda m: reader.add_time(int(m[1]), int(m[2])))
    reader.take(rf"\b({_HOUR})[ -]({_MINUTES})\b", lambda m: reader.add_time(_number(m[1]), _number(m[2])))
    reader.take(rf"\b({_HOUR})(?:h|\b)", lambda m: reader.add_time(_number(m[1])))


def _read_days(reader: Reader) -> None:
    def from_to(match: re.Match[str]) -> None:
        reader.days.update(span(*(_NAMES.index(match[i][:3]) for i in (1, 2))))

    reader.take(r"\b(?:every day|everyday|each day|daily)\b", lambda _: reader.days.update(EVERY_DAY))
    reader.take(rf"\b{_SCHOOL_DAYS}\b", lambda _: reader.days.update(WEEKDAYS))
    reader.take(r"\bweekends?\b", lambda _: reader.days.update(WEEKEND))
    reader.take(rf"\b{_DAY}{_UNTIL}{_DAY}\b", from_to)
    reader.take(rf"\b{_DAY}\b", lambda m: reader.days.add(_NAMES.index(m[1][:3])))
