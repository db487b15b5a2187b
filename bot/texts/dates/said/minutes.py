"""When the meeting was whose minutes a text is: “tomorrow” in them counts from there. Pure.

时间：2026年9月14日 上午10:00 · 日期：9月14日 · 일시: 2026년 9월 14일
Date: Monday, 14 September 2026 · When: 2026-09-14 10:00
A notice of a meeting has such a line as well, but nobody who was there, and its day is mostly to come.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from bot.texts.dates.found import LONGEST_OVERDUE
from bot.texts.dates.said.mails import on_clock
from bot.texts.dates.said.stamps import NOT_YET
from model import sent_at, simplified

HEAD_LINES = 15
TITLE_LINES = 2
LONGEST_LINE_CHARS = 300
NOON = time(12)

_MINUTES = re.compile(
    r"[^。.]{0,40}(?:纪要|会议[记纪]录)|\W{0,6}(?:出席|缺席|列席|参会|参加|与会|到会|主持|记录)(?:人员?|者)?\s?[:：]"
    r"|.{0,60}\bminutes\b|.{0,40}\b(?:meeting|lecture) notes\b"
    r"|\W{0,6}(?:attendees|attending|present|apologies|absent|participants|chair|minute[- ]taker)\s?:"
    r"|(?:.{0,40}[-\s])?protokoll\b|\W{0,6}(?:anwesend|teilnehmer)\w*\s?:"
    r"|.{0,40}\bacta de\b|\W{0,6}(?:asistentes|presentes)\s?:|.{0,40}\bcompte[- ]rendu\b|\W{0,6}présents\s?:"
    r"|[^.\n]{0,40}회의록|\W{0,6}(?:참석자?|불참자?|참가자|출석자?|서기|기록)\s?[:：]",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r".{0,60}(?:通知|邀请|议程|预告|안내|공지|초대|\b(?:invitation|invited|agenda|einladung|tagesordnung)\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"[\W_]{0,6}(?:[一二三四五六七八九十]、)?(?:会议|开会|召开|例会)?(?:时间|日期)\s?[:：]"
    r"|\W{0,6}(?:(?:meeting )?(?:date|time|when)(?:(?: and |\s?[/&]\s?)(?:date|time))?|held(?: on)?"
    r"|datum|wann|fecha|cuándo|quand)\s?\W{0,3}[:：]"
    r"|[\W_]{0,6}(?:회의\s?)?(?:일시|일자|날짜|시간)\s?[:：]",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<![\d年년])(1[0-2]|0?[1-9])\s?[月월]\s?(3[01]|[12]\d|0?[1-9])\s?[日号일]")


def held_at(text: str, now: datetime, *, month_first: bool = False) -> datetime | None:
    """On the clock of `now` (aware), if it is over; None for what is no minutes."""
    lines = simplified(text[: HEAD_LINES * LONGEST_LINE_CHARS]).splitlines()
    head = [line[:LONGEST_LINE_CHARS] for line in lines if line.strip()][:HEAD_LINES]
    if any(map(_NOTICE.match, head[:TITLE_LINES])) or not any(map(_MINUTES.match, head)):
        return None
    for line in filter(_WHEN.match, head):
        if (at := sent_at(line, month_first=month_first)) is not None:
            here = on_clock(at, now.tzinfo)
            return here if here <= now + NOT_YET else None
        if (day := _DAY.search(line)) is not None:
            return _lately(now, int(day[1]), int(day[2]))
    return None


def _lately(now: datetime, month: int, day: int) -> datetime | None:
    """The noon of such a day that is just over."""
    for year in (now.year, now.year - 1):
        try:
            at = datetime.combine(date(year, month, day), NOON, now.tzinfo)
        except ValueError:
            continue
        if now - LONGEST_OVERDUE <= at <= now + NOT_YET:
            return at
    return None
