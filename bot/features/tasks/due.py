"""The day, and the time where one is given, that a person types where a day is asked for: "fri 3pm", "two weeks",
"下周五". Read as dates in notes are, with more words allowed for one; never takes a part of what was typed for all.
"""

from __future__ import annotations

import asyncio
import re
from datetime import date, time, timedelta

from bot.app import App
from bot.errors import Invalid
from bot.features.deadlines import zone_of
from bot.features.people import Person
from bot.texts.dates import Deadline, find
from model import main_code, simplified

WORDS_CHARACTERS = 200
LONGEST_AGO = timedelta(days=31)  # of a day without its year
_MONTH_AND_DAY = re.compile(r"^(\d{1,2})-(\d{1,2})(?![\d.:/-])")  # as it is written in Chinese
_ISO = re.compile(r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?$")  # as programs write it
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|rs|r)?\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:please|ok|it|is|it['’]s|due|on|by|the|to|for|until|till|at(?: the)? latest|time|eod|end of(?: the)? day"
    r"|remind|move|snooze|postpone|me|thanks?)\b"
    r"|请|在|于|直?到期?|截?至|截止|之?前|[提上缴]?交|完成|再|提醒|恢复|我|吧|的|改|推迟?|延期?|挪|左右|好了|谢谢"
    r"|[\s.,;:!?()'’。，、；：！？（）]",
    re.IGNORECASE,
)


async def understand_due(app: App, person: Person, words: str, language: str) -> tuple[date, time | None]:
    """The day, and the time where one is given, that a person means by `words`. Raises Invalid."""
    given = _ISO.sub(r"\1 \2", words[:WORDS_CHARACTERS].strip())
    if main_code(language) == "zh":
        given = _MONTH_AND_DAY.sub(r"\1月\2日", given)
    for tongue in dict.fromkeys((main_code(language), "en", "zh")):
        for said in _as_in_notes(given, tongue):
            found = await asyncio.to_thread(find, said, tongue, app.clock(), zone_of(person))
            if found and _is_all(found[0], said) and _agrees(found[0], app.clock().date()):
                return found[0].due_on, found[0].due_time
    raise Invalid(
        "No day in “{words}”. Write it like 2026-03-05, or “Friday at 3 pm”.",
        words=words[:WORDS_CHARACTERS].strip(),
    )


def _as_in_notes(given: str, tongue: str) -> tuple[str, ...]:
    """What is typed, and how a note would say it: there "may", "3/5" and "two weeks" alone are no day."""
    if tongue == "en":
        named = re.sub(r"\b[a-z]", lambda letter: letter[0].upper(), re.sub(r"^on\s", "", given))
        return given, f"by {named}", f"in {given}"
    return (given, f"{given}前") if tongue == "zh" else (given,)


def _agrees(found: Deadline, today: date) -> bool:
    """Whether the weekdays that are said with a date are its own, and not those of another year's."""
    if found.due_on < today - LONGEST_AGO and not re.search(r"\d{4}", found.words):
        return False
    return all(f"{found.due_on:%a}" == day.title() for day in _WEEKDAY.findall(found.words))


def _is_all(found: Deadline, said: str) -> bool:
    """Whether nothing else was said but filler, and the day's own weekday, whole or cut short."""
    rest = _FILLER.sub("", simplified(f"{said[: found.start]} {said[found.end :]}"))
    return f"{found.due_on:%A}".lower().startswith(rest.lower())
