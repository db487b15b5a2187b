"""Dates in Chinese: rules of our own, for dateparser reads hardly any of them ("11月30日" comes out as the 4th). Pure.

下周五前 · 11月30日之前 · 明天下午三点 · 本周三 · 月底前 · 三天内. A week runs from Monday to Sunday.
Japanese dates in figures (11月30日まで) are found by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.features.deadlines.found import (
    MOST_COUNTED,
    SUNDAY,
    ZONES,
    Deadline,
    from_zone,
    in_the_evening,
    in_week,
    is_likely,
    later,
    month_later,
    nth_weekday,
    of_day,
    on_weekday,
    with_year,
)
from bot.features.deadlines.tongues import Unit

DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "十": 10}
WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
DAYS = {"今": 0, "明": 1, "后": 2, "大后": 3}
TENS = {"上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31}
UNITS = {"天": Unit.DAY, "日": Unit.DAY, "周": Unit.WEEK, "星期": Unit.WEEK, "礼拜": Unit.WEEK, "月": Unit.MONTH,
         "工作日": Unit.WORKDAY, "小时": Unit.HOUR}  # fmt: skip
MORNING = ("凌晨", "清晨", "早上", "早晨", "上午", "早")
MIDDAY = ("中午", "正午")
AFTERNOON = ("下午", "傍晚")
EVENTS = "下班|放学|[上下]课|[晚早]自习|午休"  # in a day, at no set time
NIGHT = ("晚上", "夜里", "半夜", "深夜", "午夜", "晚")
MORNING_FROM = 7  # 三点 is in the afternoon; who means the night says 凌晨, or writes 03:00
HALF_A_MONTH = timedelta(days=15)
LOOKED_BACK_CHARS = 8
ZONES_HERE = {**ZONES, "CST": "Asia/Shanghai", "北京时间": "Asia/Shanghai"}

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DAY = rf"(?:{_N})[日号]"
_WEEK = r"(?:周|星期|礼拜)"
_EARLY = r"(?:初(?![一二三四五六七八九十中级步稿审赛选试评版]))?"  # 下周初, not 下周初稿
_NAMED = rf"(?:[（(]?{_WEEK}[一二三四五六日天][）)]?)?"  # of a day, behind it
_TO = r"\s*(?:至|到|[-—–~～])+\s*"
_PART = "|".join((*MORNING, *MIDDAY, *AFTERNOON, *NIGHT))
_CLOCK = (
    rf"(?P<part>{_PART})?(?:(?P<hour>{_N}|零)\s*(?:[点时](?P<minute>半|一刻|三刻|{_N}(?=分)|\d{{2}})?[分钟整]?)"
    r"|(?P<digital>\d{1,2}[:：]\d{2}))"
    rf"(?:\s*[（(]?(?P<zone>{'|'.join(sorted(ZONES_HERE, key=len, reverse=True))})(?![A-Za-z])[）)]?)?"
)
_CLOSES = r"(?:截止|(?<=报名|申请|提交|投稿)截至)"
_DUE = rf"(?:{_CLOSES}(?:日期|时间)?|(?<![A-Za-z])(?i:ddl|deadline|due)(?![A-Za-z]))"
_LAST_BEFORE = rf"{_DUE}(?:[为是到于至：:]|\s)*|最[晚迟](?:不超过|[于在到])?|不[迟晚]于"
_LAST_AFTER = r"(?:之|以)?前(?![往来后去期面瞻景台端半]|提(?![交出供醒]))|截止|为止|之?内|以内|まで(?:に)?"
_PHRASE = re.compile(
    rf"(?P<last_before>{_LAST_BEFORE})?(?:"
    rf"(?:(?P<nth_year>20\d{{2}}年|今年|明年|后年|去年)的?)?(?:(?P<nth_month>{_N})|(?P<nth_that_month>本|这个?|下+个?|当))月(?:份)?的?"
    rf"(?:第\s*(?P<nth>{_N})|最后一)个{_WEEK}(?P<nth_weekday>[一二三四五六日天])|"
    rf"(?P<range>{_N}月{_DAY}?{_NAMED}{_TO})(?P<range_day>{_DAY})|"
    rf"(?:(?P<year>(?:20\d{{2}}|19\d{{2}}|[二一][〇零一二三四五六七八九]{{3}})年|今年|明年|后年))?"
    rf"(?:(?P<from>{_N}月(?:{_N}[日号]?{_NAMED})?{_TO})(?=\d|[一二三]))?"
    rf"(?:(?P<month>{_N})|(?P<that_month>本|这个?|下+个?|当))月(?:份)?(?P<day>{_DAY}|(?<=月)(?:底|末|[上中下]旬))"
    r"|(?P<figures>20\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2})(?![\d.-])"
    r"|(?<![\d./-])(?P<short>\d{1,2}[/.]\d{1,2})(?![\d./-])"
    rf"|(?<![月\d一二三四五六七八九十])(?P<day_only>{_N}(?:号|日(?!之?内|以内)))"
    rf"|(?P<which>(?:[本这]|下+)个?)?{_WEEK}(?:(?P<weekday>[一二三四五六日天])|(?P<week_end>末|内|底)|(?=之?前|以前))"
    rf"|(?P<next_week>下+个?{_WEEK}{_EARLY})"
    rf"|(?P<month_end>(?:(?:[本这]|下+)个?)?月[底末])|(?P<next_month>下+个?月{_EARLY})"
    r"|(?P<year_end>(?:今年|明年)年?[底末]|年[底末])"
    r"|(?P<today>大后|今|明|后)(?:天|日|(?=早|晚|[上下]午))"
    rf"|(?P<counted>{_N}|半)\s*(?:个(?P<and_half>半)?)?"
    r"\s*(?P<unit>工作日|小时|天|日|周|星期|礼拜|月)(?P<then>之?内|以内|之?后)"
    rf")(?:[（(]{_WEEK}[一二三四五六日天][)）]|(?<=[\d日号])\s*{_WEEK}[一二三四五六日天])?"
    rf"[\s,，]*(?:{_CLOCK}|(?P<part_only>{EVENTS}|{_PART}))?"
    rf"\s*(?P<last_after>{_LAST_AFTER})?"
)
_NEVER_AFTER = re.compile(
    r"(?:每个?|上个?|自|从|昨|去|半|第|近|最近|过去|这|那|整整?|起|[^今明后去]年的?"
    rf"|{_WEEK}[一二三四五六日天]{_TO})$"
)
_NUMERAL = re.compile(r"(?:(?P<figure>\d)|[〇零一二两三四五六七八九十几])$")
_AFTER_NTH = re.compile(
    rf"(?:第\s*{_N}|最后一)(?:个(?:教学)?(?:{_WEEK})?|(?:教学)?{_WEEK})\s*[的,，]?$"
)  # of what?
_MOVED = re.compile(  # 由1月11日推迟到2月1日 · DDL 12月3日（延至12月10日）
    r"(?:的[\u4e00-\u9fff]{1,6}?)?\s*[（(,，]?\s*(?:已经?|现)?(?:推迟|延期|延后|延长|顺延|推后|提前|调整|变更|更改|改期|改|延|挪)"
    r"(?:到|至|为|成|在)\s*"
)
_NAMED_FOR = re.compile(r"[-•*\d.、\s]{0,6}[\u4e00-\u9fff]{2,4}[：:]")
_AS_OF = re.compile(r"截[止至]\s*")
_WAS = re.compile(r"(?:原(?:本|来|先)?(?:定|计划|安排)(?:于|在|为)?|(?:^|[^\u4e00-\u9fff]|[把将])原)$")
_NEVER_BEFORE = re.compile(
    rf"起|开始|以来|至今|(?:之|以)?后(?!天)|{_TO}(?:{_WEEK}[一二三四五六日天]|{_N}[月日号])|[楼线路室班院元块度]"
)
_NOT_TOMORROW = re.compile(
    r"性|免疫|获|习得|的|环境|因素|教育|培养|形成|努力|养成"
)  # 后天 is also "acquired"


def find(text: str, now: datetime, *, sure_only: bool = False) -> Iterator[Deadline]:
    """The dates in `text`, in its order. `now` is aware, in the person's own zone. `sure_only` as `search.find`."""
    for match in _PHRASE.finditer(text):
        if sure_only and not _is_sure(match):
            continue
        found = _date(match, now) if _is_meant(match) else None
        if found is None or not is_likely(found[0], now.date()):
            continue
        words = match[0].rstrip(" ,，")
        day, clock = found
        clock = _clock(match) or clock
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
    named = match["last_after"] and _NAMED_FOR.match(match.string) is not None
    return bool(named or (match["last_before"] and not _AS_OF.fullmatch(match["last_before"])))


