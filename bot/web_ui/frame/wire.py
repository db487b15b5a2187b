"""The shapes of the HTTP API: what requests are checked against, and what /openapi.json says of the answers."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.features.focus import BREAK_MINUTES, LATEST_HOUR, USUAL_MINUTES, Span
from bot.features.marking import Followed
from bot.features.practice import Sort
from bot.features.reminders import Snooze

MOST = 1_000_000
LARGEST_ID = 2**31 - 1  # what PostgreSQL's integer holds
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` without what no database takes: controls and lone surrogates."""
    return _UNWANTED.sub("", text)


def _cleaned(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def nothing_if_empty(value: Any) -> Any:
    """A form's empty field is no value."""
    return None if value == "" else value


Words = Annotated[str, BeforeValidator(_cleaned)]
Identity = Annotated[int, Path(ge=1, le=LARGEST_ID)]
DeliveryId = Annotated[str, Path(pattern="^[0-9a-f]{20}$")]
Index = Annotated[int, Path(ge=0, le=LARGEST_ID, description="Counts the note's sentences from 0.")]
MaybeIndex = Annotated[int | None, Query(ge=0, le=LARGEST_ID)]
JobId = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,32}$")]
Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[int | None, Query(ge=0, le=LARGEST_ID, description="`next_cursor` of the page before.")]
Asked = Annotated[str | None, Query(max_length=1000), AfterValidator(_cleaned)]
Count = Annotated[Annotated[int, Field(ge=1, le=MOST)] | None, BeforeValidator(nothing_if_empty)]
Ratio = Annotated[
    Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] | None, BeforeValidator(nothing_if_empty)
]


class Length(BaseModel):
    """At most one of the three; none of them is the automatic length."""

    sentences: Count = None
    ratio: Ratio = None
    words: Count = None


class Wish(Length):
    """How to condense. Without a length it is the person's usual one."""

    focus: Words | None = Field(None, description="What you want out of it, as a question or some words.")
    language: Words | None = Field(None, description="Its language, such as en or zh. Left out: found out.")


class Text(Wish):
    text: Words
    title: Words | None = None


class FileForm(Wish):
    """The multipart form. Several files make several jobs; `POST /condense` takes one."""

    model_config = ConfigDict(json_schema_extra={"required": ["file"]})
    file: Annotated[str, Field(json_schema_extra={"format": "binary"})]


class NoteChange(Length):
    """What is left out stays as it is. A length may stand here as in `POST /condense`, or in `length`."""

    title: Words | None = None
    tags: list[Words] | None = Field(None, max_length=100)
    length: Length | None = Field(
        None, description="Cuts the note anew, without asking the model; `{}` is the automatic length."
    )


class PersonChange(BaseModel):
    """What is left out stays as it is; an empty language or time zone means: as the browser says."""

    language: Words | None = None
    time_zone: Words | None = None
    length: Length | None = None


Verdict = Literal["keep", "drop", "star", "matters"]


class MarkWish(BaseModel):
    """`keep`, `drop` and `star` speak of a highlight, `matters` of any other sentence. A star counts double."""

    verdict: Verdict


class Marked(BaseModel):
    """What came of it: `first` or `card` where a star made a card, `gone` where its card went with it; in `words`."""

    followed: Followed | None
    words: str


class MarkOnPage(BaseModel):
    index: Annotated[int, Field(ge=0, le=LARGEST_ID)]
    verdict: Verdict | None = None


class TasteSwitch(BaseModel):
    is_on: bool


class TokenName(BaseModel):
    name: Words = Field("", max_length=100)


class Confirmation(BaseModel):
    confirm: Words = Field(description="The word “erase”.")


class ProblemWords(BaseModel):
    code: str
    message: str


class Problem(BaseModel):
    """Every error looks like this."""

    error: ProblemWords


class Place(BaseModel):
    page: int | None = None
    slide: int | None = None
    heading: str | None = None


class Deadline(BaseModel):
    """A date that the sentence names, on the person's own clock when the note was made; `words` name it."""

    words: str
    date: str = Field(description="YYYY-MM-DD")
    time: str | None = Field(description="HH:MM, where the words give one.")


class Highlight(BaseModel):
    """`text` is the note's `text[start:end]`, counted in code points."""

    text: str
    start: int
    end: int
    index: int
    score: float
    kind: str
    action: str | None = Field(
        description="What sort of action item: request, commitment, decision, deadline."
    )
    deadlines: list[Deadline]
    location: Place
    reasons: list[str]


class Sentence(Highlight):
    """`rank` 0 is chosen first: a note cut to N sentences now would have those of rank 0 to N-1."""

    rank: int
    verdict: Verdict | None = Field(description="What you said of it.")
    words: int
    place: str = Field(description="The location in words.")
    label: str = Field(description="What it is, in a word; empty where it is only a key sentence.")
    due: list[str] = Field(description="Its deadlines in words.")
    to_do: bool = Field(description="Whether it can become a task.")


class Sentences(BaseModel):
    sentences: list[Sentence]


class WordWeight(BaseModel):
    """`text` is the note's `text[start:end]`."""

    text: str
    start: int
    end: int
    weight: float = Field(description="-1 to 1; below 0 the word spoke against the sentence.")
    warmth: int = Field(description="The weight in steps, -3 to 3.")


