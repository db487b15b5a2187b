"""What a person has set: minutes of focus a week as a goal, if they want one, and the hour at which their day begins.

A goal is kept for the week it was set in and those after it, so that another one changes no week that is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.errors import Invalid
from bot.features.people import Person, unknown
from bot.features.review.rules import DAY_BEGINS, local_day
from bot.store.tables import FocusGoalRow, FocusSettingsRow, PersonRow

MOST_GOAL = 5_000  # minutes a week: twelve hours a day
LATEST_HOUR = 12  # a later one would leave most of a date to the day before it


@dataclass(frozen=True, slots=True)
class FocusSettings:
    """`goal_minutes` a week, None without a goal; `day_begins` on the person's own clock."""

    goal_minutes: int | None = None
    day_begins: time = DAY_BEGINS


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


async def get_settings(app: App, person: Person) -> FocusSettings:
    async with app.read() as s:
        return await settings_of(s, person)


async def settings_of(s: AsyncSession, person: Person) -> FocusSettings:
    goals = await goals_of(s, person)
    return FocusSettings(goals[-1][1] if goals else None, await day_begins_of(s, person))


async def day_begins_of(s: AsyncSession, person: Person) -> time:
    row = await s.get(FocusSettingsRow, person.id)
    return time(_hour(row.day_begins_hour)) if row else DAY_BEGINS


def _hour(kept: int) -> int:
    """Later ones could be kept once: they count as the nearest on the clock that is allowed, noon or midnight."""
    return min(kept, LATEST_HOUR) if kept < 18 else 0


async def goals_of(s: AsyncSession, person: Person) -> list[tuple[date, int | None]]:
    """The Mondays from which on goals held, the oldest first."""
    rows = await s.execute(
        select(FocusGoalRow.week_on, FocusGoalRow.minutes)
        .where(FocusGoalRow.person_id == person.id)
        .order_by(FocusGoalRow.week_on)
    )
    return [(row.week_on, row.minutes) for row in rows]


async def change_settings(
    app: App, person: Person, *, goal_minutes: int | None = None, day_begins_hour: int | None = None
) -> FocusSettings:
    """Changes what is given and differs, and leaves the rest; a goal of 0 is none.

    Another hour counts all weeks anew. Raises Invalid; NotFound for who was erased.
    """
    if goal_minutes is not None and not 0 <= goal_minutes <= MOST_GOAL:
        raise Invalid("A goal may have up to {limit} minutes a week; 0 is none.", limit=MOST_GOAL)
    if day_begins_hour is not None and not 0 <= day_begins_hour <= LATEST_HOUR:
        raise Invalid("A day begins at an hour from 0 to {limit}.", limit=LATEST_HOUR)
    async with app.write() as s:
        if await s.get(PersonRow, person.id, with_for_update=True) is None:
            raise unknown()
        if day_begins_hour is not None:
            await s.merge(FocusSettingsRow(person_id=person.id, day_begins_hour=day_begins_hour))
            await s.flush()
        kept = await settings_of(s, person)
        if goal_minutes is not None and (goal_minutes or None) != kept.goal_minutes:
            monday = monday_of(local_day(app.clock(), person.time_zone, kept.day_begins))
            later = FocusGoalRow.week_on > monday  # set by an earlier hour, when the next week had begun
            await s.execute(delete(FocusGoalRow).where(FocusGoalRow.person_id == person.id, later))
            await s.merge(FocusGoalRow(person_id=person.id, week_on=monday, minutes=goal_minutes or None))
            await s.flush()
        return await settings_of(s, person)
