"""The shapes of the HTTP API: what requests are checked against, and what /openapi.json says of the answers. Here what
all parts share, and what has to do with people and what they send; each part's own stand beside this."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticKnownError

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


def without_zone(at: time | None) -> time | None:
    """A time of another zone is refused rather than taken for one on the person's clock."""
    if at is not None and at.tzinfo is not None:
        raise PydanticKnownError("time_type")
    return at


Words = Annotated[str, BeforeValidator(_cleaned)]
Identity = Annotated[int, Path(ge=1, le=LARGEST_ID)]
DeliveryId = Annotated[str, Path(pattern="^[0-9a-f]{20}$")]
Index = Annotated[int, Path(ge=0, le=LARGEST_ID, description="Counts the note's sentences from 0.")]
MaybeIndex = Annotated[int | None, Query(ge=0, le=LARGEST_ID)]
JobId = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,32}$")]
Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[int | None, Query(ge=0, le=LARGEST_ID, description="`next_cursor` of the page before.")]
Asked = Annotated[str | None, Query(max_length=1000), AfterValidator(_cleaned)]
Searched = Annotated[str | None, AfterValidator(_cleaned)]  # on a page, which says how much of it counts
Count = Annotated[Annotated[int, Field(ge=1, le=MOST)] | None, BeforeValidator(nothing_if_empty)]
Ratio = Annotated[
    Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] | None, BeforeValidator(nothing_if_empty)
]


class Body(BaseModel):
    """What a program sends. A field that is none is refused: who misspelt one would believe to have asked for it."""

    model_config = ConfigDict(extra="forbid")


class Length(Body):
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


class PersonChange(Body):
    """What is left out stays as it is; an empty language or time zone means: as the browser says."""

    language: Words | None = None
    time_zone: Words | None = None
    length: Length | None = None
    single_keys: bool | None = Field(None, description="Whether a letter or a digit alone acts on pages.")


class TokenName(Body):
    name: Words = Field("", max_length=100)


class Confirmation(Body):
    confirm: Words = Field(description="The word “erase”.")


class ProblemWords(BaseModel):
    code: str
    message: str


class Problem(BaseModel):
    """Every error looks like this."""

    error: ProblemWords


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


class StoppedJob(Job):
    text: str | None = Field(
        description="What was pasted, where this has stopped it: nothing keeps it any more."
    )


class JobList(BaseModel):
    jobs: list[Job]


class Person(BaseModel):
    id: int
    language: str | None
    time_zone: str | None
    length: Length
    single_keys: bool


class Token(BaseModel):
    id: int
    name: str
    created_at: datetime


class NewToken(BaseModel):
    name: str
    token: str = Field(description="Shown this once.")


class TokenList(BaseModel):
    tokens: list[Token]