def _is_moved(text: str, end: int) -> bool:
    """Whether another date is said to be in its place."""
    verb = _MOVED.match(text, end)
    other = verb and _PHRASE.match(text, verb.end())
    return bool(other and not other["part_only"] and _NEVER_BEFORE.match(text, other.end()) is None)


def _within(match: re.Match[str]) -> bool:
    return (match["then"] or "").endswith("内")


def _is_meant(match: re.Match[str]) -> bool:
    """Not for what recurs, what is over, what begins there, and words that only look like a date (5号楼, 后天性)."""
    text, start, end = match.string, match.start(), match.end()
    last = match["last_before"] or match["last_after"]
    before = text[max(0, start - LOOKED_BACK_CHARS) : start]
    if _is_moved(text, end) or _WAS.search(before):
        return False
    if not match["last_before"] and _NEVER_AFTER.search(before):
        return False
    if not match["last_before"] and _goes_on(match, before):
        return False
    if match["weekday"] and _AFTER_NTH.search(before):
        return False
    if not last and not match["then"] and _NEVER_BEFORE.match(text, end):
        return False
    if match["day_only"] or match["short"]:
        return bool(last)
    if match["today"]:
        is_bare = match["hour"] is None and match["digital"] is None and not last
        if match["today"] == "后" and _NOT_TOMORROW.match(text, end):
            return False
        if match["today"] == "今" and is_bare and (start == 0 or text[end : end + 1] == "的"):
            return False
    return not (match["counted"] and before.endswith(("后", "起")))


