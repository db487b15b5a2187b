"""Focus sessions: a stretch of time for one thing, with breaks if wanted, and two questions after it. Nothing ticks: a
session is a row with the moment it ends, so a restart loses none.

`phases` are pure: what a session is made of and where in it one is; `sessions` starts, pauses, ends and asks, `states`
says what its row means; `together` are those shared in a channel, `grouped` a study group's, `showing` keeps their
messages true; `settings` holds the goal and the hour at which a day begins; `weeks` counts them, `streaks` those in a
row; `picture` is what a day, a week or a year came to, `counting` reads it from the store, `drawing` draws it; `words`
are what both faces say, `rows` takes away and erases.
"""

from bot.features.focus.counting import look_back
from bot.features.focus.drawing import NUMBERS, draw_picture
from bot.features.focus.grouped import (
    GroupRoom,
    SharedWith,
    join_in_group,
    leave_in_group,
    look_in_group,
    running,
    running_in_mine,
    shared_with,
    start_in_group,
    stop_in_group,
)
from bot.features.focus.phases import (
    BREAK_MINUTES,
    MOST_BREAK_MINUTES,
    MOST_MINUTES,
    MOST_ROUNDS,
    USUAL_MINUTES,
    Phase,
)
from bot.features.focus.picture import Panel, Picture, Piece, Span
from bot.features.focus.rows import erase, export
from bot.features.focus.sessions import (
    WORD_CHARACTERS,
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
from bot.features.focus.settings import LATEST_HOUR, MOST_GOAL, FocusSettings, change_settings, get_settings
from bot.features.focus.showing import posted, show_due, shown, work_together
from bot.features.focus.states import Session
from bot.features.focus.streaks import Streak, streak
from bot.features.focus.together import (
    Inside,
    Room,
    call_off,
    join,
    leave,
    look,
    own_session,
    start_together,
    stop_together,
)
from bot.features.focus.weeks import Week, this_week
from bot.features.focus.words import (
    DAY_RULE,
    NOTHING_YET,
    PANEL_NAMES,
    SPAN_NAMES,
    STREAK_RULE,
    goal_words,
    panel_alt,
    panel_words,
    streak_words,
    then_words,
)

__all__ = [
    "BREAK_MINUTES",
    "DAY_RULE",
    "LATEST_HOUR",
    "MOST_BREAK_MINUTES",
    "MOST_GOAL",
    "MOST_MINUTES",
    "MOST_ROUNDS",
    "NOTHING_YET",
    "NUMBERS",
    "PANEL_NAMES",
    "SPAN_NAMES",
    "STREAK_RULE",
    "USUAL_MINUTES",
    "WORD_CHARACTERS",
    "FocusSettings",
    "GroupRoom",
    "Inside",
    "Panel",
    "Phase",
    "Picture",
    "Piece",
    "Room",
    "Session",
    "SharedWith",
    "Span",
    "Streak",
    "Week",
    "call_off",
    "change_settings",
    "check_in",
    "draw_picture",
    "erase",
    "export",
    "extend",
    "get",
    "get_settings",
    "goal_words",
    "join",
    "join_in_group",
    "latest",
    "leave",
    "leave_in_group",
    "look",
    "look_back",
    "look_in_group",
    "own_session",
    "panel_alt",
    "panel_words",
    "pause",
    "posted",
    "resume",
    "running",
    "running_in_mine",
    "shared_with",
    "show_due",
    "shown",
    "start",
    "start_in_group",
    "start_together",
    "start_usual",
    "stop",
    "stop_in_group",
    "stop_together",
    "streak",
    "streak_words",
    "then_words",
    "this_week",
    "work_together",
]
