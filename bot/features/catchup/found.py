"""What a catch-up holds. Every `Point` is a message's own words, from `text[start:end]` of what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.features.catchup.roles import Role
from bot.features.catchup.said import LeftOut
from bot.features.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of one message. `place`: the lower, the more it tells, among those of its role.

    `answer`: how somebody replied to it, where it is a question.
    """

    message_id: int
    speaker_id: int
    speaker: str
    text: str
    link: str
    at: datetime
    role: Role
    place: float
    deadlines: tuple[Deadline, ...] = ()
    answer: Point | None = None

    def renamed(self, names: Mapping[int, str]) -> Point:
        answer = self.answer.renamed(names) if self.answer else None
        return replace(self, speaker=names.get(self.speaker_id, self.speaker), answer=answer)


@dataclass(frozen=True, slots=True)
class Topic:
    """A stretch of a long conversation: since when, what it is about in a few words, and its points."""

    since_at: datetime
    words: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What was said, in short. All in the order in which it was said; no sentence stands in two places.

    `people` spoke of whom something could be condensed; `left_out` are not among them. `more` says how many there are
    beside those that are shown, by their role.
    """

    people: int
    left_out: LeftOut
    decisions: tuple[Point, ...]
    tasks: tuple[Point, ...]
    questions: tuple[Point, ...]
    topics: tuple[Topic, ...]
    more: dict[Role, int]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for topic in self.topics for point in topic.points)

    def renamed(self, names: Mapping[int, str]) -> CatchUp:
        """The same with other names for speakers, by their ids."""

        def renamed(points: tuple[Point, ...]) -> tuple[Point, ...]:
            return tuple(point.renamed(names) for point in points)

        return replace(
            self,
            decisions=renamed(self.decisions),
            tasks=renamed(self.tasks),
            questions=renamed(self.questions),
            topics=tuple(replace(topic, points=renamed(topic.points)) for topic in self.topics),
        )

    @property
    def speaker_ids(self) -> frozenset[int]:
        """Of all that is shown."""
        shown = (*self.decisions, *self.tasks, *self.questions, *self.points)
        return frozenset(each.speaker_id for point in shown for each in (point, point.answer) if each)

    @property
    def is_empty(self) -> bool:
        return not (self.decisions or self.tasks or self.questions or self.points)
