"""Focus on Discord: `/focus` in `commands`, one's own `session` in a message with its check-in, those that people have
`together`, and a `picture` of what they came to.
"""

from bot.discord_ui.focus.commands import COMMANDS
from bot.discord_ui.focus.session import FocusButton, session_answer
from bot.discord_ui.focus.together import TogetherButton, show_room

__all__ = ["COMMANDS", "FocusButton", "TogetherButton", "session_answer", "show_room"]