def _goes_on(match: re.Match[str], before: str) -> bool:
    """Whether a numeral before it makes it a longer one or a count (13月, 两周一次, 三周前), not a name (高三周五前)."""
    numeral = _NUMERAL.search(before)
    if numeral is None:
        return False
    first = match[0][0]
    if match["weekday"] and not match["which"]:
        return not (match["last_after"] or match["hour"] or match["digital"])
    if first in "年月周星礼":
        return True
    return first.isdecimal() if numeral["figure"] else first in DIGITS


def _number(signs: str) -> int:
    """11, 十一, 二十三, 〇五, or 二〇二六 read sign by sign."""
    if signs.isdigit():
        return int(signs)
    if "十" in signs:
        tens, _, ones = signs.partition("十")
        return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)
    return int("".join(str(DIGITS[sign]) for sign in signs))


def _date(match: re.Match[str], now: datetime) -> tuple[date, time | None] | None:
    today = now.date()
    try:
        if match["figures"] or match["short"]:
            parts = [int(part) for part in re.split(r"\s*[-/.]\s*", match["figures"] or match["short"])]
            return (date(*parts) if match["figures"] else _nearest(today, *parts)), None
        if match["nth_weekday"]:
            return _nth_weekday(match, today), None
        if match["month"] or match["that_month"]:
            return _in_month(match, today), None
        if match["range_day"]:
            month = _number(re.match(_N, match["range"])[0])  # type: ignore[index]  # the pattern begins with it
            return _nearest(today, month, _number(match["range_day"][:-1])), None
        if match["day_only"]:
            number = _number(match["day_only"][:-1])
            return date(today.year, today.month, number) if number >= today.day else _next_month(
                today, number
            ), None
    except ValueError:  # 2月30日
        return None
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
    if (year := _year(match["nth_year"], today)) and not that:
        if year < today.year:
            raise ValueError(f"{year} is over")
        return nth_weekday(year, _number(match["nth_month"]), weekday, nth)
    if that:
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
