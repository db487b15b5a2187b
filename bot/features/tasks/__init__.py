"""Tasks: action items of one's notes that the person confirmed, with their dates; done, due, put off, taken away.

`asking` is what a note has to offer, `repeated` what it asks once more, `offers` how an offer becomes a task, once;
`task` is what a task is, `listing` what can be done with it, `due` the day that is typed for it, `files` how it is
exported, `leaving` what becomes of it when its note goes. `hook` is an address that hears of every change: `events` are
written with the change, `telling` sends them. `words` say when one is due, `rows` takes away and erases. Somebody
else's task is NotFound.
"""

from bot.features.tasks.asking import is_action
from bot.features.tasks.due import understand_due
from bot.features.tasks.events import Event
from bot.features.tasks.files import Format, export_tasks
from bot.features.tasks.hook import Hook, drop_hook, get_hook, resume_hook, set_hook, take_trouble
from bot.features.tasks.leaving import note_goes
from bot.features.tasks.listing import (
    Changes,
    Page,
    change,
    dated,
    delete,
    done,
    due_by,
    get,
    list_tasks,
    placed,
    set_due,
    snooze,
    snooze_for,
    speaks_for_deadline,
    stands_for_deadline,
    today_of,
)
from bot.features.tasks.offers import Offer, confirm, has_offers, offered
from bot.features.tasks.rows import erase, export
from bot.features.tasks.task import Snooze, State, Task
from bot.features.tasks.telling import signature, tell_due, work
from bot.features.tasks.words import day_words, due_words

__all__ = [
    "Changes",
    "Event",
    "Format",
    "Hook",
    "Offer",
    "Page",
    "Snooze",
    "State",
    "Task",
    "change",
    "confirm",
    "dated",
    "day_words",
    "delete",
    "done",
    "drop_hook",
    "due_by",
    "due_words",
    "erase",
    "export",
    "export_tasks",
    "get",
    "get_hook",
    "has_offers",
    "is_action",
    "list_tasks",
    "note_goes",
    "offered",
    "placed",
    "resume_hook",
    "set_due",
    "set_hook",
    "signature",
    "snooze",
    "snooze_for",
    "speaks_for_deadline",
    "stands_for_deadline",
    "take_trouble",
    "tell_due",
    "today_of",
    "understand_due",
    "work",
]
