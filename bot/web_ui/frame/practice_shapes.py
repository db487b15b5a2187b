"""The shapes of practice rounds in the HTTP API; as `wire`, from which they take the common parts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from bot.features.practice import Sort
from bot.web_ui.frame.wire import LARGEST_ID, Body


class PracticeWish(Body):
    """What is left out is chosen: the sort done least lately, a note not practised lately."""

    sort: Sort | None = None
    note_id: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    afresh: bool = Field(False, description="Leave a round that is open for a new one.")


class PracticeAnswer(Body):
    """Places in `options`, from 0: those chosen or, to put in order, all of them in their order."""

    chosen: Annotated[list[Annotated[int, Field(ge=0, le=LARGEST_ID)]], Field(max_length=50)]


class PracticeSwitch(Body):
    teaches: bool


class PracticeFeedback(BaseModel):
    """`altered` is the slice of the altered option that was changed; `original` is what the note says."""

    chosen: list[int]
    answer: list[int]
    score: float
    succeeded: bool
    words: str
    original: str | None
    altered: list[int] | None


class PracticeRound(BaseModel):
    """`feedback` is there once it is answered."""

    id: int
    sort: Sort
    note_id: int
    title: str = Field(description="Of the note; empty until it is answered, as it may hold the answer.")
    language: str
    level: float
    question: str
    text: str | None
    options: list[str]
    feedback: PracticeFeedback | None


class PracticeSort(BaseModel):
    sort: Sort
    rounds: int
    level: float
    success: float | None


class Agreement(BaseModel):
    at: datetime
    f1: float


class Practice(BaseModel):
    """`success` is the share of the last twenty rounds; `agreement` is yours with the model, over time."""

    sorts: list[PracticeSort]
    agreement: list[Agreement]
    teaches: bool
    open_id: int | None


class GroupRoundWish(Body):
    group_id: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    note_id: Annotated[int, Field(ge=1, le=LARGEST_ID)]


class GroupResults(BaseModel):
    """`answer` is the model's choice, `counts` how many members chose each option (none where fewer than three marked
    it), `score` your own F1 against the model's choice, which nobody else sees."""

    answer: list[int]
    counts: list[int] | None
    score: float | None


class GroupRound(BaseModel):
    """`chosen` is your own choice, of `most` options at most; `marked` counts who has chosen. `results` are told to all
    at once."""

    id: int
    group_id: int
    group: str
    began: str
    title: str = Field(description="Of the note; empty where it has none of its own.")
    language: str
    question: str
    options: list[str]
    most: int
    is_own: bool
    is_draft: bool
    ends_at: datetime | None
    marked: int
    chosen: list[int] | None
    results: GroupResults | None


class GroupRoundList(BaseModel):
    rounds: list[GroupRound]
