"""Sessions: begun, paused, lengthened, ended, and how they went. A row holds all of one."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features import care
from bot.features.focus import phases
from bot.features.focus.phases import BREAK_MINUTES, USUAL_MINUTES
from bot.features.focus.states import Done, Session, elapsed_s, end, focused_s, is_over, left_s, session_of
from bot.features.people import Person
from bot.store.tables import FocusRoomRow, FocusRow, PersonRow

EXTENSION_MINUTES = 5
WORD_CHARACTERS = 200


async def start(
    app: App,
    person: Person,
    minutes: int = USUAL_MINUTES,
    rounds: int = 1,
    break_minutes: int = BREAK_MINUTES,
) -> Session:
    """Starts a session of one round or several. Raises Invalid where one is running, or for a length that is none."""
    lengths = phases.lengths_of(minutes, rounds, break_minutes)
    now = app.clock()
    async with app.write() as s:
        return session_of(await begin(s, person, lengths, now), now)


async def start_usual(app: App, person: Person) -> Session:
    """The session that is running, or a new one of the usual length."""
    now = app.clock()
    async with app.write() as s:
        row = await _one_running(s, person, now)
        return session_of(row or await begin(s, person, phases.lengths_of(USUAL_MINUTES), now), now)


async def begin(
    s: AsyncSession, person: Person, lengths: phases.Lengths, now: datetime, room_id: int | None = None
) -> FocusRow:
    """The row of a session that begins now. Raises Invalid where one is running."""
    await check_free(s, person, now)
    row = FocusRow(
        person_id=person.id,
        started_at=now,
        planned_s=sum(lengths),
        phases=list(lengths),
        focus_s=sum(lengths[::2]),
        ends_at=now + timedelta(seconds=sum(lengths)),
        room_id=room_id,
    )
    s.add(row)
    await s.flush()
    return row


async def check_free(s: AsyncSession, person: Person, now: datetime) -> None:
    """Raises Invalid where a session of theirs is running. The person's row is locked from here on."""
    if await _one_running(s, person, now) is not None:
        raise Invalid("A session is running. Stop it before you start another.")


async def _one_running(s: AsyncSession, person: Person, now: datetime) -> FocusRow | None:
    await s.get(PersonRow, person.id, with_for_update=True)  # two starts at once: the second waits
    row = await last_of(s, person)
    return None if row is None or is_over(row, now) else row


async def latest(app: App, person: Person) -> Session | None:
    """The session that is running, or the last one there was."""
    async with app.read() as s:
        row = await last_of(s, person)
        return session_of(row, app.clock()) if row else None


async def get(app: App, person: Person, session_id: int) -> Session:
    """One session. Raises NotFound where it is not there, or somebody else's."""
    async with app.read() as s:
        row = await s.get(FocusRow, session_id)
        if row is None or row.person_id != person.id:
            raise NotFound("This session is not there.")
        return session_of(row, app.clock())


async def pause(app: App, person: Person, session_id: int) -> Session:
    """Stops the clock; pausing a paused one changes nothing. Raises NotFound where it is over."""
    now = app.clock()
    async with app.write() as s:
        row = await _running(s, person, session_id, now)
        if row.ends_at is not None:
            row.left_s, row.ends_at = left_s(row, now), None
        return session_of(row, now)


async def resume(app: App, person: Person, session_id: int) -> Session:
    now = app.clock()
    async with app.write() as s:
        row = await _running(s, person, session_id, now)
        if row.ends_at is None:
            row.ends_at, row.left_s = now + timedelta(seconds=row.left_s), 0
        return session_of(row, now)


async def extend(app: App, person: Person, session_id: int) -> Session:
    """Five minutes more of the round or the break it is in. Raises Invalid where the session gets too long."""
    now, more = app.clock(), EXTENSION_MINUTES * 60
    async with app.write() as s:
        row = await _running(s, person, session_id, now)
        lengths = phases.lengthened(row.phases, elapsed_s(row, now), more)
        row.phases, row.planned_s, row.focus_s = list(lengths), sum(lengths), sum(lengths[::2])
        if row.ends_at is None:
            row.left_s += more
        else:
            row.ends_at += timedelta(seconds=more)
        return session_of(row, now)


