"""What somebody calls something - a title, a tag, a name - as it is seen, on one line. Pure."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"  # scripts and emoji need them inside a word
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that are drawn as nothing
BREAKS, UNSEEN = ("Cc", "Cs", "Zl", "Zp"), "Cf"  # Unicode's categories


def visible(text: str) -> str:
    """`text` with one space between words and without what only steers how others are drawn; empty where nothing of it
    is seen."""
    kept = (" " if unicodedata.category(c) in BREAKS else c for c in text if _is_kept(c))
    shown = " ".join("".join(kept).split())
    return shown if any(map(_is_seen, shown)) else ""


def _is_kept(c: str) -> bool:
    return c in JOINERS or unicodedata.category(c) != UNSEEN


def _is_seen(c: str) -> bool:
    return unicodedata.category(c)[0] not in "CMZ" and c not in BLANKS
