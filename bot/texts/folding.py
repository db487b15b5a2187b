"""Text as it is compared: without case, width and accent-form differences, and in search without those of traditional
and simplified Chinese. Pure."""

from __future__ import annotations

import hashlib
import unicodedata

from model import simplified


def fold(text: str) -> str:
    """Text as search compares it: 供給 is 供给. What is kept of it has to be folded anew where this changes."""
    return simplified(_plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def likeness(sentence: str) -> str:
    """The same for sentences that differ in case, width and breaks only."""
    return hashlib.sha256(" ".join(_plain(sentence).split()).encode()).hexdigest()
