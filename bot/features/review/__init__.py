"""Review: cards come back when they are about to be forgotten (FSRS-6, by py-fsrs). Asked, graded, taken back, put off.

`rules` are pure; `session` asks and grades; `settings` holds what a person wants, and takes all of it away; `memory` is
what is remembered of a card, `slipping` which are slipping; `fit` fits intervals to their own memory, in a child,
`fitting`; `progress` counts what comes and what was remembered, `charts` draws it. Times come from `app.clock()`, which
is UTC as py-fsrs demands.
"""

from bot.features.review.charts import Chart, draw
from bot.features.review.fit import Fit, fit_words, last_fit, work
from bot.features.review.progress import Progress, forecast_words, progress, retention_words
from bot.features.review.rules import (
    GRADE_WORDS,
    GRADES,
    TAKEN_BACK_BY,
    Grade,
    ReviewSettings,
    interval_words,
)
from bot.features.review.session import Session, Shown, bury, due, grade, show, suspend, undo
from bot.features.review.settings import change_settings, erase, export, get_settings
from bot.features.review.slipping import Slipping, slipping

__all__ = [
    "GRADES",
    "GRADE_WORDS",
    "TAKEN_BACK_BY",
    "Chart",
    "Fit",
    "Grade",
    "Progress",
    "ReviewSettings",
    "Session",
    "Shown",
    "Slipping",
    "bury",
    "change_settings",
    "draw",
    "due",
    "erase",
    "export",
    "fit_words",
    "forecast_words",
    "get_settings",
    "grade",
    "interval_words",
    "last_fit",
    "progress",
    "retention_words",
    "show",
    "slipping",
    "suspend",
    "undo",
    "work",
]
