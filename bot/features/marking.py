"""Marking: what a person says of a sentence, and all that follows from it.

Their taste follows in `personalise`, a card of what they star in `cards`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.app import App
from bot.features import cards, personalise
from bot.features.people import Person
from bot.features.personalise import Verdict
from bot.locales import N_, Message


class Followed(StrEnum):
    """What came of a mark beside the mark itself."""

    FIRST_CARD = "first"  # the first one that a star made: the person can't know of it yet
    CARD = "card"
    CARD_GONE = "gone"


FOLLOWED_WORDS: dict[Followed, Message] = {
    Followed.FIRST_CARD: N_(
        "A card was made from it, to bring it back before you forget it. Every star makes one; the page Review, "
        "or /cards settings on Discord, switches that off."
    ),
    Followed.CARD: N_("A card was made from it."),
    Followed.CARD_GONE: N_("Its card, not asked yet, is gone with the star."),
}


def followed_words(followed: Sequence[Followed]) -> list[Message]:
    """What came of several marks at once: a sentence for the cards made, and one for those gone."""
    made = [each for each in followed if each is not Followed.CARD_GONE]
    gone = len(followed) - len(made)
    said: list[Message] = []
    if len(made) == 1:
        said.append(FOLLOWED_WORDS[made[0]])
    elif Followed.FIRST_CARD in made:
        said.append(
            N_(
                "Cards were made from them ({count}), to bring them back before you forget them. Every star makes one; "
                "the page Review, or /cards settings on Discord, switches that off.",
                count=len(made),
            )
        )
    elif made:
        said.append(N_("Cards were made from them: {count}.", count=len(made)))
    if gone == 1:
        said.append(FOLLOWED_WORDS[Followed.CARD_GONE])
    elif gone:
        said.append(N_("Their cards ({count}), not asked yet, are gone with the stars.", count=gone))
    return said


async def mark(
    app: App,
    person: Person,
    note_id: int,
    index: int,
    verdict: Verdict | None,
    *,
    is_one_of_many: bool = False,
) -> Followed | None:
    """As `personalise.mark`. A star makes a card unless the person switched that off (`cards.add_starred`); a star that
    is taken back, or becomes something else, takes its card along as long as nothing was done with that."""
    before = (await personalise.marks_of(app, person, note_id)).get(index)
    await personalise.mark(app, person, note_id, index, verdict)
    if verdict is Verdict.STAR:
        if not await cards.add_starred(app, person, note_id, index, is_one_of_many=is_one_of_many):
            return None
        if (await personalise.marks_of(app, person, note_id)).get(index) is not Verdict.STAR:
            await cards.drop_starred(app, person, note_id, index)  # taken back while the card was made
            return None
        return Followed.FIRST_CARD if await cards.count_of_stars(app, person) == 1 else Followed.CARD
    if before is Verdict.STAR and await cards.drop_starred(app, person, note_id, index):
        return Followed.CARD_GONE
    return None
