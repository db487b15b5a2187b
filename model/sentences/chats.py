"""Who spoke and when, in lines of their own above what was said, as chats and meetings are copied: no part of it. Pure,
linear; reached by `layout`, and by `bot.texts.dates`, which counts “tomorrow” in a message from there.

marcus  10:07 AM · Anna Berg [10:07 AM] · [3/2/2026 10:07 AM] Anna Berg · 张三 10:24
陈老师 2026-11-27 18:02:11 · 张小雨 11月29日 21:03 · 2026-11-29 21:04:01 李明(23456789)
—————  2026-11-29  ————— over lines such as 张小雨  21:05 · 张小雨:
Иван, [30.11.26 14:03]
Anna Berg over a line such as 10:07 AM or Yesterday 10:07 AM
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from model.language import HAN
from model.sentences.clocks import answer_soon, are_planned, is_recording

LONGEST_CHARS = 120  # of such a line
FEWEST_NAMES = 3  # that stand alone, with a colon
MOST_LINES = 2  # above the time of a header: the name's, and one that is blank or has a dash

_SIGN = re.compile("[:：—–]")  # without one there is no such line
_LINE = re.compile(r"([^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*)(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)")
_GAP = r"[ \t\u00a0\u202f\u3000]"
DAY_PARTS = "凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|午前|午後|오전|오후"
_CLOCK = rf"(?:(?:{DAY_PARTS}){_GAP}?)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_WHOLE_DAY = r"20\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
NEAR_DAY = (
    r"(?i:(?:today|yesterday)(?: at)?|(?:heute|(?:vor)?gestern)(?: um)?|(?:aujourd['’]hui|(?:avant-)?hier)(?: à)?"
    r"|(?:hoy|(?:ante)?ayer)(?: a las?)?|(?:oggi|ieri)(?: alle)?|(?:hoje|ontem)(?: às)?|vandaag|gisteren)"
    r"|[今昨前]天|[今昨]日|오늘|어제|그제"
)
_DATE = rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|{NEAR_DAY}"
_HAN_DATE = r"(?:20\d\d年)?\d{1,2}月\d{1,2}日"
_PART = rf"(?:[A-ZÀ-Þ][\w.'’-]{{0,20}}|[{HAN}]{{1,8}}),?"
_NAME = (
    rf"[^\W\d_](?:\w|[.-](?=\w)){{0,30}}|{_PART}(?: {_PART}){{0,4}}"
    r"|(?i:speaker|participant|sprecher(?:in)?|locuteur|orateur|orador|hablante|говорящий|说话人|发言人|話者) ?\d{1,2}"
)
_SPOKE_AT = (
    re.compile(  # marcus  10:07 AM · Olsson, Karin   0:03 · 陈老师 2026-11-27 18:02:11 · Ann — Today at 10:07
        rf"\s*(?P<name>{_NAME})(?: ?\([^()]{{1,20}}\))?(?:\s{{2,6}}|\t|\s?(?:[—–-]\s)?\[?(?P<day>(?:{_DATE}),?)\s)"
        rf"(?P<clock>(?:\d{{1,2}}:)?{_CLOCK})\]?\s*$"
    ),
    re.compile(rf"\s*(?P<name>{_NAME}){_GAP}{{1,4}}(?P<day>{_HAN_DATE}){_GAP}{{1,4}}(?P<clock>{_CLOCK})\s*$"),
    re.compile(
        rf"\s*(?P<day>{_WHOLE_DAY}){_GAP}{{1,2}}(?P<clock>{_CLOCK}){_GAP}{{1,2}}(?P<name>(?=[^\s\d]*[{HAN}])[^\s:：。，]{{1,20}})\s*$"
    ),
)
_OF_WEEK = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_NEAR_DATE = (
    rf"(?:{_OF_WEEK}|\d{{1,2}}/\d{{1,2}}|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}"
    r" \d{1,2}(?:,? 20\d\d)?),?"
)
_NO_NAME = (
    r"(?i:(?:the|an?|first|second|third|last|opening|closing|team|group) "
    r"|.{0,40}\b(?:hours?|sessions?|lectures?|labs?|breaks?|class(?:es)?|exams?|quiz|tests?|meetings?|seminars?|work|talks?|due|deadline"
    r"|opens?|closes?|starts?|ends?|date|time|lunch|dinner|registration|remarks|discussion|q&a|part|day|week|room)\b)"
)
# A line with one gap, or a day that is none of a calendar's, may be a timetable's as well: there only names count.
_FULL_NAME = rf"(?!{_NO_NAME})[A-ZÀ-Þ][\w.'’-]{{0,20}},?(?: [A-ZÀ-Þ][\w.'’-]{{0,20}}){{1,3}}"
_HAN_NAME = rf"[{HAN}]{{2,4}}"
_PERHAPS_SPOKE_AT = (  # Anna Berg 10:07 · Anna Berg   Monday 10:07 AM · Anna Berg [10:07 AM] · 张三 上午10:24
    re.compile(
        rf"\s*(?P<name>{_FULL_NAME}|{_HAN_NAME}){_GAP}{{1,6}}(?:(?P<day>{_NEAR_DATE}){_GAP})?\[?(?P<clock>{_CLOCK})\]?\s*$"
    ),
    re.compile(  # [10:07 AM] Anna Berg · [3/2/2026 10:07 AM] Anna Berg
        rf"\s*\[(?:(?P<day>{_DATE}|{_NEAR_DATE})\s)?(?P<clock>{_CLOCK})\]{_GAP}{{1,2}}(?P<name>{_FULL_NAME}|{_HAN_NAME})\s*$"
    ),
)
_NAMES_A_TIME = (  # and no speaker: "Due 2026-12-08 23:59:59"
    r"(?i:due|deadline|until|till?|by|before|after|from|to|at|on|(?:end|close|open|start)(?:s|ed)?|begins?|date|time|exam"
    r"|(?:creat|updat|modifi|submitt|post|publish)ed|available|frist|abgabe|bis|vor|ab|am|um|fecha|hasta|desde|avant"
    r"|jusqu.{0,4}|depuis)(?!\w)|\S{0,20}(?:截[止至]|之前|为止|时间|日期|到期|[提上]交|考试|开始|结束|更新|修改|发布|创建)"
)
_NAMING_A_TIME = re.compile(_NAMES_A_TIME)
_TELEGRAM = re.compile(  # Иван, [30.11.26 14:03]
    rf"\s*(?P<name>[^\s\[\],:](?:[^\[\],:]{{0,40}}[^\s\[\],:])?), "
    rf"\[(?P<day>\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d),? (?P<clock>{_CLOCK})\]\s*$"
)
_SPOKE_TO_THE_SECOND = re.compile(  # behind one to three words
    rf"\s*(?=[^\W\d_])(?P<name>(?:(?!{_NAMES_A_TIME})[^\s:：,，。;；]{{1,24}}{_GAP}{{1,2}}){{1,3}})"
    rf"(?P<day>{_WHOLE_DAY}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:20)?\d\d){_GAP}{{1,2}}(?P<clock>{_CLOCK})(?<=:\d\d:\d\d)\s*$"
)
_NUMBERED = re.compile(  # as QQ writes it
    rf"\s*(?P<day>{_WHOLE_DAY}){_GAP}{{1,2}}(?P<clock>{_CLOCK}){_GAP}{{1,2}}(?P<name>\S(?:.{{0,40}}?\S)?)??"
    r"(?:[(（]\d{5,12}[)）]|<[^<>\s@]{1,40}@[^<>\s]{1,40}>)\s*$"
)
_DAY_RULE = re.compile(  # as WeChat writes it
    rf"\s*[—–]{{3,12}}\s{{0,4}}(?P<day>{_WHOLE_DAY})(?:\s?(?:星期|周)[一二三四五六日天])?\s{{0,4}}[—–]{{3,12}}\s*$"
)
_UNDER_RULE = re.compile(rf"\s*(?P<name>\S(?:.{{0,40}}?\S)?){_GAP}{{1,4}}(?P<clock>{_CLOCK})\s*$")
_CLOCK_ALONE = re.compile(  # 10:07 AM · — Today at 10:07 AM · Gestern um 16:20 Uhr
    rf"\s*(?:[—–-]\s)?(?:(?P<day>(?:{_DATE}|{_NEAR_DATE}),?)\s{{1,3}})?(?P<clock>{_CLOCK})(?:\s?Uhr)?\s*$"
)
_ABOVE_CLOCK = re.compile(rf"\s*(?!{_NO_NAME})(?P<name>{_NAME})\s*$")
_DASH_ALONE = re.compile(r"\s*[—–-]?\s*$")
_IN_FULL = re.compile(rf"{_FULL_NAME}|[\uac00-\ud7af]{{3,4}}")
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_NAME_ALONE = re.compile(r"\s*(?P<name>[^\s:：,，。！？!?\d][^:：,，。！？!?\n]{0,19})[:：]\s*$")
_PREFACE = re.compile(
    r"\s*(?:消息记录（此消息记录为文本格式.{0,20}|消息(?:分组|对象)[:：].{0,40}|(?:微信)?(?:群?聊天|聊天)记录(?:如下)?[:：]?)\s*$"
)
_SURNAMED = re.compile(  # as most Chinese names begin; 苏州, 黄山 and 高数 are nobody
    f"(?![{HAN}]{{1,2}}[州山庄莊界岛島港站县縣市区區镇鎮寺数數哲概融程]$)"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹"
    "熊白孟秦邱侯江尹薛闫段雷龙史陶黎贺顾毛郝龚邵万覃武钱戴严莫孔向常汤張劉陳楊黃趙吳孫馬郭羅鄭謝許鄧韓馮蔣葉魏蘇呂盧鐘鍾陸龍賀顧龔錢嚴湯]"
    f"[{HAN}]{{1,2}}"
)

_TITLED = re.compile(f"[{HAN}]{{1,3}}(?:老师|老師|同学|同學|经理|經理)")  # teachers have timetables
_CALLED = re.compile(rf"{_SURNAMED.pattern}|[小阿老][{HAN}]{{1,2}}|{_TITLED.pattern}")
_BEGINS_HAN = re.compile(f"[{HAN}]")
_STAMP = re.compile(  # [10:07 AM] · Monday 10:07 AM
    rf"(?:\[(?:.{{0,24}}\s)?|\s{_NEAR_DATE}{_GAP})\d{{1,2}}:\d\d(?::\d\d)?\s?[AaPp]\.?[Mm]"
)


class ChatHeader(NamedTuple):
    """The line `text[start:end]`, or the line of a name with that of a time below it; whose words they are, and when
    they were said as it is written: "2026-11-29 21:04:01", "11月29日 21:03", "10:07 AM", or nothing."""

    start: int
    end: int
    name: str
    when: str


def lines_of(text: str) -> list[tuple[int, int]]:
    """Where each line begins and ends."""
    return [match.span(1) for match in _LINE.finditer(text)]


def chat_headers(text: str) -> list[ChatHeader]:
    """In the text's order."""
    found = headers(text, lines_of(text))
    return [found[i] for i in sorted(found)]


