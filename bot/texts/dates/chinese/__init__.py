"""Chinese dates, by rules of our own: `finding` looks for them in a text as `script` reads it, `days` says which day is
meant, `grammar` is their data."""

from bot.texts.dates.chinese.finding import find, is_handed_in

__all__ = ["find", "is_handed_in"]
