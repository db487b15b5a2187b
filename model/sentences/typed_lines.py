"""Whether lines were typed as notes on a phone are: one thought in each, in small letters, hardly a full stop. Pure,
linear; reached by `paragraphs`. Prose in small letters that was wrapped, verse and captions are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.sentences.headings import COMMAS, ENDED, GOES_ON
from model.sentences.line import Layout, Line

FEWEST_LINES = 3
SMALL_SHARE = 0.6  # of the lines begin with a small letter
FREE_SHARE, ROOM_SHARE = 0.5, 0.9  # as many end with room for the next word in so much of the widest
NO_COLUMN_CHARS = 25  # nothing is wrapped so narrow
RUN_ON_SHARE = 0.1  # as many may look as if a line had been broken there
HEAD_WORDS = 3

_JOINS = re.compile(  # a thought hardly begins with it
    r"\s*(?:and|or|but|nor|of|that|which|who|whose|to|than|is|are|was|were|be|been|by|with|from|as|into|onto|upon|between"
    r"|through|among|over|under|during|because|since|while|where|until|though|although|its|their|his|her"
    r"|und|oder|aber|dass|als|zu|zum|zur|mit|von|vom|für|auf|aus|bei|im|den|dem|des|ist|sind|war|wird|werden"
    r"|et|ou|mais|que|qui|dont|de|du|des|à|au|aux|dans|pour|par|sur|avec|est|sont|y|e|o|pero|del|al|en|con|por|para|es|son"
    r"|di|da|che|per|nel|della|do|dos|das|em|com|um|uma|и|а|но|что|в|на|с|к|по|из|от|для|как|или)\b"
)
_INNER_STOP = re.compile(r"[a-z]{3}\.\s+[A-Za-z]{2}")


def are_typed(text: str, lines: Sequence[Line]) -> bool:
    """Whether each of `lines`, which follow each other, is a thought by itself."""
    if len(lines) < FEWEST_LINES or lines[0].layout is not Layout.PROSE:
        return False
    said = [text[line.start : line.end].strip() for line in lines]
    small = sum(each[:1].islower() for each in said)
    is_head = len(said[0].split()) <= HEAD_WORDS and not ENDED.search(said[0])
    if small < SMALL_SHARE * len(said) or not (said[0][:1].islower() or is_head):
        return False
    run_on = sum(each.endswith(COMMAS) or GOES_ON.search(each) is not None for each in said[:-1])
    run_on += sum(_JOINS.match(each) is not None for each in said[1:])
    run_on += sum(each.endswith(".") or _INNER_STOP.search(each) is not None for each in said)
    if run_on > RUN_ON_SHARE * len(said):
        return False
    column = max(line.width for line in lines)
    free = sum(
        line.width + 1 + len(below.split(None, 1)[0]) <= ROOM_SHARE * column
        for line, below in zip(lines, said[1:], strict=False)
    )
    return column < NO_COLUMN_CHARS or free >= FREE_SHARE * (len(lines) - 1)
