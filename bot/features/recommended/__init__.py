"""Recommended next: from one's own history what to read again, what belongs together, and which section of a long note
was never looked at. `rules` are pure; `gather` looks through the history, by `again`, `together` and `unseen`, each
for one of the three, as far as `bodies` says; `found` is what comes out, with its reasons, and `pairs` what a person
does with two notes that belong together.
"""

from bot.features.recommended.found import Again, Named, Recommended, Together, Unseen
from bot.features.recommended.gather import recommend
from bot.features.recommended.pairs import erase, export, keep_apart, tag_alike, tag_as_proposed

__all__ = [
    "Again",
    "Named",
    "Recommended",
    "Together",
    "Unseen",
    "erase",
    "export",
    "keep_apart",
    "recommend",
    "tag_alike",
    "tag_as_proposed",
]
