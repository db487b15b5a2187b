"""Reminders on Discord: `/remind` in `commands`; the daily `message`, sent once by `sending`, and its `buttons`; how
sending gives way to answers, in `pace`.
"""

from bot.discord_ui.reminders.commands import COMMANDS

__all__ = ["COMMANDS"]
