"""Tasks as a file: a calendar of to-dos, a table, or Markdown. Importing a newer calendar updates its to-dos."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from bot.app import App
from bot.features.export import Exported, harmless, inert
from bot.features.icalendar import calendar, escaped, stamp
from bot.features.people import Person
from bot.features.tasks.listing import list_tasks, today_of
from bot.features.tasks.task import Task
from bot.features.tasks.words import due_words

READ_AT_ONCE = 500
CSV_COLUMNS = (
    "task",
    "due_date",
    "due_time",
    "time_zone",
    "snoozed_until",
    "done_at",
    "note",
    "uid",
    "created_at",
)


class Format(StrEnum):
    CALENDAR = "ics"
    CSV = "csv"
    MARKDOWN = "md"


MEDIA_TYPES = {
    Format.CALENDAR: "text/calendar; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
}


async def every_task(app: App, person: Person) -> list[Task]:
    """Open, put off and done."""
    found: list[Task] = []
    cursor: int | None = 0
    while cursor is not None:
        page = await list_tasks(app, person, limit=READ_AT_ONCE, cursor=cursor)
        found += page.tasks
        cursor = page.next_cursor
    return found


async def export_tasks(app: App, person: Person, form: Format, language: str) -> Exported:
    """Every task, done ones too, in one file; words of ours in the reader's `language`."""
    tasks, now, today = await every_task(app, person), app.clock(), today_of(app, person)

    def write() -> str:
        if form is Format.CALENDAR:
            return calendar("Tasks", [line for task in tasks for line in todo(task, now)])
        return _csv(tasks) if form is Format.CSV else _markdown(tasks, language, today)

    data = (await asyncio.to_thread(write)).encode()
    return Exported(f"pith-tasks.{form}", MEDIA_TYPES[form], data)


def todo(task: Task, now: datetime) -> list[str]:
    """A VTODO (3.6.2); its UID and its SEQUENCE tell a program which of two versions of one is the newer."""
    lines = [
        "BEGIN:VTODO",
        f"UID:task-{task.uid}@pith",
        f"DTSTAMP:{stamp(now)}",
        f"CREATED:{stamp(task.created_at)}",
        f"LAST-MODIFIED:{stamp(task.changed_at)}",
        f"SEQUENCE:{task.changes}",
        f"SUMMARY:{escaped(task.sentence)}",
        f"DESCRIPTION:{escaped(task.title)}",
    ]
    if task.due_at is not None:
        lines.append(f"DUE:{stamp(task.due_at)}")
    elif task.due_on is not None:
        lines.append(f"DUE;VALUE=DATE:{task.due_on:%Y%m%d}")
    if task.done_at is not None:
        lines += ["STATUS:COMPLETED", "PERCENT-COMPLETE:100", f"COMPLETED:{stamp(task.done_at)}"]
    else:
        lines.append("STATUS:NEEDS-ACTION")
    return [*lines, "END:VTODO"]


def _csv(tasks: Sequence[Task]) -> str:
    out = io.StringIO()
    out.write("\ufeff")  # without it Excel reads Chinese as gibberish
    table = csv.writer(out)
    table.writerow(CSV_COLUMNS)
    for task in tasks:
        row = [
            task.words,
            task.due_on,
            f"{task.due_time:%H:%M}" if task.due_time else "",
            task.zone if task.due_time else "",
            task.snoozed_until_on,
            task.done_at.isoformat() if task.done_at else "",
            task.title,
            task.uid,
            task.created_at.isoformat(),
        ]
        table.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def _markdown(tasks: Sequence[Task], language: str, today: date) -> str:
    lines = []
    for task in tasks:
        about = " · ".join(part for part in (due_words(task, language, today), inert(task.title)) if part)
        lines.append(f"- [{'x' if task.is_done else ' '}] {inert(task.words)} *({about})*")
    return "\n".join(lines) + "\n"
