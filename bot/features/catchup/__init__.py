"""Catch-up: what was said in a channel while somebody was away, in its speakers' own sentences.

A face fetches what the asker may read and hands it over as `said`, and shows what comes of it to that person alone;
a digest shows it to its group, and keeps true what it shows. No words are stored.

`since` is when it begins, `consent` who is left out, `small_talk` what says nothing; `roles` tell what a line is,
`choosing` takes sentences, `topics` part them; `condensed` brings it together, as `found`.
"""

from bot.features.catchup.condensed import catch_up
from bot.features.catchup.consent import (
    LeftOutAt,
    erase,
    export,
    leave_me_out,
    left_out_at,
    take_me_in,
    unwilling,
)
from bot.features.catchup.found import CatchUp, Point, Topic
from bot.features.catchup.roles import Role
from bot.features.catchup.said import LeftOut, Said
from bot.features.catchup.since import read_since

__all__ = [
    "CatchUp",
    "LeftOut",
    "LeftOutAt",
    "Point",
    "Role",
    "Said",
    "Topic",
    "catch_up",
    "erase",
    "export",
    "leave_me_out",
    "left_out_at",
    "read_since",
    "take_me_in",
    "unwilling",
]
