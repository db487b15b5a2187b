"""A private calendar feed: the coming reminders, the tasks with a date, and the deadlines found in one's notes that are
no tasks, for any calendar program.

Its address holds a secret, of which only a hash is kept; a new one makes the old address void. The format is
iCalendar, https://www.rfc-editor.org/rfc/rfc5545; an event's UID stays the same however often the feed is fetched.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from bot.app import App
from bot.errors import NotFound
from bot.features import deadlines, tasks
from bot.features.icalendar import calendar, escaped, stamp
from bot.features.people import Person, person_of
from bot.features.reminders.schedule import Occurrence, next_after
from bot.features.reminders.settings import occurrence_of, schedule_of
from bot.features.reminders.today import Due, told
from bot.features.tasks import Task
from bot.locales import N_
from bot.store.tables import PersonRow, ReminderRow

REMINDERS_AHEAD = 60
DEADLINES_BEHIND, DEADLINES_AHEAD = timedelta(days=30), timedelta(days=366)
MOST_DEADLINES = 300
LASTS = timedelta(minutes=15)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


async def renew(app: App, person: Person) -> str:
    """A new secret for the feed's address; the old one leads nowhere now. Raises NotFound without a reminder."""
    secret = secrets.token_urlsafe(24)
    async with app.write() as s:
        row = await s.get(ReminderRow, person.id, with_for_update=True)
        if row is None:
            raise NotFound("There is no reminder yet. Set one first.")
        row.calendar_hash = _hash(secret)
    return secret


async def new_address(app: App, person: Person) -> str:
    """The address of the feed, with a new secret; the one before leads nowhere from now on. Raises NotFound."""
    return f"{app.settings.base_url}/calendar/{await renew(app, person)}.ics"


async def feed(app: App, secret: str) -> str:
    """The calendar behind a secret, as text/calendar. Raises NotFound."""
    now = app.clock()
    async with app.read() as s:
        found = (
            await s.execute(
                select(ReminderRow, PersonRow)
                .join(PersonRow, PersonRow.id == ReminderRow.person_id)
                .where(ReminderRow.calendar_hash == _hash(secret))
            )
        ).one_or_none()
        if found is None:
            raise NotFound("There is no calendar at this address.")
        row, person = found[0], person_of(found[1])
        today = now.astimezone(schedule_of(row).tz).date()
        first, last = today - DEADLINES_BEHIND, today + DEADLINES_AHEAD
        dated = await deadlines.coming(
            s, person.id, first, last, MOST_DEADLINES, but_not=tasks.stands_for_deadline()
        )
    due = await told(app, dated)
    language = person.language or row.language
    to_do = await tasks.dated(app, person, first, last, MOST_DEADLINES)
    return await asyncio.to_thread(_calendar, app.settings.base_url, row, due, to_do, now, language)


def _calendar(
    base_url: str, row: ReminderRow, due: Sequence[Due], to_do: Sequence[Task], now: datetime, language: str
) -> str:
    lines: list[str] = []
    for each in _coming(row, now):
        lines += _event(
            f"reminder-{row.person_id}-{each.on:%Y%m%d}", now, N_("Today's focus").to(language), each
        )
    tz = schedule_of(row).tz
    for each_due in due:
        deadline = each_due.deadline
        at = deadline.due_time
        begin = datetime.combine(deadline.due_on, at, tz).astimezone(UTC) if at else deadline.due_on
        place = f"{each_due.note_id}-{each_due.index}"
        uid = f"deadline-{place}-{deadline.due_on:%Y%m%d}{f'-{at:%H%M}' if at else ''}"
        event = _event(uid, now, each_due.sentence, begin)
        page = f"URL:{base_url}/notes/{each_due.note_id}#s{each_due.index}"
        lines += [*event[:-1], f"DESCRIPTION:{escaped(each_due.title)}", page, event[-1]]
    for task in to_do:
        assert task.due_on is not None
        lines += _event(f"task-due-{task.uid}", now, task.sentence, task.due_at or task.due_on)
    return calendar("Reminders", lines)


def _coming(row: ReminderRow, now: datetime) -> list[Occurrence]:
    """The next reminders, each at its own moment in UTC: so that no calendar has to know the zone's rules."""
    found: list[Occurrence] = []
    upcoming = occurrence_of(row) if row.is_on else None
    while upcoming is not None and len(found) < REMINDERS_AHEAD:
        found.append(upcoming)
        upcoming = next_after(schedule_of(row), upcoming.on + timedelta(days=1), now)
    return found


def _event(uid: str, now: datetime, summary: str, begin: Occurrence | datetime | date) -> list[str]:
    """An event with its UID; of a whole day where only the date is known."""
    if isinstance(begin, Occurrence):
        begin = begin.at
    if isinstance(begin, datetime):
        times = [f"DTSTART:{stamp(begin)}", f"DTEND:{stamp(begin + LASTS)}"]
    else:
        times = [f"DTSTART;VALUE=DATE:{begin:%Y%m%d}", f"DTEND;VALUE=DATE:{begin + timedelta(days=1):%Y%m%d}"]
    described = [f"SUMMARY:{escaped(summary)}", "TRANSP:TRANSPARENT"]
    return ["BEGIN:VEVENT", f"UID:{uid}@pith", f"DTSTAMP:{stamp(now)}", *times, *described, "END:VEVENT"]
