"""Text as it is compared: without case, width and accent-form differences. Pure."""

from __future__ import annotations

import hashlib
import unicodedata


def fold(text: str) -> str:
    """Text as search compares it."""
    return unicodedata.normalize("NFKC", text).casefold()


def likeness(sentence: str) -> str:
    """The same for sentences that differ in case, width and breaks only."""
    return hashlib.sha256(" ".join(fold(sentence).split()).encode()).hexdigest()
