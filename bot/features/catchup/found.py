"""What a catch-up holds. Every `Point` is a message's own words, from `text[start:end]` of what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.features.catchup.roles import Role
from bot.features.catchup.said import LeftOut
from bot.texts.dates import Deadline


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

    def without(self, gone: Mapping[int, str]) -> CatchUp:
        """The same without what these messages said, by their ids with their words: they were deleted or written anew.
        An answer goes with its question, and words that name a topic go where they stand in one of them."""
        told = {each.message_id for each in self.shown}
        words = " ".join(gone.values()).casefold()

        def left(points: tuple[Point, ...]) -> tuple[Point, ...]:
            return tuple(
                replace(one, answer=None) if one.answer and one.answer.message_id in gone else one
                for one in points
                if one.message_id not in gone
            )

        topics = [
            replace(
                topic,
                words=tuple(each for each in topic.words if each.casefold() not in words),
                points=left(topic.points),
            )
            for topic in self.topics
        ]
        return replace(
            self,
            left_out=replace(self.left_out, taken_back=len(told & gone.keys())),
            decisions=left(self.decisions),
            tasks=left(self.tasks),
            questions=left(self.questions),
            topics=tuple(topic for topic in topics if topic.points),
        )

    @property
    def shown(self) -> tuple[Point, ...]:
        """All that is told, answers among it."""
        points = (*self.decisions, *self.tasks, *self.questions, *self.points)
        return tuple(each for point in points for each in (point, point.answer) if each)

    @property
    def speaker_ids(self) -> frozenset[int]:
        """Of all that is shown."""
        return frozenset(each.speaker_id for each in self.shown)

    @property
    def is_empty(self) -> bool:
        return not (self.decisions or self.tasks or self.questions or self.points)
