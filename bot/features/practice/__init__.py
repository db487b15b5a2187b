"""Practice rounds: attention tasks made from one's own notes, with feedback, as hard as it takes to succeed in four
of five. A `task` knows its answer, `tasks` makes them of `material`, `alter` changes a sentence, `places` are those of
terms, `staircase` sets the level, `rounds` keeps them, `standing` says how they go, `words` are what both faces say;
`together` are rounds for a group, `group_round` what is seen of them, `showing` keeps their messages true; `rows` takes
away and erases.
"""

from bot.features.practice.group_round import (
    GroupRound,
    as_all_see_it,
    look,
    open_in,
    rounds_of_mine,
    shown_by,
)
from bot.features.practice.rounds import (
    Round,
    answer,
    begin,
    get,
    is_ready,
    switch_teaching,
    who_is_ready,
)
from bot.features.practice.rows import erase, export
from bot.features.practice.showing import (
    RoundMessage,
    forget,
    message_of,
    moved,
    placed,
    show_due,
    shown,
    work,
)
from bot.features.practice.standing import SortStanding, Standing, standing
from bot.features.practice.task import Sort, Task
from bot.features.practice.together import (
    choose,
    propose,
    reveal,
    reveal_due,
    show_to_group,
    withdraw,
    withdraw_own,
)
from bot.features.practice.words import (
    NAMES,
    agreement_numbers,
    agreement_words,
    feedback,
    question,
    standing_lines,
    together_words,
)

__all__ = [
    "NAMES",
    "GroupRound",
    "Round",
    "RoundMessage",
    "Sort",
    "SortStanding",
    "Standing",
    "Task",
    "agreement_numbers",
    "agreement_words",
    "answer",
    "as_all_see_it",
    "begin",
    "choose",
    "erase",
    "export",
    "feedback",
    "forget",
    "get",
    "is_ready",
    "look",
    "message_of",
    "moved",
    "open_in",
    "placed",
    "propose",
    "question",
    "reveal",
    "reveal_due",
    "rounds_of_mine",
    "show_due",
    "show_to_group",
    "shown",
    "shown_by",
    "standing",
    "standing_lines",
    "switch_teaching",
    "together_words",
    "who_is_ready",
    "withdraw",
    "withdraw_own",
    "work",
]