class Why(BaseModel):
    text: str
    start: int
    end: int
    index: int
    score: float
    reasons: list[str]
    words: list[WordWeight]
    strongest: list[str]


class NoteCard(BaseModel):
    id: int
    title: str
    file_name: str | None
    face: str
    language: str
    sentences_total: int
    tags: list[str]
    created_at: datetime
    highlight: str | None = Field(
        None, description="The one nearest to the query; without a query, the first."
    )


class NoteList(BaseModel):
    notes: list[NoteCard]
    next_cursor: int | None


class Note(BaseModel):
    id: int
    title: str
    file_name: str | None
    language: str
    text: str
    sentences_total: int
    highlights: list[Highlight]
    focus: str | None
    tags: list[str]
    warnings: list[str]
    model: str
    elapsed_ms: int
    created_at: datetime


class SentenceMark(BaseModel):
    index: int
    verdict: Verdict


class MarkList(BaseModel):
    marks: list[SentenceMark]


class Taste(BaseModel):
    """`applies`: your notes are chosen with it now. That takes some marks that agree, and that it is on."""

    is_on: bool
    marks: int
    applies: bool
    favours: list[str]
    avoids: list[str]
    words: list[str]
    in_words: str


class TagCount(BaseModel):
    name: str
    notes: int


class TagList(BaseModel):
    tags: list[TagCount]


class Job(BaseModel):
    """`done` of `total` counts pages while reading and windows while scoring; total 0: not known."""

    id: str
    name: str
    state: str
    state_words: str
    done: int
    total: int
    note_id: int | None
    error: str | None
    created_at: datetime


class JobList(BaseModel):
    jobs: list[Job]


class Person(BaseModel):
    id: int
    language: str | None
    time_zone: str | None
    length: Length


class Token(BaseModel):
    id: int
    name: str
    created_at: datetime


class NewToken(BaseModel):
    name: str
    token: str = Field(description="Shown this once.")


class TokenList(BaseModel):
    tokens: list[Token]


class ReminderWish(BaseModel):
    """What is left out stays as it was. `when` says time and days in plain words; `at` and `days` say them exactly."""

    when: Words | None = Field(None, description="Such as “weekdays at half past seven” or “每天早上八点”.")
    at: time | None = None
    days: list[Annotated[int, Field(ge=0, le=6)]] | None = Field(
        None, description="0 is Monday.", max_length=7
    )
    time_zone: Words | None = None
    quiet: tuple[time, time] | None = Field(None, description="From and until when never to write.")


class Pause(BaseModel):
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


class OfferAnswer(BaseModel):
    accept: bool


class CalendarAddress(BaseModel):
    url: str = Field(description="Shown this once.")


class SnoozeWish(BaseModel):
    how_long: Snooze


class Snoozed(BaseModel):
    until: datetime


class Remembered(BaseModel):
    note_id: int
    title: str
    text: str


class DueDate(BaseModel):
    note_id: int
    title: str
    words: str
    date: str
    time: str | None


class DueTask(BaseModel):
    id: int
    sentence: str
    due_date: date


class Delivery(BaseModel):
    id: str
    on: date
    state: str
    sent_at: datetime
    again_at: datetime | None
    highlights: list[Remembered]
    cards_due: int = Field(description="Cards to review now; counted for the newest delivery only.")
    tasks: list[DueTask] = Field(description="Tasks due by that day, the first; of the newest delivery only.")
    tasks_due: int = Field(description="How many tasks are due by that day; of the newest delivery only.")
    deadlines: list[DueDate]


class DeliveryList(BaseModel):
    deliveries: list[Delivery]


class PracticeWish(BaseModel):
    """What is left out is chosen: the sort done least lately, a note not practised lately."""

    sort: Sort | None = None
    note_id: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    afresh: bool = Field(False, description="Leave a round that is open for a new one.")


class PracticeAnswer(BaseModel):
    """Places in `options`, from 0: those chosen or, to put in order, all of them in their order."""

    chosen: Annotated[list[Annotated[int, Field(ge=0, le=LARGEST_ID)]], Field(max_length=50)]


class PracticeSwitch(BaseModel):
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
    title: str
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


class FocusWish(BaseModel):
    """Rounds of so many minutes with breaks between them; after every fourth the break is three times as long."""

    minutes: int = USUAL_MINUTES
    rounds: int = 1
    break_minutes: int = BREAK_MINUTES


class FocusSettingsChange(BaseModel):
    """What is left out stays as it is."""

    goal_minutes: int | None = Field(None, description="Minutes of focus a week; 0 is no goal.")
    day_begins_hour: int | None = Field(
        None, ge=0, le=LATEST_HOUR, description="The hour of the person's clock, for focus only; usually 4."
    )


class FocusSettings(BaseModel):
    goal_minutes: int | None
    day_begins: time


class CheckIn(BaseModel):
    attention: int | None = Field(None, ge=1, le=5)
    mood: int | None = Field(None, ge=1, le=5)
    word: Annotated[str, BeforeValidator(_cleaned)] = ""


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
    rounds: int
    phases: list[FocusPhase] = Field(description="The phase it is in, and those to come.")
    focused_seconds: int
    attention: int | None
    mood: int | None


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
