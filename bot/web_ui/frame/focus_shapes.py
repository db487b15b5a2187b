"""The shapes of focus sessions and check-ins in the HTTP API; as `wire`, from which they take the common parts."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.features.focus import BREAK_MINUTES, LATEST_HOUR, USUAL_MINUTES, Span
from bot.web_ui.frame.wire import LARGEST_ID, Body, Words


class FocusWish(Body):
    """Rounds of so many minutes with breaks between them; after every fourth the break is three times as long."""

    minutes: int = USUAL_MINUTES
    rounds: int = 1
    break_minutes: int = BREAK_MINUTES


class FocusSettingsChange(Body):
    """What is left out stays as it is."""

    goal_minutes: int | None = Field(None, description="Minutes of focus a week; 0 is no goal.")
    day_begins_hour: int | None = Field(
        None, ge=0, le=LATEST_HOUR, description="The hour of the person's clock, for focus only; usually 4."
    )


class FocusSettings(BaseModel):
    goal_minutes: int | None
    day_begins: time


class CheckIn(Body):
    attention: int | None = Field(None, ge=1, le=5)
    mood: int | None = Field(None, ge=1, le=5)
    word: Words = ""


class FocusPhase(BaseModel):
    is_break: bool
    round: int = Field(description="The round that it is, or that comes after the break, from 1.")
    seconds_left: int


class FocusSession(BaseModel):
    id: int
    state: Literal["running", "paused", "over"]
    ends_at: datetime | None
    seconds_left: int = Field(description="Breaks included.")
    people: int | None = Field(description="How many are in, where it is one of a shared session that runs.")
    group_id: int | None = Field(description="The group whose shared session it is, where it is one's.")
    rounds: int
    phases: list[FocusPhase] = Field(description="The phase it is in, and those to come.")
    focused_seconds: int
    attention: int | None
    mood: int | None


class SharedFocusWish(FocusWish):
    group_id: Annotated[int, Field(ge=1, le=LARGEST_ID)]


class SharedFocusPhase(BaseModel):
    is_break: bool
    round: int = Field(description="The round that it is, or that comes after the break, from 1.")
    ends_at: datetime


class SharedFocus(BaseModel):
    """A group's shared session, as its members see it; your own in it is your focus session."""

    id: int
    group_id: int
    group: str
    began: str | None = Field(description="Who began it, null once they are not in the group any more.")
    state: Literal["running", "over"]
    ends_at: datetime
    rounds: int
    phases: list[SharedFocusPhase] = Field(description="The phase it is in, and those to come.")
    names: list[str] = Field(description="Who is in, by their names in the group; nobody's once it is over.")
    people: int = Field(description="How many are in or, once it is over, were in to the end.")
    is_in: bool = Field(description="Whether you are in.")
    may_stop: bool = Field(description="Whether you can stop it for all.")


class SharedFocusList(BaseModel):
    sessions: list[SharedFocus]


class FocusStreak(BaseModel):
    """A week counts once its goal is reached or, without one, with its first session; a freeze keeps the row over one
    that does not."""

    weeks: int
    freezes: int
    rested: bool = Field(description="A freeze kept the row over the week before this one.")


class Focus(BaseModel):
    session: FocusSession | None
    minutes_this_week: int
    goal_minutes: int | None
    streak: FocusStreak


class FocusPiece(BaseModel):
    """An hour, a day or a week; shares lie between 0 and 1, and are null where there is nothing to say."""

    begins_at: datetime
    focus_seconds: int
    sessions: int
    reviews: int
    cards_asked: int = Field(description="Cards that were known before.")
    cards_remembered: int
    practice_rounds: int = Field(description="Those marked first.")
    agreement: float | None
    check_ins: int
    attention: float | None
    mood: float | None


class FocusPicture(BaseModel):
    span: Span
    words: list[str] = Field(description="What it comes to, a sentence for each part with something to say.")
    pieces: list[FocusPiece]


class CareOffer(BaseModel):
    sentences: list[str] = Field(description="Empty, or an offer for hard days.")
