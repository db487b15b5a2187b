"""Which sentences of a note are looked at for dates, and by which language's rules. Pure; call it in a thread."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.texts.dates import chinese, korean, phrases
from bot.texts.dates.appointments import attended, begins_as_date, speaks_of_appointment
from bot.texts.dates.chinese.script import as_read
from bot.texts.dates.found import Deadline, is_likely
from bot.texts.dates.lines import Lines
from bot.texts.dates.order import HAN_WRITTEN, ORDERED_SO, order_of, order_told, territory
from bot.texts.dates.said.mails import on_clock
from bot.texts.dates.said.stamps import NOT_YET, stamps_in
from bot.texts.dates.said.written import Said, Written
from bot.texts.dates.tables import PREFIX, Due, due_cells, due_for, hours_in
from model import HANGUL, ScoredSentence, main_code, mentions_deadline

log = logging.getLogger(__name__)

MOST_SENTENCES = (
    500  # of a note, those chosen first before others: a book of orders stays a matter of a second
)
LOOKED_AT_CHARS = 600
LONGEST_AHEAD = timedelta(days=120)  # of a day that a line without a year names
KOREAN = "ko"
_YEAR = re.compile(r"\d{4}")
_HANGUL = re.compile(f"[{HANGUL}]")
HAN = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff60]")  # and its punctuation: DDL：12.8


def find(
    text: str, language: str, now: datetime, zone: tzinfo, *, sure_only: bool = False
) -> tuple[Deadline, ...]:
    """The dates to come that a sentence names, in its order, as of `now` (aware) on a clock in `zone`.

    Days are counted from the stamp of a chat's message, where one begins the text.
    Where some are said to be the last allowed ("by Friday", "周五前") only those: the others are when something is.
    Day and month are ordered as in the zone's country: 05/06 is in May in New York and in June in London.
    `sure_only`: only a last date that is one whatever the sentence says beside it, so that a text to study has none.
    """
    here = now.astimezone(zone)
    stamps = stamps_in(text[:LOOKED_AT_CHARS], here, order_of(language, zone))
    if not stamps or stamps[0].start:
        return _find(text, language, here, here, sure_only=sure_only, is_said=True)
    said = _find(text[stamps[0].end :], language, stamps[0].at, here, sure_only=sure_only, is_said=True)
    return tuple(_moved(each, stamps[0].end) for each in said)


def _find(
    text: str,
    language: str,
    written_at: datetime,
    here: datetime,
    *,
    sure_only: bool,
    is_said: bool = False,
    order: str | None = None,
) -> tuple[Deadline, ...]:
    """As `find`, of what was written at one time and is asked for at another, on the same clock; `is_said` where it was
    at that time: a note may be older than it is here. `order` is that of day and month where the note's own dates tell
    it."""
    found = _named(text, language, written_at, here, sure_only=sure_only, is_said=is_said, order=order)
    if any(each.is_last for each in found):
        return tuple(each for each in found if each.is_last or _is_handed_in(text, each))
    return tuple(found)


def _is_handed_in(text: str, day: Deadline) -> bool:
    return HAN.search(day.words) is not None and chinese.is_handed_in(text, day.end)


def _find_attended(
    text: str, language: str, written_at: datetime, here: datetime, *, is_said: bool, order: str | None
) -> tuple[Deadline, ...]:
    """The days to come of examinations and other appointments that a sentence names."""
    said = begins_as_date(text)
    found = _named(said, language, written_at, here, sure_only=False, is_said=is_said, order=order)
    kept = attended(text, [(each.start, each.end) for each in found])
    return tuple(
        each
        for each in found
        if (each.start, each.end) in kept and not each.is_last and each.due_on >= here.date()
    )


def _find_below(
    line: str, hours: Sequence[str], language: str, written_at: datetime, here: datetime, *, order: str | None
) -> tuple[Deadline, ...]:
    """The day to come in a line that is for when an appointment is, and its time in what the next lines say of `hours`;
    not today, which is when papers are written, nor a far one without its year, which may be over."""
    found = _named(line, language, written_at, here, sure_only=False, is_said=True, order=order)
    day = next((each for each in found if not each.is_last and each.due_on > here.date()), None)
    if day is None or (day.due_on > here.date() + LONGEST_AHEAD and not _YEAR.search(day.words)):
        return ()
    return (_timed(day, hours, language, written_at, here, order=order),)


def _timed(
    day: Deadline,
    hours: Sequence[str],
    language: str,
    written_at: datetime,
    here: datetime,
    *,
    order: str | None,
) -> Deadline:
    """With the first time that one of `hours` begins with, where it has none of its own."""
    for said in hours if day.due_time is None else ():
        whole = f"{day.words}, {said}"
        timed = _named(whole, language, written_at, here, sure_only=False, is_said=True, order=order)[:1]
        if timed and timed[0].due_on == day.due_on and timed[0].due_time:
            return replace(day, due_time=timed[0].due_time)
    return day


def _named(
    text: str,
    language: str,
    written_at: datetime,
    here: datetime,
    *,
    sure_only: bool,
    is_said: bool,
    order: str | None,
) -> list[Deadline]:
    """All the dates of a sentence that are likely to be meant, as `_find` looks for them."""
    beginning, zone = text[:LOOKED_AT_CHARS], here.tzinfo
    code = main_code(language)
    found: list[Deadline] = []
    if code in HAN_WRITTEN or _is_chinese(beginning):
        found = list(chinese.find(beginning, written_at, sure_only=sure_only, is_said=is_said))
    if code == KOREAN or _is_korean(beginning):
        found = list(korean.find(beginning, written_at, sure_only=sure_only, is_said=is_said))
        if found or _HANGUL.search(beginning):
            return _likely(found, here)
    if not found and not (code in HAN_WRITTEN and HAN.search(beginning)):
        tongue = "en" if code in (*HAN_WRITTEN, KOREAN) else language
        place = ORDERED_SO["MDY"] if code == KOREAN else territory(tongue, zone)
        if tongue == "en":
            place = ORDERED_SO.get(order or "", place)
        found = list(phrases.find(beginning, tongue, place, written_at, sure_only=sure_only, is_said=is_said))
    return _likely(found, here)


def _likely(found: Iterable[Deadline], here: datetime) -> list[Deadline]:
    return [each for each in found if is_likely(each.due_on, here.date())]


def _find_due(
    cell: str, language: str, written_at: datetime, here: datetime, order: str | None
) -> tuple[Deadline, ...]:
    """The date in a table's cell by which something is due."""
    code = "zh" if _is_chinese(cell) else main_code(language)
    prefix = PREFIX.get("en" if code in HAN_WRITTEN and not HAN.search(cell) else code, "")
    found = _find(f"{prefix}{cell}", language, written_at, here, sure_only=False, order=order)[:1]
    if found and found[0].start <= len(prefix) < found[0].end:
        end = found[0].end - len(prefix)
        return (replace(found[0], words=cell[:end], start=0, end=end, is_last=True),)
    among = _find(cell, language, written_at, here, sure_only=False, order=order)[:1]  # Final paper, Dec 11
    return tuple(replace(each, is_last=True) for each in among)


