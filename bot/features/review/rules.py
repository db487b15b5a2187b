"""The rules of reviewing. Pure: what a grade does, which cards a day takes, when a day begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS

from bot.errors import Invalid
from bot.locales import N_, Message

DAY = timedelta(days=1)
DAY_BEGINS = time(4)  # as in Anki: who studies past midnight is not given tomorrow's cards
DAILY_CAP, LARGEST_CAP = 60, 1_000
NEW_A_DAY = 20  # as in Anki
RETENTION, LOWEST_RETENTION, HIGHEST_RETENTION = 0.9, 0.7, 0.97  # the span that Anki's manual advises


class Grade(IntEnum):
    """How well a card was known; FSRS's ratings."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


GRADE_WORDS = {
    Grade.AGAIN: N_("Again"),
    Grade.HARD: N_("Hard"),
    Grade.GOOD: N_("Good"),
    Grade.EASY: N_("Easy"),
}
GRADES = {grade.name.lower(): grade for grade in Grade}
TAKEN_BACK_BY = {"bury": "unbury", "suspend": "resume"}
"""What the faces call the ways back; `undo` takes back a grade."""


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """`automatic`: every highlight of a new note becomes a card; `starred`: every sentence that the person stars.

    `retention` is the chance of recall wished for.
    `fitted`: intervals may be fitted to the person's own memory; `parameters` are FSRS's, where they are.
    """

    automatic: bool = False
    daily_cap: int = DAILY_CAP
    retention: float = RETENTION
    fitted: bool = True
    starred: bool = True
    parameters: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The ids of the cards to ask today, in order; how many due and how many new ones are left to later days."""

    today: tuple[int, ...]
    later: int
    new_later: int


def scheduler(settings: ReviewSettings) -> fsrs.Scheduler:
    """Without fuzz: the interval a button promises is the one it gives."""
    return fsrs.Scheduler(settings.parameters or DEFAULT_PARAMETERS, settings.retention, enable_fuzzing=False)


def after(
    grade: Grade, memory: fsrs.Card, now: datetime, settings: ReviewSettings, zone_name: str | None
) -> fsrs.Card:
    """The card's memory once it is graded, by the rules of a person whose days `zone_name` counts."""
    counted = counted_at(memory.last_review, now, zone_name)
    graded = scheduler(settings).review_card(memory, fsrs.Rating(grade), counted)[0]
    graded.due, graded.last_review = graded.due - (counted - now), now
    if graded.state is fsrs.State.Review:  # a day later is not this day, which may have 25 hours
        graded.due = max(graded.due, day_of(now, zone_name)[1])
    return graded


def counted_at(last: datetime | None, now: datetime, zone_name: str | None) -> datetime:
    """`now`, but a whole day after `last` where a night lies between them: FSRS counts days, py-fsrs 24 hours.

    Who reviews a little earlier than yesterday would learn as if it were still the same day.
    """
    if last is None or now - last >= DAY or last >= day_of(now, zone_name)[0]:
        return now
    return last + DAY


def most_retrievable(
    waiting: Sequence[fsrs.Card], room: int, now: datetime, settings: ReviewSettings
) -> list[int]:
    """The ids of the `room` cards best remembered, best first: a backlog is worked off from there.

    What is nearly forgotten loses little by waiting; what is still known is saved in time. See "descending
    retrievability" in the simulations of open-spaced-repetition/review-sort-order-comparison.
    """
    rules = scheduler(settings)
    chances = {card.card_id: rules.get_card_retrievability(card, now) for card in waiting}
    return sorted(chances, key=lambda card_id: (-chances[card_id], card_id))[: max(0, room)]


def share(
    waiting: Sequence[fsrs.Card], settings: ReviewSettings, graded: int, begun: int, now: datetime
) -> Share:
    """What of `waiting`, in the order it became due, today takes: cards being learnt, reviews, then new ones.

    `graded` cards were answered today already, `begun` of them new. The cap does not count cards being learnt,
    and new ones wait until no review is left for later.
    """
    learning, reviews, new = [], [], []
    for card in waiting:
        if card.last_review is None:
            new.append(card.card_id)
        elif card.state is fsrs.State.Review:
            reviews.append(card)
        else:
            learning.append(card.card_id)
    room = max(0, settings.daily_cap - graded)
    chosen = most_retrievable(reviews, room, now, settings)
    later = len(reviews) - len(chosen)
    fresh = 0 if later else min(len(new), room - len(chosen), max(0, NEW_A_DAY - begun))
    return Share((*learning, *chosen, *new[:fresh]), later, len(new) - fresh)


def day_of(now: datetime, zone_name: str | None) -> tuple[datetime, datetime]:
    """When the person's day that `now` is in began and when it ends, by their own clock."""
    today = local_day(now, zone_name)
    return morning(today, zone_name), morning(today + DAY, zone_name)


def local_day(now: datetime, zone_name: str | None, begins: time = DAY_BEGINS) -> date:
    """The person's day that `now` is in."""
    local = now.astimezone(ZoneInfo(zone_name or "UTC"))
    return local.date() if local.time() >= begins else local.date() - DAY


def morning(day: date, zone_name: str | None, begins: time = DAY_BEGINS) -> datetime:
    """When a day of the person's begins, in UTC."""
    return datetime.combine(day, begins, ZoneInfo(zone_name or "UTC")).astimezone(UTC)


def interval_words(interval: timedelta) -> Message:
    """An interval as short as a button needs it."""
    minutes, days = interval.total_seconds() / 60, interval.total_seconds() / 86_400
    if round(minutes) < 60:
        return N_("{count} min", count=max(1, round(minutes)))
    if round(minutes / 60) < 24:
        return N_("{count} h", count=round(minutes / 60))
    if round(days) < 31:
        return N_("{count} d", count=round(days))
    if days < 365:
        return N_("{count} mo", count=f"{days / 30.4:.1f}".removesuffix(".0"))
    return N_("{count} y", count=f"{days / 365.25:.1f}".removesuffix(".0"))


def check_settings(settings: ReviewSettings) -> None:
    """Raises Invalid for a cap or a retention out of bounds."""
    if not 1 <= settings.daily_cap <= LARGEST_CAP:
        raise Invalid("A day may have 1 to {limit} cards.", limit=LARGEST_CAP)
    if not LOWEST_RETENTION <= settings.retention <= HIGHEST_RETENTION:
        raise Invalid(
            "The share to remember lies between {low} and {high} %.",
            low=round(100 * LOWEST_RETENTION),
            high=round(100 * HIGHEST_RETENTION),
        )
