"""Pith on Discord: `connection` stays connected, `pith` hears what comes over it and closes in order.

`__main__` makes a `PithClient`, runs `work` as a task and asks `connected`.
"""

from bot.discord_ui.client.connection import CannotStart, intents_for, point_at
from bot.discord_ui.client.pith import PithClient

__all__ = ["CannotStart", "PithClient", "intents_for", "point_at"]
