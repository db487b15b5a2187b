"""Dates: those to come that a text's sentences name, with the words they came from. Pure.

Reached by what condenses, and by whatever reads a date that somebody typed or said. dateparser is imported when the
first date is read; call `find` and `in_note` in a thread. Never guesses a date that no words name.

`search` says which sentences are looked at, `appointments` which date is an exam's, `lines` which line below it, or
below what is a notice by `notices`, has its date, `said` when each sentence was said. `tables` say which cell of a row
is its date, `moved` which of two dates holds, `order` whether 4/12 is in April. `tongues` and `tongues_of_the_south`
are the words of languages, each a `tongue`, `grammar` makes patterns of them, `phrases` finds the dates, `phrase_days`
reads them, `clock` the times. `chinese` and `korean` have rules of their own. `found` is a date, `words` tell it.
"""

from bot.texts.dates.appointments import attended
from bot.texts.dates.found import Deadline, names_a_moment
from bot.texts.dates.search import find, in_note
from bot.texts.dates.words import as_json, due_words

__all__ = [
    "Deadline",
    "as_json",
    "attended",
    "due_words",
    "find",
    "in_note",
    "names_a_moment",
]
