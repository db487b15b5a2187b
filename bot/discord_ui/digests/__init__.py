"""Digests on Discord: `/digest`, and the one message of each."""

from bot.discord_ui.digests.commands import COMMANDS

__all__ = ["COMMANDS"]