def _find_in_row(
    text: str, due: Due, language: str, written_at: datetime, here: datetime, order: str | None
) -> list[Deadline]:
    """The date in a row's cell of what is due when; where words stand there, the row's day if it is not over, and else
    the day of an exam in it. Where they stand in `text`."""
    cell = text[due.cell_start : due.cell_end]
    if named := _find_due(cell, language, written_at, here, order):
        return [_moved(each, due.cell_start) for each in named]
    if due.day is None:
        return []
    names_what = due.names_what(text)
    if names_what and not speaks_of_appointment(cell):
        found = _find_due(text[slice(*due.day)], language, written_at, here, order)
        start, hours = due.day[0], hours_in(cell)
    else:
        behind = cell if names_what else " " * len(cell)
        row = f"{text[due.start : due.cell_start]}{behind}{text[due.cell_end : due.end]}"
        found = _find_attended(row, language, written_at, here, is_said=True, order=order)
        start, hours = due.start, hours_in(row)
    to_come = [each for each in found if each.due_on >= here.date()]
    return [_moved(_timed(each, hours, language, written_at, here, order=order), start) for each in to_come]


def _is_chinese(text: str) -> bool:
    """Whether most of a sentence in a note of another language is written in it."""
    return 2 * len(HAN.findall(text)) > sum(map(str.isalnum, text))


