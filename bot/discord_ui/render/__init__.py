"""What Pith shows on Discord: `notes`, reasons, sources and lists as embeds and files. Pure.

The only place that knows Discord's limits; they stand in `words`. Whatever does not fit a message goes into an attached
file, and the message says so (`answers`); nothing is left out silently. Text from people is shown as it is: none of it
is taken for Markdown, a mention or an emoji.
"""

from bot.discord_ui.render.answers import (
    Answer,
    Attached,
    file_answer,
    first_lines,
    fitted_answer,
    lines_answer,
    list_answer,
    say,
)
from bot.discord_ui.render.notes import (
    bold,
    card_answer,
    card_line,
    instead_of,
    note_answer,
    source_answer,
    why_answer,
)
from bot.discord_ui.render.words import (
    CHOICES,
    COLOUR,
    DESCRIPTION_UNITS,
    EMBEDS_UNITS,
    TITLE_UNITS,
    choice_name,
    inert,
    inert_words,
    shorten,
    units,
    unlinked,
    unlinked_words,
)

__all__ = [
    "CHOICES",
    "COLOUR",
    "DESCRIPTION_UNITS",
    "EMBEDS_UNITS",
    "TITLE_UNITS",
    "Answer",
    "Attached",
    "bold",
    "card_answer",
    "card_line",
    "choice_name",
    "file_answer",
    "first_lines",
    "fitted_answer",
    "inert",
    "inert_words",
    "instead_of",
    "lines_answer",
    "list_answer",
    "note_answer",
    "say",
    "shorten",
    "source_answer",
    "units",
    "unlinked",
    "unlinked_words",
    "why_answer",
]