async def stop(app: App, person: Person, session_id: int) -> Session:
    """Ends it now; the minutes until now count. Stopping one that is over changes nothing."""
    now = app.clock()
    async with app.write() as s:
        shared = await s.scalar(select(FocusRow.room_id).where(FocusRow.id == session_id))
        if shared is not None:  # a shared one before somebody's session in it
            await s.get(FocusRoomRow, shared, with_for_update=True)
        row = await _own(s, person, session_id)
        if not is_over(row, now):
            end(row, now)
            if row.room_id is not None:
                await touch(s, row.room_id, now)
        return session_of(row, now)


async def check_in(
    app: App,
    person: Person,
    session_id: int,
    *,
    attention: int | None = None,
    mood: int | None = None,
    word: str = "",
    spoken: str | None = None,
) -> care.Offer | None:
    """Keeps how it went, 1 to 5 each; what is left out stays as it was. Returns what care has to offer, if anything,
    to a mood told first or, as by a button pressed twice, again; `spoken` is the language that their browser or Discord
    speaks, where they set none.
    """
    if any(given is not None and not 1 <= given <= 5 for given in (attention, mood)):
        raise Invalid("Choose a number from 1 to 5.")
    if len(word) > WORD_CHARACTERS:
        raise Invalid("A word here may have {limit} characters.", limit=WORD_CHARACTERS)
    now = app.clock()
    async with app.write() as s:
        row = await _own(s, person, session_id)
        if not is_over(row, now):
            raise Invalid("This session is still running. Stop it first.")
        is_changed = row.mood not in (None, mood)
        row.attention = attention or row.attention
        row.mood = mood or row.mood
        row.word = word.strip() or row.word
        if mood is None or is_changed:
            return None
        before, after = await _moods_beside(s, row)
        return care.offer(before, mood, after, person.time_zone, person.language or spoken)


async def _moods_beside(s: AsyncSession, row: FocusRow) -> tuple[list[int], list[int]]:
    """Those of the person's sessions before and after it, the nearest first."""
    told = select(FocusRow.mood).where(FocusRow.person_id == row.person_id, FocusRow.mood.is_not(None))
    before = told.where(FocusRow.id < row.id).order_by(FocusRow.id.desc()).limit(care.IN_A_ROW)
    after = told.where(FocusRow.id > row.id).order_by(FocusRow.id).limit(care.IN_A_ROW)
    earlier, later = [[mood for mood in await s.scalars(side) if mood] for side in (before, after)]
    return earlier, later


async def done_since(s: AsyncSession, person: Person, since: datetime, now: datetime) -> list[Done]:
    """The sessions begun since then, the oldest first; one that is running counts as far as it got."""
    columns = (FocusRow.id, FocusRow.started_at, FocusRow.focus_s, FocusRow.attention, FocusRow.mood)
    found = await s.execute(
        select(*columns)
        .where(FocusRow.person_id == person.id, FocusRow.started_at >= since)
        .order_by(FocusRow.started_at)
    )
    last = await last_of(s, person)
    running = {last.id: focused_s(last, now)} if last else {}
    return [Done(row.started_at, running.get(row.id, row.focus_s), row.attention, row.mood) for row in found]


async def last_of(s: AsyncSession, person: Person) -> FocusRow | None:
    """The one that is running, or the last one there was."""
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
    if is_over(row, now):
        raise NotFound("This session is over. You can start another.")
    return row


async def touch(s: AsyncSession, room_id: int, now: datetime) -> None:
    """Who is in a shared session has changed: its message has to say so, also one that could not be changed so far."""
    await s.execute(
        update(FocusRoomRow)
        .where(FocusRoomRow.id == room_id, FocusRoomRow.ends_at > now)
        .values(changes=FocusRoomRow.changes + 1, look_at=now)
    )
