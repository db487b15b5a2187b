"""Weeks in a row. Pure but for `streak`, which reads them.

The rule: a week counts once its goal is reached or, without a goal, with its first session. Every fourth week in a row
brings a freeze; two at most are kept. A week that does not count uses one up by itself, and the row goes on after it;
without one, a new row begins with the next week that counts. The present week is never held against anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.app import App
from bot.features.focus.settings import day_begins_of, monday_of
from bot.features.focus.weeks import WEEK, Week, weeks_of
from bot.features.people import Person
from bot.features.review.rules import local_day
from bot.store.tables import FocusRow

WEEKS_TO_A_FREEZE = 4
MOST_FREEZES = 2
LOOKED_BACK = 520  # weeks


@dataclass(frozen=True, slots=True)
class Streak:
    """`weeks` in a row that counted; `rested`: a freeze kept the row over the week before this one."""

    weeks: int = 0
    freezes: int = 0
    rested: bool = False


async def streak(app: App, person: Person) -> Streak:
    now = app.clock()
    async with app.read() as s:
        first = await s.scalar(select(func.min(FocusRow.started_at)).where(FocusRow.person_id == person.id))
        if first is None:
            return Streak()
        begins = await day_begins_of(s, person)
        begun, today = (local_day(at, person.time_zone, begins) for at in (first, now))
        count = (monday_of(today) - monday_of(begun)) // WEEK + 1
        return streak_of(await weeks_of(s, person, now, min(count, LOOKED_BACK)))


def streak_of(weeks: Sequence[Week]) -> Streak:
    """The row that the last of `weeks`, the present one, is in."""
    row, freezes, rested = 0, 0, False
    for place, week in enumerate(weeks):
        if week.is_met:
            row += 1
            freezes = min(MOST_FREEZES, freezes + (row % WEEKS_TO_A_FREEZE == 0))
        elif place < len(weeks) - 1:
            rested = freezes > 0 and place == len(weeks) - 2
            row, freezes = (row, freezes - 1) if freezes else (0, 0)
    return Streak(row, freezes, rested)