def headers(text: str, lines: Sequence[tuple[int, int]], rows: Container[int] = ()) -> dict[int, ChatHeader]:
    """Those of `lines`, given as (start, end), that say who spoke and when and nothing else, by their index, of two the
    second's; those of `rows` only where nothing else is written so."""
    sure: dict[int, ChatHeader] = {}
    likely: dict[int, ChatHeader] = {}
    perhaps: dict[int, ChatHeader] = {}
    named: dict[int, ChatHeader] = {}
    two: dict[int, ChatHeader] = {}
    day = ""
    for i, line in enumerate(lines):
        if line[1] - line[0] > LONGEST_CHARS or not _SIGN.search(text, *line):
            continue
        if rule := _DAY_RULE.match(text, *line):
            day = rule["day"]
        elif said := _NUMBERED.match(text, *line) or (day and _UNDER_RULE.match(text, *line)):
            sure[i] = _header(line, said, day)
        elif said := _spoke_to_the_second(text, lines, i) or _TELEGRAM.match(text, *line):
            sure[i] = _header(line, said)
        elif i in rows:
            continue
        elif (said := _CLOCK_ALONE.match(text, *line)) and (name := _name_above(text, lines, i)):
            two[i] = _header((name.start(), line[1]), said)._replace(name=name["name"])
        elif said := next(filter(None, (each.match(text, *line) for each in _SPOKE_AT)), None):
            if not _NAMING_A_TIME.match(said["name"]):
                likely[i] = _header(line, said)
        elif said := next(filter(None, (each.match(text, *line) for each in _PERHAPS_SPOKE_AT)), None):
            perhaps[i] = _header(line, said)
        elif said := _NAME_ALONE.match(text, *line):
            named[i] = ChatHeader(*line, said["name"].strip(), "")
    below = next_said(text, lines) if likely or perhaps or named or two else []
    if _are_told(likely, below):
        sure |= likely
    if _talk(text, perhaps) and _say_much(perhaps, below):
        sure |= perhaps
    if _have_full_names(two) and _talk(text, two) and _say_much(two, below):
        sure |= two
    if len(named) >= FEWEST_NAMES and _have_surnames(named) and _are_told(named, below):
        sure |= named
    return sure


