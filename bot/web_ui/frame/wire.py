"""The shapes of the HTTP API: what requests are checked against, and what /openapi.json says of the answers."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.features.marking import Followed

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
