"""A date that a sentence names, and the arithmetic of days that all languages share. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.texts.dates.tongue import Unit

MONDAY, FRIDAY, SUNDAY = 0, 4, 6
NOON = 12
EVENING_FROM = 4
WEEKEND = (5, 6)
LONGEST_AGO = timedelta(days=366)
LONGEST_OVERDUE = timedelta(days=90)  # a day without a year that is longer gone is next year's
FARTHEST = timedelta(days=10 * 366)
MOST_COUNTED = 400  # "in 5000 days" is no deadline
ZONES = {
    "UTC": "UTC", "GMT": "UTC", "AoE": "Etc/GMT+12", "BST": "Europe/London",
    "CET": "Europe/Paris", "CEST": "Europe/Paris", "MEZ": "Europe/Berlin",
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York",
    "CT": "America/Chicago", "CST": "America/Chicago", "CDT": "America/Chicago", "MT": "America/Denver",
    "MST": "America/Denver", "MDT": "America/Denver", "PT": "America/Los_Angeles", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
}  # fmt: skip
"""What people write behind a time, as places: who writes EST in summer means New York's clock. AoE is anywhere on
Earth, the last place where it is still that day."""
_MOMENT = re.compile(
    rf"(?<![A-Za-z\d])(?:{'|'.join(ZONES)}|KST|hours?)(?![A-Za-z\d])|北京[时時][间間]|小[时時]|\d[时時][间間]"
    r"|한국\s?시간|\d\s?시간"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date as a sentence names it: `words == text[start:end]`; local to the person, `due_time` where one is given.

    `is_last` where the words say that it is the last one allowed ("by", "bis", "前"), not only a date.
    """

    words: str
    start: int
    end: int
    due_on: date
    due_time: time | None = None
    is_last: bool = False


def is_likely(day: date, today: date) -> bool:
    """Whether somebody may still mean to do something on `day`: a year gone and ten ahead are history and fiction."""
    return today - LONGEST_AGO <= day <= today + FARTHEST


def with_year(today: date, of_year: Callable[[int], date]) -> date:
    """A day named without its year: in minutes of last week it is just gone, otherwise it is to come.

    `of_year` may raise ValueError for a year that lacks the day; it is raised here where all do.
    """
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            day = of_year(year)
        except ValueError:
            continue
        if day >= today - LONGEST_OVERDUE:
            return day
    raise ValueError("no such day")


def on_weekday(today: date, weekday: int) -> date:
    """The first such weekday (0 is Monday) that is not over; today where it is one.

    A deadline shown a week early costs a glance, one shown a week late is missed.
    """
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def not_over(day: date, clock: time | None, zone: tzinfo | None, now: datetime) -> date:
    """A weekday's `day`, or the same a week later where the time that is said with it is over: who asks for “Sunday
    noon” on a Sunday evening can't mean the noon that was."""
    if clock is None or datetime.combine(day, clock, zone) >= now:
        return day
    return day + timedelta(weeks=1)


def in_week(today: date, weekday: int, weeks: int) -> date:
    """That weekday of this calendar week (from Monday), or of the one `weeks` later."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The first such weekday of a month, the second, or its last (-1). Raises ValueError where there is none."""
    if nth < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return date(year, month, 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1))


def month_later(today: date, months: int, day: int | None = None) -> date:
    """The day of the month that many months later, or that month's last where it is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(day or today.day, calendar.monthrange(year, month + 1)[1]))


def later(now: datetime, unit: Unit, count: int) -> tuple[date, time | None]:
    """The date `count` units from `now` (aware, local); for a start or an end, of what is that many later than now's.

    A week's end is its Friday (its Sunday from Saturday on): who is asked for the end of the week works till then.
    """
    today = now.date()
    match unit:
        case Unit.HOUR:
            then = (now.astimezone(UTC) + timedelta(hours=count)).astimezone(now.tzinfo)
            return then.date(), then.time().replace(second=0, microsecond=0)
        case Unit.WORKDAY:
            return _workdays_later(today, count), None
        case Unit.WEEK:
            return today + timedelta(weeks=count), None
        case Unit.FORTNIGHT:
            return today + timedelta(weeks=2 * count), None
        case Unit.MONTH:
            return month_later(today, count), None
        case Unit.START_OF_WEEK:
            return in_week(today, MONDAY, count), None
        case Unit.START_OF_MONTH:
            return month_later(today, count, 1), None
        case Unit.END_OF_WEEK:
            friday = in_week(today, FRIDAY, count)
            return (friday if friday >= today else in_week(today, SUNDAY, count)), None
        case Unit.END_OF_MONTH:
            return month_later(today, count, 31), None
        case Unit.END_OF_YEAR:
            return date(today.year + count, 12, 31), None
        case Unit.DAY:
            return today + timedelta(days=count), None


def _workdays_later(today: date, count: int) -> date:
    """Monday to Friday count; holidays are not known."""
    while count:
        today += timedelta(days=1)
        count -= today.weekday() not in WEEKEND
    return today


def of_day(hour: int, minute: int) -> time | None:
    """A time of day; 24:00 is the last minute, since the day it ends is the one that was named."""
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


def in_the_evening(hour: int, minute: int) -> time | None:
    """Said of an evening or a night, 8 is 20:00. Midnight, and what comes after it, is the named day's last minute."""
    if hour == NOON or hour < EVENING_FROM:
        return time(23, 59)
    return of_day(hour + NOON if hour < NOON else hour, minute)


def names_a_moment(words: str) -> bool:
    """Whether a deadline's words are the same moment everywhere: they name a zone, or count hours from now."""
    return _MOMENT.search(words) is not None


def from_zone(day: date, clock: time, zone: str, now: datetime) -> tuple[date, time]:
    """What that is on the clock of `now` (aware), where it was said by the clock of `zone`, a tz key."""
    there = datetime.combine(day, clock, ZoneInfo(zone)).astimezone(now.tzinfo)
    return there.date(), there.time()
