"""When a task is due, in words for a reader. Pure; babel's tables are read at the first use."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from bot.features.tasks.task import Task
from bot.locales import N_
from bot.texts.dates.words import DAY


def day_words(day: date, language: str) -> str:
    words: str = format_date(day, DAY[language], locale=language)
    return words


def due_words(task: Task, language: str, today: date) -> str:
    """ "due Fri 27 Nov 2026, 15:00", of an open task "was due …" once its day is over; empty where it has no date."""
    if task.due_on is None:
        return ""
    when = day_words(task.due_on, language)
    if task.due_time is not None:
        when += f"{', ' if language == 'en' else ' '}{task.due_time:%H:%M}"
    is_over = task.due_on < today and not task.is_done
    return (N_("was due {date}", date=when) if is_over else N_("due {date}", date=when)).to(language)