def _is_korean(text: str) -> bool:
    """As `_is_chinese`, of Korean."""
    return 2 * len(_HANGUL.findall(text)) > sum(map(str.isalnum, text))


def in_note(
    text: str,
    sentences: Sequence[ScoredSentence],
    language: str,
    now: datetime,
    zone: tzinfo,
    *,
    written_at: datetime | None = None,
) -> dict[int, tuple[Deadline, ...]]:
    """What each sentence names, by its index; where it is no action item and does not speak of a deadline, only what is
    one for sure. The days of examinations and other appointments to come are among it in any sentence.

    Days are counted from the stamp of a chat's message or the day at its head, else from when a mail was sent or the
    meeting was whose minutes they are, else from `written_at` (aware), when the whole text was, else from `now`.
    Offsets are those of the note's `text`. At most MOST_SENTENCES sentences are looked at.
    """
    said = [text[s.start : s.end][:LOOKED_AT_CHARS] for s in sentences]
    if main_code(language) in HAN_WRITTEN:
        said = [as_read(each).text for each in said]
    asked = {i for i, s in enumerate(sentences) if s.kind == "action" or mentions_deadline(said[i], language)}
    attended_at = {
        i for i, s in enumerate(sentences) if speaks_of_appointment(text[s.start : s.end][:LOOKED_AT_CHARS])
    }
    lines = Lines(text)
    below_at = {i for i, s in enumerate(sentences) if lines.is_of_appointment(s.start)}
    wanted = asked | attended_at | below_at
    first = sorted(range(len(sentences)), key=lambda i: (i not in wanted, sentences[i].rank))
    looked_at = sorted(first[:MOST_SENTENCES])
    here = now.astimezone(zone)
    whole_at = on_clock(written_at, zone) if written_at and written_at <= now + NOT_YET else here
    told = order_told(text, language, zone, whole_at.date())
    written = Written.told_in(text, here, whole_at, order_of(language, zone), told)
    tabled = due_cells(text)
    found: dict[int, tuple[Deadline, ...]] = {}
    for i in looked_at:
        due = due_for(sentences[i].start, tabled)
        said_at = written.said(sentences[i])
        start = said_at.start
        part = text[start : sentences[i].end]
        try:
            if due is not None:
                start, named = 0, tuple(_find_in_row(text, due, language, said_at.at, here, told))
            else:
                which = {"is_asked": i in asked, "is_attended": i in attended_at}
                named = _of_sentence(part, language, said_at, here, told, **which)
                if i in below_at:
                    hours = lines.below(start)
                    below = _find_below(part, hours, language, said_at.at, here, order=told)
                    named = _together(below, named)
        except Exception as error:  # it must not cost the note; its text is not told
            log.error("a sentence's date could not be read: %s", type(error).__name__)
            continue
        if named:
            found[i] = tuple(_moved(each, start) for each in named)
    return found


def _of_sentence(
    text: str,
    language: str,
    said: Said,
    here: datetime,
    order: str | None,
    *,
    is_asked: bool,
    is_attended: bool,
) -> tuple[Deadline, ...]:
    """What a sentence names that may be asked for something, and the days that it says are to be attended."""
    known = said.is_known
    named = _find(text, language, said.at, here, sure_only=not is_asked, is_said=known, order=order)
    if not is_attended:
        return named
    return _together(named, _find_attended(text, language, said.at, here, is_said=known, order=order))


def _together(named: Sequence[Deadline], others: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """The dates named and those of the others that are not among them, in their order."""
    new = (
        other for other in others if all(other.end <= each.start or each.end <= other.start for each in named)
    )
    return tuple(sorted((*named, *new), key=lambda each: each.start))


def _moved(deadline: Deadline, by: int) -> Deadline:
    return replace(deadline, start=deadline.start + by, end=deadline.end + by)
