"""The day of an appointment on a line of its own, below what names it, and its hour on the next. Pure.

Final exam            We would like to invite you to an interview.
When: 10 December     Date: Thursday, 3 December 2026
                      Time: 10:30 am
It is none of a mail's first lines, nor of minutes, nor what a paper is dated.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from bot.texts.dates.appointments import as_named, may_be_attended
from bot.texts.dates.notices import HOUR, gives_notice
from model import mail_line

LINES_BACK = 5
LINES_ON = 2
LONGEST_LINE_CHARS = 300
SHORT_CHARS = 60
_WHEN = re.compile(
    r"[\W_]{0,6}(?:[一二三四五六七八九\d][、.．]\s?)?(?:(?:(?:exam|test|interview|start(?:ing)?)\s)?(?:date|day|time|when)(?:\s?(?:and|&|/|\+)\s?(?:date|time))?"
    r"|start|termin|datum|wann|tag|zeit|uhrzeit|beginn|datum und uhrzeit"
    r"|fecha|día|hora|cuándo|fecha y hora|date et heure|jour|heure|quand|data|ora|orario|quando"
    r"|(?:考试|面试|开始|具体|会议|讲座|座谈|培训|召开|举[行办])?(?:时间|日期)|日[时程]|日期[和及]时间|开催日时"
    r"|(?:시험|면접|발표|행사|회의|모임)?\s?(?:일시|일자|날짜|시간|언제))[*_]{0,2}\s?[:：]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\W_]{0,6}[^\W\d_][^.!?。！？:：\n]{0,30}[:：](?!//)")
_ENDED = re.compile(r"[.!?。！？…][\W_]{0,3}$")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])(?:\s+|(?<=[。！？]))(?=\S)")
_ITS_PLAN = re.compile(r"的?(?:具体)?安排|[ ](?:schedule|timetable)\b", re.IGNORECASE)
_LEADS_OVER = re.compile(
    r"\b(?:details?|follow(?:ing|s)|below|here|folgende\w*|einzelheiten|suivante?s?|détails|siguientes?|detalles)\b"
    r"|如下|以下|下记|다음과 같|아래|하기",
    re.IGNORECASE,
)


class Lines:
    """A text's lines, to look from one to those above it and below."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._said = [as_named(line[:LONGEST_LINE_CHARS]) for line in lines]

    def is_of_appointment(self, start: int) -> bool:
        """Whether at `start` a line begins for the day of what is named above it, and that is one to be there for; what
        one may only come to has an hour, too."""
        at = self._line_of(start)
        before = self._said[at][: start - self._starts[at]]
        if before.strip() or not _WHEN.match(self._said[at]):
            return False
        if self._is_named_above(at, may_be_attended):
            return True
        has_hour = any(map(HOUR.search, [self._said[at], *self.below(start)]))
        return has_hour and self._is_named_above(at, gives_notice)

    def below(self, start: int) -> list[str]:
        """What the lines soon after that at `start` say about when it is."""
        at = self._line_of(start)
        said = [line for line in self._said[at + 1 : at + 2 + LINES_ON] if line.strip()][:LINES_ON]
        return [line[when.end() :].strip(" \t*_") for line in said if (when := _WHEN.match(line))]

    def _line_of(self, start: int) -> int:
        return min(bisect_right(self._starts, start), len(self._said)) - 1

    def _is_named_above(self, at: int, names: Callable[[str], bool]) -> bool:
        above = [line for line in self._said[max(0, at - 2 * LINES_BACK) : at] if line.strip()]
        is_apart = False
        for line in reversed(above[-LINES_BACK:]):
            header = mail_line(line)
            if header == "sender" or (header == "of" and names is may_be_attended):
                return False
            if _WHEN.match(line):
                if is_apart:  # what is named below that is something else
                    return False
                continue
            *others, last = _SENTENCE_END.split(_ITS_PLAN.sub("", line).strip())
            leads_over = _LEADS_OVER.search(last) is not None
            if any(map(names, [last, *(others[-1:] if leads_over else [])])):
                return True
            is_short = len(line) <= SHORT_CHARS and not _ENDED.search(line)
            is_label = _LABEL.match(line) is not None
            if not (is_short or leads_over or is_label):
                return False
            is_apart |= not is_label
        return False
