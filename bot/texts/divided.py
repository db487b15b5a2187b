"""Words that were divided at a line's end, whole where a text is shown on one line: `ef-⏎fects`. Pure.

A hyphen stays where the word has one of its own: `well-⏎known`, or where the text writes it so elsewhere.
"""

from __future__ import annotations

import re

_DIVIDED = re.compile(r"(?<![^\W_])([^\W\d_]{2,30})[-\u2010\xad]\n[ \t]{0,40}([^\W\d_]{2,30})(?![^\W_]|-)")
_FIRST = re.compile(
    r"(?:well|ill|self|non|long|short|high|low|half|quasi|semi|ex|co|cross|full|part|multi|anti|pro|post|pre|mid|vice|all"
    r"|old|new|large|small|fast|slow|hard|soft|deep|wide|open|closed|double|single|two|three|four|five|six|ten|first"
    r"|second|third|one|time|year|day|cost|state|decision|problem|user|data|evidence|so|far|north|south|east|west|blood"
    r"|rendez|peut|celui|celle|ceux|lui|elle|elles|eux|nous|vous|est|sont|dit|demi|après|avant|sous|grand|arc|chef|semi"
    r"|franco|anglo|afro|socio|político|e|u|ost|nord|süd)",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"(?:known|based|level|term|like|free|specific|dependent|independent|related|made|scale|oriented|driven|called|led|up|off"
    r"|on|by|in|size|sized|rich|poor|born|old|wide|style|type|time|effective|efficient|friendly|aged|year|shaped|colou?red"
    r"|being|making|taking|vous|nous|moi|toi|lui|elle|ils?|elles?|on|même|être|und|oder|bzw)",
)
_WITHIN = re.compile(r"with", re.IGNORECASE)


def undivided(text: str, whole: str = "") -> str:
    """`text` with those words made one; `whole` is what it was taken from, for how that writes them elsewhere."""
    return _DIVIDED.sub(lambda found: _joined(found, whole), text) if "\n" in text else text


def _joined(found: re.Match[str], whole: str) -> str:
    one, other = found.groups()
    if not other.islower() or f"{one}-{other}" in whole:
        return f"{one}-{other}"
    own = _FIRST.fullmatch(one) or (_SECOND.fullmatch(other) and not _WITHIN.fullmatch(one))
    return f"{one}-{other}" if own and f"{one}{other}" not in whole else f"{one}{other}"
