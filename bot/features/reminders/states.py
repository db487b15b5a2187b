"""What can become of a delivery, and why a reminder, or a browser's notifications, stop by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.locales import N_, Message


class State(StrEnum):
    WAITING = "waiting"  # for its time, a lease's end, or the end of a snooze
    SENT = "sent"
    DONE = "done"  # the person has answered
    MISSED = "missed"  # could not be sent while it was worth it
    REFUSED = "refused"  # Discord does not let it through
    CANCELLED = "cancelled"


class Trouble(StrEnum):
    CLOSED = "closed"
    UNANSWERED = "unanswered"
    BROWSER = "browser"  # it does not stop, but for one browser


TROUBLE_WORDS: Mapping[Trouble, Message] = {
    Trouble.CLOSED: N_(
        "Your daily reminder is paused: Discord did not let my message through. Allow direct messages from a server we "
        "share (its name → Privacy Settings), then set the reminder again."
    ),
    Trouble.UNANSWERED: N_(
        "Your daily reminder is paused, as the last ones stayed unanswered. Set it again whenever you like."
    ),
    Trouble.BROWSER: N_(
        "One of your browsers is not notified of reminders any more, as nothing reaches it. If you want it to be, open "
        "Settings there and turn “Also notify this browser” on again."
    ),
}
