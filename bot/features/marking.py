"""Marking: what a person says of a sentence, and all that follows from it.

Their taste follows in `personalise`, a card of what they star in `cards`.
"""

from __future__ import annotations

from bot.app import App
from bot.features import cards, personalise
from bot.features.people import Person
from bot.features.personalise import Verdict


async def mark(app: App, person: Person, note_id: int, index: int, verdict: Verdict | None) -> None:
    """As `personalise.mark`. A star makes a card where the person wants that; taking it back leaves the card."""
    await personalise.mark(app, person, note_id, index, verdict)
    if verdict is Verdict.STAR:
        await cards.add_starred(app, person, note_id, index)
