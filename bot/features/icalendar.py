"""Lines of iCalendar (RFC 5545, https://www.rfc-editor.org/rfc/rfc5545), as the feed and the tasks need them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

LINE_BYTES = 75


def calendar(product: str, lines: Iterable[str]) -> str:
    """A whole calendar around `lines`; `product` names what wrote it."""
    begin = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Pith//{product}//EN", "X-WR-CALNAME:Pith"]
    return "".join(f"{_folded(line)}\r\n" for line in [*begin, *lines, "END:VCALENDAR"])


def stamp(moment: datetime) -> str:
    """A moment in UTC, so that no calendar program has to know a zone's clock changes."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text on one line (3.3.11)."""
    one_line = " ".join(text.split())
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, never cut inside a character (3.1)."""
    folded, used = [], 0
    for character in line:
        size = len(character.encode())
        if used + size > LINE_BYTES:
            folded.append("\r\n ")
            used = 1
        folded.append(character)
        used += size
    return "".join(folded)
