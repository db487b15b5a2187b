"""Lengths: those a person chooses by name, and the steps that More and Less take. Pure.

A face names them with `WORDS` and says any other length with `in_words`.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.note import Note
from bot.locales import N_, Message
from model import Budget

STEP = 1.5  # More keeps half as much again

LENGTHS: Mapping[str, Budget] = {
    "short": Budget(sentences=3),
    "normal": Budget(),
    "long": Budget(ratio=0.35),
}
WORDS: Mapping[str, Message] = {
    "short": N_("short: 3 sentences"),
    "normal": N_("normal: grows slowly with the text"),
    "long": N_("long: a third of the sentences"),
}


def in_words(length: Budget) -> Message:
    """A length in words, whichever face it was set on."""
    for name, known in LENGTHS.items():
        if known == length:
            return WORDS[name]
    if length.sentences == 1:
        return N_("1 sentence")
    if length.sentences is not None:
        return N_("{count} sentences", count=length.sentences)
    if length.words is not None:
        return N_("{count} words", count=length.words)
    return N_("{percent} % of the sentences", percent=round(100 * (length.ratio or 0)))


def longer(note: Note) -> Budget:
    """The next length above the note's, at most all of it."""
    kept = len(note.highlights)
    return Budget(sentences=max(1, min(note.sentences_total, max(kept + 1, round(kept * STEP)))))


def shorter(note: Note) -> Budget:
    """The next length below the note's, at least one sentence."""
    kept = len(note.highlights)
    return Budget(sentences=max(1, min(kept - 1, round(kept / STEP))))
