"""History: a person's notes — kept, listed, opened, re-cut, retitled, deleted.

Somebody else's note is NotFound, by the one gate `note.own`. Finding by words and meaning is in `search`.
`keeping` keeps, retitles and deletes, `listing` lists and opens, `cutting` cuts anew, `rows` takes away and erases.
"""

from bot.features.history.cutting import next_cut, recut
from bot.features.history.keeping import clean_title, delete_note, keep, retitle
from bot.features.history.listing import (
    Page,
    by_origin,
    count,
    each_note,
    first_highlights,
    list_notes,
    open_note,
    origins,
)
from bot.features.history.rows import erase, export

__all__ = [
    "Page",
    "by_origin",
    "clean_title",
    "count",
    "delete_note",
    "each_note",
    "erase",
    "export",
    "first_highlights",
    "keep",
    "list_notes",
    "next_cut",
    "open_note",
    "origins",
    "recut",
    "retitle",
]
