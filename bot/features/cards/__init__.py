"""Cards: sentences of a note made into questions — proposed, changed, kept, listed, deleted. `review` asks them.

Somebody else's card is NotFound, by the one gate `own_card`. A card keeps its own words: a re-cut leaves it alone.
`card` says what one is and reads them, `proposing` makes one of a sentence, `keeping` keeps it.
"""

from bot.features.cards.card import (
    KIND_WORDS,
    ROWS_AT_ONCE,
    SIDE_CHARACTERS,
    Card,
    Draft,
    Kind,
    Page,
    get,
    get_many,
    list_cards,
    own_card,
)
from bot.features.cards.keeping import (
    add,
    add_automatically,
    add_many,
    add_starred,
    count_of_stars,
    delete,
    drop_starred,
    edit,
)
from bot.features.cards.proposing import draft, propose

__all__ = [
    "KIND_WORDS",
    "ROWS_AT_ONCE",
    "SIDE_CHARACTERS",
    "Card",
    "Draft",
    "Kind",
    "Page",
    "add",
    "add_automatically",
    "add_many",
    "add_starred",
    "count_of_stars",
    "delete",
    "draft",
    "drop_starred",
    "edit",
    "get",
    "get_many",
    "list_cards",
    "own_card",
    "propose",
]
