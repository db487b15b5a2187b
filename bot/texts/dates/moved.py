"""Of two dates in a sentence the one that holds: “Friday's talk is moved to Monday”, “Monday instead of Friday”. Pure.

For languages that part words by spaces; Chinese has its own in `chinese.grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.texts.dates.found import Deadline

LOOKED_BACK_CHARS = 12
_MOVED = re.compile(  # ends what stands between the old date and the new
    r"[^.;!?]{0,60}?(?<!not )\b(?:(?:moved|postponed|rescheduled|pushed|shifted|extended|delayed|put off"
    r"|brought forward|changed)(?: back| forward)?(?: to| until| till)?"
    r"|(?:verschoben|verlegt|verlängert|vorgezogen) auf"
    r"|(?:reporté|déplacé|décalé|avancé|prolongé|repoussé)e?s?(?: à| au)?"
    r"|(?:aplaza|traslada|pospone|mueve|adelanta|cambia|aplazad[oa]|trasladad[oa]|pospuest[oa]|movid[oa])(?: al?)?)"
    r"(?: the| le| el| den)?\s*",
    re.IGNORECASE,
)
_TO = re.compile(r"[^.;!?]{0,60}?\bauf(?: den)?\s*")  # am Freitag wird auf Montag verschoben
_MOVED_BEHIND = re.compile(r"[^.;!?]{0,30}?\b(?:verschoben|verlegt|vorverlegt|verlängert|vorgezogen)\b")
_INSTEAD = re.compile(  # ends what stands between the new date and the old
    r"[^.;!?]{0,30}?\b(?:instead of|rather than|(?:and )?not|(?:an)?statt|(?:und )?nicht|au lieu d[eu]|et non"
    r"|en vez del?|en lugar del?|y no)(?: on| am| le| el)?\s*",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|nicht|no|pas)(?: on| am| el| le)?\s*$", re.IGNORECASE)
_BUT = re.compile(r"[^.;!?]{0,20}?\b(?:but|sondern|sino|mais)\b[^.;!?]{0,12}", re.IGNORECASE)


def in_force(text: str, found: Sequence[Deadline]) -> Iterator[Deadline]:
    """Those of the dates `found` in the text, in its order, in whose place no other one has come."""
    gone = set()
    for i, (one, other) in enumerate(pairwise(found)):
        between = text[one.end : other.start]
        before = text[max(0, one.start - LOOKED_BACK_CHARS) : one.start]
        moved = _MOVED.fullmatch(between) or (_TO.fullmatch(between) and _MOVED_BEHIND.match(text, other.end))
        if moved or (_NOT.search(before) and _BUT.fullmatch(between)):
            gone.add(i)
        elif _INSTEAD.fullmatch(between):
            gone.add(i + 1)
    yield from (each for i, each in enumerate(found) if i not in gone)
