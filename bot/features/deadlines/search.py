"""Which sentences of a note are looked at for dates, and by which language's rules. Pure; call it in a thread."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from babel.core import get_global

from bot.features.deadlines import chinese, phrases
from bot.features.deadlines.found import Deadline
from bot.features.people import Person
from model import ScoredSentence, main_code, mentions_deadline

MOST_SENTENCES = (
    500  # of a note, those chosen first before others: a book of orders stays a matter of a second
)
LOOKED_AT_CHARS = 600
HAN_WRITTEN = ("zh", "ja")
HAN = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff60]")  # and its punctuation: DDL：12.8


def zone_of(person: Person) -> ZoneInfo:
    """Whose "today" counts; UTC until the person sets a zone."""
    return ZoneInfo(person.time_zone or "UTC")


def find(
    text: str, language: str, now: datetime, zone: tzinfo, *, sure_only: bool = False
) -> tuple[Deadline, ...]:
    """The dates to come that a sentence names, in its order, as of `now` (aware) on a clock in `zone`.

    Where some are said to be the last allowed ("by Friday", "周五前") only those: the others are when something is.
    Day and month are ordered as in the zone's country: 05/06 is in May in New York and in June in London.
    `sure_only`: only a last date that is one whatever the sentence says beside it, so that a text to study has none.
    """
    beginning, here = text[:LOOKED_AT_CHARS], now.astimezone(zone)
    code = main_code(language)
    found: list[Deadline] = []
    if code in HAN_WRITTEN or _is_chinese(beginning):
        found = list(chinese.find(beginning, here, sure_only=sure_only))
    if not found and not (code in HAN_WRITTEN and HAN.search(beginning)):
        tongue = "en" if code in HAN_WRITTEN else language
        found = list(phrases.find(beginning, tongue, _territory(tongue, zone), here, sure_only=sure_only))
    return tuple([each for each in found if each.is_last] or found)


def _is_chinese(text: str) -> bool:
    """Whether most of a sentence in a note of another language is written in it."""
    return 2 * len(HAN.findall(text)) > sum(map(str.isalnum, text))


def _territory(language: str, zone: tzinfo) -> str | None:
    """The country whose order of day and month counts: the one the language names, else that of the zone."""
    _, *region = re.split("[-_]", language)
    if region and len(region[-1]) == 2:
        return region[-1].upper()
    territories: Mapping[str, str] = get_global("zone_territories")
    return territories.get(getattr(zone, "key", ""))


def in_note(
    text: str, sentences: Sequence[ScoredSentence], language: str, now: datetime, zone: tzinfo
) -> dict[int, tuple[Deadline, ...]]:
    """What each sentence names, by its index; where it is no action item and does not speak of a deadline, only what is
    one for sure.

    Offsets are those of the note's `text`. At most MOST_SENTENCES sentences are looked at.
    """
    said = [text[s.start : s.end] for s in sentences]
    asked = {i for i, s in enumerate(sentences) if s.kind == "action" or mentions_deadline(said[i], language)}
    first = sorted(range(len(sentences)), key=lambda i: (i not in asked, sentences[i].rank))
    looked_at = sorted(first[:MOST_SENTENCES])
    found = {i: find(said[i], language, now, zone, sure_only=i not in asked) for i in looked_at}
    return {
        i: tuple(_moved(each, sentences[i].start) for each in deadlines)
        for i, deadlines in found.items()
        if deadlines
    }


def _moved(deadline: Deadline, by: int) -> Deadline:
    return replace(deadline, start=deadline.start + by, end=deadline.end + by)
