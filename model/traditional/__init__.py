"""Traditional Chinese characters as simplified ones, one for one, so that every offset stays. Pure, linear.

Reached by `kinds` and `features` for cues, which are written once, in simplified characters, and by
`bot.texts.folding` for search. It is no translation to be shown: 乾 and 幹 are both 干.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CHARACTERS = Path(__file__).with_name("characters.txt")


@cache
def pairs() -> dict[str, str]:
    """Each traditional character with its simplified one."""
    lines = CHARACTERS.read_text("utf-8").splitlines()
    return {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}


@cache
def _table() -> dict[int, str]:
    return str.maketrans(pairs())


@cache
def _only_traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(filter(_is_only_traditional, pairs()))}]")


def _is_only_traditional(character: str) -> bool:
    """Not what simplified text writes as well: 著名, 乾坤, 瞭望."""
    if character == "瞭":  # not in GB 2312, but in the standard of today
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def simplified(text: str) -> str:
    """`text` with the simplified one for each traditional character."""
    return text if text.isascii() else text.translate(_table())


def read_as_simplified(text: str) -> str:
    """The same where `text` is traditional; what may be simplified stays as it is."""
    return simplified(text) if not text.isascii() and _only_traditional().search(text) else text
