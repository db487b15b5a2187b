"""Weeks of focus: Monday to Sunday, by the person's own days. A session belongs to the day it was begun on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.focus.sessions import done_since
from bot.features.focus.settings import goals_of, monday_of, settings_of
from bot.features.people import Person
from bot.features.review.rules import local_day, morning

WEEK = timedelta(days=7)
LEAST_S = 60  # of a session that counts


@dataclass(frozen=True, slots=True)
class Week:
    """What was focused in seven days from a Monday on; a running session counts as far as it got."""

    monday: date
    seconds: int
    sessions: int
    goal_minutes: int | None

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def is_met(self) -> bool:
        """Whether the goal was reached or, without one, there was a session."""
        return self.minutes >= self.goal_minutes if self.goal_minutes else self.sessions > 0


async def this_week(app: App, person: Person) -> Week:
    async with app.read() as s:
        return (await weeks_of(s, person, app.clock(), count=1))[-1]


async def minutes_this_week(app: App, person: Person) -> int:
    """The minutes since Monday; a running session counts as far as it got."""
    return (await this_week(app, person)).minutes


async def weeks_of(s: AsyncSession, person: Person, now: datetime, count: int) -> list[Week]:
    """The last so many weeks, the present one last."""
    begins = (await settings_of(s, person)).day_begins
    last = monday_of(local_day(now, person.time_zone, begins))
    first = last - (count - 1) * WEEK
    done = await done_since(s, person, morning(first, person.time_zone, begins), now)
    seconds = dict.fromkeys((first + place * WEEK for place in range(count)), 0)
    sessions = dict.fromkeys(seconds, 0)
    for each in done:
        monday = monday_of(local_day(each.started_at, person.time_zone, begins))
        seconds[monday] += each.focused_s
        sessions[monday] += each.focused_s >= LEAST_S
    goals = await goals_of(s, person)
    return [Week(monday, seconds[monday], sessions[monday], goal_in(goals, monday)) for monday in seconds]


def goal_in(goals: Sequence[tuple[date, int | None]], monday: date) -> int | None:
    """The goal that held in a week; `goals` say from which Monday on, the oldest first."""
    return next((minutes for since, minutes in reversed(goals) if since <= monday), None)
