"""Time zones as a reader's language calls them. Pure; babel's tables are read at the first use."""

from __future__ import annotations

from babel.core import get_global
from babel.dates import get_timezone_name

EVERYWHERE, NOWHERE = "001", "ZZ"  # codes of territories


def zone_words(zone: str, language: str) -> str:
    """What a zone is called in a sentence: 中国时间. In English, and where it belongs to no country, as UTC, the name
    that it has as a setting: Asia/Shanghai."""
    known = get_global("zone_aliases").get(zone, zone)
    if language == "en" or get_global("zone_territories").get(known, NOWHERE) in (EVERYWHERE, NOWHERE):
        return zone
    words: str = get_timezone_name(known, zone_variant="generic", locale=language)
    return words
