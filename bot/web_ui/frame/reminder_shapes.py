"""The shapes of reminders and their deliveries in the HTTP API; as `wire`, from which they take the common parts."""

from __future__ import annotations

import datetime as dt
from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from bot.features.reminders import Snooze
from bot.web_ui.frame.wire import Body, Words, nothing_if_empty, without_zone

Clock = Annotated[time, AfterValidator(without_zone)]


class ReminderWish(Body):
    """What is left out stays as it was. `when` says time and days in plain words; `at` and `days` say them exactly."""

    when: Words | None = Field(None, description="Such as “weekdays at half past seven” or “每天早上八点”.")
    at: Clock | None = None
    days: list[Annotated[int, Field(ge=0, le=6)]] | None = Field(
        None, description="0 is Monday.", max_length=7
    )
    time_zone: Words | None = None
    quiet: tuple[Clock, Clock] | None = Field(None, description="From and until when never to write.")
    is_on: bool = Field(True, description="Off, the rest is kept for when it is turned on.")


class Pause(Body):
    until: date | None = Field(None, description="The first day with a reminder again.")


class Reminder(BaseModel):
    is_on: bool
    at: str | None = None
    days: list[int] | None = None
    time_zone: str | None = None
    quiet: list[str] | None = None
    paused_until: date | None = None
    next_at: datetime | None = None
    words: str | None = None
    offered: str | None = Field(
        None, description="A time to come at from now on: the one at which you usually answer."
    )


class OfferAnswer(Body):
    accept: bool
    time: Annotated[dt.time | None, BeforeValidator(nothing_if_empty)] = Field(
        None, description="The time that is taken; an offer of another one is over, then."
    )


class CalendarAddress(BaseModel):
    url: str = Field(description="Shown this once.")


class SnoozeWish(Body):
    how_long: Snooze


class Snoozed(BaseModel):
    until: datetime


class Remembered(BaseModel):
    note_id: int
    title: str
    text: str


class DueDate(BaseModel):
    note_id: int
    index: int = Field(description="Of the note's sentence that names it.")
    title: str
    sentence: str
    words: str
    date: str
    time: str | None


class DueTask(BaseModel):
    id: int
    sentence: str
    due_date: date


class FocusGoal(BaseModel):
    minutes: int
    goal_minutes: int | None


class Delivery(BaseModel):
    id: str
    on: date
    state: str
    sent_at: datetime
    again_at: datetime | None
    late_for: datetime | None = Field(description="When it was meant to come, where it came late.")
    is_last: bool = Field(
        description="Whether the reminder paused itself with it, unanswered, and was not set again."
    )
    highlights: list[Remembered]
    cards_due: int = Field(description="Cards to review now; counted for the newest delivery only.")
    tasks: list[DueTask] = Field(description="Tasks due by that day, the first; of the newest delivery only.")
    tasks_due: int = Field(description="How many tasks are due by that day; of the newest delivery only.")
    deadlines: list[DueDate]
    focus_goal: FocusGoal | None = Field(
        description="How far this week's focus is, where there is a goal for it; of the newest delivery only."
    )


class DeliveryList(BaseModel):
    deliveries: list[Delivery]
