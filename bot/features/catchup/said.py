"""What was said in a channel, and which of it counts: not what programs said, not commands, not who does not want it.

A face fetches it and hands it over as `Said`; nothing of it is ever stored. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.features.catchup.small_talk import HAN, says_something

MOST_LINE_CHARACTERS = 1_500
MOST_CHARACTERS = 400_000  # for the model: about 70,000 words, two minutes of one slow core
ENDS = (".", "!", "?", "…", "。", "！", "？", ":", "：", ";", "；")
COMMAND = re.compile(r"\s*[!/;][a-z][\w-]{1,30}(?:[^\S\n].*)?\s*")
"""Other signs that programs listen to stand before ordinary lines too: lists, questions, prices."""
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)]*\s+|[。！？…]+[”’）]*")


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it is now. `text` is what a reader sees of it, with line breaks; `link` leads to it.

    `answers` is the id of the message that it replies to; `weight` counts what others made of it: reactions, a pin.
    `to_program`: it is addressed to a program, or says what one was asked for. `holds_more`: beside `text` there is a
    poll in it, or what it forwards.
    """

    id: int
    speaker_id: int
    speaker: str
    text: str
    at: datetime
    link: str
    answers: int | None = None
    weight: int = 0
    by_program: bool = False
    edited_at: datetime | None = None
    to_program: bool = False
    holds_more: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many messages were read and not condensed, by why; `too_much`: the oldest, where all are too long.

    `polls_and_forwards` are messages of which only their own words were condensed. `taken_back`: would have been told,
    but were deleted or written anew meanwhile.
    """

    programs: int = 0
    commands: int = 0
    unwilling: int = 0
    too_much: int = 0
    taken_back: int = 0
    polls_and_forwards: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message: `said[message].text[start:end]`. `at` is where it stands in the text the model reads."""

    message: int
    start: int
    end: int
    at: int


def sift(said: Sequence[Said], unwilling: Collection[int]) -> tuple[list[Said], LeftOut]:
    """What counts of `said`, in order, and how much did not. `unwilling` are speakers who don't want it."""
    kept, programs, commands, silent = [], 0, 0, 0
    for each in said:
        if each.by_program:
            programs += 1
        elif each.speaker_id in unwilling:
            silent += 1
        elif each.to_program or COMMAND.fullmatch(each.text):
            commands += 1
        else:
            kept.append(each)
    room, first = MOST_CHARACTERS, len(kept)
    while first and (room := room - len(kept[first - 1].text)) >= 0:
        first -= 1
    more = sum(each.holds_more for each in kept[first:])
    return kept[first:], LeftOut(programs, commands, silent, first, polls_and_forwards=more)


def as_text(said: Sequence[Said]) -> tuple[str, list[Line]]:
    """One text of every line that says something, each a paragraph of its own, and where each came from.

    A line that ends like none gets a full stop there: in a chat hardly anybody writes one, and without it the model
    takes it for a heading. It is no part of the line.
    """
    parts: list[str] = []
    lines: list[Line] = []
    at = 0
    for message, each in enumerate(said):
        for start, end in _lines(each.text):
            words = each.text[start:end]
            ending = "" if words.endswith(ENDS) else "。" if HAN.search(words[-4:]) else "."
            lines.append(Line(message, start, end, at))
            parts.append(f"{words}{ending}\n\n")
            at += len(parts[-1])
    return "".join(parts), lines


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            end = start + len(words)
            while start < end:
                cut = _cut(text, start, end)
                if says_something(text[start:cut]):
                    yield start, start + len(text[start:cut].rstrip())
                start = cut
        at += len(line)


def _cut(text: str, start: int, end: int) -> int:
    """Where to part a line that is too long for one: where a sentence ends, else between words, else anywhere."""
    most = start + MOST_LINE_CHARACTERS
    if end <= most:
        return end
    ends = [found.end() for found in SENTENCE_END.finditer(text, start, most)]
    space = text.rfind(" ", start, most)
    return ends[-1] if ends else space + 1 if space > start else most
