"""The shapes of notes, and of what is said of their sentences, in the HTTP API; as `wire`, from which they take the
common parts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.features.marking import Followed
from bot.web_ui.frame.wire import LARGEST_ID, Body, Length, Words


class NoteChange(Length):
    """What is left out stays as it is. A length may stand here as in `POST /condense`, or in `length`."""

    title: Words | None = None
    tags: list[Words] | None = Field(
        None, max_length=100, description="All that the note is to have; a comma parts two."
    )
    add_tags: list[Words] = Field([], max_length=100, description="Tags besides those that it has.")
    remove_tags: list[Words] = Field([], max_length=100)
    length: Length | None = Field(
        None, description="Cuts the note anew, without asking the model; `{}` is the automatic length."
    )


class Place(BaseModel):
    page: int | None = None
    slide: int | None = None
    heading: str | None = None
    time: str | None = Field(None, description="When it was said, in a text that came with times: 1:05")


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
    closest: bool = Field(description="Whether it is the one closest to the focus question.")
    deadlines: list[Deadline]
    location: Place
    reasons: list[str]


Verdict = Literal["keep", "drop", "star", "matters"]


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


class TagCount(BaseModel):
    name: str
    notes: int


class TagList(BaseModel):
    tags: list[TagCount]


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


class MarkWish(Body):
    """`keep`, `drop` and `star` speak of a highlight, `matters` of any other sentence. A star counts double."""

    verdict: Verdict


class Marked(BaseModel):
    """What came of it: `first` or `card` where a star made a card, `gone` where its card went with it; in `words`."""

    followed: Followed | None
    words: str


class MarkOnPage(BaseModel):
    index: Annotated[int, Field(ge=0, le=LARGEST_ID)]
    verdict: Verdict | None = None


class SentenceMark(BaseModel):
    index: int
    verdict: Verdict


class MarkList(BaseModel):
    marks: list[SentenceMark]


class TasteSwitch(Body):
    is_on: bool


class Taste(BaseModel):
    """`applies`: your notes are chosen with it now. That takes some marks that agree, and that it is on."""

    is_on: bool
    marks: int
    applies: bool
    favours: list[str]
    avoids: list[str]
    words: list[str]
    in_words: str
