"""How it goes: what comes due in the next days, and how much was remembered in the last weeks.

True retention is Anki's: of the cards asked at an interval of a day or more, the share that was not forgotten.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fsrs import State
from sqlalchemy import case, func, select

from bot.app import App
from bot.features.people import Person
from bot.features.review.rules import Grade, local_day, morning
from bot.features.review.settings import get_settings
from bot.locales import N_, Message
from bot.store.tables import CardRow, ReviewRow

DAYS, WEEKS = 30, 12
Z = 1.96  # 95 % of a normal distribution lie within so many deviations


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `begins_on`: the cards asked that were known before, and how many of them were remembered."""

    begins_on: date
    asked: int
    remembered: int

    @property
    def share(self) -> float | None:
        return self.remembered / self.asked if self.asked else None

    @property
    def span(self) -> tuple[float, float]:
        """Where the person's true share lies, with 95 % confidence (Wilson 1927); 0 to 1 for an empty week."""
        n, p = self.asked, self.share
        if p is None:
            return 0.0, 1.0
        middle, reach = p + Z**2 / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
        return max(0.0, (middle - reach) / (1 + Z**2 / n)), min(1.0, (middle + reach) / (1 + Z**2 / n))


@dataclass(frozen=True, slots=True)
class Progress:
    """`due` counts the cards of each day from `today` on, today's with all that are overdue; `new` were never asked.

    `weeks` end with today, the oldest first; `wished` is the share to remember.
    """

    today: date
    due: tuple[int, ...]
    new: int
    weeks: tuple[Week, ...]
    wished: float

    @property
    def asked(self) -> int:
        return sum(week.asked for week in self.weeks)

    @property
    def remembered(self) -> int:
        return sum(week.remembered for week in self.weeks)


async def progress(app: App, person: Person) -> Progress:
    """The person's own, by their own days. Suspended cards don't count."""
    now = app.clock()
    today = local_day(now, person.time_zone)
    settings = await get_settings(app, person)
    ends = [morning(today + timedelta(days=i + 1), person.time_zone) for i in range(DAYS)]
    begun = CardRow.last_review_at.is_not(None)
    days = [
        func.sum(case((begun & (CardRow.due_at < end) & (CardRow.due_at >= start), 1), else_=0))
        for start, end in zip([datetime.min.replace(tzinfo=now.tzinfo), *ends], ends, strict=False)
    ]
    new = func.sum(case((~begun, 1), else_=0))
    mine = (CardRow.person_id == person.id) & CardRow.suspended.is_(False)
    first_days = [today - timedelta(days=7 * weeks - 1) for weeks in range(WEEKS, 0, -1)]
    async with app.read() as s:
        counts = (await s.execute(select(new, *days).where(mine))).one()
        weeks = []
        for first in first_days:
            span = [morning(day, person.time_zone) for day in (first, first + timedelta(days=7))]
            known = ReviewRow.before["state"].as_integer() == State.Review.value
            passed = func.sum(case((ReviewRow.grade > Grade.AGAIN.value, 1), else_=0))
            row = await s.execute(
                select(func.count(), passed).where(
                    ReviewRow.person_id == person.id,
                    ReviewRow.reviewed_at >= span[0],
                    ReviewRow.reviewed_at < span[1],
                    known,
                )
            )
            asked, remembered = row.one()
            weeks.append(Week(first, asked, remembered or 0))
    new_cards, *due = (count or 0 for count in counts)
    return Progress(today, tuple(due), new_cards, tuple(weeks), settings.retention)


def forecast_words(found: Progress) -> Message:
    return N_(
        "Reviews due in the next {days} days: {count}, on the fullest day {most}. New cards that wait: {new}.",
        days=DAYS,
        count=sum(found.due),
        most=max(found.due),
        new=found.new,
    )


def retention_words(found: Progress) -> Message:
    """How much was remembered, beside what was wished for."""
    if not found.asked:
        return N_(
            "No card has come back after a day or more yet. Then you will see here how much you remembered."
        )
    return N_(
        "Remembered in the last {weeks} weeks: {remembered} of {asked}, which is {percent} %. "
        "You wish for {wished} %.",
        weeks=WEEKS,
        remembered=found.remembered,
        asked=found.asked,
        percent=round(100 * found.remembered / found.asked),
        wished=round(100 * found.wished),
    )
