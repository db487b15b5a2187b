"""The shapes of the HTTP API for what is recommended next."""

from __future__ import annotations

from pydantic import BaseModel, Field

from bot.web_ui.frame.wire import MOST, Body, Words


class Named(BaseModel):
    """A note, and the sentence of it that is the reason."""

    id: int
    title: str
    language: str
    sentence: str


class Again(BaseModel):
    """A note to read again. `recall` is the share of its due cards that you would remember now, 0..1; `has_room` says
    whether today's cap leaves room to review some of them."""

    note: Named
    cards: int
    recall: float
    has_room: bool
    reason: str


class Together(BaseModel):
    """Two notes that belong together; `tags` are proposed for both."""

    notes: list[Named]
    word: str
    tags: list[str]
    reason: str


class Unseen(BaseModel):
    """A section that was never looked at: the note's sentences `first` to `last`."""

    note: Named
    place: str
    first: int
    last: int
    seen: int
    total: int
    reason: str


class Next(BaseModel):
    """`instead` is what to say where all three are empty."""

    again: list[Again]
    together: list[Together]
    unseen: list[Unseen]
    instead: str | None


class TagsForBoth(Body):
    tags: list[Words] = Field(max_length=100)


class Looked(Body):
    """The sentences of a note that are on the screen, by `index`; on a short note this leaves nothing."""

    first: int = Field(ge=0, le=MOST)
    last: int = Field(ge=0, le=MOST)
