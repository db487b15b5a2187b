"""Days as each language writes them, briefly. Pure; babel's tables are read at the first use."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

SHORT = {"en": "d MMM", "zh_CN": "M月d日"}
WHOLE = {"en": "d MMM y", "zh_CN": "y年M月d日"}
DRAWN = {"en": "d MMM", "zh_CN": "M/d"}  # in a picture, whose font has no Chinese letters


def short_day(day: date, language: str) -> str:
    """Without its year."""
    words: str = format_date(day, SHORT[language], locale=language)
    return words


def whole_day(day: date, language: str) -> str:
    words: str = format_date(day, WHOLE[language], locale=language)
    return words


def drawn_day(day: date, language: str) -> str:
    """Without its year, as a chart can write it."""
    words: str = format_date(day, DRAWN[language], locale=language)
    return words
