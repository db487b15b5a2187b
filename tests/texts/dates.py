"""What the tests of deadlines look at: a date as one word, and what the lines of a note name."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.dates import Deadline, in_note
from model import ScoredSentence


def day_and_time(found: Deadline) -> str:
    """2026-12-10 19:00, or the day alone."""
    return f"{found.due_on}" + (f" {found.due_time:%H:%M}" if found.due_time else "")


def dates_of_lines(text: str, language: str, now: datetime, zone: ZoneInfo) -> list[Deadline]:
    """What each line names, none of which asks for anything."""
    sentences, at = [], 0
    for i, line in enumerate(text.split("\n")):
        sentences.append(ScoredSentence(at, at + len(line), 0.0, i, 1, "key", ()))
        at += len(line) + 1
    found = in_note(text, sentences, language, now, zone)
    said = [each for i in sorted(found) for each in found[i]]
    assert all(text[each.start : each.end] == each.words for each in said)
    return said