def left_out(text: str, lines: Sequence[tuple[int, int]], found: Mapping[int, ChatHeader]) -> Iterator[int]:
    """The indices of the headers `found` among `lines`, of the rules that name the day of those, and of what a program
    writes over all of a chat."""
    if not found:
        return
    for i, header in found.items():
        yield i
        yield from (above for above in range(max(0, i - MOST_LINES), i) if lines[above][1] > header.start)
    first, below = min(found), next_said(text, lines)
    for i, line in enumerate(lines):
        if line[1] - line[0] <= LONGEST_CHARS and i not in found:
            over = _DAY_RULE.match(text, *line) and below[i] in found
            if over or (i < first and _PREFACE.match(text, *line)):
                yield i


def next_said(text: str, lines: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each line the next one that is not blank."""
    found: list[int | None] = [None] * len(lines)
    following = None
    for i in range(len(lines) - 1, -1, -1):
        found[i] = following
        if text[slice(*lines[i])].strip():
            following = i
    return found


def _header(line: tuple[int, int], said: re.Match[str], day: str = "") -> ChatHeader:
    told = said.groupdict()
    when = f"{told.get('day') or day} {told['clock']}"
    return ChatHeader(*line, (told.get("name") or "").strip(), when.strip())


def _name_above(text: str, lines: Sequence[tuple[int, int]], i: int) -> re.Match[str] | None:
    """The name that stands alone over the time in line `i`."""
    above = i - 1
    if above > 0 and _DASH_ALONE.match(text, *lines[above]):
        above -= 1
    if above < 0 or lines[above][1] - lines[above][0] > LONGEST_CHARS:
        return None
    name = _ABOVE_CLOCK.match(text, *lines[above])
    return None if name and _NAMING_A_TIME.match(name["name"]) else name


def _spoke_to_the_second(text: str, lines: Sequence[tuple[int, int]], i: int) -> re.Match[str] | None:
    said = _SPOKE_TO_THE_SECOND.match(text, *lines[i])
    return said if said and _has_words_below(text, lines, i) else None


def _has_words_below(text: str, lines: Sequence[tuple[int, int]], i: int) -> bool:
    return i + 1 < len(lines) and bool(text[slice(*lines[i + 1])].strip())


def _are_told(found: Mapping[int, ChatHeader], below: Sequence[int | None]) -> bool:
    """Whether a chat is told so: somebody speaks twice there, or all have names as people have, and most say something;
    in a timetable nothing comes twice."""
    is_chat = _speak_again(found) or (len(found) > 1 and _have_surnames(found))
    return is_chat and _say_much(found, below)


def _speak_again(found: Mapping[int, ChatHeader]) -> bool:
    return len({header.name for header in found.values()}) < len(found)


def _talk(text: str, found: Mapping[int, ChatHeader]) -> bool:
    """Whether people talk to each other there, two or more: as Chinese people are called, who answer soon or have names
    in full, or others who mostly speak again.
    Timetables, itineraries, chapters and results have such lines as well, and in doubt a line is text."""
    names = [header.name for header in found.values()]
    clocks = [header.when for header in found.values()]
    if len(set(names)) < 2 or are_planned(clocks):
        return False
    if all(map(_CALLED.fullmatch, names)):
        are_full = sum(len(name) == 3 for name in set(names)) >= FEWEST_NAMES
        if are_full and not all(map(_TITLED.fullmatch, names)):
            return True
        return (are_full or _speak_again(found)) and answer_soon(clocks)
    counts = Counter(names)
    mostly = 2 * sum(count for count in counts.values() if count > 1) >= len(names)
    if not (mostly and _come_back(names)) or any(map(_BEGINS_HAN.match, names)):
        return False
    return all(_STAMP.search(text, *header[:2]) for header in found.values()) or answer_soon(clocks)


def _come_back(names: Sequence[str]) -> bool:
    """Whether one comes again with another between."""
    turns = [name for name, before in zip(names, ["", *names], strict=False) if name != before]
    return len(set(turns)) < len(turns)


def _have_full_names(found: Mapping[int, ChatHeader]) -> bool:
    """Whether one has a name in full, or all times say which half of the day they are of, as chapters' don't."""
    headers = found.values()
    return any(_IN_FULL.fullmatch(each.name) or _CALLED.fullmatch(each.name) for each in headers) or all(
        _HALF_DAY.search(each.when) for each in headers
    )


def is_typed(found: Mapping[int, ChatHeader]) -> bool:
    """Whether what stands below the headers was typed there, each line for itself, and not spoken and written down."""
    return bool(found) and not is_recording([header.when for header in found.values()])


def _have_surnames(found: Mapping[int, ChatHeader]) -> bool:
    return all(_SURNAMED.fullmatch(header.name) for header in found.values())


def _say_much(found: Mapping[int, ChatHeader], below: Sequence[int | None]) -> bool:
    return 2 * sum(below[i] is None or below[i] in found for i in found) < len(found)
