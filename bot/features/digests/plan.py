"""When a group's digest comes and what stands in it: set by who manages the group, each change written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid, NotFound
from bot.features.groups.audit import changed_by
from bot.features.groups.group import managed, membership
from bot.features.people import Person
from bot.features.reminders import Schedule, check
from bot.features.reminders.schedule import Occurrence, local_date, next_after
from bot.features.reminders.words import days_words
from bot.locales import N_
from bot.store.tables import DigestPlanRow, GroupRow
from bot.texts.zones import zone_words

WEEK, DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """`next_at` is when the next one comes, None while they are off. `channels` are those that it tells of."""

    schedule: Schedule
    channels: tuple[int, ...]
    with_deadlines: bool
    next_at: datetime | None

    @property
    def is_on(self) -> bool:
        return self.next_at is not None


def schedule_of(row: DigestPlanRow) -> Schedule:
    return Schedule(row.clock, frozenset(row.days), row.zone)


def _plan(row: DigestPlanRow) -> Plan:
    channels = tuple(int(each) for each in row.channels)
    return Plan(schedule_of(row), channels, row.with_deadlines, row.next_at if row.is_on else None)


async def get_plan(app: App, person: Person, group_id: int) -> Plan | None:
    """Raises NotFound for who is not in the group."""
    async with app.read() as s:
        await membership(s, person, group_id)
        row = await s.get(DigestPlanRow, group_id)
        return _plan(row) if row else None


async def set_plan(
    app: App,
    person: Person,
    group_id: int,
    schedule: Schedule,
    channels: Sequence[int],
    *,
    with_deadlines: bool,
) -> Plan:
    """Turns digests on, or changes them; a day that had one has no second.

    Which channels may be told of is the face's to check. Raises NotFound, NotAllowed, and Invalid where the
    group has no channel of its own.
    """
    await check(schedule)
    now = app.clock()
    async with app.write() as s:
        group, _ = await managed(s, person, group_id)
        if group.channel_id is None:
            raise Invalid("A digest needs the group's channel: set one with `/group setup`.")
        row = await s.get(DigestPlanRow, group_id)
        before = _words(row, group.language)
        if row is None:
            row = DigestPlanRow(group_id=group_id, last_on=None, told_until_at=now - _usual(schedule))
            s.add(row)
        row.is_on, row.clock, row.zone = True, schedule.at, schedule.zone
        row.days, row.channels = sorted(schedule.days), [str(each) for each in dict.fromkeys(channels)]
        row.with_deadlines = with_deadlines
        _go_on(row, now)
        await _note(s, app, person, group, before, row)
        return _plan(row)


def _usual(schedule: Schedule) -> timedelta:
    """What the first digest looks back on."""
    return WEEK if len(schedule.days) == 1 else DAY


def _go_on(row: DigestPlanRow, now: datetime) -> None:
    schedule = schedule_of(row)
    today = local_date(schedule, now)
    since = max(today, row.last_on + DAY) if row.last_on else today
    coming: Occurrence | None = next_after(schedule, since, now)
    row.next_on, row.next_at = (coming.on, coming.at) if coming else (None, None)


async def stop(app: App, person: Person, group_id: int) -> None:
    """No more digests; those that were posted stay. Raises NotFound and NotAllowed."""
    async with app.write() as s:
        group, _ = await managed(s, person, group_id)
        row = await s.get(DigestPlanRow, group_id)
        if row is None or not row.is_on:
            raise NotFound("This group has no digest.")
        before = _words(row, group.language)
        row.is_on, row.next_on, row.next_at = False, None, None
        await _note(s, app, person, group, before, row)


def _words(row: DigestPlanRow | None, language: str) -> str | None:
    """All of it, in words of the group's language; its channels as Discord writes them."""
    if row is None or not row.is_on:
        return None
    days = days_words(frozenset(row.days), language)
    zone = zone_words(row.zone, language)
    when = N_("{days} at {time} in {zone}", days=days, time=f"{row.clock:%H:%M}", zone=zone)
    dates = N_("with the next dates") if row.with_deadlines else N_("without the next dates")
    parts = (when.to(language), dates.to(language), *(f"<#{each}>" for each in row.channels))
    return ("，" if language == "zh_CN" else ", ").join(parts)


async def _note(
    s: AsyncSession, app: App, person: Person, group: GroupRow, before: str | None, row: DigestPlanRow
) -> None:
    after = _words(row, group.language)
    if before != after:
        changed_by(s, app, person, group, "digest", before or "–", after or "–")
        group.changes += 1
