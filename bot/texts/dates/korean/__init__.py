"""Korean dates, by rules of our own: `finding` looks for them, `days` says which day is meant, `grammar` is their data,
and `appointments` which words name an exam or a meeting."""

from bot.texts.dates.korean.finding import find

__all__ = ["find"]
