"""The shapes of cards and reviews in the HTTP API; as `wire`, from which they take the common parts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from bot.features.cards import SIDE_CHARACTERS, Kind
from bot.web_ui.frame.wire import LARGEST_ID, MOST, Body, Words, nothing_if_empty

GradeName = Literal["again", "hard", "good", "easy"]


class Draft(BaseModel):
    """A card before it is kept. A cloze has `____` in front where the words behind are hidden."""

    kind: Kind
    front: str
    back: str


class NewCard(Body):
    """What is left out is as `GET /notes/{note_id}/cards/draft` proposes it."""

    index: int = Field(ge=0, le=MOST, description="The sentence's `index` in its note.")
    kind: Kind | None = None
    front: Words | None = Field(None, max_length=2 * SIDE_CHARACTERS)
    back: Words | None = Field(None, max_length=2 * SIDE_CHARACTERS)


class CardChange(Body):
    """What is left out stays as it is."""

    front: Words | None = Field(None, max_length=2 * SIDE_CHARACTERS)
    back: Words | None = Field(None, max_length=2 * SIDE_CHARACTERS)
    suspended: bool | None = None


class CardsPlace(BaseModel):
    """A page of the list of cards, as a form names it."""

    tag: Words = Field("", max_length=1000)
    cursor: Annotated[
        Annotated[int, Field(ge=0, le=LARGEST_ID)] | None, BeforeValidator(nothing_if_empty)
    ] = None


class Card(BaseModel):
    """`sentence` is the highlight it was made of, verbatim; `grades` counts how often it was graded."""

    id: int
    note_id: int | None = Field(description="Null for a card of a sentence that somebody shared in a group.")
    title: str
    kind: Kind
    sentence: str
    front: str
    back: str
    due_at: datetime
    grades: int
    suspended: bool
    buried_until_at: datetime | None
    created_at: datetime


class CardList(BaseModel):
    cards: list[Card]
    next_cursor: int | None


class Intervals(BaseModel):
    """After how many seconds each grade would bring the card back."""

    again: float
    hard: float
    good: float
    easy: float


class ShownCard(Card):
    intervals_s: Intervals


class Session(BaseModel):
    """`cards` in the order to ask them, within what is left of today's cap.

    `later` ones are due too and left to the next `days` days; `new_later` are new ones that wait. `next_at`: when
    the next card comes after these. `last_review_id` is the grade that undoing takes back.
    """

    cards: list[Card]
    later: int
    new_later: int
    days: int
    done_today: int
    next_at: datetime | None
    last_review_id: int | None


class Week(BaseModel):
    """Cards asked that were known before, and how many of them were remembered."""

    begins_on: date
    asked: int
    remembered: int


class Progress(BaseModel):
    """`due` counts the cards of each day from `today` on, today's with all that are overdue."""

    today: date
    due: list[int]
    new: int
    weeks: list[Week]
    wished: float


class Grading(Body):
    grade: GradeName
    seen: int | None = Field(
        None,
        ge=0,
        le=LARGEST_ID,
        description="The card's `grades` when it was shown. 409 when it was graded since: a retry counts once.",
    )


class TakenGrades(BaseModel):
    """Grades taken in · older than the card's last one here · of no card here · lines not understood."""

    taken: int
    older: int
    unknown: int
    unread: int


class ReviewFit(BaseModel):
    """FSRS's parameters fitted to your grades; none where the usual ones foresee them as well."""

    parameters: list[float] | None
    grades: int
    better: float
    fitted_at: datetime


class ReviewSettings(BaseModel):
    """`automatic`: every highlight of a new note becomes a card; `starred`: every sentence that you star.

    `retention`: the chance of recall wished for.

    `fitted`: intervals may be fitted to your own memory; `fit` is what that came to last.
    """

    automatic: bool
    starred: bool
    daily_cap: int
    retention: float
    fitted: bool
    fit: ReviewFit | None


class ReviewSettingsChange(Body):
    """What is left out stays as it is."""

    automatic: bool | None = None
    starred: bool | None = None
    daily_cap: int | None = Field(None, le=LARGEST_ID)
    retention: float | None = Field(None, allow_inf_nan=False)
    fitted: bool | None = None
