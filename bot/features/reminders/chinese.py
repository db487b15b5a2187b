"""Days and times as Chinese says them: 每天早上八点, 周五晚上一点, 差五分八点. Pure."""

from __future__ import annotations

import re

from bot.features.reminders.reader import WEEKEND, Reader, no_such_time, span
from bot.features.reminders.schedule import EVERY_DAY, WEEKDAYS

_ONES = {sign: i for i, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_TENS = re.compile("[一二三四五六七八九两]?十[一二三四五六七八九]?")
_DAYS = {sign: i for i, sign in enumerate("一二三四五六日")} | {"天": 6}
_DAY = r"[一二三四五六日天](?!\s*(?:点|时|刻|分|十|:))"
_WEEK = r"(?:每个?)?(?:周|星期|礼拜)"
_UNTIL = rf"\s*(?:到|至|~|-|—)\s*(?:{_WEEK})?"
_WORKDAYS = r"(?:每个)?(?:工作日|平日|上班日)"
FILLER = re.compile(r"请|提醒我?(?:复习|学习|看书)?|我|每天|每日|天天|从|的|在|钟|每|逢|[\s、,。;和及()]")


def _number(signs: str) -> int:
    """A number below 100, in digits or in signs such as 二十五. Raises Invalid for 九九十, which is none."""
    if signs.isdecimal() and signs.isascii():
        return int(signs)
    tens, ten, ones = signs.rpartition("十")
    if not ten:
        return int("".join(str(_ONES[sign]) for sign in signs))
    if not _TENS.fullmatch(signs):
        raise no_such_time()
    return 10 * (_ONES[tens] if tens else 1) + (_ONES[ones] if ones else 0)


_QUARTERS = {"一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}
_PARTS = {
    "凌晨": "dawn", "清晨": "forenoon", "早上": "forenoon", "早晨": "forenoon", "上午": "forenoon", "早": "forenoon",
    "中午": "noon", "正午": "noon", "下午": "afternoon", "傍晚": "evening", "晚上": "late", "晚": "late",
    "夜里": "night", "半夜": "night", "午夜": "night", "深夜": "night",
}  # fmt: skip


def read(reader: Reader) -> None:
    """Takes days and times out of it, the longest phrases first."""

    def said_with(part: str | None) -> None:
        if part:
            reader.parts.add(_PARTS[part])

    def clock(match: re.Match[str]) -> None:
        said_with(match[1])
        after = (match[3] or "").removesuffix("分")
        minute = {"": 0, "半": 30, "整": 0, **_QUARTERS}.get(after)
        reader.add_time(
            _number(match[2]),
            _number(after.lstrip("零〇") or "0") if minute is None else minute,
        )

    def short_of(match: re.Match[str]) -> None:
        said_with(match["part"])
        minutes = (match["first"] or match["last"]).removesuffix("分")
        before = _QUARTERS.get(minutes) or _number(minutes)
        reader.add_time(_number(match["hour"]), 0, before)

    item = rf"(?:{_WEEK}末|双休日|{_WORKDAYS}|{_WEEK}{_DAY}(?:{_UNTIL}{_DAY})?|{_DAY})"
    joined = rf"{item}(?:[\s、,和及]*{item})*"
    reader.take_exceptions(rf"除(?:了|去)?({joined})(?:以外|之外|外)?|({joined})除外", _read_days)
    _read_days(reader)
    parts = "|".join(sorted(_PARTS, key=len, reverse=True))
    after = rf"半|[一三13]刻|整|{_NUMBER}分?"
    part, hour = rf"(?P<part>{parts})?[\s,的]*", rf"(?P<hour>{_NUMBER})点钟?"
    reader.take(rf"{part}差(?P<first>[一1]刻|{_NUMBER}分)钟?\s*{hour}(?P<last>)", short_of)
    reader.take(rf"{part}(?P<first>){hour}\s*差(?P<last>[一1]刻|{_NUMBER}分)钟?", short_of)
    reader.take(rf"({parts})?[\s,的]*({_NUMBER})\s*(?:点钟?|时|:)\s*({after})?", clock)
    reader.take(r"正午|中午", lambda _: reader.add_noon_or_midnight(12))
    reader.take(r"午夜", lambda _: reader.add_noon_or_midnight(24))
    reader.take(r"零点", lambda _: reader.add_noon_or_midnight(0))


def _read_days(reader: Reader) -> None:
    reader.take(  # 一、三、五早上8点
        rf"^(?:每逢?)?{_DAY}(?:[、,和及 ]*{_DAY})+",
        lambda m: reader.days.update(_DAYS[s] for s in m[0] if s in _DAYS),
    )
    reader.take(r"每天|每日|天天", lambda _: reader.days.update(EVERY_DAY))
    reader.take(_WORKDAYS, lambda _: reader.days.update(WEEKDAYS))
    reader.take(rf"{_WEEK}末|双休日", lambda _: reader.days.update(WEEKEND))
    reader.take(
        rf"{_WEEK}({_DAY}){_UNTIL}({_DAY})",
        lambda m: reader.days.update(span(_DAYS[m[1]], _DAYS[m[2]])),
    )
    reader.take(
        rf"{_WEEK}{_DAY}(?:[、,和及 ]*(?:{_WEEK})?{_DAY})*",
        lambda m: reader.days.update(_DAYS[s] for s in m[0] if s in _DAYS),
    )
