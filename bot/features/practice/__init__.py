"""Practice rounds: attention tasks made from one's own notes, with feedback, as hard as it takes to succeed in four
of five. `tasks` makes and marks them, `alter` changes a sentence, `staircase` sets the level, `rounds` keeps them.
"""

from bot.features.practice.rounds import (
    Round,
    SortStanding,
    Standing,
    answer,
    begin,
    erase,
    export,
    get,
    is_ready,
    standing,
    switch_teaching,
    who_is_ready,
)
from bot.features.practice.tasks import Sort, Task
from bot.features.practice.words import (
    NAMES,
    agreement_numbers,
    agreement_words,
    feedback,
    question,
    standing_lines,
)

__all__ = [
    "NAMES",
    "Round",
    "Sort",
    "SortStanding",
    "Standing",
    "Task",
    "agreement_numbers",
    "agreement_words",
    "answer",
    "begin",
    "erase",
    "export",
    "feedback",
    "get",
    "is_ready",
    "question",
    "standing",
    "standing_lines",
    "switch_teaching",
    "who_is_ready",
]
