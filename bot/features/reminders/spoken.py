"""Time of day and days of the week as people say them, in English and Chinese: "weekdays at half past seven",
"每天早上八点". Pure. Never guesses: what it can't read to the last word it refuses, and the faces echo what it read.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from itertools import product

from bot.errors import Invalid
from bot.features.reminders import chinese, english
from bot.features.reminders.reader import DAY_MINUTES, NOON, Reader
from bot.features.reminders.schedule import EVERY_DAY
from model import simplified

MOST_CHARACTERS = 200
NO_QUIET = frozenset({"none", "no", "off", "never", "-", "无", "没有", "不要", "关", "关闭"})


def understand(words: str) -> tuple[time, frozenset[int]]:
    """The time of day and the days meant; without days, every day. Raises Invalid for what it can't read."""
    return _read(words).meant()


def understand_as_named(words: str) -> tuple[time, frozenset[int]]:
    """As `understand`, with the days that are named: Friday of "Friday night at 12", though it is Saturday by then."""
    return _read(words).meant(as_named=True)


def _read(words: str) -> Reader:
    """All of `words`, read to the last. Raises Invalid."""
    said = _as_written_here(words[: MOST_CHARACTERS + 1])
    reader = Reader(said)
    tongue = chinese if re.search(r"[\u4e00-\u9fff]", said) else english
    tongue.read(reader)
    left = tongue.FILLER.sub("", reader.rest + reader.unread)
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
    return simplified(unicodedata.normalize("NFKC", words).casefold().strip())


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


def _halves(said: Reader, clock: time) -> list[time]:
    """What a time may be beside one whose half of the day is named: the 1 of "1-3 pm" is 1 pm, the 10 of "10-7 am" is
    10 pm, as fewer hours lie between."""
    if said.parts or not 1 <= said.times[0][0] <= NOON:
        return [clock]
    return [clock.replace(hour=clock.hour % NOON + half) for half in (0, NOON)]


def _minutes_between(begin: time, end: time) -> int:
    """From one to the next time that it is the other, 1 to a day's."""
    passed = 60 * (end.hour - begin.hour) + end.minute - begin.minute
    return passed % DAY_MINUTES or DAY_MINUTES
