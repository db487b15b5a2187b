"""What is recommended, as the faces show it: each with the reason for it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.features.export import location_words
from bot.features.looks import Section
from bot.locales import N_, Message


@dataclass(frozen=True, slots=True)
class Named:
    """A note, by what a line needs of it, and the sentence of it that is the reason."""

    id: int
    title: str
    language: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Again:
    """A note to read again: of `cards` that are slipping, about `recall` (0..1) would be remembered now.

    `has_room`: some of them can be reviewed today; otherwise today's cap is used up, and the note can be read.
    """

    note: Named
    cards: int
    recall: float
    has_room: bool

    @property
    def reason(self) -> Message:
        return N_(
            "Of its cards that are due ({cards}) you would remember about {percent} % now. What matters most of them:",
            cards=self.cards,
            percent=round(100 * self.recall),
        )


@dataclass(frozen=True, slots=True)
class Together:
    """Two notes that say something near; `tags` are what both would be tagged with by one press, `word` they share."""

    one: Named
    other: Named
    word: str
    tags: tuple[str, ...]

    @property
    def reason(self) -> Message:
        return N_(
            "They speak of the same: “{word}” stands in both, in sentences that are near.", word=self.word
        )


@dataclass(frozen=True, slots=True)
class Unseen:
    """A section of a long note that was never looked at; `seen` of its `total` were."""

    note: Named
    section: Section
    seen: int
    total: int

    @property
    def place(self) -> Message:
        """Its heading, its slide or its page, in words."""
        return location_words(self.section.place, self.note.title) or N_("a section")

    @property
    def reason(self) -> Message:
        if not self.seen:
            return N_("You have not looked into this long note yet. Its most important section holds this:")
        return N_(
            "You have looked at {seen} of its {total} sections, and never at this one. Its key sentence:",
            seen=self.seen,
            total=self.total,
        )


@dataclass(frozen=True, slots=True)
class Recommended:
    """What to do next, the best first of each sort. `notes`: how many there are to recommend from."""

    again: tuple[Again, ...] = ()
    together: tuple[Together, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    notes: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.again or self.together or self.unseen)

    @property
    def instead(self) -> Message:
        """What to say where nothing is recommended."""
        if not self.notes:
            return N_("Nothing to go by yet. Condense a text or two, and star what matters to you.")
        return N_(
            "Nothing stands out just now, and that is fine. Star what matters and review your cards: what slips, "
            "what belongs together and what you have not seen yet then turns up here."
        )
