"""What reading a file gives: its text, where each part of it stands, and what could not be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.locales import Message

OnProgress = Callable[[int, int], None]
"""Called as (done, total) in the file's own unit: pages, slides, paragraphs. Called on the event loop."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a sentence stands in its file; what a format does not have is None."""

    page: int | None = None
    slide: int | None = None
    heading: str | None = None
    time: str | None = None  # of speech: 1:05

    def as_json(self) -> dict[str, Any]:
        """Only what is known, so that a plain text has `{}`."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Place:
    """From character `start` of the text on, `location` holds, until the next place."""

    start: int
    location: Location


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. `places` ascend by `start`; `warnings` say what was not read; `written_at` (aware) is when it was
    written, where that is part of the format."""

    text: str
    title: str | None = None
    places: tuple[Place, ...] = ()
    warnings: tuple[Message, ...] = ()
    written_at: datetime | None = None

    def location(self, offset: int) -> Location:
        """The location that holds at character `offset` of the text."""
        at = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[at - 1].location if at else Location()


class Draft:
    """A document in the making: blocks one after another, a blank line between, each with its location."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._length = 0

    def add(self, block: str, location: Location) -> None:
        """Adds a paragraph, heading, list or table; a block of nothing but whitespace is left out."""
        block = clean(block).strip("\n")
        if not block.strip():
            return
        if self._parts:
            self._append("\n\n")
        self._mark(location)
        self._append(block)

    def go_on(self, more: str, location: Location) -> None:
        """Adds to the last block as it stands: the part of a paragraph that follows a page break."""
        self._mark(location)
        self._append(clean(more))

    def document(self, title: str | None, warnings: Iterable[Message] = ()) -> Document:
        return Document(
            "".join(self._parts), clean(title or "").strip() or None, tuple(self._places), tuple(warnings)
        )

    def _mark(self, location: Location) -> None:
        if location != (self._places[-1].location if self._places else Location()):
            self._places.append(Place(self._length, location))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


# What no reader sees and what neither a database nor JSON takes: controls but tab and newline, lone
# surrogates, the byte order mark. Zero-width joiners stay: words in many scripts need them.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` with newlines as \\n and without characters that nothing can show or keep."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers as people write them: `3–5, 8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
