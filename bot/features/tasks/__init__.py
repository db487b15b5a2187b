"""Tasks: action items of one's notes that the person confirmed, with their dates; done, due, put off, taken away.

`offers` are what a note has to offer and how an offer becomes a task, once; `task` is what a task is, `listing` what
can be done with it, `files` how it is exported. Somebody else's task is NotFound.
"""

from bot.features.tasks.files import Format, export_tasks
from bot.features.tasks.listing import (
    Page,
    delete,
    done,
    due_by,
    get,
    list_tasks,
    set_due,
    snooze,
    snooze_for,
    speaks_for_deadline,
    today_of,
    understand_due,
)
from bot.features.tasks.offers import Offer, confirm, has_offers, offered
from bot.features.tasks.rows import erase, export
from bot.features.tasks.task import Snooze, State, Task
from bot.features.tasks.words import day_words, due_words

__all__ = [
    "Format",
    "Offer",
    "Page",
    "Snooze",
    "State",
    "Task",
    "confirm",
    "day_words",
    "delete",
    "done",
    "due_by",
    "due_words",
    "erase",
    "export",
    "export_tasks",
    "get",
    "has_offers",
    "list_tasks",
    "offered",
    "set_due",
    "snooze",
    "snooze_for",
    "speaks_for_deadline",
    "today_of",
    "understand_due",
]
