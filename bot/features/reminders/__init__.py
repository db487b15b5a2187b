"""Reminders: one message a day, at the person's own time, to those who asked for it.

`schedule` knows when, `spoken` what people call it, as `reader` reads it in `english` and `chinese`; `settings` what
a person has set; `deliveries` are the occurrences, `states` what can become of one, `sending` gets them out exactly
once, `marks` says what became of them, `answers` are their person's, `push` tells browsers of them. `today` is what
stands in them, `points` highlights to look at again, `inbox` and `calendar` where they are found otherwise, `words`
how they are told; `usual` is the hour that suits the person better; `rows` takes away and erases.
"""

from bot.features.reminders import push
from bot.features.reminders.answers import Snoozed, done, snooze
from bot.features.reminders.calendar import feed, new_address, renew
from bot.features.reminders.deliveries import Delivery
from bot.features.reminders.inbox import Entry, list_inbox
from bot.features.reminders.points import Point
from bot.features.reminders.rows import erase, export
from bot.features.reminders.schedule import (
    EVERY_DAY,
    WEEKDAYS,
    Occurrence,
    Schedule,
    Snooze,
)
from bot.features.reminders.sending import NotSent, Refused, Send, deliver_due, work
from bot.features.reminders.settings import (
    Reminder,
    check,
    get,
    go_along,
    keep,
    pause,
    reached_in,
    resume,
    seen,
    stop,
    take_trouble,
    turn_on,
)
from bot.features.reminders.spoken import understand, understand_quiet
from bot.features.reminders.states import TROUBLE_WORDS, State, Trouble
from bot.features.reminders.today import Due, Today, put_together
from bot.features.reminders.usual import accept_offer, decline_offer
from bot.features.reminders.words import day_words, days_words, moment_words, schedule_words, when_words

__all__ = [
    "EVERY_DAY",
    "TROUBLE_WORDS",
    "WEEKDAYS",
    "Delivery",
    "Due",
    "Entry",
    "NotSent",
    "Occurrence",
    "Point",
    "Refused",
    "Reminder",
    "Schedule",
    "Send",
    "Snooze",
    "Snoozed",
    "State",
    "Today",
    "Trouble",
    "accept_offer",
    "check",
    "day_words",
    "days_words",
    "decline_offer",
    "deliver_due",
    "done",
    "erase",
    "export",
    "feed",
    "get",
    "go_along",
    "keep",
    "list_inbox",
    "moment_words",
    "new_address",
    "pause",
    "push",
    "put_together",
    "reached_in",
    "renew",
    "resume",
    "schedule_words",
    "seen",
    "snooze",
    "stop",
    "take_trouble",
    "turn_on",
    "understand",
    "understand_quiet",
    "when_words",
    "work",
]
