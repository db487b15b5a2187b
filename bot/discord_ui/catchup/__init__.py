"""`/catchup`: who may read what, a channel's history page by page, and how a catch-up looks."""

from bot.discord_ui.catchup.commands import COMMANDS

__all__ = ["COMMANDS"]
