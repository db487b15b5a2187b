"""A schedule and its moments in words for a reader. Pure; babel's tables are read at the first use."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from babel.dates import format_date, get_day_names

from bot.features.reminders.schedule import EVERY_DAY, WEEKDAYS, Schedule
from bot.locales import N_, run_on
from bot.texts.zones import zone_words

if TYPE_CHECKING:
    from bot.features.reminders.today import Today

DAY_FORMATS = {"en": "EEEE d MMMM", "zh_CN": "M月d日EEEE"}


def days_words(days: frozenset[int], language: str) -> str:
    named = {
        EVERY_DAY: N_("Every day"),
        WEEKDAYS: N_("Monday to Friday"),
        EVERY_DAY - WEEKDAYS: N_("Saturday and Sunday"),
    }
    if days in named:
        return named[days].to(language)
    names = get_day_names("abbreviated", locale=language)
    return ("、" if language == "zh_CN" else ", ").join(names[day] for day in sorted(days))


def when_words(schedule: Schedule, language: str) -> str:
    """Days and time as `understand` reads them back."""
    days = days_words(schedule.days, language)
    return N_("{days} at {time}", days=days, time=f"{schedule.at:%H:%M}").to(language)


def schedule_words(schedule: Schedule, now: datetime, language: str) -> str:
    """When it comes and what time that is, as "Every day at 08:00 in Asia/Shanghai, where it is 16:12 now"."""
    words = N_(
        "{days} at {time} in {zone}, where it is {now} now.",
        days=days_words(schedule.days, language),
        time=f"{schedule.at:%H:%M}",
        zone=zone_words(schedule.zone, language),
        now=f"{now.astimezone(schedule.tz):%H:%M}",
    )
    parts = [words.to(language)]
    if schedule.quiet:
        begin, end = schedule.quiet
        parts.append(
            N_("Quiet from {begin} to {end}.", begin=f"{begin:%H:%M}", end=f"{end:%H:%M}").to(language)
        )
    if schedule.paused_until_on and schedule.paused_until_on > now.astimezone(schedule.tz).date():
        parts.append(
            N_("Paused until {day}.", day=day_words(schedule.paused_until_on, language)).to(language)
        )
    return run_on(parts, language)


def day_words(day: date, language: str) -> str:
    return format_date(day, DAY_FORMATS[language], locale=language)


def moment_words(moment: datetime, schedule: Schedule, language: str) -> str:
    """A day and a time on the person's own clock."""
    local = moment.astimezone(schedule.tz)
    return f"{day_words(local.date(), language)} {local:%H:%M}"


def gist(focus: Today, language: str) -> str:
    """How much of what is in it, and no word of a note: it is shown on screens that others see."""
    counted = (
        (focus.cards_due, N_("cards to review: {count}", count=focus.cards_due)),
        (focus.tasks_due, N_("tasks due: {count}", count=focus.tasks_due)),
        (len(focus.deadlines), N_("deadlines this week: {count}", count=len(focus.deadlines))),
        (0 if focus.cards_due else len(focus.points), N_("highlights: {count}", count=len(focus.points))),
    )
    words = [each.to(language) for count, each in counted if count]
    if focus.is_last:
        words.append(N_("the last one for now").to(language))
    return " · ".join(words) or N_("It is there when you are.").to(language)
