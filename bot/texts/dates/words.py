"""How a deadline is told: in words for a reader, and in JSON for programs. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date

from bot.locales import N_
from bot.texts.dates.found import Deadline

DAY = {"en": "EEE d MMM y", "zh_CN": "y年M月d日EEE"}


def due_words(deadline: Deadline, language: str, today: date | None = None) -> str:
    """In the reader's `language`: "due Fri 27 Nov 2026, 15:00 — “by Friday at 3”"; without "due" where the words only
    name a date, and "was due …" where that was before `today`."""
    day = format_date(deadline.due_on, DAY[language], locale=language)
    if deadline.due_time is not None:
        day = f"{day}, {deadline.due_time:%H:%M}" if language == "en" else f"{day} {deadline.due_time:%H:%M}"
    words = " ".join(deadline.words.split())
    if not deadline.is_last:
        return N_("{date} — “{words}”", date=day, words=words).to(language)
    if today is not None and deadline.due_on < today:
        return N_("was due {date} — “{words}”", date=day, words=words).to(language)
    return N_("due {date} — “{words}”", date=day, words=words).to(language)


def as_json(deadline: Deadline) -> dict[str, Any]:
    """`date` is YYYY-MM-DD and `time` HH:MM or null, both as the person's own clock has them."""
    clock = f"{deadline.due_time:%H:%M}" if deadline.due_time else None
    return {"words": deadline.words, "date": deadline.due_on.isoformat(), "time": clock}
