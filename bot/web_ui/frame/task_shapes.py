"""The shapes of tasks in the HTTP API; as `wire`, from which they take the common parts."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from bot.features.tasks import Event, Snooze, State
from bot.web_ui.frame.note_shapes import Deadline
from bot.web_ui.frame.wire import LARGEST_ID, Body, Words, nothing_if_empty, without_zone

Day = Annotated[date | None, BeforeValidator(nothing_if_empty)]
Time = Annotated[time | None, BeforeValidator(nothing_if_empty), AfterValidator(without_zone)]
Index = Annotated[int, Field(ge=0, le=LARGEST_ID)]


class Task(BaseModel):
    """`sentence` is the highlight, verbatim. `due_time` is a clock's in `time_zone`.

    `uid` never changes and is unique anywhere; `changes` counts the changes since the task was made.
    """

    id: int
    uid: str
    note_id: int
    title: str
    sentence: str
    state: State
    due_date: date | None
    due_time: str | None = Field(description="HH:MM, where it has a time.")
    time_zone: str
    snoozed_until: date | None
    done_at: datetime | None
    created_at: datetime
    changed_at: datetime
    changes: int


class TaskList(BaseModel):
    tasks: list[Task]
    next_cursor: int | None


class Offer(BaseModel):
    """A sentence that asks for something, from `start` to `end` in the note's text; `task_id` where it is a task
    already. `is_highlight`: the note's length has it; what has it not comes last."""

    index: int
    start: int
    end: int
    is_highlight: bool
    sentence: str
    deadline: Deadline | None
    task_id: int | None


class OfferList(BaseModel):
    offers: list[Offer]


class Confirmed(Body):
    """The sentences, by their `index` in the note, that become tasks."""

    indices: list[Index] = Field(min_length=1, max_length=100)


class TaskChange(Body):
    """What is left out stays as it is. A `due_date` alone takes the time away; null takes the date away."""

    done: bool | None = None
    due_date: Day = None
    due_time: Time = None
    snoozed_until: Day = Field(None, description="Out of sight until that day; null: in sight again.")


class SnoozeOnPage(BaseModel):
    until: Snooze | None = None


class ToldOnPage(BaseModel):
    """What was `said` of a task by the press before, and what takes it back: the date that it had; or where a sentence
    that is no task any more stands."""

    said: Literal["done", "later", "open", "due", "deleted"]
    task: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    of_note: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    index: Index | None = None
    due_date: Day = None
    due_time: Time = None


class HookWish(Body):
    url: Words = Field(max_length=500, description="https:// and an address on the open internet.")


class Hook(BaseModel):
    """`waiting` events were not taken yet. `is_on` is false once it stopped after days without an answer of 2xx."""

    url: str
    is_on: bool
    waiting: int
    failing_since: datetime | None
    failure: str | None
    words: str


class NewHook(Hook):
    secret: str = Field(description="Signs what is sent. Shown this once.")


class ToldTask(BaseModel):
    """The task as it was then. A larger `changes` is the newer; `note` is the note's id, `title` its title."""

    uid: str
    note: int
    title: str
    sentence: str
    due_date: date | None
    due_time: str | None = Field(description="HH:MM, a clock's in `time_zone`.")
    time_zone: str
    snoozed_until: date | None
    done_at: datetime | None
    created_at: datetime
    changed_at: datetime
    changes: int


class GoneTask(BaseModel):
    """A task that is deleted. What had happened to it before and was not taken yet is not told any more."""

    uid: str


class TaskEvent(BaseModel):
    """What a webhook is sent. `id` stays the same where it is sent again.

    `task` is null for a ping, and no more than its `uid` where it was deleted.
    """

    id: str
    type: Event
    created_at: datetime
    task: ToldTask | GoneTask | None
