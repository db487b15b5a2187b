"""Digests: what was in a group's day or week, as one message in its channel: the best of what was shared, what was said
in channels that are open to all, who had focus sessions (where they let it be said), the next dates.

`plan` is when, `making` makes one once for each date, `digest` is what it says now, `keeping` what it must not say any
more, `working` does what has to happen by itself. No word that anybody said is kept.
"""

from bot.features.digests.digest import Digest, get_digest
from bot.features.digests.keeping import (
    Quote,
    channel_closed,
    erase,
    export,
    let_name,
    may_name,
    put_quotes,
    quotable,
    quoted_lately,
    said_no_more,
)
from bot.features.digests.making import DIGEST
from bot.features.digests.plan import Plan, get_plan, set_plan, stop
from bot.features.digests.working import work, work_once

__all__ = [
    "DIGEST",
    "Digest",
    "Plan",
    "Quote",
    "channel_closed",
    "erase",
    "export",
    "get_digest",
    "get_plan",
    "let_name",
    "may_name",
    "put_quotes",
    "quotable",
    "quoted_lately",
    "said_no_more",
    "set_plan",
    "stop",
    "work",
    "work_once",
]
