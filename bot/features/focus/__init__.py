"""Focus sessions: a stretch of time for one thing, with breaks if wanted, and two questions after it. Nothing ticks: a
session is a row with the moment it ends, so a restart loses none.

`phases` are pure: what a session is made of and where in it one is; `sessions` starts, pauses, ends and asks;
`settings` holds the goal and the hour at which a day begins; `weeks` counts; `rows` takes away and erases.
"""

from bot.features.focus.phases import (
    BREAK_MINUTES,
    MOST_BREAK_MINUTES,
    MOST_MINUTES,
    MOST_ROUNDS,
    USUAL_MINUTES,
    Phase,
)
from bot.features.focus.rows import erase, export
from bot.features.focus.sessions import (
    EXTENSION_MINUTES,
    WORD_CHARACTERS,
    Session,
    check_in,
    extend,
    get,
    latest,
    pause,
    resume,
    start,
    start_usual,
    stop,
)
from bot.features.focus.settings import MOST_GOAL, FocusSettings, change_settings, get_settings
from bot.features.focus.weeks import Week, minutes_this_week, this_week
from bot.features.focus.words import goal_words, then_words

__all__ = [
    "BREAK_MINUTES",
    "EXTENSION_MINUTES",
    "MOST_BREAK_MINUTES",
    "MOST_GOAL",
    "MOST_MINUTES",
    "MOST_ROUNDS",
    "USUAL_MINUTES",
    "WORD_CHARACTERS",
    "FocusSettings",
    "Phase",
    "Session",
    "Week",
    "change_settings",
    "check_in",
    "erase",
    "export",
    "extend",
    "get",
    "get_settings",
    "goal_words",
    "latest",
    "minutes_this_week",
    "pause",
    "resume",
    "start",
    "start_usual",
    "stop",
    "then_words",
    "this_week",
]
