"""Web push: a browser says that a reminder has come, also where no page of Pith is open.

`browsers` are those whose person asked for it, `outbox` what they are still to be told, written with the delivery that
it tells of; `sending` gets it to their push services, with `keys` that sign and seal; `services` is how these bear it.
Never holds words of a note.
"""

from bot.features.reminders.push.browsers import (
    Browser,
    add,
    drop_all,
    listed,
    public_key,
    remove,
    remove_all,
)
from bot.features.reminders.push.keys import is_ready, make_key
from bot.features.reminders.push.outbox import Told, put
from bot.features.reminders.push.sending import push_due, work

__all__ = [
    "Browser",
    "Told",
    "add",
    "drop_all",
    "is_ready",
    "listed",
    "make_key",
    "public_key",
    "push_due",
    "put",
    "remove",
    "remove_all",
    "work",
]
