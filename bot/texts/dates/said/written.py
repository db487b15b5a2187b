"""When each sentence of a note was said or written, so that “tomorrow” counts from there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.texts.dates.said.heads import head_for, heads_in
from bot.texts.dates.said.mails import mail_for, mails_in
from bot.texts.dates.said.minutes import held_at
from bot.texts.dates.said.stamps import Stamp, stamp_for, stamps_in
from model import ScoredSentence


class Said(NamedTuple):
    """Where what a sentence says begins, behind a stamp, when it was said, and whether the text tells that."""

    start: int
    at: datetime
    is_known: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What a text tells of when its parts were written: by a chat's stamps or the day at its head, by a mail's date, by
    when the meeting was whose minutes it is."""

    text: str
    here: datetime  # now, on the person's clock
    whole_at: datetime  # when the whole text was
    stamps: tuple[Stamp, ...]
    heads: tuple[Stamp, ...]
    mails: tuple[Stamp, ...]
    meeting_at: datetime | None

    @classmethod
    def told_in(cls, text: str, here: datetime, whole_at: datetime, order: str, told: str | None) -> Written:
        """`order` of day and month is that of the person's country, `told` that which the text itself shows."""
        return cls(
            text,
            here,
            whole_at,
            tuple(stamps_in(text, here, order)),
            tuple(heads_in(text, here, month_first=(told or order) == "MDY")),
            tuple(mails_in(text, here, told or order)),
            held_at(text, here, month_first=(told or order) == "MDY"),
        )

    def said(self, sentence: ScoredSentence) -> Said:
        stamp = stamp_for(self.text, sentence.start, self.stamps) or head_for(
            sentence.start, self.heads, self.here
        )
        start = max(sentence.start, min(stamp.end, sentence.end) if stamp else 0)
        mail = mail_for(start, self.mails)
        known = stamp.at if stamp else mail.at if mail else self.meeting_at
        return Said(start, known or self.whole_at, known is not None)
