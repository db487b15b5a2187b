"""Key sentences from text. Knows nothing of bots, HTTP or SQL; torch is imported only when `load` is called.

extractor = model.load()
for sentence in extractor.extract(text, budget=model.Budget(sentences=5)):
    print(sentence.text)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from model.choose import Budget
from model.features.asides import stand_beside
from model.features.forms import is_form_line
from model.features.mail_times import sent_at
from model.features.mails import mail_line, mail_times, older_lines, subject_line, tells_who_wrote
from model.focus.heads import asks
from model.focus.sought import Word, sought
from model.kinds import Action, action_of, answers_form, mentions_deadline
from model.language import HANGUL, PAST_HANGUL, main_code
from model.lexical import stem
from model.reading import (
    KeySentence,
    ModelBusy,
    ModelError,
    Reading,
    Reason,
    ScoredSentence,
    Stage,
    cut_sentences,
)
from model.sentences import ChatHeader, chat_headers
from model.serve import AsyncExtractor
from model.taste import (
    TRAITS,
    Mark,
    Portrait,
    Taste,
    favoured_words,
    fit_taste,
    passed_over,
    personal_order,
    portray,
)
from model.traditional import simplified
from model.words import WordWeight

if TYPE_CHECKING:
    from model.engine import Extractor

__all__ = [
    "HANGUL",
    "PAST_HANGUL",
    "TRAITS",
    "Action",
    "AsyncExtractor",
    "Budget",
    "ChatHeader",
    "Extractor",
    "KeySentence",
    "Mark",
    "ModelBusy",
    "ModelError",
    "Portrait",
    "Reading",
    "Reason",
    "ScoredSentence",
    "Stage",
    "Taste",
    "Word",
    "WordWeight",
    "action_of",
    "answers_form",
    "asks",
    "chat_headers",
    "cut_sentences",
    "favoured_words",
    "fit_taste",
    "is_form_line",
    "load",
    "load_later",
    "mail_line",
    "mail_times",
    "main_code",
    "mentions_deadline",
    "older_lines",
    "passed_over",
    "personal_order",
    "portray",
    "sent_at",
    "simplified",
    "sought",
    "stand_beside",
    "stem",
    "subject_line",
    "tells_who_wrote",
]


def load(checkpoint: str | Path | None = None, device: str = "auto") -> Extractor:
    """An extractor over `checkpoint`: a folder, a hub id, or None for the trained weights that are shipped.

    `device` is "auto" (CUDA where there is one, otherwise the CPU with all its cores), or a torch device.
    Raises ModelError, with a sentence, when the checkpoint is missing or damaged.
    """
    from model.engine import Extractor

    return Extractor.from_checkpoint(checkpoint, device)


def load_later(checkpoint: str | Path | None = None, device: str = "auto") -> Extractor:
    """As `load`, but only when it is first used: for a program that may end without having asked the model."""
    return cast("Extractor", _Later(lambda: load(checkpoint, device)))


class _Later:
    """Stands for an extractor until something of it is wanted."""

    def __init__(self, load: Callable[[], Extractor]) -> None:
        self._load = lru_cache(load)

    def __getattr__(self, name: str) -> object:
        return getattr(self._load(), name)


def __getattr__(name: str) -> object:
    if name == "Extractor":
        from model.engine import Extractor

        return Extractor
    raise AttributeError(name)
