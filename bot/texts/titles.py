"""What a note is called until its person names it: what the document calls itself, else its file's name, else a pasted
mail's or a letter's subject, else where a talk says what it is about, else how it begins below a greeting and what else
stands above a text; of a chat's message what was said, not by whom and when. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.texts.dates.stamps import without_stamp
from bot.texts.letterheads import below, is_salutation
from bot.texts.openings import announced
from bot.texts.visible import visible
from model import mail_line, subject_line

CHARACTERS = 80
BEGINNING = 12  # sentences, in which a mail has its subject and a talk says its own
_ENDS = re.compile(r"[.!?…。！？][\W_]*$")


def title_of(own: str | None, given: str | None, sentences: Sequence[str]) -> str:
    """`own` is the document's own title, `given` what it came with; `sentences` are its first, BEGINNING at most."""
    return _title(own, given, sentences) or shortened(_beginning(sentences)) or "–"


def is_titled(own: str | None, given: str | None, sentences: Sequence[str]) -> bool:
    """Whether that is a title; else it is called by words of its text."""
    return bool(_title(own, given, sentences))


def shortened(text: str) -> str:
    """`text` as a title: as it is seen, and cut where it is long."""
    title = visible(text)
    return title if len(title) <= CHARACTERS else title[: CHARACTERS - 1].rstrip() + "…"


def beside(title: str, words: str) -> str:
    """The title as it stands beside words of the note; empty where it is only how they begin."""
    return "" if title in (shortened(words), shortened(without_stamp(words))) else title


def is_sentence(title: str) -> bool:
    """Whether a title that is only words of the text reads like a sentence, or is the beginning of one."""
    return _ENDS.search(title) is not None


def _title(own: str | None, given: str | None, sentences: Sequence[str]) -> str:
    return next(filter(None, map(shortened, (own or "", given or "", _subject(sentences)))), "")


def _subject(sentences: Sequence[str]) -> str:
    """Of a pasted mail, or a letter's above who is greeted."""
    if mail_line(sentences[0]) is None:
        greeted_at = next((i for i, each in enumerate(sentences) if is_salutation(each)), 0)
        sentences = sentences[:greeted_at]
    lines = (line for sentence in sentences for line in sentence.splitlines())
    return next(filter(None, map(subject_line, lines)), "")


def _beginning(sentences: Sequence[str]) -> str:
    if subject := announced([without_stamp(each) for each in sentences]):
        return subject
    first = next(iter(below(sentences)), sentences[0])
    return without_stamp(first) or first
