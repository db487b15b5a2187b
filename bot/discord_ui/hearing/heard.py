"""The messages that Pith has heard since it started: in which states, and what they made. In memory alone, so that
nothing of it outlives a stop; what is known of a message after that are its notes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

import discord

HEARD = 10_000  # messages remembered
State = tuple[int, str]


@dataclass(slots=True)
class _Met:
    """`made` are the origins of the notes that it made, whatever became of these. In some state it was said to Pith
    (`is_meant`), and taken care of (`is_answered`). `answer` is the origin of what answers it where it is a question
    about a note."""

    made: set[str] = field(default_factory=set)
    is_meant: bool = False
    is_answered: bool = False
    answer: str | None = None


class Heard:
    """Which messages are taken up: each state once, and no note a second time once it is gone."""

    def __init__(self) -> None:
        self._states: OrderedDict[State, None] = OrderedDict()
        self._met: OrderedDict[int, _Met] = OrderedDict()
        self._since: int | None = None

    def saw(self, message: discord.Message) -> None:
        """Takes note of what is written in servers: whatever is younger than the first came while Pith was here."""
        if message.guild is not None and self._since is None:
            self._since = message.id

    def is_new(self, message: discord.Message) -> bool:
        """Takes note of a message that was sent; whether it was not heard before as it is."""
        is_unmet = message.id not in self._met
        self._meet(message.id).is_meant = True
        return self._is_other_state(message) or is_unmet

    def is_newly_edited(self, message: discord.Message) -> bool:
        """Takes note of an edit; whether it was not heard before. One that lets a message mention Pith is as good as a
        new message, where it was written while Pith was here: else it may have made a note before that."""
        if message.guild is not None and self._since is not None and message.id > self._since:
            self._meet(message.id)
        if message.id in self._met:
            self._met[message.id].is_meant = True
        return self._is_other_state(message)

    def is_newly_unmeant(self, message: discord.Message) -> bool:
        """Takes note of an edit that took the mention away; whether it was not heard before."""
        return self._is_other_state(message)

    def was_meant(self, message: discord.Message) -> bool:
        """Whether it is known to have been said to Pith in some state."""
        return message.id in self._met and self._met[message.id].is_meant

    def not_answered(self, messages: Iterable[discord.Message]) -> None:
        """Found again they count as new."""
        for message in messages:
            self._states.pop(_state(message), None)

    def answered(self, messages: Iterable[discord.Message]) -> None:
        for message in messages:
            if message.id in self._met:
                self._met[message.id].is_answered = True

    def was_answered(self, message: discord.Message) -> bool:
        return message.id in self._met and self._met[message.id].is_answered

    def answers(self, message: discord.Message, answer: str | None) -> None:
        """None: nothing does any more."""
        self._meet(message.id).answer = answer

    def answer_to(self, message: discord.Message) -> str | None:
        return self._met[message.id].answer if message.id in self._met else None

    def made(self, origins: Iterable[str]) -> None:
        """A note was made of these."""
        for origin in origins:
            self._meet(_message_id(origin)).made.add(origin)

    def took_back(self, origins: Iterable[str]) -> None:
        """The note of these went by an edit: another edit may make one again."""
        for origin in origins:
            self._meet(_message_id(origin)).made.discard(origin)

    def made_nothing(self, message: discord.Message) -> bool:
        """Whether it is known to have made no note so far."""
        return message.id in self._met and not self._met[message.id].made

    def may_make(self, origin: str) -> bool:
        """Whether a note may be made of it where there is none: not of what made one that was deleted, or may have."""
        met = self._met.get(_message_id(origin))
        return met is not None and origin not in met.made

    def _meet(self, message_id: int) -> _Met:
        met = self._met.setdefault(message_id, _Met())
        if len(self._met) > HEARD:
            self._met.popitem(last=False)
        return met

    def _is_other_state(self, message: discord.Message) -> bool:
        is_other = _state(message) not in self._states
        self._states[_state(message)] = None
        if len(self._states) > HEARD:
            self._states.popitem(last=False)
        return is_other


def _state(message: discord.Message) -> State:
    return message.id, str(message.edited_at)


def _message_id(origin: str) -> int:
    return int(origin.split(":")[1])
