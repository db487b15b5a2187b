"""Weeks of focus: Monday to Sunday, by the person's own days. A session belongs to the day it was begun on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, case, cast, extract, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.features.focus.counting import within
from bot.features.focus.picture import place_of
from bot.features.focus.sessions import last_of
from bot.features.focus.settings import day_begins_of, goals_of, monday_of
from bot.features.focus.states import focused_s
from bot.features.people import Person
from bot.features.review.rules import local_day, morning
from bot.store.tables import FocusRow

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


async def weeks_of(s: AsyncSession, person: Person, now: datetime, count: int) -> list[Week]:
    """The last so many weeks, the present one last."""
    begins = await day_begins_of(s, person)
    last = monday_of(local_day(now, person.time_zone, begins))
    mondays = [last - place * WEEK for place in reversed(range(count))]
    newest = await last_of(s, person)
    # in a thread: of ten years, to write down what is asked takes longer than to ask it
    bounds, sums = await asyncio.to_thread(_asked, person, (*mondays, last + WEEK), begins, newest)
    seconds, sessions = [0] * count, [0] * count
    if newest:
        for place, focus_s, counted in await s.execute(sums):
            seconds[place], sessions[place] = focus_s, counted
    if newest and newest.started_at >= bounds[0]:  # it may be running
        got_s, place = focused_s(newest, now), place_of(bounds, newest.started_at)
        seconds[place] += got_s
        sessions[place] += got_s >= LEAST_S
    goals = await goals_of(s, person)
    return [
        Week(monday, seconds[place], sessions[place], goal_in(goals, monday))
        for place, monday in enumerate(mondays)
    ]


def _asked(
    person: Person, mondays: Sequence[date], begins: time, newest: FocusRow | None
) -> tuple[list[datetime], Select[int, int, int]]:
    """When the weeks begin and end, and what the store is asked of them."""
    bounds = [morning(monday, person.time_zone, begins) for monday in mondays]
    return bounds, _sums(person, bounds, newest.id if newest else 0)


def _sums(person: Person, bounds: Sequence[datetime], newest_id: int) -> Select[int, int, int]:
    """Of each week its number, its seconds of focus and the sessions that count, but for the newest session."""
    done = (
        select(
            _week_of(FocusRow.started_at, bounds).label("place"),
            FocusRow.focus_s,
            case((FocusRow.focus_s >= LEAST_S, 1), else_=0).label("counts"),
        )
        .where(FocusRow.person_id == person.id, *within(FocusRow.started_at, bounds))
        .where(FocusRow.id != newest_id)
        .subquery()
    )
    sums = func.sum(done.c.focus_s), func.sum(done.c.counts)
    return select(done.c.place, *sums).group_by(done.c.place)


def _week_of(moment: Any, bounds: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the week that a moment in the store is in: one division, on a clock that is put right wherever the
    weeks before were longer or shorter than usual. A longer one is left a week after its beginning: what of it comes
    later is still its own by the clock of the next, as what comes before that is by its own.
    """
    week_s = int(WEEK.total_seconds())
    late_s = [int((bound - bounds[0] - place * WEEK).total_seconds()) for place, bound in enumerate(bounds)]
    changes = [
        (moment < min(bounds[place] + WEEK, bounds[place + 1]), late_s[place])
        for place in range(len(bounds) - 1)
        if late_s[place] != late_s[place + 1]
    ]
    put_right_s = case(*changes, else_=late_s[-1]) if changes else literal(late_s[-1])
    past_s = extract("epoch", moment) - literal(int(bounds[0].timestamp()), BigInteger) - put_right_s
    return cast((past_s - past_s % week_s) / week_s, Integer)


def goal_in(goals: Sequence[tuple[date, int | None]], monday: date) -> int | None:
    """The goal that held in a week; `goals` say from which Monday on, the oldest first."""
    return next((minutes for since, minutes in reversed(goals) if since <= monday), None)
