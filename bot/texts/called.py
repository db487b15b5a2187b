"""Terms that a sentence names in passing, by language: “a phenomenon called cohesion”, 又称“无氧呼吸”, “devised the
Strange Situation, a procedure in which …”. Data for `defined`, asked where nothing else is defined.
"""

from __future__ import annotations

_EN_KIND = (  # "a phenomenon called cohesion", but not "the teacher called Tom"
    r"\b(?:an?|one|two|three|some|several|many|these|its|of|into|in|by|with|from|for|are|is|have|has)"
    r" (?:[\w-]{1,30} ){0,3}?[\w-]{2,30},? (?:also |sometimes |often |usually )?"
)
_NO_BEINGS = "".join(  # a dog called Rex
    rf"(?<!\b{being} )"
    for being in "man woman boy girl child baby guy friend teacher student son daughter brother sister king queen "
    "doctor dog cat horse town village city street band song film movie book novel company ship team place".split()
)
_EN_CLOSES = (
    r"(?= (?:if|iff|when|whenever|in|because|by|where|which|that|who|since|as|after|unless|while|to(?! the)|with|for|is"
    r"|are|was|were|has|have|had|can|may|will|at|from|on|becomes?|became|or (?:an?|the)"
    r"|and (?:is|are|was|were|has|have|can|then|there|to|the|an?))\b|[,.;:()!?—–]|$)"
)
_ES_KIND = r"\buna? (?:\w{1,30} ){1,4}?"
_FR_KIND = r"\b(?:une?|des) (?:[\w’'-]{1,30} ){1,4}?"
_IT_KIND = r"\b(?:un[ao]?|un['’]\w{1,30}) (?:\w{1,30} ){0,4}?"
_PT_KIND = r"\b(?:uma?|uns|umas) (?:\w{1,30} ){1,4}?"

CALLED = {
    "en": rf"{_EN_KIND}(?:{_NO_BEINGS})(?:called|known as|termed|dubbed)"
    r" (?!(?:him|her|them|us|me|you|it|his|my|our|their|your|up|on|for|off|out|back|in|into|to|with|without|\w+ly)\b)"
    rf"(?P<term>[^\s,.;:()—–]+(?: [^\s,.;:()—–]+){{0,2}}?){_EN_CLOSES}",
    "es": rf"{_ES_KIND}(?:(?:llamad|denominad)[oa]|conocid[oa] como) (?!así\b|a\b|por\b)(?P<term>[^,.;:()]+?)"
    r"(?= (?:en|cuando|si|porque|por|que|y|para|con|es|son|fue|era|está|están|se"
    r"|tiene|tienen|puede|pueden)\b|[,.;:()!?]|$)",
    "de": r"\b(?:namens|(?:so ?genannte[nmrs]?)) (?P<term>[^,.;:()]+?)"
    r"(?= (?:wenn|weil|in|im|bei|und|oder|ist|sind|wird|werden|hat|haben|von|für|mit|auf|zu|zur|zum)\b|[,.;:()!?]|$)",
    "fr": rf"{_FR_KIND}(?:(?:appelé|nommé|dénommé)e?s?|connue?s? sous le nom de)"
    r" (?!ainsi\b|par\b|à\b|comme\b)(?P<term>[^,.;:()]+?)"
    r"(?= (?:si|quand|lorsque|en|dans|par|qui|que|et|ou|pour|avec|est|sont)\b|[,.;:()!?]|$)",
    "it": rf"{_IT_KIND}(?:(?:chiamat|dett|denominat)[oaie]|not[oaie] come) (?!così\b|da\b|a\b)(?P<term>[^,.;:()]+?)"
    r"(?= (?:se|quando|in|perché|che|e|o|per|con|è|sono)\b|[,.;:()!?]|$)",
    "pt": rf"{_PT_KIND}(?:(?:chamad|denominad)[oa]s?|conhecid[oa]s? como) (?!assim\b|por\b|a\b)(?:de )?"
    r"(?P<term>[^,.;:()]+?)"
    r"(?= (?:em|quando|se|porque|por|que|e|ou|para|com|é|são)\b|[,.;:()!?]|$)",
    "zh": r"(?:[又也亦]称(?:为|作)?|(?<!的)简称(?:为|作)?|一[种类门]叫)(?!所谓|[我你他她它人只])"
    r"(?=[“「《]|[^，。]{2,16}[，。、）)]|[^，。]{2,16}$)"
    r"(?P<term>[^，。,；：（）()的]+)",
}
"""Behind what kind of thing it is."""

_MADE = (
    r"\b(?:devised|developed|introduced|proposed|coined|invented|described|formulated|discovered|designed|conceived)"
    r" (?!(?:in|by|from|into|as|for|at|on|to|with|over)\b)"
    r"(?:the (?:term|concept|notion|idea|theory) (?:of )?)?(?:(?:an?|the) )?"
)
APPOSED = {
    "en": rf"{_MADE}(?P<term>[^,.;:()]{{2,60}}?)(?: \([^()]{{1,80}}\))?, (?:an?|the|any) (?:[\w-]{{1,30}} ){{1,4}}"
    r"(?:that|which|in which|by which|where|of|for|used)\b",
}
"""Before what kind of thing it is: whoever found it is no term."""

UNDERSTOOD = {  # Por inflación se entiende …
    "es": r"^\W{0,20}por (?P<term>[^,.;:()]{1,60}?),? se entienden?\b",
    "fr": r"^\W{0,20}par (?P<term>[^,.;:()]{1,60}?),? on entend\b",
    "it": r"^\W{0,20}per (?P<term>[^,.;:()]{1,60}?),? si intend(?:e|ono)\b",
    "pt": r"^\W{0,20}por (?P<term>[^,.;:()]{1,60}?),? (?:entende-se|se entende)\b",
    "ja": r"^\W{0,20}(?P<term>[^、。「」は]{1,20}?)は、?[^。]{4,100}と(?:して)?定義",
}
