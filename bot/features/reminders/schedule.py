"""When a reminder is due: a local wall time on some days of the week in an IANA zone. Pure; the clock is handed in.

One delivery for each local date on which the schedule falls: a time that the clocks skip becomes the first one after
it, a time that comes twice is taken the first time. Nothing here may count in fixed offsets or days of 24 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

GRACE = timedelta(hours=6)  # after downtime, how late a reminder is still worth sending
LATE_AFTER = timedelta(minutes=10)  # from then on the message says that it is late
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
EVENING = time(19)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`days` are those of the week, 0 is Monday. `quiet` is from–until on the clock, and may go over midnight.

    `paused_until_on` is the first local date on which it speaks again.
    """

    at: time
    days: frozenset[int]
    zone: str
    quiet: tuple[time, time] | None = None
    paused_until_on: date | None = None

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The local date that a delivery is for, and its moment in UTC."""

    on: date
    at: datetime


def moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The first moment at which a clock in `zone` shows `at` on `on`, or has just gone past it without showing it.

    Of a time that is skipped, zoneinfo's two readings (PEP 495) stand on either side of the skip.
    """
    wall = datetime.combine(on, at, zone)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    if first <= second:
        return first
    before, after = second, first
    offset_before = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        between = before + (after - before) // (2 * SECOND) * SECOND
        if between.astimezone(zone).utcoffset() == offset_before:
            before = between
        else:
            after = between
    return after


def next_on(schedule: Schedule, since: date) -> date | None:
    """The first date from `since` on which the schedule falls; None without days. A date the zone skips is none."""
    day = max(since, schedule.paused_until_on or since)
    for _ in range(14):  # twice a week, in case the zone skips the one day that is wanted
        if day.weekday() in schedule.days and _exists(day, schedule.tz):
            return day
        day += DAY
    return None


def _exists(on: date, zone: ZoneInfo) -> bool:
    """Zones that changed sides of the date line went without a day, as Samoa did without 30 December 2011."""
    return moment(on, time(), zone) < moment(on + DAY, time(), zone)


def at(schedule: Schedule, on: date) -> datetime:
    """The moment of the delivery for the local date `on`."""
    return moment(on, schedule.at, schedule.tz)


def local_date(schedule: Schedule, now: datetime) -> date:
    return now.astimezone(schedule.tz).date()


def next_after(schedule: Schedule, since: date, now: datetime) -> Occurrence | None:
    """The first occurrence from the date `since` on that is still to come."""
    on = next_on(schedule, since)
    while on is not None and at(schedule, on) <= now:
        on = next_on(schedule, on + DAY)
    return None if on is None else Occurrence(on, at(schedule, on))


def replanned(
    schedule: Schedule, planned: Occurrence | None, last_on: date | None, now: datetime
) -> Occurrence | None:
    """What comes next after a person has set `schedule` in place of one that had `planned`.

    Never a date up to `last_on`, which had its delivery. Where today's was still to come and the new time is over
    already, today's stays at the moment it was planned for; if that is no longer today where they are now, it is sent
    at once. So a change gives neither two nor none.
    """
    today = local_date(schedule, now)
    since = max(today, last_on + DAY) if last_on else today
    on = next_on(schedule, since)
    if on is not None and planned is not None and planned.on == on and at(schedule, on) <= now:
        stays = local_date(schedule, planned.at) == on
        return Occurrence(on, planned.at if stays else now)
    return next_after(schedule, since, now)


def due(
    schedule: Schedule, planned: Occurrence, now: datetime
) -> tuple[Occurrence | None, Occurrence | None]:
    """Of a reminder whose `planned` moment has come: the one delivery to make now, and what comes after it.

    After downtime only the latest occurrence counts, and only inside `GRACE`; its moment is then when it may be sent,
    which quiet hours may put off.
    """
    latest, today = planned, local_date(schedule, now)
    for on in (today - DAY, today):
        if on > latest.on and next_on(schedule, on) == on and at(schedule, on) <= now:
            latest = Occurrence(on, at(schedule, on))
    following = next_after(schedule, latest.on + DAY, now)
    send_at = awake(schedule, max(latest.at, now))
    if send_at - latest.at > GRACE or (following is not None and send_at >= following.at):
        return None, following
    return latest, following


def is_quiet(quiet: tuple[time, time] | None, clock: time) -> bool:
    """Whether `clock` lies in the quiet hours."""
    if quiet is None:
        return False
    begin, end = quiet
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def awake(schedule: Schedule, wanted: datetime) -> datetime:
    """`wanted`, or the end of the quiet hours that it lies in."""
    local = wanted.astimezone(schedule.tz)
    clock = local.time()
    if schedule.quiet is None or not is_quiet(schedule.quiet, clock):
        return wanted
    begin, end = schedule.quiet
    over_midnight = begin > end and clock >= begin
    return max(wanted, moment(local.date() + (DAY if over_midnight else timedelta()), end, schedule.tz))


def speaks_until(schedule: Schedule, now: datetime) -> datetime:
    """The end of the day that it is there now, or the beginning of the quiet hours before."""
    day = local_date(schedule, now)
    ends_at = moment(day + DAY, time(), schedule.tz)
    quiet_at = moment(day, schedule.quiet[0], schedule.tz) if schedule.quiet else ends_at
    return quiet_at if now < quiet_at < ends_at else ends_at


class Snooze(StrEnum):
    TEN_MINUTES = "10m"
    HOUR = "1h"
    EVENING = "evening"
    TOMORROW = "tomorrow"


def snoozed_until(schedule: Schedule, how_long: Snooze, now: datetime) -> datetime:
    """When a snoozed reminder comes again, never in quiet hours; an evening that has begun means an hour from now."""
    today = local_date(schedule, now)
    match how_long:
        case Snooze.TEN_MINUTES:
            wanted = now + timedelta(minutes=10)
        case Snooze.HOUR:
            wanted = now + timedelta(hours=1)
        case Snooze.EVENING:
            evening = moment(today, EVENING, schedule.tz)
            wanted = evening if evening > now else now + timedelta(hours=1)
        case Snooze.TOMORROW:
            wanted = at(schedule, today + DAY)
    return awake(schedule, wanted)
