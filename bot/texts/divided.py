"""Words that were divided at a line's end, whole where a text is shown on one line: `ef-⏎fects`. Pure.

A hyphen stays where the word has one of its own: `well-⏎known`, or where the text writes it so elsewhere. Prefixes
that are mostly written without one keep it before a few words only: `post-⏎war`, but `post-⏎pone`.
"""

from __future__ import annotations

import re

_DIVIDED = re.compile(
    r"(?<![^\W_])(?P<one>[^\W\d_]{1,30})[-\u2010\xad]\n[ \t]{0,40}(?P<other>[^\W\d_]{2,30})(?![^\W_]|-)"
)
_FIRST = re.compile(
    r"(?:well|self|non|long|short|high|low|half|quasi|cross|full|part|old|new|large|small|fast|slow|hard|soft|deep|wide"
    r"|open|closed|double|single|two|three|four|five|seven|eight|nine|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|first"
    r"|second|third|time|year|day|cost|state|decision|problem|user|data|evidence|far|north|south|east|west|blood|left"
    r"|right|rendez|peut|celui|celle|ceux|lui|elle|elles|eux|nous|vous|est|sont|dit|demi|après|avant|sous|grand|arc"
    r"|chef|franco|anglo|afro|socio|político|ost|nord|süd)",
    re.IGNORECASE,
)
_ENDING = re.compile(  # high-er, part-ly, second-ary, time-table: without a hyphen behind those as well
    r"(?:e[rdsn]|e?ns|est|ened|ening|ings?|ly|ness|ment|ments|ship|ish|ial|ially|ary|aries|ic|ical|icles?|icular\w*"
    r"|icip\w+|ners?|nership|y|ies|ern|erly|wards?|ther|thest|mers?|ming|atic|able|ages?|al|ism|ists?|hood|dom|teen\w*|t"
    r"|ton|ty|lines?|tables?|bases?|sets?|ways?|ware|hand|lands?|stream|shed|books?|mother|father|parents|children|eur"
    r"|lights?|fall|roads?|word|words|burg|rain|imer)"
)
_PREFIXED = {  # what they have a hyphen before
    "anti": r"i\w+|aging|american|war|tank",
    "co": r"o\w+|author\w*|workers?|founder\w*|opt\w*",
    "ex": r"wife|husband|president|minister|soldiers?|partner|boyfriend|girlfriend|ante|post|officio",
    "mid": r"century|term|range|size|sized|career|air|level|sentence|thirties|forties|fifties|sixties",
    "multi": r"i\w+|agent|layer\w*|step|stage|year|storey|party",
    "post": r"test\w*|tax|treatment|traumatic|war|hoc|mortem|industrial|colonial|soviet|communist",
    "pre": r"e\w+|war|industrial|school|test|treatment|columbian|colonial|modern",
    "pro": r"war|life|choice|government|european|western|russian|slavery|democracy|rata|forma",
    "re": r"e\w+",
    "semi": r"i\w+|final\w*|arid|skilled|detached|structured|automatic|permeable",
    "so": r"called",
    "vice": r"president|chancellor|chair\w*|versa",
    "ill": r"informed|treated|fated|equipped|defined|suited|advised|conceived|health|timed|gotten|posed",
    "all": r"time|round|around|out|inclusive|encompassing|powerful|important|star|cause|embracing",
    "one": r"way|sided|third|half|off|dimensional|time|year|party|person|day|tailed",
    "six": r"month|year|day|week|hour|sided|part|point",
    "ten": r"month|year|day|week|hour|minute|point|fold",
}
_SECOND = re.compile(
    r"(?:known|based|level|term|like|free|specific|dependent|independent|related|made|scale|oriented|driven|called|led|up|off"
    r"|on|by|in|size|sized|rich|poor|born|old|wide|style|type|time|effective|efficient|friendly|aged|year|shaped|colou?red"
    r"|speaking|handed|minded|eyed|averse|resistant|soluble|being|making|taking|vous|nous|moi|toi|lui|elle|ils?|elles?"
    r"|même|être)",
)
_WITHIN = re.compile(  # with-in, there-by, some-one, geno-type
    r"(?:with|there|here|where|some|any|no|every|life|over|mean|un|nation|thresh|ba|hob|lob|rub"
    r"|geno|pheno|proto|stereo|arche|haplo|sero)",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:und|oder|bzw|sowie|and|or|et|ou)")  # Vor-⏎und Nachteile
_LINKING = re.compile(
    r"(?:in|to|of|the|by|at|on|up|off|and|de|la|le|à|year)", re.IGNORECASE
)  # mother-in-⏎law


def undivided(text: str, whole: str = "") -> str:
    """`text` with those words made one; `whole` is what it was taken from, for how that writes them elsewhere."""
    return _DIVIDED.sub(lambda found: _joined(found, whole), text) if "\n" in text else text


def _joined(found: re.Match[str], whole: str) -> str:
    one, other = found["one"], found["other"]
    if _JOINS.fullmatch(other) and f"{one}{other}" not in whole:
        return f"{one}- {other}"
    is_linked = found.string[found.start() - 1 : found.start()] == "-" and _LINKING.fullmatch(one) is not None
    is_letter = len(one) == 1 and one not in "aioéà"  # e-mail, x-ray, p-value
    is_apart = is_letter or (one.isupper() and len(one) > 1) or not other.islower()
    if is_linked or is_apart or f"{one}-{other}" in whole:
        return f"{one}-{other}"
    return f"{one}-{other}" if _has_hyphen(one, other) and f"{one}{other}" not in whole else f"{one}{other}"


def _has_hyphen(one: str, other: str) -> bool:
    if prefixed := _PREFIXED.get(one.lower()):
        return re.fullmatch(prefixed, other) is not None
    if _FIRST.fullmatch(one):
        return _ENDING.fullmatch(other) is None
    return _SECOND.fullmatch(other) is not None and _WITHIN.fullmatch(one) is None
