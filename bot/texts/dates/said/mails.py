"""When the mails of a pasted text were sent: “tomorrow” in one counts from there. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import accumulate

from bot.texts.dates.said.stamps import NOT_YET, Stamp
from model import mail_times, sent_at


def mails_in(text: str, now: datetime, order: str) -> list[Stamp]:
    """Where each mail begins that says when it was sent, in the text's order, but for such as are still to come.

    `now` is aware, on the person's clock; `order` is "DMY" or "MDY".
    """
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    found: dict[int, Stamp] = {}
    for i, line in mail_times(lines, month_first=order == "MDY"):
        at = sent_at(line, month_first=order == "MDY")
        assert at is not None
        here = on_clock(at, now.tzinfo)
        if here <= now + NOT_YET:
            found[starts[i]] = Stamp(starts[i], starts[i + 1], here)
    return [found[start] for start in sorted(found)]


def on_clock(at: datetime, zone: tzinfo | None) -> datetime:
    """A mail's time on the person's clock: what the sender's clock showed, whose “tomorrow” is meant; but not for UTC,
    which programs write whatever the sender's clock shows."""
    is_utc = at.tzinfo is not None and not at.utcoffset()
    return at.astimezone(zone) if is_utc else at.replace(tzinfo=zone)


def mail_for(start: int, mails: Sequence[Stamp]) -> Stamp | None:
    """The mail in which the text's `start` lies."""
    at = bisect_right(mails, start, key=lambda mail: mail.start) - 1
    return mails[at] if at >= 0 else None
