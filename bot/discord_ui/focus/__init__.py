"""Focus on Discord: `/focus`, a session's message and its check-in, pictures of what they came to."""

from bot.discord_ui.focus.commands import COMMANDS
from bot.discord_ui.focus.session import FocusButton, session_answer

__all__ = ["COMMANDS", "FocusButton", "session_answer"]
