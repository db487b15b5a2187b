"""The term that a question asks the meaning of."""

from __future__ import annotations

import re

LOOKED_AT = 300  # characters of a question
MOST_WORDS = 6  # of a term

_TERM = r"(?P<term>[^?!;:：，。？！；、\n]{1,60}?)"
_END = r"[^\w)）+#]*$"
_ASKS = tuple(
    re.compile(pattern.replace("TERM", _TERM) + _END, re.IGNORECASE)
    for pattern in (
        r"\bwhat do (?:you|we|they|people) mean by TERM",
        r"\bwhat (?:do|does|did) TERM (?:mean|stand for|refer to|denote)",
        r"\bwhat(?:['’]s| is| are| was| were)(?: exactly| actually| meant by| the (?:meaning|definition) of)? TERM"
        r"(?: exactly| actually| called)?",
        r"\bwhat (?!do\b|does\b|did\b)TERM (?:is|are|was|were|means?|stands? for)",
        r"\bdefine TERM",
        r"\b(?:definition|meaning) of TERM",
        r"^\W*TERM (?:definition|meaning|definición|définition|definizione|definição)",
        r"\bwas (?:ist|sind|war|waren|bedeute[nt]|heißt|meint man mit|versteht man unter)(?: eigentlich| genau)? TERM"
        r"(?: gemeint| genau)?",
        r"\bwas TERM (?:ist|sind|bedeutet|bedeuten|heißt)",
        r"\b(?:definiere|(?:definition|bedeutung) (?:von|des|der|eines|einer)) TERM",
        r"\bqu['’]est[- ]ce qu(?:e (?:c['’]est qu(?:e |['’]))?|['’])TERM",
        r"\b(?:c['’]est quoi|que (?:signifie|veut dire|désigne)(?:nt)?|qu['’]entend-on par|défini(?:r|s|ssez)) TERM",
        r"\b(?:définition|signification) d(?:u |es |e la |e l['’]|e |['’])TERM",
        r"\bqué (?:es|son|era|eran|fue|significan?|quiere decir|se entiende por) TERM",
        r"\b(?:definición|significado) del? TERM",
        r"\b(?:cos['’]è|cosa (?:è|sono|significano?|si intende per)|definizione d\w{0,4}['’ ])\s?TERM",
        r"\bo que (?:é|são|significam?|quer dizer) TERM",
        r"\bdefinição d\w{1,2} TERM",
        r"(?:什么|[啥何])(?:是|叫做?|称为|称作)(?:所谓的?)?TERM(?:这个(?:词|概念|术语)|的(?:概念|定义|意思))?",
        r"何[谓为]TERM",
        r"^\W*(?:请问|那么?|请?解释一下|请?解释)?TERM(?:这个(?:词|概念|术语))?(?:究竟|到底|具体)?"
        r"(?:就?是指?|指的是|指|意味着|叫)(?:什么|啥|何)(?:意思|东西|概念|含义)?[呢呀啊吗]?",
        r"^\W*(?:请问|请?写出|请?给出|请?说出)?TERM的?(?:定义|概念|[含涵]义|意思)"
        r"(?:(?:究竟|到底)?是(?:什么|啥)|为何)?[呢呀啊]?",
        r"(?:名词解释|术语解释|解释(?:一下)?(?:名词|概念|术语|词语))[：:]?\s?TERM",
        r"^\W*TERM(?:とは|って|は|の(?:定[義义]|意味)(?:とは|は)?)、?(?:いったい|一体)?"
        r"(?:何|なに|なん|どういう(?:意味|こと|もの))(?:のこと)?(?:ですか|でしょうか|だろうか|なの|か)?",
        r"^\W*TERM(?:とは|の(?:定[義义]|意味))",
        r"^\W*TERM(?:이?란|은|는|이|가)?\s?(?:무엇|뭐|뭔|무슨 뜻)[가-힣]{0,6}",
        r"^\W*TERM이?란",
        r"^\W*TERM의 (?:정의|뜻|의미)[가-힣]{0,6}",
    )
)
"""Chinese in simplified characters."""

_LEADS = re.compile(
    r"^(?:(?:an?|the|some|der|die|das|den|dem|ein(?:e[nmrs]?)?|les?|la|une?|des|los?|las|el|una?|unas|unos|il|gli|uno"
    r"|os?|as?|uma?) |l['’]|un['’])?(?:(?:term|word|phrase|expression|notion|concept|begriff|ausdruck|wort|terme|mot"
    r"|término|palabra|concepto)(?: of| de)? )?(?:an? |the )?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r" (?:in|according to|nach|selon|según|en|dans)\b.*$|\s*[（(][^（()）]*[)）]$", re.IGNORECASE
)
_QUOTED = re.compile(r"[“”\"„«「『《]([^“”\"„«»「」『』《》]{1,40})[“”\"»」』》]")
_MARKS = " \t“”\"„«»‘’'「」『』《》*_`"
_POINTERS = re.compile(
    r"(?:it|this|that|these|those|they|he|she|you|we|i|there|here|one|es|das|dies|ça|cela|ceci|il|elle|esto|eso|questo"
    r"|isso|isto|[这那它他她我你您]\w{0,2}|これ|それ|あれ|이것|그것|什么|意思|定义|概念)",
    re.IGNORECASE,
)


def terms_of(question: str) -> tuple[str, ...]:
    """The term that a question, its Chinese in simplified characters, asks the meaning of, and what else it may be: its
    quoted part, what stands before “in economics” or after the last 的. Empty where it asks something else."""
    found = dict.fromkeys(
        term
        for asks in _ASKS
        for match in asks.finditer(" ".join(question[:LOOKED_AT].split()))
        for term in _readings(_LEADS.sub("", match["term"].strip()))
    )
    return tuple(found)


def _readings(asked: str) -> list[str]:
    quoted = _QUOTED.search(asked)
    may_be = [quoted[1] if quoted else asked, _AFTER.sub("", asked), asked.rpartition("的")[2]]
    return [
        term
        for term in (each.strip(_MARKS) for each in may_be)
        if any(map(str.isalnum, term)) and len(term.split()) <= MOST_WORDS and not _POINTERS.fullmatch(term)
    ]
