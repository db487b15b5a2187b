"""Focus sessions: a stretch of time for one thing, and two questions after it. Nothing ticks: a session is a row with
the moment it ends, so a restart loses none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import care
from bot.features.people import Person
from bot.store.tables import FocusRow, PersonRow

USUAL_MINUTES = 25
MOST_MINUTES = 240
EXTENSION_MINUTES = 5
WORD_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Session:
    """`ends_at` is None while it is paused; `left` is what remained when it was read."""

    id: int
    planned: timedelta
    left: timedelta
    ends_at: datetime | None
    is_over: bool
    attention: int | None
    mood: int | None

    @property
    def is_paused(self) -> bool:
        return not self.is_over and self.ends_at is None

    @property
    def focused(self) -> timedelta:
        return self.planned - self.left


async def start(app: App, person: Person, minutes: int = USUAL_MINUTES) -> Session:
    """Starts a session. Raises Invalid where one is running, or for a length that is none."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("A session may have 1 to {limit} minutes.", limit=MOST_MINUTES)
    now = app.clock()
    async with app.write() as s:
        await s.get(PersonRow, person.id, with_for_update=True)  # two starts at once: the second waits
        before = await _last(s, person)
        if before is not None and not _is_over(before, now):
            raise Invalid("A session is running. Stop it before you start another.")
        row = FocusRow(
            person_id=person.id,
            started_at=now,
            planned_s=minutes * 60,
            ends_at=now + timedelta(minutes=minutes),
        )
        s.add(row)
        await s.flush()
        return _session(row, now)


async def latest(app: App, person: Person) -> Session | None:
    """The session that is running, or the last one there was."""
    async with app.read() as s:
        row = await _last(s, person)
        return _session(row, app.clock()) if row else None


async def get(app: App, person: Person, session_id: int) -> Session:
    """One session. Raises NotFound where it is not there, or somebody else's."""
    async with app.read() as s:
        row = await s.get(FocusRow, session_id)
        if row is None or row.person_id != person.id:
            raise NotFound("This session is not there.")
        return _session(row, app.clock())


async def pause(app: App, person: Person, session_id: int) -> Session:
    """Stops the clock; pausing a paused one changes nothing. Raises NotFound where it is over."""
    now = app.clock()
    async with app.write() as s:
        row = await _running(s, person, session_id, now)
        if row.ends_at is not None:
            row.left_s, row.ends_at = _left_s(row, now), None
        return _session(row, now)


async def resume(app: App, person: Person, session_id: int) -> Session:
    now = app.clock()
    async with app.write() as s:
        row = await _running(s, person, session_id, now)
        if row.ends_at is None:
            row.ends_at, row.left_s = now + timedelta(seconds=row.left_s), 0
        return _session(row, now)


async def extend(app: App, person: Person, session_id: int) -> Session:
    """Five minutes more. Raises Invalid where that is more than a session may have."""
    now, more = app.clock(), EXTENSION_MINUTES * 60
    async with app.write() as s:
        row = await _running(s, person, session_id, now)
        if row.planned_s + more > MOST_MINUTES * 60:
            raise Invalid("A session may have 1 to {limit} minutes.", limit=MOST_MINUTES)
        row.planned_s += more
        if row.ends_at is None:
            row.left_s += more
        else:
            row.ends_at += timedelta(seconds=more)
        return _session(row, now)


async def stop(app: App, person: Person, session_id: int) -> Session:
    """Ends it now; the minutes until now count. Stopping one that is over changes nothing."""
    now = app.clock()
    async with app.write() as s:
        row = await _own(s, person, session_id)
        if not _is_over(row, now):
            row.left_s, row.ends_at, row.stopped_at = _left_s(row, now), None, now
        return _session(row, now)


async def check_in(
    app: App,
    person: Person,
    session_id: int,
    *,
    attention: int | None = None,
    mood: int | None = None,
    word: str = "",
) -> care.Offer | None:
    """Keeps how it went, 1 to 5 each; what is left out stays as it was. Returns what care has to offer, if anything."""
    if any(given is not None and not 1 <= given <= 5 for given in (attention, mood)):
        raise Invalid("Choose a number from 1 to 5.")
    if len(word) > WORD_CHARACTERS:
        raise Invalid("A word here may have {limit} characters.", limit=WORD_CHARACTERS)
    now = app.clock()
    async with app.write() as s:
        row = await _own(s, person, session_id)
        if not _is_over(row, now):
            raise Invalid("This session is still running. Stop it first.")
        is_news = mood is not None and row.mood is None
        row.attention = attention or row.attention
        row.mood = mood or row.mood
        row.word = word.strip() or row.word
        moods = await s.scalars(
            select(FocusRow.mood)
            .where(FocusRow.person_id == person.id, FocusRow.mood.is_not(None), FocusRow.id <= row.id)
            .order_by(FocusRow.id.desc())
            .limit(care.LOOKED_AT)
        )
        return care.offer([mood for mood in moods if mood is not None]) if is_news else None


async def minutes_this_week(app: App, person: Person) -> int:
    """The minutes since Monday, on the person's own calendar; a running session counts as far as it got."""
    now = app.clock()
    own = now.astimezone(ZoneInfo(person.time_zone) if person.time_zone else UTC)
    monday = (own - timedelta(days=own.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    async with app.read() as s:
        rows = await s.scalars(
            select(FocusRow).where(FocusRow.person_id == person.id, FocusRow.started_at >= monday)
        )
        return sum(row.planned_s - _left_s(row, now) for row in rows) // 60


async def export(app: App, person: Person) -> list[dict[str, Any]]:
    async with app.read() as s:
        rows = await s.scalars(select(FocusRow).where(FocusRow.person_id == person.id).order_by(FocusRow.id))
        return [
            {
                "started_at": row.started_at.isoformat(),
                "focused_seconds": row.planned_s - _left_s(row, app.clock()),
                "attention": row.attention,
                "mood": row.mood,
                "word": row.word,
            }
            for row in rows
        ]


async def erase(app: App, person: Person) -> None:
    async with app.write() as s:
        await s.execute(delete(FocusRow).where(FocusRow.person_id == person.id))


async def _last(s: AsyncSession, person: Person) -> FocusRow | None:
    found: FocusRow | None = await s.scalar(
        select(FocusRow).where(FocusRow.person_id == person.id).order_by(FocusRow.id.desc()).limit(1)
    )
    return found


async def _own(s: AsyncSession, person: Person, session_id: int) -> FocusRow:
    row = await s.get(FocusRow, session_id, with_for_update=True)
    if row is None or row.person_id != person.id:
        raise NotFound("This session is not there.")
    return row


async def _running(s: AsyncSession, person: Person, session_id: int, now: datetime) -> FocusRow:
    row = await _own(s, person, session_id)
    if _is_over(row, now):
        raise NotFound("This session is over. You can start another.")
    return row


def _is_over(row: FocusRow, now: datetime) -> bool:
    return row.stopped_at is not None or (row.ends_at is not None and row.ends_at <= now)


def _left_s(row: FocusRow, now: datetime) -> int:
    if row.ends_at is None:
        return row.left_s
    return max(0, round((row.ends_at - now).total_seconds()))


def _session(row: FocusRow, now: datetime) -> Session:
    return Session(
        row.id,
        timedelta(seconds=row.planned_s),
        timedelta(seconds=_left_s(row, now)),
        row.ends_at,
        _is_over(row, now),
        row.attention,
        row.mood,
    )
